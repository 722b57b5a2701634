import type { Because } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import type { Classic } from '../github-rules/api-branch.ts';
import { needs } from '../github-rules/needs.ts';
import { type Source, sourceText } from '../github-rules/source.ts';
import type { Observation, Part } from '../seen-repository/observation.ts';
import { type Applying, detailOf } from './applying.ts';
import { actorsOf, type BypassList, bypassDigest, classicActorsExempt } from './bypass.ts';

/** Who is exempt from what one place asks for. */
export interface BypassPlace {
  source: Source;
  /** Undefined when the list is not known; `because` then says what would show it. */
  actors: readonly Json[] | undefined;
  because?: Because | undefined;
}

/** The bypass lists of every place that asks for something, in the order of their ids, classic protection last. */
export function bypassPlaces(observation: Observation, { rules }: Applying, classic: Part<Classic>): BypassPlace[] {
  const rulesets = new Map(rules.map(({ source }) => [source.id, source]));
  const places = [...rulesets.values()]
    .sort((a, b) => a.id - b.id)
    .map((source): BypassPlace => {
      const ruleset = detailOf(observation, source.id);
      const list = ruleset?.bypass_actors;
      if (list !== undefined && list !== null) return { source, actors: actorsOf(list) };
      const part = observation.details.find(({ id }) => id === source.id)?.part;
      const because: Because =
        part?.state === 'unknown'
          ? part.because
          : {
              code: 'MISSING_PERMISSION',
              message: `${sourceText(source)} does not show its bypass list to this token`,
              needs: needs.bypass,
            };
      return { source, actors: undefined, because };
    });
  return classic.state === 'read' ? [...places, classicPlace(classic.data)] : places;
}

function classicPlace(classic: Classic): BypassPlace {
  const source = { kind: 'classic' } as const;
  const actors = classicActorsExempt(classic);
  if (actors !== undefined) return { source, actors };
  const message = `${sourceText(source)} does not say whether it includes administrators`;
  return { source, actors, because: { code: 'NO_DATA', message, needs: 'an answer as GitHub documents it' } };
}

/** What a review of all these lists is bound to; undefined unless every list is known and nothing else could hold one. */
export function reviewDigest(places: readonly BypassPlace[]): string | undefined {
  return bypassDigest(
    places.map(
      ({ source, actors }): BypassList => ({ ruleset: source.kind === 'ruleset' ? source.id : undefined, actors }),
    ),
  );
}
