import { control } from '../../../actions/branch-protection/control.ts';
import type { CollectedFile } from '../../../shared/core/collected.ts';
import type { Evaluation } from '../../../shared/core/evaluation.ts';
import { sha256 } from '../../../shared/core/fingerprint.ts';
import type { GitHubAnswers } from '../../support/memory-github.ts';
import { answersOf, type Tier, type World } from '../../support/protection-api.ts';
import { evaluateWith, headSha, type Setup } from '../../support/world.ts';
import { subject } from './fixtures.ts';

/* A scheduled audit that leaves a snapshot, and a pull request that is judged by it. */

export const auditRun = 77;
export const now = '2026-11-20T12:00:00Z';
const own = { full_name: 'acme/app' };
export const run = (changed: Record<string, unknown> = {}) => ({
  id: auditRun,
  run_attempt: 1,
  event: 'schedule',
  status: 'completed',
  conclusion: 'success',
  head_branch: 'main',
  head_sha: headSha,
  path: '.github/workflows/scheduled-audit.yml',
  created_at: '2026-11-19T03:00:00Z',
  repository: own,
  head_repository: own,
  ...changed,
});
export const runs = 'GET /repos/acme/app/actions/workflows/scheduled-audit.yml/runs';

/** The newest commit of the branch on which the audit runs. */
export const tip = 'GET /repos/acme/app/git/ref/heads/main';

/** The audit of the night, with the administrator's token unless another one is said. */
export function audit(
  world: World,
  policy: object,
  tier: Tier = 'administration: write',
  more: Partial<Setup> = {},
): Promise<Evaluation> {
  return evaluateWith(control, {
    subject: { ...subject, event: 'schedule', runId: auditRun, attempt: 1 },
    github: answersOf(world, tier),
    now: '2026-11-19T03:05:00Z',
    section: { policy, snapshot: 'published' },
    given: { 'save-snapshot': 'true' },
    ...more,
  });
}

export async function snapshotText(world: World, policy: object, tier?: Tier): Promise<string> {
  const { documents } = await audit(world, policy, tier);
  return String(documents['snapshot.json']);
}

/** A file of an artifact of the audit, unless it is said to be of another run. */
export function uploaded(text: string, runId = auditRun, name = 'governance-branch-protection'): CollectedFile {
  const content = new TextEncoder().encode(text);
  const path = 'branch-protection.snapshot.json';
  const createdAt = '2026-11-19T03:06:00Z';
  return {
    origin: { kind: 'artifact', name, id: 5, runId, headSha, digest: undefined, createdAt },
    path,
    content,
    sha256: sha256(content),
  };
}

export interface PullRequest {
  world: World;
  policy: object;
  files?: readonly CollectedFile[];
  runs?: readonly object[];
  tier?: Tier;
  changed?: GitHubAnswers;
  more?: Partial<Setup>;
}

/** The run of a pull request that is judged by what the audit published, with the plain token. */
export function pullRequest({
  world,
  policy,
  files = [],
  runs: listed = [run()],
  tier = 'GITHUB_TOKEN',
  changed = {},
  more = {},
}: PullRequest): Promise<Evaluation> {
  return evaluateWith(control, {
    subject: { ...subject, event: 'pull_request', runId: 101, attempt: 1 },
    github: {
      ...answersOf(world, tier),
      [runs]: { json: listed },
      [tip]: { json: { object: { type: 'commit', sha: headSha } } },
      ...changed,
    },
    credentials: ['token'],
    now,
    reports: ({ runs: wanted = [] }) => ({
      files: files.filter(({ origin }) => origin.kind !== 'artifact' || wanted.includes(origin.runId)),
      problems: [],
    }),
    section: { policy, snapshot: 'published' },
    ...more,
  });
}
