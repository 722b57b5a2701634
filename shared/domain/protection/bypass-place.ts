import type { Because } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import type { Classic } from '../github-rules/api-branch.ts';
import type { Ruleset } from '../github-rules/api-ruleset.ts';
import { needs } from '../github-rules/needs.ts';
import { type Source, sourceText } from '../github-rules/source.ts';
import type { Observation, Part } from '../seen-repository/observation.ts';
import { type Applying, detailOf } from './applying.ts';
import { actorsOf, type BypassList, bypassDigest, classicActorsExempt } from './bypass.ts';
import { ruleSense } from './rule-sense.ts';
import { sorted } from './scale.ts';
import { settingsOf } from './settings.ts';

/** Who is exempt from what one place asks for. */
export interface BypassPlace {
  source: Source;
  /** Undefined when the list is not known; `because` then says what would show it. */
  actors: readonly Json[] | undefined;
  /** What those who are exempt are exempt from: what the rules ask for, or the settings of classic protection. */
  exempts: readonly Json[];
  because?: Because | undefined;
}

/** The bypass lists of every place that asks for something, in the order of their ids, classic protection last. */
export function bypassPlaces(observation: Observation, { rules }: Applying, classic: Part<Classic>): BypassPlace[] {
  const rulesets = new Map(rules.map(({ source }) => [source.id, source]));
  const places = [...rulesets.values()]
    .sort((a, b) => a.id - b.id)
    .map((source): BypassPlace => {
      const exempts = rules
        .filter((one) => one.source.id === source.id)
        .map(({ rule }) => ruleSense(rule, observation.target));
      const ruleset = detailOf(observation, source.id);
      const list = ruleset?.bypass_actors;
      if (list !== undefined && list !== null && !passesAnyway(ruleset))
        return { source, actors: actorsOf(list), exempts };
      const part = observation.details.find(({ id }) => id === source.id)?.part;
      const because: Because =
        part?.state === 'unknown'
          ? part.because
          : list !== undefined && list !== null
            ? {
                code: 'INCONCLUSIVE',
                message: `${sourceText(source)} shows an empty bypass list to a token that may bypass it`,
                needs: 'another look',
              }
            : {
                code: 'MISSING_PERMISSION',
                message: `${sourceText(source)} does not show its bypass list to this token`,
                needs: needs.bypass,
              };
      return { source, actors: undefined, exempts, because };
    });
  return classic.state === 'read' ? [...places, classicPlace(classic.data)] : places;
}

/** Nobody is on the list, and the very token that asks may bypass the ruleset. */
function passesAnyway(ruleset: Ruleset | undefined): boolean {
  const own = ruleset?.current_user_can_bypass ?? 'never';
  return own !== 'never' && ruleset?.bypass_actors?.length === 0;
}

function classicPlace(classic: Classic): BypassPlace {
  const source = { kind: 'classic' } as const;
  const exempts = settingsOf('branch').flatMap((spec): Json[] => {
    const reading = spec.classic?.(classic);
    return reading?.ok === true && reading.atoms.length > 0 ? [[spec.key, sorted(reading.atoms)]] : [];
  });
  const exempt = classicActorsExempt(classic);
  if (exempt.ok) return { source, actors: exempt.actors, exempts };
  const message = `${sourceText(source)} ${exempt.message}`;
  const because: Because = { code: 'NO_DATA', message, needs: 'an answer as GitHub documents it' };
  return { source, actors: undefined, exempts, because };
}

/** What a review of all these lists is bound to; undefined unless every list is known and nothing else could hold one. */
export function reviewDigest(places: readonly BypassPlace[]): string | undefined {
  return bypassDigest(
    places.map(
      ({ source, actors, exempts }): BypassList => ({
        ruleset: source.kind === 'ruleset' ? source.id : undefined,
        actors,
        exempts,
      }),
    ),
  );
}
