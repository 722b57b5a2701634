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
 * The configuration says that the audit has two parts, and one of them left no report: nobody looked at the repositories of that one, in
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

async function decide(more: object): Promise<{ part: string; decision: string }> {
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
    given: { shard: '1/2', 'artifact-key': '1-of-2' },
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
      files: [
        artifact(
          own.reportText,
          { headSha: commit, name: 'governance-branch-protection-governance-1' },
          'branch-protection.1-of-2.report.json',
        ),
      ],
      problems: [],
    },
  });
  return {
    part: own.words,
    decision: (decision.report.data as ExecutiveSummary).decision,
  };
}

test('the other part is missing where the summary names the legs', async () => {
  expect(await decide({ legs: { 'branch-protection': ['1-of-2', '2-of-2'] } })).toEqual({
    part: 'PASSED',
    decision: 'no-go',
  });
});

test('the other part is missing all the same where only the audit says how many there are', async () => {
  const { part: own, decision } = await decide({});
  expect(own).toBe('PASSED');
  expect(decision).toBe('no-go');
});

test('nor does a summary that names fewer legs than the audit has parts', async () => {
  expect((await decide({ legs: { 'branch-protection': ['1-of-2'] } })).decision).toBe('no-go');
});
