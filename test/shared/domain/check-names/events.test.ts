import { expect, test } from '@jest/globals';
import { workflowsOf } from '../../../support/workflows.ts';

const events = ['push', 'pull_request', 'merge_group', 'workflow_dispatch'];
const matrix =
  'strategy: { matrix: { os: [a, b], node: [1, 2], exclude: [{ os: a, node: 1 }], include: [{ os: b, extra: x }] } }';

const jobs: [name: string, job: string][] = [
  ['a plain matrix', matrix],
  ['a name with the matrix', `{ name: "t \${{ matrix.os }} \${{ strategy.job-index }}", ${matrix} }`],
  ['a condition on the event', `{ if: "github.event_name == 'push'", ${matrix} }`],
  ['a name with the event', `{ name: "\${{ github.event_name }} \${{ matrix.os }}", ${matrix} }`],
  ['a name that several events share', `{ name: "t \${{ github.event_name == 'push' }}", ${matrix} }`],
  ['inputs in the name', '{ name: "t ${{ inputs.x }}" }'],
  ['a matrix of the event', `{ strategy: { matrix: { event: ["\${{ github.event_name }}"] } } }`],
  [
    'a called workflow',
    `{ uses: ./.github/workflows/called.yml, ${matrix}, with: { x: "\${{ github.event_name }}" } }`,
  ],
];

const called = `on: { workflow_call: { inputs: { x: { type: string } } } }
jobs: { inner: { runs-on: u, steps: [{run: x}], name: "in \${{ inputs.x }}", ${matrix} }, fixed: { runs-on: u, steps: [{run: x}], name: "f \${{ matrix.os }}", ${matrix} } }`;

async function checksOf(job: string, on: readonly string[]): Promise<Map<string, string[]>> {
  const body = job.startsWith('{') ? job.slice(1, -1) : job;
  const start = body.includes('uses:') ? '' : 'runs-on: u, steps: [{run: x}], ';
  const text = `on: [${on.join(', ')}]\njobs: { test: { ${start}${body} } }\n`;
  const { produced } = await workflowsOf({ 'ci.yml': text, 'called.yml': called });
  expect(produced.problems).toEqual([]);
  const found = new Map<string, string[]>();
  for (const check of produced.checks) {
    const key = JSON.stringify([check.jobs, check.name]);
    const runs = check.runs.map(({ trigger, steps }) =>
      JSON.stringify([trigger.event, steps.map((step) => step.runs)]),
    );
    found.set(key, [...(found.get(key) ?? []), ...runs].sort());
  }
  return found;
}

test.each(jobs)('%s: several events make what each makes alone', async (_, job) => {
  const together = await checksOf(job, events);
  const apart = new Map<string, string[]>();
  for (const event of events)
    for (const [key, runs] of await checksOf(job, [event])) apart.set(key, [...(apart.get(key) ?? []), ...runs].sort());
  expect(together).toEqual(apart);
  expect(together.size).toBeGreaterThan(0);
});
