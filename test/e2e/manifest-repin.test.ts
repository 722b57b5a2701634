import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { facts, paths } from '../support/contract-files.ts';
import { posture } from '../support/contract-life.ts';
import { workflowUsing } from '../support/documents.ts';
import type { KeptPull } from '../support/git-data-api.ts';
import { next } from '../support/repin.ts';
import { type Pair, producerRoutes, producerToken, pullRequestToken, repinPair } from '../support/repin-pair.ts';
import type { Files } from './consumer.ts';
import { expectScenario, type Scenario } from './scenario.ts';
import { findTools, type Tools } from './tools.ts';
import { after, control, type Job, type Step, workflowText } from './workflows.ts';

/* A consumer follows a release of its producer: by the workflow of the guide, and its own gate lets the proposal in. */

let tools: Tools;
let pair: Pair;
beforeAll(() => {
  tools = findTools();
  pair = repinPair();
}, 600_000);
afterAll(() => pair.remove());

const record = '.github/posture.yml';
const branch = 'release-governance/repin-ledger';
const secrets = { PRODUCER_READ_TOKEN: producerToken, REPIN_TOKEN: pullRequestToken };

/** The consumer, pinned to the release before, with a posture. */
function base(word: 'GO' | 'frozen'): Files {
  const section = { ranges: { ledger: '>=2.4 <4' }, posture: record };
  return {
    ...pair.trio,
    ...posture(word, '2020-01-01T00:00:00Z', 'by the example'),
    [paths.config]: pair.config(section, { 'executive-summary': { posture: record } }),
  };
}

const asking = { 'producer-token': '${{ secrets.PRODUCER_READ_TOKEN }}' };
const repin = (given: Readonly<Record<string, string>> = asking, ...steps: Step[]): Job => {
  const job = control('manifest-repin', given);
  return { steps: [...job.steps, ...steps] };
};
const name = (control: string, job: string): string => `governance-${control}-${job}-1`;
const rulesOf = (report: Parameters<NonNullable<Scenario['also']>>[1][string] | undefined): string[] => [
  ...new Set(report?.results.flatMap(({ rule, status }) => (/failed|unverified/.test(status) ? [rule] : []))),
];

describe('manifest-repin under a real runner', () => {
  test('the workflow of the guide opens a pull request, and manifest-sync lets it in: go', async () => {
    const pulls: KeptPull[] = [];
    let proposed: Files = {};
    const repinned = name('manifest-repin', 'ledger');
    await expectScenario(tools, {
      workflow: workflowUsing('manifest-repin', '.github/guides/contracts.md'),
      event: 'schedule',
      base: base('GO'),
      history: 'all',
      secrets,
      writer: { token: pullRequestToken, pulls },
      api: producerRoutes(pair),
      expect: { jobs: { ledger: { conclusion: 'success', exits: [] } }, artifacts: { [repinned]: 'passed' } },
      also({ pushed }, reports) {
        expect(reports[repinned]?.data).toMatchObject({ from: facts.tag, to: next.tag, commit: pair.commits.next });
        expect(pulls).toMatchObject([
          { title: `Repin ledger from ${facts.tag} to ${next.tag}`, base: 'main', head: branch },
        ]);
        expect(Object.keys(pushed)).toEqual([branch]);
        proposed = pushed[branch] ?? {};
        expect(Object.keys(proposed)).toEqual([paths.mirror, paths.pin, paths.matrix]);
      },
    });

    const contracts = { contracts: control('manifest-sync', asking) };
    await expectScenario(tools, {
      workflow: workflowText({ ...contracts, decision: after(contracts, control('executive-summary')) }),
      base: base('GO'),
      head: proposed,
      history: 'all',
      secrets,
      api: producerRoutes(pair),
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

  test('it shows, or applies; without a credential it is not verified, without the tag it fails', async () => {
    const changed: Step = { run: 'git --no-pager diff --name-only' };
    const following = { status: 'passed', changed: 'true', from: facts.tag, to: next.tag };
    const named = (job: string): string => name('manifest-repin', job);
    await expectScenario(tools, {
      workflow: workflowText({
        shown: repin(asking, changed),
        applied: { ...repin({ ...asking, apply: 'true' }, changed), needs: ['shown'] },
        untold: repin({}),
        missing: repin({ ...asking, tag: 'v2.9.9', apply: 'true' }),
      }),
      event: 'push',
      base: base('GO'),
      history: 'all',
      secrets,
      api: producerRoutes(pair),
      expect: {
        jobs: {
          shown: { conclusion: 'success', outputs: { ...following, applied: 'false' } },
          applied: { conclusion: 'success', outputs: { ...following, applied: 'true' } },
          untold: { conclusion: 'failure', exits: [3], outputs: { status: 'unverified', changed: 'false', to: '' } },
          missing: { conclusion: 'failure', exits: [1], outputs: { status: 'failed', changed: 'false', to: 'v2.9.9' } },
        },
        artifacts: {
          [named('shown')]: 'passed',
          [named('applied')]: 'passed',
          [named('untold')]: 'unverified',
          [named('missing')]: 'failed',
        },
      },
      also({ jobs, pushed }, reports) {
        const diff = (job: string): string[] => jobs[job]?.steps.at(-1)?.log ?? [];
        expect(diff('shown')).toEqual([]);
        expect(diff('applied')).toEqual([paths.mirror, paths.pin, paths.matrix]);
        expect(jobs['shown']?.steps.flatMap(({ log }) => log)).toContain(`+- Release: \`${next.tag}\``);
        expect(jobs['shown']?.steps.map(({ summary }) => summary).join('')).toContain(
          `| release | ${facts.tag} | ${next.tag} |`,
        );
        expect(rulesOf(reports[named('untold')])).toContain('manifest-repin/tag-proved');
        expect(rulesOf(reports[named('missing')])).toContain('manifest-repin/tag-proved');
        expect(pushed).toEqual({});
      },
    });
  });

  test('while the posture is frozen nothing moves, and the decision is no-go', async () => {
    const jobs: Record<string, Job> = {
      contracts: control('manifest-sync', asking),
      repin: repin({ ...asking, 'pull-request': 'true', 'pull-request-token': '${{ secrets.REPIN_TOKEN }}' }),
    };
    const pulls: KeptPull[] = [];
    await expectScenario(tools, {
      workflow: workflowText({ ...jobs, decision: after(jobs, control('executive-summary')) }),
      event: 'push',
      base: base('frozen'),
      history: 'all',
      secrets,
      writer: { token: pullRequestToken, pulls },
      api: producerRoutes(pair),
      expect: {
        jobs: {
          contracts: { conclusion: 'success' },
          repin: {
            conclusion: 'failure',
            exits: [1],
            outputs: { status: 'failed', changed: 'false', from: facts.tag },
          },
          decision: { conclusion: 'failure', outputs: { decision: 'no-go' } },
        },
        artifacts: {
          [name('manifest-sync', 'contracts')]: 'passed',
          [name('manifest-repin', 'repin')]: 'failed',
          [name('executive-summary', 'decision')]: 'failed',
        },
      },
      also({ pushed }, reports) {
        expect(rulesOf(reports[name('manifest-repin', 'repin')])).toEqual(['manifest-repin/posture']);
        expect(rulesOf(reports[name('executive-summary', 'decision')])).toContain('executive-summary/posture');
        expect([pushed, pulls]).toEqual([{}, []]);
      },
    });
  });
});
