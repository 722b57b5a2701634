import type { Kpi } from '../kpi/definition.ts';
import { varianceOf } from '../kpi/interval.ts';
import type { Measure } from '../kpi/measure.ts';
import { noIntervalText } from '../kpi/no-interval-text.ts';
import { detectableMeanDifference, detectableRate } from '../statistics/detectable.ts';
import { contrastInterval, meanContrastOf, proportionDifference } from '../statistics/difference.ts';
import type { Level, NoInterval } from '../statistics/interval.ts';
import { normalUpperQuantile } from '../statistics/normal.ts';
import { contrastTest, proportionTest } from '../statistics/p-value.ts';
import { rateDifference, rateDifferenceP, rateRatio, rateRatioP } from '../statistics/rate-difference.ts';
import { moreTrialsToCompare, moreValues } from '../statistics/sample-size.ts';
import { keeps, type Rule, zoneOf } from '../statistics/zone.ts';
import { percentileContrast, type Side } from './percentile-contrast.ts';
import { type Allowance, allowanceOf, limitOf, type Tolerance } from './tolerance.ts';

/** The errors that a comparison may make. `alpha`: of the two-sided interval; `power`: of seeing what is there. */
export interface Errors {
  alpha: number;
  power: number;
}

/** `within`: better, or worse by no more than the tolerance. */
export type RegressionZone = 'within' | 'worse' | 'inconclusive' | 'not-measured';

/** How a value compares with that of a reference. */
export interface Comparison {
  zone: RegressionZone;
  because?: { code: string; message: string };
  current: number | undefined;
  reference: number | undefined;
  /** The worst value that would be within the tolerance. */
  limit: number | undefined;
  /**
   * What was judged: `difference` is that of the values (for a relative tolerance current - factor * reference), `ratio` the value
   * divided by that of the reference, `point` the values alone, without an interval.
   */
  judged?: 'difference' | 'ratio' | 'point';
  method?: string;
  /** Of what was judged; an end may be infinite. */
  interval?: { lower: number; upper: number; confidence: number };
  /** The probability of such data while it is just not worse than the tolerance allows. */
  p?: number;
  /** The value from which on being worse would be seen with the asked power, at the sizes there are. */
  detectable?: number;
  /** Samples more of the current value, and of the reference in proportion, that would decide if both values hold. */
  more?: number;
}

/** What a method found. */
interface Found {
  judged: 'difference' | 'ratio';
  method: string;
  rule: Rule;
  interval: { lower: number; upper: number };
  p: number;
  detectable: number | undefined;
  more: number | undefined;
}

/**
 * Whether a value is worse than that of a reference by more than the tolerance. `within` and `worse` only when the whole interval of the
 * difference, two-sided at 1 - alpha, is on that side. A KPI that is judged by its point, or is no estimate, is compared by
 * its values, and `judged` says so.
 */
export function comparison(kpi: Kpi, current: Side, reference: Side, tolerance: Tolerance, errors: Errors): Comparison {
  const [a, b] = [current.value, reference.value];
  const allowance = allowanceOf(kpi, tolerance);
  const base = { current: a, reference: b, limit: b === undefined ? undefined : limitOf(allowance, b) };
  const not = (code: string, message: string): Comparison => ({
    ...base,
    zone: 'not-measured',
    because: { code, message },
  });
  if (a === undefined) return not('no-value', 'there is no value to compare');
  if (b === undefined) return not('no-reference', 'the reference has no value');
  if (!isEstimate(kpi)) {
    const within = keeps(a - allowance.factor * b, allowance.rule);
    return { ...base, zone: within ? 'within' : 'worse', judged: 'point', method: 'point' };
  }
  const found = methodOf(kpi)(kpi, current, reference, allowance, errors);
  if ('kind' in found) return not('no-interval', noIntervalText(found, 'difference'));
  if ('missing' in found) return not('rows-needed', found.missing);
  const { rule, interval, judged, method, p, detectable, more } = found;
  const zone = zoneOf(interval, rule);
  const shown = {
    ...base,
    judged,
    method,
    interval: { ...interval, confidence: 1 - errors.alpha },
    p,
  };
  if (zone !== 'undecided') return { ...shown, zone: zone === 'met' ? 'within' : 'worse' };
  return {
    ...shown,
    zone: 'inconclusive',
    because: { code: 'interval-too-wide', message: 'the data allow both: within the tolerance, and worse' },
    ...(detectable === undefined ? {} : { detectable }),
    ...(more === undefined ? {} : { more }),
  };
}

/** Whether a KPI is judged with an interval. */
export function isEstimate(kpi: Kpi): boolean {
  return kpi.evaluate === 'bound';
}

type Method = (
  kpi: Kpi,
  a: Side,
  b: Side,
  allowance: Allowance,
  errors: Errors,
) => Found | NoInterval | { missing: string };

function methodOf(kpi: Kpi): Method {
  switch (kpi.kind) {
    case 'ratio':
      return ofRatios;
    case 'mean':
      return ofMeans;
    case 'percentile':
      return ofPercentiles;
    case 'rate-per':
      return ofRates;
    case 'count':
    case 'sum':
    case 'min':
    case 'max':
      return () => ({ missing: 'it is no estimate' });
  }
}

function levelOf({ alpha }: Errors): Level {
  return { confidence: 1 - alpha, sides: 'two' };
}

const ofRatios: Method = (kpi, current, reference, { factor, rule, worse }, errors) => {
  const level = levelOf(errors);
  const a = { successes: current.numerator, n: current.denominator };
  const b = { successes: reference.numerator, n: reference.denominator };
  const interval = proportionDifference(a, b, level, factor);
  if (interval.kind === 'none') return interval;
  const test = proportionTest(a, b, worse);
  if (test.kind === 'none') return test;
  // Seen as rates that rise; for what is to be high as that of its opposite. A relative tolerance as the absolute one that it is here.
  const rising = kpi.direction === 'lower-is-better';
  const rateB = b.successes / b.n;
  const margin = Math.abs(factor * rateB + rule.target - rateB);
  const opposite = { rate: rising ? rateB : 1 - rateB, n: b.n };
  const detected =
    margin < 1 ? detectableRate(opposite, a.n, margin, { alpha: errors.alpha / 2, power: errors.power }) : undefined;
  return {
    judged: 'difference',
    method: interval.method,
    rule,
    interval: { lower: interval.lower, upper: interval.upper },
    p: test.p,
    detectable: detected === undefined || rising ? detected : 1 - detected,
    more: moreTrialsToCompare(a, b, rule, level, factor)?.more,
  };
};

const ofMeans: Method = (_, current, reference, { factor, rule, worse }, errors) => {
  const figures = ({ denominator: n, numbers }: Measure) => ({
    n,
    mean: numbers?.mean,
    variance: varianceOf(n, numbers),
  });
  const level = levelOf(errors);
  const contrast = meanContrastOf(figures(current), figures(reference), factor);
  if (contrast.kind === 'none') return contrast;
  const { lower, upper } = contrastInterval(contrast, level);
  const by = detectableMeanDifference(contrast, { alpha: errors.alpha / 2, power: errors.power });
  const limit = factor * (reference.value ?? Number.NaN) + rule.target;
  const n = Math.min(current.denominator, reference.denominator);
  const seen = { n, mean: contrast.difference, standardError: contrast.standardError };
  const more = moreValues(seen, rule, level)?.more;
  return {
    judged: 'difference',
    method: 'welch-t',
    rule,
    interval: { lower, upper },
    p: contrastTest(contrast, worse).p,
    detectable: worse.alternative === 'greater' ? limit + by : limit - by,
    more: more === undefined ? undefined : Math.ceil((more * current.denominator) / n),
  };
};

const ofPercentiles: Method = (kpi, current, reference, allowance, errors) => {
  if (kpi.kind !== 'percentile') return { missing: 'it is no percentile' };
  const found = percentileContrast(kpi, current, reference, allowance, errors.alpha);
  if ('kind' in found || 'missing' in found) return found;
  const estimates = byWidth(found.interval, current, reference, allowance, errors);
  return { ...found, judged: 'difference', rule: allowance.rule, ...estimates };
};

const ofRates: Method = (kpi, current, reference, allowance, errors) => {
  const [a, b] = [current.rate, reference.rate];
  if (kpi.kind !== 'rate-per' || a === undefined || b === undefined)
    return { missing: 'a rate needs events and exposure' };
  if (!Number.isSafeInteger(a.events) || !Number.isSafeInteger(b.events))
    return { missing: noIntervalText({ kind: 'none', reason: 'not-whole' }, 'difference') };
  const level = levelOf(errors);
  const { factor, worse } = allowance;
  const { size } = kpi.per;
  const difference = rateDifference(a, b, level, factor);
  if (difference.kind === 'none') return difference;
  const scaled = { lower: difference.lower * size, upper: difference.upper * size };
  const estimates = byWidth(scaled, current, reference, allowance, errors);
  if (factor === 1) {
    const p = rateDifferenceP(a, b, { ...worse, margin: worse.margin / size });
    if (typeof p !== 'number') return p;
    return { judged: 'difference', method: 'mover', rule: allowance.rule, interval: scaled, p, ...estimates };
  }
  const ratio = rateRatio(a, b, level);
  if (ratio.kind === 'none') return ratio;
  const p = rateRatioP(a, b, factor, worse.alternative);
  if (typeof p !== 'number') return p;
  return {
    judged: 'ratio',
    method: ratio.method,
    rule: { operator: allowance.rule.operator, target: factor },
    interval: { lower: ratio.lower, upper: ratio.upper },
    p,
    ...estimates,
  };
};

/** What can be seen and what would decide, from the width of an interval as if it were that of a normal distribution. */
function byWidth(
  { lower, upper }: { lower: number; upper: number },
  current: Measure,
  reference: Measure,
  { factor, rule, worse }: Allowance,
  { alpha, power }: Errors,
): Pick<Found, 'detectable' | 'more'> {
  const [a, b] = [current.value ?? Number.NaN, reference.value ?? Number.NaN];
  const z = normalUpperQuantile(alpha / 2);
  const half = (upper - lower) / 2;
  if (!Number.isFinite(half)) return { detectable: undefined, more: undefined };
  const by = (half * (z + normalUpperQuantile(1 - power))) / z;
  const limit = factor * b + rule.target;
  const distance = Math.abs(a - limit);
  const times = (half / distance) ** 2;
  const more = Math.ceil(current.denominator * (times - 1));
  return {
    detectable: worse.alternative === 'greater' ? limit + by : limit - by,
    more: Number.isSafeInteger(more) && more > 0 && more <= 1e9 ? more : undefined,
  };
}
