import { describe, expect, test } from '@jest/globals';
import { GovernanceError } from '../../../shared/core/errors.ts';
import { type RunEvent, type RunnerEnvironment, readEvent } from '../../../shared/core/event.ts';
import { at } from '../../support/moments.ts';

const head = '1'.repeat(40);
const base = '2'.repeat(40);
const merge = '3'.repeat(40);
const before = '4'.repeat(40);
const none = '0'.repeat(40);

const env: RunnerEnvironment = {
  GITHUB_REPOSITORY: 'acme/consumer',
  GITHUB_REF: 'refs/heads/main',
  GITHUB_SHA: merge,
  GITHUB_WORKFLOW_REF: 'acme/consumer/.github/workflows/ci.yml@refs/heads/main',
  GITHUB_JOB: 'gate',
  GITHUB_RUN_ID: '123456789012',
  GITHUB_RUN_ATTEMPT: '2',
};
const repository = { default_branch: 'main', full_name: 'acme/consumer' };
const pull = {
  number: 7,
  head: { sha: head, ref: 'feature' },
  base: { sha: base, ref: 'main' },
  updated_at: '2026-03-10T12:00:00Z',
};

function read(name: string, payload: unknown, more: RunnerEnvironment = {}): RunEvent {
  return readEvent({ ...env, GITHUB_EVENT_NAME: name, ...more }, payload);
}

/** What the event decides: what is judged, where policy comes from, and when it happened. */
function meaning({ subject, policy, at: time }: RunEvent): unknown {
  const { headSha, baseSha, mergeSha, pullRequest } = subject;
  return { headSha, baseSha, mergeSha, pullRequest, policy, time };
}

const onPull = {
  headSha: head,
  baseSha: base,
  pullRequest: 7,
  policy: { kind: 'commit', sha: base },
  time: at(pull.updated_at),
};
const byCommit = { kind: 'commit', sha: before } as const;
const byBranch = { kind: 'branch', name: 'main' } as const;

describe('what an event decides', () => {
  test.each<[string, string, unknown, unknown]>([
    [
      'a pull request: its head is judged by its base',
      'pull_request',
      { repository, pull_request: pull },
      { ...onPull, mergeSha: merge },
    ],
    ['pull_request_target: there is no test merge', 'pull_request_target', { repository, pull_request: pull }, onPull],
    [
      'a review: the same as the pull request',
      'pull_request_review',
      { repository, pull_request: pull },
      { ...onPull, mergeSha: merge },
    ],
    [
      'a review comment: the same',
      'pull_request_review_comment',
      { repository, pull_request: pull },
      { ...onPull, mergeSha: merge },
    ],
    [
      'a pull request that was pushed to names the commit before, which says nothing',
      'pull_request',
      { repository, before, after: head, pull_request: pull },
      { ...onPull, mergeSha: merge },
    ],
    [
      'a pull request to another branch: the default branch judges, for that branch may be the author’s own',
      'pull_request',
      { repository, pull_request: { ...pull, base: { sha: base, ref: 'someone/feature' } } },
      { ...onPull, mergeSha: merge, policy: byBranch },
    ],
    [
      'a push: its previous tip judges',
      'push',
      { repository, before, after: merge },
      { headSha: merge, baseSha: before, policy: byCommit },
    ],
    [
      'a force push: its previous tip still judges',
      'push',
      { repository, before, after: merge, forced: true },
      { headSha: merge, baseSha: before, policy: byCommit },
    ],
    [
      'a push to another branch: the default branch judges, the previous tip is only compared with',
      'push',
      { repository: { default_branch: 'trunk' }, before, after: merge },
      { headSha: merge, baseSha: before, policy: { kind: 'branch', name: 'trunk' } },
    ],
    [
      'a push of a new branch: the default branch judges',
      'push',
      { repository, before: none, after: merge, created: true },
      { headSha: merge, policy: byBranch },
    ],
    [
      'a push with sha256 ids',
      'push',
      { repository, before: 'a'.repeat(64) },
      { headSha: merge, baseSha: 'a'.repeat(64), policy: { kind: 'commit', sha: 'a'.repeat(64) } },
    ],
    [
      'a push of a new branch with sha256 ids',
      'push',
      { repository, before: '0'.repeat(64) },
      { headSha: merge, policy: byBranch },
    ],
    [
      'the date of a pushed commit proves nothing',
      'push',
      { repository, before, head_commit: { timestamp: '2020-01-01T00:00:00Z' } },
      { headSha: merge, baseSha: before, policy: byCommit },
    ],
    [
      'a merge group: the tip of the default branch judges',
      'merge_group',
      { repository, merge_group: { head_sha: head, base_sha: base, base_ref: 'refs/heads/release/1.x' } },
      { headSha: head, baseSha: base, policy: byBranch },
    ],
    [
      'a schedule: the default branch judges',
      'schedule',
      { repository, schedule: '0 0 * * *' },
      { headSha: merge, policy: byBranch },
    ],
    [
      'a dispatch: the default branch judges',
      'workflow_dispatch',
      { repository, inputs: {} },
      { headSha: merge, policy: byBranch },
    ],
    [
      'a release happened when the platform says so',
      'release',
      { repository, release: { published_at: '2026-03-09T08:00:00Z', created_at: '2020-01-01T00:00:00Z' } },
      { headSha: merge, policy: byBranch, time: at('2026-03-09T08:00:00Z') },
    ],
    [
      'a release that was not published',
      'release',
      { repository, release: { published_at: null } },
      { headSha: merge, policy: byBranch },
    ],
    [
      'workflow_run: the default branch judges',
      'workflow_run',
      { repository, workflow_run: { head_sha: head, event: 'push', head_branch: 'main' } },
      { headSha: merge, policy: byBranch },
    ],
  ])('%s', (_name, event, payload, expected) => {
    expect(meaning(read(event, payload))).toEqual(expected);
  });

  test('a tag that is called like the default branch is not that branch', () => {
    const { policy } = read('push', { repository, before }, { GITHUB_REF: 'refs/tags/main' });
    expect(policy).toEqual(byBranch);
    expect(read('push', { repository, before }, { GITHUB_REF: undefined }).policy).toEqual(byBranch);
  });

  test.each<[string, unknown, string | undefined]>([
    ['pull_request', { repository, pull_request: pull }, base],
    ['pull_request', { repository, pull_request: { ...pull, base: { sha: base, ref: 'other' } } }, undefined],
    ['merge_group', { repository, merge_group: { head_sha: head, base_sha: base, base_ref: 'refs/heads/main' } }, base],
    [
      'merge_group',
      { repository, merge_group: { head_sha: head, base_sha: base, base_ref: 'refs/heads/x' } },
      undefined,
    ],
    ['push', { repository, before }, before],
    ['push', { repository, before: none }, undefined],
    ['schedule', { repository }, undefined],
    ['release', { repository, release: {} }, undefined],
  ])(
    '%s with %j is compared with the commit before on the default branch, else with its tip',
    (event, payload, sha) => {
      const tip = { kind: 'branch', name: 'main' };
      expect(read(event, payload).before).toEqual(sha === undefined ? tip : { kind: 'commit', sha });
    },
  );

  test.each<[string, object, true | undefined]>([
    ['push', { before, forced: true }, true],
    ['push', { before, forced: false }, undefined],
    ['push', { before }, undefined],
    ['schedule', { forced: true }, undefined],
  ])('%s with %j is forced: %j', (event, payload, forced) => {
    expect(read(event, { repository, ...payload }).forced).toBe(forced);
  });

  test('a schedule names no repository in its payload, and runs on the default branch', () => {
    expect(read('schedule', {}).policy).toEqual({ kind: 'branch', name: 'main' });
  });

  test('what the run says of itself is kept', () => {
    const { subject, defaultBranch } = read('schedule', { repository });
    expect(defaultBranch).toBe('main');
    expect(subject).toEqual({
      repository: 'acme/consumer',
      event: 'schedule',
      ref: 'refs/heads/main',
      workflowRef: 'acme/consumer/.github/workflows/ci.yml@refs/heads/main',
      job: 'gate',
      runId: 123456789012,
      attempt: 2,
      headSha: merge,
    });
  });

  test('what the runner leaves out is left out', () => {
    const bare = {
      GITHUB_REF: '',
      GITHUB_WORKFLOW_REF: undefined,
      GITHUB_JOB: '',
      GITHUB_RUN_ID: 'x',
      GITHUB_RUN_ATTEMPT: '',
    };
    const { subject } = read('schedule', { repository }, bare);
    expect(subject).toEqual({ repository: 'acme/consumer', event: 'schedule', headSha: merge });
  });
});

function refusal(name: string, payload: unknown, more: RunnerEnvironment = {}): GovernanceError {
  try {
    read(name, payload, more);
  } catch (thrown) {
    if (thrown instanceof GovernanceError) return thrown;
    throw thrown;
  }
  throw new Error('the event was taken');
}

describe('a broken payload is BAD_INPUT', () => {
  test.each<[string, string, unknown, RegExp]>([
    ['no object', 'push', null, /not what GitHub sends/],
    ['a list', 'push', [], /not what GitHub sends/],
    ['a text', 'push', '{}', /not what GitHub sends/],
    ['a pull request event without one', 'pull_request', { repository }, /pull_request event has no pull_request/],
    ['pull_request_target without one', 'pull_request_target', { repository }, /has no pull_request/],
    ['a merge group event without one', 'merge_group', { repository }, /has no merge_group/],
    [
      'a pull request without a head',
      'pull_request',
      { repository, pull_request: { ...pull, head: undefined } },
      /pull_request\.head/,
    ],
    [
      'a head that is no commit id',
      'pull_request',
      { repository, pull_request: { ...pull, head: { sha: 'main' } } },
      /pull_request\.head\.sha/,
    ],
    [
      'a short commit id',
      'pull_request',
      { repository, pull_request: { ...pull, base: { sha: base.slice(0, 7), ref: 'main' } } },
      /pull_request\.base\.sha/,
    ],
    [
      'a number that is none',
      'pull_request',
      { repository, pull_request: { ...pull, number: '7' } },
      /pull_request\.number/,
    ],
    [
      'a time that is none',
      'pull_request',
      { repository, pull_request: { ...pull, updated_at: 'yesterday' } },
      /pull_request\.updated_at/,
    ],
    [
      'a day that is none',
      'release',
      { repository, release: { published_at: '2026-02-30T00:00:00Z' } },
      /release\.published_at/,
    ],
    ['a push without its previous tip', 'push', { repository, after: merge }, /has no before/],
    ['a previous tip that is no commit id', 'push', { repository, before: 'HEAD~1' }, /not what GitHub sends: before/],
    [
      'a merge group with an option for a commit',
      'merge_group',
      { repository, merge_group: { head_sha: '--output=x', base_sha: base, base_ref: 'main' } },
      /merge_group\.head_sha/,
    ],
    ['no default branch where one is needed', 'workflow_dispatch', {}, /has no repository\.default_branch/],
    ['no default branch for a new branch', 'push', { before: none }, /has no repository\.default_branch/],
  ])('%s', (_name, event, payload, message) => {
    const error = refusal(event, payload);
    expect([error.code, error.message]).toEqual(['BAD_INPUT', expect.stringMatching(message)]);
    expect(error.hint).toBeDefined();
  });

  test.each(['GITHUB_EVENT_NAME', 'GITHUB_REPOSITORY', 'GITHUB_SHA'] as const)('%s is not set', (name) => {
    for (const value of [undefined, '']) {
      const error = refusal('schedule', { repository }, { [name]: value });
      expect([error.code, error.message]).toEqual(['BAD_INPUT', `the runner did not set ${name}`]);
    }
  });
});

test.each<[string, object, string | undefined]>([
  ['of a branch of the repository', { repo: { full_name: 'acme/consumer' } }, 'acme/consumer'],
  ['of a fork', { repo: { full_name: 'evil/consumer' } }, 'evil/consumer'],
  ['of a fork that is gone', { repo: null }, undefined],
  ['of which the payload does not say it', {}, undefined],
])('the repository of a pull request %s', (_name, more, expected) => {
  const payload = { repository, pull_request: { ...pull, head: { ...pull.head, ...more } } };
  expect(read('pull_request', payload).headRepository).toBe(expected);
});
