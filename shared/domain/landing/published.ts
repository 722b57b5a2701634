import type { Answer } from '../../core/ports.ts';
import { releaseOf } from '../repository/release.ts';
import type { Inside } from '../repository/repository.ts';
import { noData } from '../verdict/verdict.ts';

/** When the release of a tag was published (ms since 1970). */
export async function publishedAt(repository: Inside, tag: string): Promise<Answer<number>> {
  const release = await releaseOf(repository, tag);
  if (release.state === 'unknown') return { ok: false, because: release.because };
  const time = release.state === 'there' && !release.data.draft ? release.data.publishedAt : undefined;
  if (time !== undefined) return { ok: true, data: time };
  const message = `the release ${tag} of ${repository.name} is not published`;
  return { ok: false, because: noData(message, `a published release ${tag}`) };
}
