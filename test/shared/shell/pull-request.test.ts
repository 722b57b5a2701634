import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createGitHubWrite } from '../../../shared/adapters/github-write.ts';
import type { Proposal } from '../../../shared/core/proposal.ts';
import { type OpenedPullRequest, openPullRequest } from '../../../shared/shell/pull-request.ts';
import { gitDataApi, type KeptPull } from '../../support/git-data-api.ts';
import { gitRepository, type TestRepository } from '../../support/git-repository.ts';
import { client, token } from '../../support/github-asking.ts';
import { forbidden } from '../../support/github-routes.ts';
import { type GitHubServer, type Routes, withGitHub } from '../../support/github-server.ts';
import { repositoryApi } from '../../support/repository-api.ts';

const name = 'harbour-example/desk';
const branch = 'release-governance/repin-ledger';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
let repository: TestRepository;
let pulls: KeptPull[];
let base: string;
beforeEach(() => {
  repository = gitRepository();
  base = repository.commit({ 'config/pin.json': 'old\n', 'other.txt': 'x\n', 'run.sh': 'old\n' });
  pulls = [];
});
afterEach(() => repository.remove());

const proposal = (more: Partial<Proposal> = {}): Proposal => ({
  title: 'Repin ledger',
  sentences: ['Moves it.'],
  facts: [],
  branch,
  identity: 'f'.repeat(64),
  changes: [
    { path: 'config/pin.json', before: bytes('old\n'), after: bytes('new\n') },
    { path: 'config/new.json', before: undefined, after: bytes('{}\n') },
  ],
  ...more,
});

interface Asked {
  proposal?: Proposal;
  title?: string;
  folder?: string;
  routes?: Routes;
}

async function open({
  proposal: asked = proposal(),
  title = 'Repin ledger',
  folder = '',
  routes = {},
}: Asked = {}): Promise<{
  opened: OpenedPullRequest;
  requests: GitHubServer['requests'];
}> {
  const played = {
    name,
    folder: repository.folder,
    defaultBranch: 'main',
    token,
    grants: ['contents', 'pull-requests'] as const,
  };
  const all = { ...repositoryApi(played), ...gitDataApi({ name, folder: repository.folder, token, pulls }), ...routes };
  return withGitHub(all, async (server) => {
    const log = { info() {}, debug() {} };
    const write = createGitHubWrite({ baseUrl: server.url, token, userAgent: 'release-governance-test', log });
    const place = { github: client(server), write, repository: name, base: 'main', folder };
    const opened = await openPullRequest(place, asked, { title, body: 'Body.', control: 'manifest-repin' });
    return { opened, requests: server.requests };
  });
}

const show = (path: string, ref = branch): string => repository.git('show', `${ref}:${path}`);
const writes = (requests: GitHubServer['requests']): string[] =>
  requests
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path }) => `${method} ${path.slice(`/repos/${name}`.length)}`);

test('opens one pull request with one commit on the tip of the base', async () => {
  const { opened } = await open();
  expect(opened).toEqual({ url: `https://github.com/${name}/pull/1`, state: 'opened' });
  expect(pulls).toEqual([
    expect.objectContaining({ title: 'Repin ledger', body: 'Body.', base: 'main', head: branch }),
  ]);
  expect(repository.git('rev-parse', `${branch}^`)).toBe(base);
  expect(repository.git('diff', '--name-status', base, branch)).toBe('A\tconfig/new.json\nM\tconfig/pin.json');
  expect(show('config/pin.json')).toBe('new');
  expect(repository.git('log', '-1', '--format=%B', branch)).toBe(
    `Repin ledger\n\nProposal: ${'f'.repeat(64)}\nProposed-by: release-governance/manifest-repin`,
  );
});

test('opens one in a repository whose objects have SHA-256 names', async () => {
  repository.remove();
  repository = gitRepository('sha256');
  base = repository.commit({ 'config/pin.json': 'old\n' });
  expect(base).toHaveLength(64);
  expect((await open()).opened.state).toBe('opened');
  expect(show('config/pin.json')).toBe('new');
  repository.commit({ 'config/pin.json': 'changed meanwhile\n' });
  await expect(open()).rejects.toThrow('config/pin.json on main is not what the change was made from');
});

test('the same again changes nothing, also with the words of another day', async () => {
  await open();
  const before = repository.git('rev-parse', branch);
  const changes = [{ path: 'config/pin.json', before: bytes('old\n'), after: bytes('new, but later\n') }];
  for (const again of [proposal(), proposal({ changes })]) {
    const { opened, requests } = await open({ proposal: again });
    expect(opened).toEqual({ url: `https://github.com/${name}/pull/1`, state: 'unchanged' });
    expect(writes(requests)).toEqual([]);
  }
  expect(repository.git('rev-parse', branch)).toBe(before);
});

test('a run that broke before it renamed the pull request is finished by the next one', async () => {
  await open();
  const { opened, requests } = await open({ title: 'Repin ledger for good' });
  expect(opened.state).toBe('updated');
  expect(writes(requests)).toEqual(['PATCH /pulls/1']);
});

test('another change takes the place of the one before, on the tip of the base', async () => {
  await open();
  const tip = repository.commit({ 'other.txt': 'y\n' });
  const changes = [{ path: 'config/pin.json', before: bytes('old\n'), after: bytes('newer\n') }];
  const identity = 'e'.repeat(64);
  const { opened } = await open({ proposal: proposal({ changes, identity }), title: 'Repin ledger again' });
  expect(opened).toEqual({ url: `https://github.com/${name}/pull/1`, state: 'updated' });
  expect(pulls).toHaveLength(1);
  expect(pulls[0]?.title).toBe('Repin ledger again');
  expect(repository.git('rev-parse', `${branch}^`)).toBe(tip);
  expect(show('config/pin.json')).toBe('newer');
});

test('a pull request that somebody closed stays closed, until there is another change to propose', async () => {
  await open();
  Object.assign(pulls[0] ?? {}, { state: 'closed' });
  const { opened, requests } = await open();
  expect(opened.state).toBe('closed');
  expect(writes(requests)).toEqual([]);
  expect((await open({ title: 'Repin ledger to another' })).opened.state).toBe('opened');
});

test('after one was merged and taken back it is asked for again, on the branch that was left', async () => {
  await open();
  Object.assign(pulls[0] ?? {}, { state: 'closed', merged_at: '2026-11-20T12:00:00Z' });
  repository.git('merge', '-q', '--no-ff', '-m', 'merge', branch);
  const tip = repository.commit({ 'config/pin.json': 'old\n', 'config/new.json': null }, 'taken back');
  expect((await open()).opened).toMatchObject({ state: 'opened', url: expect.stringContaining('/pull/2') });
  expect(repository.git('rev-parse', `${branch}^`)).toBe(tip);
});

test('files below a working directory keep their modes', async () => {
  repository.git('mv', 'run.sh', 'config/run.sh');
  repository.git('update-index', '--chmod=+x', 'config/run.sh');
  repository.git('commit', '-q', '-m', 'executable');
  const changes = [{ path: 'run.sh', before: bytes('old\n'), after: bytes('new\n') }];
  await open({ proposal: proposal({ changes }), folder: 'config/' });
  expect(repository.git('ls-tree', branch, 'config/run.sh')).toMatch(/^100755 /);
  expect(show('config/run.sh')).toBe('new');
});

describe('nothing is written when', () => {
  const cases: [name: string, prepare: () => void, message: RegExp][] = [
    [
      'a file was changed meanwhile',
      () => repository.commit({ 'config/pin.json': 'other\n' }),
      /config\/pin\.json on main is not what/,
    ],
    ['a file is gone', () => repository.commit({ 'config/pin.json': null }), /config\/pin\.json on main is not what/],
    [
      'a new file is there already',
      () => repository.commit({ 'config/new.json': 'x' }),
      /config\/new\.json on main is not what/,
    ],
    [
      'a file became a link',
      () => repository.commit({ 'config/pin.json': { linkTo: '../other.txt' } }),
      /is not a regular file/,
    ],
    [
      'its folder became a link',
      () =>
        repository.commit({ config: null, 'real/pin.json': 'old\n' }) &&
        repository.commit({ config: { linkTo: 'real' } }),
      /is not a regular file in a folder/,
    ],
    [
      'somebody else committed to the branch',
      () => {
        repository.git('checkout', '-q', '-b', branch);
        repository.commit({ 'mine.txt': 'x' }, 'my work');
        repository.git('checkout', '-q', 'main');
      },
      /the branch release-governance\/repin-ledger has commits of somebody else/,
    ],
  ];
  test.each(cases)('%s', async (_name, prepare, message) => {
    prepare();
    const refs = repository.git('for-each-ref');
    await expect(open()).rejects.toMatchObject({ code: 'BAD_INPUT', message: expect.stringMatching(message) });
    expect(repository.git('for-each-ref')).toBe(refs);
    expect(pulls).toEqual([]);
  });
});

describe('what GitHub refuses is said', () => {
  const root = `/repos/${name}`;
  const cases: [name: string, routes: Routes, code: string, message: RegExp][] = [
    [
      'a token that may not write',
      { [`POST ${root}/git/blobs`]: forbidden('personal access token', 'contents=write') },
      'BAD_INPUT',
      /POST \/repos\/harbour-example\/desk\/git\/blobs: the token may not do this/,
    ],
    [
      'a branch that is protected',
      { [`POST ${root}/git/refs`]: { status: 422, body: { message: 'Reference update failed' } } },
      'BAD_INPUT',
      /Reference update failed/,
    ],
    ['a server that is down', { [`POST ${root}/git/trees`]: { status: 502 } }, 'GITHUB_DOWN', /no usable answer/],
    [
      'a connection that is cut',
      { [`POST ${root}/git/commits`]: { reset: true } },
      'GITHUB_DOWN',
      /it is not known whether it was done/,
    ],
    [
      'an answer that is none',
      { [`POST ${root}/git/commits`]: { status: 201, body: { sha: 'x' } } },
      'GITHUB_DOWN',
      /not as documented at sha/,
    ],
    [
      'a redirect',
      { [`POST ${root}/git/blobs`]: { status: 307, headers: { location: 'https://e.vil/' } } },
      'GITHUB_DOWN',
      /what is sent with it goes nowhere else/,
    ],
    [
      'a used up limit',
      { [`POST ${root}/git/blobs`]: { status: 429, body: { message: 'slow down' } } },
      'GITHUB_DOWN',
      /rate limit/,
    ],
    [
      'a list of files that was cut',
      { [`GET ${root}/git/trees/{sha}`]: { body: { truncated: true, tree: [] } } },
      'BAD_INPUT',
      /only a part of a folder/,
    ],
  ];
  test.each(cases)('%s', async (_name, routes, code, message) => {
    await expect(open({ routes })).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
    expect(pulls).toEqual([]);
    expect(repository.git('branch', '--list', branch)).toBe('');
  });
});
