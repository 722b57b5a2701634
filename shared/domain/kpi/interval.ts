import { sha256 } from '../../core/fingerprint.ts';
import {
  type BootstrapMethod,
  bootstrapMean,
  bootstrapPercentile,
  greatestBcaSample,
} from '../statistics/bootstrap.ts';
import type { Level, Interval as Statistic } from '../statistics/interval.ts';
import { meanIntervalOf } from '../statistics/mean.ts';
import { percentileInterval } from '../statistics/percentile.ts';
import { rateInterval } from '../statistics/poisson.ts';
import { type ProportionMethod, proportionInterval } from '../statistics/proportion.ts';
import { sketchedPercentileInterval } from '../statistics/quantile-sketch.ts';
import { type More, moreExposure, moreTrials, moreValues } from '../statistics/sample-size.ts';
import { sortedSample } from '../statistics/sorted-sample.ts';
import { type Rule, zoneOf } from '../statistics/zone.ts';
import { defaultLimits } from './accumulator.ts';
import { definitionHash, type Kpi, type Target } from './definition.ts';
import type { Measure } from './measure.ts';
import { noIntervalText, type WithoutInterval } from './no-interval-text.ts';
import type { Interval, NoInterval } from './verdict.ts';

/**
 * How often a bootstrap resamples: enough, also when it is corrected, for a confidence of 0.99, which is as much as a definition
 * may ask of one.
 */
export const bootstrapResamples = 1999;

type Outcome = Statistic | WithoutInterval;

/**
 * The interval of a measured value, by the method that the definition of the KPI names: two-sided at its confidence, so that
 * what is shown is what judges. Why there is none where the method gives none; undefined for a KPI that is no estimate (count,
 * sum, min, max) and for one without a value. The same definition and numbers give the same interval everywhere: a bootstrap
 * takes its seed from them.
 *
 * `needed`: samples in all with which the interval would decide the target if the value seen holds; absent when it decides
 * already or never would.
 */
export function intervalOf(kpi: Kpi, measure: Measure): Interval | NoInterval | undefined {
  if (measure.value === undefined) return undefined;
  const outcome = outcomeOf(kpi, measure);
  if (outcome === undefined) return undefined;
  if (outcome.kind === 'none') return withoutInterval(outcome);
  const { confidence, method } = outcome;
  const scale = kpi.kind === 'rate-per' ? kpi.per.size : 1;
  const found = { lower: outcome.lower * scale, upper: outcome.upper * scale, confidence, method };
  const needed = neededFor(kpi, measure, found);
  return needed === undefined ? found : { ...found, needed };
}

function outcomeOf(kpi: Kpi, measure: Measure): Outcome | undefined {
  switch (kpi.kind) {
    case 'ratio': {
      const seen = { successes: measure.numerator, n: measure.denominator };
      return proportionInterval(seen, kpi.interval, levelOf(kpi));
    }
    case 'percentile':
      return ofPercentile(kpi, measure);
    case 'mean':
      return ofMean(kpi, measure);
    case 'rate-per': {
      const { rate } = measure;
      if (rate === undefined) return undefined;
      return Number.isSafeInteger(rate.events)
        ? rateInterval(rate, levelOf(kpi))
        : { kind: 'none', reason: 'not-whole' };
    }
    case 'count':
    case 'sum':
    case 'min':
    case 'max':
      return undefined;
  }
}

/** The two-sided level of a KPI. */
export function levelOf({ confidence }: { confidence: number }): Level {
  return { confidence, sides: 'two' };
}

function ofPercentile(kpi: Extract<Kpi, { kind: 'percentile' }>, { sorted, sketch }: Measure): Outcome | undefined {
  const level = levelOf(kpi);
  if (sorted === undefined) {
    if (sketch === undefined) return undefined;
    // A sketch cannot be resampled; its interval encloses that of the numbers themselves.
    return kpi.interval === 'order-statistic'
      ? sketchedPercentileInterval(sketch, kpi.percentile, level)
      : { kind: 'none', reason: 'too-many', limit: defaultLimits.values };
  }
  const sample = sortedSample(sorted);
  if (kpi.interval === 'order-statistic') return percentileInterval(sample, kpi.percentile, level);
  return bootstrapPercentile(sample, kpi.percentile, kpi.method, 'percentile', resampling(kpi, sample), level);
}

function ofMean(
  kpi: Extract<Kpi, { kind: 'mean' }>,
  { denominator: n, numbers, sorted }: Measure,
): Outcome | undefined {
  const level = levelOf(kpi);
  if (kpi.interval === 'student-t')
    return meanIntervalOf({ n, mean: numbers?.mean, variance: varianceOf(n, numbers) }, level);
  if (sorted === undefined) return undefined;
  const sample = sortedSample(sorted);
  // The corrected interval takes time that grows with the square of n.
  const method: BootstrapMethod = n <= greatestBcaSample ? 'bca' : 'percentile';
  return bootstrapMean(sample, method, resampling(kpi, sample), level);
}

/** The sample variance; exactly 0 only when all values are the same. */
export function varianceOf(n: number, numbers: Measure['numbers']): number | undefined {
  if (numbers === undefined || n < 2) return undefined;
  return numbers.min === numbers.max ? 0 : Math.max(Number.MIN_VALUE, numbers.m2 / (n - 1));
}

function resampling(kpi: Kpi, sample: Float64Array): { seed: string; resamples: number } {
  return { seed: sha256(`${definitionHash(kpi)} ${sample.join(' ')}`), resamples: bootstrapResamples };
}

function withoutInterval(outcome: WithoutInterval): NoInterval {
  const { reason } = outcome;
  const message = noIntervalText(outcome, 'value');
  return reason === 'too-few' && outcome.needed !== undefined
    ? { reason, message, needed: outcome.needed }
    : { reason, message };
}

/** What a target asks, as a rule of statistics. */
export function ruleOf({ max, min, inclusive }: Target): Rule {
  if (max !== undefined) return { operator: inclusive ? '<=' : '<', target: max };
  return { operator: inclusive ? '>=' : '>', target: min ?? Number.NaN };
}

function neededFor(kpi: Kpi, measure: Measure, found: Interval): number | undefined {
  if (kpi.target === undefined || zoneOf(found, ruleOf(kpi.target)) !== 'undecided') return undefined;
  const { denominator: n } = measure;
  const more = moreFor(kpi, measure, ruleOf(kpi.target));
  // An estimate can say that it is decided already where another method than its own judges.
  return more === undefined || more.more === 0 ? undefined : n + more.more;
}

function moreFor(kpi: Kpi, measure: Measure, rule: Rule): More | undefined {
  const { denominator: n, sorted, numbers, rate } = measure;
  switch (kpi.kind) {
    case 'ratio':
      return moreTrials({ successes: measure.numerator, n }, rule, kpi.interval, levelOf(kpi));
    case 'percentile': {
      if (sorted === undefined) return undefined;
      const asRate = percentileAsRate(kpi.percentile, rule);
      const successes = sorted.reduce((count, value) => (asRate.counts(value) ? count + 1 : count), 0);
      const method: ProportionMethod = 'clopper-pearson';
      return moreTrials({ successes, n }, asRate.rule, method, levelOf(kpi));
    }
    case 'mean': {
      const variance = varianceOf(n, numbers);
      if (numbers === undefined || variance === undefined) return undefined;
      return moreValues({ n, mean: numbers.mean, standardError: Math.sqrt(variance / n) }, rule, levelOf(kpi));
    }
    case 'rate-per': {
      if (rate === undefined) return undefined;
      return moreExposure({ ...rate, n }, { ...rule, target: rule.target / kpi.per.size }, levelOf(kpi));
    }
    case 'count':
    case 'sum':
    case 'min':
    case 'max':
      return undefined;
  }
}

/**
 * A rule about a percentile as one about the share of values on the side of the target where few may be beyond it: `p95 <= t`
 * says that at least 95 % of the values are <= t, `p5 >= t` that at most 5 % are < t.
 */
export function percentileAsRate(
  percentile: number,
  { operator, target }: Rule,
): { rule: Rule; counts: (value: number) => boolean } {
  const share = percentile / 100;
  switch (operator) {
    case '<=':
      return { rule: { operator: '>=', target: share }, counts: (value) => value <= target };
    case '<':
      return { rule: { operator: '>=', target: share }, counts: (value) => value < target };
    case '>=':
      return { rule: { operator: '<=', target: share }, counts: (value) => value < target };
    case '>':
      return { rule: { operator: '<=', target: share }, counts: (value) => value <= target };
  }
}
