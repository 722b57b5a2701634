import type { Answer, GitHub } from '../../core/ports.ts';
import { ownerAndRepo } from '../../core/repository.ts';
import { parseTime } from '../../core/time.ts';
import { z } from '../../core/zod.ts';

const Release = z.object({ draft: z.boolean(), published_at: z.string().nullish() });

/** When the release of a tag was published (ms since 1970). */
export async function publishedAt(github: GitHub, repository: string, tag: string): Promise<Answer<number>> {
  const route = 'GET /repos/{owner}/{repo}/releases/tags/{tag}';
  const answer = await github.get(route, { ...ownerAndRepo(repository), tag }, Release);
  if (!answer.ok) return answer;
  const time = answer.data.draft ? undefined : parseTime(answer.data.published_at ?? '');
  if (time !== undefined) return { ok: true, data: time };
  const message = `the release ${tag} of ${repository} is not published`;
  return { ok: false, because: { code: 'NO_DATA', message, needs: `a published release ${tag}` } };
}
