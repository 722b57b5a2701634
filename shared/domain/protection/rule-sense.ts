import type { Json } from '../../core/json.ts';
import type { Rule } from '../github-rules/api-ruleset.ts';
import type { Target } from '../seen-repository/observation.ts';
import { sorted } from './scale.ts';
import { settingsOf } from './settings.ts';

/**
 * What a rule asks for, as far as it is understood: equal for two that ask for the same. Of a type that is not known all its parameters, word
 * for word.
 */
export function ruleSense({ type, parameters }: Rule, target: Target): Json {
  const specs = settingsOf(target).filter((spec) => spec.rule === type);
  if (specs.length === 0) return [type, (parameters ?? {}) as Json];
  const said = specs.flatMap(({ key, read }): [string, Json][] => {
    const reading = read?.(parameters ?? {});
    if (reading?.ok !== true) return [[key, reading?.message ?? null]];
    return reading.atoms.length === 0 ? [] : [[key, sorted(reading.atoms)]];
  });
  return [type, Object.fromEntries(said)];
}
