import { type ProblemCode, problemClasses } from './problem.ts';
import type { KpiReport } from './report-schema.ts';

/** One kind of problem among the rows of a report. */
export interface UnsoundKind {
  code: ProblemCode;
  /** `error`: such rows are no evidence at all; `failed`: they are none for what they are offered for. */
  kind: 'error' | 'failed';
  /** How many there are. */
  total: number;
  /** The first that is named of each field. */
  first: KpiReport['findings'];
}

/** What is wrong with the rows of a report, every kind once, in the order of their names. */
export function unsoundKinds({
  findings,
  findingTotals,
}: Pick<KpiReport, 'findings' | 'findingTotals'>): UnsoundKind[] {
  const codes = (Object.keys(findingTotals) as ProblemCode[]).filter((code) => (findingTotals[code] ?? 0) > 0);
  return codes.sort().map((code) => {
    const named = findings.filter((finding) => finding.code === code);
    return {
      code,
      kind: problemClasses[code],
      total: findingTotals[code] ?? 0,
      first: named.filter(({ pointer }, index) => named.findIndex((one) => one.pointer === pointer) === index),
    };
  });
}
