import type { Json } from '../../core/json.ts';
import { quote } from '../../parse/text.ts';
import { parseCall } from './call.ts';
import { parseCondition } from './condition.ts';
import { matrixProblems } from './matrix.ts';
import { checkKeys, isMapping, readText, readTexts, type Source } from './source.ts';
import { hasExpression, parseTemplate } from './template.ts';
import type { ActionStep, Concurrency, Granted, Job, Written } from './workflow.ts';

const jobKeys = new Set([
  'cancel-timeout-minutes',
  'concurrency',
  'container',
  'continue-on-error',
  'defaults',
  'env',
  'environment',
  'if',
  'name',
  'needs',
  'outputs',
  'permissions',
  'runs-on',
  'secrets',
  'services',
  'snapshot',
  'steps',
  'strategy',
  'timeout-minutes',
  'uses',
  'with',
]);

export function readJob(id: string, source: Source): Job {
  const at = source.keyAt();
  if (!/^[A-Za-z_][\w-]{0,98}$/.test(id) || id.startsWith('__')) {
    const fix = 'use letters, digits, - and _, begin with a letter, and stay below 100 characters';
    source.problem('invalid', 'job-id', `has a job with the id ${quote(id)}, which is none`, fix);
  }
  if (!isMapping(source.value)) {
    source.problem('invalid', 'not-a-mapping', `has the job ${quote(id)} that is no mapping`);
    return { id, at, needs: [], inputs: new Map(), actions: [] };
  }
  checkKeys(source, `the job ${quote(id)}`, jobKeys);
  const uses = source.member('uses');
  if (uses === undefined && source.member('runs-on') === undefined) {
    source.problem('invalid', 'no-runner', `has the job ${quote(id)} with neither runs-on nor uses`);
  }
  const needs = source.member('needs');
  const called = readCall(uses, id);
  return {
    id,
    at,
    name: readName(source.member('name'), id),
    condition: readCondition(source.member('if'), id),
    needs: needs === undefined || needs.value === null ? [] : readTexts(needs, `needs of the job ${quote(id)}`),
    matrix: readMatrix(source.member('strategy'), id),
    uses: called,
    inputs: readInputs(source.member('with')),
    continueOnError: readFlag(source.member('continue-on-error')),
    permissions: readPermissions(source.member('permissions')),
    concurrency: readConcurrency(source.member('concurrency')),
    environment: readEnvironment(source.member('environment')),
    actions: readActions(source.member('steps')),
  };
}

function readName(source: Source | undefined, id: string): Written<string> | undefined {
  const name = readText(source, `a name of the job ${quote(id)}`);
  // An empty name is as if there were none.
  if (name === undefined || name.value === '') return undefined;
  const parsed = parseTemplate(name.value);
  if (!parsed.ok)
    source?.problem('invalid', 'bad-expression', `has the job ${quote(id)} with a name that ${parsed.message}`);
  return name;
}

function readCondition(source: Source | undefined, id: string): Written<string> | undefined {
  const condition = readText(source, `an if of the job ${quote(id)}`);
  if (condition === undefined || condition.value.trim() === '') return undefined;
  const parsed = parseCondition(condition.value);
  if (!parsed.ok)
    source?.problem('invalid', 'bad-expression', `has the job ${quote(id)} with an if that ${parsed.message}`);
  return condition;
}

function readMatrix(strategy: Source | undefined, id: string): Job['matrix'] {
  if (strategy === undefined || strategy.value === null) return undefined;
  if (!isMapping(strategy.value)) {
    const { value } = strategy;
    if (typeof value === 'string' && hasExpression(value)) return { value, at: strategy.at() };
    strategy.problem('invalid', 'not-a-mapping', `has the job ${quote(id)} with a strategy that is no mapping`);
    return undefined;
  }
  checkKeys(strategy, `the strategy of the job ${quote(id)}`, new Set(['fail-fast', 'matrix', 'max-parallel']));
  const matrix = strategy.member('matrix');
  if (matrix === undefined) return undefined;
  const at = matrix.keyAt();
  // Whatever depends on an expression is left to when the values are known.
  if (hasExpression(JSON.stringify(matrix.value))) return { value: matrix.value, at };
  for (const message of matrixProblems(matrix.value)) {
    matrix.problem('invalid', 'matrix', `has the job ${quote(id)} with a matrix that ${message}`);
  }
  return { value: matrix.value, at };
}

function readCall(source: Source | undefined, id: string): Job['uses'] {
  const text = readText(source, `uses of the job ${quote(id)}`);
  if (source === undefined || text === undefined) return undefined;
  const call = parseCall(text.value);
  if (call !== undefined) return { value: call, at: text.at };
  const fix = 'write ./.github/workflows/<file>, or <owner>/<repository>/.github/workflows/<file>@<ref>';
  source.problem(
    'invalid',
    'bad-call',
    `has the job ${quote(id)} that calls ${quote(text.value, 80)}, which is no workflow`,
    fix,
  );
  return undefined;
}

function readInputs(source: Source | undefined): Map<string, Json> {
  return new Map(isMapping(source?.value) ? Object.entries(source.value) : []);
}

function readFlag(source: Source | undefined): Written<boolean | string> | undefined {
  if (source === undefined || source.value === null) return undefined;
  const { value } = source;
  if (typeof value === 'boolean' || (typeof value === 'string' && hasExpression(value))) {
    return { value, at: source.keyAt() };
  }
  source.problem('invalid', 'not-a-switch', 'has a continue-on-error that is neither true nor false');
  return undefined;
}

export function readPermissions(source: Source | undefined): Written<Granted> | undefined {
  if (source === undefined || source.value === null) return undefined;
  const { value } = source;
  const at = source.keyAt();
  if (value === 'read-all' || value === 'write-all') return { value, at };
  if (!isMapping(value)) {
    source.problem('invalid', 'permissions', 'has permissions that are neither a mapping nor read-all nor write-all');
    return undefined;
  }
  const levels = Object.entries(value).flatMap(([scope, level]) => (typeof level === 'string' ? [[scope, level]] : []));
  return { value: Object.fromEntries(levels) as Record<string, string>, at };
}

export function readConcurrency(source: Source | undefined): Written<Concurrency> | undefined {
  if (source === undefined || source.value === null) return undefined;
  const at = source.keyAt();
  if (!isMapping(source.value)) {
    const group = readText(source, 'a concurrency group');
    return group === undefined ? undefined : { value: { group: group.value, cancelInProgress: false }, at };
  }
  const group = readText(source.member('group'), 'a concurrency group');
  if (group === undefined) {
    source.problem('invalid', 'concurrency-group', 'has concurrency without a group');
    return undefined;
  }
  const cancel = source.member('cancel-in-progress')?.value;
  const cancelInProgress = typeof cancel === 'boolean' || typeof cancel === 'string' ? cancel : false;
  return { value: { group: group.value, cancelInProgress }, at };
}

function readEnvironment(source: Source | undefined): Written<string> | undefined {
  return readText(isMapping(source?.value) ? source.member('name') : source, 'an environment');
}

function readActions(steps: Source | undefined): ActionStep[] {
  if (!Array.isArray(steps?.value)) return [];
  return steps.value.flatMap((step, index): ActionStep[] => {
    if (!isMapping(step) || typeof step['uses'] !== 'string') return [];
    const source = steps.member(String(index));
    const uses = source?.member('uses');
    if (source === undefined || uses === undefined) return [];
    const condition = readText(source.member('if'), 'an if of a step');
    const continueOnError = readFlag(source.member('continue-on-error'));
    return [
      {
        value: step['uses'],
        at: uses.at(),
        ...(condition === undefined || condition.value.trim() === '' ? {} : { condition }),
        ...(continueOnError === undefined ? {} : { continueOnError }),
        inputs: readInputs(source.member('with')),
      },
    ];
  });
}
