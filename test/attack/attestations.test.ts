import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { control as branchProtection } from '../../actions/branch-protection/control.ts';
import { control as executiveSummary } from '../../actions/executive-summary/control.ts';
import type { ExecutiveSummary } from '../../shared/core/executive-summary.ts';
import type { GitHub } from '../../shared/core/ports.ts';
import type { Report } from '../../shared/core/report.ts';
import { onMain, strictMain } from '../actions/branch-protection/fixtures.ts';
import { deafGitHub, pullRequest, runAsAction } from '../support/action-run.ts';
import { artifact, changed, decisionJob, job, runId } from '../support/decision-run.ts';
import { gitRepository, type TestRepository } from '../support/git-repository.ts';
import { memoryGitHub } from '../support/memory-github.ts';
import { answersOf, faults, requests, type World } from '../support/protection-api.ts';

/* What an administrator looked at by hand is believed of exactly that, and of nothing that came since. */

let repository: TestRepository;
beforeEach(() => {
  repository = gitRepository();
});
afterEach(() => repository.remove());

const looked = '2026-11-01T00:00:00Z';
const attestation = {
  id: 'seen-by-bob',
  rule: 'branch-protection/bypass',
  by: 'bob',
  role: 'administrator',
  when: '2026-11-10',
  until: '2026-12-01',
  method: 'looked at the bypass list under Settings > Rules',
  evidence: { path: 'evidence/bypass.png', sha256: 'c'.repeat(64) },
  bound: { 'ruleset/1': looked },
};
const path = '.github/release-governance.yml';
const config = (attestations: readonly object[]): Record<string, string> => ({
  [path]: JSON.stringify({
    version: 1,
    'branch-protection': { policy: onMain({ deletion: true, 'bypass-actors': [] }) },
    'executive-summary': {},
    attestations,
  }),
});
const env = { GITHUB_REPOSITORY: 'acme/app' };

interface Case {
  world?: World;
  attested?: object;
  answers?: Parameters<typeof memoryGitHub>[0];
  head?: Record<string, string>;
  change?: (report: Report) => void;
}

/** The plain token judges main, whose bypass list it does not see; then the decision over the report. */
async function decide({
  world = { rulesets: [strictMain] },
  attested = attestation,
  answers = {},
  head = {},
  change,
}: Case) {
  const base = repository.commit({ ...config([attested]), 'a.txt': '1' });
  const commit = repository.commit({ 'a.txt': '2', ...head });
  const payload = pullRequest(base, commit);
  const known = memoryGitHub({ ...answersOf(world, 'GITHUB_TOKEN'), ...answers });
  const isTree = (route: string): boolean => /\/(git|commits|compare|pulls)\b/.test(route);
  const github: GitHub = {
    ...deafGitHub,
    get: (route, ...rest) => (isTree(route) ? deafGitHub : known).get(route, ...rest),
    all: (route, ...rest) => (isTree(route) ? deafGitHub : known).all(route, ...rest),
  };
  const secrets = { token: 'token-of-the-workflow' };
  const own = await runAsAction({ control: branchProtection, repository, payload, env, github, secrets });
  const text = change === undefined ? own.reportText : changed(own.reportText, change);
  const decision = await runAsAction({
    control: executiveSummary,
    repository,
    payload,
    secrets,
    env: { GITHUB_JOB: 'decision', ...env },
    github: memoryGitHub({
      [`GET /repos/acme/app/actions/runs/${runId}/jobs`]: { json: [job(), decisionJob] },
    }),
    collected: {
      files: [
        artifact(
          text,
          { headSha: commit, name: 'governance-branch-protection-governance-1' },
          'branch-protection.report.json',
        ),
      ],
      problems: [],
    },
  });
  const bypass = own.report.results.find(({ rule }) => rule === 'branch-protection/bypass');
  return { own, bypass, summary: decision.report.data as ExecutiveSummary };
}

describe('an attestation of who may bypass', () => {
  test('covers the list that no token of a pull request sees, and is shown as that', async () => {
    const { own, bypass, summary } = await decide({});
    expect(own.report.facts).toEqual({ 'ruleset/1': looked });
    expect(bypass).toMatchObject({ status: 'unverified', restsOn: ['ruleset/1'], attestation: { id: 'seen-by-bob' } });
    expect(own.report.notes).toContain('attestation seen-by-bob: used, covers 1 result');
    expect([summary.decision, own.exit]).toEqual(['conditional-go', 3]);
  });

  test.each<[string, Case, string]>([
    [
      'the ruleset was changed since',
      { world: { rulesets: [{ ...strictMain, updatedAt: '2026-11-12T00:00:00Z' }] } },
      'void, ruleset/1 is not what was looked at',
    ],
    [
      'another ruleset was added',
      { world: { rulesets: [strictMain, { ...strictMain, id: 9, name: 'door' }] } },
      'void, is not bound to ruleset/9, on which the result rests',
    ],
    [
      'the ruleset was replaced by another one',
      { world: { rulesets: [{ ...strictMain, id: 9 }] } },
      'void, ruleset/1 is not what was looked at',
    ],
    [
      'the list of rulesets is not shown',
      { answers: { [requests.rulesets]: faults['a missing permission'] } },
      'void, is not bound to rulesets, on which the result rests',
    ],
    [
      'it was bound to something else',
      { attested: { ...attestation, bound: { 'ruleset/1 ': looked } } },
      'void, ruleset/1  is not what was looked at',
    ],
    ['it has ended', { attested: { ...attestation, until: '2026-11-19' } }, 'expired, ended on 2026-11-19'],
    [
      'the change brings the right one along',
      { attested: { ...attestation, bound: { 'ruleset/1': 'other' } }, head: config([attestation]) },
      'void, ruleset/1 is not what was looked at',
    ],
  ])('%s: it holds nothing', async (_name, given, says) => {
    const { own, bypass, summary } = await decide(given);
    expect([bypass?.status, bypass?.attestation]).toEqual(['unverified', undefined]);
    expect(own.report.notes).toContain(`attestation seen-by-bob: ${says}`);
    expect(summary.decision).toBe('no-go');
  });

  test('marks and facts that stand in a report of another run, or without the facts, count for nothing', async () => {
    const stripped = await decide({ change: (report) => void delete report.facts });
    expect(stripped.summary.decision).toBe('no-go');
    const foreign = await decide({
      change: (report) => {
        report.subject.runId = 100;
      },
    });
    expect(foreign.summary.decision).toBe('no-go');
  });
});
