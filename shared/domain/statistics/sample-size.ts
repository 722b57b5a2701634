import { newcombeBounds } from './difference.ts';
import { type Level, tailOf } from './interval.ts';
import { demandOccurrences, greatestEvents, type Occurrences, rateBounds } from './poisson.ts';
import { demand, demandCount } from './precondition.ts';
import { demandProportion, type Proportion, type ProportionMethod, proportionBounds } from './proportion.ts';
import { smallestWhole } from './root.ts';
import { studentUpperQuantile } from './student-t.ts';
import { type Rule, type Zone, zoneOf } from './zone.ts';

/** Beyond this many values nobody measures; what would need more counts as never decided. */
export const greatestN = 1e9;

/**
 * The smallest number of trials with which a rate can keep a rule at all: when every trial goes its way, so no failure where less is
 * better. undefined when no number can (`< 0`, `>= 1`).
 *
 * A percentile rule is one about a rate: `percentile p <= t` by `percentileInterval` is `rate of values <= t` by Clopper-Pearson
 * with `>= p / 100`, at the same level. The same holds for everything in this file.
 */
export function smallestToMeet(rule: Rule, method: ProportionMethod, level: Level): number | undefined {
  const lessIsBetter = rule.operator.startsWith('<');
  return smallestWhole(
    (n) => zoneAt({ successes: lessIsBetter ? 0 : n, n }, rule, method, level) === 'met',
    1,
    greatestN,
  );
}

/** The zone of counts, which may be fractions, at a level. */
function zoneAt(proportion: Proportion, rule: Rule, method: ProportionMethod, level: Level): Zone {
  const [lower, upper] = proportionBounds(proportion, method, tailOf(level));
  return zoneOf({ lower: level.sides === 'upper' ? 0 : lower, upper: level.sides === 'lower' ? 1 : upper }, rule);
}

/** How many values more would decide, if what was seen so far goes on, and how. */
export interface More {
  more: number;
  zone: 'met' | 'missed';
}

/**
 * How many trials more decide whether a rate keeps a rule, if the rate seen so far holds. 0 when it is decided; undefined when it never
 * is: the rate lies on the target, the level does not claim the side, or there is no trial to go by. An estimate, no promise.
 */
export function moreTrials(seen: Proportion, rule: Rule, method: ProportionMethod, level: Level): More | undefined {
  demandProportion(seen);
  if (seen.n === 0) return undefined;
  return decidedAfter((more) => zoneAt(grownTo(seen, seen.n + more), rule, method, level));
}

/** As many trials with the same rate; the count may be a fraction. All stay all, and what was seen stays what it was. */
function grownTo({ successes, n }: Proportion, total: number): Proportion {
  return { successes: successes === n ? total : successes * (total / n), n: total };
}

/**
 * How many trials more of `a`, and of `b` in proportion to its size, decide whether rate a - factor * rate b keeps a rule, if both
 * rates hold. As `moreTrials`.
 */
export function moreTrialsToCompare(
  a: Proportion,
  b: Proportion,
  rule: Rule,
  level: Level,
  factor = 1,
): More | undefined {
  demandProportion(a);
  demandProportion(b);
  const tail = tailOf(level);
  if (a.n === 0 || b.n === 0) return undefined;
  return decidedAfter((more) => {
    const total = a.n + more;
    const [lower, upper] = newcombeBounds(grownTo(a, total), grownTo(b, b.n * (total / a.n)), tail, factor);
    return zoneOf(
      { lower: level.sides === 'upper' ? -factor : lower, upper: level.sides === 'lower' ? 1 : upper },
      rule,
    );
  });
}

/**
 * How many values more decide whether a mean, or a difference of means, keeps a rule, if mean and spread hold. `standardError` is that of
 * the n values so far (of the smaller side, the other growing in proportion). As `moreTrials`.
 */
export function moreValues(
  seen: { n: number; mean: number; standardError: number },
  rule: Rule,
  level: Level,
): More | undefined {
  demandCount(seen.n, 'the number of values');
  demand(seen.standardError >= 0, `a standard error must be >= 0, not ${seen.standardError}`);
  const tail = tailOf(level);
  if (seen.n < 2 || seen.standardError === 0) return undefined;
  return decidedAfter((more) => {
    const n = seen.n + more;
    const half = studentUpperQuantile(tail, n - 1) * seen.standardError * Math.sqrt(seen.n / n);
    return zoneOf(
      {
        lower: level.sides === 'upper' ? Number.NEGATIVE_INFINITY : seen.mean - half,
        upper: level.sides === 'lower' ? Number.POSITIVE_INFINITY : seen.mean + half,
      },
      rule,
    );
  });
}

/**
 * How many samples more decide whether a rate per exposure keeps a rule, if events and exposure go on in the proportion of the `n`
 * samples so far. As `moreTrials`.
 */
export function moreExposure(seen: Occurrences & { n: number }, rule: Rule, level: Level): More | undefined {
  demandOccurrences(seen);
  demandCount(seen.n, 'the number of samples');
  const tail = tailOf(level);
  if (seen.n === 0 || seen.exposure === 0) return undefined;
  const most = seen.events === 0 ? greatestN : (greatestEvents / seen.events - 1) * seen.n;
  return decidedAfter(
    (more) => {
      const times = (seen.n + more) / seen.n;
      const [lower, upper] = rateBounds({ events: seen.events * times, exposure: seen.exposure * times }, tail);
      return zoneOf(
        {
          lower: level.sides === 'upper' ? 0 : lower,
          upper: level.sides === 'lower' ? Number.POSITIVE_INFINITY : upper,
        },
        rule,
      );
    },
    Math.max(0, Math.floor(Math.min(most, greatestN))),
  );
}

function decidedAfter(zoneAfter: (more: number) => Zone, limit = greatestN): More | undefined {
  const more = smallestWhole((count) => zoneAfter(count) !== 'undecided', 0, limit);
  if (more === undefined) return undefined;
  const zone = zoneAfter(more);
  return zone === 'undecided' ? undefined : { more, zone };
}

/**
 * The smallest number of trials on each side with which a comparison of rates can come out as asked: `met` when neither side has a single
 * event that counts against the rule, `missed` when only and always a has. undefined when no number can.
 */
export function smallestToCompare(zone: 'met' | 'missed', rule: Rule, level: Level, factor = 1): number | undefined {
  const tail = tailOf(level);
  const lessIsBetter = rule.operator.startsWith('<');
  return smallestWhole(
    (n) => {
      const [none, all] = [
        { successes: 0, n },
        { successes: n, n },
      ];
      const best = lessIsBetter ? none : all;
      const a = zone === 'met' ? best : lessIsBetter ? all : none;
      const [lower, upper] = newcombeBounds(a, best, tail, factor);
      const ends = { lower: level.sides === 'upper' ? -factor : lower, upper: level.sides === 'lower' ? 1 : upper };
      return zoneOf(ends, rule) === zone;
    },
    1,
    greatestN,
  );
}
