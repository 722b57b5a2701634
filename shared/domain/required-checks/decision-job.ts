import type { Location } from '../../core/location.ts';
import { quote } from '../../parse/text.ts';
import { certainText, shownName } from '../check-names/check-name.ts';
import type { ProducedCheck, Step } from '../check-names/produced-check.ts';
import { runsOf } from '../workflow/condition.ts';
import { filterEffect } from '../workflow/filter-effect.ts';
import type { ActionStep } from '../workflow/workflow.ts';
import { interference } from './decision-surroundings.ts';
import type { CheckFacts } from './facts.ts';
import { type Finding, failed, inconclusive, passed, unverified } from './finding.ts';
import { listed } from './policy-rules.ts';
import { mergeEvents, unknownFilter } from './run-rules.ts';
import { skipsWhen } from './skip.ts';
import { branchText, makerText } from './wanted.ts';

/**
 * Whether the job that makes the decision is required, from the right app, and always runs: what it decides holds nothing
 * up otherwise.
 */
export function decisionJob(facts: CheckFacts): Finding[] {
  const { isDecision } = facts;
  if (isDecision === undefined) return [];
  const all = facts.produced.checks.filter((check) =>
    check.runs.some(({ steps }) => decisionSteps(steps.at(-1), isDecision).length > 0),
  );
  // One that decides on releases alone is not asked to hold changes up.
  const merging = all.filter(({ runs }) => runs.some(({ trigger }) => mergingEvents.has(trigger.event)));
  const jobs = merging.length > 0 ? merging : all;
  const unread = facts.produced.checks.find(({ because }) => because !== undefined);
  if (jobs.length === 0 && unread?.because !== undefined) {
    const { because, at } = unread;
    return [
      unverified('decision-is-required', ['executive-summary'], because, at),
      unverified('decision-always-runs', ['executive-summary'], because, at),
    ];
  }
  if (jobs.length === 0) {
    const words = {
      message: 'no job of the workflows makes the decision',
      expected: 'a job that uses executive-summary',
      actual: 'none',
      fix: 'add a job with executive-summary that runs on pull_request with if: always()',
    };
    return [
      failed('decision-is-required', ['executive-summary'], words),
      failed('decision-always-runs', ['executive-summary'], words),
    ];
  }
  return jobs.flatMap((check) => [
    isRequired(check, facts),
    ...mergeEvents(facts).map((event) => alwaysRuns(check, event, facts)),
  ]);
}

const mergingEvents: ReadonlySet<string> = new Set(['pull_request', 'pull_request_target', 'merge_group']);

function decisionSteps(
  step: Step | undefined,
  isDecision: NonNullable<CheckFacts['isDecision']>,
): readonly ActionStep[] {
  return step === undefined ? [] : step.job.actions.filter((action) => isDecision(action, step.path));
}

function isRequired(check: ProducedCheck, facts: CheckFacts): Finding {
  const { required, actionsApp, branch } = facts;
  const rule = 'decision-is-required';
  const name = certainText(check.name);
  const about = [check.workflow, ...check.jobs];
  if (check.refused !== undefined) return refusedWorkflow(rule, about, check);
  if (name === undefined) {
    const message = `the name of ${makerText(check)} (${shownName(check.name)}) depends on ${check.name.unknown.join(', ')}`;
    return unverified(rule, about, check.because ?? inconclusive(message, 'a name without expressions'), check.at);
  }
  if (!required.known) return unverified(rule, about, required.because, check.at);
  const found = required.value.filter(({ context }) => context === name);
  const right = found.find(({ app }) => app === actionsApp);
  if (right !== undefined) return passed(rule, about, `is required by ${right.source.text}`, check.at);
  const words = {
    message:
      found.length === 0
        ? `${branchText(facts)} does not require ${quote(name)}, the job that makes the decision`
        : `${quote(name)}, the job that makes the decision, is not required from app ${actionsApp}`,
    expected: `${name} from app ${actionsApp}`,
    actual: listed(
      found.length === 0
        ? required.value.map(({ context }) => context)
        : found.map(({ app }) => (app === undefined ? 'from any app' : `from app ${app}`)),
    ),
    fix: `require ${quote(name)} with integration_id: ${actionsApp} for ${branch ?? 'it'}`,
  };
  return failed(rule, about, words, check.at);
}

function refusedWorkflow(
  rule: 'decision-is-required' | 'decision-always-runs',
  about: readonly string[],
  check: ProducedCheck,
): Finding {
  const { refused } = check;
  const words = {
    message: `GitHub refuses ${check.workflow}, which ${refused?.message ?? 'is not valid'}`,
    expected: 'a workflow that GitHub accepts',
    actual: refused?.message ?? 'not valid',
    fix: refused?.fix ?? `repair ${refused?.at.path ?? check.workflow}`,
  };
  return failed(rule, about, words, refused?.at ?? check.at);
}

function alwaysRuns(check: ProducedCheck, event: string, facts: CheckFacts): Finding {
  const rule = 'decision-always-runs';
  const about = [check.workflow, ...check.jobs, event];
  if (check.refused !== undefined) return refusedWorkflow(rule, about, check);
  const run = check.runs.find(({ trigger }) => trigger.event === event);
  const wrong = (message: string, expected: string, actual: string, fix: string, at = check.at): Finding =>
    failed(
      rule,
      about,
      { message: `${makerText(check)} makes the decision, and ${message}`, expected, actual, fix },
      at,
    );
  if (run === undefined) {
    const events = listed(check.runs.map(({ trigger }) => trigger.event));
    return wrong(`does not run on ${event}`, event, events, `add ${event}: to on: of ${check.workflow}`);
  }
  const { runs, filters } = filterEffect(run.trigger, facts.branch);
  const [filter] = filters;
  if (filter !== undefined && runs === 'unknown') {
    return unverified(rule, about, unknownFilter(`${filter.kind} of ${event}`, facts), filter.at);
  }
  if (filter !== undefined && runs !== 'always') {
    const actual = `${filter.kind}: ${filter.value.join(', ')}`;
    return wrong(`${filter.kind} can keep it away`, 'no filter', actual, `remove ${filter.kind}`, filter.at);
  }
  const blind = run.steps.find(({ job }) => job.continueOnError !== undefined && job.continueOnError.value !== false);
  if (blind?.job.continueOnError !== undefined) {
    const { value, at } = blind.job.continueOnError;
    // Its check has been seen to be red all the same; that of a job which another one needs is success.
    const message = `${makerText(check)} makes the decision with continue-on-error: ${value}; whether its check fails then is not documented`;
    return unverified(rule, about, inconclusive(message, 'no continue-on-error'), at);
  }
  const skippable = run.steps.map((step) => ({ step, when: skipsWhen(step) })).find(({ when }) => when !== undefined);
  if (skippable?.when !== undefined) {
    const { step, when } = skippable;
    const at = step.job.condition?.at ?? step.job.at;
    const actual = step.job.condition === undefined ? 'no if' : `if: ${step.job.condition.value}`;
    if (when.certain) return wrong(`is skipped ${when.words}`, 'if: always()', actual, 'write if: always()', at);
    const message = `whether ${makerText(check)} is skipped ${when.words} is not in the files`;
    return unverified(rule, about, inconclusive(message, 'if: always()'), at);
  }
  const step = stepProblem(run.steps.at(-1), event, facts);
  if (step === undefined) return passed(rule, about, `runs on every ${event}`, run.trigger.at);
  const { what, actual, fix, at } = step;
  if (step.certain) return wrong(what, 'a step that always decides', actual, fix, at);
  const message = `whether the step of ${makerText(check)} decides is not in the files: ${what}`;
  return unverified(rule, about, inconclusive(message, fix), at);
}

/** Why the job can succeed without the word of its step; undefined when one of its steps always decides. */
function stepProblem(
  step: Step | undefined,
  event: string,
  { isDecision }: CheckFacts,
): { certain: boolean; what: string; actual: string; fix: string; at: Location } | undefined {
  const actions = isDecision === undefined ? [] : decisionSteps(step, isDecision);
  const problems = actions.map((action) => {
    const { condition, continueOnError } = action;
    if (continueOnError !== undefined && continueOnError.value !== false) {
      const actual = `continue-on-error: ${continueOnError.value}`;
      const what = 'the failure of its step does not count';
      return { certain: true, what, actual, fix: 'remove continue-on-error from the step', at: continueOnError.at };
    }
    const around = step === undefined ? undefined : interference(action, step.job, step.env);
    if (around !== undefined) return around;
    if (condition === undefined) return undefined;
    const scope = { contexts: new Map([['github', new Map([['event_name', event]])]]), partial: new Set(['github']) };
    const runs = runsOf(condition.value, false, { success: scope, otherwise: scope }).afterSuccess;
    const [actual, fix] = [`if: ${condition.value}`, 'remove if from the step'];
    return runs === true
      ? undefined
      : {
          certain: runs === false,
          what: runs === false ? 'its step is skipped' : 'its step can be skipped',
          actual,
          fix,
          at: condition.at,
        };
  });
  return problems.includes(undefined) ? undefined : problems[0];
}
