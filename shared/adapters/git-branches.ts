import { listMaxBytes, type Repository, runGit } from './git.ts';

/** What a clone says of branches, without asking anybody. Each is undefined where git does not say. */
export interface Branches {
  /** The default branch of origin, as it was when it was cloned or last set. */
  remoteDefault: string | undefined;
  /** The branch that is checked out. */
  current: string | undefined;
  /** A part of the history is not here. */
  shallow: boolean;
  /** The address of origin. */
  origin: string | undefined;
  /** Which of the names that default branches usually have are branches, here or at origin. */
  usual: readonly string[];
}

const usualNames = ['main', 'master', 'trunk', 'develop'];

/** Reads the branches of a clone. */
export async function branchesOf({ top }: Pick<Repository, 'top'>): Promise<Branches> {
  const ask = async (...args: string[]): Promise<string | undefined> => {
    const ran = await runGit(top, args);
    return ran.code === 0 ? ran.stdout.toString('utf8').trim() || undefined : undefined;
  };
  const usual = usualNames.flatMap((name) => [`refs/heads/${name}`, `refs/remotes/origin/${name}`]);
  const there = (await ask('for-each-ref', '--format=%(refname)', ...usual))?.split('\n') ?? [];
  const remote = await ask('symbolic-ref', '--quiet', 'refs/remotes/origin/HEAD');
  return {
    remoteDefault: remote?.replace(/^refs\/remotes\/origin\//, ''),
    current: (await ask('symbolic-ref', '--quiet', 'HEAD'))?.replace(/^refs\/heads\//, ''),
    shallow: (await ask('rev-parse', '--is-shallow-repository')) === 'true',
    origin: await ask('config', '--get', 'remote.origin.url'),
    usual: usualNames.filter((name) => there.some((ref) => ref.endsWith(`/${name}`))),
  };
}

/** What a clone that has a release checked out says of it: its commit and the address that it was cloned from. */
export async function checkedOutTag(
  folder: string,
  tag: string,
): Promise<{ commit: string; origin: string } | undefined> {
  const ask = async (...args: string[]): Promise<string | undefined> => {
    const ran = await runGit(folder, args);
    return ran.code === 0 ? ran.stdout.toString('utf8').trim() || undefined : undefined;
  };
  const head = await ask('rev-parse', '--verify', '--quiet', 'HEAD^{commit}');
  const tagged = await ask('rev-parse', '--verify', '--quiet', `refs/tags/${tag}^{commit}`);
  const origin = await ask('config', '--get', 'remote.origin.url');
  return head === undefined || head !== tagged || origin === undefined ? undefined : { commit: head, origin };
}

/** The files that git tracks, from the top; undefined where git does not say. */
export async function trackedPaths({ top }: Pick<Repository, 'top'>): Promise<ReadonlySet<string> | undefined> {
  const ran = await runGit(top, ['ls-files', '-z', '--cached'], { maxBytes: listMaxBytes });
  return ran.code === 0 ? new Set(ran.stdout.toString('utf8').split('\0')) : undefined;
}
