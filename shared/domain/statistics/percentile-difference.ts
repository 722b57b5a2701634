import {
  type BootstrapInterval,
  demandEnough,
  endsAt,
  greatestBootstrapSample,
  percentileOfPicks,
  type Resampling,
  resampledStatistics,
  tooFewForPercentile,
} from './bootstrap.ts';
import { demandFactor } from './difference.ts';
import { claimed, type Level, type NoInterval, tailOf } from './interval.ts';
import type { Claim } from './p-value.ts';
import type { PercentileMethod } from './percentile.ts';
import type { SortedSample } from './sorted-sample.ts';

/**
 * The interval of percentile a - factor * percentile b by the percentile bootstrap, both sides resampled by themselves, and `p` of the
 * claim, whose factor it is: the share of resampled differences that do not keep it, counting the data themselves as one of these, so
 * never below 1 / (resamples + 1). None while a side is too small to bound the percentile by itself, or greater than
 * `greatestBootstrapSample`.
 */
export function percentileDifference(
  a: SortedSample,
  b: SortedSample,
  { p, method }: { p: number; method: PercentileMethod },
  resampling: Resampling,
  level: Level,
  { factor, margin, alternative }: Claim,
): (BootstrapInterval & { p: number }) | NoInterval {
  demandFactor(factor);
  const tail = tailOf(level);
  demandEnough(resampling, tail);
  const few = tooFewForPercentile([a.length, b.length], p, level);
  if (few !== undefined) return few;
  const limit = greatestBootstrapSample;
  if (Math.max(a.length, b.length) > limit) return { kind: 'none', reason: 'too-many', limit };
  const [ofA, ofB] = [percentileOfPicks(a, p, method), percentileOfPicks(b, p, method)];
  const differences = resampledStatistics(
    [a.length, b.length],
    ([picksA = new Uint32Array(), picksB = new Uint32Array()]) => ofA(picksA) - factor * ofB(picksB),
    resampling,
  );
  if (!(differences instanceof Float64Array)) return differences;
  const ends = endsAt(differences, [tail, 1 - tail]);
  if (ends === undefined) return { kind: 'none', reason: 'unstable' };
  const infinite = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;
  const against = differences.filter((each) => (alternative === 'greater' ? each <= margin : each >= margin));
  return {
    ...claimed('bootstrap-percentile', level, ends, infinite),
    resamples: resampling.resamples,
    p: (against.length + 1) / (differences.length + 1),
  };
}
