import type { Answer } from '../../core/ports.ts';
import { noData } from '../record/verdict.ts';
import { releaseOf } from '../repository/release.ts';
import type { Inside } from '../repository/repository.ts';

/** When the release of a tag was published (ms since 1970). */
export async function publishedAt(repository: Inside, tag: string): Promise<Answer<number>> {
  const seen = await releaseOf(repository, tag);
  if (seen.state === 'unknown') return { ok: false, because: seen.because };
  const time = seen.state === 'there' ? seen.data.publishedAt : undefined;
  if (time !== undefined) return { ok: true, data: time };
  const message = `the release ${tag} of ${repository.name} is not published`;
  return { ok: false, because: noData(message, `a published release ${tag}`) };
}
