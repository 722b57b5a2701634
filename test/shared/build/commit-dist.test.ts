import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { distCommit } from '../../../shared/build/dist-commit.ts';
import { asking } from '../../../shared/build/platform-request.ts';
import { dist, root } from '../../support/dist.ts';
import { temporaryFolder } from '../../support/git-repository.ts';
import { type GitHubServer, startGitHub } from '../../support/github-server.ts';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const id = (value: string): string =>
  createHash('sha1')
    .update(`blob ${text(value).length}\0${value}`)
    .digest('hex');
const sha = 'a'.repeat(40);

describe('the commit of dist', () => {
  const tree = [
    { path: 'dist', type: 'tree', sha },
    { path: 'dist/same.js', type: 'blob', sha: id('same') },
    { path: 'dist/old.js', type: 'blob', sha: id('old') },
    { path: 'dist/gone.js', type: 'blob', sha: id('gone') },
    { path: 'dist/module', type: 'commit', sha },
    { path: 'shared/core/x.ts', type: 'blob', sha },
  ];

  test('adds what is new or other, removes what is gone, and touches nothing beside dist', () => {
    const files = new Map([
      ['same.js', text('same')],
      ['old.js', text('new')],
      ['more.js', text('more')],
    ]);
    expect(distCommit({ truncated: false, tree }, files)).toEqual({
      additions: [
        { path: 'dist/old.js', contents: Buffer.from('new').toString('base64') },
        { path: 'dist/more.js', contents: Buffer.from('more').toString('base64') },
      ],
      deletions: [{ path: 'dist/gone.js' }, { path: 'dist/module' }],
    });
  });

  test('is refused for a list that was cut off', () => {
    expect(() => distCommit({ truncated: true, tree }, new Map())).toThrow(/cut the list/);
  });
});

describe('requests', () => {
  const answering =
    (status: number, body: string): typeof fetch =>
    () =>
      Promise.resolve(new Response(body, { status }));
  test.each<[what: string, env: NodeJS.ProcessEnv, send: typeof fetch, said: RegExp]>([
    ['without a token', {}, answering(200, '{}'), /GITHUB_TOKEN is empty/],
    [
      'that are refused',
      { GITHUB_TOKEN: 'x' },
      answering(403, 'Resource not accessible'),
      /403: Resource not accessible/,
    ],
    ['that GraphQL refuses', { GITHUB_TOKEN: 'x' }, answering(200, '{"errors":[{"type":"STALE_DATA"}]}'), /STALE_DATA/],
  ])('%s throw what was said', async (_what, env, send, said) => {
    const ask = async (): Promise<unknown> => asking(env, send)('/graphql', {});
    await expect(ask()).rejects.toThrow(said);
  });
});

describe('the job that commits', () => {
  let temporary: ReturnType<typeof temporaryFolder>;
  let github: GitHubServer;
  beforeAll(async () => {
    temporary = temporaryFolder();
    github = await startGitHub({
      [`GET /repos/us/suite/git/trees/${sha}`]: { body: { truncated: false, tree: [] } },
      'POST /graphql': { body: { data: { createCommitOnBranch: { commit: { oid: sha } } } } },
    });
  });
  afterAll(async () => {
    temporary.remove();
    await github.close();
  });

  /** The job with a copy of dist that something was done to. */
  async function job(change: (folder: string) => void): Promise<{ code: number; said: string }> {
    const built = join(temporary.folder, 'built');
    rmSync(built, { recursive: true, force: true });
    cpSync(dist, built, { recursive: true });
    change(built);
    const env = {
      PATH: process.env['PATH'],
      GITHUB_TOKEN: 'x',
      GITHUB_API_URL: github.url,
      GITHUB_REPOSITORY: 'us/suite',
      BUILT: built,
      BRANCH: 'dependabot/npm_and_yarn/zod-5.0.0',
      HEAD_SHA: sha,
    };
    return new Promise((resolve) => {
      const script = join(root, 'shared/build/commit-dist.ts');
      execFile(process.execPath, ['--import', 'tsx', script], { env, cwd: root }, (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : 1, said: stdout + stderr }),
      );
    });
  }

  test('commits these bytes to this branch, if it is still where it was', async () => {
    expect(await job((folder) => writeFileSync(join(folder, 'new.js'), 'export {};\n'))).toMatchObject({ code: 0 });
    const asked = github.requests.find(({ path }) => path === '/graphql');
    const { variables } = JSON.parse(asked?.body ?? '{}') as { variables: { input: Record<string, unknown> } };
    expect(variables.input).toMatchObject({
      branch: { repositoryNameWithOwner: 'us/suite', branchName: 'dependabot/npm_and_yarn/zod-5.0.0' },
      expectedHeadOid: sha,
      fileChanges: {
        additions: expect.arrayContaining([
          { path: 'dist/new.js', contents: Buffer.from('export {};\n').toString('base64') },
        ]),
        deletions: [],
      },
    });
  });

  test('commits nothing of what is refused, and follows no link', async () => {
    const before = github.requests.length;
    const refused = await job((folder) => {
      symlinkSync('/etc/hostname', join(folder, 'host.js'));
      writeFileSync(join(folder, 'action.yml'), 'runs: {}\n');
    });
    expect(refused.code).toBe(1);
    expect(refused.said).toMatch(/what was built is refused:[\s\S]*action\.yml[\s\S]*host\.js/);
    expect(github.requests.length).toBe(before);
  });
});
