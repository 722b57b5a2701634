import { type Because, fullCheckout } from '../core/errors.ts';
import { objectId } from '../core/object-id.ts';
import { type Repository, runGit } from './git.ts';

/** A commit and its parents, the first of which is the line that it was put on. */
export interface Commit {
  id: string;
  parents: readonly string[];
}

/** A commit as its own bytes say, also where a shallow clone hides its parents; undefined when it is not here. */
export async function readCommit(repository: Repository, id: string): Promise<Commit | undefined> {
  const ran = await runGit(repository.top, ['cat-file', 'commit', id]);
  if (ran.code !== 0 || objectId('commit', ran.stdout, id.length) !== id) return undefined;
  const header = ran.stdout.toString('latin1').split('\n\n', 1)[0] ?? '';
  return { id, parents: [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, parent = '']) => parent) };
}

/** Whether a commit and its listing of files are here. */
export async function hasTree(repository: Repository, commit: string): Promise<boolean> {
  const ran = await runGit(repository.top, [
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${commit}^{tree}`,
  ]);
  return (
    ran.code === 0 && (await runGit(repository.top, ['cat-file', '-e', ran.stdout.toString('utf8').trim()])).code === 0
  );
}

/** Whether history is cut off somewhere: then no answer about what is reachable can be trusted. */
export async function isShallow(repository: Repository): Promise<boolean> {
  const ran = await runGit(repository.top, ['rev-parse', '--is-shallow-repository']);
  return ran.code !== 0 || ran.stdout.toString('utf8').trim() !== 'false';
}

/** The id of what comes before the first commit: an empty tree. */
export function emptyTree(like: string): string {
  return objectId('tree', new Uint8Array(), like.length);
}

/** The commit that a name or an id means here; a name that means two things means none. */
export async function resolveCommit(
  repository: Repository,
  name: string,
): Promise<{ ok: true; id: string } | { ok: false; because: Because }> {
  const ask = ['-c', 'core.warnAmbiguousRefs=true', 'rev-parse', '--verify', '--end-of-options', `${name}^{commit}`];
  const ran = await runGit(repository.top, ask);
  const id = ran.stdout.toString('utf8').trim();
  const ambiguous = /ambiguous/.test(ran.stderr);
  if (ran.code === 0 && !ambiguous && /^[0-9a-f]+$/.test(id)) return { ok: true, id };
  return {
    ok: false,
    because: {
      code: 'NO_BASE',
      message: ambiguous ? `${name} means more than one thing here` : `there is no commit ${name} here`,
      needs: ambiguous
        ? 'the full name (refs/heads/…) or the id of the commit'
        : `${fullCheckout}, and a name that it has`,
    },
  };
}

/** All best common ancestors; undefined when git could not look. None means that the two have nothing in common. */
export async function mergeBases(repository: Repository, a: string, b: string): Promise<string[] | undefined> {
  const ran = await runGit(repository.top, [
    '-c',
    'core.commitGraph=false',
    'merge-base',
    '--all',
    '--end-of-options',
    a,
    b,
  ]);
  const ids = ran.stdout
    .toString('utf8')
    .split('\n')
    .filter((id) => id !== '');
  return ran.code === 0 || (ran.code === 1 && ids.length === 0) ? ids : undefined;
}

/** Whether everything of `a` is in `b`; false also when git could not look. */
export async function isAncestor(repository: Repository, a: string, b: string): Promise<boolean> {
  const ask = ['-c', 'core.commitGraph=false', 'merge-base', '--is-ancestor', '--end-of-options', a, b];
  return (await runGit(repository.top, ask)).code === 0;
}

/**
 * The commits on the first-parent line of `to` that `from` does not reach, oldest first, at most `limit`. What a shallow
 * clone cuts off is no root: a list that ends there is none.
 */
export async function firstParentLine(
  repository: Repository,
  from: string,
  to: string,
  limit: number,
): Promise<{ ok: true; commits: Commit[] } | { ok: false; because: Because }> {
  const line = [
    'rev-list',
    '--first-parent',
    '--parents',
    `--max-count=${limit + 1}`,
    '--end-of-options',
    to,
    `^${from}`,
  ];
  const ran = await runGit(repository.top, ['-c', 'core.commitGraph=false', ...line], { maxBytes: 64 * 1024 * 1024 });
  const range = `${from}..${to}`;
  const because = (code: Because['code'], message: string, needs: string) =>
    ({ ok: false, because: { code, message, needs } }) as const;
  if (ran.code !== 0) return because('NO_BASE', `the commits ${range} could not be listed`, fullCheckout);
  const lines = ran.stdout
    .toString('utf8')
    .split('\n')
    .filter((text) => text !== '');
  if (lines.length > limit) {
    return because(
      'TRUNCATED',
      `${range} has more than the ${limit} commits that are judged at once`,
      'a shorter range',
    );
  }
  const commits = lines.map((text): Commit => {
    const [id = '', ...parents] = text.split(' ');
    return { id, parents };
  });
  const last = commits.at(-1);
  if (last !== undefined && last.parents.length === 0) {
    const own = await readCommit(repository, last.id);
    if (own === undefined || own.parents.length > 0) {
      return because('NO_BASE', `the checkout ends at commit ${last.id}: what came before is not here`, fullCheckout);
    }
  }
  return { ok: true, commits: commits.reverse() };
}
