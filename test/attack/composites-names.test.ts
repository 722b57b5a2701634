import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { control } from '../../actions/executive-summary/control.ts';
import type { ExecutiveSummary } from '../../shared/core/executive-summary.ts';
import { pullRequest, runAsAction } from '../support/action-run.ts';
import { artifact, decideOn, decisionJob, job, runId } from '../support/decision-run.ts';
import { gitRepository, type TestRepository } from '../support/git-repository.ts';
import { memoryGitHub } from '../support/memory-github.ts';

/*
 * release-gate hands its artifact-key on to the decision. A key can be the name of a summary over a part, of which the decision over everything
 * says nothing: that part may expect what nothing else asks for.
 */

let repository: TestRepository;
beforeEach(() => {
  repository = gitRepository();
});
afterEach(() => repository.remove());

const config = {
  'executive-summary': {
    summaries: { contracts: { controls: ['manifest-sync', 'kpi-gate'] }, release: { summaries: ['contracts'] } },
  },
};

/** The summary `release` over a decision that was made with these inputs. */
async function above(given: Record<string, string>): Promise<{ inner: string; decision: string; words: string }> {
  const inner = await decideOn(repository, { config, given, env: { GITHUB_JOB: 'governance' } });
  const { report } = await runAsAction({
    control,
    repository,
    payload: pullRequest(inner.base, inner.head),
    secrets: { token: 't' },
    given: { name: 'release' },
    env: { GITHUB_JOB: 'decision' },
    collected: { files: [artifact(inner.reportText, { headSha: inner.head })], problems: [] },
    github: memoryGitHub({
      [`GET /repos/harbour-example/desk/actions/runs/${runId}/jobs`]: { json: [job(), decisionJob] },
    }),
  });
  const { decision, reports } = report.data as ExecutiveSummary;
  return { inner: inner.summary.decision, decision, words: reports.flatMap(({ why }) => why).join('\n') };
}

test('the decision over everything, with the name of a part as its key, is not that part', async () => {
  const { inner, decision, words } = await above({ 'artifact-key': 'contracts' });
  expect(inner).toBe('go');
  expect(decision).toBe('no-go');
  expect(words).toContain('no job of this run left one');
});

test('a decision over another part, with the name of a part as its key, is not that part', async () => {
  const { decision } = await above({ name: 'release', 'artifact-key': 'contracts' });
  expect(decision).toBe('no-go');
});

test('the part that broke is told as itself', async () => {
  const { decision, words } = await above({ name: 'contracts', expect: 'no-such-control' });
  expect(decision).toBe('no-go');
  expect(words).toContain('its evaluation broke');
});
