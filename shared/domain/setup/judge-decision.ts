import type { Trouble } from '../../core/diagnosis.ts';
import { quote } from '../../parse/text.ts';
import type { Job, ReadWorkflow } from '../workflow/workflow.ts';
import { isAlways } from './conditions.ts';
import type { Decisions } from './decisions.ts';
import { type SuiteStep, waitsFor } from './workflow-steps.ts';

/** What judges another folder makes no report about this one. */
export function ownSteps(steps: readonly SuiteStep[]): SuiteStep[] {
  return steps.filter(({ place }) => place === '.');
}

/**
 * What keeps a step that decides from deciding every time, over all that runs. `judging` are the controls that are asked for and whose
 * reports can be expected; `unseen` names what may run more of them.
 */
export function judgeDecision(
  step: SuiteStep,
  steps: readonly SuiteStep[],
  judging: readonly string[],
  decisions: Decisions,
  unseen: readonly string[],
): Trouble[] {
  return [
    ...unsteady(step, steps),
    ...(step.place === '.' ? apart(step, ownSteps(steps), expectedBy(step, judging, decisions), unseen) : []),
  ];
}

/** What lets the job end without a decision, or decide before all of its workflow has reported. */
function unsteady({ workflow, job, step, action }: SuiteStep, steps: readonly SuiteStep[]): Trouble[] {
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

/** Other jobs with the name of a job that decides: whoever requires that check cannot say which one is meant. */
export function namesakes(decisions: readonly Job[], workflows: readonly ReadWorkflow[]): Trouble[] {
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
