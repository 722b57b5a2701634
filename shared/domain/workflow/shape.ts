import type { Json } from '../../core/json.ts';
import { quote } from '../../parse/text.ts';
import { checkKeys, isMapping, type Source } from './source.ts';
import { hasExpression } from './template.ts';

type Shape = 'text' | 'number' | 'mapping' | 'list' | 'text or mapping' | 'text, list of texts or mapping';

/*
 * What the keys of a job and of a step hold. Source: the schema of workflows in actions/languageservices (`job-factory`, `workflow-job`,
 * `run-step`, `regular-step`). What other readers of a job say something about is not repeated here.
 */

const jobShapes: Readonly<Record<string, Shape>> = {
  'cancel-timeout-minutes': 'number',
  concurrency: 'text or mapping',
  container: 'text or mapping',
  defaults: 'mapping',
  env: 'mapping',
  environment: 'text or mapping',
  outputs: 'mapping',
  'runs-on': 'text, list of texts or mapping',
  secrets: 'text or mapping',
  services: 'mapping',
  steps: 'list',
  'timeout-minutes': 'number',
  with: 'mapping',
};

const stepShapes: Readonly<Record<string, Shape>> = {
  env: 'mapping',
  id: 'text',
  name: 'text',
  run: 'text',
  shell: 'text',
  'timeout-minutes': 'number',
  uses: 'text',
  with: 'mapping',
  'working-directory': 'text',
};
const stepKeys = new Set([...Object.keys(stepShapes), 'continue-on-error', 'if']);
const onlyOfActions = ['with'];
const onlyOfCommands = ['shell', 'working-directory'];
const onlyOfCalls = ['with', 'secrets'];
/** What a job that calls a workflow can have. */
const ofCalls = new Set(['concurrency', 'if', 'name', 'needs', 'permissions', 'secrets', 'strategy', 'uses', 'with']);

function fits(value: Json, shape: Shape): boolean {
  if (typeof value === 'string' && hasExpression(value)) return true;
  switch (shape) {
    case 'text':
      return typeof value !== 'object';
    case 'number':
      return typeof value === 'number';
    case 'mapping':
      return isMapping(value);
    case 'list':
      return Array.isArray(value);
    case 'text or mapping':
      return typeof value !== 'object' || isMapping(value);
    case 'text, list of texts or mapping':
      return isLabel(value) || isMapping(value) || (Array.isArray(value) && value.length > 0 && value.every(isLabel));
  }
}

function isLabel(value: Json): boolean {
  return typeof value !== 'object' && value !== '';
}

function checkShapes(source: Source, what: string, shapes: Readonly<Record<string, Shape>>): void {
  if (!isMapping(source.value)) return;
  for (const [key, value] of Object.entries(source.value)) {
    const shape = shapes[key];
    if (shape === undefined || value === null || fits(value, shape)) continue;
    const member = source.member(key);
    if (member === undefined) continue;
    // Whether a number in quotes is one is not documented.
    const perhaps = shape === 'number' && typeof member.value === 'string' && /^\d+(\.\d+)?$/.test(member.value);
    member.problem(perhaps ? 'unclear' : 'invalid', 'wrong-shape', `has ${what} with ${key} that is no ${shape}`);
  }
}

/** Says of everything in a job that has no shape that GitHub takes. */
export function checkJob(id: string, source: Source): void {
  const what = `the job ${quote(id)}`;
  checkShapes(source, what, jobShapes);
  const calls = source.member('uses') !== undefined;
  const runsOn = source.member('runs-on');
  if (!calls && runsOn?.value === null)
    runsOn.problem('invalid', 'no-runner', `has ${what} with runs-on without a value`);
  for (const key of isMapping(source.value) ? Object.keys(source.value) : []) {
    if (calls && !ofCalls.has(key) && jobShapes[key] !== undefined)
      source
        .member(key)
        ?.problem(
          'invalid',
          'foreign-key',
          `has ${what} that calls a workflow, and ${key}, which such a job cannot have`,
        );
    if (!calls && onlyOfCalls.includes(key))
      source
        .member(key)
        ?.problem(
          'invalid',
          'foreign-key',
          `has ${what} that calls no workflow, and ${key}, which only such a job can have`,
        );
  }
  const steps = source.member('steps');
  if (Array.isArray(steps?.value)) for (const [index, step] of steps.members()) checkStep(id, Number(index) + 1, step);
}

function checkStep(id: string, number: number, step: Source): void {
  const what = `step ${number} of the job ${quote(id)}`;
  if (!isMapping(step.value)) return step.problem('invalid', 'not-a-mapping', `has ${what} that is no mapping`);
  checkKeys(step, what, stepKeys);
  checkShapes(step, what, stepShapes);
  const [uses, run] = [step.member('uses'), step.member('run')];
  if (uses !== undefined && run !== undefined)
    run.problem('invalid', 'uses-and-run', `has ${what} that both uses an action and runs`);
  const isKnown = Object.keys(step.value).every((key) => stepKeys.has(key));
  if (isKnown && (uses?.value ?? run?.value ?? null) === null)
    step.problem('invalid', 'no-action', `has ${what} that neither uses nor runs`);
  const foreign = uses === undefined ? onlyOfActions : run === undefined ? onlyOfCommands : [];
  for (const key of foreign)
    step.member(key)?.problem('invalid', 'foreign-key', `has ${what} with ${key}, which it cannot have`);
}
