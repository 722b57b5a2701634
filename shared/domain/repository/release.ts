import type { Answer } from '../../core/ports.ts';
import { ownerAndRepo } from '../../core/repository.ts';
import { parseTime } from '../../core/time.ts';
import { z } from '../../core/zod.ts';
import { type Inside, type Seen, seenIn } from './repository.ts';

const ReleaseSchema = z.object({
  tag_name: z.string(),
  draft: z.boolean(),
  prerelease: z.boolean(),
  published_at: z.string().nullish(),
});

/** A release, as the platform recorded it. Drafts are seen only with write access. */
export interface Release {
  tag: string;
  /** It is neither a draft nor marked as a pre-release. */
  full: boolean;
  draft: boolean;
  /** Milliseconds since 1970; undefined for a draft, and where the platform does not say. */
  publishedAt: number | undefined;
}

/** The release of a tag; absent when the tag has none. */
export async function releaseOf({ github, name }: Inside, tag: string): Promise<Seen<Release>> {
  const asked = { ...ownerAndRepo(name), tag };
  return read(seenIn(await github.get('GET /repos/{owner}/{repo}/releases/tags/{tag}', asked, ReleaseSchema)));
}

/** The newest full release; absent when there is none. */
export async function latestRelease({ github, name }: Inside): Promise<Seen<Release>> {
  return read(seenIn(await github.get('GET /repos/{owner}/{repo}/releases/latest', ownerAndRepo(name), ReleaseSchema)));
}

/** All releases. */
export async function releasesOf({ github, name }: Inside): Promise<Answer<Release[]>> {
  const listed = await github.all('GET /repos/{owner}/{repo}/releases', ownerAndRepo(name), ReleaseSchema);
  return listed.ok ? { ok: true, data: listed.data.map(releaseFrom) } : listed;
}

function read(seen: Seen<z.infer<typeof ReleaseSchema>>): Seen<Release> {
  return seen.state === 'there' ? { state: 'there', data: releaseFrom(seen.data) } : seen;
}

function releaseFrom({ tag_name: tag, draft, prerelease, published_at }: z.infer<typeof ReleaseSchema>): Release {
  const publishedAt = draft ? undefined : parseTime(published_at ?? '');
  return { tag, draft, full: !draft && !prerelease, publishedAt };
}
