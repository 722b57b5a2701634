import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { GitHub } from '../../../../shared/core/ports.ts';
import { gitRepository, type TestRepository, temporaryFolder } from '../../../support/git-repository.ts';
import { client, token } from '../../../support/github-asking.ts';
import { pages } from '../../../support/github-routes.ts';
import { type Routes, withGitHub } from '../../../support/github-server.ts';
import { type PlayedRepository, repositoryApi } from '../../../support/repository-api.ts';
import { alone, config, half, judge, name, passed, pin, type Run, record, type Said, unseen } from './said.ts';

/* A pair of files, and what is said of a half of it under every event: from git, and from what GitHub tells. */

let origin: TestRepository;
let base: string;
const removes: (() => void)[] = [];

beforeEach(() => {
  origin = gitRepository();
  removes.push(origin.remove);
  base = origin.commit({ '.github/release-governance.yml': config, ...pin(1), ...record(1), 'a.txt': '1' });
});
afterEach(() => {
  for (const remove of removes.splice(0)) remove();
});

/** A folder without a repository in it. */
function emptyFolder(): TestRepository {
  const { folder, remove } = temporaryFolder();
  removes.push(remove);
  return { ...origin, folder };
}

function clone(...options: string[]): TestRepository {
  const { folder } = emptyFolder();
  origin.git('clone', '-q', ...options, `file://${origin.folder}`, `${folder}/clone`);
  const git = (...args: string[]): string => origin.git('-C', `${folder}/clone`, ...args);
  return { ...origin, folder: `${folder}/clone`, git };
}

const pull = (head: string, from = base) => ({
  pull_request: { number: 7, head: { sha: head }, base: { sha: from, ref: 'main' } },
});
/** A branch from the base with these commits; main is checked out again. */
function branch(...commits: Parameters<TestRepository['commit']>[0][]): string {
  origin.git('checkout', '-q', '-b', 'feature', base);
  const ids = commits.map((files) => origin.commit(files));
  origin.git('checkout', '-q', 'main');
  return ids.at(-1) ?? '';
}

/** The test merge of the branch into main, checked out. */
function testMerge(): string {
  origin.git('checkout', '-q', '--detach', 'main');
  origin.git('merge', '-q', '--no-ff', '-m', 'test merge', 'feature');
  return origin.git('rev-parse', 'HEAD');
}

describe('a pull request', () => {
  const run = (head: string, more: Partial<Run> = {}) =>
    judge({
      event: 'pull_request',
      at: origin,
      payload: pull(head),
      env: { GITHUB_REF: 'refs/pull/7/merge' },
      ...more,
    });
  const headOf = (from: string, to: string): string => `pull request #7: ${from}..${to}`;

  test('with both halves in two commits passes, at its head and at its test merge', async () => {
    const head = branch(pin(2), record(2));
    origin.git('checkout', '-q', head);
    expect(await run(head)).toEqual(passed(headOf(base, head)));
    testMerge();
    expect(await run(head)).toEqual(passed(headOf(base, head)));
  });

  test('with one half fails at its head, though the base has the other half since', async () => {
    const head = branch(pin(2));
    const moved = origin.commit(record(2));
    origin.git('checkout', '-q', head);
    expect(await run(head)).toEqual(half([headOf(base, head)]));
    expect(await run(head, { payload: pull(head, moved) })).toEqual(half([headOf(base, head)]));
  });

  test('with one half fails at its test merge, though that unites it with the other half of the base', async () => {
    const head = branch(pin(2));
    const moved = origin.commit(record(2));
    testMerge();
    expect(await run(head)).toEqual(half([headOf(moved, head)]));
  });

  test('with one half fails though its head has merged the other half of the base, which its event does not know', async () => {
    branch(pin(2));
    const moved = origin.commit(record(2));
    origin.git('checkout', '-q', 'feature');
    origin.git('merge', '-q', '--no-ff', '-m', 'update', 'main');
    const head = origin.git('rev-parse', 'HEAD');
    expect(await run(head, { at: clone('--branch=feature') })).toEqual(half([headOf(moved, head)]));
    const env = { GITHUB_REF: 'refs/pull/7/merge', GITHUB_SHA: testMerge() };
    expect(await run(head, { env })).toEqual(half([headOf(moved, head)]));
  });

  test('of which each commit has a half fails for both where every commit is asked', async () => {
    const loose = JSON.parse(config) as { 'atomic-change': object };
    const strict = { ...loose, 'atomic-change': { ...loose['atomic-change'], 'each-commit': true } };
    base = origin.commit({ '.github/release-governance.yml': JSON.stringify(strict) });
    const head = branch(pin(2), record(2));
    origin.git('checkout', '-q', head);
    const first = origin.git('rev-parse', 'HEAD~1');
    expect(await run(head)).toEqual(half([alone(base, first), alone(first, head)], first, head));
  });

  test('whose range its workflow narrows is judged whole, and the narrowing is a finding', async () => {
    const head = branch(pin(2), { 'a.txt': '2' });
    origin.git('checkout', '-q', head);
    const { status, stand, units } = await run(head, { given: { range: `${head}~1..${head}` } });
    expect({ status, units }).toEqual({ status: 'failed', units: [headOf(base, head)] });
    expect(stand).toContain('atomic-change/together: failed pair');
    expect(stand).toContain('trust/policy-input: failed range');
  });
});

describe('a push', () => {
  const run = (before: string, more: Partial<Run> = {}) =>
    judge({ event: 'push', at: origin, payload: { before }, ...more });
  /** GitHub, that knows which commit ended which pull request. */
  const merged = async (ends: readonly string[], use: (github: GitHub) => Promise<Said>): Promise<Said> => {
    const associated: Routes = {
      [`GET /repos/${name}/commits/{sha}/pulls`]: ({ parameters }) => ({
        body: ends.flatMap((end, index) =>
          end === parameters['sha']
            ? [{ number: index + 1, merged_at: '2026-11-19T10:00:00Z', merge_commit_sha: end, base: { ref: 'main' } }]
            : [],
        ),
      }),
    };
    return withGitHub(associated, (server) => use(client(server)));
  };

  test('of two pull requests with a half each fails for both: they are never united', async () => {
    const first = origin.commit(pin(2), 'one (#1)');
    const second = origin.commit(record(2), 'two (#2)');
    const units = [`pull request #1: ${base}..${first}`, `pull request #2: ${first}..${second}`];
    const said = await merged([first, second], (github) => run(base, { github }));
    expect(said).toEqual(half(units, 'pull request #1', 'pull request #2'));
  });

  test('whose pull requests nobody tells is judged commit by commit', async () => {
    const first = origin.commit(pin(2));
    const second = origin.commit(record(2));
    expect(await run(base)).toEqual(half([alone(base, first), alone(first, second)], first, second));
  });

  test('of a merge commit with both halves passes', async () => {
    branch(pin(2), record(2));
    origin.git('merge', '-q', '--no-ff', '-m', 'merged (#1)', 'feature');
    const head = origin.git('rev-parse', 'HEAD');
    expect(await run(base)).toEqual(passed(alone(base, head)));
  });

  test('that rewrites the branch says that the event tells no change', async () => {
    const old = origin.commit(pin(2));
    origin.git('reset', '-q', '--hard', base);
    origin.commit(record(2));
    for (const payload of [{ before: old }, { before: old, forced: true }])
      expect(await run(old, { payload })).toEqual(unseen(expect.stringContaining('the input range (A..B)')));
  });

  test('of a new branch is compared with where it left the default branch', async () => {
    const head = branch(pin(2));
    const moved = origin.commit(record(2));
    const at = clone('--branch=feature');
    const played: PlayedRepository = {
      name,
      folder: origin.folder,
      defaultBranch: 'main',
      token,
      grants: ['contents'],
    };
    const env = { GITHUB_REF: 'refs/heads/feature', GITHUB_SHA: head };
    const said = await withGitHub(repositoryApi(played), (server) =>
      run('0'.repeat(40), { at, env, github: client(server) }),
    );
    expect(said).toEqual(half([`branch feature: ${base}..${head}`]));
    expect(moved).not.toBe(base);
  });
});

test('a merge group that unites the halves of two pull requests fails for each', async () => {
  const first = origin.commit(pin(2), 'one (#1)');
  const second = origin.commit(record(2), 'two (#2)');
  const played: PlayedRepository = { name, folder: clone().folder, defaultBranch: 'main', token, grants: ['contents'] };
  const group = { head_sha: second, base_sha: base, base_ref: 'refs/heads/main' };
  const env = { GITHUB_REF: `refs/heads/gh-readonly-queue/main/pr-2-${base}` };
  const run: Run = { event: 'merge_group', at: origin, payload: { merge_group: group }, env };
  const said = await withGitHub(repositoryApi(played), (server) => judge({ ...run, github: client(server) }));
  expect(said).toEqual(half([alone(base, first), alone(first, second)], first, second));
});

describe('a clone that is cut off', () => {
  test('without the API is unverified, and says what to set', async () => {
    const head = branch(pin(2), record(2));
    const at = clone('--depth=1', '--branch=feature');
    const { exit, status, first, stand, needs } = await judge({ event: 'pull_request', payload: pull(head), at });
    expect({ exit, status }).toEqual({ exit: 3, status: 'unverified' });
    expect(first).toMatch(/^atomic-change: NOT VERIFIED {2}/);
    expect(stand).toContain('atomic-change/together: unverified');
    expect(needs.join()).toContain('fetch-depth: 0');
  });

  test('that has the policy, but not where the change began, is unverified too', async () => {
    branch(pin(2), record(2));
    const at = clone('--depth=1', '--branch=feature');
    at.git('fetch', '-q', '--depth=1', 'origin', base);
    const head = at.git('rev-parse', 'HEAD');
    const said = await judge({ event: 'pull_request', payload: pull(head), at });
    expect(said).toEqual(unseen(expect.stringContaining('a checkout with fetch-depth: 0')));
  });
});

describe('without a checkout', () => {
  const asked = (head: string, more: Partial<PlayedRepository>, use: Routes = {}): Promise<Said> => {
    const played: PlayedRepository = {
      name,
      folder: origin.folder,
      defaultBranch: 'main',
      token,
      grants: ['contents', 'pull-requests'],
      pull: { number: 7, base, head },
      ...more,
    };
    origin.git('update-ref', 'refs/heads/main', base);
    return withGitHub({ ...repositoryApi(played), ...use }, (server) => {
      const at = emptyFolder();
      const env = { GITHUB_SHA: origin.git('rev-parse', 'HEAD'), GITHUB_REF: 'refs/pull/7/merge' };
      return judge({ event: 'pull_request', payload: pull(head), at, env, github: client(server) });
    });
  };
  const unit = (head: string): string => `pull request #7: ${base}..${head}`;

  test('both halves pass, one fails, as with a checkout', async () => {
    const head = branch(pin(2), record(2));
    testMerge();
    expect(await asked(head, {})).toEqual(passed(unit(head)));
    origin.git('branch', '-q', '-D', 'feature');
    const other = branch(pin(3));
    testMerge();
    expect(await asked(other, {})).toEqual(half([unit(other)]));
  });

  test('white space of the other half is read, and is no half', async () => {
    const head = branch({ ...pin(2), 'record.md': 'Release  1\n\n' });
    testMerge();
    expect(await asked(head, {})).toEqual(half([unit(head)]));
  });

  test('a list of 3,000 files is unverified: there may be more', async () => {
    const head = branch(pin(2), record(2));
    testMerge();
    const files = ['pin.json', 'record.md', ...Array.from({ length: 2998 }, (_, index) => `f${index}`)];
    const listed = files.map((filename) => ({ filename, status: 'modified' }));
    const routes: Routes = {
      [`GET /repos/${name}/pulls/7/files`]: pages(
        Array.from({ length: 30 }, (_, page) => listed.slice(page * 100, (page + 1) * 100)),
      ),
    };
    const said = await asked(head, {}, routes);
    expect(said).toEqual(unseen(expect.stringContaining('fetch-depth: 0'), [unit(head)]));
  });

  test('a token that may not read pull requests is unverified, and the permission is named', async () => {
    const head = branch(pin(2), record(2));
    testMerge();
    const said = await asked(head, { grants: ['contents'] });
    expect(said).toMatchObject({ exit: 3, status: 'unverified', units: [] });
    expect(said.needs.join()).toContain('pull-requests: read');
  });
});
