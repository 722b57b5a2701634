import type { AnyControl } from '../../core/control.ts';
import type { Reach } from '../../core/diagnosis.ts';
import { listed } from '../../parse/text.ts';
import { needsOf } from '../control-needs/needs.ts';
import { isAlways, isSuccess } from './conditions.ts';
import { checkoutBefore, grantOf, type SuiteStep } from './workflow-steps.ts';

/** What keeps a control from verifying all that it is asked, and how much is left. */
export interface Limit {
  reach: Reach;
  because?: string;
}

type Run = Pick<AnyControl, 'name' | 'permissions'>;

/**
 * What the steps that run a control on an event keep it from: those of the step with the fewest. Empty where one of them runs on every such
 * event, with the files, the permissions and the secrets that the control needs. `secrets` are the inputs that the configuration has a use for.
 */
export function stepLimits(
  control: Run,
  event: string,
  steps: readonly SuiteStep[],
  secrets: readonly string[],
): readonly Limit[] {
  const each = steps
    .filter(
      (step) => step.control === control.name && step.workflow.triggers.some((trigger) => trigger.event === event),
    )
    .map((step) => [
      ...conditions(step, event),
      ...permissions(step, control),
      ...files(step),
      ...unset(step, secrets),
    ]);
  return each.sort((a, b) => a.length - b.length)[0] ?? [];
}

/** Filters that the workflow of a whole repository has anyway: which branches are pushed to. */
function conditions({ workflow, job, step }: SuiteStep, event: string): Limit[] {
  const limits: Limit[] = [];
  if (job.needs.length > 0 && (job.condition === undefined || isSuccess(job.condition.value)))
    limits.push({
      reach: 'part',
      because: `its job is skipped where ${listed(job.needs.map(({ value }) => value))} failed`,
    });
  for (const condition of [job.condition, step.condition]) {
    if (condition === undefined || isAlways(condition.value) || isSuccess(condition.value)) continue;
    limits.push({
      reach: 'part',
      because: `its ${condition === job.condition ? 'job' : 'step'} runs only if ${condition.value}`,
    });
  }
  const triggers = workflow.triggers.filter((trigger) => trigger.event === event);
  for (const { kind, value } of triggers.flatMap(({ filters }) => filters)) {
    if (event === 'push' && (kind === 'branches' || kind === 'tags')) continue;
    limits.push({ reach: 'part', because: `its workflow runs only for ${kind}: ${listed(value)}` });
  }
  return limits;
}

function permissions(step: SuiteStep, control: Run): Limit[] {
  return Object.entries(control.permissions).flatMap(([scope, level]): Limit[] => {
    const granted = grantOf(step, scope);
    if (granted === 'write' || granted === level) return [];
    const because =
      granted === undefined
        ? `the settings of the repository decide whether its job gets ${scope}: ${level}`
        : `its job lacks ${scope}: ${level}`;
    return [{ reach: 'part', because }];
  });
}

function files(step: SuiteStep): Limit[] {
  const { history } = needsOf(step.control);
  const has = checkoutBefore(step);
  if (history === 'none' || has === 'all' || (history === 'one' && has === 'one')) return [];
  if (has === 'unknown')
    return history === 'one' ? [] : [{ reach: 'part', because: 'an expression says how much of the history it gets' }];
  return [
    {
      reach: 'part',
      because: has === 'none' ? 'nothing is checked out before it' : 'it gets one commit of the history',
    },
  ];
}

function unset({ step }: SuiteStep, secrets: readonly string[]): Limit[] {
  const missing = secrets.filter((input) => !step.inputs.has(input));
  return missing.length === 0 ? [] : [{ reach: 'part', because: `its step is given no ${missing.join(', ')}` }];
}
