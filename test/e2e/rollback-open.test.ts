import { beforeAll, describe, expect, test } from '@jest/globals';
import { configText, paths } from '../support/contract-files.ts';
import { workflowUsing } from '../support/documents.ts';
import type { KeptPull } from '../support/git-data-api.ts';
import { wholeGo } from '../support/postures.ts';
import { pullRequestToken } from '../support/repin-pair.ts';
import { brokenFiles, landedSingly, releaseFiles } from '../support/rollback.ts';
import type { EventName, Files } from './consumer.ts';
import { expectScenario } from './scenario.ts';
import { findTools, type Tools } from './tools.ts';
import { after, checkout, control, type Job, workflowText } from './workflows.ts';

/* A release must go: the workflow of the guide asks for the retreat, and nothing else makes it ask. */

let tools: Tools;
beforeAll(() => {
  tools = findTools();
}, 600_000);

const record = '.github/posture.yml';
const note = 'docs/incident-note.md';
const branch = 'release-governance/rollback-ledger';
const secrets = { ROLLBACK_TOKEN: pullRequestToken };
const config = {
  [paths.config]: configText({
    'rollback-open': { ...landedSingly, posture: record },
    'executive-summary': { posture: record },
  }),
  [record]: wholeGo,
};
const name = (control: string, job: string): string => `governance-${control}-${job}-1`;

const asking = { 'pull-request': 'true', 'pull-request-token': '${{ secrets.ROLLBACK_TOKEN }}' };
const opening = control('rollback-open', asking);
/** The same in a checkout that holds the last commit only. */
const shallow: Job = { steps: [checkout, { run: 'git rev-parse HEAD > .git/shallow' }, ...opening.steps.slice(1)] };

describe('rollback-open under a real runner', () => {
  test('the workflow of the guide opens a pull request with restore, note and NO-GO, which the gate lets in', async () => {
    const pulls: KeptPull[] = [];
    let proposed: Files = {};
    const artifact = name('rollback-open', 'ledger');
    await expectScenario(tools, {
      workflow: workflowUsing('rollback-open', '.github/guides/rollback.md'),
      event: 'workflow_dispatch',
      base: { ...config, ...releaseFiles(2) },
      head: releaseFiles(3),
      history: 'all',
      secrets,
      writer: { token: pullRequestToken, pulls },
      expect: { jobs: { ledger: { conclusion: 'success', exits: [] } }, artifacts: { [artifact]: 'passed' } },
      also({ consumer, pushed }, reports) {
        expect(reports[artifact]?.data).toMatchObject({ baseline: { commit: consumer.baseSha, tag: 'v2.2.0' } });
        expect(pulls).toMatchObject([
          { title: 'Roll ledger back from v2.3.0 to v2.2.0', state: 'open', base: 'main', head: branch },
        ]);
        expect(pulls[0]?.body).toContain(consumer.baseSha);
        expect(Object.keys(pushed)).toEqual([branch]);
        proposed = pushed[branch] ?? {};
        const { [record]: posture, [note]: told, ...restored } = proposed;
        expect(restored).toEqual(releaseFiles(2));
        expect(posture).toMatch(/^posture: "NO-GO"\n/);
        expect(posture).toContain('reason: "ledger: deterministic fallback regressed"\n');
        expect(told).toContain('- Posture: `NO-GO`\n');
        expect(told).toContain('- Rollback status: `opened`\n');
      },
    });

    const contracts = { contracts: control('manifest-sync') };
    await expectScenario(tools, {
      workflow: workflowText({ ...contracts, decision: after(contracts, control('executive-summary')) }),
      base: { ...config, ...releaseFiles(3) },
      head: proposed,
      history: 'all',
      expect: {
        jobs: {
          contracts: { conclusion: 'success', outputs: { status: 'passed' } },
          decision: { conclusion: 'success', outputs: { decision: 'go' } },
        },
        artifacts: {
          [name('manifest-sync', 'contracts')]: 'passed',
          [name('executive-summary', 'decision')]: 'passed',
        },
      },
    });
  });

  test('without a good state, or without a history, nothing is asked for', async () => {
    const pulls: KeptPull[] = [];
    const [refused, blind] = [name('rollback-open', 'refused'), name('rollback-open', 'blind')];
    const none = { applied: 'false', 'pull-request-url': '', baseline: '' };
    await expectScenario(tools, {
      workflow: workflowText({ refused: opening, blind: shallow }),
      event: 'push',
      base: { ...config, ...brokenFiles(2) },
      head: releaseFiles(3),
      history: 'all',
      secrets,
      writer: { token: pullRequestToken, pulls },
      expect: {
        jobs: {
          refused: { conclusion: 'failure', exits: [1], outputs: { status: 'failed', ...none } },
          blind: { conclusion: 'failure', exits: [3], outputs: { status: 'unverified', ...none } },
        },
        artifacts: { [refused]: 'failed', [blind]: 'unverified' },
      },
      also({ pushed }, reports) {
        const told = (artifact: string, status: string): string[] =>
          (reports[artifact]?.results ?? []).flatMap((each) => (each.status === status ? [each.rule] : []));
        expect(told(refused, 'failed')).toEqual(['rollback-open/baseline-found']);
        expect(told(blind, 'unverified')).toContain('rollback-open/baseline-found');
        expect([pushed, pulls]).toEqual([{}, []]);
      },
    });
  });

  // What pull_request_target checks out is not the commit that it is about.
  test.each<[event: EventName, rules: string[]]>([
    ['pull_request', ['acting-run']],
    ['pull_request_target', ['judged-commit', 'acting-run']],
  ])('a fork has nothing opened by %s, whatever credential its run holds', async (event, rules) => {
    const pulls: KeptPull[] = [];
    const artifact = name('rollback-open', 'theirs');
    await expectScenario(tools, {
      workflow: workflowText({ theirs: opening }),
      event,
      from: 'mallory/desk',
      earlier: { ...config, ...releaseFiles(2) },
      base: releaseFiles(3),
      history: 'all',
      secrets,
      writer: { token: pullRequestToken, pulls },
      expect: {
        jobs: {
          theirs: {
            conclusion: 'failure',
            exits: [1],
            outputs: { status: 'failed', applied: 'false', 'pull-request-url': '', 'baseline-tag': 'v2.2.0' },
          },
        },
        artifacts: { [artifact]: 'failed' },
      },
      also({ requests, pushed }, reports) {
        const failed = reports[artifact]?.results.filter(({ status }) => status === 'failed') ?? [];
        expect(failed.map(({ rule }) => rule)).toEqual(rules.map((rule) => `trust/${rule}`));
        expect(requests.filter(({ method }) => method !== 'GET')).toEqual([]);
        expect([pushed, pulls]).toEqual([{}, []]);
      },
    });
  });
});
