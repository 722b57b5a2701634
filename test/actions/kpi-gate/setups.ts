import type { Report } from '../../../shared/core/report.ts';
import type { KpiRun } from '../../../shared/domain/kpi/run.ts';
import { type RunSetup, runFiles } from '../../support/kpi-evidence.ts';
import { ordersSet } from '../../support/kpi-files.ts';
import type { Setup } from '../../support/world.ts';

export const now = '2026-11-20T12:00:00Z';
export const sets = { 'kpi-sets': [ordersSet] };
export const section = {
  set: 'orders',
  reports: ['evidence/*.report.json'],
  harness: { none: 'runs are made by hand' },
};
export const a: RunSetup = { run: 'a', start: '2026-11-20T08:00:00Z', rows: 200 };
export const b: RunSetup = { run: 'b', start: '2026-11-20T09:00:00Z', rows: 200 };

export async function gate(
  runs: readonly RunSetup[],
  more: Setup = {},
  change?: Parameters<typeof runFiles>[1],
): Promise<Setup> {
  return { now, produced: await runFiles(runs, change), lists: sets, section, ...more };
}

/** The reports changed as a text editor would. */
export function edited(change: (run: KpiRun) => KpiRun, which = 1): (report: Report, index: number) => unknown {
  return (report, index) => (index === which ? { ...report, data: change(report.data as KpiRun) } : report);
}

export const failures = (count: number): Record<number, { ok: boolean }> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [index * 3, { ok: false }]));
export const other = 'f'.repeat(40);

/** Runs whose facts differ in one. */
export const differing: [fact: string, run: RunSetup][] = [
  ['commit', { all: { commit: other } }],
  ['model', { all: { model: 'harbour-2' } }],
  ['platform', { given: { platform: 'windows-x64' } }],
];

export function withKpi(run: KpiRun, id: string, change: object): KpiRun {
  const kpis = run.report.kpis.map((kpi) => (kpi.id === id ? { ...kpi, ...change } : kpi));
  return { ...run, report: { ...run.report, kpis } };
}

export async function withFile(path: string, text: string): Promise<Setup> {
  const setup = await gate([a, b]);
  return { ...setup, produced: { ...setup.produced, [path]: text } };
}

export function stricter(): object {
  return { ...ordersSet, rows: ordersSet.rows.map((rule) => (rule.pointer === '/ms' ? { ...rule, max: 120 } : rule)) };
}

export function lenient(): object {
  const [success, ...others] = ordersSet.kpis;
  return { ...ordersSet, kpis: [{ ...success, target: { min: 0.5 } }, ...others] };
}
