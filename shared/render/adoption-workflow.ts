import type { PlannedJob } from '../core/adoption.ts';
import { version } from '../core/version.ts';
import { yamlLines } from './yaml.ts';

/** The action that checks files out, by the commit of a release: its name there, and the comment that tools keep current. */
export const checkout = { commit: '3d3c42e5aac5ba805825da76410c181273ba90b1', release: 'v7.0.1' } as const;
const suite = 'release-governance/release-governance';

/** Where a first workflow runs, and which code. */
export interface WorkflowSetting {
  /** The default branch; undefined where it cannot be named, and then nothing runs on pushes. */
  branch: string | undefined;
  /** The commit of the release of the suite; without it the release is named. */
  commit: string | undefined;
}

/** Whether a branch can be named in a workflow: no expression may be written where its name stands. */
export function isNameable(branch: string): boolean {
  return !branch.includes('${{');
}

/** A first workflow: a job for each control, with its permissions and no others, and the decision over all of them last. */
export function workflowText(jobs: readonly PlannedJob[], { branch, commit }: WorkflowSetting): string {
  const others = jobs.filter(({ id }) => id !== 'decision');
  const decision = jobs.find(({ id }) => id === 'decision');
  const lines = [
    '# Judges what .github/release-governance.yml asks for.',
    ...(decision === undefined
      ? []
      : [`# Require the check ${JSON.stringify(decision.name ?? decision.id)} in branch protection.`]),
    commit === undefined
      ? `# Actions are named by release here; for a pin that nobody can move, write the commit of the release and # v${version} behind it.`
      : '# Actions are named by the commit of their release, which nobody can move.',
    'name: release-governance',
    'on:',
    '  pull_request:',
    '  merge_group:',
    ...(branch === undefined
      ? []
      : ['  push:', ...yamlLines({ branches: [branch.replace(/[*?+[\]!\\]/g, '\\$&')] }, 4)]),
    'permissions: {}',
    'jobs:',
    ...jobs.flatMap((job) => jobLines(job, job.id === 'decision' ? others.map(({ id }) => id) : [], commit)),
  ];
  return `${lines.join('\n')}\n`;
}

function jobLines(job: PlannedJob, needs: readonly string[], commit: string | undefined): string[] {
  const ref = commit === undefined ? `v${version}` : `${commit} # v${version}`;
  const decides = job.id === 'decision';
  const given = Object.entries(job.inputs).map(([input, value]): [string, string] => [input, value]);
  const secret = Object.entries(job.secrets);
  return [
    `  ${job.id}:`,
    ...(job.name === undefined ? [] : yamlLines({ name: job.name }, 4)),
    // A decision that does not run when something failed would be none.
    ...(decides ? ['    if: always()', `    needs: [${needs.join(', ')}]`] : []),
    '    runs-on: ubuntu-latest',
    '    timeout-minutes: 10',
    '    permissions:',
    ...yamlLines({ ...job.permissions }, 6),
    '    steps:',
    ...checkoutLines(job.checkout),
    `      - uses: ${suite}/actions/${job.control}@${ref}`,
    ...(given.length === 0 ? [] : ['        with:', ...yamlLines(Object.fromEntries(given), 10)]),
    ...(secret.length === 0
      ? []
      : ['        # with:', ...secret.map(([input, name]) => `        #   ${input}: \${{ secrets.${name} }}`)]),
  ];
}

function checkoutLines(depth: PlannedJob['checkout']): string[] {
  if (depth === 'none') return [];
  return [
    `      - uses: actions/checkout@${checkout.commit} # ${checkout.release}`,
    '        with:',
    ...(depth === 'all' ? ['          fetch-depth: 0'] : []),
    '          persist-credentials: false',
  ];
}
