import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { apiTree, branchTip } from '../../shared/adapters/api-tree.ts';
import type { GitHub } from '../../shared/core/ports.ts';
import { gitRepository, type TestRepository } from './git-repository.ts';
import { client } from './github-asking.ts';
import { type GitHubServer, startGitHub, withGitHub } from './github-server.ts';
import { platformRoutes } from './platform.ts';
import { accessOf } from './platform-state.ts';
import { type PlayedArtifact, type PlayedRepository, repositoryApi } from './repository-api.ts';

const name = 'harbour-example/desk';
const token = 'token-of-the-workflow';
const zip = new TextEncoder().encode('an archive');
const root = { owner: 'harbour-example', repo: 'desk' };
const Job = z.object({ id: z.number(), conclusion: z.string().nullable() });
const Artifact = z.object({
  id: z.number(),
  digest: z.string().nullable(),
  workflow_run: z.object({ id: z.number() }),
});

let git: TestRepository;
let commit: string;
let storage: GitHubServer;
let api: GitHubServer;
let played: PlayedRepository;
beforeAll(async () => {
  git = gitRepository();
  commit = git.commit({ 'a.txt': 'one', 'dir/b.txt': 'two' });
  // GitHub hands archives out elsewhere, where its own credential is an offence.
  storage = await startGitHub({
    'GET /archive': ({ authorization }) => (authorization === undefined ? { raw: zip } : { status: 403 }),
  });
  const archived: PlayedArtifact = {
    id: 1,
    name: 'governance-a-1',
    digest: `sha256:${createHash('sha256').update(zip).digest('hex')}`,
    createdAt: '2026-11-20T12:00:00Z',
    zip,
    url: `${storage.url}/archive`,
  };
  const others = Array.from({ length: 120 }, (_, index) => ({ ...archived, id: 2 + index, name: `other-${index}` }));
  played = {
    name,
    folder: git.folder,
    defaultBranch: 'main',
    token,
    grants: ['contents', 'actions'],
    run: {
      id: 101,
      attempt: 2,
      event: 'push',
      headSha: commit,
      headBranch: 'main',
      path: '.github/workflows/ci.yml',
      jobs: () => [
        { id: 11, name: 'a', attempt: 1, conclusion: 'failure' },
        { id: 12, name: 'b', attempt: 1, conclusion: 'success' },
        { id: 21, name: 'a', attempt: 2, conclusion: null },
      ],
      artifacts: () => [archived, ...others],
    },
  };
  api = await startGitHub(repositoryApi(played));
});
afterAll(async () => {
  await Promise.all([api.close(), storage.close()]);
  git.remove();
});

const asked = (): GitHub => client(api, { token });
const refusedFor = async (github: GitHub): Promise<unknown> => {
  const answer = await github.bytes('GET /repos/{owner}/{repo}/contents/{+path}', { ...root, path: 'a.txt' }, 100);
  return answer.ok ? 'answered' : [answer.because.code, answer.because.needs];
};

describe('a played repository', () => {
  test('has the branches, commits, trees and files of its folder', async () => {
    expect(await branchTip(asked(), name, 'main')).toEqual({ ok: true, data: commit });
    expect(await branchTip(asked(), name, 'gone')).toMatchObject({ ok: false, because: { code: 'NOT_FOUND' } });
    const tree = apiTree(asked(), name, commit);
    expect(await tree.list()).toEqual({ ok: true, paths: ['a.txt', 'dir/b.txt'] });
    expect(await tree.read('dir/b.txt', 100)).toMatchObject({ found: true, bytes: 3 });
    expect(await tree.read('gone.txt', 100)).toMatchObject({ found: false, reason: 'absent' });
    expect(await apiTree(asked(), name, '0'.repeat(40)).read('a.txt', 100)).toMatchObject({ reason: 'unreadable' });
  });

  test('lists the jobs of an attempt, the last ones, or all', async () => {
    const jobs = async (route: string, more: Record<string, string | number>): Promise<unknown> => {
      const answer = await asked().all(
        `GET /repos/{owner}/{repo}/actions/runs/101/${route}`,
        { ...root, ...more },
        Job,
      );
      return answer.ok ? answer.data.map(({ id, conclusion }) => `${id} ${conclusion}`) : answer.because.code;
    };
    expect(await jobs('jobs', {})).toEqual(['12 success', '21 null']);
    expect(await jobs('jobs', { filter: 'all' })).toEqual(['11 failure', '12 success', '21 null']);
    expect(await jobs('attempts/1/jobs', {})).toEqual(['11 failure', '12 success']);
  });

  test('lists artifacts in pages and hands their archives out', async () => {
    const route = 'GET /repos/{owner}/{repo}/actions/runs/101/artifacts';
    const all = await asked().all(route, root, Artifact);
    expect(all.ok && all.data.map(({ id }) => id)).toEqual(Array.from({ length: 121 }, (_, index) => index + 1));
    const one = await asked().all(route, { ...root, name: 'governance-a-1' }, Artifact);
    expect(one).toMatchObject({ ok: true, data: [{ id: 1, workflow_run: { id: 101 } }] });
    const bytes = await asked().bytes('GET /repos/{owner}/{repo}/actions/artifacts/1/zip', root, 100);
    expect(bytes.ok && Buffer.from(bytes.data).toString()).toBe('an archive');
  });

  test('stands beside the repositories of a played GitHub, which tell the rest of it', async () => {
    const rulesets = [{ id: 1, rules: [{ type: 'deletion' }] }];
    const organisations = [{ login: 'harbour-example', repositories: [{ name, rulesets }] }];
    const routes = {
      ...platformRoutes({ organisations, tokens: { [token]: accessOf.workflow(name) } }),
      ...repositoryApi(played),
    };
    await withGitHub(routes, async (server) => {
      const github = client(server, { token });
      expect(await branchTip(github, name, 'main')).toEqual({ ok: true, data: commit });
      const rules = await github.all('GET /repos/{owner}/{repo}/rulesets', root, z.object({ id: z.number() }));
      expect(rules).toEqual({ ok: true, data: [{ id: 1 }] });
    });
  });

  test('knows no other run', async () => {
    const answer = await asked().get('GET /repos/{owner}/{repo}/actions/runs/102', root, z.object({}));
    expect(answer).toMatchObject({ ok: false, because: { code: 'NOT_FOUND' } });
  });

  test('refuses as GitHub does: no credential, a wrong one, one without the permission', async () => {
    expect(await refusedFor(asked())).toBe('answered');
    expect(await refusedFor(client(api, { token: undefined }))).toEqual(['NOT_FOUND', expect.any(String)]);
    expect(await refusedFor(client(api, { token: 'another-token' }))).toEqual([
      'MISSING_PERMISSION',
      expect.any(String),
    ]);
    const narrow = await startGitHub(repositoryApi({ ...played, grants: ['actions'] }));
    try {
      expect(await refusedFor(client(narrow, { token }))).toEqual([
        'MISSING_PERMISSION',
        'permissions: { contents: read }',
      ]);
    } finally {
      await narrow.close();
    }
  });
});
