import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/executive-summary/control.ts';
import type { ExecutiveSummary } from '../../shared/core/executive-summary.ts';
import { pullRequest, runAsAction } from '../support/action-run.ts';
import { configText } from '../support/contract-files.ts';
import { decideOn, decisionJob, runId } from '../support/decision-run.ts';
import { gitRepository, temporaryFolder } from '../support/git-repository.ts';
import { type GitHubAnswers, memoryGitHub, notFound } from '../support/memory-github.ts';

/* Files by which the gate is changed, in ways that a list of names could miss. */

const [base, head, merge] = ['b', 'a', 'd'].map((digit) => digit.repeat(40)) as [string, string, string];
const repo = 'GET /repos/harbour-example/desk';
const path = '.github/workflows/a.yml';

function blob(text: string): string {
  return createHash('sha1').update(`blob ${text.length}\0${text}`).digest('hex');
}

/** What a waiver of the changed workflow would name, when there is no checkout. */
async function valueWithoutCheckout(text: string, withId: boolean): Promise<string | undefined> {
  const { folder, remove } = temporaryFolder();
  const none = (): string => merge;
  const file = { filename: path, status: 'modified', ...(withId ? { sha: blob(text) } : {}) };
  const answers: GitHubAnswers = {
    [`${repo}/contents/.github/release-governance.yml?ref=${base}`]: { raw: configText() },
    ...Object.fromEntries(
      ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'].map((each) => [
        `${repo}/contents/${each}?ref=${base}`,
        notFound,
      ]),
    ),
    [`${repo}/git/commits/${base}`]: { json: { sha: base } },
    [`${repo}/git/trees/${merge}`]: { json: { truncated: false, tree: [] } },
    [`${repo}/git/trees/${head}`]: {
      json: { truncated: false, tree: [{ path, mode: '100644', type: 'blob', sha: blob(text) }] },
    },
    [`${repo}/contents/${path}?ref=${head}`]: { raw: text },
    [`${repo}/pulls/7`]: { json: { changed_files: 1, head: { sha: head }, base: { sha: base, ref: 'main' } } },
    [`${repo}/compare/${base}...${head}`]: {
      json: { status: 'ahead', total_commits: 1, merge_base_commit: { sha: base }, commits: [] },
    },
    [`${repo}/git/ref/heads/main`]: { json: { object: { sha: base } } },
    [`${repo}/pulls/7/files`]: { json: [file] },
    [`${repo}/actions/runs/${runId}/jobs`]: { json: [decisionJob] },
  };
  try {
    const { report } = await runAsAction({
      control,
      repository: { folder, remove, git: none, write: none, commit: none },
      payload: pullRequest(base, head),
      env: { GITHUB_JOB: 'decision', GITHUB_SHA: merge },
      secrets: { token: 'token-of-the-workflow' },
      github: memoryGitHub(answers),
    });
    return report.results.find(({ rule, status }) => rule.endsWith('/gate-unchanged') && status === 'failed')
      ?.valueHash;
  } finally {
    remove();
  }
}

describe('a waiver for one change of a workflow', () => {
  test.each([true, false])('does not cover another one without a checkout (object ids listed: %s)', async (withId) => {
    const first = await valueWithoutCheckout('on: push\n', withId);
    expect(first).toMatch(/^v1:/);
    expect(await valueWithoutCheckout('on: pull_request_target\n', withId)).not.toBe(first);
  });
});

describe('a configuration', () => {
  const usual = '.github/release-governance.yml';
  const cases: [name: string, place: string, changed: string][] = [
    ['in a folder whose name is a glob', 'apps/(desk)', `apps/(desk)/${usual}`],
    ['at the root, which lists the places', 'apps/desk', usual],
  ];
  test.each(cases)('%s belongs to the gate', async (_name, place, changed) => {
    const repository = gitRepository();
    try {
      repository.commit({ [`${place}/${usual}`]: configText({ 'executive-summary': {} }) });
      const { summary } = await decideOn(repository, {
        config: { places: [place] },
        given: { 'working-directory': place },
        head: { [changed]: configText({ places: [place, 'else'] }) },
      });
      const checks = (summary as ExecutiveSummary).checks.map(({ message }) => message);
      expect(checks).toContainEqual(expect.stringContaining(`the change touches the gate that judges it (${changed})`));
    } finally {
      repository.remove();
    }
  });
});

describe('gate-files', () => {
  const decide = async (files: string[], head: Record<string, string>) => {
    const repository = gitRepository();
    try {
      const { summary, report } = await decideOn(repository, {
        config: { 'executive-summary': { 'gate-files': files } },
        head,
      });
      const problems = report.error?.problems?.map(({ message }) => message) ?? [];
      return [summary.decision, ...summary.checks.map(({ message }) => message), ...problems].join('\n');
    } finally {
      repository.remove();
    }
  };

  test.each([['ci'], ['ci/**'], ['ci/run.sh'], ['c[i]/*.sh']])('%s names a script of the gate', async (glob) => {
    expect(await decide([glob], { 'ci/run.sh': 'x' })).toMatch(/^no-go\nthe change touches the gate/);
  });

  test.each([['/ci/**'], ['ci/'], ['!docs/**'], ['./ci/**'], ['../ci/**']])('%s is refused', async (glob) => {
    expect(await decide([glob], { 'ci/run.sh': 'x' })).toMatch(/^no-go\nthe pattern/);
  });
});
