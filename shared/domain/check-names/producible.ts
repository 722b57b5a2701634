import { formatPointer } from '../../core/pointer.ts';
import { quote } from '../../parse/text.ts';
import { callText } from '../workflow/call.ts';
import { runsOf } from '../workflow/condition.ts';
import type { Scope } from '../workflow/expression.ts';
import { hasExpression } from '../workflow/template.ts';
import type {
  Granted,
  Job,
  ProblemCode,
  ReadWorkflow,
  Trigger,
  Workflow,
  WorkflowProblem,
} from '../workflow/workflow.ts';
import { callProblems, grantedBy } from './call-problem.ts';
import { calledFinder, type FindCalled, type Origin } from './called-workflow.ts';
import { behind, type CheckName, certain, certainText } from './check-name.ts';
import { type NamedLeg, namedLegs } from './job-name.ts';
import type { CheckRun, FetchWorkflow, ProducedCheck, Producible, SkippedCheck, Step } from './produced-check.ts';
import { afterSuccess, calledScope, type RunFacts, runScope } from './scope.ts';

/** How many workflows may call each other in a row, the first one included. */
const maxLevels = 10;
/** How many checks one workflow may make for one event before the rest is left unknown. */
const maxChecks = 5_000;

export interface ProduceOptions extends Omit<RunFacts, 'event'> {
  /** Asked at most once for each workflow. */
  fetch: FetchWorkflow;
}

interface Walk {
  workflow: Workflow;
  /** The events of the walk: several only where no name depends on the event, and nothing is called. */
  triggers: readonly { trigger: Trigger; scope: Scope }[];
  checks: ProducedCheck[];
  skipped: SkippedCheck[];
  problems: WorkflowProblem[];
  /** Set as soon as a file is met that GitHub refuses. */
  refused: WorkflowProblem | undefined;
  /** The limit of checks was reached: the last of them stands for all that are left out. */
  full: boolean;
  resolve: FindCalled;
  /** The legs of a job where that job stands. */
  legs(job: Job, scope: Scope): readonly NamedLeg[];
}

interface Level {
  file: ReadWorkflow;
  origin: Origin;
  scope: Scope;
  /** What the calling job may do, where files tell it. */
  granted?: Granted | undefined;
  prefix: CheckName | undefined;
  steps: readonly Step[];
  /** The workflows that are being called, so that circles are found. */
  open: readonly string[];
}

/**
 * The checks that the workflows of a tree can make, with every event that makes them. `files` are all workflow files of the
 * tree. Nothing that a file holds makes it throw.
 */
export async function producible(files: readonly ReadWorkflow[], options: ProduceOptions): Promise<Producible> {
  const resolve = calledFinder(files, options.fetch);
  const legs = legFinder();
  const problems = new Map<string, WorkflowProblem>();
  const checks: ProducedCheck[] = [];
  const skipped: SkippedCheck[] = [];
  for (const file of files) {
    const { workflow } = file;
    for (const problem of file.problems) problems.set(keyOf(problem), problem);
    if (workflow === undefined) continue;
    const events = workflow.triggers.filter(({ event }) => event !== 'workflow_call');
    if (events.length === 0) continue;
    const triggers = events.map((trigger) => ({
      trigger,
      scope: runScope(workflow, { ...options, event: trigger.event }),
    }));
    const apart = workflow.jobs.some((job) => job.uses !== undefined || isNamedByRun(job));
    const perWalk: ProducedCheck[][] = [];
    for (const together of apart ? triggers.map((one) => [one]) : [triggers]) {
      const scope = together[0]?.scope ?? { contexts: new Map() };
      const walk: Walk = {
        workflow,
        triggers: together,
        checks: [],
        skipped: [],
        problems: [],
        refused: undefined,
        full: false,
        resolve,
        legs,
      };
      await visit(walk, { file, origin: undefined, scope, prefix: undefined, steps: [], open: [file.path] });
      for (const problem of walk.problems) problems.set(keyOf(problem), problem);
      if (walk.refused === undefined) for (const check of walk.skipped) skipped.push(check);
      perWalk.push(walk.refused === undefined ? walk.checks : walk.checks.map(refusedBy(walk.refused)));
    }
    for (const check of merged(perWalk)) checks.push(check);
  }
  return { checks, skipped, problems: [...problems.values()] };
}

function keyOf({ message, at }: WorkflowProblem): string {
  return JSON.stringify([at.path, at.line, at.column, message]);
}

function refusedBy(refused: WorkflowProblem): (check: ProducedCheck) => ProducedCheck {
  return (check) => ({ ...check, refused });
}

/** Whether the name of the job can depend on more than the job itself. */
function isNamedByRun({ name, matrix }: Job): boolean {
  return mentionsRun(name?.value) || (matrix !== undefined && mentionsRun(JSON.stringify(matrix.value)));
}

/** Of what names see, only these two contexts can differ from one place to another. */
function mentionsRun(text: string | undefined): boolean {
  return text !== undefined && /github|inputs/i.test(text);
}

/** The legs of jobs; those that are the same wherever the job is looked at are built once. */
function legFinder(): Walk['legs'] {
  const known = new Map<Job, readonly NamedLeg[]>();
  return (job, scope) => {
    if (job.uses !== undefined || isNamedByRun(job)) return namedLegs(job, scope);
    const legs = known.get(job) ?? namedLegs(job, scope);
    known.set(job, legs);
    return legs;
  };
}

/** The same check of several walks becomes one. */
function merged(perWalk: readonly ProducedCheck[][]): readonly ProducedCheck[] {
  const [first = [], ...others] = perWalk;
  if (others.length === 0) return first;
  const found: ProducedCheck[] = [];
  const places = new Map<string, Map<string, number[]>>();
  for (const checks of perWalk) {
    const times = new Map<number[], number>();
    for (const check of checks) {
      const same = placesOf(places, check);
      const time = times.get(same) ?? 0;
      times.set(same, time + 1);
      const at = same[time];
      const earlier = at === undefined ? undefined : found[at];
      if (at === undefined || earlier === undefined) same.push(found.push(check) - 1);
      else found[at] = { ...earlier, runs: [...earlier.runs, ...check.runs] };
    }
  }
  return found;
}

/** Where the checks of the same jobs and name are among those that were found. */
function placesOf(places: Map<string, Map<string, number[]>>, { jobs, name }: ProducedCheck): number[] {
  const path = jobs.length === 1 ? (jobs[0] ?? '') : jobs.join('\u0001');
  const names = places.get(path) ?? new Map<string, number[]>();
  if (names.size === 0) places.set(path, names);
  const key = certainText(name) ?? uncertainKey(name);
  const same = names.get(key) ?? [];
  if (same.length === 0) names.set(key, same);
  return same;
}

/** A name that is not certain as one text. Control characters keep the parts apart; names do not hold them. */
function uncertainKey({ alternatives, unknown }: CheckName): string {
  const pieces = alternatives.map((parts) => parts.join('\u0001')).join('\u0002');
  return `${pieces}\u0003${unknown.join('\u0001')}`;
}

async function visit(walk: Walk, level: Level): Promise<void> {
  const { file } = level;
  const invalid = file.problems.find(({ effect }) => effect === 'invalid');
  walk.refused ??= invalid;
  for (const problem of file.problems) walk.problems.push(problem);
  for (const job of file.workflow?.jobs ?? []) {
    const [first, ...others] = walk.triggers;
    if (first === undefined) return;
    const steps = [...level.steps, stepOf(job, file, level.scope)];
    const same = others.length === 0 || !mentionsRun(job.condition?.value);
    const runs = walk.triggers.map(({ trigger, scope }) => ({
      trigger,
      steps: same || trigger === first.trigger ? steps : [...level.steps, stepOf(job, file, scope)],
    }));
    const made = checkOf(walk, level, job, { steps, runs });
    if (made.expanded || job.uses !== undefined) {
      const { workflow, jobs, at, skippedAs } = made;
      walk.skipped.push({ name: skippedAs, workflow, jobs, at, runs });
    }
    for (const leg of walk.legs(job, level.scope)) {
      if (walk.full) return;
      const name = unclear(level.prefix === undefined ? leg.name : behind(level.prefix, leg.name), file);
      if (job.uses === undefined)
        walk.checks.push({ ...made, name, ...(leg.uncut === undefined ? {} : { uncut: leg.uncut }) });
      else await enter(walk, level, job, { name, scope: leg.scope, steps, runs });
      if (walk.checks.length >= maxChecks && !walk.full) overflow(walk, job);
    }
  }
}

function stepOf(job: Job, { path, workflow }: ReadWorkflow, scope: Scope): Step {
  const scopes = { success: afterSuccess(scope, job), otherwise: scope };
  return { job, path, env: workflow?.env, runs: runsOf(job.condition?.value, job.needs.length > 0, scopes) };
}

/** What is not known about the file makes the names of its jobs not certain. */
function unclear(name: CheckName, file: ReadWorkflow): CheckName {
  const problem = file.problems.find(({ effect }) => effect === 'unclear');
  if (problem === undefined) return name;
  return { ...name, unknown: [...name.unknown, `a file that ${problem.message}`] };
}

function overflow(walk: Walk, job: Job): void {
  const message = `makes more than ${maxChecks} checks for ${walk.triggers[0]?.trigger.event ?? 'an event'}`;
  walk.full = true;
  walk.problems.push({
    effect: 'unclear',
    code: 'too-many-checks',
    pointer: formatPointer(['jobs', job.id]),
    message,
    at: job.at,
  });
  const last = walk.checks.at(-1);
  if (last === undefined) return;
  walk.checks[walk.checks.length - 1] = {
    ...last,
    name: { alternatives: [['', '']], unknown: [`a workflow that ${message}`] },
  };
}

/** What all legs of a job share. */
function checkOf(
  walk: Walk,
  { prefix, file }: Level,
  job: Job,
  { steps, runs }: { steps: readonly Step[]; runs: readonly CheckRun[] },
): Omit<ProducedCheck, 'name'> {
  const written = job.name?.value ?? job.id;
  const own = certain(written);
  return {
    workflow: walk.workflow.path,
    jobs: steps.map((step) => step.job.id),
    at: job.name?.at ?? job.at,
    expanded: job.matrix !== undefined || hasExpression(written),
    skippedAs: unclear(prefix === undefined ? own : behind(prefix, own), file),
    runs,
  };
}

async function enter(
  walk: Walk,
  level: Level,
  job: Job,
  made: { name: CheckName; scope: Scope; steps: readonly Step[]; runs: readonly CheckRun[] },
): Promise<void> {
  const { uses } = job;
  const { name } = made;
  if (uses === undefined) return;
  const refuse = (code: ProblemCode, message: string, fix?: string): void => {
    const problem: WorkflowProblem = {
      effect: 'invalid',
      code,
      pointer: formatPointer(['jobs', job.id, 'uses']),
      message: `has the job ${quote(job.id)} that ${message}`,
      at: uses.at,
      ...(fix === undefined ? {} : { fix }),
    };
    walk.problems.push(problem);
    walk.refused ??= problem;
  };
  const shown = quote(callText(uses.value), 120);
  const called = await walk.resolve(uses.value, level.origin);
  if (called === undefined) return refuse('call-missing', `calls ${shown}, which does not exist`);
  if (!called.ok) {
    const unknown = behind(name, { alternatives: [['', '']], unknown: [`the jobs of ${callText(uses.value)}`] });
    walk.checks.push({ ...checkOf(walk, level, job, made), name: unknown, ...called.check });
    return;
  }
  const { file, origin } = called;
  if (level.open.includes(file.path)) return refuse('call-circle', `calls ${shown}, which calls it again`);
  if (level.open.length >= maxLevels)
    return refuse('call-depth', `calls ${shown} at level ${maxLevels + 1} of ${maxLevels}`);
  if (file.workflow?.callable === false) {
    return refuse('not-callable', `calls ${shown}, which cannot be called`, 'add workflow_call to its events');
  }
  const caller = level.file.workflow;
  const granted = caller === undefined ? undefined : grantedBy(job, caller, level.granted);
  if (file.workflow !== undefined)
    for (const { code, message } of callProblems(job, file.workflow, shown, granted)) refuse(code, message);
  const scope = file.workflow === undefined ? made.scope : calledScope(file.workflow, job, made.scope);
  const open = [...level.open, file.path];
  await visit(walk, { file, origin, scope, granted, prefix: name, steps: made.steps, open });
}
