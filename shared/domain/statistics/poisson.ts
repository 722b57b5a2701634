import { gammaQuantile } from './gamma.ts';
import { claimed, type Interval, type Level, type NoInterval, tailOf } from './interval.ts';
import { demand, demandCount } from './precondition.ts';

/** `events` (a whole number) that were seen while `exposure` was observed: hours, requests, whatever the rate is per. */
export interface Occurrences {
  events: number;
  /** Greater than 0. */
  exposure: number;
}

/** More events are not taken: the time for one interval grows with their square root. */
export const greatestEvents = 1e9;

/**
 * The exact interval of a rate of events that come independently of each other (Garwood, Fiducial limits for the Poisson distribution,
 * 1936), from quantiles of the gamma distribution. Its coverage is never below the confidence. In events per unit of exposure;
 * with no event the lower end is exactly 0. None without exposure, nor beyond `greatestEvents`.
 */
export function rateInterval(seen: Occurrences, level: Level): Interval | NoInterval {
  demandOccurrences(seen);
  const tail = tailOf(level);
  if (seen.exposure === 0) return { kind: 'none', reason: 'too-few' };
  if (seen.events > greatestEvents) return { kind: 'none', reason: 'too-many', limit: greatestEvents };
  return claimed('poisson', level, rateBounds(seen, tail), [0, Number.POSITIVE_INFINITY]);
}

/** Refuses what is not a number of events in an exposure. */
export function demandOccurrences({ events, exposure }: Occurrences): void {
  demandCount(events, 'the number of events');
  demand(exposure >= 0 && Number.isFinite(exposure), `an exposure must be >= 0 and finite, not ${exposure}`);
}

/**
 * Both bounds of a rate, each of which misses with probability `tail`. Events may be fractions, as those that are expected of a rate;
 * exposure > 0.
 */
export function rateBounds({ events, exposure }: Occurrences, tail: number): readonly [number, number] {
  // Without an event the quantile has a closed form; for less than one expected event 0 is near, and no claim.
  const lower = events < 1 ? 0 : gammaQuantile(tail, events);
  const upper = events === 0 ? -Math.log(tail) : gammaQuantile(1 - tail, events + 1);
  return [lower / exposure, upper / exposure];
}
