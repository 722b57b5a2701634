import type { Because } from '../core/errors.ts';
import type { Change } from '../core/history.ts';
import type { Found, Missing } from '../core/ports.ts';
import { type ChangeSet, changeSet } from './change-set.ts';
import { fileKind, listMaxBytes, type Repository, readBlob, runGit, unreadable } from './git.ts';
import { parseRawDiff, type RawEntry, type Source } from './raw-diff.ts';

export type Changes = { ok: true; set: ChangeSet } | { ok: false; because: Because };

/**
 * Every path that differs between two commits, or a commit and the empty tree, with exact renames and copies only: one process
 * however many files differ, and nothing that a configuration says changes the answer.
 */
export async function commitChanges(
  repository: Repository,
  before: string,
  after: string,
  prefix: string,
  maxBytes = listMaxBytes,
): Promise<Changes> {
  const what = ['-r', '-z', '--raw', '--no-abbrev', '--no-relative', '--ignore-submodules=none', '-O/dev/null'];
  // Only identical bytes: then no limit of candidates applies, and git does not open a single file.
  const renames = ['-M100%', '-C100%', '--find-copies-harder', '--no-rename-empty'];
  const args = ['diff-tree', ...what, ...renames, '--end-of-options', before, after, '--'];
  const ran = await runGit(repository.top, args, { maxBytes });
  const between = `the changes between ${before} and ${after}`;
  if (ran.stopped === 'too-much-output') return tooMany(between, maxBytes);
  if (ran.code !== 0) return { ok: false, because: unreadable(`${between} could not be read`, ran) };
  const parsed = parseRawDiff(ran.stdout);
  return parsed.ok ? setOf(parsed.entries, parsed.sources, prefix, between) : notUnderstood(between, parsed.message);
}

/** The changes below a folder, unless git named a path twice. */
export function setOf(
  entries: readonly RawEntry[],
  sources: readonly Source[],
  prefix: string,
  between: string,
): Changes {
  const set = changeSet(entries, sources, prefix);
  return set === undefined ? notUnderstood(between, 'a path is listed twice') : { ok: true, set };
}

/** A list that is longer than what is read of it. */
export function tooMany(between: string, maxBytes: number): Changes {
  return {
    ok: false,
    because: {
      code: 'TRUNCATED',
      message: `${between}: the list is longer than the ${maxBytes} bytes that are read`,
      needs: 'a range with fewer changes',
    },
  };
}

/** A list with something in it that is not known. */
export function notUnderstood(between: string, message: string): Changes {
  return {
    ok: false,
    because: {
      code: 'NO_DATA',
      message: `${between} are not understood: ${message}`,
      needs: 'changed files whose names are UTF-8, and a git that writes the raw diff format',
    },
  };
}

/** One side of a changed path, by its object id. */
export async function changedContent(
  repository: Repository,
  set: ChangeSet,
  { path }: Change,
  side: { name: 'before' | 'after'; commit: string },
  maxBytes: number,
): Promise<Found | Missing> {
  const entry = set.sides.get(path)?.[side.name];
  if (entry === undefined) return { found: false, path, reason: 'absent', message: 'does not exist' };
  const kind = fileKind(entry.mode);
  if (kind !== undefined) return { found: false, path, reason: 'not-a-file', message: `is ${kind}` };
  return readBlob(repository, side.commit, path, { id: entry.id ?? '' }, maxBytes);
}
