import type { Json } from '../../shared/core/json.ts';
import {
  type Accumulator,
  type Adding,
  adding,
  defaultLimits,
  type Limits,
} from '../../shared/domain/kpi/accumulator.ts';
import { type KpiSet, type KpiSetInput, KpiSetSchema } from '../../shared/domain/kpi/config.ts';
import { kpiReport } from '../../shared/domain/kpi/report.ts';
import { type KpiReport, KpiReportSchema } from '../../shared/domain/kpi/report-schema.ts';
import { rowJudge } from '../../shared/domain/kpi/row.ts';

/** When the rows of the tests are judged. */
export const now = Date.parse('2026-03-10T12:00:00Z');

/** A small set that has every part: two strata, two keys, a constant that is an object, and KPIs of most kinds. */
export const checkoutSet = {
  rows: [
    { pointer: '/id', type: 'string' },
    { pointer: '/case', type: 'string', enum: ['buy', 'return', 'browse'] },
    { pointer: '/ok', type: 'boolean' },
    { pointer: '/ms', type: 'number', min: 0 },
    { pointer: '/refund', type: 'boolean', when: [{ pointer: '/case', equals: 'return' }] },
    { pointer: '/commit', type: 'string', pattern: '[0-9a-f]{4,40}' },
  ],
  constant: [{ pointer: '/commit' }, { pointer: '/flags' }],
  strata: [
    { pointer: '/case', values: ['buy', 'return', 'browse'] },
    { pointer: '/screens', values: [1, 2] },
  ],
  unique: [['/id'], ['/case', '/at']],
  timestamp: { pointer: '/at', 'maximum-gap': '1h', 'maximum-age': '30d' },
  'minimum-samples': 4,
  kpis: [
    {
      id: 'success',
      kind: 'ratio',
      numerator: [{ pointer: '/ok', equals: true }],
      direction: 'higher-is-better',
      target: { min: 0.5 },
      evaluate: 'point',
    },
    {
      id: 'p50',
      kind: 'percentile',
      percentile: 50,
      filter: [{ pointer: '/case', in: ['buy', 'return'] }],
      value: { pointer: '/ms', unit: 'ms' },
      direction: 'lower-is-better',
      target: { max: 1000 },
      evaluate: 'point',
    },
    { id: 'mean', kind: 'mean', value: { pointer: '/ms', unit: 'ms' }, direction: 'lower-is-better', required: false },
    { id: 'sum', kind: 'sum', value: { pointer: '/ms', unit: 'ms' }, direction: 'lower-is-better', required: false },
    { id: 'min', kind: 'min', value: { pointer: '/ms', unit: 'ms' }, direction: 'lower-is-better', required: false },
    { id: 'max', kind: 'max', value: { pointer: '/ms', unit: 'ms' }, direction: 'lower-is-better', required: false },
    {
      id: 'failures',
      kind: 'count',
      numerator: [{ pointer: '/ok', equals: false }],
      direction: 'lower-is-better',
      target: { max: 1 },
    },
    {
      id: 'crashes',
      kind: 'rate-per',
      value: { pointer: '/crashes', unit: 'crashes' },
      per: { pointer: '/hours', unit: 'hours', size: 1000 },
      missing: 'exclude',
      direction: 'lower-is-better',
      required: false,
    },
  ],
} satisfies KpiSetInput;

export function kpiSet(input: KpiSetInput = checkoutSet): KpiSet {
  return KpiSetSchema.parse(input);
}

export type Row = Record<string, Json | undefined>;

/** A good row; `index` makes it another one, a minute later. */
export function checkoutRow(index: number, differing: Row = {}): Row {
  return {
    id: `run-${index}`,
    at: new Date(now - 3_600_000 + index * 60_000).toISOString(),
    case: (['buy', 'return', 'browse'] as const)[index % 3] ?? 'buy',
    screens: 1 + (index % 2),
    ok: true,
    ms: 100 + index,
    refund: false,
    commit: 'c0ffee',
    flags: { fast: true },
    crashes: 0,
    hours: 0.5,
    ...differing,
  };
}

/** Adds rows up as one part; undefined stands for a blank line. */
export function addedUp(rows: readonly unknown[], set: KpiSet = kpiSet(), limits?: Limits): Accumulator {
  const { empty, add } = adding(set, limits);
  const judge = rowJudge(set, now);
  const part = empty();
  for (const [index, row] of rows.entries()) if (row !== undefined) add(part, judge(row), index + 1);
  part.lines = rows.length;
  return part;
}

/** Adds rows up in parts that begin at the cuts, and merges the parts, two neighbours at a time from where `merging` says. */
export function addedInParts(
  rows: readonly unknown[],
  cuts: readonly number[],
  merging: readonly number[] = [],
  set: KpiSet = kpiSet(),
  limits: Limits = defaultLimits,
): Accumulator {
  const bounds = [0, ...[...cuts].map((cut) => cut % (rows.length + 1)).sort((a, b) => a - b), rows.length];
  const parts = bounds.slice(1).map((end, index) => addedUp(rows.slice(bounds[index], end), set, limits));
  const { merge }: Adding = adding(set, limits);
  for (let round = 0; parts.length > 1; round += 1) {
    const at = (merging[round % Math.max(1, merging.length)] ?? 0) % (parts.length - 1);
    const [one, other] = parts.slice(at, at + 2);
    if (one === undefined || other === undefined) throw new Error('there is no such pair');
    parts.splice(at, 2, merge(one, other));
  }
  return parts[0] ?? adding(set, limits).empty();
}

/** The report on rows that stand in one file, one in a line. Its shape is checked. */
export function reportOn(rows: readonly unknown[], set: KpiSet = kpiSet()): KpiReport {
  return reportOf(addedUp(rows, set), set);
}

export function reportOf(rows: Accumulator, set: KpiSet = kpiSet()): KpiReport {
  const source = { path: 'runs.ndjson', lines: rows.lines, rows: rows.rows, bytes: 1, sha256: '0'.repeat(64) };
  const report = kpiReport({ set, rows, sources: [source], toolVersion: '0.0.0' });
  return KpiReportSchema.parse(JSON.parse(JSON.stringify(report)));
}
