import type { Answer, GitHub } from '../../core/ports.ts';
import type { Line } from '../branch-line/line.ts';
import { type LandedFile, landingOf, releaseWith } from '../landing/landing.ts';
import type { AnnouncedBy } from './config.ts';

/** When the present bytes of a notice were announced, as the platform recorded it. */
export interface Announcement {
  /** Milliseconds since 1970. */
  at: number;
  /** For people: `the merge of pull request #7`, `the release v1.2.0`. */
  by: string;
  /** The pull request that brought the notice, and its last commit: where its approvals are. */
  pullRequest: number;
  head: string;
}

/**
 * The announcement of a notice; undefined when it has landed and no release holds it yet. An edit announces it anew: only the
 * present bytes count. `line`: the branch itself, where it is at hand, so that no merge hides an edit.
 */
export async function announcementOf(
  github: GitHub,
  file: LandedFile,
  by: AnnouncedBy,
  line?: Line,
): Promise<Answer<Announcement | undefined>> {
  const landed = await landingOf(github, file, line);
  if (!landed.ok) return landed;
  const { pullRequest, head, mergedAt } = landed.data;
  if (by === 'merge')
    return { ok: true, data: { at: mergedAt, by: `the merge of pull request #${pullRequest}`, pullRequest, head } };
  const released = await releaseWith(github, file, landed.data);
  if (!released.ok) return released;
  if (released.data === undefined) return { ok: true, data: undefined };
  const { tag, publishedAt } = released.data;
  return { ok: true, data: { at: publishedAt, by: `the release ${tag}`, pullRequest, head } };
}
