import type { Because } from '../../core/errors.ts';
import type { Location } from '../../core/location.ts';
import { quote } from '../../parse/text.ts';
import { certainText, shownName } from '../check-names/check-name.ts';
import type { CheckRun, ProducedCheck, Step } from '../check-names/produced-check.ts';
import { complement, type FilterEffect, filterEffect, missingTypes } from '../workflow/filter-effect.ts';
import type { Job } from '../workflow/workflow.ts';
import { runsElsewhere } from './elsewhere.ts';
import type { CheckFacts } from './facts.ts';
import { type Finding, failed, inconclusive, notApplicable, passed, unverified } from './finding.ts';
import type { IsRequiredJob } from './held.ts';
import { keepsName } from './skip.ts';
import type { FindSkip } from './skip-chain.ts';
import { branchText, makerText, type Wanted } from './wanted.ts';

interface Made {
  check: ProducedCheck;
  run: CheckRun;
  /** Its own job. */
  step: Step;
}

/** How a context is made for an event. */
export function madeFor({ makers }: Pick<Wanted, 'makers'>, event: string): Made[] {
  return makers.flatMap((check) =>
    check.runs.flatMap((run) => {
      const step = run.steps.at(-1);
      return run.trigger.event === event && step !== undefined ? [{ check, run, step }] : [];
    }),
  );
}

/** The events that must report the context before a change can be merged; that of the queue also where nobody knows whether there is one. */
export function mergeEvents({ mergeQueue }: CheckFacts): string[] {
  return mergeQueue.known && !mergeQueue.value ? ['pull_request'] : ['pull_request', 'merge_group'];
}

export function runsOnPullRequest(wanted: Wanted): Finding | undefined {
  const rule = 'runs-on-pull-request';
  const { context, makers } = wanted;
  const [maker] = makers;
  if (maker === undefined) return undefined;
  const [made] = madeFor(wanted, 'pull_request');
  if (made !== undefined) return passed(rule, [context], 'runs on pull_request', made.run.trigger.at);
  const [target] = madeFor(wanted, 'pull_request_target');
  if (target !== undefined) {
    const message = `${quote(context)} is made on pull_request_target only, which policies of GitHub can block`;
    return unverified(rule, [context], inconclusive(message, 'the event pull_request'), target.run.trigger.at);
  }
  const trigger = maker.runs[0]?.trigger.at;
  const words = {
    message: `${quote(context)} is not made for pull requests`,
    expected: 'pull_request among the events',
    actual: maker.runs.map((run) => run.trigger.event).join(', '),
    fix: `add pull_request: to on: of ${maker.workflow}`,
  };
  return failed(rule, [context], words, trigger);
}

export function runsInMergeQueue(wanted: Wanted, { mergeQueue }: CheckFacts): Finding | undefined {
  const rule = 'runs-in-merge-queue';
  const { context, makers } = wanted;
  const [maker] = makers;
  if (maker === undefined) return undefined;
  const [made] = madeFor(wanted, 'merge_group');
  if (made !== undefined) return passed(rule, [context], 'runs on merge_group', made.run.trigger.at);
  if (!mergeQueue.known) return unverified(rule, [context], mergeQueue.because, maker.runs[0]?.trigger.at);
  if (!mergeQueue.value) return notApplicable(rule, [context], 'the branch has no merge queue');
  const words = {
    message: `${quote(context)} is never reported in the merge queue, so that nothing can be merged`,
    expected: 'merge_group among the events',
    actual: maker.runs.map((run) => run.trigger.event).join(', '),
    fix: `add merge_group: to on: of ${maker.workflow}`,
  };
  return failed(rule, [context], words, maker.runs[0]?.trigger.at);
}

/** Whether a filter of branches, paths or types can leave the context pending, for each event before a merge. */
export function notFiltered(wanted: Wanted, facts: CheckFacts): Finding[] {
  const rule = 'not-filtered';
  return mergeEvents(facts).flatMap((event): Finding[] => {
    const made = madeFor(wanted, event);
    const about = [wanted.context, event];
    const effects = made.map(({ run }) => ({ run, effect: filterEffect(run.trigger, facts.branch) }));
    const [first] = effects;
    if (first === undefined) return [];
    const free = effects.find(({ effect }) => effect.runs === 'always');
    if (free !== undefined) return [passed(rule, about, 'no filter keeps it away', free.run.trigger.at)];
    const pair = made.find(({ run }) => made.some((other) => complement(run.trigger, other.run.trigger, facts.branch)));
    if (pair !== undefined) {
      return [passed(rule, about, 'the filters of two workflows take every change between them', pair.run.trigger.at)];
    }
    const worst = effects.find(({ effect }) => effect.runs === 'sometimes') ?? first;
    return [filtered(about, event, facts, worst.effect)];
  });
}

/** Why nobody can tell whether a filter lets the branch through. */
export function unknownFilter(filters: string, facts: Pick<CheckFacts, 'branch'>): Because {
  const message = `whether ${filters} let ${branchText(facts)} through is`;
  return facts.branch === undefined
    ? inconclusive(
        `${message} not known without its name`,
        'the name of the branch, or a token that sees the repository',
      )
    : inconclusive(`${message} not documented`, 'patterns of the documented form');
}

function filtered(
  about: readonly string[],
  event: string,
  facts: CheckFacts,
  { runs, filters }: FilterEffect,
): Finding {
  const rule = 'not-filtered';
  const [filter] = filters;
  const context = quote(about[0] ?? '');
  const kinds = filters.map(({ kind }) => kind).join(' and ');
  if (runs === 'unknown') {
    return unverified(rule, about, unknownFilter(`${kinds} of ${event}`, facts), filter?.at);
  }
  const lacking = filter?.kind === 'types' ? missingTypes(event, filter) : [];
  const message =
    runs === 'never'
      ? `${context} is never reported for ${branchText(facts)}: ${kinds} of ${event} leave it out`
      : `${context} stays pending when ${kinds} of ${event} keep the workflow away`;
  const fix =
    lacking.length > 0
      ? `add ${lacking.join(' and ')} to types, or remove types`
      : runs === 'never'
        ? `add ${facts.branch ?? 'the branch'} to ${kinds}`
        : `remove ${kinds}, and skip steps instead`;
  const actual = filters.map(({ kind, value }) => `${kind}: ${value.join(', ')}`).join('; ');
  return failed(rule, about, { message, expected: `no filter that leaves it out`, actual, fix }, filter?.at);
}

/**
 * Whether its own job is skipped by its `if`, which counts as success for a job whose name stays the same, and whether its failure counts. What
 * a job reports that a cancelled run leaves out, or that may fail, is not documented.
 */
export function notSkipped(wanted: Wanted, facts: CheckFacts, findSkip: FindSkip): Finding[] {
  const rule = 'not-skipped';
  const judged = mergeEvents(facts).flatMap((event): Finding[] => {
    const about = [wanted.context, event];
    const all = madeFor(wanted, event);
    const made = all.filter(({ check, step }) => keepsName(check, step, wanted.context));
    const never = made.find(({ step }) => step.runs.afterSuccess === false);
    const perhaps = made.find(({ step }) => step.runs.afterSuccess === undefined);
    if (never !== undefined) {
      const words = {
        message: `${quote(wanted.context)} is skipped on every ${event}, and GitHub takes that for success`,
        expected: `a job that runs on ${event}`,
        actual: `if: ${never.step.job.condition?.value ?? ''}`,
        fix: `let the job run on ${event}, or do not require it`,
      };
      return [failed(rule, about, words, conditionAt(never.step))];
    }
    if (perhaps !== undefined) {
      const message = `${quote(wanted.context)} can be skipped by its if, which counts as success; whether it may is not in the files`;
      const because = inconclusive(message, 'a job without if, in which steps are skipped instead');
      return [unverified(rule, about, because, conditionAt(perhaps.step))];
    }
    const blind = all.flatMap(({ run }) => run.steps.flatMap(({ job }) => failsUnseen(job) ?? []))[0];
    if (blind !== undefined) {
      const message = `the job of ${quote(wanted.context)} has continue-on-error: ${blind.value}; whether its check fails then is not documented`;
      return [unverified(rule, about, inconclusive(message, 'no continue-on-error, or one of its steps'), blind.at)];
    }
    const left = made.find(({ step }) => step.runs.onlyCancelStops);
    if (left !== undefined) {
      const message = `the job of ${quote(wanted.context)} is left out by its if when the run is cancelled, and what it reports then is not documented`;
      return [
        unverified(rule, about, inconclusive(message, 'if: always(), or no status function'), conditionAt(left.step)),
      ];
    }
    return made.length === 0 ? [] : [passed(rule, about, 'runs whenever what it needs succeeded', made[0]?.check.at)];
  });
  return [...judged, ...skippedElsewhere(wanted, facts, findSkip)];
}

/** `continue-on-error`, where the job has it. */
export function failsUnseen({ continueOnError }: Job): Job['continueOnError'] {
  return continueOnError === undefined || continueOnError.value === false ? undefined : continueOnError;
}

/** The events besides those of a merge on which the job is or may be skipped, by itself or with what it needs, for the same commit. */
function skippedElsewhere(wanted: Wanted, facts: CheckFacts, findSkip: FindSkip): Finding[] {
  return wanted.makers.flatMap((check) =>
    runsElsewhere(check, mergeEvents(facts), facts).flatMap((run): Finding[] => {
      const step = run.steps.at(-1);
      const { event } = run.trigger;
      const skip = findSkip({ workflow: check.workflow, jobs: check.jobs, event });
      if (step === undefined || skip === undefined || !keepsName(check, step, wanted.context)) return [];
      const condition = `if: ${skip.by.job.condition?.value ?? ''}`;
      const why = skip.by === step ? condition : `${condition} of ${skip.by.job.id}, which it needs`;
      const message = `${quote(wanted.context)} can be skipped on ${event} (${why}), which counts as success; which of two checks of one name holds for a commit is not documented`;
      const because = inconclusive(message, `a workflow without ${event}, or a job that runs on it too`);
      return [unverified('not-skipped', [wanted.context, event], because, conditionAt(skip.by))];
    }),
  );
}

function conditionAt({ job }: Step): Location {
  return job.condition?.at ?? job.at;
}

/** Whether the context is missing when a job is skipped: of a matrix, with a name of expressions, or behind a call. */
export function nameWhenSkipped(wanted: Wanted, facts: CheckFacts): Finding[] {
  const rule = 'name-when-skipped';
  return mergeEvents(facts).flatMap((event): Finding[] => {
    const made = madeFor(wanted, event);
    const about = [wanted.context, event];
    for (const { check, run } of made) {
      const callers = run.steps.slice(0, -1);
      const caller = callers.find(({ runs }) => runs.afterSuccess !== true);
      const own = check.expanded && certainText(check.skippedAs) !== wanted.context ? run.steps.at(-1) : undefined;
      const step = caller ?? (own?.runs.afterSuccess === true ? undefined : own);
      if (step === undefined) continue;
      const reported = caller === undefined ? shownName(check.skippedAs) : (step.job.name?.value ?? step.job.id);
      const words = {
        message: `${quote(wanted.context)} is not reported when the job ${step.job.id} is skipped by its if`,
        expected: wanted.context,
        actual: reported,
        fix: 'skip steps instead of the job, or require a job that needs it and always runs',
      };
      return [failed(rule, about, words, conditionAt(step))];
    }
    return made.length === 0 ? [] : [passed(rule, about, 'keeps its name', made[0]?.check.at)];
  });
}

/** Whether the job is skipped, and so counts as success, when a job that it needs fails, and nothing else holds the change up then. */
export function runsAfterFailure(wanted: Wanted, facts: CheckFacts, isRequired: IsRequiredJob): Finding[] {
  const rule = 'runs-after-failure';
  return mergeEvents(facts).flatMap((event): Finding[] => {
    const made = madeFor(wanted, event).filter(({ step }) => step.job.needs.length > 0);
    const about = [wanted.context, event];
    for (const { check, step } of made) {
      // A skipped job of a matrix most often reports under another name, so that the context stays pending.
      if (
        !keepsName(check, step, wanted.context) ||
        step.runs.afterFailure === true ||
        needsAreRequired(check, step, isRequired)
      )
        continue;
      const needs = step.job.needs.map(({ value }) => value).join(', ');
      const at = step.job.condition?.at ?? step.job.needs[0]?.at ?? step.job.at;
      if (step.runs.afterFailure === undefined) {
        const message = `whether ${quote(wanted.context)} runs when ${needs} fails depends on its if; skipped counts as success`;
        return [unverified(rule, about, inconclusive(message, 'if: always(), and a step that checks the results'), at)];
      }
      const words = {
        message: `${quote(wanted.context)} is skipped when ${needs} fails, and GitHub takes that for success`,
        expected: 'if: always()',
        actual: step.job.condition === undefined ? `needs: ${needs}` : `if: ${step.job.condition.value}`,
        fix: `write if: always() and check needs.*.result in a step of ${makerText(check)}`,
      };
      return [failed(rule, about, words, at)];
    }
    return made.length === 0 ? [] : [passed(rule, about, 'a failure before it cannot make it pass', made[0]?.check.at)];
  });
}

function needsAreRequired({ workflow, jobs }: ProducedCheck, { job }: Step, isRequired: IsRequiredJob): boolean {
  return job.needs.every(({ value }) => isRequired(workflow, [...jobs.slice(0, -1), value]));
}

export function workflowEnabled({ context, makers }: Wanted, { disabled }: CheckFacts): Finding | undefined {
  const rule = 'workflow-enabled';
  const [maker] = makers;
  if (maker === undefined || disabled === undefined) return undefined;
  if (!disabled.known) return unverified(rule, [context], disabled.because, maker.at);
  const stateOf = (check: ProducedCheck): string | undefined =>
    disabled.value.find(({ path }) => path === check.workflow)?.state;
  const running = makers.find((check) => stateOf(check) === undefined);
  if (running !== undefined) return passed(rule, [context], `${running.workflow} is not disabled`, running.at);
  const words = {
    message: `${quote(context)} is never reported: ${maker.workflow} is disabled`,
    expected: 'active',
    actual: stateOf(maker) ?? 'disabled',
    fix: `enable ${maker.workflow}: gh workflow enable ${maker.workflow.split('/').at(-1) ?? maker.workflow}`,
  };
  return failed(rule, [context], words, maker.at);
}
