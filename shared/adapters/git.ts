import { existsSync } from 'node:fs';
import { devNull } from 'node:os';
import { join, posix, resolve } from 'node:path';
import type { Because } from '../core/errors.ts';
import { sha256 } from '../core/fingerprint.ts';
import { objectId } from '../core/object-id.ts';
import { containedPath } from '../core/path.ts';
import type { Found, Missing, Tree } from '../core/ports.ts';
import { exec, type Ran } from './exec.ts';
import { tooLarge } from './missing.ts';

/** What one `git rev-parse` tells of the repository around a folder. */
export interface Repository {
  /** Absolute path of the top folder. */
  top: string;
  /** The folder inside the repository, with a trailing `/`, or the empty text at its top. */
  prefix: string;
  /** The commit that is checked out and its tree; absent before the first commit. */
  head: string | undefined;
  tree: string | undefined;
  /** The first parent of that commit; absent for a root commit, and in a clone that is cut off there. */
  parent: string | undefined;
  /** Whether the repository knows the default branch of its remote. */
  hasRemote: boolean;
}

const timeoutMs = 60_000;
/** The longest listing that is read. */
export const listMaxBytes = 64 * 1024 * 1024;

/** What git may know of its surroundings. Everything else that it honours could point it to other objects. */
const inherited = ['PATH', 'HOME', 'USERPROFILE', 'XDG_CONFIG_HOME', 'SYSTEMROOT', 'TMP', 'TEMP', 'TMPDIR'];

/** How git is started: its arguments, and an environment that is deaf to everything that could point it to other objects. */
export function gitProcess(args: readonly string[]): { args: string[]; env: NodeJS.ProcessEnv } {
  const env: NodeJS.ProcessEnv = {
    ...Object.fromEntries(inherited.map((name) => [name, process.env[name]])),
    LC_ALL: 'C',
    GIT_LITERAL_PATHSPECS: '1',
    // A replaced or grafted object is not the one that its id names.
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_GRAFT_FILE: devNull,
    // A partial clone would ask its remote for every missing object: what is not here counts as not readable.
    GIT_NO_LAZY_FETCH: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
  };
  return { args: ['-c', 'core.quotepath=off', '-c', 'advice.graftFileDeprecated=false', ...args], env };
}

/** Runs git in a folder, deaf to everything around it that could point it to other objects. */
export function runGit(
  cwd: string,
  args: readonly string[],
  { maxBytes = 1024 * 1024, input }: { maxBytes?: number; input?: string } = {},
): Promise<Ran> {
  const { args: all, env } = gitProcess(args);
  return exec('git', all, { cwd, env, timeoutMs, maxBytes, input });
}

/** The repository around a folder, or one sentence why there is none to read. */
export async function openRepository(
  folder: string,
): Promise<{ ok: true; repository: Repository } | { ok: false; message: string }> {
  const places = ['rev-parse', '--show-toplevel', '--show-prefix', '--git-common-dir'];
  const commits = ['HEAD^{commit}', 'HEAD^{tree}', 'HEAD^1^{commit}'];
  // Git gives no answer at all when one of the names does not resolve: a root commit has no parent, a new repository no HEAD.
  let ran = await runGit(folder, [...places, ...commits]);
  if (ran.stopped === 'not-found') return { ok: false, message: 'git could not be started' };
  if (ran.code !== 0) ran = await runGit(folder, [...places, ...commits.slice(0, 2)]);
  if (ran.code !== 0) ran = await runGit(folder, places);
  if (ran.code !== 0) return { ok: false, message: firstLine(ran.stderr) || 'this is not a git repository' };
  const [top = '', prefix = '', common = '', ...rest] = ran.stdout.toString('utf8').split('\n');
  const [head, tree, parent] = rest.map((id) => id || undefined);
  const hasRemote = existsSync(join(resolve(folder, common), 'refs', 'remotes', 'origin', 'HEAD'));
  return { ok: true, repository: { top, prefix, head, tree, parent, hasRemote } };
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').replace(/^fatal: /, '').trim();
}

/** Paths of the regular files that git tracks or does not ignore below the prefix, sorted. */
export async function listWorktree(repository: Repository): Promise<string[] | { because: Because }> {
  const folder = posix.join(repository.top, repository.prefix);
  const ran = await runGit(folder, ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    maxBytes: listMaxBytes,
  });
  if (ran.code !== 0) return { because: unreadable('the files of the work tree could not be listed', ran) };
  return [
    ...new Set(
      ran.stdout
        .toString('utf8')
        .split('\0')
        .filter((path) => path !== ''),
    ),
  ].sort(byCodeUnit);
}

/** The tree of a commit, rooted at `prefix` (empty, or with a trailing `/`). */
export function commitTree(repository: Repository, commit: string, prefix: string): Tree {
  return {
    ref: commit,
    async read(path, maxBytes) {
      const contained = containedPath(path);
      if (!contained.ok) return { found: false, path, reason: 'outside', message: contained.message };
      const full = `${prefix}${contained.path}`;
      const listed = await runGit(repository.top, ['ls-tree', '-z', '--full-tree', commit, '--', full]);
      const entries = listed.code === 0 ? entriesOf(listed.stdout) : undefined;
      if (entries === undefined) {
        const because = unreadable(`the tree of commit ${commit} could not be read`, listed);
        return { found: false, path, reason: 'unreadable', message: because.message, because };
      }
      const [entry, second] = entries;
      if (second !== undefined) {
        const because = unreadable(`the tree of commit ${commit} has ${path} twice`, listed);
        return { found: false, path, reason: 'unreadable', message: because.message, because };
      }
      if (entry === undefined) return { found: false, path, reason: 'absent', message: 'does not exist' };
      const kind = fileKind(entry.mode);
      if (kind !== undefined) return { found: false, path, reason: 'not-a-file', message: `is ${kind}` };
      return readBlob(repository, commit, contained.path, entry, maxBytes);
    },
    async list() {
      // Of a folder in a large repository git need not tell all the rest.
      const args = ['ls-tree', '-r', '-z', '--full-tree', commit, '--'];
      if (prefix !== '') args.push(prefix);
      const ran = await runGit(repository.top, args, { maxBytes: listMaxBytes });
      const entries = ran.code === 0 ? entriesOf(ran.stdout) : undefined;
      if (entries === undefined)
        return { ok: false, because: unreadable(`the files of commit ${commit} could not be listed`, ran) };
      const paths = entries
        .filter((entry) => entry.path.startsWith(prefix))
        .map((entry) => entry.path.slice(prefix.length));
      return { ok: true, paths: paths.sort(byCodeUnit) };
    },
  };
}

/** One line of a listing of a commit. */
export interface Entry {
  mode: string;
  id: string;
  path: string;
}

/** The entries of a listing; undefined when a line is none, so that nothing that git says is passed over. */
export function entriesOf(stdout: Buffer): Entry[] | undefined {
  const lines = stdout
    .toString('utf8')
    .split('\0')
    .filter((line) => line !== '');
  const entries = lines.flatMap((line) => {
    const [, mode = '', id = '', path = ''] = /^(\d{6}) \w+ ([0-9a-f]+)\t([\s\S]+)$/.exec(line) ?? [];
    return mode === '' ? [] : [{ mode, id, path }];
  });
  return entries.length === lines.length ? entries : undefined;
}

/** What an entry is instead of a regular file, for people; undefined for a regular file. */
export function fileKind(mode: string): string | undefined {
  switch (mode) {
    case '100644':
    case '100755':
    case '100664':
      return undefined;
    case '120000':
      return 'a symbolic link';
    case '160000':
      return 'a submodule';
    default:
      return 'a folder';
  }
}

/** The bytes of a blob, if they are what its id says; `path` and `commit` say where it lies. */
export async function readBlob(
  repository: Repository,
  commit: string,
  path: string,
  { id }: Pick<Entry, 'id'>,
  maxBytes: number,
): Promise<Found | Missing> {
  const blob = await runGit(repository.top, ['cat-file', 'blob', id], { maxBytes });
  if (blob.stopped === 'too-much-output') return tooLarge(path, maxBytes);
  if (blob.code !== 0) {
    const because = unreadable(`the content of ${path} at commit ${commit} could not be read`, blob);
    return { found: false, path, reason: 'unreadable', message: because.message, because };
  }
  const content = new Uint8Array(blob.stdout);
  if (objectId('blob', content, id.length) !== id) {
    const because = unreadable(`the content of ${path} at commit ${commit} is not what its object id says`, blob);
    return { found: false, path, reason: 'unreadable', message: because.message, because };
  }
  return { found: true, source: 'tree', path, ref: commit, sha256: sha256(content), bytes: content.length, content };
}

/** Why git gave nothing. */
export function unreadable(message: string, ran: Ran): Because {
  const detail = ran.stopped ?? firstLine(ran.stderr);
  return {
    code: 'NO_DATA',
    message: detail === '' ? message : `${message}: ${detail}`,
    needs: 'a checkout that has this commit (actions/checkout with fetch-depth: 0)',
  };
}

/** The order of paths that does not depend on a language. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The best common ancestor of two commits, or undefined when the clone does not reach it. */
export async function mergeBase(repository: Repository, a: string, b: string): Promise<string | undefined> {
  const ran = await runGit(repository.top, ['merge-base', '--end-of-options', a, b]);
  return ran.code === 0 ? ran.stdout.toString('utf8').trim() : undefined;
}

/**
 * The commit that work on a laptop began from: where it left the remote's default branch, else the first parent of the
 * checked-out commit, else that commit itself. Undefined before the first commit.
 */
export async function startOfWork(repository: Repository): Promise<string | undefined> {
  const { head, parent, hasRemote } = repository;
  if (head === undefined) return undefined;
  const left = hasRemote ? await mergeBase(repository, 'refs/remotes/origin/HEAD', head) : undefined;
  return left === undefined || left === head ? (parent ?? head) : left;
}

/** The paths, relative to a folder, of what its repository tracks below it. The folder must lie in a repository. */
export async function trackedBelow(
  folder: string,
): Promise<{ ok: true; paths: readonly string[] } | { ok: false; because: Because }> {
  const ran = await runGit(folder, ['ls-files', '-z', '--cached'], { maxBytes: listMaxBytes });
  if (ran.code !== 0) {
    const { message } = unreadable('git could not say which files are tracked', ran);
    return { ok: false, because: { code: 'NO_DATA', message, needs: 'a folder outside of the checkout' } };
  }
  const paths = ran.stdout.toString('utf8').split('\0');
  return { ok: true, paths: paths.filter((path) => path !== '') };
}
