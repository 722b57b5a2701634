import type { KpiSet } from '../kpi/config.ts';
import type { Kpi } from '../kpi/definition.ts';
import { holm } from '../statistics/holm.ts';
import { type Comparison, comparison, type Errors } from './comparison.ts';
import { type Evidence, evidenceOf } from './evidence.ts';
import { bestSustained } from './ratchet.ts';
import type { Reference } from './run.ts';
import type { Tolerance } from './tolerance.ts';

export interface RegressionRequest {
  set: KpiSet;
  /** The runs that are judged, together. */
  runs: readonly Reference[];
  baseline?: Reference | undefined;
  /** Earlier reports, of which the best sustained value is the anchor. */
  ratchet?: readonly Reference[] | undefined;
  /** By KPI id. */
  tolerances: Readonly<Record<string, Tolerance>>;
  errors: Errors;
}

/** A KPI of the runs compared with that of one reference. */
export interface Regression extends Comparison {
  id: string;
  required: boolean;
  /** What it was compared with; `name` is the report, where there is one. */
  against: { kind: 'baseline' | 'best-sustained'; name: string | undefined };
  tolerance: Tolerance | undefined;
  /** The p-value after Holm's correction over all required comparisons. */
  adjusted?: number;
}

/**
 * Compares the runs, pooled, with a baseline and with the best sustained value, as far as they are given: every KPI that has a tolerance,
 * and every required one; a required one without a tolerance is not measured.
 *
 * A required KPI is `worse` only when it also withstands Holm's correction over all required comparisons, so that many KPIs do not make
 * a false alarm likely; else it is `inconclusive`. The correction never makes anything `within`.
 */
export function regressions(request: RegressionRequest): Regression[] {
  const { set, baseline, ratchet } = request;
  const found = set.kpis
    .filter((kpi) => kpi.required || toleranceOf(request, kpi) !== undefined)
    .flatMap((kpi) => {
      const current = evidenceOf(set, kpi, request.runs);
      return [
        ...(baseline === undefined ? [] : [against(request, kpi, current, 'baseline', baseline)]),
        ...(ratchet === undefined
          ? []
          : [against(request, kpi, current, 'best-sustained', bestSustained(kpi, ratchet)?.reference)]),
      ];
    });
  return corrected(found, request.errors.alpha);
}

function toleranceOf({ tolerances }: RegressionRequest, { id }: Kpi): Tolerance | undefined {
  return Object.hasOwn(tolerances, id) ? tolerances[id] : undefined;
}

function against(
  request: RegressionRequest,
  kpi: Kpi,
  current: Evidence,
  kind: Regression['against']['kind'],
  reference: Reference | undefined,
): Regression {
  const { set, errors } = request;
  const tolerance = toleranceOf(request, kpi);
  const base = {
    id: kpi.id,
    required: kpi.required,
    against: { kind, name: reference?.name },
    tolerance,
  };
  const not = (code: string, message: string): Regression => ({
    ...base,
    zone: 'not-measured',
    because: { code, message },
    current: undefined,
    reference: undefined,
    limit: undefined,
  });
  if (tolerance === undefined) return not('no-tolerance', `nothing says how much worse ${kpi.id} may be`);
  if (reference === undefined)
    return not('no-reference', 'no two consecutive reports have a sound value of it as it is defined now');
  if (!current.ok) return not(current.because.code, current.because.message);
  const earlier = evidenceOf(set, kpi, [reference]);
  if (!earlier.ok) return not(earlier.because.code, earlier.because.message);
  return { ...base, ...comparison(kpi, current.measure, earlier.measure, tolerance, errors) };
}

function corrected(found: readonly Regression[], alpha: number): Regression[] {
  // What was asked for and could not be tested stays in the family: without it the others would look better.
  const family = found.filter(({ required, judged }) => required && judged !== 'point');
  const adjusted = holm(
    family.map(({ p }) => p ?? 1),
    alpha,
  );
  return found.map((one) => {
    const correction = adjusted[family.indexOf(one)];
    if (correction === undefined || one.p === undefined) return one;
    if (one.zone !== 'worse' || correction.rejected) return { ...one, adjusted: correction.adjusted };
    return {
      ...one,
      adjusted: correction.adjusted,
      zone: 'inconclusive',
      because: {
        code: 'not-after-correction',
        message: `it looks worse, and among ${family.length} comparisons that can be chance`,
      },
    };
  });
}
