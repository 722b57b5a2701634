import { createHash } from 'node:crypto';
import { beforeAll, expect, test } from '@jest/globals';
import { consumerFiles } from '../support/contract-files.ts';
import { type FinishedRun, runWorkflow, workflowToken } from './run-workflow.ts';
import { findTools, type Tools } from './tools.ts';
import { after, checkout, control, forEach, type Job, workflowText } from './workflows.ts';

/* What the other end-to-end tests rest on: the runner and the API around it are like GitHub's. */

let tools: Tools;
beforeAll(() => {
  tools = findTools();
}, 600_000);

function conclusions({ jobs }: FinishedRun): Record<string, unknown> {
  return Object.fromEntries(Object.entries(jobs).map(([name, { conclusion }]) => [name, conclusion]));
}

function printed(run: FinishedRun, job: string, step: number): string[] {
  return run.jobs[job]?.steps[step]?.log ?? [];
}

test('a step sees what GitHub gives it: the commit of the run, its names and numbers, Node 24, and no secret', async () => {
  const facts: Job = {
    outputs: { node: '${{ steps.node.outputs.version }}' },
    steps: [
      checkout,
      { run: 'env | sort' },
      { run: 'git rev-parse HEAD && git status --short' },
      { id: 'node', run: 'echo "version=$(node --version)" >> "$GITHUB_OUTPUT"' },
    ],
  };
  const last = after({ facts }, { steps: [{ run: 'echo "${{ needs.facts.outputs.node }}"' }] });
  const run = await runWorkflow(tools, {
    workflow: workflowText({ facts, last }),
    base: { 'a.txt': 'x' },
    runId: 202,
    attempt: 3,
  });
  const env = Object.fromEntries(printed(run, 'facts', 1).map((line) => line.split(/=(.*)/s)));
  expect(env).toMatchObject({
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_JOB: 'facts',
    GITHUB_REF: 'refs/pull/7/merge',
    GITHUB_REPOSITORY: 'harbour-example/desk',
    GITHUB_RUN_ATTEMPT: '3',
    GITHUB_RUN_ID: '202',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_SHA: run.consumer.runSha,
  });
  expect(Object.values(env).join()).not.toContain(workflowToken);
  expect(printed(run, 'facts', 2)).toEqual([run.consumer.runSha]);
  expect(printed(run, 'last', 0).join()).toMatch(/^v24\./);
});

test('jobs end as on GitHub: each leg of a matrix by itself, skipped ones, steps that may fail, and a last job after all', async () => {
  const jobs: Record<string, Job> = {
    legs: forEach(['first', 'second'], { steps: [{ run: 'test ${{ matrix.part }} = second' }] }),
    lenient: { steps: [{ run: 'exit 5', 'continue-on-error': true }] },
    never: { if: "github.event_name == 'push'", steps: [{ run: 'exit 1' }] },
    dependent: { needs: ['legs'], steps: [{ run: 'exit 0' }] },
  };
  const results = Object.keys(jobs).map((name) => `\${{ needs.${name}.result }}`);
  const last = after(jobs, { steps: [{ run: `echo ${results.join(' ')}` }, { run: 'exit 7' }] });
  const run = await runWorkflow(tools, { workflow: workflowText({ ...jobs, last }), base: { 'a.txt': 'x' } });
  expect(conclusions(run)).toEqual({
    'legs (first)': 'failure',
    'legs (second)': 'success',
    lenient: 'success',
    never: 'skipped',
    dependent: 'skipped',
    last: 'failure',
  });
  expect(run.exit).toBe(1);
  expect(run.jobs['lenient']?.steps[0]?.result).toBe('failure');
  expect(run.jobs['last']?.steps[1]?.exitCode).toBe(7);
  expect(printed(run, 'last', 0)).toEqual(['failure success skipped skipped']);
});

const look = `
const { GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID, TOKEN } = process.env;
const get = (path) => fetch(GITHUB_API_URL + '/repos/' + GITHUB_REPOSITORY + path, { headers: { authorization: 'Bearer ' + TOKEN } });
const { jobs } = await (await get('/actions/runs/' + GITHUB_RUN_ID + '/jobs')).json();
for (const { id, name, status, conclusion } of jobs) console.log(['job', id, name, status, conclusion ?? 'none'].join(' '));
const { artifacts } = await (await get('/actions/runs/' + GITHUB_RUN_ID + '/artifacts')).json();
for (const { id, name, workflow_run: run } of artifacts) {
  const { hash } = await import('node:crypto');
  const bytes = Buffer.from(await (await get('/actions/artifacts/' + id + '/zip')).arrayBuffer());
  console.log(['artifact', name, run.id, run.head_sha, 'sha256:' + hash('sha256', bytes, 'hex')].join(' '));
}
`;

test('a last job finds in the API what became of the earlier ones, and the artifacts that they uploaded', async () => {
  const jobs = { contracts: control('manifest-sync'), red: { steps: [{ run: 'exit 1' }] } };
  const env = { TOKEN: '${{ github.token }}' };
  const last = after(jobs, { steps: [checkout, { env, run: 'node look.mjs' }] });
  const run = await runWorkflow(tools, {
    workflow: workflowText({ ...jobs, last }),
    base: { ...consumerFiles(), 'look.mjs': look },
  });
  const [artifact] = run.artifacts;
  expect(artifact?.name).toBe('governance-manifest-sync-contracts-1');
  const digest = createHash('sha256')
    .update(artifact?.zip ?? '')
    .digest('hex');
  expect(artifact?.digest).toBe(`sha256:${digest}`);
  expect(printed(run, 'last', 1)).toEqual([
    'job 5001 contracts completed success',
    'job 5002 red completed failure',
    'job 5003 last in_progress none',
    `artifact governance-manifest-sync-contracts-1 101 ${run.consumer.headSha} sha256:${digest}`,
  ]);
});

test('a re-run finds the jobs and artifacts of the earlier attempt beside its own', async () => {
  const contracts = control('manifest-sync');
  const env = { TOKEN: '${{ github.token }}' };
  const last = after({ contracts }, { steps: [checkout, { env, run: 'node look.mjs' }] });
  const base = { ...consumerFiles(), 'look.mjs': look };
  const first = await runWorkflow(tools, { workflow: workflowText({ contracts, last }), base });
  const again = await runWorkflow(tools, {
    workflow: workflowText({ contracts, last }),
    base,
    attempt: 2,
    jobs: (happened) => [{ id: 4001, name: 'contracts', attempt: 1, conclusion: 'success' }, ...happened],
    artifacts: (uploaded) => [...first.artifacts, ...uploaded],
  });
  expect(again.artifacts.map(({ name }) => name)).toEqual(['governance-manifest-sync-contracts-2']);
  expect(printed(again, 'last', 1)).toEqual([
    'job 5001 contracts completed success',
    'job 5002 last in_progress none',
    ...[...first.artifacts, ...again.artifacts].map(
      ({ name, digest }) => `artifact ${name} 101 ${again.consumer.headSha} ${digest}`,
    ),
  ]);
});

test('a request to the API that nobody expects is a fault of the test', async () => {
  const asks: Job = { steps: [{ run: 'node -e "fetch(process.env.GITHUB_API_URL + \'/rate_limit\')"' }] };
  const running = runWorkflow(tools, { workflow: workflowText({ asks }), base: { 'a.txt': 'x' } });
  await expect(running).rejects.toThrow('no route for GET /rate_limit');
});

test('a workflow that act cannot run is a fault of the test', async () => {
  const running = runWorkflow(tools, {
    workflow: workflowText({ broken: { steps: [{ uses: './nothing', run: 'both' }] } }),
    base: { 'a.txt': 'x' },
  });
  await expect(running).rejects.toThrow(/act ran no job/);
});
