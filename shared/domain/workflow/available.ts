import { quote } from '../../parse/text.ts';
import { type Expression, parts } from './expression-syntax.ts';

/** What the expressions at one place of a workflow may name. `place` continues "which … does not have". */
export interface Sees {
  place: string;
  contexts: ReadonlySet<string>;
  /** `success()`, `failure()`, `cancelled()` and `always()`; only those of a job take the ids of jobs. */
  status: boolean;
  hashFiles: boolean;
}

/** What an expression may not name there. `unclear`: nobody knows whether GitHub does. `message` continues "an if that …". */
export interface Misnamed {
  effect: 'invalid' | 'unclear';
  message: string;
}

const everywhere = ['github', 'inputs', 'vars'];
const ofJob = [...everywhere, 'needs'];
const ofLeg = [...ofJob, 'matrix', 'strategy'];
const ofRunner = [...ofLeg, 'env', 'job', 'runner', 'steps'];

function at(place: string, contexts: readonly string[], more: Partial<Omit<Sees, 'place' | 'contexts'>> = {}): Sees {
  return { place, contexts: new Set(contexts), status: false, hashFiles: false, ...more };
}

/**
 * What expressions see where. Source: "Contexts reference", context availability, and the schema of workflows in actions/languageservices.
 */
export const sees = {
  jobIf: at('the if of a job', ofJob, { status: true }),
  stepIf: at('the if of a step', ofRunner, { status: true, hashFiles: true }),
  workflow: at('the whole workflow', everywhere),
  workflowEnv: at('env of the workflow', [...everywhere, 'secrets']),
  calledOutput: at('an output of a called workflow', [...everywhere, 'jobs']),
  job: at('a job before it becomes several', ofJob),
  leg: at('a job', ofLeg),
  legSecret: at('what a job passes on', [...ofLeg, 'secrets']),
  defaults: at('defaults of a job', [...ofLeg, 'env']),
  credentials: at('credentials', [...ofLeg, 'env', 'secrets']),
  url: at('the URL of an environment', ofRunner),
  output: at('an output of a job', [...ofRunner, 'secrets']),
  step: at('a step', [...ofRunner, 'secrets'], { hashFiles: true }),
} as const satisfies Record<string, Sees>;

const allContexts = new Set([...ofRunner, 'jobs', 'secrets']);

/** How many values the functions take. */
const functions: ReadonlyMap<string, { least: number; most: number; only?: 'status' | 'hashFiles' }> = new Map([
  ['always', { least: 0, most: 0, only: 'status' }],
  ['cancelled', { least: 0, most: 0, only: 'status' }],
  ['success', { least: 0, most: Number.POSITIVE_INFINITY, only: 'status' }],
  ['failure', { least: 0, most: Number.POSITIVE_INFINITY, only: 'status' }],
  ['contains', { least: 2, most: 2 }],
  ['startswith', { least: 2, most: 2 }],
  ['endswith', { least: 2, most: 2 }],
  ['format', { least: 1, most: 255 }],
  ['join', { least: 1, most: 2 }],
  ['tojson', { least: 1, most: 1 }],
  ['fromjson', { least: 1, most: 1 }],
  ['case', { least: 3, most: 255 }],
  ['hashfiles', { least: 1, most: 255, only: 'hashFiles' }],
]);

/** What of the contexts and functions of an expression GitHub does not know there, each once. */
export function misnamed(expression: Expression, where: Sees): Misnamed[] {
  const found = new Map<string, Misnamed>();
  const say = (effect: Misnamed['effect'], message: string): void => void found.set(message, { effect, message });
  for (const part of parts(expression)) {
    if (part.kind === 'name') {
      const name = part.name.toLowerCase();
      if (where.contexts.has(name)) continue;
      if (allContexts.has(name)) say('invalid', `uses ${quote(part.name)}, which ${where.place} does not have`);
      else say('unclear', `uses ${quote(part.name)}, which is no known context`);
    } else if (part.kind === 'call') {
      const known = functions.get(part.name.toLowerCase());
      const count = part.arguments.length;
      if (known === undefined) say('unclear', `calls ${quote(part.name)}, which is no known function`);
      else if (known.only !== undefined && !where[known.only])
        say('invalid', `calls ${quote(part.name)}, which ${where.place} does not have`);
      else if (count < known.least || count > known.most)
        say('invalid', `calls ${quote(part.name)} with ${count} values`);
    }
  }
  return [...found.values()];
}
