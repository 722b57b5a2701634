import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openRepository } from '../../../shared/adapters/git.ts';
import type { Because } from '../../../shared/core/errors.ts';
import { readEvent } from '../../../shared/core/event.ts';
import type { Change, Unit, UnitsRequest } from '../../../shared/core/history.ts';
import type { GitHub } from '../../../shared/core/ports.ts';
import { historyOf } from '../../../shared/shell/units.ts';
import { gitRepository, type TestRepository, temporaryFolder } from '../../support/git-repository.ts';
import { client, token } from '../../support/github-asking.ts';
import { pages, payload } from '../../support/github-routes.ts';
import { type Routes, withGitHub } from '../../support/github-server.ts';
import { type GitHubAnswers, memoryGitHub, notFound } from '../../support/memory-github.ts';

/* What a run is about where the checkout is cut off or absent: what GitHub tells, and what it leaves out. */

const [base, head, common, merge] = ['b', 'a', 'c', 'd'].map((digit) => digit.repeat(40)) as [
  string,
  string,
  string,
  string,
];
const repo = 'GET /repos/acme/desk';

interface Setup {
  event?: string;
  payload?: object;
  ref?: string;
  prefix?: string;
  /** A checkout; none unless given. */
  folder?: string;
  github?: GitHub;
  answers?: GitHubAnswers;
  request?: UnitsRequest;
}

type Answer = { ok: true; units: readonly Unit[] } | { ok: false; because: Because };

async function ask(setup: Setup): Promise<Answer> {
  const opened = setup.folder === undefined ? undefined : await openRepository(setup.folder);
  const pull = { number: 7, head: { sha: head }, base: { sha: base, ref: 'main' } };
  const env = {
    GITHUB_EVENT_NAME: setup.event ?? 'pull_request',
    GITHUB_REPOSITORY: 'acme/desk',
    GITHUB_REF: setup.ref ?? 'refs/heads/main',
    GITHUB_SHA: setup.event === undefined ? merge : head,
  };
  const given = { repository: { default_branch: 'main' }, pull_request: pull, ...setup.payload };
  return historyOf({
    repository: opened?.ok === true ? opened.repository : undefined,
    event: readEvent(env, given),
    prefix: setup.prefix ?? '',
    github: () => setup.github ?? memoryGitHub(setup.answers ?? {}),
  }).units(setup.request);
}

async function only(setup: Setup): Promise<Unit> {
  const answer = await ask(setup);
  if (!answer.ok) throw new Error(`${answer.because.code}: ${answer.because.message}`);
  const [unit, ...more] = answer.units;
  if (unit === undefined || more.length > 0) throw new Error(`there are ${answer.units.length} units`);
  return unit;
}

async function changesOf(setup: Setup): Promise<readonly Change[] | string> {
  const listed = await (await only(setup)).changes();
  return listed.ok ? listed.changes : shown(listed.because);
}

async function refusal(setup: Setup): Promise<string> {
  const answer = await ask(setup);
  if (answer.ok) throw new Error(`there are units: ${answer.units.map(({ name }) => name).join(', ')}`);
  return shown(answer.because);
}

function shown({ code, message, needs }: Because): string {
  return `${code}: ${message} [${needs ?? ''}]`;
}

const pullAnswer = (count: number, now = head): GitHubAnswers => ({
  [`${repo}/pulls/7`]: { json: { changed_files: count, head: { sha: now }, base: { sha: base, ref: 'main' } } },
});
const comparison = (more: object = {}): { json: unknown } => ({
  json: { status: 'ahead', total_commits: 0, merge_base_commit: { sha: common }, commits: [], ...more },
});
const tipOf = (tip: string): GitHubAnswers => ({
  [`${repo}/git/ref/heads/main`]: { json: { object: { sha: tip } } },
});
const compared: GitHubAnswers = { ...tipOf(base), [`${repo}/compare/${base}...${head}`]: comparison() };
const listed = (...files: object[]): GitHubAnswers => ({ [`${repo}/pulls/7/files`]: { json: files } });
const file = (filename: string, status = 'modified', more: object = {}): object => ({ filename, status, ...more });
const pullOf = (...files: object[]): GitHubAnswers => ({
  ...pullAnswer(files.length),
  ...compared,
  ...listed(...files),
});
const refused = (code: Because['code'], needs?: string): GitHubAnswers[string] => ({
  because: { code, message: 'refused', ...(needs === undefined ? {} : { needs }) },
});

describe('a pull request without a checkout', () => {
  test('is compared with where its head left the base', async () => {
    const unit = await only({ answers: pullOf(file('a.txt')) });
    expect(unit).toMatchObject({ name: 'pull request #7', key: '', pullRequest: 7, base: common, head });
    expect([unit.before.ref, unit.after.ref]).toEqual([common, head]);
  });

  test('that has merged a newer base than GitHub names is compared with that', async () => {
    const newer = 'e'.repeat(40);
    const since = { [`${repo}/compare/${newer}...${head}`]: comparison({ merge_base_commit: { sha: newer } }) };
    const answers = { ...pullOf(file('a.txt')), ...tipOf(newer), ...since };
    expect(await only({ answers })).toMatchObject({ base: newer, head });
  });

  test('that is merged by now is compared with the base that GitHub names', async () => {
    const newer = 'e'.repeat(40);
    const since = { [`${repo}/compare/${newer}...${head}`]: comparison({ merge_base_commit: { sha: head } }) };
    const answers = { ...pullOf(file('a.txt')), ...tipOf(newer), ...since };
    expect(await only({ answers })).toMatchObject({ base: common, head });
  });

  const statuses: [name: string, file: object, changes: Change[]][] = [
    ['added', file('a', 'added'), [{ path: 'a', kind: 'added' }]],
    ['removed', file('a', 'removed'), [{ path: 'a', kind: 'deleted' }]],
    ['modified', file('a'), [{ path: 'a', kind: 'modified' }]],
    ['changed', file('a', 'changed'), [{ path: 'a', kind: 'type' }]],
    ['unchanged', file('a', 'unchanged'), [{ path: 'a', kind: 'mode' }]],
    [
      'renamed, which GitHub guesses: no bytes are said to be the same',
      file('z', 'renamed', { previous_filename: 'a' }),
      [
        { path: 'a', kind: 'deleted' },
        { path: 'z', kind: 'added' },
      ],
    ],
    ['copied', file('z', 'copied', { previous_filename: 'a' }), [{ path: 'z', kind: 'added', copiedFrom: 'a' }]],
  ];
  test.each(statuses)('%s', async (_name, one, changes) => {
    expect(await changesOf({ answers: pullOf(one) })).toEqual(changes);
  });

  test('paths are those of the folder, sorted', async () => {
    const files = [
      file('dir/z'),
      file('dir/B', 'renamed', { previous_filename: 'a' }),
      file('dir/c', 'copied', { previous_filename: 'a' }),
      file('directory/x'),
      file('out', 'renamed', { previous_filename: 'dir/in' }),
    ];
    expect(await changesOf({ prefix: 'dir/', answers: pullOf(...files) })).toEqual([
      { path: 'B', kind: 'added' },
      { path: 'c', kind: 'added' },
      { path: 'in', kind: 'deleted' },
      { path: 'z', kind: 'modified' },
    ]);
  });

  test.each([
    ['a status that is not documented', file('a', 'moved'), /^NO_DATA: .*status "moved"/],
    ['a rename without its old name', file('a', 'renamed'), /^NO_DATA: .*renamed from nothing/],
    ['a copy without its source', file('a', 'copied'), /^NO_DATA: .*copied from nothing/],
  ])('%s makes the list unreadable', async (_name, one, message) => {
    expect(await changesOf({ answers: pullOf(file('b'), one) })).toMatch(message);
  });

  test('a path that is listed twice makes the list unreadable', async () => {
    expect(await changesOf({ answers: pullOf(file('a'), file('a', 'removed')) })).toMatch(/^NO_DATA: .*listed twice/);
  });

  test('a list that is shorter than the pull request says is a part', async () => {
    const answers = { ...pullAnswer(3), ...compared, ...listed(file('a'), file('b')) };
    expect(await changesOf({ answers })).toMatch(
      /^TRUNCATED: GitHub lists 2 of the 3 .*\[a checkout with fetch-depth: 0\]$/,
    );
  });

  test('three thousand files may be a part, whatever the pull request says', async () => {
    const files = Array.from({ length: 3000 }, (_, index) => file(`${index}`));
    const whole = await changesOf({ answers: pullOf(...files.slice(1)) });
    expect(whole).toHaveLength(2999);
    expect(await changesOf({ answers: pullOf(...files) })).toMatch(/^TRUNCATED: /);
  });

  test('a pull request that has moved on is another one', async () => {
    const answers = { ...pullAnswer(1, 'e'.repeat(40)), ...compared, ...listed(file('a')) };
    expect(await refusal({ answers })).toMatch(/^NO_DATA: the pull request has moved on/);
  });

  test('a pull request that goes into another branch now is another one', async () => {
    const pull = { changed_files: 1, head: { sha: head }, base: { sha: base, ref: 'own' } };
    const answers = { [`${repo}/pulls/7`]: { json: pull }, ...compared, ...listed(file('a')) };
    expect(await refusal({ answers })).toMatch(/^NO_DATA: the pull request goes into own now, .* about main/);
  });

  test('one that moves on while its files are listed, too', async () => {
    const answers = pullOf(file('a'));
    const moved = pullAnswer(1, 'e'.repeat(40));
    const plain = memoryGitHub(answers);
    let asked = 0;
    const github: GitHub = {
      ...plain,
      get: async (route, parameters, schema) =>
        (route.endsWith('/pulls/{pull_number}') && (asked += 1) > 1 ? memoryGitHub(moved) : plain).get(
          route,
          parameters,
          schema,
        ),
    };
    expect(await changesOf({ github })).toMatch(/^NO_DATA: the pull request has moved on/);
    expect(asked).toBe(2);
  });

  test.each([
    ['the pull request', { ...pullOf(file('a')), [`${repo}/pulls/7`]: refused('MISSING_PERMISSION', 'x') }],
    ['its branch', { ...pullOf(file('a')), [`${repo}/git/ref/heads/main`]: refused('NOT_FOUND', 'x') }],
    ['where it began', { ...pullOf(file('a')), [`${repo}/compare/${base}...${head}`]: refused('NOT_FOUND', 'x') }],
  ])('%s that may not be read says what is needed', async (_name, answers) => {
    expect(await refusal({ answers })).toMatch(/^(MISSING_PERMISSION|NOT_FOUND): refused \[.*x\]$/);
  });

  test('files that may not be listed say what is needed', async () => {
    const answers = { ...pullOf(), [`${repo}/pulls/7/files`]: refused('MISSING_PERMISSION', 'permissions: { x }') };
    expect(await changesOf({ answers })).toBe(
      'MISSING_PERMISSION: refused [a checkout with fetch-depth: 0, or permissions: { x }]',
    );
  });

  test('every commit and an explicit range need a checkout', async () => {
    for (const request of [{ eachCommit: true }, { range: 'a..b' }]) {
      expect(await refusal({ request })).toMatch(/^NO_BASE: .* without a checkout \[a checkout with fetch-depth: 0\]$/);
    }
  });

  test('its changes are asked once', async () => {
    let asked = 0;
    const plain = memoryGitHub(pullOf(file('a')));
    const github: GitHub = { ...plain, all: async (...request) => ((asked += 1), plain.all(...request)) };
    const unit = await only({ github });
    await Promise.all([unit.changes(), unit.changes()]);
    expect(asked).toBe(1);
  });
});

describe('content through the API', () => {
  const blob = (text: string): string => createHash('sha1').update(`blob ${text.length}\0${text}`).digest('hex');
  const tree = (commit: string, entries: object[], truncated = false): GitHubAnswers => ({
    [`${repo}/git/trees/${commit}`]: { json: { truncated, tree: entries } },
  });
  const entry = (path: string, text: string, mode = '100644'): object => ({
    path,
    mode,
    type: 'blob',
    sha: blob(text),
  });
  const raw = (commit: string, path: string, text: string): GitHubAnswers => ({
    [`${repo}/contents/${path}?ref=${commit}`]: { raw: text },
  });
  const files = pullOf(file('dir/a'), file('dir/l', 'changed'), file('dir/n', 'added'), file('dir/o', 'removed'));
  const answers: GitHubAnswers = {
    ...files,
    ...tree(common, [entry('dir/a', 'old'), entry('dir/l', 'plain'), entry('dir/o', 'gone')]),
    ...tree(head, [entry('dir/a', 'new'), entry('dir/l', 'a', '120000'), entry('dir/n', 'n')]),
    ...raw(common, 'dir/a', 'old'),
    ...raw(head, 'dir/a', 'new'),
    ...raw(head, 'dir/l', 'new'),
    ...raw(head, 'dir/n', 'forged'),
  };

  async function content(path: string, side: 'before' | 'after', more: GitHubAnswers = {}) {
    const unit = await only({ prefix: 'dir/', answers: { ...answers, ...more } });
    const listing = await unit.changes();
    const change = listing.ok ? listing.changes.find((one) => one.path === path) : undefined;
    if (change === undefined) throw new Error(`${path} has not changed`);
    return unit.content(change, side, 10);
  }

  const table: [path: string, side: 'before' | 'after', answer: object][] = [
    ['a', 'before', { found: true, source: 'api', path: 'a', ref: common, content: new TextEncoder().encode('old') }],
    ['a', 'after', { found: true, source: 'api', path: 'a', ref: head, content: new TextEncoder().encode('new') }],
    ['n', 'before', { found: false, reason: 'absent' }],
    ['o', 'after', { found: false, reason: 'absent' }],
    // GitHub would give the bytes of what the link leads to.
    ['l', 'after', { found: false, reason: 'not-a-file', message: 'is a symbolic link' }],
    ['n', 'after', { found: false, reason: 'unreadable', because: { code: 'NO_DATA' } }],
  ];
  test.each(table)('%s %s', async (path, side, answer) => {
    expect(await content(path, side)).toMatchObject(answer);
  });

  test('of a tree that GitHub lists in part is not known', async () => {
    const part = tree(head, [entry('dir/a', 'new')], true);
    expect(await content('a', 'after', part)).toMatchObject({
      reason: 'unreadable',
      because: { code: 'TRUNCATED', needs: expect.stringContaining('fetch-depth: 0') },
    });
  });

  test('that is listed but not given is not absent', async () => {
    const gone: GitHubAnswers = {
      [`${repo}/contents/dir/a?ref=${head}`]: notFound,
      [`${repo}/git/commits/${head}`]: { json: { sha: head } },
    };
    expect(await content('a', 'after', gone)).toMatchObject({ reason: 'unreadable', because: { code: 'NO_DATA' } });
  });

  test('both trees are those of the folder', async () => {
    const unit = await only({ prefix: 'dir/', answers });
    expect(await unit.before.list()).toEqual({ ok: true, paths: ['a', 'l', 'o'] });
    expect(await unit.after.list()).toEqual({ ok: true, paths: ['a', 'l', 'n'] });
    expect(await unit.after.read('x', 10)).toMatchObject({ found: false, reason: 'absent' });
  });
});

const [one, two] = ['1'.repeat(40), '2'.repeat(40)] as [string, string];
const commit = (sha: string, ...parents: string[]): object => ({
  sha,
  parents: parents.map((each) => ({ sha: each })),
});
const changed = (sha: string, ...files: object[]): GitHubAnswers => ({
  [`${repo}/commits/${sha}`]: { json: { sha, files } },
});

describe.each([
  ['push', { before: base }],
  ['merge_group', { merge_group: { head_sha: head, base_sha: base, base_ref: 'refs/heads/main' } }],
])('a %s without a checkout', (event, given) => {
  const setup = { event, payload: given };
  const line = (...commits: object[]): GitHubAnswers => ({
    [`${repo}/compare/${base}...${head}`]: comparison({
      merge_base_commit: { sha: base },
      total_commits: commits.length,
      commits,
    }),
  });

  test('is judged commit by commit along the first parents', async () => {
    const answers = {
      ...line(commit(two, base), commit(one, base), commit(head, one, two)),
      ...changed(one, file('a')),
      ...changed(head, file('b')),
    };
    const answer = await ask({ ...setup, answers });
    if (!answer.ok) throw new Error(shown(answer.because));
    const units = await Promise.all(
      answer.units.map(async ({ name, key, base: from, changes }) => ({ name, key, from, changes: await changes() })),
    );
    expect(units).toEqual([
      {
        name: `commit ${one.slice(0, 12)}`,
        key: one,
        from: base,
        changes: { ok: true, changes: [{ path: 'a', kind: 'modified' }] },
      },
      {
        name: `commit ${head.slice(0, 12)}`,
        key: head,
        from: one,
        changes: { ok: true, changes: [{ path: 'b', kind: 'modified' }] },
      },
    ]);
  });

  test('three thousand files of a commit may be a part', async () => {
    const files = Array.from({ length: 3000 }, (_, index) => file(`${index}`));
    const answers = { ...line(commit(head, base)), ...changed(head, ...files) };
    expect(await changesOf({ ...setup, answers })).toMatch(/^TRUNCATED: .*\[a checkout with fetch-depth: 0\]$/);
  });

  const broken: [name: string, compare: object, message: RegExp][] = [
    [
      'a rewritten branch',
      { status: 'diverged', merge_base_commit: { sha: common } },
      /^NO_BASE: the branch was rewritten/,
    ],
    [
      'a branch that was set back',
      { status: 'behind', merge_base_commit: { sha: head } },
      /^NO_BASE: the branch was rewritten/,
    ],
    [
      'a list of commits that is cut off',
      { total_commits: 2, commits: [commit(head, one)] },
      /^TRUNCATED: GitHub lists 1 of the 2/,
    ],
    [
      'too many commits',
      { total_commits: 251, commits: Array.from({ length: 251 }, () => commit(head, base)) },
      /^TRUNCATED: /,
    ],
    [
      'a merge that takes the branch for the side',
      { total_commits: 2, commits: [commit(one, common), commit(head, one, base)] },
      /^NO_BASE: the first parents of .* do not lead to/,
    ],
  ];
  test.each(broken)('%s', async (_name, more, message) => {
    const compare = comparison({ merge_base_commit: { sha: base }, ...more });
    expect(await refusal({ ...setup, answers: { [`${repo}/compare/${base}...${head}`]: compare } })).toMatch(message);
  });

  test('no permission', async () => {
    const answers = {
      [`${repo}/compare/${base}...${head}`]: refused('MISSING_PERMISSION', 'permissions: { contents: read }'),
    };
    expect(await refusal({ ...setup, answers })).toBe(
      'MISSING_PERMISSION: refused [a checkout with fetch-depth: 0, or permissions: { contents: read }]',
    );
  });
});

describe('a push without a checkout', () => {
  test('of nothing new', async () => {
    const compare = comparison({ status: 'identical', merge_base_commit: { sha: head } });
    const setup = {
      event: 'push',
      payload: { before: head },
      answers: { [`${repo}/compare/${head}...${head}`]: compare },
    };
    expect(await refusal(setup)).toMatch(/^NO_BASE: .*there is no change/);
  });

  test('of a new branch begins where it left the default branch', async () => {
    const tip = { [`${repo}/git/ref/heads/main`]: { json: { object: { sha: base } } } };
    const setup = { event: 'push', payload: { before: '0'.repeat(40) }, ref: 'refs/heads/topic' };
    const answers = {
      ...tip,
      ...compared,
      [`${repo}/compare/${common}...${head}`]: comparison({ total_commits: 1, commits: [commit(head, common)] }),
      ...changed(head, file('a')),
    };
    expect(await only({ ...setup, answers })).toMatchObject({ base: common, head });
    expect(await refusal({ ...setup, answers: { [`${repo}/git/ref/heads/main`]: refused('NOT_FOUND') } })).toMatch(
      /^NOT_FOUND: /,
    );
  });
});

describe('a checkout that is cut off', () => {
  let origin: TestRepository;
  let folder: string;
  let removes: (() => void)[];
  beforeEach(() => {
    origin = gitRepository();
    removes = [origin.remove];
  });
  afterEach(() => {
    for (const remove of removes) remove();
  });
  function clone(branch: string): void {
    const temporary = temporaryFolder();
    removes.push(temporary.remove);
    folder = `${temporary.folder}/clone`;
    origin.git('clone', '-q', '--depth=1', `--branch=${branch}`, `file://${origin.folder}`, folder);
  }

  test('of a test merge asks GitHub, and says both reasons when that cannot tell', async () => {
    const left = origin.commit({ 'a.txt': '1' });
    origin.git('checkout', '-q', '-b', 'feature');
    const tip = origin.commit({ 'b.txt': '1' });
    origin.git('checkout', '-q', 'main');
    origin.commit({ 'c.txt': '1' });
    origin.git('checkout', '-q', '-b', 'merged');
    origin.git('merge', '-q', '--no-ff', '-m', 'test merge', 'feature');
    const merged = origin.git('rev-parse', 'HEAD');
    clone('merged');
    const opened = await openRepository(folder);
    const pull = { number: 7, head: { sha: tip }, base: { sha: left, ref: 'main' } };
    const event = readEvent(
      { GITHUB_EVENT_NAME: 'pull_request', GITHUB_REPOSITORY: 'acme/desk', GITHUB_SHA: merged },
      { repository: { default_branch: 'main' }, pull_request: pull },
    );
    const units = (answers: GitHubAnswers): Promise<Answer> =>
      historyOf({
        repository: opened.ok ? opened.repository : undefined,
        event,
        prefix: '',
        github: () => memoryGitHub(answers),
      }).units();
    const answered = await units({
      ...tipOf(left),
      [`${repo}/pulls/7`]: { json: { changed_files: 1, head: { sha: tip }, base: { sha: left, ref: 'main' } } },
      [`${repo}/compare/${left}...${tip}`]: comparison({ merge_base_commit: { sha: left } }),
    });
    expect(answered).toMatchObject({ ok: true, units: [{ name: 'pull request #7', base: left, head: tip }] });
    const needs = 'permissions: { pull-requests: read }';
    const not = await units({ [`${repo}/pulls/7`]: refused('MISSING_PERMISSION', needs) });
    expect(not.ok ? '' : shown(not.because)).toMatch(
      /^MISSING_PERMISSION: the checkout does not have [0-9a-f]+, the base of its test merge; refused \[a checkout with fetch-depth: 0, or permissions: \{ pull-requests: read \}\]$/,
    );
  });

  test('of a push asks GitHub for its commits; its end is no root', async () => {
    const before = origin.commit({ 'a.txt': '1' });
    const tip = origin.commit({ 'b.txt': '1' });
    clone('main');
    const event = readEvent(
      {
        GITHUB_EVENT_NAME: 'push',
        GITHUB_REPOSITORY: 'acme/desk',
        GITHUB_SHA: tip,
        GITHUB_REF: 'refs/heads/main',
      },
      { repository: { default_branch: 'main' }, before },
    );
    const opened = await openRepository(folder);
    const repository = opened.ok ? opened.repository : undefined;
    const units = (answers: GitHubAnswers): Promise<Answer> =>
      historyOf({ repository, event, prefix: '', github: () => memoryGitHub(answers) }).units();
    const compare = `${repo}/compare/${before}...${tip}`;
    const answer = await units({
      [compare]: comparison({
        merge_base_commit: { sha: before },
        total_commits: 1,
        commits: [commit(tip, before)],
      }),
      ...changed(tip, file('b.txt', 'added')),
    });
    const [unit] = answer.ok ? answer.units : [];
    expect(await unit?.changes()).toEqual({ ok: true, changes: [{ path: 'b.txt', kind: 'added' }] });
    const not = await units({ [compare]: refused('RATE_LIMITED') });
    expect(not.ok ? '' : shown(not.because)).toMatch(
      /^RATE_LIMITED: the checkout does not have .*\[a checkout with fetch-depth: 0\]$/,
    );
  });
});

describe('over HTTP', () => {
  const details = payload<'/repos/{owner}/{repo}/pulls/{pull_number}'>({
    changed_files: 201,
    head: { sha: head },
    base: { sha: base, ref: 'main' },
  });
  const compare = payload<'/repos/{owner}/{repo}/compare/{basehead}'>({
    status: 'ahead',
    total_commits: 1,
    merge_base_commit: { sha: base },
    commits: [{ sha: head, parents: [{ sha: base }] }],
  });
  const named = (count: number, start = 0) =>
    Array.from({ length: count }, (_, index) => ({ filename: `f${start + index}`, status: 'modified' as const }));
  const routes: Routes = {
    'GET /repos/{owner}/{repo}/pulls/{pull_number}': { body: details },
    'GET /repos/{owner}/{repo}/git/ref/{+ref}': {
      body: payload<'/repos/{owner}/{repo}/git/ref/{ref}'>({ object: { type: 'commit', sha: base } }),
    },
    'GET /repos/{owner}/{repo}/compare/{basehead}': { body: compare },
    'GET /repos/{owner}/{repo}/pulls/{pull_number}/files': pages([named(100), named(100, 100), named(1, 200)]),
  };

  test.each([
    ['a token', token],
    ['no token, as for a public repository', undefined],
  ])('all pages of a pull request, with %s', async (_name, credential) => {
    const changes = await withGitHub(routes, async (server) => {
      const answer = await changesOf({ github: client(server, { token: credential }) });
      expect(new Set(server.requests.map((request) => request.token))).toEqual(new Set([credential]));
      return answer;
    });
    expect(changes).toHaveLength(201);
  });

  test('a token without the permission says which line is missing', async () => {
    const forbidden = {
      status: 403,
      headers: { 'x-accepted-github-permissions': 'pull_requests=read' },
      body: { message: 'Resource not accessible by integration' },
    };
    const said = await withGitHub({ 'GET /repos/{owner}/{repo}/pulls/{pull_number}': forbidden }, async (server) =>
      refusal({ github: client(server) }),
    );
    expect(said).toMatch(/^MISSING_PERMISSION: .*\[permissions: \{ pull-requests: read \}\]$/);
  });

  test.each([
    ['as long as was asked for', [100, 100, 7], 207],
    ['longer than was asked for', [300, 12], 312],
    ['full, and then an empty one', [100, 0], 100],
  ])('all pages of a commit: %s', async (_name, counts, total) => {
    const table: Routes = {
      'GET /repos/{owner}/{repo}/compare/{basehead}': { body: compare },
      'GET /repos/{owner}/{repo}/commits/{ref}': ({ query }) => {
        const page = Number(query['page']);
        const start = counts.slice(0, page - 1).reduce((sum, count) => sum + count, 0);
        return { body: { sha: head, files: named(counts[page - 1] ?? 0, start) } };
      },
    };
    const changes = await withGitHub(table, async (server) =>
      changesOf({ event: 'push', payload: { before: base }, github: client(server) }),
    );
    expect(changes).toHaveLength(total);
  });
});
