import type { Because } from '../../shared/core/errors.ts';
import { shortName } from '../../shared/domain/github-rules/ref-name.ts';
import { fullName } from '../../shared/domain/protection/applying.ts';
import type { AskedEntry } from '../../shared/domain/protection/asked-entry.ts';
import { namesRef } from '../../shared/domain/protection/compare.ts';
import { namesNothing } from '../../shared/domain/protection/ref-pattern.ts';
import { refText } from '../../shared/domain/protection/row-text.ts';
import type { Part, Target } from '../../shared/domain/seen-repository/observation.ts';
import type { RepositoryView } from '../../shared/domain/seen-repository/observe.ts';

/** Refs that are judged as one, because the same entries name them. */
export interface RefGroup {
  /** `branch main`, `tags v*`, `pushes`: in the words of the policy, for people. */
  name: string;
  target: Target;
  refs: readonly string[];
  entries: readonly AskedEntry[];
  /** It is one ref, which the policy names by its name. */
  byName: boolean;
}

/** A part of an entry that names nothing. */
export interface Unnamed {
  name: string;
  /** `none`: all refs were listed, and it names none of them. `never`: it cannot name any. `unknown`: they could not be listed. */
  state: 'none' | 'never' | 'unknown';
  because?: Because;
  entries: readonly AskedEntry[];
}

/** More branches than these are not asked, of all that patterns name. */
const mostBranches = 300;

/** Every ref that an entry names, in groups, and what names none. Branches and tags are listed only for patterns. */
export async function namedRefs(
  entries: readonly AskedEntry[],
  view: RepositoryView,
  defaultBranch: string,
): Promise<{ groups: RefGroup[]; unnamed: Unnamed[] }> {
  const groups: RefGroup[] = [];
  const unnamed: Unnamed[] = [];
  for (const target of ['branch', 'tag'] as const) {
    const ofTarget = entries.filter((entry) => entry.target === target);
    if (ofTarget.length === 0) continue;
    // Of a branch its own answer says whether it is there; of a tag only the list does.
    const listing =
      target === 'tag' || ofTarget.some(({ include }) => include.some(isGlob)) ? await view.names(target) : undefined;
    const literals = ofTarget.flatMap(({ include }) =>
      include.flatMap((pattern) => literal(pattern, target, defaultBranch)),
    );
    const seen = (ref: string): boolean =>
      target === 'branch' || (listing?.state === 'read' && listing.data.includes(ref));
    const byName = literals.filter(seen);
    const unseen = unseenTags(new Set(literals.filter((ref) => !seen(ref))), ofTarget, listing);
    const listed = listing?.state === 'read' ? listing.data : [];
    const found = new Map<string, RefGroup>();
    for (const ref of new Set([...byName, ...listed])) {
      const naming = ofTarget.filter(
        (entry) => namesRef(entry, { full: fullName(target, ref), defaultBranch }) !== false,
      );
      if (naming.length === 0) continue;
      const alone = byName.includes(ref);
      const name = alone ? refText(target, ref) : patternsText(target, naming);
      const before = found.get(name);
      found.set(name, { name, target, refs: [...(before?.refs ?? []), ref], entries: naming, byName: alone });
    }
    const named = [...found.values()];
    const asked = cut(named, target);
    groups.push(...asked.groups);
    const others = ofTarget.filter((entry) => !unseen.some(({ entries: naming }) => naming.includes(entry)));
    unnamed.push(
      ...asked.unnamed,
      ...unseen,
      ...others.flatMap((entry) => unnamedOf(entry, named, { listing, defaultBranch })),
    );
  }
  const pushes = entries.filter(({ target }) => target === 'push');
  if (pushes.length > 0)
    groups.push({ name: refText('push', ''), target: 'push', refs: [''], entries: pushes, byName: true });
  return { groups, unnamed };
}

/** Tags that are asked about by their name, and that nobody saw: rules would be told of them all the same. */
function unseenTags(
  refs: ReadonlySet<string>,
  entries: readonly AskedEntry[],
  listing: Part<string[]> | undefined,
): Unnamed[] {
  return [...refs].map((ref): Unnamed => {
    const because: Because =
      listing?.state === 'unknown'
        ? listing.because
        : listing?.state === 'none'
          ? { code: 'NO_DATA', message: listing.message }
          : {
              code: 'NOT_FOUND',
              message: `the repository lists no tag ${ref}`,
              needs: 'the name of a tag that is there',
            };
    const naming = entries.filter(({ include }) =>
      include.some((pattern) => literal(pattern, 'tag', '').includes(ref)),
    );
    return { name: refText('tag', ref), state: 'unknown', because, entries: naming };
  });
}

function isGlob(pattern: string): boolean {
  return pattern === '~ALL' || (!pattern.startsWith('~') && /[*?[]/.test(pattern));
}

/** The ref that a pattern names by its name. */
function literal(pattern: string, target: Target, defaultBranch: string): string[] {
  if (isGlob(pattern)) return [];
  if (pattern === '~DEFAULT_BRANCH') return target === 'branch' ? [defaultBranch] : [];
  return pattern.startsWith('~') ? [] : [shortName(pattern)];
}

/**
 * What an entry of the policy is known by: its target and its own patterns, sorted, with `!` before those that are left out. Nothing that
 * is said elsewhere in the policy changes it; two entries with the same patterns are one.
 */
export function entryId({ target, include, exclude }: Pick<AskedEntry, 'target' | 'include' | 'exclude'>): string {
  if (target === 'push') return refText(target, '');
  const patterns = [...include.map(shortName).sort(), ...exclude.map((one) => `!${shortName(one)}`).sort()];
  const one = patterns.length === 1 && !include.some(isGlob);
  return one ? refText(target, patterns.join('')) : `${target === 'tag' ? 'tags' : 'branches'} ${patterns.join(' ')}`;
}

/** An entry in words, for people. */
export function entryText(entry: AskedEntry): string {
  return entry.target === 'push' || entryId(entry).startsWith(`${entry.target} `)
    ? entryId(entry)
    : patternsText(entry.target, [entry]);
}

function patternsText(target: Target, entries: readonly AskedEntry[]): string {
  const texts = entries.map(({ include, exclude }) => {
    const not = exclude.length === 0 ? '' : ` but ${exclude.map(shortName).join(', ')}`;
    return `${include.map(shortName).join(', ')}${not}`;
  });
  return `${target === 'tag' ? 'tags' : 'branches'} ${[...new Set(texts)].join(' and ')}`;
}

/** Each branch costs requests of its own; those that are too many are not verified. */
function cut(groups: readonly RefGroup[], target: Target): { groups: RefGroup[]; unnamed: Unnamed[] } {
  if (target !== 'branch') return { groups: [...groups], unnamed: [] };
  let left = mostBranches;
  const kept: RefGroup[] = [];
  const unnamed: Unnamed[] = [];
  for (const group of [...groups].sort((a, b) => Number(b.byName) - Number(a.byName))) {
    const refs = group.refs.slice(0, left);
    left -= refs.length;
    if (refs.length > 0) kept.push({ ...group, refs });
    if (refs.length < group.refs.length)
      unnamed.push({
        name: group.name,
        state: 'unknown',
        entries: group.entries,
        because: {
          code: 'TRUNCATED',
          message: `it names ${group.refs.length} branches, of which ${group.refs.length - refs.length} were not asked: at most ${mostBranches} are in one run`,
          needs: 'patterns that name fewer branches',
        },
      });
  }
  return { groups: kept, unnamed };
}

function unnamedOf(
  entry: AskedEntry,
  groups: readonly RefGroup[],
  { listing, defaultBranch }: { listing: Part<string[]> | undefined; defaultBranch: string },
): Unnamed[] {
  const name = patternsText(entry.target, [entry]);
  if (namesNothing(entry, { prefix: fullName(entry.target, ''), defaultBranch }))
    return [{ name, state: 'never', entries: [entry] }];
  const globs = entry.include.some(isGlob);
  if (globs && listing !== undefined && listing.state !== 'read') {
    const because: Because =
      listing.state === 'unknown' ? listing.because : { code: 'NO_DATA', message: listing.message };
    return [{ name, state: 'unknown', because, entries: [entry] }];
  }
  if (groups.some(({ entries }) => entries.includes(entry))) return [];
  return [{ name, state: globs ? 'none' : 'never', entries: [entry] }];
}
