import type { Json } from '../../core/json.ts';
import { workflowPermissions } from '../../core/workflow-permissions.ts';
import { quote } from '../../parse/text.ts';
import { misnamed, type Sees, sees } from './available.ts';
import { parseCall } from './call.ts';
import { parseCondition } from './condition.ts';
import { isBlank } from './expression-syntax.ts';
import { matrixProblems } from './matrix.ts';
import { checkJob } from './shape.ts';
import { isMapping, readText, readTexts, type Source } from './source.ts';
import { hasExpression } from './template.ts';
import type { ActionStep, Concurrency, Granted, Job, Variables, Written } from './workflow.ts';

export function readJob(id: string, source: Source): Job {
  const at = source.keyAt();
  if (!/^[A-Za-z_][\w-]{0,98}$/.test(id) || id.startsWith('__')) {
    const fix = 'use letters, digits, - and _, begin with a letter, and stay below 100 characters';
    source.problem('invalid', 'job-id', `has a job with the id ${quote(id)}, which is none`, fix);
  }
  if (!isMapping(source.value)) return { id, at, needs: [], inputs: new Map(), actions: [] };
  checkJob(id, source);
  const uses = source.member('uses');
  const needs = source.member('needs');
  const called = readCall(uses, id);
  return {
    id,
    at,
    name: readName(source.member('name'), id),
    condition: readCondition(source.member('if'), `the job ${quote(id)}`, sees.jobIf),
    needs: needs === undefined || needs.value === null ? [] : readTexts(needs, `needs of the job ${quote(id)}`),
    matrix: readMatrix(source.member('strategy'), id),
    uses: called,
    inputs: readInputs(source.member('with')),
    ...secretsOf(source.member('secrets')),
    continueOnError: readFlag(source.member('continue-on-error')),
    permissions: readPermissions(source.member('permissions')),
    concurrency: readConcurrency(source.member('concurrency')),
    environment: readEnvironment(source.member('environment')),
    ...readVariables(source.member('env')),
    ...readContainer(source.member('container')),
    actions: readSteps(source.member('steps'), id),
  };
}

function readName(source: Source | undefined, id: string): Written<string> | undefined {
  const name = readText(source, `a name of the job ${quote(id)}`);
  // An empty name is as if there were none.
  return name === undefined || name.value === '' ? undefined : name;
}

function readCondition(source: Source | undefined, what: string, where: Sees): Written<string> | undefined {
  const condition = readText(source, `an if of ${what}`);
  if (condition === undefined || isBlank(condition.value)) return undefined;
  const parsed = parseCondition(condition.value);
  if (!parsed.ok) source?.problem('invalid', 'bad-expression', `has ${what} with an if that ${parsed.message}`);
  else
    for (const { effect, message } of misnamed(parsed.condition, where))
      source?.problem(effect, 'unknown-name', `has ${what} with an if that ${message}`);
  return condition;
}

function readMatrix(strategy: Source | undefined, id: string): Job['matrix'] {
  if (strategy === undefined || strategy.value === null) return undefined;
  if (!isMapping(strategy.value)) {
    const { value } = strategy;
    if (typeof value === 'string' && hasExpression(value)) return { value, at: strategy.at() };
    return undefined;
  }
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

function secretsOf(source: Source | undefined): Pick<Job, 'secrets'> {
  if (source === undefined) return {};
  return { secrets: isMapping(source.value) ? Object.keys(source.value) : 'inherit' };
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
  for (const [scope, level] of source.members()) {
    const levelsOf = scope === 'id-token' ? ['write', 'none'] : ['read', 'write', 'none'];
    if (!workflowPermissions.has(scope))
      level.problem('unclear', 'permissions', `has the permission ${quote(scope)}, which is not known`);
    else if (typeof level.value !== 'string' || !levelsOf.includes(level.value))
      level.problem(
        'invalid',
        'permissions',
        `has the permission ${scope} with a level that is none of ${levelsOf.join(', ')}`,
      );
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

/** Reads `env`, as far as there is one. */
export function readVariables(source: Source | undefined): { env?: Variables } {
  if (source === undefined || source.value === null) return {};
  const names = isMapping(source.value) ? Object.keys(source.value) : [];
  const isKnown = isMapping(source.value) && !names.some(hasExpression);
  return { env: { value: isKnown ? names : 'unknown', at: source.keyAt() } };
}

function readContainer(source: Source | undefined): Pick<Job, 'container'> {
  return source === undefined || source.value === null || source.value === ''
    ? {}
    : { container: { at: source.keyAt() } };
}

function readEnvironment(source: Source | undefined): Written<string> | undefined {
  return readText(isMapping(source?.value) ? source.member('name') : source, 'an environment');
}

function readSteps(steps: Source | undefined, id: string): ActionStep[] {
  if (!Array.isArray(steps?.value)) return [];
  return steps.value.flatMap((step, index): ActionStep[] => {
    if (!isMapping(step) || !['uses', 'if', 'continue-on-error'].some((key) => Object.hasOwn(step, key))) return [];
    const source = steps.member(String(index));
    if (source === undefined) return [];
    const condition = readCondition(source.member('if'), `step ${index + 1} of the job ${quote(id)}`, sees.stepIf);
    const continueOnError = readFlag(source.member('continue-on-error'));
    const uses = source.member('uses');
    if (uses === undefined || typeof uses.value !== 'string') return [];
    return [
      {
        value: uses.value,
        at: uses.at(),
        ...(condition === undefined ? {} : { condition }),
        ...(continueOnError === undefined ? {} : { continueOnError }),
        inputs: readInputs(source.member('with')),
        ...readVariables(source.member('env')),
      },
    ];
  });
}
