import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { entryLine, type PromotionEntry } from '../../shared/domain/promotion/entry.ts';
import type { Routes } from '../support/github-server.ts';
import { unzip } from '../support/unzip.ts';
import { zipFile } from '../support/zip-file.ts';
import type { StoredArtifact } from './artifact-service.ts';
import { type Consumer, consumerName as name } from './consumer.ts';
import { expectScenario } from './scenario.ts';
import { findTools, type Tools } from './tools.ts';
import { after, control, type Job, workflowText } from './workflows.ts';

/* A push measures and decides, and records that its bytes come to staging; a pull request brings the history, which is verified. */

let tools: Tools;
beforeAll(() => {
  tools = findTools();
}, 600_000);

const config = JSON.stringify({
  version: 1,
  verification: { verifications: [{ id: 'suite', command: ['node', 'suite.mjs'] }] },
  promotion: {
    promotes: { artifact: 'bundle' },
    workflows: ['governance.yml'],
    chain: [
      { environment: 'dev', summary: 'gate' },
      { environment: 'staging', summary: 'gate' },
    ],
  },
  'executive-summary': {
    legs: { promotion: ['verify'] },
    summaries: { gate: { controls: ['verification'] }, merge: { controls: ['promotion'] } },
  },
});
const paths = { dev: '.github/promotions/dev.jsonl', staging: '.github/promotions/staging.jsonl' };
const measuring: Record<string, Job> = { verify: control('verification') };
const deciding = { decision: after(measuring, control('executive-summary', { name: 'gate', 'artifact-key': 'gate' })) };
const recording = workflowText({
  ...measuring,
  ...deciding,
  record: after(
    deciding,
    control('promotion', { task: 'record', environment: 'staging', 'artifact-key': 'record-staging' }),
  ),
});
const verifying: Record<string, Job> = {
  promotion: control('promotion', { task: 'verify', 'artifact-key': 'verify' }),
};
const judging = workflowText({
  ...verifying,
  decision: after(verifying, control('executive-summary', { name: 'merge', 'artifact-key': 'merge' })),
});

const began = '2026-09-02T10:00:00Z';
const zip = zipFile([{ name: 'app.txt', content: 'the bytes of the release' }]);
const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');
const bundle: StoredArtifact = {
  id: 9000,
  name: 'bundle',
  digest: `sha256:${sha256(zip)}`,
  createdAt: '2026-09-02T10:01:00Z',
  zip,
};

function devEntry(commit: string): string {
  const entry: PromotionEntry = {
    kind: 'release-governance/promotion',
    schemaVersion: 1,
    environment: 'dev',
    event: 'promote',
    repository: name,
    commit,
    digest: sha256(zip),
    source: { kind: 'artifact', name: 'bundle', runId: 101 },
    decision: { word: 'go', runId: 101, attempt: 1, report: 'e'.repeat(64) },
    at: began,
    runId: 101,
    attempt: 1,
  };
  return entryLine(entry);
}

/** Run 101 as the platform tells it: of the release workflow, on the default branch. */
function runRoutes(commit: string): Routes {
  const body = {
    id: 101,
    run_attempt: 1,
    event: 'push',
    head_sha: commit,
    head_branch: 'main',
    head_repository: { full_name: name },
    path: '.github/workflows/governance.yml',
    status: 'in_progress',
    conclusion: null,
    created_at: began,
    run_started_at: began,
    actor: { login: 'pat' },
    triggering_actor: { login: 'pat' },
  };
  const run = { optional: true as const, answer: () => ({ body }) };
  return {
    [`GET /repos/${name}/actions/runs/101`]: run,
    [`GET /repos/${name}/actions/runs/101/attempts/1`]: run,
  };
}

/** What the run of the push left behind. */
interface Recorded {
  commit: string;
  history: string;
  artifacts: readonly StoredArtifact[];
  /** The id of the job that decided. */
  decidedBy: number;
}

async function record(suite: string, ends: 'go' | 'no-go'): Promise<Recorded | undefined> {
  const good = ends === 'go';
  let left: Recorded | undefined;
  let kept: readonly StoredArtifact[] = [];
  await expectScenario(tools, {
    event: 'push',
    history: 'all',
    workflow: recording,
    base: { '.github/release-governance.yml': config, 'suite.mjs': '' },
    head: { 'suite.mjs': suite },
    artifacts: (uploaded) => [...uploaded, bundle],
    api({ origin, headSha }: Consumer) {
      // The pull request that brought the entry of dev was merged after the push.
      origin.git('checkout', '-q', 'main');
      origin.commit({ [paths.dev]: devEntry(headSha) }, 'dev');
      origin.git('checkout', '-q', '--detach');
      return runRoutes(headSha);
    },
    expect: {
      jobs: {
        verify: { conclusion: good ? 'success' : 'failure' },
        decision: { conclusion: good ? 'success' : 'failure', outputs: { decision: ends } },
        record: {
          conclusion: good ? 'success' : 'failure',
          outputs: { recorded: String(good), path: good ? paths.staging : '' },
        },
      },
      artifacts: {
        'governance-verification-verify-1': good ? 'passed' : 'failed',
        'governance-executive-summary-decision-gate-1': good ? 'passed' : 'failed',
        'governance-promotion-record-record-staging-1': good ? 'passed' : 'failed',
      },
    },
    also(run, reports) {
      kept = run.artifacts;
      const report = reports['governance-promotion-record-record-staging-1'];
      const failed = (report?.results ?? []).filter(({ status }) => status === 'failed').map(({ rule }) => rule);
      expect(failed).toEqual(good ? [] : ['promotion/decision']);
      const decidedBy = reports['governance-executive-summary-decision-gate-1']?.subject.checkRunId ?? 0;
      left = { commit: run.consumer.headSha, history: '', artifacts: run.artifacts, decidedBy };
    },
  });
  const archive = kept.find(({ name: each }) => each.startsWith('governance-promotion'))?.zip ?? new Uint8Array();
  const history = (await unzip(archive))['promotion-record-staging.history.jsonl'];
  return left === undefined || history === undefined ? undefined : { ...left, history };
}

/** What the platform tells of the run that recorded, while a pull request is judged. */
function earlierRun({ commit, artifacts, decidedBy }: Recorded, tip: string): Routes {
  const root = `/repos/${name}`;
  const listed = [...artifacts, bundle].map((each, index) => ({ ...each, id: 9100 + index }));
  const optional = true as const;
  const job = { id: decidedBy, name: 'decision', run_attempt: 1, status: 'completed', conclusion: 'success' };
  return {
    ...runRoutes(commit),
    [`GET ${root}/compare/${commit}...${tip}`]: { optional, answer: () => ({ body: { status: 'ahead' } }) },
    [`GET ${root}/actions/runs/101/jobs`]: { optional, answer: () => ({ body: { total_count: 1, jobs: [job] } }) },
    [`GET ${root}/actions/runs/101/artifacts`]: {
      optional,
      answer: () => ({
        body: {
          total_count: listed.length,
          artifacts: listed.map(({ id, name: called, digest, createdAt, zip: { length } }) => ({
            id,
            name: called,
            digest,
            size_in_bytes: length,
            expired: false,
            created_at: createdAt,
            workflow_run: { id: 101, head_sha: commit },
          })),
        },
      }),
    },
    ...Object.fromEntries(
      listed.map(({ id, zip: raw }) => [
        `GET ${root}/actions/artifacts/${id}/zip`,
        { optional, answer: () => ({ raw }) },
      ]),
    ),
  };
}

describe('a promotion, under a real runner', () => {
  test('to staging is recorded by what was measured and decided, and verified: go; a rewritten history: no-go', async () => {
    const recorded = await record("console.log('all is well');\n", 'go');
    if (recorded === undefined) throw new Error('nothing was recorded');
    expect(JSON.parse(recorded.history)).toMatchObject({ environment: 'staging', digest: sha256(zip), at: began });
    const rewritten = devEntry(recorded.commit).replace(began, '2026-09-02T10:00:01Z');
    for (const [head, good] of [
      [{ [paths.staging]: recorded.history }, true],
      [{ [paths.staging]: recorded.history, [paths.dev]: rewritten }, false],
    ] as const)
      await expectScenario(tools, {
        runId: 201,
        history: 'all',
        workflow: judging,
        base: { '.github/release-governance.yml': config, [paths.dev]: devEntry(recorded.commit) },
        head,
        api: ({ baseSha }) => earlierRun(recorded, baseSha),
        expect: {
          jobs: {
            promotion: { conclusion: good ? 'success' : 'failure', outputs: { status: good ? 'passed' : 'failed' } },
            decision: { conclusion: good ? 'success' : 'failure', outputs: { decision: good ? 'go' : 'no-go' } },
          },
          artifacts: {
            'governance-promotion-promotion-verify-1': good ? 'passed' : 'failed',
            'governance-executive-summary-decision-merge-1': good ? 'passed' : 'failed',
          },
        },
        also(_run, reports) {
          const { results = [] } = reports['governance-promotion-promotion-verify-1'] ?? {};
          const failed = results.filter(({ status }) => status === 'failed').map(({ rule }) => rule);
          expect(failed).toEqual(good ? [] : ['promotion/append-only']);
        },
      });
  });

  test('by a decision that is no-go is not recorded', async () => {
    expect(await record('process.exit(1);\n', 'no-go')).toBeUndefined();
  });
});
