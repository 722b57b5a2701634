import type { AnyControl } from '../../core/control.ts';
import type { Trouble, TroubleLevel } from '../../core/diagnosis.ts';
import { isCommitId } from '../../core/hash-form.ts';
import { listed, quote } from '../../parse/text.ts';
import { needsOf } from '../control-needs/needs.ts';
import type { ReadWorkflow } from '../workflow/workflow.ts';
import { commandsApart } from './commands-apart.ts';
import type { Decisions } from './decisions.ts';
import { judgeDecision, namesakes, ownSteps } from './judge-decision.ts';
import { usedAction } from './suite-step.ts';
import { checkoutBefore, grantOf, isRun, type SuiteStep, suiteSteps, unseenUses } from './workflow-steps.ts';

type Judged = Pick<AnyControl, 'name' | 'kind' | 'permissions'>;

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
  const own = ownSteps(steps);
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
        ...(control?.kind === 'decide' ? judgeDecision(step, steps, judging, decisions, unseen) : []),
      ];
    }),
    ...controls
      .filter(({ name, kind }) => kind !== 'act' && asked.has(name))
      .flatMap((control) => unrun(control, own, unseen, config)),
    ...commandsApart(steps, asked),
    ...namesakes(
      steps.filter(({ control }) => byName.get(control)?.kind === 'decide').map(({ job }) => job),
      workflows,
    ),
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
