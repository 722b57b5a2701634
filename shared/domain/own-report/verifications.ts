import type { Because } from '../../core/errors.ts';
import { isObject } from '../../core/json.ts';
import type { Result } from '../../core/report.ts';
import { parseReport } from '../../core/report-schema.ts';
import { parseJson } from '../../parse/json.ts';
import { decodeText } from '../../parse/text.ts';
import { noData } from '../verdict/verdict.ts';
import { type VerificationRecord, verificationRecords } from '../verification-record/record.ts';
import type { Candidate } from './candidates.ts';

/** A verification as a report has it. */
export interface ReportedVerification {
  record: VerificationRecord;
  /** Why the record does not count, as a clause: it says something else than itself, or than the results of its report. */
  doubt: string | undefined;
}

/**
 * The verifications of a report of the control `verification`, each held against the results of that report: `data` is what a report says
 * besides its results, and only by these the report was judged. Whether the report is one of this run is for who binds it.
 */
export function verificationsOf({
  report,
  file,
}: Candidate): { ok: true; verifications: ReportedVerification[] } | { ok: false; because: Because } {
  const data = verificationRecords.safeParse(report.data);
  const results = resultsIn(file.content);
  if (!data.success || results === undefined)
    return {
      ok: false,
      because: noData('the report of verification does not say what was measured', 'a report of this version'),
    };
  const verifications = data.data.verifications.map((record) => ({ record, doubt: doubtOf(record, results) }));
  return { ok: true, verifications };
}

/** All results of the file: of those that passed, who collects reports keeps one alone. */
function resultsIn(content: Uint8Array): Result[] | undefined {
  const decoded = decodeText(content);
  const parsed = decoded.ok ? parseJson(decoded.text) : undefined;
  const value = parsed?.ok === true ? parsed.document.value : undefined;
  const report = isObject(value) ? parseReport(value) : undefined;
  return report?.success === true ? report.data.results : undefined;
}

function doubtOf(record: VerificationRecord, results: readonly Result[]): string | undefined {
  const { id, status, counts, problems = [] } = record;
  const statuses = new Set(results.filter(({ about }) => about[0] === id).map((result) => result.status));
  if (statuses.size === 0) return 'no result of its report is about it';
  if (status !== 'passed') return undefined;
  const worst = (['failed', 'unverified'] as const).find((each) => statuses.has(each));
  if (worst !== undefined) return `it says passed, and a result of its report is ${worst}`;
  if (!statuses.has('passed')) return 'it says passed, and no result of its report is';
  if (problems.length > 0) return `it says passed, and that ${problems[0]}`;
  if (counts === undefined) return undefined;
  if (counts.failed > 0) return `it says passed, and that ${counts.failed} tests failed`;
  if (counts.executed === 0) return 'it says passed, and that no test ran';
  if (counts.executed < (counts.expected ?? 0))
    return `it says passed, and that ${counts.executed} of ${counts.expected} tests ran`;
  return undefined;
}
