import type { Kpi } from '../../shared/domain/kpi/definition.ts';
import type { Measure } from '../../shared/domain/kpi/measure.ts';
import { type Comparison, comparison } from '../../shared/domain/kpi-gate/comparison.ts';
import { evidenceOf } from '../../shared/domain/kpi-gate/evidence.ts';
import type { Tolerance } from '../../shared/domain/kpi-gate/tolerance.ts';
import type { Row } from './kpi-rows.ts';
import { ms, rowsOfRun, runOf, setWith } from './kpi-runs.ts';

export const errors = { alpha: 0.05, power: 0.8 };
/** A target that is no part of what is compared. */
export const target = { target: { max: 1e6 } };

/** What the row of an index has besides; `random` is from 0 to 1. */
export type Of = (index: number, random: number) => Row;

/** What a run of so many rows says about a KPI, by its rows or by its report. */
export function measured(
  kpi: object,
  hour: number,
  count: number,
  of?: Of,
  read = true,
): { kpi: Kpi; measure: Measure } {
  const set = setWith([kpi]);
  const [one] = set.kpis;
  const { rows, ...run } = runOf(`run-${hour}`, rowsOfRun(hour, count, of), set);
  if (one === undefined) throw new Error('there is no KPI');
  const evidence = evidenceOf(set, one, [read ? { ...run, rows } : run]);
  if (!evidence.ok) throw new Error(evidence.because.message);
  return { kpi: one, measure: evidence.measure };
}

/** Compares the KPI in runs of so many rows each. */
export function compared(
  kpi: object,
  current: [number, Of?],
  reference: [number, Of?],
  tolerance: Tolerance,
  read = true,
): Comparison {
  const a = measured(kpi, 1, current[0], current[1], read);
  const b = measured(kpi, 2, reference[0], reference[1], read);
  return comparison(a.kpi, a.measure, b.measure, tolerance, errors);
}

/** Durations from 100 to 200 ms, and so much above. */
export const slower =
  (by: number): Of =>
  (_, random) => ({ ms: by + 100 + random * 100 });
export const p90 = { kind: 'percentile', percentile: 90, value: ms, ...target };
