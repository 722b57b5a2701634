import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { control as atomicChange } from '../../actions/atomic-change/control.ts';
import { control as executiveSummary } from '../../actions/executive-summary/control.ts';
import { control as manifestSync } from '../../actions/manifest-sync/control.ts';
import type { AnyControl } from '../../shared/core/control.ts';
import type { ExecutiveSummary } from '../../shared/core/executive-summary.ts';
import { type ActionRun, runAsAction } from '../support/action-run.ts';
import { consumerFiles } from '../support/contract-files.ts';
import { artifact, decisionJob, job, runId } from '../support/decision-run.ts';
import { gitRepository, type TestRepository, temporaryFolder } from '../support/git-repository.ts';
import { memoryGitHub } from '../support/memory-github.ts';
import { account, pullAnswers, review } from '../support/pull-request.ts';

/*
 * What is wrong lies on a branch of the author's own: as the base of a pull request that is pointed to the default branch later, or
 * as what an earlier push brought. The green check would lie on the same head commit. The comparison is with the default branch.
 */

let repository: TestRepository;
let tip: string;
let own: string;
let head: string;
beforeEach(() => {
  repository = gitRepository();
  const groups = [{ id: 'pair', 'all-of': ['app.txt', 'record.txt'] }];
  const section = { 'atomic-change': { groups }, 'executive-summary': { 'gate-approvers': ['@alice'] } };
  const config = consumerFiles({}, section);
  tip = repository.commit({ ...config, 'app.txt': '1', 'record.txt': '1', '.github/workflows/a.yml': 'on: push\n' });
  repository.git('update-ref', 'refs/remotes/origin/main', tip);
  repository.git('checkout', '-q', '-b', 'own');
  own = repository.commit({ 'app.txt': '2', '.github/workflows/a.yml': 'on: pull_request\n' });
  repository.git('checkout', '-q', '-b', 'topic');
  head = repository.commit({ 'other.txt': 'x' });
});
afterEach(() => repository.remove());

const repo = 'GET /repos/harbour-example/desk';

type Event = Pick<ActionRun, 'env' | 'payload'>;
const events: [name: string, event: () => Event][] = [
  [
    'a pull request into a branch of the author',
    () => ({
      payload: {
        repository: { default_branch: 'main' },
        pull_request: { number: 7, head: { sha: head }, base: { sha: own, ref: 'own' } },
      },
    }),
  ],
  [
    'a second push to a branch of the author',
    () => ({
      env: { GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/topic' },
      payload: { repository: { default_branch: 'main' }, before: own },
    }),
  ],
  [
    'a push that rewrote a branch of the author',
    () => ({
      env: { GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/topic' },
      payload: { repository: { default_branch: 'main' }, before: own, forced: true },
    }),
  ],
];

async function run(control: AnyControl, event: Event, rest: Partial<ActionRun> = {}) {
  const github = memoryGitHub({
    [`${repo}/git/ref/heads/main`]: { json: { object: { sha: tip } } },
    [`${repo}/actions/runs/${runId}/jobs`]: {
      json: [job({ name: 'm', id: 1 }), job({ name: 'a', id: 2 }), decisionJob],
    },
    ...pullAnswers(`${repo}/pulls/7`, {
      head,
      opener: account('mallory'),
      reviews: [review('alice', 1, { commit_id: head })],
    }),
    [`${repo}/commits/${head}/pulls`]: {
      json: [
        { number: 7, head: { sha: head }, base: { ref: 'own', repo: { default_branch: 'main' } }, merged_at: null },
        { number: 7, head: { sha: own }, base: { ref: 'main', repo: { default_branch: 'main' } }, merged_at: null },
      ],
    },
  });
  return runAsAction({ control, repository, ...event, secrets: { token: 'token-of-the-workflow' }, github, ...rest });
}

describe.each(events)('%s', (_name, event) => {
  test('hides no half of a change', async () => {
    const { report } = await run(atomicChange, event());
    expect(report.status).toBe('failed');
    expect(report.results.find(({ status }) => status === 'failed')?.message).toContain('app.txt changed');
  });

  test('hides no change of the gate', async () => {
    const as = (name: string): Event => ({ ...event(), env: { ...event().env, GITHUB_JOB: name } });
    const controls = [await run(manifestSync, as('m'))];
    const files = controls.map(({ reportText }) => artifact(reportText, { headSha: head }));
    const { report } = await run(executiveSummary, as('decision'), { collected: { files, problems: [] } });
    const summary = report.data as ExecutiveSummary;
    expect(summary.checks.map(({ rule, message }) => `${rule} ${message}`)).toContainEqual(
      expect.stringMatching(
        /^executive-summary\/gate-unchanged GitHub knows no pull request that brought .+ to the default branch/,
      ),
    );
    expect(summary.decision).toBe('no-go');
  });
});

describe.each([
  ['release', 'refs/tags/v1'],
  ['push', 'refs/tags/v1'],
  ['workflow_dispatch', 'refs/heads/topic'],
])('%s of %s', (name, ref) => {
  const event = (): Event => ({
    env: { GITHUB_EVENT_NAME: name, GITHUB_REF: ref },
    payload: { repository: { default_branch: 'main' }, before: '0'.repeat(40) },
  });
  const decide = async () => {
    const at = repository.git('rev-parse', 'HEAD');
    const as = (id: string): Event => ({ ...event(), env: { ...event().env, GITHUB_JOB: id } });
    const { reportText } = await run(manifestSync, as('m'));
    const files = [artifact(reportText, { headSha: at })];
    return (await run(executiveSummary, as('decision'), { collected: { files, problems: [] } })).report
      .data as ExecutiveSummary;
  };

  test('a commit that is not in the default branch hides no change of the gate', async () => {
    const { decision, checks } = await decide();
    expect(checks.map(({ message }) => message).join('\n')).toMatch(
      /GitHub knows no pull request that brought .+ to the default branch/,
    );
    expect(decision).toBe('no-go');
  });

  test('a commit of the default branch changes nothing', async () => {
    repository.git('checkout', '-q', tip);
    const { reports, checks } = await decide();
    expect(checks).toEqual([]);
    expect(reports.map(({ control, state, verdict }) => [control, state, verdict])).toEqual([
      ['atomic-change', 'missing', 'no-go'],
      ['manifest-sync', 'present', 'go'],
    ]);
  });
});

test('a pull request that is pointed to a branch of the author while it is judged, without a checkout', async () => {
  const { folder, remove } = temporaryFolder();
  const none = (): string => head;
  try {
    const { report } = await runAsAction({
      control: atomicChange,
      repository: { folder, remove, git: none, write: none, commit: none },
      env: { GITHUB_SHA: head },
      payload: {
        repository: { default_branch: 'main' },
        pull_request: { number: 7, head: { sha: head }, base: { sha: tip, ref: 'main' } },
      },
      secrets: { token: 'token-of-the-workflow' },
      github: memoryGitHub({
        [`${repo}/contents/.github/release-governance.yml?ref=${tip}`]: {
          raw: repository.git('show', `${tip}:.github/release-governance.yml`),
        },
        [`${repo}/git/trees/${head}`]: { json: { truncated: false, tree: [] } },
        [`${repo}/compare/${own}...${head}`]: {
          json: { status: 'ahead', total_commits: 1, merge_base_commit: { sha: own }, commits: [] },
        },
        [`${repo}/pulls/7`]: { json: { changed_files: 1, head: { sha: head }, base: { sha: own, ref: 'own' } } },
        [`${repo}/pulls/7/files`]: { json: [{ filename: 'other.txt', status: 'added' }] },
      }),
    });
    expect([report.status, report.error]).toEqual(['unverified', undefined]);
    expect(JSON.stringify(report.results)).toContain('goes into own now');
  } finally {
    remove();
  }
});
