import { binomialTails } from './beta.ts';
import { claimed, type Interval, type Level, type NoInterval, tailOf } from './interval.ts';
import { invertedP, moverBounds } from './mover.ts';
import type { Claim } from './p-value.ts';
import { demandOccurrences, greatestEvents, type Occurrences, rateBounds } from './poisson.ts';
import { demand } from './precondition.ts';
import { proportionBounds } from './proportion.ts';

/** Why two rates cannot be compared; undefined when they can. */
function unfit(a: Occurrences, b: Occurrences): NoInterval | undefined {
  demandOccurrences(a);
  demandOccurrences(b);
  if (a.exposure === 0 || b.exposure === 0) return { kind: 'none', reason: 'too-few' };
  if (Math.max(a.events, b.events) > greatestEvents) return { kind: 'none', reason: 'too-many', limit: greatestEvents };
  return undefined;
}

function differenceBounds(a: Occurrences, b: Occurrences, tail: number, factor: number): readonly [number, number] {
  const limits = (seen: Occurrences) => {
    const [lower, upper] = rateBounds(seen, tail);
    return { value: seen.events / seen.exposure, lower, upper };
  };
  return moverBounds(limits(a), limits(b), factor);
}

/** The interval of rate a - factor * rate b, from the exact limits of each. In events per unit of exposure. */
export function rateDifference(a: Occurrences, b: Occurrences, level: Level, factor = 1): Interval | NoInterval {
  const tail = tailOf(level);
  const infinite = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;
  return unfit(a, b) ?? claimed('mover', level, differenceBounds(a, b, tail, factor), infinite);
}

/** Whether rate a exceeds factor * rate b by more than the margin, by inverting `rateDifference`. */
export function rateDifferenceP(a: Occurrences, b: Occurrences, claim: Claim): number | NoInterval {
  return (
    unfit(a, b) ?? invertedP((tail) => differenceBounds(a, b, tail, claim.factor), claim.margin, claim.alternative)
  );
}

/**
 * The exact interval of rate a / rate b: given how many events there were on both sides, those of a are binomial (Przyborowski and
 * Wilenski 1940; Clopper-Pearson limits). Its coverage is never below the confidence. Without events on the side of b the upper
 * end is infinite; none without any event.
 */
export function rateRatio(a: Occurrences, b: Occurrences, level: Level): Interval | NoInterval {
  const tail = tailOf(level);
  const none = unfit(a, b);
  if (none !== undefined) return none;
  const n = a.events + b.events;
  if (n === 0) return { kind: 'none', reason: 'too-few' };
  const [lower, upper] = proportionBounds({ successes: a.events, n }, 'clopper-pearson', tail);
  const ratioOf = (share: number): number => (share / (1 - share)) * (b.exposure / a.exposure);
  const ends = [ratioOf(lower), upper === 1 ? Number.POSITIVE_INFINITY : ratioOf(upper)] as const;
  return claimed('conditional-binomial', level, ends, [0, Number.POSITIVE_INFINITY]);
}

/** Whether rate a / rate b is above, or below, `ratio`: the exact conditional test to `rateRatio`. */
export function rateRatioP(
  a: Occurrences,
  b: Occurrences,
  ratio: number,
  alternative: 'greater' | 'less',
): number | NoInterval {
  demand(ratio > 0 && Number.isFinite(ratio), `a ratio must be > 0, not ${ratio}`);
  const none = unfit(a, b);
  if (none !== undefined) return none;
  const n = a.events + b.events;
  if (n === 0) return { kind: 'none', reason: 'too-few' };
  const share = (ratio * a.exposure) / (ratio * a.exposure + b.exposure);
  return alternative === 'greater'
    ? binomialTails(a.events - 1, n, share).upper
    : binomialTails(a.events, n, share).lower;
}
