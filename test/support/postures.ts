import { pullOf } from './landings.ts';
import { type GitHubAnswer, type GitHubAnswers, notFound } from './memory-github.ts';

/** A posture record. */
export const postureText = (word: string, since = '2026-11-01T00:00:00Z', reason = 'release 3'): string =>
  `posture: ${word}\nsince: ${since}\nby: pat\nreason: ${reason}\n`;

/** A record that lets everything go. */
export const wholeGo = postureText('GO');
/** A record that stops everything. */
export const wholeFreeze = postureText('frozen', '2026-11-01T00:00:00Z', 'incident 12');

/** One version of a record, the newest first; `text` null: it was deleted, `pull` null: it was pushed. */
export interface PostureVersion {
  text: string | null;
  pull: number | null;
  mergedAt: string | null;
  head?: string;
}

export interface PlayedHistory {
  repository?: string;
  path: string;
  ref: string;
  versions: readonly PostureVersion[];
}

/** What the platform answers about the versions of a record: commit 0 is the newest. */
export function postureHistory({ repository = 'acme/consumer', path, ref, versions }: PlayedHistory): GitHubAnswers {
  const at = `GET /repos/${repository}`;
  const commit = (index: number): string => String(index).padStart(40, '0');
  const merge = (index: number): string => String(index).padStart(40, '9');
  const held = (text: string | null): GitHubAnswer => (text === null ? notFound : { raw: text });
  return {
    [`${at}/commits?path=${encodeURIComponent(path)}&sha=${ref}&per_page=31`]: {
      json: versions.map((_, index) => ({ sha: commit(index) })),
    },
    ...Object.fromEntries(
      versions.flatMap(({ text, pull, mergedAt, head = 'd'.repeat(40) }, index): [string, GitHubAnswer][] => [
        [`${at}/contents/${path}?ref=${commit(index)}`, held(text)],
        [`${at}/contents/${path}?ref=${merge(index)}`, held(text)],
        [
          `${at}/commits/${commit(index)}/pulls`,
          { json: pull === null ? [] : [pullOf({ number: pull, head, mergedAt, mergeCommit: merge(index) })] },
        ],
      ]),
    ),
  };
}
