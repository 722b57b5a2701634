import type { Collected, CollectedFile } from '../../shared/core/collected.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import type { GitHubAnswers } from './memory-github.ts';
import { headSha, type Setup } from './world.ts';

/* A run in Actions with jobs, check runs and artifacts, as the platform tells of them. */

export const repository = 'acme/consumer';
export const runId = 101;
export const now = '2026-11-20T12:00:00Z';

/** A job as the API lists it; its check run has the same id. */
export interface PlayedJob {
  id: number;
  name: string;
  run_attempt: number;
  status: string;
  conclusion: string | null;
  started_at: string | null;
  completed_at: string | null;
}

let next = 500;

/** A job that succeeded in the first attempt, unless said otherwise. */
export function played(name: string, rest: Partial<PlayedJob> = {}): PlayedJob {
  next += 1;
  return {
    id: next,
    name,
    run_attempt: 1,
    status: 'completed',
    conclusion: 'success',
    started_at: '2026-11-20T11:00:00Z',
    completed_at: '2026-11-20T11:55:00Z',
    ...rest,
  };
}

/** The check runs of jobs: each says what its job does. */
export function checksOf(jobs: readonly PlayedJob[], commit = headSha): Record<string, unknown>[] {
  return jobs.map(({ id, name, status, conclusion }) => ({ id, name, head_sha: commit, status, conclusion }));
}

/** The requests that a run makes of the platform. */
export const requests = {
  repository: `GET /repos/${repository}`,
  jobs: (run: number) => `GET /repos/${repository}/actions/runs/${run}/jobs`,
  runs: (workflow: string) => `GET /repos/${repository}/actions/workflows/${workflow}/runs`,
  checks: (commit = headSha) => `GET /repos/${repository}/commits/${commit}/check-runs`,
  pull: `GET /repos/${repository}/pulls/7`,
  pulls: `GET /repos/${repository}/pulls`,
  pullsOf: `GET /repos/${repository}/commits/${headSha}/pulls`,
  release: (tag: string) => `GET /repos/${repository}/releases/tags/${tag}`,
  rulesets: `GET /repos/${repository}/rulesets`,
};

/** A run of another workflow as the API lists it. */
export function run(rest: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 77,
    run_attempt: 1,
    status: 'completed',
    conclusion: 'success',
    event: 'push',
    path: '.github/workflows/ci.yml',
    head_sha: headSha,
    head_branch: 'main',
    head_repository: { full_name: repository },
    ...rest,
  };
}

export const rulesets = [{ id: 5, name: 'main', enforcement: 'active', updated_at: '2026-11-01T00:00:00Z' }];

/** What the platform answers about a run with these jobs. */
export function answers(jobs: readonly PlayedJob[] = [], more: GitHubAnswers = {}): GitHubAnswers {
  return {
    [requests.repository]: { json: { full_name: repository, default_branch: 'main' } },
    [requests.jobs(runId)]: { json: jobs },
    [requests.checks()]: { json: checksOf(jobs) },
    [requests.rulesets]: { json: rulesets },
    [requests.pulls]: { json: [] },
    ...more,
  };
}

/** A file in an artifact of the run. */
export function inArtifact(
  name: string,
  path: string,
  content: unknown,
  origin: Partial<Extract<CollectedFile['origin'], { kind: 'artifact' }>> = {},
): CollectedFile {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const bytes = new TextEncoder().encode(text);
  return {
    origin: {
      kind: 'artifact',
      name,
      id: 9000,
      runId,
      headSha,
      digest: undefined,
      createdAt: '2026-11-20T11:30:00Z',
      ...origin,
    },
    path,
    content: bytes,
    sha256: sha256(bytes),
  };
}

/** A push to the default branch. */
export const onMain: NonNullable<Setup['subject']> = {
  event: 'push',
  repository,
  headSha,
  ref: 'refs/heads/main',
  workflowRef: `${repository}/.github/workflows/release.yml@refs/heads/main`,
  job: 'readiness',
  runId,
  attempt: 1,
};

export function collected(files: readonly CollectedFile[], more: Partial<Collected> = {}): () => Collected {
  return () => ({ files, problems: [], ...more });
}

/** A report of checks in the shape of the readiness scripts. */
export function checksReport(contract: string, rest: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    generated_at: '2026-11-20T11:20:00Z',
    status: 'passed',
    contract,
    summary: { total: 2, passed: 2, failed: 0, pass_ratio: 1 },
    checks: [
      { check_id: 'a', passed: true, detail: 'ok' },
      { check_id: 'b', passed: true, detail: 'ok' },
    ],
    ...rest,
  };
}
