import { quote } from '../../parse/text.ts';
import { type Expression, parts } from './expression-syntax.ts';

/** Where an expression stands: the condition of a job or of a step. */
export type Place = 'job' | 'step';

/** What an expression may not name there. `unclear`: nobody knows whether GitHub does. `message` continues "an if that …". */
export interface Misnamed {
  effect: 'invalid' | 'unclear';
  message: string;
}

const everywhere = ['github', 'inputs', 'needs', 'vars'];
const contexts: Readonly<Record<Place, ReadonlySet<string>>> = {
  job: new Set(everywhere),
  step: new Set([...everywhere, 'env', 'job', 'matrix', 'runner', 'steps', 'strategy']),
};
const allContexts = new Set([...contexts.step, 'jobs', 'secrets']);

/** How many values the functions take; the status functions of a job take the ids of jobs too. */
const functions: ReadonlyMap<string, { least: number; most: number; only?: Place }> = new Map([
  ['always', { least: 0, most: 0 }],
  ['cancelled', { least: 0, most: 0 }],
  ['success', { least: 0, most: Number.POSITIVE_INFINITY }],
  ['failure', { least: 0, most: Number.POSITIVE_INFINITY }],
  ['contains', { least: 2, most: 2 }],
  ['startswith', { least: 2, most: 2 }],
  ['endswith', { least: 2, most: 2 }],
  ['format', { least: 1, most: 255 }],
  ['join', { least: 1, most: 2 }],
  ['tojson', { least: 1, most: 1 }],
  ['fromjson', { least: 1, most: 1 }],
  ['case', { least: 3, most: 255 }],
  ['hashfiles', { least: 1, most: 255, only: 'step' }],
]);

/**
 * What of the contexts and functions of a condition GitHub does not know there, each once. Source: "Contexts reference", context
 * availability, and the schema of workflows in actions/languageservices (`job-if`, `step-if`).
 */
export function misnamed(expression: Expression, place: Place): Misnamed[] {
  const found = new Map<string, Misnamed>();
  const say = (effect: Misnamed['effect'], message: string): void => void found.set(message, { effect, message });
  for (const part of parts(expression)) {
    if (part.kind === 'name') {
      const name = part.name.toLowerCase();
      if (contexts[place].has(name)) continue;
      if (allContexts.has(name)) say('invalid', `uses ${quote(part.name)}, which the if of a ${place} does not have`);
      else say('unclear', `uses ${quote(part.name)}, which is no known context`);
    } else if (part.kind === 'call') {
      const known = functions.get(part.name.toLowerCase());
      const count = part.arguments.length;
      if (known === undefined) say('unclear', `calls ${quote(part.name)}, which is no known function`);
      else if (known.only !== undefined && known.only !== place)
        say('invalid', `calls ${quote(part.name)}, which the if of a ${place} does not have`);
      else if (count < known.least || count > known.most)
        say('invalid', `calls ${quote(part.name)} with ${count} values`);
    }
  }
  return [...found.values()];
}
