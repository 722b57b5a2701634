import type { AnyControl } from '../../core/control.ts';
import type { Trouble, TroubleLevel } from '../../core/diagnosis.ts';
import { isCommitId } from '../../core/hash-form.ts';
import { listed, quote } from '../../parse/text.ts';
import { needsOf } from '../control-needs/needs.ts';
import type { Job, ReadWorkflow } from '../workflow/workflow.ts';
import { commandsApart } from './commands-apart.ts';
import { isAlways } from './conditions.ts';
import { usedAction } from './suite-step.ts';
import { checkoutBefore, grantOf, isRun, type SuiteStep, suiteSteps, unseenUses, waitsFor } from './workflow-steps.ts';

type Judged = Pick<AnyControl, 'name' | 'kind' | 'permissions'>;

/** What the configuration says of decisions: the controls of each named part, and the events on which a control does not apply. */
export interface Decisions {
  parts: ReadonlyMap<string, readonly string[]>;
  skipped: (control: string) => readonly string[];
}

const overEverything: Decisions = { parts: new Map(), skipped: () => [] };

/**
 * What keeps the workflows of a repository from running what its configuration asks for: every problem of every step that runs a control,
 * and the controls that no step runs. `config` is the path that is named for those; without `decisions` each decision is over everything.
 */
export function judgeWorkflows(
  workflows: readonly ReadWorkflow[],
  controls: readonly Judged[],
  asked: ReadonlySet<string>,
  config: string,
  decisions: Decisions = overEverything,
): Trouble[] {
  const steps = suiteSteps(workflows);
  // What judges another folder makes no report about this one.
  const own = steps.filter(({ place }) => place === '.');
  const unseen = unseenUses(workflows);
  const judging = controls.flatMap(({ name, kind }) =>
    kind !== 'act' && kind !== 'decide' && asked.has(name) ? [name] : [],
  );
  const byName = new Map(controls.map((control) => [control.name, control]));
  return onceEach([
    ...workflows.flatMap(refused),
    ...steps.flatMap((step) => {
      const control = byName.get(step.control);
      const runs = isRun(step, asked);
      return [
        ...(control === undefined || runs === 'no' ? [] : perhaps(runs, permissions(step, control))),
        ...(runs === 'no' ? [] : perhaps(runs, history(step))),
        ...reference(step),
        ...target(step),
        ...(control?.kind === 'decide' ? decision(step, steps) : []),
        ...(control?.kind === 'decide' && step.place === '.'
          ? apart(step, own, expectedBy(step, judging, decisions), unseen)
          : []),
      ];
    }),
    ...controls
      .filter(({ name, kind }) => kind !== 'act' && asked.has(name))
      .flatMap((control) => unrun(control, own, unseen, config)),
    ...commandsApart(steps, asked),
    ...namesakes(steps, byName, workflows),
  ]);
}

const levels: readonly TroubleLevel[] = ['wrong', 'unknown', 'advice'];

/** What the controls of a composite have in common is told once, as the worst of it. */
function onceEach(troubles: readonly Trouble[]): Trouble[] {
  const found = new Map<string, Trouble>();
  for (const trouble of troubles) {
    const key = JSON.stringify([trouble.path, trouble.line, trouble.says]);
    const known = found.get(key);
    if (known === undefined || levels.indexOf(trouble.level) < levels.indexOf(known.level)) found.set(key, trouble);
  }
  return [...found.values()];
}

/** Of a control that may not run at all it is not known whether its job is wrong. */
function perhaps(runs: 'yes' | 'unknown', troubles: readonly Trouble[]): readonly Trouble[] {
  if (runs === 'yes') return troubles;
  return troubles.map((trouble) => (trouble.level === 'wrong' ? { ...trouble, level: 'unknown' } : trouble));
}

function refused({ path, problems }: ReadWorkflow): Trouble[] {
  return problems
    .filter(({ effect }) => effect === 'invalid')
    .map(({ message, at, fix }) => ({
      level: 'wrong',
      path,
      line: at.line,
      says: `GitHub refuses the workflow: it ${message}`,
      expected: 'a workflow that GitHub accepts',
      actual: message,
      fix: fix ?? 'mend it there: nothing in the file runs until then',
    }));
}

function permissions(step: SuiteStep, control: Judged): Trouble[] {
  const { job, workflow } = step;
  const at = job.permissions?.at ?? job.at;
  // A composite has no such input.
  const spared =
    step.action === step.control && step.step.inputs.has('shard') ? (needsOf(control.name).sparedOfParts ?? []) : [];
  const needed = Object.entries(control.permissions).filter(([scope]) => !spared.includes(scope));
  return needed.flatMap(([scope, level]): Trouble[] => {
    const granted = grantOf(step, scope);
    const place = { path: workflow.path, line: at.line, expected: `${scope}: ${level}` };
    const fix = `write ${scope}: ${level} under permissions: of the job ${job.id}`;
    if (granted === undefined) {
      const says = `nobody says what the job ${quote(job.id)} may: the settings of the repository decide whether ${step.action} gets ${scope}: ${level}`;
      return [{ ...place, level: 'unknown', says, actual: 'no permissions: in the job, nor in the workflow', fix }];
    }
    if (granted === 'write' || granted === level) return [];
    const says = `the job ${quote(job.id)} does not grant ${scope}: ${level}, which ${step.action} needs`;
    return [{ ...place, level: 'wrong', says, actual: `${scope}: ${granted}`, fix }];
  });
}

function history(step: SuiteStep): Trouble[] {
  const { control, action, job, workflow } = step;
  const needed = needsOf(control).history;
  const has = checkoutBefore(step);
  if (needed === 'none' || has === 'all' || (needed === 'one' && has !== 'none')) return [];
  const expected = needed === 'all' ? 'actions/checkout with fetch-depth: 0 before it' : 'actions/checkout before it';
  const actual =
    has === 'none'
      ? 'no checkout'
      : has === 'unknown'
        ? 'a fetch-depth that an expression gives'
        : 'a checkout of one commit';
  return [
    {
      // Of a pull request it can ask the API which files changed.
      level: has === 'unknown' ? 'unknown' : action === 'atomic-change' && has === 'none' ? 'advice' : 'wrong',
      path: workflow.path,
      line: step.step.at.line,
      says: `${action} in the job ${quote(job.id)} does not get ${needed === 'all' ? 'the history' : 'the files'} that it needs`,
      expected,
      actual,
      fix: needed === 'all' ? 'write with: { fetch-depth: 0 } for its actions/checkout' : 'check out before it',
    },
  ];
}

function reference({ workflow, step, action }: SuiteStep): Trouble[] {
  const { repository, path, ref } = usedAction(step.value);
  // Of the same repository and commit.
  if (repository === undefined && path.startsWith('.')) return [];
  if (repository === undefined && path.startsWith('$/')) return [];
  if (ref !== undefined && isCommitId(ref)) return [];
  const place = { path: workflow.path, line: step.at.line, expected: 'a full commit id behind the @' };
  const fix = 'write the commit of the release that you looked at, and its name as a comment behind it';
  if (ref !== undefined && /^v?\d+(?:\.\d+)*(?:-pre\.\d+)?$/.test(ref)) {
    const says = `${action} is named by the release ${quote(ref)}, which can be moved to other code`;
    return [{ ...place, level: 'advice', says, actual: ref, fix }];
  }
  const says =
    ref === undefined
      ? `${action} is named without a ref`
      : `${action} is whatever ${quote(ref)} is at the time of the run`;
  return [{ ...place, level: 'wrong', says, actual: ref ?? 'none', fix }];
}

function target({ workflow, action }: SuiteStep): Trouble[] {
  const trigger = workflow.triggers.find(({ event }) => event === 'pull_request_target');
  if (trigger === undefined) return [];
  return [
    {
      level: 'wrong',
      path: workflow.path,
      line: trigger.at.line,
      says: `${action} runs on pull_request_target, where the secrets of the base meet the files of anybody`,
      expected: 'pull_request',
      actual: 'pull_request_target',
      fix: 'write pull_request',
    },
  ];
}

function decision({ workflow, job, step, action }: SuiteStep, steps: readonly SuiteStep[]): Trouble[] {
  const { path } = workflow;
  const troubles: Trouble[] = [];
  const condition = job.condition?.value;
  if (condition === undefined || !isAlways(condition)) {
    troubles.push({
      level: 'wrong',
      path,
      line: (job.condition?.at ?? job.at).line,
      says: `the job ${quote(job.id)} decides, and is skipped when a job before it failed: a required check that is skipped counts as passed`,
      expected: 'if: always()',
      actual: condition === undefined ? 'no if' : `if: ${condition}`,
      fix: `write if: always() for the job ${job.id}`,
    });
  }
  for (const [what, written] of [
    ['if', step.condition],
    ['continue-on-error', step.continueOnError ?? job.continueOnError],
  ] as const) {
    if (written === undefined || written.value === false) continue;
    troubles.push({
      level: 'wrong',
      path,
      line: written.at.line,
      says: `${action} has a ${what} of its own, so that the job can be green without a decision`,
      expected: `no ${what}`,
      actual: `${what}: ${written.value}`,
      fix: `take the ${what} away`,
    });
  }
  const waits = waitsFor(workflow, job);
  const others = new Set(
    steps
      .filter((each) => each.workflow.path === path && each.job.id !== job.id)
      // What comes behind the decision (a bundle of its evidence, an incident) cannot be waited for.
      .filter((each) => !waitsFor(workflow, each.job).has(job.id.toLowerCase()))
      .map((each) => each.job.id),
  );
  const missing = [...others].filter((id) => !waits.has(id.toLowerCase()));
  if (missing.length > 0) {
    troubles.push({
      level: 'wrong',
      path,
      line: (job.needs[0]?.at ?? job.at).line,
      says: `the job ${quote(job.id)} decides without waiting for ${missing.join(', ')}`,
      expected: `needs: [${[...others].join(', ')}]`,
      actual: `needs: [${job.needs.map(({ value }) => value).join(', ')}]`,
      fix: `add ${missing.join(', ')} to needs: of the job ${job.id}`,
    });
  }
  const events = workflow.triggers.map(({ event }) => event);
  if (events.includes('pull_request') && !events.includes('merge_group')) {
    troubles.push({
      level: 'advice',
      path,
      line: workflow.triggers[0]?.at.line,
      says: 'the decision does not run in a merge queue: where it is required there, nothing can be merged',
      expected: 'merge_group: beside pull_request:',
      actual: `on: ${events.join(', ')}`,
      fix: 'add merge_group: under on:',
    });
  }
  return troubles;
}

/** The controls whose reports a decision waits for: those of the part that it names, else all that apply on one of its events. */
function expectedBy(
  { workflow, step }: SuiteStep,
  judging: readonly string[],
  { parts, skipped }: Decisions,
): { names: readonly string[]; known: boolean } {
  const named = step.inputs.get('name');
  const part = typeof named === 'string' ? parts.get(named) : undefined;
  const events = workflow.triggers.map(({ event }) => event);
  return {
    names: judging.filter((name) => part?.includes(name) ?? !events.every((event) => skipped(name).includes(event))),
    known: typeof named !== 'string' || !named.includes('${{'),
  };
}

/** Controls that are expected and run in other workflows than the decision: it collects the reports of its own run. */
function apart(
  { workflow, job, step }: SuiteStep,
  own: readonly SuiteStep[],
  { names, known }: ReturnType<typeof expectedBy>,
  unseen: readonly string[],
): Trouble[] {
  return names.flatMap((name): Trouble[] => {
    const runs = own.filter(({ control }) => control === name);
    const elsewhere = [...new Set(runs.map((each) => each.workflow.path))];
    if (elsewhere.length === 0 || elsewhere.includes(workflow.path)) return [];
    return [
      {
        level: unseen.length > 0 || !known ? 'unknown' : 'wrong',
        path: workflow.path,
        line: step.at.line,
        says: `the job ${quote(job.id)} decides over the reports of its own run, and ${name} runs in another workflow`,
        expected: `a job with actions/${name} in ${workflow.path}`,
        actual: `one in ${elsewhere.join(', ')}`,
        fix: `run ${name} in ${workflow.path}, before the decision: else its report is missing`,
      },
    ];
  });
}

/** Other jobs with the name of a decision: whoever requires that check cannot say which one is meant. */
function namesakes(
  steps: readonly SuiteStep[],
  byName: ReadonlyMap<string, Judged>,
  workflows: readonly ReadWorkflow[],
): Trouble[] {
  const decisions = steps.filter(({ control }) => byName.get(control)?.kind === 'decide').map(({ job }) => job);
  const checkOf = ({ id, name }: Job): string => (name?.value ?? id).trim().toLowerCase();
  const jobs = workflows.flatMap(({ path, workflow }) => (workflow?.jobs ?? []).map((job) => ({ path, job })));
  return jobs
    .filter(({ job }) => !decisions.includes(job) && decisions.some((decides) => checkOf(decides) === checkOf(job)))
    .map(({ path, job }) => ({
      level: 'wrong',
      path,
      line: (job.name?.at ?? job.at).line,
      says: `the job ${quote(job.id)} makes a check of the same name as the decision: where that is required, either of them may be meant`,
      expected: 'a name that no other job has',
      actual: job.name?.value ?? job.id,
      fix: 'give one of the two another name',
    }));
}

function unrun(
  { name, kind }: Judged,
  steps: readonly SuiteStep[],
  unseen: readonly string[],
  config: string,
): Trouble[] {
  if (steps.some(({ control }) => control === name)) return [];
  const place = { path: config, expected: `a step that uses actions/${name}` };
  const fix = `add a job with it (action-catalog.md shows one), or take ${name} out of the configuration`;
  if (unseen.length > 0) {
    const says = `no step runs ${name}, unless ${listed(unseen)} does, which is not looked into`;
    return [{ ...place, level: 'unknown', says, actual: 'none that can be seen from here', fix }];
  }
  const says =
    kind === 'decide'
      ? 'the configuration asks for a decision, and no workflow makes it'
      : `the configuration asks for ${name}, and no workflow runs it: the decision will say that its report is missing`;
  return [{ ...place, level: 'wrong', says, actual: 'none in .github/workflows', fix }];
}
