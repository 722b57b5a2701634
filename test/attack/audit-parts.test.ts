import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { control as branchProtection } from '../../actions/branch-protection/control.ts';
import { control as executiveSummary } from '../../actions/executive-summary/control.ts';
import type { ExecutiveSummary } from '../../shared/core/executive-summary.ts';
import type { GitHub } from '../../shared/core/ports.ts';
import { isInShard } from '../../shared/domain/organisation/shard.ts';
import { acme, baseline, mainRuleset } from '../actions/branch-protection/organisation-world.ts';
import { deafGitHub, pullRequest, runAsAction } from '../support/action-run.ts';
import { artifact, decisionJob, job, runId } from '../support/decision-run.ts';
import { gitRepository, type TestRepository } from '../support/git-repository.ts';
import { memoryGitHub } from '../support/memory-github.ts';
import { platformGitHub } from '../support/platform.ts';

/*
 * The configuration says that an audit has two parts, and one of them left no report: nobody looked at the repositories of that one, in
 * which nothing protects the default branch.
 */

let repository: TestRepository;
beforeEach(() => {
  repository = gitRepository();
});
afterEach(() => repository.remove());

const part = (name: string): 1 | 2 => (isInShard(name, { index: 1, of: 2 }) ? 1 : 2);
const names = Array.from({ length: 20 }, (_, index) => `acme/r${index}`);
const state = acme(
  names.map((name) => ({ name, visibility: 'public', ...(part(name) === 1 ? { rulesets: [mainRuleset()] } : {}) })),
);
const config = (more: object): string =>
  JSON.stringify({
    version: 1,
    'branch-protection': {
      policy: baseline,
      repositories: { organisation: 'acme', 'exclude-names': 'governance', shards: 2 },
    },
    'executive-summary': more,
  });
const env = { GITHUB_REPOSITORY: 'acme/governance' };

/** What one run of the audit says, and the decision over it alone. */
async function decide(
  more: object,
  given: Record<string, string> = { shard: '1/2', 'artifact-key': '1-of-2' },
  name = 'branch-protection.1-of-2.report.json',
): Promise<{ part: string; decision: string; missing: string[] }> {
  const base = repository.commit({ '.github/release-governance.yml': config(more), 'a.txt': '1' });
  const commit = repository.commit({ 'a.txt': '2' });
  const payload = pullRequest(base, commit);
  const secrets = { token: 'token-of-the-workflow', 'admin-token': 'token-of-the-app' };
  const known = platformGitHub(state, 'app').github;
  const isTree = (route: string): boolean => /\/(git|commits|compare|pulls)\b/.test(route);
  const github: GitHub = {
    ...known,
    get: (route, ...rest) => (isTree(route) ? deafGitHub : known).get(route, ...rest),
    all: (route, ...rest) => (isTree(route) ? deafGitHub : known).all(route, ...rest),
  };
  const own = await runAsAction({
    control: branchProtection,
    repository,
    payload,
    env,
    github,
    secrets,
    given,
  });
  const decision = await runAsAction({
    control: executiveSummary,
    repository,
    payload,
    secrets: { token: 'token-of-the-workflow' },
    env: { GITHUB_JOB: 'decision', ...env },
    github: memoryGitHub({
      [`GET /repos/acme/governance/actions/runs/${runId}/jobs`]: { json: [job(), decisionJob] },
    }),
    collected: {
      files: [artifact(own.reportText, { headSha: commit, name: 'governance-branch-protection-governance-1' }, name)],
      problems: [],
    },
  });
  const missing = decision.report.results.filter(({ rule }) => rule === 'executive-summary/report-present');
  return {
    part: own.words,
    decision: (decision.report.data as ExecutiveSummary).decision,
    missing: missing.flatMap(({ status, about }) => (status === 'failed' ? [about.join(' ')] : [])),
  };
}

const left = { part: 'PASSED', decision: 'no-go', missing: ['branch-protection key 2-of-2'] };

test.each<[string, object]>([
  ['where the summary names the legs', { legs: { 'branch-protection': ['1-of-2', '2-of-2'] } }],
  ['where only the audit says how many there are', {}],
  ['where the summary names fewer legs than there are parts', { legs: { 'branch-protection': ['1-of-2'] } }],
])('the other part of an audit is missing %s', async (_name, more) => {
  expect(await decide(more)).toEqual(left);
});

test('an audit of all repositories in one run leaves no part out', async () => {
  const { part: own, missing } = await decide({}, {}, 'branch-protection.report.json');
  expect([own, missing]).toEqual(['FAILED', []]);
});
