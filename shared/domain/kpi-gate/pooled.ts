import type { KpiSet } from '../kpi/config.ts';
import type { Kpi } from '../kpi/definition.ts';
import { intervalOf, ruleOf } from '../kpi/interval.ts';
import { type Interval, isInterval, kpiVerdict, type Verdict } from '../kpi/verdict.ts';
import { zoneOf } from '../statistics/zone.ts';
import { type Evidence, evidenceOf } from './evidence.ts';
import type { Reference } from './run.ts';

/** What all runs together say about one KPI. */
export interface PooledKpi {
  id: string;
  required: boolean;
  runs: number;
  /** For comparisons; nothing of it where the runs could not be pooled. */
  evidence: Evidence;
  /** Unrounded; undefined when it was not measured. */
  value: number | undefined;
  samples: number;
  interval: Interval | undefined;
  /** As that of a report, over the samples of all runs. */
  verdict: Verdict;
  because?: { code: string; message: string };
  /** Samples beyond those of all runs that would decide the target, if the value seen holds; 0 when it is decided. */
  more: number | undefined;
}

/**
 * The evidence of all runs for each KPI of the set, judged like that of one report. Its verdict decides only together with the verdicts of
 * the runs: several runs that missed do not make one that met.
 */
export function pooledKpis(set: KpiSet, runs: readonly Reference[]): PooledKpi[] {
  return set.kpis.map((kpi) => pooledKpi(set, kpi, runs));
}

function pooledKpi(set: KpiSet, kpi: Kpi, runs: readonly Reference[]): PooledKpi {
  const evidence = evidenceOf(set, kpi, runs);
  const base = { id: kpi.id, required: kpi.required, runs: runs.length, evidence };
  if (!evidence.ok)
    return {
      ...base,
      value: undefined,
      samples: 0,
      interval: undefined,
      verdict: 'not-measured',
      because: evidence.because,
      more: undefined,
    };
  const { measure } = evidence;
  const found = intervalOf(kpi, measure);
  const { verdict, because } = kpiVerdict({ kpi, measure, strata: set.strata, interval: found, sound: true });
  const interval = found !== undefined && isInterval(found) ? found : undefined;
  return {
    ...base,
    value: measure.value,
    samples: measure.denominator,
    interval,
    verdict,
    ...(because === undefined ? {} : { because }),
    more: interval === undefined ? undefined : moreOf(kpi, measure.denominator, interval),
  };
}

function moreOf({ target }: Kpi, samples: number, interval: Interval): number | undefined {
  if (target === undefined) return undefined;
  if (interval.needed !== undefined) return interval.needed - samples;
  return zoneOf(interval, ruleOf(target)) === 'undecided' ? undefined : 0;
}
