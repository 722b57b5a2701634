import { describe, expect, test } from '@jest/globals';
import { listJobs } from '../../../../shared/domain/run-jobs/run-job.ts';
import { client, expectRefused } from '../../../support/github-asking.ts';
import { forbidden, pages, payload } from '../../../support/github-routes.ts';
import { type Route, withGitHub } from '../../../support/github-server.ts';
import { at } from '../../../support/moments.ts';

const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs';
const head = 'a'.repeat(40);

const body = payload<'/repos/{owner}/{repo}/actions/runs/{run_id}/jobs'>({
  total_count: 2,
  jobs: [
    {
      id: 11,
      name: 'build (linux)',
      run_attempt: 2,
      status: 'completed',
      conclusion: 'success',
      started_at: '2026-11-20T12:00:00Z',
      head_sha: head,
    },
    { id: 12, name: 'later', run_attempt: 2, status: 'queued', conclusion: null, head_sha: head },
  ],
});
const [first, second] = body.jobs ?? [];

async function list(answer: Route) {
  return withGitHub({ [route]: answer }, async (server) => ({
    answer: await listJobs(client(server), 'acme/app', 101),
    requests: server.requests,
  }));
}

test('the jobs of all attempts, on all pages', async () => {
  const { answer, requests } = await list(pages([[first], [second]], (jobs) => ({ total_count: 2, jobs })));
  expect(answer).toEqual({
    ok: true,
    data: [
      {
        id: 11,
        name: 'build (linux)',
        attempt: 2,
        status: 'completed',
        conclusion: 'success',
        startedAt: at('2026-11-20T12:00:00Z'),
      },
      {
        id: 12,
        name: 'later',
        attempt: 2,
        status: 'queued',
        conclusion: null,
        startedAt: undefined,
      },
    ],
  });
  expect(requests.map(({ path }) => path)).toEqual(Array(2).fill('/repos/acme/app/actions/runs/101/jobs'));
  expect(requests.every(({ query }) => query['filter'] === 'all')).toBe(true);
});

describe('nothing is known', () => {
  test.each<[string, Route, string, string]>([
    ['without the permission', forbidden('integration', 'actions=read'), 'MISSING_PERMISSION', 'actions: read'],
    ['of jobs that are left out', { body: { total_count: 3, jobs: body.jobs } }, 'TRUNCATED', 'left out 1'],
    [
      'of a job without an attempt',
      { body: { total_count: 1, jobs: [{ ...first, run_attempt: undefined }] } },
      'GITHUB_DOWN',
      'run_attempt',
    ],
  ])('%s', async (_name, answer, code, words) => {
    expectRefused((await list(answer)).answer, code, words);
  });
});

test('a start that is no time counts as not started', async () => {
  const { answer } = await list({ body: { total_count: 1, jobs: [{ ...first, started_at: 'soon' }] } });
  expect(answer).toMatchObject({ ok: true, data: [{ startedAt: undefined }] });
});
