import type { Answer } from '../../core/ports.ts';
import { isAncestor } from './ancestor.ts';
import { canBeTag, tagCommit } from './reference.ts';
import { releasesOf } from './release.ts';
import type { NamedRepository } from './repository.ts';

/** So many earlier releases are looked at for one of the same line. */
const mostReleases = 20;

/**
 * The full release before a tag: the one published last before it whose commit is an ancestor of the tag's; undefined when there is none. A
 * tag without a release counts as one that is published now.
 */
export async function releaseBefore(
  repository: NamedRepository,
  tag: string,
  commit: string,
): Promise<Answer<{ tag: string; commit: string } | undefined>> {
  const listed = await releasesOf(repository);
  if (!listed.ok) return listed;
  const published = listed.data.flatMap(({ full, tag: name, publishedAt: at }) =>
    full && at !== undefined ? [{ tag: name, at }] : [],
  );
  const own = published.find((each) => each.tag === tag)?.at ?? Number.POSITIVE_INFINITY;
  const earlier = published.filter((each) => each.tag !== tag && each.at < own).sort((a, b) => b.at - a.at);
  const producer = repository;
  for (const each of earlier.slice(0, mostReleases)) {
    if (!canBeTag(each.tag)) continue;
    const tagged = await tagCommit(producer, each.tag);
    if (tagged.state === 'unknown') return { ok: false, because: tagged.because };
    if (tagged.state === 'absent' || tagged.data === commit) continue;
    const related = await isAncestor(producer, tagged.data, commit);
    if (related.state === 'unknown') return { ok: false, because: related.because };
    if (related.state === 'there' && related.data) return { ok: true, data: { tag: each.tag, commit: tagged.data } };
  }
  if (earlier.length <= mostReleases) return { ok: true, data: undefined };
  const message = `none of the ${mostReleases} releases before ${tag} is of its line, and no more are looked at`;
  return { ok: false, because: { code: 'TRUNCATED', message, needs: `a release before ${tag} that it contains` } };
}
