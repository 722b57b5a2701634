import { type CompositeParts, compositeParts } from '../core/composites.ts';
import type { AnyControl } from '../core/control.ts';
import { commonFields, type Field, type Fields } from '../core/inputs.ts';

/** An action that runs several controls in one job, with one summary. */
export interface Composite extends CompositeParts {
  name: keyof typeof compositeParts;
  title: string;
  description: string;
}

/** All of them. */
export const composites: readonly Composite[] = [
  {
    name: 'contract-governance',
    title: 'Contract governance',
    description:
      'Judges a change of a contract: pin, mirror and matrix, what must change together, who breaks, and the cutover.',
    ...compositeParts['contract-governance'],
  },
  {
    name: 'release-gate',
    title: 'Release gate',
    description:
      'Judges a release: what proves it, its KPIs, its checklists and its sign-off, and decides go or no-go.',
    ...compositeParts['release-gate'],
  },
  {
    name: 'repository-audit',
    title: 'Repository audit',
    description:
      'Judges a repository: whether its protection is what the policy asks, and its required checks can report.',
    ...compositeParts['repository-audit'],
  },
];

/** What a workflow must grant a composite: all that its controls need. */
export function permissionsOf({ controls: names }: Composite, controls: readonly AnyControl[]): Record<string, string> {
  const all = names.flatMap((name) => Object.entries(controlNamed(name, controls).permissions));
  const granted: Record<string, string> = {};
  for (const [permission, access] of all.sort(([a], [b]) => (a < b ? -1 : 1)))
    if (granted[permission] !== 'write') granted[permission] = access;
  return granted;
}

/** What a composite hands to each of its controls, besides their tokens. */
const handed = ['config', 'profile', 'working-directory', 'token'] as const;

interface Input {
  description: string;
  required: false;
  default?: string;
}

/** The action.yml of a composite, as data. `describe` words a field as the action.yml of its control does. */
export function compositeAction(
  { title, description, controls: names, mayBeApart }: Composite,
  controls: readonly AnyControl[],
  describe: (field: Field<unknown>) => string,
): Record<string, unknown> {
  const members = names.map((name) => controlNamed(name, controls));
  const decides = members.some(({ kind }) => kind === 'decide');
  const inputs: Record<string, Input> = {};
  for (const name of handed)
    inputs[name] = {
      description: describe(commonFields[name]),
      required: false,
      ...(name === 'token' ? { default: '${{ github.token }}' } : {}),
    };
  for (const { inputs: own } of members)
    for (const [name, field] of Object.entries(own as Fields))
      if (field.shape === 'secret') inputs[name] ??= { description: field.description, required: false };
  for (const control of members)
    if (hasTask(control))
      inputs[`${control.name}-task`] = {
        description: `The task of ${control.name}, where its configuration asks for several.`,
        required: false,
      };
  for (const name of mayBeApart)
    inputs[name] = {
      description: `apart: another job of the run has ${name}, and it is left out here. Default: here.`,
      required: false,
    };
  inputs['artifact-key'] = { description: describe(commonFields['artifact-key']), required: false };
  const outputs = {
    status: {
      description: 'The worst status of all: passed, failed, unverified, not-applicable or error.',
      value: '${{ steps.job-summary.outputs.status }}',
    },
    ...Object.fromEntries(
      members.map(({ name }) => [
        `${name}-status`,
        { description: `The status of ${name}.`, value: `\${{ steps.${name}.outputs.status }}` },
      ]),
    ),
    ...(decides
      ? {
          decision: {
            description: 'go, conditional-go or no-go; no-go too where a step broke or its report was not delivered.',
            value: '${{ steps.job-summary.outputs.decision }}',
          },
          artifact: {
            description: 'Name of the artifact that has the decision; empty where none was uploaded.',
            value: '${{ steps.executive-summary.outputs.artifact }}',
          },
        }
      : {}),
  };
  const summary = {
    id: 'job-summary',
    if: '${{ always() }}',
    uses: '$/actions/job-summary',
    with: {
      title,
      'working-directory': '${{ inputs.working-directory }}',
      reports: `${members.map(({ name }) => `${name}=\${{ steps.${name}.outcome }} \${{ steps.${name}.outputs.report }}`).join('\n')}\n`,
    },
  };
  return {
    name: title,
    description,
    inputs,
    outputs,
    runs: { using: 'composite', steps: [...members.map((control) => stepOf(control, mayBeApart)), summary] },
    branding: { icon: 'check-circle', color: 'blue' },
  };
}

function stepOf(control: AnyControl, mayBeApart: readonly string[]): Record<string, unknown> {
  const { name, kind } = control;
  const here = mayBeApart.includes(name) ? ` && inputs.${name} != 'apart'` : '';
  const task = hasTask(control);
  const secrets = Object.entries(control.inputs as Fields).filter(([, field]) => field.shape === 'secret');
  const key = 'inputs.artifact-key';
  return {
    id: name,
    // A step that failed says nothing about the next one.
    if: `\${{ always()${here} }}`,
    uses: `$/actions/${name}`,
    with: {
      ...Object.fromEntries(
        [...handed, ...secrets.map(([secret]) => secret)].map((each) => [each, `\${{ inputs.${each} }}`]),
      ),
      ...(task ? { task: `\${{ inputs.${name}-task }}` } : {}),
      'artifact-key': `\${{ ${task ? `inputs.${name}-task || ${key}` : key} }}`,
      ...(kind === 'decide' ? {} : { 'if-not-configured': 'skip' }),
      summary: 'off',
      annotations: 'off',
    },
  };
}

function hasTask({ inputs }: AnyControl): boolean {
  return Object.hasOwn(inputs, 'task');
}

/** The control of that name. Throws where there is none. */
export function controlNamed(name: string, controls: readonly AnyControl[]): AnyControl {
  const control = controls.find((each) => each.name === name);
  if (control === undefined) throw new Error(`there is no control ${name}`);
  return control;
}

/** The last step of a composite. */
export const jobSummaryAction: Record<string, unknown> = {
  name: 'Job summary',
  description:
    'One job summary and one set of annotations over the reports of several steps; the last step of the composites.',
  inputs: {
    reports: {
      description:
        'What the steps left, a line each: the control, =, the outcome of its step, and the path of its report; skipped alone is a control of another job.',
      required: true,
    },
    title: { description: 'What the summary is called.', required: false, default: 'Governance' },
    'report-dir': { description: 'The folder of the reports, where the steps were given one.', required: false },
    'working-directory': { description: commonFields['working-directory'].description, required: false },
  },
  outputs: {
    status: { description: 'The worst status of all; error where a report is missing, or nothing is asked for.' },
    decision: { description: 'The decision where one of them makes it; no-go where a report is missing.' },
  },
  runs: { using: 'node24', main: '../../dist/job-summary.js' },
  branding: { icon: 'check-circle', color: 'blue' },
};
