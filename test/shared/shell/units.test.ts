import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openRepository } from '../../../shared/adapters/git.ts';
import type { Because } from '../../../shared/core/errors.ts';
import { type RunnerEnvironment, readEvent } from '../../../shared/core/event.ts';
import type { Unit, UnitsRequest } from '../../../shared/core/history.ts';
import { historyOf } from '../../../shared/shell/units.ts';
import { gitCalls } from '../../support/git-calls.ts';
import { gitRepository, type TestRepository, temporaryFolder } from '../../support/git-repository.ts';
import { type GitHubAnswers, memoryGitHub } from '../../support/memory-github.ts';

/* What a run is about, for every event, as far as git can tell. What GitHub tells is in remote-units.test.ts. */

interface Setup {
  /** The checkout; the repository of the test unless given. */
  folder?: string;
  prefix?: string;
  /** Left out on a laptop. */
  event?: string;
  payload?: object;
  env?: RunnerEnvironment;
  answers?: GitHubAnswers;
  request?: UnitsRequest;
}

let origin: TestRepository;
const removes: (() => void)[] = [];

beforeEach(() => {
  origin = gitRepository();
  removes.push(origin.remove);
});
afterEach(() => {
  for (const remove of removes.splice(0)) remove();
});

async function ask(setup: Setup): Promise<{ ok: true; units: readonly Unit[] } | { ok: false; because: Because }> {
  const opened = await openRepository(setup.folder ?? origin.folder);
  const payload = { repository: { default_branch: 'main' }, ...setup.payload };
  const env = {
    GITHUB_EVENT_NAME: setup.event ?? '',
    GITHUB_REPOSITORY: 'acme/desk',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_SHA: opened.ok ? (opened.repository.head ?? '') : '',
    ...setup.env,
  };
  const history = historyOf({
    repository: opened.ok ? opened.repository : undefined,
    event: setup.event === undefined ? undefined : readEvent(env, payload),
    prefix: setup.prefix ?? '',
    github: () => memoryGitHub(setup.answers ?? {}),
  });
  return history.units(setup.request);
}

/** Each unit on a line: its name, its key when it has one, and the paths that changed. */
async function told(setup: Setup): Promise<string[]> {
  const answer = await ask(setup);
  if (!answer.ok) throw new Error(`${answer.because.code}: ${answer.because.message}`);
  return Promise.all(
    answer.units.map(async ({ name, key, changes }) => {
      const listed = await changes();
      if (!listed.ok) throw new Error(`${listed.because.code}: ${listed.because.message}`);
      return `${name}${key === '' ? '' : ` (${key})`}: ${listed.changes.map(({ path }) => path).join(' ')}`;
    }),
  );
}

async function only(setup: Setup): Promise<Unit> {
  const answer = await ask(setup);
  const unit = answer.ok ? answer.units[0] : undefined;
  if (unit === undefined) throw new Error('there is no unit');
  return unit;
}

async function refusal(setup: Setup): Promise<string> {
  const answer = await ask(setup);
  if (answer.ok) throw new Error(`there are units: ${answer.units.map(({ name }) => name).join(', ')}`);
  return `${answer.because.code}: ${answer.because.message} [${answer.because.needs ?? ''}]`;
}

function clone(...options: string[]): string {
  const { folder, remove } = temporaryFolder();
  removes.push(remove);
  origin.git('clone', '-q', ...options, `file://${origin.folder}`, `${folder}/clone`);
  return `${folder}/clone`;
}

const commitName = (sha: string): string => `commit ${sha.slice(0, 12)}`;

/** main: base, moved; pull request: two commits from base; and its test merge into moved. */
function pullRequest() {
  const base = origin.commit({ 'a.txt': '1', 'b.txt': '1', 'dir/c.txt': '1' });
  origin.git('checkout', '-q', '-b', 'feature');
  const first = origin.commit({ 'a.txt': '2' });
  const head = origin.commit({ 'new.txt': '2', 'dir/c.txt': '2' });
  origin.git('checkout', '-q', 'main');
  const moved = origin.commit({ 'b.txt': '3' });
  origin.git('checkout', '-q', '-b', 'merged');
  origin.git('merge', '-q', '--no-ff', '-m', 'test merge', 'feature');
  const merge = origin.git('rev-parse', 'HEAD');
  const pull = (sha = base, number = 7) => ({
    pull_request: { number, head: { sha: head }, base: { sha, ref: 'main' } },
  });
  return { base, first, head, moved, merge, pull };
}

const pullEvents = ['pull_request', 'pull_request_target', 'pull_request_review', 'pull_request_review_comment'];

describe('a pull request', () => {
  test.each(pullEvents.filter((event) => event !== 'pull_request_target'))(
    '%s on the test merge: only its own changes, though the base has moved since the event',
    async (event) => {
      const { pull, moved, head, merge } = pullRequest();
      const setup = { event, payload: pull() };
      expect(await told(setup)).toEqual(['pull request #7: a.txt dir/c.txt new.txt']);
      const unit = await only(setup);
      expect(unit).toMatchObject({ key: '', pullRequest: 7, base: moved, head });
      expect([unit.before.ref, unit.after.ref]).toEqual([moved, merge]);
    },
  );

  test.each(pullEvents)('%s on the head itself: from where it left the base', async (event) => {
    const { pull, base, moved, head } = pullRequest();
    origin.git('checkout', '-q', head);
    const setup = { event, payload: pull(moved) };
    expect(await told(setup)).toEqual(['pull request #7: a.txt dir/c.txt new.txt']);
    expect(await only(setup)).toMatchObject({ base, head });
  });

  test.each([
    ['the head has merged a newer base than the event names', false],
    ['the branch has the head by now: the event tells where it began', true],
  ])('%s', async (_name, merged) => {
    const { base, moved } = pullRequest();
    origin.git('checkout', '-q', 'feature');
    if (!merged) origin.git('merge', '-q', '--no-ff', '-m', 'update', 'main');
    const head = origin.commit({ 'own.txt': '1' });
    if (merged) {
      origin.git('checkout', '-q', 'main');
      origin.git('merge', '-q', '--no-ff', '-m', 'merged', 'feature');
      origin.git('checkout', '-q', 'feature');
    }
    const payload = { pull_request: { number: 7, head: { sha: head }, base: { sha: base, ref: 'main' } } };
    const setup = { folder: clone('--branch=feature'), event: 'pull_request', payload };
    expect(await told(setup)).toEqual(['pull request #7: a.txt dir/c.txt new.txt own.txt']);
    expect(await only(setup)).toMatchObject({ base: merged ? base : moved, head });
  });

  test('a checkout of the base still finds the head when it has it', async () => {
    const { pull, moved } = pullRequest();
    origin.git('checkout', '-q', moved);
    expect(await told({ event: 'pull_request_target', payload: pull() })).toEqual([
      'pull request #7: a.txt dir/c.txt new.txt',
    ]);
  });

  test('a folder is judged by its own paths', async () => {
    const { pull } = pullRequest();
    const setup = { event: 'pull_request', payload: pull(), prefix: 'dir/' };
    expect(await told(setup)).toEqual(['pull request #7: c.txt']);
    const { before, after, changes, content } = await only(setup);
    const listed = await changes();
    const [change] = listed.ok ? listed.changes : [];
    if (change === undefined) throw new Error('nothing changed');
    expect(await content(change, 'before', 10)).toMatchObject({ found: true, content: Buffer.from('1') });
    expect(await content(change, 'after', 10)).toMatchObject({ found: true, content: Buffer.from('2') });
    expect([await before.list(), await after.list()]).toEqual([
      { ok: true, paths: ['c.txt'] },
      { ok: true, paths: ['c.txt'] },
    ]);
  });

  test('a merge of another head is not judged as this one', async () => {
    const { pull, first } = pullRequest();
    const payload = { pull_request: { ...pull().pull_request, head: { sha: first } } };
    expect(await refusal({ event: 'pull_request', payload })).toMatch(
      /^NO_DATA: .* but the event is about .*test merge/,
    );
  });

  test('a commit that merges nothing is no test merge', async () => {
    const { pull, moved } = pullRequest();
    origin.git('checkout', '-q', moved);
    expect(await refusal({ event: 'pull_request', payload: pull() })).toMatch(/^NO_DATA: .* merges nothing, but/);
  });

  test('every commit by itself when asked', async () => {
    const { pull, first, head } = pullRequest();
    expect(await told({ event: 'pull_request', payload: pull(), request: { eachCommit: true } })).toEqual([
      `${commitName(first)} (${first}): a.txt`,
      `${commitName(head)} (${head}): dir/c.txt new.txt`,
    ]);
  });

  test('a clone with the parents of the test merge is enough, and GitHub is not asked', async () => {
    const { pull, merge } = pullRequest();
    const folder = clone('--depth=2', '--branch=merged');
    expect(await told({ folder, event: 'pull_request', payload: pull(), env: { GITHUB_SHA: merge } })).toEqual([
      'pull request #7: a.txt dir/c.txt new.txt',
    ]);
  });

  test('a cut off clone cannot list every commit', async () => {
    const { pull } = pullRequest();
    const folder = clone('--depth=2', '--branch=merged');
    expect(await refusal({ folder, event: 'pull_request', payload: pull(), request: { eachCommit: true } })).toMatch(
      /^NO_BASE: .*\[a checkout with fetch-depth: 0\]$/,
    );
  });

  test('its changes are asked once', async () => {
    const { pull } = pullRequest();
    const unit = await only({ event: 'pull_request', payload: pull() });
    const { calls } = await gitCalls(async () => Promise.all([unit.changes(), unit.changes()]));
    expect(calls).toHaveLength(1);
  });
});

describe('a merge group', () => {
  const group = (from: string, to: string) => ({
    event: 'merge_group',
    payload: { merge_group: { head_sha: to, base_sha: from, base_ref: 'refs/heads/main' } },
  });

  test('two pull requests are never judged as one', async () => {
    const base = origin.commit({ 'pin.json': '1', 'matrix.md': '1' });
    const one = origin.commit({ 'pin.json': '2' });
    const two = origin.commit({ 'matrix.md': '2' });
    expect(await told(group(base, two))).toEqual([
      `${commitName(one)} (${one}): pin.json`,
      `${commitName(two)} (${two}): matrix.md`,
    ]);
  });

  test('merge commits are compared with the line that they were put on', async () => {
    const { moved, merge } = pullRequest();
    const next = origin.commit({ 'later.txt': 'x' });
    expect(await told(group(moved, next))).toEqual([
      `${commitName(merge)} (${merge}): a.txt dir/c.txt new.txt`,
      `${commitName(next)} (${next}): later.txt`,
    ]);
    expect(await told(group(moved, merge))).toEqual([`${commitName(merge)}: a.txt dir/c.txt new.txt`]);
  });

  test('a base that the group does not follow on', async () => {
    const { first, merge } = pullRequest();
    expect(await refusal(group(first, merge))).toMatch(/^NO_BASE: the first parents of .* do not lead to/);
  });
});

describe('a push', () => {
  const push = (before: string, more: object = {}) => ({ event: 'push', payload: { before, ...more } });
  const pulls = (sha: string, ...json: object[]): GitHubAnswers => ({
    [`GET /repos/acme/desk/commits/${sha}/pulls`]: { json },
  });
  const merged = (number: number, last: string, more: object = {}) => ({
    number,
    merged_at: '2026-11-01T12:00:00Z',
    merge_commit_sha: last,
    base: { ref: 'main' },
    ...more,
  });
  let before: string;
  let commits: string[];
  beforeEach(() => {
    before = origin.commit({ 'a.txt': '0' });
    commits = ['1', '2', '3', '4'].map((text) => origin.commit({ [`${text}.txt`]: text }));
  });
  const sha = (index: number): string => commits[index] ?? '';
  const alone = (index: number): string => `${commitName(sha(index))} (${sha(index)}): ${index + 1}.txt`;

  test('one commit is one unit, and GitHub is not asked', async () => {
    const setup = push(sha(2));
    expect(await told(setup)).toEqual([`${commitName(sha(3))}: 4.txt`]);
    const unit = await only(setup);
    expect([unit.key, unit.pullRequest, unit.base, unit.head]).toEqual(['', undefined, sha(2), sha(3)]);
  });

  test('commits that one merged pull request brought are one unit, from before its first to its last', async () => {
    const answers = {
      ...pulls(sha(0)),
      ...pulls(sha(1), merged(8, sha(2))),
      ...pulls(sha(2), merged(8, sha(2))),
      ...pulls(sha(3), merged(9, sha(3))),
    };
    const setup = { ...push(before), answers };
    expect(await told(setup)).toEqual([
      alone(0),
      'pull request #8 (pull request #8): 2.txt 3.txt',
      'pull request #9 (pull request #9): 4.txt',
    ]);
    const answer = await ask(setup);
    expect(answer.ok ? answer.units[1] : answer).toMatchObject({ pullRequest: 8, base: sha(0), head: sha(2) });
  });

  const notOne: [name: string, ...pull: [first: object, second: object]][] = [
    ['it is not merged', merged(8, 'x', { merged_at: null }), merged(8, 'x', { merged_at: null })],
    ['it ended with another commit', merged(8, 'f'.repeat(40)), merged(8, 'f'.repeat(40))],
    [
      'it was merged into another branch',
      merged(8, 'last', { base: { ref: 'x' } }),
      merged(8, 'last', { base: { ref: 'x' } }),
    ],
  ];
  test.each(notOne)('commits stand by themselves when %s', async (_name, first, second) => {
    const last = (pull: object): object => ({
      ...pull,
      ...('merge_commit_sha' in pull && pull.merge_commit_sha === 'last' ? { merge_commit_sha: sha(3) } : {}),
    });
    const answers = { ...pulls(sha(2), last(first)), ...pulls(sha(3), last(second)) };
    expect(await told({ ...push(sha(1)), answers })).toEqual([alone(2), alone(3)]);
  });

  test('commits stand by themselves when GitHub does not say, also when it says so only for some', async () => {
    const no: GitHubAnswers[string] = { because: { code: 'MISSING_PERMISSION', message: 'no' } };
    const answers = {
      ...pulls(sha(2), merged(8, sha(3))),
      [`GET /repos/acme/desk/commits/${sha(3)}/pulls`]: no,
    };
    expect(await told({ ...push(sha(1)), answers })).toEqual([alone(2), alone(3)]);
  });

  test('every commit by itself when asked: GitHub need not say anything', async () => {
    expect(await told({ ...push(sha(1)), request: { eachCommit: true } })).toEqual([alone(2), alone(3)]);
  });

  test('a rewritten branch has no beginning, whatever the payload says of it', async () => {
    origin.git('checkout', '-q', '-B', 'main', before);
    origin.commit({ 'other.txt': 'x' });
    expect(await refusal(push(sha(3)))).toMatch(/^NO_BASE: the branch was rewritten: .*\[the input range/);
    expect(await refusal(push(before, { forced: true }))).toMatch(/^NO_BASE: the branch was rewritten/);
    expect(await refusal(push('e'.repeat(40)))).toMatch(/^NO_BASE: the branch was rewritten/);
  });

  test('a branch that was set back has no change of its own', async () => {
    origin.git('checkout', '-q', '-B', 'main', sha(1));
    expect(await refusal(push(sha(3)))).toMatch(/^NO_BASE: the branch was rewritten/);
    expect(await refusal(push(sha(1)))).toMatch(/^NO_BASE: .*there is no change/);
  });

  test('a merge that takes the branch for the side is not judged along its other parent', async () => {
    origin.git('checkout', '-q', '-b', 'side', before);
    origin.commit({ 'side.txt': 'x' });
    origin.git('merge', '-q', '--no-ff', '-m', 'turned', 'main');
    expect(await refusal(push(sha(3)))).toMatch(/^NO_BASE: the first parents of .* do not lead to/);
  });

  test('a branch and a pull request into one are compared with where they left the default branch', async () => {
    origin.git('checkout', '-q', '-b', 'topic', sha(1));
    const first = origin.commit({ 'x.txt': 'x' });
    const second = origin.commit({ 'y.txt': 'y' });
    const folder = clone('--branch=topic');
    const all = ['branch topic: x.txt y.txt'];
    for (const more of [{ before: '0'.repeat(40) }, { before: first }, { before: first, forced: true }]) {
      const setup = { folder, event: 'push', payload: more, env: { GITHUB_REF: 'refs/heads/topic' } };
      expect(await told(setup)).toEqual(all);
      expect(await told({ ...setup, request: { eachCommit: true } })).toEqual([
        `${commitName(first)} (${first}): x.txt`,
        `${commitName(second)} (${second}): y.txt`,
      ]);
    }
    const pull = { number: 7, head: { sha: second }, base: { sha: first, ref: 'own' } };
    expect(await told({ folder, event: 'pull_request', payload: { pull_request: pull } })).toEqual([
      'pull request #7: x.txt y.txt',
    ]);
  });

  test('a branch that only has what the default branch has is judged by what the push brought', async () => {
    origin.git('branch', 'release', sha(1));
    const folder = clone('--branch=release');
    const setup = { folder, ...push(sha(0)), env: { GITHUB_REF: 'refs/heads/release' } };
    expect(await told(setup)).toEqual([`${commitName(sha(1))}: 2.txt`]);
    expect(await refusal({ ...setup, ...push(sha(0), { forced: true }) })).toMatch(/there is no change/);
  });

  test('a new branch without a commit of its own, and the first push of the default branch, change nothing', async () => {
    const folder = clone();
    const none = '0'.repeat(40);
    expect(await refusal({ folder, ...push(none), env: { GITHUB_REF: 'refs/heads/topic' } })).toMatch(
      /there is no change/,
    );
    expect(await refusal({ folder, ...push(none) })).toMatch(/^NO_BASE: the first push of main/);
  });

  test('more commits than GitHub tells of are too many', async () => {
    const tree = origin.git('rev-parse', 'HEAD^{tree}');
    let tip = sha(3);
    for (let count = 0; count < 250; count += 1) tip = origin.git('commit-tree', '-p', tip, '-m', `${count}`, tree);
    origin.git('reset', '-q', '--hard', tip);
    const most = await ask({ ...push(sha(3)), request: { eachCommit: true } });
    expect(most.ok ? most.units.length : most.because).toBe(250);
    expect(await refusal(push(sha(2)))).toMatch(/^TRUNCATED: .* more than the 250 commits/);
  });
});

test.each([
  ['schedule', 'refs/heads/main', /the event schedule names no change/],
  ['workflow_dispatch', 'refs/heads/main', /the event workflow_dispatch names no change/],
  ['release', 'refs/tags/v1', /the event release names no change/],
  ['workflow_run', 'refs/heads/main', /the event workflow_run names no change/],
  ['push', 'refs/tags/v1', /the push of refs\/tags\/v1 names no change/],
])('%s on %s asks for a range', async (event, ref, message) => {
  const head = origin.commit({ 'a.txt': '1' });
  const setup = { event, payload: { before: head }, env: { GITHUB_REF: ref } };
  const said = await refusal(setup);
  expect(said).toMatch(message);
  expect(said).toMatch(/^NO_BASE: .*\[the input range \(A\.\.B\)\]$/);
  const next = origin.commit({ 'b.txt': '1' });
  expect(await told({ ...setup, request: { range: `${head}..${next}` } })).toEqual([`${head}..${next}: b.txt`]);
});

describe('a range', () => {
  const range = (text: string, more: UnitsRequest = {}): Setup => ({ request: { range: text, ...more } });

  test('begins where its end left its start', async () => {
    const { base, first, head } = pullRequest();
    expect(await told(range('main..feature'))).toEqual(['main..feature: a.txt dir/c.txt new.txt']);
    expect(await only(range('main..feature'))).toMatchObject({ key: '', base, head });
    expect(await told(range(`${base}..feature~1`))).toEqual([`${base}..feature~1: a.txt`]);
    expect(await told({ ...range('refs/heads/main..refs/heads/feature'), prefix: 'dir/' })).toEqual([
      'refs/heads/main..refs/heads/feature: c.txt',
    ]);
    expect(await told(range('main..feature', { eachCommit: true }))).toEqual([
      `${commitName(first)} (${first}): a.txt`,
      `${commitName(head)} (${head}): dir/c.txt new.txt`,
    ]);
  });

  test('of commits compares a merge with its first parent, and a root with nothing', async () => {
    const { base, moved, merge } = pullRequest();
    expect(await told(range(`${base}..merged`, { eachCommit: true }))).toEqual([
      `${commitName(moved)} (${moved}): b.txt`,
      `${commitName(merge)} (${merge}): a.txt dir/c.txt new.txt`,
    ]);
    origin.git('checkout', '-q', '--orphan', 'apart');
    const root = origin.commit({ 'a.txt': null, 'root.txt': 'x' });
    const paths = 'b.txt dir/c.txt new.txt root.txt';
    expect(await told(range('main..apart', { eachCommit: true }))).toEqual([`${commitName(root)}: ${paths}`]);
    expect(await refusal(range('main..apart'))).toMatch(/^NO_BASE: .* no commit in common/);
  });

  test.each([
    'main',
    'main...feature',
    'main..',
    '..main',
    'a..b..c',
    '--all..main',
    'main..--output=x',
    '^main..feature',
    'main..feature^2',
    'main@{1}..feature',
    'main:a.txt..feature',
    'main ..feature',
    'main..feature\n',
    'main..fea\u0000ture',
    'ma*n..feature',
    '',
  ])('%j is refused as a wrong input', async (text) => {
    pullRequest();
    await expect(ask(range(text))).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  test('without a change, a commit or a plain meaning is unverified', async () => {
    pullRequest();
    expect(await refusal(range('feature..feature~1'))).toMatch(/^NO_BASE: .*there is no change/);
    expect(await refusal(range('main..main', { eachCommit: true }))).toMatch(/^NO_BASE: .*there is no change/);
    expect(await refusal(range('main..elsewhere'))).toMatch(
      /^NO_BASE: there is no commit elsewhere here.*fetch-depth: 0/,
    );
    origin.git('tag', 'feature', 'main');
    expect(await refusal(range('main..feature'))).toMatch(/^NO_BASE: feature means more than one thing/);
  });

  test('whose ends were merged into each other has no single beginning', async () => {
    const { moved, head } = pullRequest();
    origin.git('checkout', '-q', '-B', 'x', moved);
    origin.git('merge', '-q', '-m', 'one', head);
    origin.git('checkout', '-q', '-B', 'y', head);
    origin.git('merge', '-q', '-m', 'two', moved);
    origin.commit({ 'y.txt': 'y' });
    expect(await refusal(range('x..y'))).toMatch(/^NO_BASE: .* at several commits.*\[a merge of .* into/);
  });

  test('in a cut off clone is not trusted', async () => {
    pullRequest();
    const folder = clone('--depth=2', '--branch=feature');
    expect(await refusal({ folder, ...range('HEAD~1..HEAD') })).toMatch(
      /^NO_BASE: .*\[a checkout with fetch-depth: 0\]$/,
    );
    const last = origin.git('rev-parse', 'feature');
    expect(await told({ folder, ...range('HEAD~1..HEAD', { eachCommit: true }) })).toEqual([
      `${commitName(last)}: dir/c.txt new.txt`,
    ]);
  });
});

describe('a laptop', () => {
  test('from where the work left the default branch of the remote, to what is on disk', async () => {
    const { base } = pullRequest();
    origin.git('checkout', '-q', 'main');
    const folder = clone();
    origin.git('-C', folder, 'checkout', '-q', '-B', 'work', base);
    const work = origin.git('-C', folder, 'commit', '-q', '--allow-empty', '-m', 'w');
    expect(work).toBe('');
    origin.git('-C', folder, 'rm', '-q', '--cached', 'a.txt');
    const unit = await only({ folder });
    expect(unit).toMatchObject({ name: 'the work tree', key: '', base, head: undefined });
    expect(await told({ folder })).toEqual(['the work tree: ']);
    origin.git('-C', folder, 'rm', '-q', 'b.txt');
    expect(await told({ folder })).toEqual(['the work tree: b.txt']);
  });

  test('both sides of a changed file', async () => {
    origin.commit({ 'a.txt': 'one', 'b.txt': 'kept' });
    origin.commit({ 'b.txt': 'other' });
    origin.write({ 'a.txt': 'three' });
    const { changes, content } = await only({});
    const listed = await changes();
    const [a, b] = listed.ok ? listed.changes : [];
    if (a === undefined || b === undefined) throw new Error('two files have changed');
    expect(await content(a, 'before', 10)).toMatchObject({ found: true, source: 'tree', bytes: 3 });
    expect(await content(a, 'after', 10)).toMatchObject({ found: true, source: 'worktree', bytes: 5 });
    expect(await content(b, 'before', 10)).toMatchObject({ found: true, content: Buffer.from('kept') });
    expect(await content({ path: 'c.txt', kind: 'modified' }, 'after', 10)).toMatchObject({
      found: false,
      reason: 'unreadable',
    });
  });

  test('a first commit is compared with nothing', async () => {
    const root = origin.commit({ 'a.txt': '1' });
    origin.write({ 'b.txt': '2' });
    expect(await told({})).toEqual(['the work tree: a.txt b.txt']);
    expect(await told({ request: { eachCommit: true } })).toEqual([
      `${commitName(root)} (${root}): a.txt`,
      'the work tree (the work tree): b.txt',
    ]);
  });

  test('without a commit, without a repository, or in a cut off clone there is no beginning', async () => {
    expect(await refusal({})).toMatch(/^NO_BASE: there is no earlier commit/);
    const { folder, remove } = temporaryFolder();
    removes.push(remove);
    expect(await refusal({ folder })).toMatch(/^NO_BASE: there is no git repository/);
    expect(await refusal({ folder, request: { range: 'a..b' } })).toMatch(/^NO_BASE: .* without a checkout/);
    pullRequest();
    expect(await refusal({ folder: clone('--depth=1') })).toMatch(/^NO_BASE: .*unshallow/);
  });
});
