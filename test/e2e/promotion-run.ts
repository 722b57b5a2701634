import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../../shared/core/report.ts';
import { ReportSchema } from '../../shared/core/report-schema.ts';
import { entryLine, type PromotionEntry } from '../../shared/domain/promotion/entry.ts';
import { type Finished, runDist } from '../support/dist.ts';
import { gitRepository, temporaryFolder } from '../support/git-repository.ts';
import { type Routes, startGitHub } from '../support/github-server.ts';
import type { Interruptible } from '../support/interrupted.ts';
import { decision, repository as name, commit as playedCommit } from '../support/promotions.ts';
import { repositoryApi } from '../support/repository-api.ts';
import { zipFile } from '../support/zip-file.ts';

/*
 * A run on the default branch that records the second entry of an environment, and the pull request that brings it, with the built action as
 * the runner starts it.
 */

const token = 'token-of-the-workflow';
const environment = 'dev';
const path = `.github/promotions/${environment}.jsonl`;
const [first, second] = ['1'.repeat(64), '2'.repeat(64)];
const runs = { first: 55, second: 101 };
const began = { first: '2026-03-01T10:00:00Z', second: '2026-03-02T10:00:00Z' };

export interface PromotionRun {
  /** The new history, where `record` writes it. */
  written: string;
  /** The history before. */
  before: string;
  /** The action that records. */
  recording: Interruptible;
  record(): Promise<Finished>;
  /** The report that `record` left; undefined when there is none. */
  recorded(): Report | undefined;
  /** Verifies a pull request that makes the history this text, of which the run that records left `left` (undefined: nothing). */
  verify(text: string, left: string | undefined): Promise<Finished & { report: Report | undefined }>;
  close(): Promise<void>;
}

export async function promotionRun(): Promise<PromotionRun> {
  const repository = gitRepository();
  const { folder: temporary, remove } = temporaryFolder();
  const at = (file: string): string => join(temporary, file);
  const config = {
    version: 1,
    promotion: { promotes: { artifact: 'bundle' }, workflows: ['release.yml'], chain: [{ environment }] },
  };
  const released = repository.commit({ '.github/release-governance.yml': JSON.stringify(config) });
  const before = entryLine(earlierEntry(released));
  const tip = repository.commit({ [path]: before });
  let left: string | undefined;
  const api = await startGitHub({
    ...repositoryApi({ name, folder: repository.folder, defaultBranch: 'main', token, grants: ['contents'] }),
    ...played(tip, released, () => left),
  });
  for (const file of ['output', 'summary']) writeFileSync(at(file), '');
  const common = {
    ...{ CI: 'true', GITHUB_ACTIONS: 'true', GITHUB_API_URL: api.url, GITHUB_EVENT_PATH: at('event.json') },
    ...{ GITHUB_OUTPUT: at('output'), GITHUB_REPOSITORY: name, GITHUB_RUN_ATTEMPT: '1' },
    ...{ GITHUB_STEP_SUMMARY: at('summary'), GITHUB_WORKSPACE: repository.folder, RUNNER_TEMP: temporary },
    ...{ INPUT_TOKEN: token, 'INPUT_UPLOAD-ARTIFACT': 'false' },
  };
  const described = { full_name: name, default_branch: 'main' };
  writeFileSync(at('event.json'), JSON.stringify({ ref: 'refs/heads/main', inputs: {}, repository: described }));
  const recording = {
    ...common,
    ...{ GITHUB_EVENT_NAME: 'workflow_dispatch', GITHUB_JOB: 'record', GITHUB_REF: 'refs/heads/main' },
    ...{ GITHUB_RUN_ID: String(runs.second), GITHUB_SHA: tip },
    ...{ INPUT_TASK: 'record', INPUT_ENVIRONMENT: environment, 'INPUT_ARTIFACT-KEY': 'record' },
  };
  const reportAt = (file: string): Report | undefined =>
    existsSync(file) ? ReportSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
  return {
    written: at('release-governance/promotion-record.history.jsonl'),
    before,
    recording: { file: 'promotion.js', cwd: repository.folder, env: recording, scratch: temporary },
    record: () => runDist('promotion.js', { cwd: repository.folder, env: recording }),
    recorded: () => reportAt(at('release-governance/promotion-record.report.json')),
    async verify(text, made) {
      left = made;
      repository.git('checkout', '-q', '-B', 'change', tip);
      const head = repository.commit({ [path]: text });
      const pull = {
        ...{ number: 7, updated_at: '2026-03-02T11:00:00Z' },
        head: { sha: head, ref: 'change', repo: { full_name: name } },
        base: { sha: tip, ref: 'main' },
      };
      const event = JSON.stringify({ action: 'synchronize', number: 7, repository: described, pull_request: pull });
      writeFileSync(at('pull.json'), event);
      const env = {
        ...common,
        ...{ GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: at('pull.json'), GITHUB_JOB: 'promotion' },
        ...{ GITHUB_REF: 'refs/pull/7/merge', GITHUB_RUN_ID: '201', GITHUB_SHA: head },
        ...{ INPUT_TASK: 'verify', 'INPUT_ARTIFACT-KEY': 'verify', 'INPUT_REPORT-DIR': at('verified') },
      };
      const finished = await runDist('promotion.js', { cwd: repository.folder, env });
      repository.git('checkout', '-q', 'main');
      return { ...finished, report: reportAt(at('verified/promotion-verify.report.json')) };
    },
    async close() {
      await api.close({ check: false });
      repository.remove();
      remove();
    },
  };
}

function earlierEntry(commit: string): PromotionEntry {
  return {
    ...{ kind: 'release-governance/promotion', schemaVersion: 1, environment, event: 'promote', repository: name },
    ...{ commit, digest: first, source: { kind: 'artifact', name: 'bundle', runId: runs.first } },
    decision: { word: 'go', runId: runs.first, attempt: 1, report: 'e'.repeat(64) },
    ...{ at: began.first, runId: runs.first, attempt: 1 },
  };
}

/** What the platform says of both runs. `left`: the history that the one that records left in its artifacts. */
function played(tip: string, released: string, left: () => string | undefined): Routes {
  const root = `/repos/${name}`;
  const said = JSON.stringify(decision(runs.second)).replaceAll(playedCommit, tip);
  const zip = (file: string, text: string): Uint8Array => zipFile([{ name: file, content: text }]);
  const archives: Record<number, () => Uint8Array> = {
    1: () => zip('executive-summary.report.json', said),
    2: () => zip('promotion-record.history.jsonl', left() ?? ''),
  };
  const artifact = (id: number, called: string, digest: string, runId: number, sha: string): object => ({
    ...{ id, name: called, digest: `sha256:${digest}`, size_in_bytes: 1000, expired: false },
    ...{ created_at: '2026-03-02T10:10:00Z', workflow_run: { id: runId, head_sha: sha } },
  });
  const listed = (id: number, called: string): object =>
    artifact(
      id,
      called,
      createHash('sha256')
        .update(archives[id]?.() ?? '')
        .digest('hex'),
      runs.second,
      tip,
    );
  const answers: Routes = Object.fromEntries(
    Object.entries(archives).map(([id, raw]) => [`GET ${root}/actions/artifacts/${id}/zip`, () => ({ raw: raw() })]),
  );
  const run = (id: number, sha: string, at: string): Routes => {
    const body = {
      ...{ id, run_attempt: 1, event: 'workflow_dispatch', head_sha: sha, head_branch: 'main' },
      ...{ head_repository: { full_name: name }, path: '.github/workflows/release.yml', status: 'in_progress' },
      ...{ conclusion: null, created_at: at, run_started_at: at },
      ...{ actor: { login: 'pat' }, triggering_actor: { login: 'pat' } },
    };
    const job = { id: id * 10, name: 'decision', run_attempt: 1, status: 'completed', conclusion: 'success' };
    return {
      [`GET ${root}/actions/runs/${id}`]: { body },
      [`GET ${root}/actions/runs/${id}/attempts/1`]: { body },
      [`GET ${root}/actions/runs/${id}/jobs`]: { body: { total_count: 1, jobs: [{ ...job, started_at: at }] } },
    };
  };
  return {
    ...answers,
    ...run(runs.first, released, began.first),
    ...run(runs.second, tip, began.second),
    [`GET ${root}/actions/runs/${runs.first}/artifacts`]: {
      body: { total_count: 1, artifacts: [artifact(3, 'bundle', first, runs.first, released)] },
    },
    [`GET ${root}/actions/runs/${runs.second}/artifacts`]: () => {
      const artifacts = [
        artifact(4, 'bundle', second, runs.second, tip),
        listed(1, 'governance-executive-summary-decision-1'),
        ...(left() === undefined ? [] : [listed(2, 'governance-promotion-record-record-1')]),
      ];
      return { body: { total_count: artifacts.length, artifacts } };
    },
  };
}
