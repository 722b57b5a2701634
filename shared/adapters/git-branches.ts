import { type Repository, runGit } from './git.ts';

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
}

/** Reads the branches of a clone. */
export async function branchesOf({ top }: Pick<Repository, 'top'>): Promise<Branches> {
  const ask = async (...args: string[]): Promise<string | undefined> => {
    const ran = await runGit(top, args);
    return ran.code === 0 ? ran.stdout.toString('utf8').trim() || undefined : undefined;
  };
  const remote = await ask('symbolic-ref', '--quiet', 'refs/remotes/origin/HEAD');
  return {
    remoteDefault: remote?.replace(/^refs\/remotes\/origin\//, ''),
    current: (await ask('symbolic-ref', '--quiet', 'HEAD'))?.replace(/^refs\/heads\//, ''),
    shallow: (await ask('rev-parse', '--is-shallow-repository')) === 'true',
    origin: await ask('config', '--get', 'remote.origin.url'),
  };
}
