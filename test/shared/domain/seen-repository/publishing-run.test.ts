import { describe, expect, test } from '@jest/globals';
import { AuditWorkflow } from '../../../../shared/domain/seen-repository/config.ts';
import { publishingRun } from '../../../../shared/domain/seen-repository/publishing-run.ts';
import type { Audit } from '../../../../shared/domain/seen-repository/snapshot-worth.ts';
import { client } from '../../../support/github-asking.ts';
import { pages, payload } from '../../../support/github-routes.ts';
import { withGitHub } from '../../../support/github-server.ts';
import { type GitHubAnswers, memoryGitHub } from '../../../support/memory-github.ts';
import { moment } from '../../../support/moments.ts';
import { faults } from '../../../support/protection-api.ts';

const audit: Audit = {
  repository: 'acme/governance',
  workflow: '.github/workflows/audit.yml',
  defaultBranch: 'main',
};
const tip = 'a'.repeat(40);
const earlier = 'b'.repeat(40);
const runs = 'GET /repos/acme/governance/actions/workflows/audit.yml/runs';
const branch = 'GET /repos/acme/governance/git/ref/heads/main';
const compared = `GET /repos/acme/governance/compare/${earlier}...${tip}`;
const own = { full_name: 'acme/governance' };

const run = {
  id: 77,
  run_attempt: 1,
  event: 'schedule',
  status: 'completed',
  conclusion: 'success',
  head_branch: 'main',
  head_sha: tip,
  path: '.github/workflows/audit.yml',
  created_at: '2026-11-19T03:00:00Z',
  repository: own,
  head_repository: own,
};
type Run = { [K in keyof typeof run]: (typeof run)[K] | null } & Record<string, unknown>;

const answers = (list: readonly Partial<Run>[], changed: GitHubAnswers = {}): GitHubAnswers => ({
  [runs]: { json: list.map((one) => ({ ...run, ...one })) },
  [branch]: { json: { object: { type: 'commit', sha: tip } } },
  [compared]: { json: { status: 'ahead' } },
  ...changed,
});
const now = moment('2026-11-20T12:00:00Z');
const look = (list: readonly Partial<Run>[], changed: GitHubAnswers = {}) =>
  publishingRun(memoryGitHub(answers(list, changed)), audit, now);

describe('the run that counts', () => {
  test.each<[string, Partial<Run>[], number]>([
    ['the only one', [{}], 77],
    [
      'the newest, in whatever order they come',
      [{ id: 1, created_at: '2026-11-18T03:00:00Z' }, {}, { id: 2, created_at: '2026-11-17T03:00:00Z' }],
      77,
    ],
    ['of one time the one with the higher id', [{ id: 78 }, { id: 79 }, {}], 79],
    ['an audit that failed is an audit', [{ conclusion: 'failure' }], 77],
    ['a later attempt that has ended', [{ run_attempt: 3 }], 77],
    [
      'one that goes on for the first time is passed over',
      [{ id: 78, status: 'in_progress', created_at: '2026-11-20T03:00:00Z' }, {}],
      77,
    ],
    [
      'one that waits for the first time is passed over',
      [{ id: 78, status: 'waiting', created_at: '2026-11-20T03:00:00Z' }, {}],
      77,
    ],
    [
      'a repository in other letters',
      [{ repository: { full_name: 'Acme/Governance' }, head_repository: { full_name: 'ACME/governance' } } as never],
      77,
    ],
    ['a path with the branch behind it', [{ path: '.github/workflows/audit.yml@main' }], 77],
    ['a path with the ref behind it', [{ path: '.github/workflows/audit.yml@refs/heads/main' }], 77],
    ['a path with the repository before it', [{ path: 'acme/governance/.github/workflows/audit.yml@main' }], 77],
    ['an earlier commit of the branch', [{ head_sha: earlier }], 77],
    ['exactly seven days old', [{ created_at: '2026-11-13T12:00:00Z' }], 77],
  ])('%s', async (_name, list, id) => {
    expect(await look(list)).toMatchObject({ state: 'read', data: { id } });
  });

  test('everything is what GitHub says of it', async () => {
    expect(await look([{ run_attempt: 2, conclusion: 'failure' }])).toEqual({
      state: 'read',
      data: {
        id: 77,
        attempt: 2,
        repository: 'acme/governance',
        event: 'schedule',
        branch: 'main',
        workflow: '.github/workflows/audit.yml',
        headSha: tip,
        conclusion: 'failure',
        createdAt: '2026-11-19T03:00:00Z',
      },
    });
  });
});

const none = 'no scheduled run of .github/workflows/audit.yml on main was completed in the last 7 days';
describe('runs that do not count', () => {
  test.each<[string, Partial<Run>[], string]>([
    ['there is none', [], none],
    ['of a pull request', [{ event: 'pull_request' }], none],
    ['that somebody started', [{ event: 'workflow_dispatch' }], none],
    ['of another workflow that called it', [{ event: 'workflow_run' }], none],
    ['of another branch', [{ head_branch: 'topic' }], none],
    ['of no branch', [{ head_branch: null }], none],
    ['of a branch of the same name in a fork', [{ head_repository: { full_name: 'mallory/governance' } }], none],
    ['of a fork that is gone', [{ head_repository: null }], none],
    ['of another repository', [{ repository: { full_name: 'acme/app' } }], none],
    ['of another workflow', [{ path: '.github/workflows/other.yml' }], none],
    ['of a workflow of another repository', [{ path: 'mallory/x/.github/workflows/audit.yml' }], none],
    ['of a workflow with a ref in its name', [{ path: '.github/workflows/audit.yml@topic' }], none],
    ['that goes on', [{ status: 'in_progress', conclusion: null }], `${none}; run 77 goes on`],
    [
      'that is too old, on a host that does not know the filter',
      [{ created_at: '2026-11-13T11:59:59Z' }],
      `${none}; the newest, run 77, is of 2026-11-13T11:59:59Z`,
    ],
    [
      'that goes on again, however good the one before it is',
      [{ id: 78, status: 'in_progress', run_attempt: 2, created_at: '2026-11-20T03:00:00Z' }, {}],
      'run 78 of .github/workflows/audit.yml goes on again (attempt 2)',
    ],
  ])('%s', async (_name, list, message) => {
    expect(await look(list as never)).toEqual({
      state: 'unknown',
      because: { code: 'NO_DATA', message, needs: expect.stringMatching(/scheduled run/) },
    });
  });

  test.each<[string, GitHubAnswers]>([
    ['ahead of the branch', { [compared]: { json: { status: 'behind' } } }],
    ['beside the branch', { [compared]: { json: { status: 'diverged' } } }],
    ['not there any more', { [compared]: faults['a hidden 404'] }],
  ])('for a commit that is %s', async (_name, changed) => {
    expect(await look([{ head_sha: earlier }], changed)).toMatchObject({
      state: 'unknown',
      because: { code: 'NO_DATA', message: `the commit ${earlier} of run 77 is not on main` },
    });
  });

  test('a run without a time is not left out for an older one', async () => {
    expect(await look([{ id: 78, created_at: 'soon' }, {}])).toMatchObject({ state: 'read', data: { id: 78 } });
  });
});

const places = { runs, branch, compared };
const cases = Object.entries(places).flatMap(([place, key]) =>
  Object.entries(faults).map(([fault, answer]) => ({ place, key, fault, answer })),
);
describe(`${cases.length} faults: no run is taken`, () => {
  test.each(cases)('$place, $fault', async ({ place, key, answer }) => {
    const seen = await look([{ head_sha: earlier }], { [key]: answer });
    if (seen.state !== 'unknown') throw new Error('a run was taken');
    const gone = answer.because.code === 'NOT_FOUND' && place === 'compared';
    expect(seen.because.code).toBe(gone ? 'NO_DATA' : answer.because.code);
    const permission = ['MISSING_PERMISSION', 'NO_CREDENTIAL', 'NOT_FOUND'].includes(answer.because.code);
    const settles = place === 'runs' ? /actions: read/ : gone ? /a scheduled run/ : /contents: read/;
    expect(seen.because.needs ?? '').toMatch(permission ? settles : /^(fewer runs of .*)?$/);
  });
});

test('the workflow that is not found is named', async () => {
  expect(await look([], { [runs]: faults['a hidden 404'] })).toMatchObject({
    because: { code: 'NOT_FOUND', needs: 'permissions: { actions: read }, and .github/workflows/audit.yml on main' },
  });
});

test('through the adapter: filters, and every page', async () => {
  const body = (items: readonly object[]) =>
    payload<'/repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs'>({
      total_count: 2,
      workflow_runs: items,
    } as never);
  const route = 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs';
  await withGitHub(
    {
      [route]: pages([[{ ...run, id: 76 }], [run]], body),
      'GET /repos/{owner}/{repo}/git/ref/{+ref}': { body: { object: { type: 'commit', sha: tip } } },
    },
    async (server) => {
      expect(await publishingRun(client(server), audit, now)).toMatchObject({ state: 'read', data: { id: 77 } });
      expect(server.requests[0]?.path).toBe('/repos/acme/governance/actions/workflows/audit.yml/runs');
      expect(server.requests[0]?.query).toMatchObject({
        branch: 'main',
        event: 'schedule',
        created: '>=2026-11-13T12:00:00Z',
      });
      expect(server.requests).toHaveLength(3);
    },
  );
});

test.each<[string, boolean]>([
  ['.github/workflows/audit.yml', true],
  ['.github/workflows/audit.yaml', true],
  ['audit.yml', false],
  ['.github/workflows/../audit.yml', false],
  ['.github/workflows/audit.json', false],
  ['.github/workflows/a/audit.yml', false],
])('a workflow of the audit: %s', (path, holds) => {
  expect(AuditWorkflow.safeParse(path).success).toBe(holds);
});
