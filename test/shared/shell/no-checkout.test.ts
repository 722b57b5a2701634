import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { control } from '../../../actions/manifest-sync/control.ts';
import type { RunnerEnvironment } from '../../../shared/core/event.ts';
import { pullRequest, runAsAction } from '../../support/action-run.ts';
import { configText, consumerFiles, contractFiles, paths } from '../../support/contract-files.ts';
import { gitRepository, type TestRepository, temporaryFolder } from '../../support/git-repository.ts';
import { type GitHubAnswers, memoryGitHub } from '../../support/memory-github.ts';

/* A run without any checkout reads the commit of its event through the API, by the same rules. */

const [base, head, merge] = ['b', 'a', 'd'].map((digit) => digit.repeat(40)) as [string, string, string];
const repo = 'GET /repos/harbour-example/desk';
let workspace: TestRepository;

beforeEach(() => {
  const { folder, remove } = temporaryFolder();
  const git = (): string => {
    throw new Error('there is no repository');
  };
  workspace = { folder, remove, git, write: git, commit: git };
});
afterEach(() => workspace.remove());

/** What GitHub has of a commit; a file with a mode is as that says. */
function commit(sha: string, files: Record<string, string | { mode: string; text: string }>): GitHubAnswers {
  const entries = Object.entries(files).map(([path, content]) => {
    const { mode, text } = typeof content === 'string' ? { mode: '100644', text: content } : content;
    const id = createHash('sha1')
      .update(`blob ${Buffer.byteLength(text)}\0${text}`)
      .digest('hex');
    return { entry: { path, mode, type: 'blob', sha: id }, text };
  });
  return {
    [`${repo}/git/trees/${sha}`]: { json: { truncated: false, tree: entries.map(({ entry }) => entry) } },
    [`${repo}/git/commits/${sha}`]: { json: { sha, parents: [{ sha: base }] } },
    ...Object.fromEntries(
      entries.map(({ entry, text }) => [`${repo}/contents/${entry.path}?ref=${sha}`, { raw: text }]),
    ),
  };
}

const inner = (files: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`packages/desk/${path}`, text]));

function run(
  answers: GitHubAnswers,
  env: RunnerEnvironment = {},
  payload: unknown = pullRequest(base, head),
  given = {},
) {
  return runAsAction({
    control,
    repository: workspace,
    payload,
    env: { GITHUB_SHA: merge, ...env },
    github: memoryGitHub(answers),
    given,
  });
}

describe('without a checkout', () => {
  test('the test merge is judged by the policy of the base', async () => {
    const { report, exit } = await run({ ...commit(merge, consumerFiles()), ...commit(base, consumerFiles()) });
    expect([report.status, exit]).toEqual(['passed', 0]);
    expect(report.policySource).toMatchObject({ kind: 'base', ref: base });
    expect(report.subject).toMatchObject({ headSha: head, mergeSha: merge });
    expect(report.subject.checkedOutSha).toBeUndefined();
    expect(new Set(report.inputs.map(({ source, ref }) => `${source} ${ref}`))).toContain(`api ${merge}`);
  });

  test('a loosened policy of the head does not count', async () => {
    const wrong = { ...consumerFiles(), [paths.pin]: contractFiles({ tag: 'v9.9.9' })[paths.pin] ?? '' };
    const loose = { ...wrong, [paths.config]: configText({ contracts: [] }) };
    const { report, exit } = await run({ ...commit(merge, loose), ...commit(base, consumerFiles()) });
    expect([report.status, exit]).toEqual(['failed', 1]);
  });

  test('a symbolic link is no file, though the API gives what it leads to', async () => {
    const text = contractFiles()[paths.pin] ?? '';
    const linked = { ...consumerFiles(), [paths.pin]: { mode: '120000', text } };
    const { report } = await run({ ...commit(merge, linked), ...commit(base, consumerFiles()) });
    expect(report.status).toBe('failed');
    expect(JSON.stringify(report.results)).toContain('is a symbolic link');
  });

  test('pull_request_target judges the head', async () => {
    const compare = {
      status: 'ahead',
      total_commits: 1,
      merge_base_commit: { sha: base },
      commits: [{ sha: head, parents: [{ sha: base }] }],
    };
    const answers = {
      ...commit(head, consumerFiles()),
      ...commit(base, consumerFiles()),
      [`${repo}/compare/${base}...${head}`]: { json: compare },
    };
    const { report, exit } = await run(answers, { GITHUB_EVENT_NAME: 'pull_request_target', GITHUB_SHA: base });
    expect([report.status, exit]).toEqual(['passed', 0]);
    expect(new Set(report.inputs.map(({ ref }) => ref))).toContain(head);
  });

  test('the tip of the default branch is compared with its parent', async () => {
    const tip = { [`${repo}/git/ref/heads/main`]: { json: { object: { sha: head } } } };
    const compare = { status: 'identical', total_commits: 0, merge_base_commit: { sha: head }, commits: [] };
    const answers = {
      ...tip,
      ...commit(head, consumerFiles()),
      ...commit(base, consumerFiles()),
      [`${repo}/compare/${head}...${head}`]: { json: compare },
    };
    const env = { GITHUB_EVENT_NAME: 'schedule', GITHUB_SHA: head, GITHUB_REF: 'refs/heads/main' };
    const { report, exit } = await run(answers, env, { repository: { default_branch: 'main' } });
    expect([report.status, exit]).toEqual(['passed', 0]);
  });

  test('a folder that is only in the commit can be the working directory', async () => {
    const files = {
      ...inner(consumerFiles()),
      '.github/release-governance.yml': 'version: 1\nplaces: [packages/desk]\n',
    };
    const given = { 'working-directory': 'packages/desk' };
    const outcome = await run({ ...commit(merge, files), ...commit(base, files) }, {}, undefined, given);
    expect([outcome.report.status, outcome.exit, outcome.folder]).toEqual(['passed', 0, 'packages/desk/']);
  });

  test('a working directory outside of the workspace is refused', async () => {
    const { report } = await run({}, {}, undefined, { 'working-directory': '..' });
    expect(report.error).toMatchObject({ code: 'BAD_INPUT' });
  });

  test('a commit that cannot be listed leaves nothing verified', async () => {
    const hidden = {
      because: { code: 'MISSING_PERMISSION' as const, message: 'no', needs: 'permissions: { contents: read }' },
    };
    const answers = { ...commit(base, consumerFiles()), [`${repo}/git/trees/${merge}`]: hidden };
    const { report, exit } = await run(answers);
    expect(report.results.filter(({ status }) => status === 'passed')).toEqual([]);
    expect(exit).not.toBe(0);
  });
});

describe('a checkout that cannot be judged is not replaced by the API', () => {
  test('a repository without a commit', async () => {
    const empty = gitRepository();
    workspace.remove();
    workspace = empty;
    const { report } = await run({});
    expect(report.error).toMatchObject({ code: 'BAD_INPUT', message: expect.stringContaining('it has no commit') });
  });

  test('a repository that git does not open', async () => {
    const broken = gitRepository();
    workspace.remove();
    workspace = broken;
    broken.git('config', 'core.repositoryFormatVersion', '99');
    const { report } = await run({});
    expect(report.error).toMatchObject({ code: 'BAD_INPUT', message: expect.stringContaining('no checkout') });
  });

  test('a working directory that a checkout does not have', async () => {
    const checkout = gitRepository();
    checkout.commit({ 'a.txt': '1' });
    workspace.remove();
    workspace = checkout;
    const { report } = await run({}, {}, undefined, { 'working-directory': 'packages/desk' });
    expect(report.error).toMatchObject({ code: 'BAD_INPUT', message: expect.stringContaining('ENOENT') });
  });
});
