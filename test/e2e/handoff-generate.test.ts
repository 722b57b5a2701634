import { beforeAll, describe, expect, test } from '@jest/globals';
import { sha256 } from '../../shared/core/fingerprint.ts';
import { type Handoff, HandoffSchema } from '../../shared/domain/handoff/payload.ts';
import { generateSection, oldManifest, producer, releaseFiles } from '../support/handoffs.ts';
import { playedRepository } from '../support/played-github.ts';
import { playedRoutes } from '../support/played-routes.ts';
import { producerPaths as p, surfaceEntry } from '../support/producer-files.ts';
import { unzip } from '../support/unzip.ts';
import type { Consumer } from './consumer.ts';
import { type FinishedRun, workflowToken } from './run-workflow.ts';
import { expectScenario, type Scenario } from './scenario.ts';
import { findTools, type Tools } from './tools.ts';
import { after, control, type Job, workflowText } from './workflows.ts';

/* A producer verifies its release in one job, hands it over in the next by what that measured, and decides in the last. */

let tools: Tools;
beforeAll(() => {
  tools = findTools();
}, 600_000);

const verifying: Record<string, Job> = { verify: control('verification') };
const handing: Record<string, Job> = {
  ...verifying,
  // The surface, of which the payload takes codes and envelope, asks for its own control.
  contract: control('contract-change'),
  handoff: after(verifying, control('release-handoff')),
};
const workflow = workflowText({ ...handing, decision: after(handing, control('executive-summary')) });
const names = {
  contract: 'governance-contract-change-contract-1',
  verify: 'governance-verification-verify-1',
  handoff: 'governance-release-handoff-handoff-1',
  decision: 'governance-executive-summary-decision-1',
};

const released = '2026-09-01T10:00:00Z';
const committed = '2026-09-01T09:30:00Z';
const config = JSON.stringify({
  version: 1,
  surfaces: [surfaceEntry],
  verification: { verifications: [{ id: 'suite', command: ['node', 'suite.mjs'] }] },
  'release-handoff': { tasks: ['generate'], producer, generate: generateSection },
  'executive-summary': {},
});

/** GitHub with the producer, which has released what was pushed. */
function platform({ origin, headSha }: Consumer): ReturnType<typeof playedRoutes> {
  const own = playedRepository(origin, producer);
  own.release('v2.4.0', '2026-08-01T10:00:00Z', origin.git('rev-list', '--max-parents=0', headSha));
  own.release('v3.0.0', released);
  return {
    [`GET /repos/${producer}/git/commits/${headSha}`]: { body: { committer: { date: committed } } },
    ...playedRoutes(producer, own, { token: workflowToken, grants: ['contents', 'actions', 'checks'] }),
  };
}

const scenarioOf = (suite: string): Omit<Scenario, 'expect'> => ({
  repository: producer,
  event: 'push',
  history: 'all',
  workflow,
  earlier: { [p.manifest]: oldManifest },
  base: { ...releaseFiles(), '.github/release-governance.yml': config, 'suite.mjs': '' },
  head: { 'suite.mjs': suite },
  api: platform,
});

/** The documents of the handoff in its artifact, by name. */
async function documentsOf(run: FinishedRun): Promise<Record<string, string>> {
  const zip = run.artifacts.find(({ name }) => name === names.handoff)?.zip;
  if (zip === undefined) throw new Error('there is no artifact of the handoff');
  const files = Object.entries(await unzip(zip));
  return Object.fromEntries(files.filter(([name]) => /\.(?:payload\.json|packet\.md)$/.test(name)));
}

describe('release-handoff that generates, under a real runner', () => {
  test('what the job before measured is handed over: go', async () => {
    let documents: Promise<Record<string, string>> | undefined;
    let commit = '';
    await expectScenario(tools, {
      ...scenarioOf("console.log('all is well');\n"),
      expect: {
        jobs: {
          verify: { conclusion: 'success', outputs: { status: 'passed' } },
          contract: { conclusion: 'success', outputs: { status: 'passed' } },
          handoff: { conclusion: 'success', outputs: { status: 'passed', ready: 'true' } },
          decision: { conclusion: 'success', outputs: { decision: 'go' } },
        },
        artifacts: {
          [names.contract]: 'passed',
          [names.verify]: 'passed',
          [names.handoff]: 'passed',
          [names.decision]: 'passed',
        },
      },
      also(run, reports) {
        documents = documentsOf(run);
        commit = run.consumer.headSha;
        expect(reports[names.handoff]?.data).toMatchObject({ task: 'generate', tag: 'v3.0.0', commit, ready: true });
      },
    });
    const made = await documents;
    const payload = made?.['release-handoff.payload.json'] ?? '';
    const value: Handoff = HandoffSchema.parse(JSON.parse(payload));
    expect(value).toMatchObject({
      generatedAt: committed,
      commit,
      previous: { tag: 'v2.4.0', versions: { service: 'ledger.v2' } },
      verification: { results: [{ id: 'suite', status: 'passed', commit, exit: 0, argv: ['node', 'suite.mjs'] }] },
    });
    expect(made?.['release-handoff.packet.md']).toContain(sha256(payload));
  });

  test('a verification that failed hands nothing over: no-go', async () => {
    let documents: Promise<Record<string, string>> | undefined;
    await expectScenario(tools, {
      ...scenarioOf('process.exit(1);\n'),
      expect: {
        jobs: {
          verify: { conclusion: 'failure', exits: [1], outputs: { status: 'failed' } },
          contract: { conclusion: 'success', outputs: { status: 'passed' } },
          handoff: { conclusion: 'failure', exits: [1], outputs: { status: 'failed', ready: 'false' } },
          decision: { conclusion: 'failure', outputs: { decision: 'no-go' } },
        },
        artifacts: {
          [names.contract]: 'passed',
          [names.verify]: 'failed',
          [names.handoff]: 'failed',
          [names.decision]: 'failed',
        },
      },
      also(run, reports) {
        documents = documentsOf(run);
        const failed = (reports[names.handoff]?.results ?? []).filter(({ status }) => status === 'failed');
        expect([...new Set(failed.map(({ rule }) => rule))]).toEqual(['release-handoff/results']);
      },
    });
    expect(await documents).toEqual({});
  });
});
