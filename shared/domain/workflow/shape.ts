import { quote } from '../../parse/text.ts';
import { isMapping, type Source } from './source.ts';

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
  const what = `the job ${quote(id)}`;
  const calls = source.member('uses') !== undefined;
  const runsOn = source.member('runs-on');
  if (!calls && runsOn === undefined) {
    source.problem('invalid', 'no-runner', `has ${what} with neither runs-on nor uses`);
  } else if (!calls && (runsOn?.value === null || runsOn?.value === '' || isEmptyList(runsOn))) {
    runsOn?.problem('invalid', 'no-runner', `has ${what} with runs-on without a value`);
  }
  for (const key of calls ? notOfCalls : onlyOfCalls) {
    const why = calls ? 'calls a workflow' : 'calls no workflow';
    const whose = calls ? 'which such a job cannot have' : 'which only such a job can have';
    source.member(key)?.problem('invalid', 'foreign-key', `has ${what} that ${why}, and ${key}, ${whose}`);
  }
  const steps = source.member('steps');
  if (!calls && (steps === undefined || steps.value === null || isEmptyList(steps)))
    (steps ?? source).problem('invalid', 'no-steps', `has ${what} without steps`, 'add a step, or call a workflow with uses');
  if (Array.isArray(steps?.value)) checkSteps(id, steps);
}

function isEmptyList(source: Source | undefined): boolean {
  return Array.isArray(source?.value) && source.value.length === 0;
}

function checkSteps(job: string, steps: Source): void {
  const ids = new Set<string>();
  for (const [index, step] of steps.members()) {
    if (!isMapping(step.value)) continue;
    const what = `step ${Number(index) + 1} of the job ${quote(job)}`;
    checkStep(what, step);
    const id = step.member('id');
    if (typeof id?.value !== 'string') continue;
    const folded = id.value.toLowerCase();
    if (ids.has(folded)) id.problem('invalid', 'step-id-twice', `has ${what} with the id ${quote(id.value)} of another step`);
    ids.add(folded);
  }
}

function checkStep(what: string, step: Source): void {
  const [uses, run] = [step.member('uses'), step.member('run')];
  if (uses !== undefined && run !== undefined)
    run.problem('invalid', 'uses-and-run', `has ${what} that both uses an action and runs`);
  const isKnown = !['background', 'cancel', 'wait', 'wait-all'].some((key) => step.member(key) !== undefined);
  if (isKnown && (uses?.value ?? run?.value ?? null) === null)
    step.problem('invalid', 'no-action', `has ${what} that neither uses nor runs`);
  const foreign = uses === undefined ? onlyOfActions : run === undefined ? onlyOfCommands : [];
  for (const key of foreign)
    step.member(key)?.problem('invalid', 'foreign-key', `has ${what} with ${key}, which it cannot have`);
}
