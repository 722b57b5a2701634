import { describe, expect, test } from '@jest/globals';
import { withGitHub } from './github-server.ts';
import { platformGitHub, platformRoutes } from './platform.ts';
import type { PlatformState, RepositoryData } from './platform-state.ts';

describe('the work on a repository', () => {
  const [first, second] = ['1'.repeat(40), '2'.repeat(40)];
  const zip = new TextEncoder().encode('an archive');
  const repository: RepositoryData = {
    name: 'acme/app',
    branches: [
      { name: 'main', sha: second },
      { name: 'release/1', sha: first },
    ],
    tags: [{ name: 'v1', object: { type: 'tag', sha: 'a'.repeat(40) } }],
    commits: {
      [first]: {},
      [second]: {
        parents: [first],
        checkRuns: [
          { id: 1, name: 'test', app: { id: 15368, slug: 'github-actions' } },
          { id: 2, name: 'lint', app: { id: 15368, slug: 'github-actions' }, status: 'in_progress' },
        ],
        statuses: [{ context: 'ci/other', state: 'success', creator: 'bot' }],
      },
    },
    workflows: [{ id: 7, name: 'CI', path: '.github/workflows/ci.yml', state: 'disabled_manually' }],
    files: { '.github/workflows/ci.yml': 'on: push\n' },
    pulls: [
      {
        number: 3,
        base: { ref: 'main', sha: first },
        head: { ref: 'change', sha: second },
        author: 'ada',
        files: [{ filename: 'a.ts', status: 'modified' }],
        reviews: [{ id: 1, user: 'bob', state: 'APPROVED', commit: second }],
      },
      {
        number: 2,
        base: { ref: 'main', sha: first },
        head: { ref: 'old', sha: first },
        author: 'ada',
        mergedAt: '2026-11-01T00:00:00Z',
      },
    ],
    runs: [
      {
        id: 11,
        attempt: 2,
        event: 'schedule',
        path: '.github/workflows/ci.yml',
        headSha: second,
        headBranch: 'main',
        jobs: [
          { id: 21, name: 'a', attempt: 1, conclusion: 'failure' },
          { id: 22, name: 'a', attempt: 2, conclusion: 'success' },
        ],
        artifacts: [
          { id: 31, name: 'governance-a-1', zip },
          { id: 32, name: 'old', zip, expired: true },
        ],
      },
      { id: 12, event: 'push', path: '.github/workflows/other.yml', headSha: first, headBranch: 'release/1' },
    ],
    releases: [{ id: 41, tag: 'v1', immutable: true }],
    immutableReleases: true,
  };
  const at = '/repos/acme/app';
  test.each<[string, unknown]>([
    [`${at}/branches/release%2F1`, { name: 'release/1', commit: { sha: first }, protected: false }],
    [`${at}/branches/gone`, 404],
    [`${at}/branches`, [{ name: 'main' }, { name: 'release/1' }]],
    [`${at}/tags`, [{ name: 'v1' }]],
    [`${at}/git/ref/tags/v1`, { object: { type: 'tag', sha: 'a'.repeat(40) } }],
    [`${at}/git/ref/tags/v2`, 404],
    [`${at}/git/matching-refs/heads/release`, [{ ref: 'refs/heads/release/1' }]],
    [`${at}/contents/.github/workflows`, [{ path: '.github/workflows/ci.yml', type: 'file' }]],
    [`${at}/contents/.github/workflows/ci.yml`, { type: 'file', encoding: 'base64' }],
    [`${at}/contents/gone`, 404],
    [`${at}/commits?per_page=1`, [{ sha: second, parents: [{ sha: first }] }]],
    [`${at}/commits?sha=main`, [{ sha: second }, { sha: first }]],
    [
      `${at}/commits/main/check-runs`,
      {
        total_count: 2,
        check_runs: [
          { name: 'test', conclusion: 'success' },
          { name: 'lint', conclusion: null },
        ],
      },
    ],
    [`${at}/commits/${second}/statuses`, [{ context: 'ci/other', creator: { login: 'bot' } }]],
    [`${at}/commits/${'9'.repeat(40)}/statuses`, 422],
    [`${at}/actions/workflows`, { total_count: 1, workflows: [{ state: 'disabled_manually' }] }],
    [`${at}/actions/workflows/ci.yml`, { id: 7 }],
    [`${at}/actions/workflows/8`, 404],
    [`${at}/actions/workflows/7/runs`, { total_count: 1, workflow_runs: [{ id: 11, run_attempt: 2 }] }],
    [`${at}/actions/runs?event=push&branch=release/1`, { total_count: 1, workflow_runs: [{ id: 12 }] }],
    [`${at}/actions/runs?status=failure`, { total_count: 0, workflow_runs: [] }],
    [`${at}/actions/runs/11`, { event: 'schedule', conclusion: 'success' }],
    [`${at}/actions/runs/13`, 404],
    [`${at}/actions/runs/11/jobs`, { total_count: 1, jobs: [{ id: 22 }] }],
    [`${at}/actions/runs/11/jobs?filter=all`, { total_count: 2, jobs: [{ id: 21 }, { id: 22 }] }],
    [`${at}/actions/runs/11/attempts/1/jobs`, { total_count: 1, jobs: [{ id: 21, conclusion: 'failure' }] }],
    [`${at}/actions/runs/11/artifacts?name=old`, { total_count: 1, artifacts: [{ id: 32, expired: true }] }],
    [`${at}/actions/artifacts/32/zip`, 410],
    [`${at}/pulls`, [{ number: 3, state: 'open', merged: false }]],
    [`${at}/pulls?state=all`, [{ number: 3 }, { number: 2, merged: true }]],
    [`${at}/pulls/3/files`, [{ filename: 'a.ts', status: 'modified' }]],
    [`${at}/pulls/3/reviews`, [{ user: { login: 'bob' }, state: 'APPROVED', commit_id: second }]],
    [`${at}/pulls/4`, 404],
    [`${at}/releases`, [{ tag_name: 'v1', immutable: true }]],
    [`${at}/immutable-releases`, 401],
    [`${at}/properties/values`, []],
    ['/repos/acme/gone', 404],
    ['/orgs/acme', { public_repos: 1 }],
    ['/orgs/nobody/repos', 404],
  ])('%s', async (path, expected) => {
    const state: PlatformState = { organisations: [{ login: 'acme', repositories: [repository] }] };
    await withGitHub(platformRoutes(state), async (server) => {
      const response = await fetch(`${server.url}${path}`);
      const body: unknown = await response.json();
      const refused = typeof expected === 'number';
      expect(refused ? { status: response.status } : { body }).toMatchObject(
        refused ? { status: expected } : { body: expected },
      );
    });
  });

  test('archives are handed out as they are', async () => {
    const state: PlatformState = { organisations: [{ login: 'acme', repositories: [repository] }] };
    const answer = await platformGitHub(state).github.bytes(
      'GET /repos/{owner}/{repo}/actions/artifacts/31/zip',
      { owner: 'acme', repo: 'app' },
      100,
    );
    expect(answer.ok && new TextDecoder().decode(answer.data)).toBe('an archive');
  });
});
