import { objectId } from '../core/object-id.ts';
import { type Repository, runGit } from './git.ts';

/** What the bytes of a commit say of it. */
export interface CommitFacts {
  tree: string;
  /** The time of its committer, in milliseconds since 1970: whoever made the commit chose it. */
  at: number;
  /** The first line of its message, and all of it; foreign text. */
  title: string;
  message: string;
}

/** Reads a commit; undefined when it is not here, or is not what its id says. */
export async function commitFacts({ top }: Repository, id: string): Promise<CommitFacts | undefined> {
  const ran = await runGit(top, ['cat-file', 'commit', id]);
  if (ran.code !== 0 || objectId('commit', ran.stdout, id.length) !== id) return undefined;
  const text = ran.stdout.toString('utf8');
  const end = text.indexOf('\n\n');
  const head = end < 0 ? text : text.slice(0, end);
  const message = end < 0 ? '' : text.slice(end + 2).trim();
  const tree = /^tree ([0-9a-f]+)$/m.exec(head)?.[1];
  const seconds = /^committer .*> (-?\d{1,12}) [+-]\d{4}$/m.exec(head)?.[1];
  if (tree === undefined || seconds === undefined) return undefined;
  return { tree, at: Number(seconds) * 1000, title: message.split('\n')[0] ?? '', message };
}

/** Whether the folder that is judged is there in a commit, or in the empty tree. */
export async function hasFolder({ top, prefix }: Repository, id: string): Promise<boolean> {
  if (prefix === '') return true;
  return (await runGit(top, ['cat-file', '-e', `${id}:${prefix.slice(0, -1)}`])).code === 0;
}

/** The commit at which a shallow clone ends on the first-parent line of another one; undefined where that line goes back to a root. */
export async function shallowEnd({ top }: Repository, from: string): Promise<string | undefined> {
  const ran = await runGit(top, [
    '-c',
    'core.commitGraph=false',
    'rev-list',
    '--first-parent',
    '--max-parents=0',
    from,
  ]);
  const [end = ''] = ran.stdout.toString('utf8').split('\n');
  if (ran.code !== 0 || end === '') return undefined;
  const bytes = await runGit(top, ['cat-file', 'commit', end]);
  const head = bytes.stdout.toString('latin1').split('\n\n', 1)[0] ?? '';
  return /^parent /m.test(head) ? end : undefined;
}
