import type { Because } from '../../core/errors.ts';
import type { Answer, GitHub } from '../../core/ports.ts';
import { ownerAndRepo } from '../../core/repository.ts';
import { CommitId } from '../../core/texts.ts';
import { z } from '../../core/zod.ts';
import { needs, unread } from '../github-rules/needs.ts';
import type { RecordedTag, TagRecord } from './tag-record.ts';

const ObjectSchema = z.object({ type: z.string(), sha: CommitId });
const RefSchema = z.object({ ref: z.string(), object: ObjectSchema });
const TagObjectSchema = z.object({ object: ObjectSchema });
const ReleaseSchema = z.object({ tag_name: z.string(), draft: z.boolean(), immutable: z.boolean().nullish() });
/** Source: the schema `check-immutable-releases` of GitHub's REST description. */
const ImmutableSchema = z.object({ enabled: z.boolean(), enforced_by_owner: z.boolean().nullish() });
type GitObject = z.infer<typeof ObjectSchema>;

/** What was asked: the data, or why it is not known. */
export type Asked<T> = { state: 'read'; data: T } | { state: 'unknown'; because: Because };

/** What a tag is now. */
export type SeenTag =
  | {
      state: 'there';
      /** What the ref names: a tag object, or a commit. */
      object: string;
      type: string;
      /** What it names in the end; asked for only where the object is another one than the recorded. */
      end: Asked<GitObject> | undefined;
    }
  | { state: 'deleted' }
  | { state: 'unknown'; because: Because };

/** What GitHub says of the recorded tags, and of those that the patterns of the record mean. Plain data. */
export interface ObservedTags {
  /** The names of all tags; asked for once. */
  names: Asked<string[]>;
  /** By name, the recorded ones. */
  tags: Record<string, SeenTag>;
  /** By name: whether the release is immutable, for those of which that is recorded; undefined when the host does not say. */
  releases: Record<string, Asked<{ immutable: boolean | undefined }>>;
  /** Whether new releases are immutable; undefined when that is not recorded. */
  immutableReleases: Asked<{ enabled: boolean }> | undefined;
}

const immutableNeeds = 'a GitHub App token or fine-grained token with administration: read';
const maxTagDepth = 5;

/**
 * Asks for all tags at once: 1 request for each 100 of them, 1 for each recorded tag that names another tag object now, 1 for each
 * tag whose release is recorded as immutable. A list that GitHub cuts off is replaced by 1 request for each recorded tag.
 */
export async function observeTags(github: GitHub, repository: string, record: TagRecord): Promise<ObservedTags> {
  const at = ownerAndRepo(repository);
  const ask = { github, at };
  const [listed, releases, immutableReleases] = await Promise.all([
    github.all('GET /repos/{owner}/{repo}/git/matching-refs/{+ref}', { ...at, ref: 'tags' }, RefSchema),
    inOrder(
      record.tags.filter(({ immutable }) => immutable === true),
      (tag) => releaseOf(ask, tag),
    ),
    record['immutable-releases'] === true
      ? github
          .get('GET /repos/{owner}/{repo}/immutable-releases', at, ImmutableSchema)
          .then((answer) => asked(answer, immutableNeeds))
      : undefined,
  ]);
  const refs = asked(listed, needs.contents);
  const all = new Map(refs.state === 'read' ? refs.data.map(({ ref, object }) => [ref, object]) : []);
  const tags = await inOrder(record.tags, async (tag): Promise<SeenTag> => {
    const ref = `refs/tags/${tag.name}`;
    if (refs.state === 'read') return seen(ask, tag, { state: 'read', data: all.get(ref) });
    return refs.because.code === 'TRUNCATED' ? seen(ask, tag, await refOf(ask, ref)) : refs;
  });
  const names = [...all.keys()].flatMap((ref) => (ref.startsWith('refs/tags/') ? ref.slice('refs/tags/'.length) : []));
  return {
    names: refs.state === 'read' ? { state: 'read', data: names.sort() } : refs,
    tags,
    releases,
    immutableReleases,
  };
}

interface Ask {
  github: GitHub;
  at: { owner: string; repo: string };
}

/** By the name of each tag; one after the other, since there may be hundreds. */
async function inOrder<T>(
  tags: readonly RecordedTag[],
  look: (tag: RecordedTag) => Promise<T>,
): Promise<Record<string, T>> {
  const found: [string, T][] = [];
  for (const tag of tags) found.push([tag.name, await look(tag)]);
  return Object.fromEntries(found);
}

function asked<T>(answer: Answer<T>, settles: string): Asked<T> {
  return answer.ok
    ? { state: 'read', data: answer.data }
    : { state: 'unknown', because: unread(answer.because, settles) };
}

/** One ref, where the list was too long: it showed that the credential sees tags, so that a 404 is the absence of this one. */
async function refOf({ github, at }: Ask, ref: string): Promise<Asked<GitObject | undefined>> {
  const short = ref.replace(/^refs\//, '');
  const answer = await github.get('GET /repos/{owner}/{repo}/git/ref/{+ref}', { ...at, ref: short }, RefSchema);
  if (!answer.ok && answer.because.code === 'NOT_FOUND') return { state: 'read', data: undefined };
  const one = asked(answer, needs.contents);
  if (one.state === 'unknown') return one;
  if (one.data.ref === ref) return { state: 'read', data: one.data.object };
  const message = `GitHub answers for ${ref} with another ref`;
  return { state: 'unknown', because: { code: 'GITHUB_DOWN', message } };
}

async function seen(ask: Ask, { object }: RecordedTag, found: Asked<GitObject | undefined>): Promise<SeenTag> {
  if (found.state === 'unknown') return found;
  if (found.data === undefined) return { state: 'deleted' };
  const { sha, type } = found.data;
  return { state: 'there', object: sha, type, end: sha === object ? undefined : await peel(ask, found.data) };
}

async function peel({ github, at }: Ask, first: GitObject): Promise<Asked<GitObject>> {
  let object = first;
  for (let depth = 0; object.type === 'tag'; depth += 1) {
    if (depth === maxTagDepth) {
      const message = `the tag names tags of tags, more than ${maxTagDepth} deep`;
      return { state: 'unknown', because: { code: 'NO_DATA', message, needs: 'a tag of a commit' } };
    }
    const answer = asked(
      await github.get('GET /repos/{owner}/{repo}/git/tags/{tag_sha}', { ...at, tag_sha: object.sha }, TagObjectSchema),
      needs.contents,
    );
    if (answer.state === 'unknown') return answer;
    object = answer.data.object;
  }
  return { state: 'read', data: object };
}

async function releaseOf({ github, at }: Ask, { name }: RecordedTag): Promise<ObservedTags['releases'][string]> {
  const route = 'GET /repos/{owner}/{repo}/releases/tags/{tag}';
  const answer = asked(
    await github.get(route, { ...at, tag: name }, ReleaseSchema),
    `${needs.contents}, and a published release of the tag`,
  );
  if (answer.state === 'unknown') return answer;
  const { tag_name, draft, immutable } = answer.data;
  if (tag_name === name && !draft) return { state: 'read', data: { immutable: immutable ?? undefined } };
  const message = `GitHub gives ${draft ? 'a draft' : 'the release of another tag'} for the release of ${name}`;
  return { state: 'unknown', because: { code: 'NO_DATA', message, needs: 'a published release of the tag' } };
}
