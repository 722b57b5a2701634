import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { control } from '../../actions/manifest-sync/control.ts';
import { pullRequest, runAsAction } from '../support/action-run.ts';
import { consumerFiles, contractFiles, paths } from '../support/contract-files.ts';
import { gitRepository, type TestRepository } from '../support/git-repository.ts';

let repository: TestRepository;
beforeEach(() => {
  repository = gitRepository();
});
afterEach(() => repository.remove());

const drifted = { [paths.pin]: contractFiles({ tag: 'v9.9.9' })[paths.pin] ?? '' };

test('pull_request_target judges the base checkout: that is not the change', async () => {
  const base = repository.commit(consumerFiles());
  const head = repository.commit(drifted);
  repository.git('checkout', '-q', base);
  const outcome = await runAsAction({
    control,
    repository,
    payload: pullRequest(base, head),
    env: { GITHUB_EVENT_NAME: 'pull_request_target', GITHUB_SHA: base },
  });
  expect(outcome.exit).toBe(1);
  expect(outcome.report.results.filter(({ status }) => status === 'failed').map(({ rule }) => rule)).toEqual([
    'trust/judged-commit',
  ]);
  expect(outcome.terminal(false)).toContain('the checkout is at');
});

test('a step that checks out an older, green commit is found', async () => {
  const base = repository.commit(consumerFiles());
  const head = repository.commit(drifted);
  repository.git('checkout', '-q', base);
  const outcome = await runAsAction({
    control,
    repository,
    payload: pullRequest(base, head),
    env: { GITHUB_SHA: head },
  });
  expect(outcome.exit).toBe(1);
});

test('files mended in the work tree after the checkout do not count', async () => {
  const base = repository.commit(consumerFiles());
  const head = repository.commit(drifted);
  repository.write(contractFiles());
  const outcome = await runAsAction({ control, repository, payload: pullRequest(base, head) });
  expect(outcome.exit).toBe(1);
  expect(outcome.report.inputs.every(({ source }) => source === 'tree')).toBe(true);
});

test('without a checkout there is a report that says what to add', async () => {
  const sha = 'b'.repeat(40);
  const outcome = await runAsAction({
    control,
    repository,
    payload: pullRequest('a'.repeat(40), sha),
    env: { GITHUB_SHA: sha },
  });
  expect(outcome.exit).toBe(2);
  expect(outcome.report.error).toMatchObject({ code: 'BAD_INPUT', hint: expect.stringContaining('actions/checkout') });
});
