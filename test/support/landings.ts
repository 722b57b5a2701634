import type { GitHubAnswers } from './memory-github.ts';

/** How a file of the default branch came there, as the test says it. */
export interface PlayedLanding {
  repository?: string;
  path: string;
  /** The commit of the policy. */
  ref: string;
  /** The bytes at the merge commit. */
  content: string;
  /** The last commit that touched the file. */
  commit?: string;
  pull?: number;
  head?: string;
  mergedAt?: string | null;
  mergeCommit?: string | null;
  /** The branch into which it was merged. */
  branch?: string;
}

export const landedCommit = 'e'.repeat(40);
export const mergeCommit = '9'.repeat(40);

/** What the platform answers about the last commit that touched a file, and about the pull request that brought it. */
export function landingAnswers(landing: PlayedLanding): GitHubAnswers {
  const { repository = 'acme/consumer', path, ref, content, commit = landedCommit, pull = 5 } = landing;
  const { head = 'd'.repeat(40), mergedAt = '2026-02-02T09:00:00Z', branch = 'main' } = landing;
  const merge = landing.mergeCommit === undefined ? mergeCommit : landing.mergeCommit;
  const at = `GET /repos/${repository}`;
  return {
    [`${at}/commits?path=${encodeURIComponent(path)}&sha=${ref}&per_page=1`]: { json: [{ sha: commit }] },
    [`${at}/commits/${commit}/pulls`]: {
      json: [pullOf({ number: pull, head, mergedAt, mergeCommit: merge, branch })],
    },
    ...(merge === null ? {} : { [`${at}/contents/${path}?ref=${merge}`]: { raw: content } }),
  };
}

/** A pull request as the list of those of a commit has it. */
export function pullOf(pull: {
  number: number;
  head: string;
  mergedAt: string | null;
  mergeCommit: string | null;
  branch?: string;
}): Record<string, unknown> {
  return {
    number: pull.number,
    head: { sha: pull.head },
    base: { ref: pull.branch ?? 'main', repo: { default_branch: 'main' } },
    merged_at: pull.mergedAt,
    merge_commit_sha: pull.mergeCommit,
  };
}
