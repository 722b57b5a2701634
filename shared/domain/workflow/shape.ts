import type { Json } from '../../core/json.ts';
import { quote } from '../../parse/text.ts';
import { isMapping, type Source } from './source.ts';
import type { ProblemCode } from './workflow.ts';

/*
 * What of a job and of its steps depends on more than one key. The syntax of each key by itself is in syntax.ts.
 */

const onlyOfActions = ['with'];
const onlyOfCommands = ['shell', 'working-directory'];
const onlyOfCalls = ['with', 'secrets'];
const notOfCalls = [
  'cancel-timeout-minutes',
  'container',
  'defaults',
  'env',
  'environment',
  'outputs',
  'runs-on',
  'services',
  'snapshot',
  'steps',
  'timeout-minutes',
];

/** Says of everything in a job that does not go together. */
export function checkJob(id: string, source: Source): void {
  const job = source.value;
  if (!isMapping(job)) return;
  const what = `the job ${quote(id)}`;
  const calls = Object.hasOwn(job, 'uses');
  const { 'runs-on': runsOn, steps } = job;
  if (!calls && runsOn === undefined) {
    source.problem('invalid', 'no-runner', `has ${what} with neither runs-on nor uses`);
  } else if (!calls && (runsOn === '' || isNothing(runsOn))) {
    source.member('runs-on')?.problem('invalid', 'no-runner', `has ${what} with runs-on without a value`);
  }
  for (const key of calls ? notOfCalls : onlyOfCalls) {
    if (!Object.hasOwn(job, key)) continue;
    const why = calls ? 'calls a workflow' : 'calls no workflow';
    const whose = calls ? 'which such a job cannot have' : 'which only such a job can have';
    source.member(key)?.problem('invalid', 'foreign-key', `has ${what} that ${why}, and ${key}, ${whose}`);
  }
  if (!calls && isNothing(steps)) {
    const fix = 'add a step, or call a workflow with uses';
    (source.member('steps') ?? source).problem('invalid', 'no-steps', `has ${what} without steps`, fix);
  }
  if (Array.isArray(steps)) checkSteps(what, steps, source);
}

function isNothing(value: Json | undefined): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

function checkSteps(job: string, steps: readonly Json[], source: Source): void {
  const ids = new Set<string>();
  for (const [index, step] of steps.entries()) {
    if (!isMapping(step)) continue;
    const place = (): Source | undefined => source.member('steps')?.member(String(index));
    const what = `step ${index + 1} of ${job}`;
    checkStep(what, step, place);
    if (typeof step['id'] !== 'string') continue;
    const folded = step['id'].toLowerCase();
    if (ids.has(folded)) {
      const message = `has ${what} with the id ${quote(step['id'])} of another step`;
      place()?.member('id')?.problem('invalid', 'step-id-twice', message);
    }
    ids.add(folded);
  }
}

/** Steps that neither use nor run: GitHub is about to have them, which is said of their keys. */
const newKinds = ['cancel', 'wait', 'wait-all'];

function checkStep(what: string, step: Readonly<Record<string, Json>>, place: () => Source | undefined): void {
  const { uses, run } = step;
  const say = (code: ProblemCode, message: string, key?: string): void => {
    const at = key === undefined ? place() : place()?.member(key);
    at?.problem('invalid', code, `has ${what} ${message}`);
  };
  if (uses !== undefined && run !== undefined) say('uses-and-run', 'that both uses an action and runs', 'run');
  const isKnown = newKinds.every((key) => !Object.hasOwn(step, key));
  if (isKnown && (uses ?? run ?? null) === null) say('no-action', 'that neither uses nor runs');
  const foreign = uses === undefined ? onlyOfActions : run === undefined ? onlyOfCommands : [];
  for (const key of foreign) if (Object.hasOwn(step, key)) say('foreign-key', `with ${key}, which it cannot have`, key);
}
