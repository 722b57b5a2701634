import { promises as fs } from 'node:fs';
import { dirname, join } from 'node:path';
import { objectId } from '../core/object-id.ts';
import { entriesOf, listMaxBytes, type Repository, runGit, unreadable } from './git.ts';
import { type Changes, notUnderstood, setOf, tooMany } from './git-changes.ts';
import { parseRawDiff, type RawEntry, type Side, type Source } from './raw-diff.ts';

/**
 * Every path that differs between a commit, or the empty tree, and the work tree: staged or not, new files that are not ignored
 * too. What git only suspects by size and time is compared by content, as git would store it. Files that a sparse
 * checkout leaves out are not deleted; files that git was told to overlook are looked at.
 */
export async function worktreeChanges(repository: Repository, before: string, prefix: string): Promise<Changes> {
  const between = `the changes between ${before} and the work tree`;
  const { top } = repository;
  const maxBytes = listMaxBytes;
  const diff = ['diff-index', '-z', '--raw', '--no-abbrev', '--no-renames', '--no-relative', '-O/dev/null'];
  const [earlier, suspected, listed] = await Promise.all([
    runGit(top, ['ls-tree', '-r', '-z', '--full-tree', before], { maxBytes }),
    // What is only changed inside of a submodule is not a change of this repository.
    runGit(top, [...diff, '--ignore-submodules=dirty', '--end-of-options', before, '--'], { maxBytes }),
    runGit(top, ['-c', 'core.fsmonitor=false', 'ls-files', '-z', '-v', '--cached', '--others', '--exclude-standard'], {
      maxBytes,
    }),
  ]);
  const ran = [earlier, suspected, listed];
  if (ran.some(({ stopped }) => stopped === 'too-much-output')) return tooMany(between, maxBytes);
  const broken = ran.find(({ code }) => code !== 0);
  if (broken !== undefined) return { ok: false, because: unreadable(`${between} could not be read`, broken) };
  const entries = entriesOf(earlier.stdout);
  if (entries === undefined) return notUnderstood(between, 'a file of the commit is listed in an unknown way');
  const tagged = tags(listed.stdout);
  if (typeof tagged === 'string') return notUnderstood(between, tagged);
  if (tagged.some(({ tag }) => tag === 'M')) {
    const message = `${between} are not settled: a merge has conflicts`;
    return { ok: false, because: { code: 'NO_DATA', message, needs: 'a finished or aborted merge' } };
  }
  const parsed = parseRawDiff(suspected.stdout, { worktree: true });
  if (!parsed.ok) return notUnderstood(between, parsed.message);
  const old = new Map(entries.map(({ path, mode, id }) => [path, { mode, id }]));
  const said = new Map(parsed.entries.map(({ path, after }) => [path, after]));
  const now = await onDisk(top, said, tagged, before.length);
  if (!now.ok) return { ok: false, because: now.because };
  const changed: RawEntry[] = [...now.sides].flatMap(([path, after]) => {
    const side = old.get(path);
    const same = side?.id === after?.id && side?.mode === after?.mode;
    return same && side?.id !== undefined
      ? []
      : side === undefined && after === undefined
        ? []
        : [{ path, before: side, after }];
  });
  const sources: Source[] = changed.some(({ before: side }) => side === undefined) ? entries : [];
  return setOf(changed, sources, prefix, between);
}

/**
 * `<tag> <path>` of `git ls-files -v`, or a clause why it is none. A path with an unfinished merge comes once for each side; a
 * plainly tracked one whose name is not UTF-8 is left out, because the list of changes refuses it when it has changed.
 */
function tags(output: Buffer): { tag: string; path: string }[] | string {
  const lossy = output.toString('utf8').split('\0');
  const read: { tag: string; path: string }[] = [];
  for (const line of lossy.filter((text) => text !== '')) {
    const [, tag = '', path = ''] = /^([A-Za-z?]) ([\s\S]+)$/.exec(line) ?? [];
    if (tag === '') return 'git listed a file in an unknown way';
    const broken = path.includes('\ufffd');
    if (broken && tag !== 'H') return `the name of a file is not UTF-8: ${JSON.stringify(path)}`;
    if (!broken) read.push({ tag, path });
  }
  return read;
}

type Now = { ok: true; sides: Map<string, Side | undefined> } | { ok: false; because: ReturnType<typeof unreadable> };

/** What lies on disk at every path that may have changed. `ids` is how long an object id is. */
async function onDisk(
  top: string,
  said: ReadonlyMap<string, Side | undefined>,
  tagged: readonly { tag: string; path: string }[],
  ids: number,
): Promise<Now> {
  const marked = new Map(tagged.flatMap(({ tag, path }) => (tag === 'H' ? [] : [[path, tag] as const])));
  const sides = new Map<string, Side | undefined>();
  const files: { path: string; mode: string }[] = [];
  for (const path of new Set([...said.keys(), ...marked.keys()])) {
    const tag = marked.get(path);
    const hint = said.get(path);
    if (path.endsWith('/')) {
      // A repository inside of this one, which git would record as a submodule.
      sides.set(path.slice(0, -1), { mode: '160000', id: undefined });
      continue;
    }
    const found = said.has(path) && hint === undefined && tag !== '?' ? undefined : await lookAt(top, path);
    if (found === 'unreadable') {
      const message = `${path} in the work tree could not be looked at`;
      return { ok: false, because: { code: 'NO_DATA', message, needs: 'read access to the file' } };
    }
    if (found === undefined) {
      // A sparse checkout leaves the file out: only what is staged of it can have changed.
      if (tag?.toLowerCase() !== 's') sides.set(path, undefined);
      else if (said.has(path)) sides.set(path, hint);
    } else if (found === 'folder')
      sides.set(path, hint?.mode === '160000' ? { mode: '160000', id: undefined } : undefined);
    else if ('target' in found) sides.set(path, { mode: '120000', id: objectId('blob', found.target, ids) });
    // On a file system without permission bits or links git keeps them itself: what it says of a file goes first.
    else files.push({ path, mode: hint === undefined || hint.mode === '160000' ? found.mode : hint.mode });
  }
  if (files.length === 0) return { ok: true, sides };
  const input = files.map(({ path }) => `${quoted(path)}\n`).join('');
  const hashed = await runGit(top, ['hash-object', '--stdin-paths'], { maxBytes: listMaxBytes, input });
  const answers = hashed.stdout
    .toString('utf8')
    .split('\n')
    .filter((id) => id !== '');
  if (hashed.code !== 0 || answers.length !== files.length) {
    return { ok: false, because: unreadable('the changed files of the work tree could not be read', hashed) };
  }
  files.forEach(({ path, mode }, index) => sides.set(path, { mode, id: answers[index] }));
  return { ok: true, sides };
}

/** What a path is on disk, reached through folders only; undefined when there is nothing that git would record. */
async function lookAt(
  top: string,
  path: string,
): Promise<'folder' | 'unreadable' | { target: Uint8Array } | { mode: string } | undefined> {
  const full = join(top, path);
  try {
    const stats = await fs.lstat(full);
    if ((await fs.realpath(dirname(full))) !== dirname(full)) return undefined;
    if (stats.isDirectory()) return 'folder';
    if (stats.isSymbolicLink()) return { target: await fs.readlink(full, { encoding: 'buffer' }) };
    return stats.isFile() ? { mode: (stats.mode & 0o100) === 0 ? '100644' : '100755' } : undefined;
  } catch (error) {
    const gone = ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
    return gone ? undefined : 'unreadable';
  }
}

/** A path as git reads it from a list of lines: in quotes, so that no character in it ends the line. */
function quoted(path: string): string {
  const bytes = [...Buffer.from(path, 'utf8')];
  const plain = (byte: number): boolean => byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c;
  const escaped = bytes.map((byte) =>
    plain(byte) ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`,
  );
  return `"${escaped.join('')}"`;
}
