import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { control } from '../../../actions/manifest-sync/control.ts';
import type { RunnerEnvironment } from '../../../shared/core/event.ts';
import { notAskedNote } from '../../../shared/core/step-report.ts';
import { pullRequest, runAsAction } from '../../support/action-run.ts';
import { configText, consumerFiles, contractEntry, contractFiles, paths } from '../../support/contract-files.ts';
import { gitRepository, type TestRepository } from '../../support/git-repository.ts';
import { type GitHubAnswers, memoryGitHub, notFound } from '../../support/memory-github.ts';

/* Where the policy of each event comes from, and what is said when it cannot be read. */

let repository: TestRepository;
let base: string;
let head: string;
const repo = 'GET /repos/harbour-example/desk';
const loosened = { [paths.config]: configText({ contracts: [{ ...contractEntry, fields: {} }] }) };

beforeEach(() => {
  repository = gitRepository();
  base = repository.commit(consumerFiles());
  head = repository.commit({ ...loosened, [paths.pin]: contractFiles({ tag: 'v9.9.9' })[paths.pin] ?? '' });
});
afterEach(() => repository.remove());

function run(event: string, payload: object, answers: GitHubAnswers = {}, env: RunnerEnvironment = {}) {
  return runAsAction({
    control,
    repository,
    payload: { repository: { default_branch: 'main' }, ...payload },
    env: { GITHUB_EVENT_NAME: event, GITHUB_REF: 'refs/heads/main', ...env },
    github: memoryGitHub(answers),
  });
}

const tip = (branch: string): GitHubAnswers => ({
  [`${repo}/git/ref/heads/${branch}`]: { json: { object: { sha: base } } },
});

const events: [event: string, payload: () => object, answers: () => GitHubAnswers][] = [
  ['pull_request', () => pullRequest(base, head) as object, () => ({})],
  ['push', () => ({ before: base, after: head }), () => ({})],
  ['push', () => ({ before: '0'.repeat(40), after: head }), () => tip('main')],
  [
    'merge_group',
    () => ({ merge_group: { head_sha: head, base_sha: base, base_ref: 'refs/heads/main' } }),
    () => tip('main'),
  ],
  ['schedule', () => ({}), () => tip('main')],
  ['workflow_dispatch', () => ({}), () => tip('main')],
  ['release', () => ({ release: { published_at: '2026-11-19T10:00:00Z' } }), () => tip('main')],
];
test.each(events)('%s reads the policy from the base and judges the head', async (event, payload, answers) => {
  const { report, exit } = await run(event, payload(), answers());
  expect(report.policySource).toMatchObject({ kind: 'base', ref: base });
  expect(report.subject).toMatchObject({ event, headSha: head, checkedOutSha: head });
  expect(exit).toBe(1);
});

test('a base that a shallow clone does not have is read through the API', async () => {
  const far = 'c'.repeat(40);
  const answers: GitHubAnswers = {
    [`${repo}/contents/.github/release-governance.yml?ref=${far}`]: { raw: configText() },
  };
  const { report, exit } = await run('pull_request', pullRequest(far, head) as object, answers);
  expect(report.policySource).toMatchObject({ kind: 'base', ref: far });
  expect(exit).toBe(1);
});

const unreadable: [name: string, answers: GitHubAnswers, code: string][] = [
  [
    'no permission',
    {
      [`${repo}/contents/.github/release-governance.yml`]: {
        because: { code: 'MISSING_PERMISSION', message: 'no', needs: 'permissions: { contents: read }' },
      },
    },
    'MISSING_PERMISSION',
  ],
  [
    'a rate limit',
    { [`${repo}/contents/.github/release-governance.yml`]: { because: { code: 'RATE_LIMITED', message: 'wait' } } },
    'RATE_LIMITED',
  ],
  [
    'a commit that is hidden or gone',
    {
      [`${repo}/contents/.github/release-governance.yml`]: notFound,
      [`${repo}/git/commits/${'c'.repeat(40)}`]: notFound,
    },
    'NOT_FOUND',
  ],
];
test.each(unreadable)('%s: nothing is verified, and every rule says why', async (_name, answers, code) => {
  const { report, exit } = await run('pull_request', pullRequest('c'.repeat(40), head) as object, answers);
  expect(exit).toBe(3);
  expect(report.results.map(({ because }) => because?.code)).toEqual(Object.keys(control.rules).map(() => code));
});

test('GitHub that does not answer is a broken run, not a verdict', async () => {
  const answers: GitHubAnswers = {
    [`${repo}/contents/.github/release-governance.yml`]: { because: { code: 'GITHUB_DOWN', message: 'HTTP 502' } },
  };
  const { report, exit } = await run('pull_request', pullRequest('c'.repeat(40), head) as object, answers);
  expect(exit).toBe(4);
  expect(report.error?.code).toBe('GITHUB_DOWN');
});

test('the tip of the default branch that cannot be read leaves nothing verified', async () => {
  const { exit } = await run('schedule', {}, { [`${repo}/git/ref/heads/main`]: notFound });
  expect(exit).toBe(3);
});

describe('a monorepo', () => {
  test('the working directory has its own configuration and its own paths', async () => {
    const inner = (files: Record<string, string>): Record<string, string> =>
      Object.fromEntries(Object.entries(files).map(([path, text]) => [`packages/desk/${path}`, text]));
    const before = repository.commit(inner(consumerFiles()));
    const now = repository.commit({
      'packages/desk/config/pin.json': contractFiles({ tag: 'v9.9.9' })[paths.pin] ?? '',
    });
    const outcome = await runAsAction({
      control,
      repository,
      payload: pullRequest(before, now),
      given: { 'working-directory': 'packages/desk' },
    });
    expect(outcome.exit).toBe(1);
    expect(outcome.folder).toBe('packages/desk/');
    expect(outcome.report.policySource).toMatchObject({
      kind: 'base',
      path: 'packages/desk/.github/release-governance.yml',
    });
    expect(outcome.report.inputs.map(({ path }) => path)).toContain(paths.pin);
  });
});

test('an event that the base configuration skips is not applicable', async () => {
  const before = repository.commit(consumerFiles({}, { 'manifest-sync': { 'skip-on': ['schedule'] } }));
  repository.commit({ 'a.txt': 'x' });
  const answers: GitHubAnswers = { [`${repo}/git/ref/heads/main`]: { json: { object: { sha: before } } } };
  const { report, exit, words } = await run('schedule', {}, answers);
  expect([report.status, exit, words]).toEqual(['not-applicable', 0, 'NOT APPLICABLE']);
});

test('a control that the base does not ask for says so in the words by which a job that judges nothing is known', async () => {
  const before = repository.commit({ ...consumerFiles(), [paths.config]: 'version: 1\n' });
  const { report } = await runAsAction({
    control,
    repository,
    payload: pullRequest(before, repository.commit({ 'a.txt': 'x' })),
    given: { 'if-not-configured': 'skip' },
  });
  expect([report.status, report.notes]).toEqual(['not-applicable', expect.arrayContaining([notAskedNote])]);
});

test('inputs that are wrong are all named at once, with a report', async () => {
  const { report, exit } = await runAsAction({
    control,
    repository,
    payload: pullRequest(base, head),
    given: { 'fail-onn': 'never', summary: 'maybe', 'upload-artifact': 'yes', contracts: 'x' },
  });
  expect(exit).toBe(2);
  expect(report.error?.problems?.map(({ message }) => message)).toEqual([
    'there is no input fail-onn (did you mean fail-on?)',
    expect.stringContaining('there is no input contracts'),
    'input upload-artifact: expected true or false, got "yes"',
    'input summary: expected one of on, off, got "maybe"',
  ]);
});
