import { parseTime } from '../../core/time.ts';
import { definitionHash, type Kpi } from '../kpi/definition.ts';
import type { KpiResult } from '../kpi/report-schema.ts';
import type { Reference } from './run.ts';

/** The best value that was kept up. */
export interface Anchor {
  /** The report that has it: the worse of the two that sustained it. */
  reference: Reference;
  value: number;
}

/**
 * The best sustained value of a KPI: of every two consecutive reports the worse value, which both of them reached; of these the best, the
 * latest of equal ones. One lucky report therefore moves nothing, and a value that was once kept up is not given away again. The
 * reports are taken in the order of their times; those without sound evidence for the KPI as it is defined now are left out
 * beforehand. undefined while there are not two.
 */
export function bestSustained(kpi: Kpi, reports: readonly Reference[]): Anchor | undefined {
  const measured = inTimeOrder(reports).flatMap((reference) => {
    const value = soundValue(kpi, reference);
    return value === undefined ? [] : [{ reference, value }];
  });
  const sign = kpi.direction === 'lower-is-better' ? 1 : -1;
  let best: Anchor | undefined;
  for (const [index, second] of measured.entries()) {
    const first = measured[index - 1];
    if (first === undefined) continue;
    const worse = sign * first.value > sign * second.value ? first : second;
    if (best !== undefined && sign * worse.value > sign * best.value) continue;
    best = worse;
  }
  return best;
}

/** Reports by when their rows ended, the earliest first; those without times are left out, since they have no place. */
export function inTimeOrder<T extends Reference>(reports: readonly T[]): T[] {
  return reports
    .flatMap((report) => {
      const { time } = report.report;
      const last = time === undefined ? undefined : parseTime(time.last);
      return last === undefined ? [] : [{ report, last }];
    })
    .sort((one, other) => one.last - other.last || (one.report.name < other.report.name ? -1 : 1))
    .map(({ report }) => report);
}

function soundValue(kpi: Kpi, { report }: Reference): number | undefined {
  if (Object.keys(report.findingTotals).length > 0) return undefined;
  const hash = definitionHash(kpi);
  const result = report.kpis.find(({ id, definitionHash: other }: KpiResult) => id === kpi.id && other === hash);
  return result === undefined || result.verdict === 'not-measured' ? undefined : (result.value ?? undefined);
}
