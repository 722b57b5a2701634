import { posix } from 'node:path';
import { usualConfig } from '../../core/inputs.ts';
import type { Json } from '../../core/json.ts';
import { decidingControl } from '../../core/step-report.ts';
import type { ActionStep, Granted, Job, ReadWorkflow, Workflow } from '../workflow/workflow.ts';
import { compositeOf, controlOf } from './suite-step.ts';

/** A step of a workflow that runs a control. A step with a composite is one for each of the controls in it. */
export interface SuiteStep {
  workflow: Workflow;
  job: Job;
  step: ActionStep;
  control: string;
  /** The name of the action: that of the control, or of the composite that runs it. */
  action: string;
  /** The folder that is judged: `.` is the top. Undefined where an expression says that or whether it runs, or where another configuration is named. */
  place: string | undefined;
}

/** All steps that run controls, in the order of files, jobs and steps. */
export function suiteSteps(workflows: readonly ReadWorkflow[]): SuiteStep[] {
  return workflows.flatMap(({ workflow }) =>
    (workflow?.jobs ?? []).flatMap((job) =>
      job.actions.flatMap((step) =>
        workflow === undefined ? [] : runBy(step).map((run) => ({ workflow, job, step, ...run })),
      ),
    ),
  );
}

/** What a step runs; a composite leaves out what its caller says another job has. */
function runBy(step: ActionStep): Pick<SuiteStep, 'control' | 'action' | 'place'>[] {
  const place = placeOf(step);
  const control = controlOf(step.value);
  if (control !== undefined) return [{ control, action: control, place }];
  const composite = compositeOf(step.value);
  if (composite === undefined) return [];
  const { name: action, controls, mayBeApart } = composite;
  return controls.flatMap((each) => {
    const said = mayBeApart.includes(each) ? `${stringOf(inputNamed(step, each))}` : '';
    // The comparison of an expression takes upper for lower case.
    if (said.toLowerCase() === 'apart') return [];
    return [{ control: each, action, place: said.includes('${{') ? undefined : place }];
  });
}

/** What a step is given for an input, whose name is in lower case. GitHub takes it in upper and lower case for the same. */
export function inputNamed({ inputs }: ActionStep, name: string): Json | undefined {
  return [...inputs].find(([key]) => key.toLowerCase() === name)?.[1];
}

function stringOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/**
 * Whether a step runs its control: a composite passes over those that the configuration does not ask for, which is known of the top only. It
 * never passes over the decision.
 */
export function isRun({ control, action, place }: SuiteStep, asked: ReadonlySet<string>): 'yes' | 'no' | 'unknown' {
  if (action === control || control === decidingControl) return 'yes';
  if (place !== '.') return 'unknown';
  return asked.has(control) ? 'yes' : 'no';
}

function placeOf({ inputs }: ActionStep): string | undefined {
  const [folder = '', config = ''] = ['working-directory', 'config'].map((name) => {
    const given = inputs.get(name);
    return typeof given === 'object' && given !== null ? '' : `${given ?? ''}`;
  });
  if (`${folder}${config}`.includes('${{')) return undefined;
  if (config !== '' && posix.normalize(config) !== usualConfig) return undefined;
  return posix.normalize(folder === '' ? '.' : folder).replace(/(.)\/$/, '$1');
}

/** What a job grants for a scope; undefined where neither it nor its workflow says, and the settings of the repository decide. */
export function grantOf(
  { workflow, job }: Pick<SuiteStep, 'workflow' | 'job'>,
  scope: string,
): 'none' | 'read' | 'write' | undefined {
  const granted: Granted | undefined = (job.permissions ?? workflow.permissions)?.value;
  if (granted === undefined) return undefined;
  if (granted === 'read-all') return 'read';
  if (granted === 'write-all') return 'write';
  const level = Object.hasOwn(granted, scope) ? granted[scope] : 'none';
  return level === 'read' || level === 'write' ? level : 'none';
}

/** Whether the steps before this one check out the files, and how much of the history: `unknown` where an expression says. */
export function checkoutBefore({ job, step }: Pick<SuiteStep, 'job' | 'step'>): 'none' | 'one' | 'all' | 'unknown' {
  const before = job.actions.slice(0, job.actions.indexOf(step));
  const last = before.filter(({ value }) => value.startsWith('actions/checkout@')).at(-1);
  if (last === undefined) return 'none';
  const depth = last.inputs.get('fetch-depth');
  if (typeof depth === 'string' && depth.includes('${{')) return 'unknown';
  return depth !== undefined && Number(depth) === 0 ? 'all' : 'one';
}

/** The jobs that a job waits for, also through others, in lower case. */
export function waitsFor(workflow: Workflow, job: Job): ReadonlySet<string> {
  const found = new Set(job.needs.map(({ value }) => value.toLowerCase()));
  for (const id of found) {
    const next = workflow.jobs.find((each) => each.id.toLowerCase() === id);
    for (const { value } of next?.needs ?? []) found.add(value.toLowerCase());
  }
  return found;
}

/**
 * What jobs and steps run that is not looked into from here: workflows of other repositories, actions that are none of the suite, and steps of
 * which an expression says what they judge.
 */
export function unseenUses(workflows: readonly ReadWorkflow[]): string[] {
  const found = workflows.flatMap(({ workflow }) =>
    (workflow?.jobs ?? []).flatMap(({ uses, actions }) => [
      ...(uses?.value.kind === 'remote' ? [`${uses.value.owner}/${uses.value.repository}/${uses.value.path}`] : []),
      // A composite action of the same repository, or of a suite, may chain controls.
      ...actions
        .filter(
          (step) =>
            runBy(step).length === 0 && (/^(?:\.|\$)\//.test(step.value) || /\/actions\/[a-z-]+@/.test(step.value)),
        )
        .map(({ value }) => value),
    ]),
  );
  const unclear = suiteSteps(workflows)
    .filter(({ place }) => place === undefined)
    .map(({ workflow, step }) => `${workflow.path}:${step.at.line}`);
  return [...new Set([...found.sort(), ...unclear])];
}
