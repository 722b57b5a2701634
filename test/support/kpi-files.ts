import type { KpiSetInput } from '../../shared/domain/kpi/config.ts';
import { headSha } from './world.ts';

/*
 * A small measurement, as a harness writes it: whether an order went through, and how long it took.
 */

export const ordersSet = {
  id: 'orders',
  rows: [
    { pointer: '/id', type: 'string' },
    { pointer: '/case', type: 'string', enum: ['buy', 'return'] },
    { pointer: '/ok', type: 'boolean' },
    { pointer: '/ms', type: 'number', min: 0 },
  ],
  constant: [
    { pointer: '/commit', fact: 'commit' },
    { pointer: '/model', fact: 'model' },
  ],
  strata: [{ pointer: '/case', values: ['buy', 'return'], 'minimum-samples': 20 }],
  unique: [['/id']],
  timestamp: { pointer: '/at', 'maximum-age': '7d' },
  'minimum-samples': 100,
  kpis: [
    {
      id: 'success',
      title: 'Orders that went through',
      kind: 'ratio',
      numerator: [{ pointer: '/ok', equals: true }],
      direction: 'higher-is-better',
      target: { min: 0.9 },
    },
    {
      id: 'p50',
      kind: 'percentile',
      percentile: 50,
      value: { pointer: '/ms', unit: 'ms' },
      direction: 'lower-is-better',
      target: { max: 200 },
    },
    {
      id: 'mean',
      kind: 'mean',
      value: { pointer: '/ms', unit: 'ms' },
      direction: 'lower-is-better',
      required: false,
      target: { max: 160 },
    },
  ],
} satisfies KpiSetInput & { id: string };

export type OrderRow = Record<string, unknown>;

/** A good row of a run; `differing` replaces fields, undefined leaves one out. */
export function orderRow(index: number, differing: OrderRow = {}, run = 'a', start = '2026-11-20T09:00:00Z'): OrderRow {
  // A run is slower or faster from row to row, and in another way than the next run.
  const wobble = (index * (run.charCodeAt(0) % 7) * 37 + index * index * 11) % 61;
  return {
    id: `${run}-${String(index).padStart(4, '0')}`,
    at: new Date(Date.parse(start) + index * 1000 + wobble * 7).toISOString(),
    case: index % 2 === 0 ? 'buy' : 'return',
    ok: true,
    ms: 100 + wobble + (index % 3) / 10,
    commit: headSha,
    model: 'harbour-1',
    ...differing,
  };
}

export interface RunOfOrders {
  run?: string;
  start?: string;
  rows?: number;
  /** Rows that differ, by index. */
  differing?: Readonly<Record<number, OrderRow>>;
  /** What all rows have instead. */
  all?: OrderRow;
}

export function orderRows({ run, start, rows = 120, differing = {}, all = {} }: RunOfOrders = {}): OrderRow[] {
  return Array.from({ length: rows }, (_, index) => orderRow(index, { ...all, ...differing[index] }, run, start));
}

/** The file of a run, one row in a line. */
export function orderFile(run: RunOfOrders = {}): string {
  return ndjson(orderRows(run));
}

export function ndjson(rows: readonly unknown[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}
