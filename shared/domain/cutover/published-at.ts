import type { Answer } from '../../core/ports.ts';
import { noData } from '../record/verdict.ts';
import { releaseOf } from '../repository/release.ts';
import type { Inside } from '../repository/repository.ts';

/** When the full release of a tag was published (ms since 1970); a pre-release was not out yet. */
export async function publishedAt(repository: Inside, tag: string): Promise<Answer<number>> {
  const seen = await releaseOf(repository, tag);
  if (seen.state === 'unknown') return { ok: false, because: seen.because };
  const time = seen.state === 'there' && seen.data.full ? seen.data.publishedAt : undefined;
  if (time !== undefined) return { ok: true, data: time };
  const message = `${repository.name} has not published ${tag} as a full release`;
  return { ok: false, because: noData(message, `a published release ${tag}`) };
}
