import { sha256 } from '../../shared/core/fingerprint.ts';
import type { Json } from '../../shared/core/json.ts';
import { type KpiSet, KpiSetSchema } from '../../shared/domain/kpi/config.ts';
import { kpiReport } from '../../shared/domain/kpi/report.ts';
import { KpiReportSchema } from '../../shared/domain/kpi/report-schema.ts';
import type { Run } from '../../shared/domain/kpi-gate/run.ts';
import { seededDraw } from '../../shared/domain/statistics/random.ts';
import { addedUp, checkoutRow, checkoutSet, now, type Row } from './kpi-rows.ts';

/** The set of the rows of tests with other KPIs; each gets an id and a direction where it has none. */
export function setWith(kpis: readonly object[], more: object = {}): KpiSet {
  return KpiSetSchema.parse({
    ...checkoutSet,
    ...more,
    kpis: kpis.map((kpi, index) => ({ id: `kpi-${index}`, direction: 'lower-is-better', ...kpi })),
  });
}

export const ms = { pointer: '/ms', unit: 'ms' };
export const failureRate = { id: 'failures', kind: 'ratio', numerator: [{ pointer: '/ok', equals: false }] };
export const crashRate = {
  id: 'crashes',
  kind: 'rate-per',
  value: { pointer: '/crashes', unit: 'crashes' },
  per: { pointer: '/hours', unit: 'hours' },
};

/** Rows of a run of its own: `hour` says when it began, `of` what is particular about a row. */
export function rowsOfRun(hour: number, count: number, of: (index: number, random: number) => Row = () => ({})): Row[] {
  const draw = seededDraw(`run at ${hour}`);
  const numbers = new Uint32Array(2 * count);
  draw(numbers, 1_000_000);
  let time = now - 86_400_000 + hour * 3_600_000;
  return Array.from({ length: count }, (_, index) => {
    time += 1000 + ((numbers[index] ?? 0) % 1000);
    const random = (numbers[count + index] ?? 0) / 1_000_000;
    return checkoutRow(index, {
      id: `run-${hour}-${index}`,
      at: new Date(time).toISOString(),
      ms: 100 + Math.round(random * 1e6) / 1e4,
      ...of(index, random),
    });
  });
}

/** A run and its report, as computed from the rows. */
export function runOf(name: string, rows: readonly Row[], set: KpiSet, more: Partial<Run> = {}): Run {
  const added = addedUp(rows, set);
  const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  const source = {
    path: `${name}.ndjson`,
    lines: rows.length,
    rows: rows.length,
    bytes: text.length,
    sha256: sha256(text),
  };
  const report = KpiReportSchema.parse(
    JSON.parse(JSON.stringify(kpiReport({ set, rows: added, sources: [source], toolVersion: '1.2.3' }))),
  );
  const facts: Record<string, Json> = { repository: 'shop', commit: 'c0ffee' };
  return { name, runId: name, runType: 'gate', report, rows: added, facts, ...more };
}
