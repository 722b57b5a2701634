import type { Because } from '../../shared/core/errors.ts';
import type { Contract } from '../../shared/domain/contract-pair/config.ts';
import {
  branchExists,
  isAncestor,
  type ProducerRepository,
  type Seen,
  tagCommit,
} from '../../shared/domain/producer/release.ts';
import type { Ctx } from './definition.ts';

/**
 * Proves a tag of the producer: it names a commit, the default branch contains that, and no branch has the name of the tag. Gives the
 * commit, with annotated tags peeled, and whether all of it holds.
 */
export async function proveTag(
  ctx: Ctx,
  contract: Contract,
  producer: ProducerRepository,
  defaultBranch: string | undefined,
  tag: string,
): Promise<{ commit: string | undefined; proved: boolean }> {
  const { id, producer: name } = contract;
  const fact = (what: string): { contract: string; what: string } => ({ contract: id, what });
  const [itself, reach, namesake] = ['the tag', 'the commit of the tag', 'a branch with the name of the tag'];
  const seen = await tagCommit(producer, tag);
  let proved = true;
  const open = (what: string, because: Because): void => {
    ctx.unverified('tag-proved', fact(what), because);
    proved = false;
  };
  const judge = (what: string, holds: boolean, problem: string, fix: string): void => {
    ctx.judge('tag-proved', holds, { ...fact(what), problem, actual: tag, fix });
    proved = proved && holds;
  };
  if (seen.state === 'unknown') open(itself, seen.because);
  else judge(itself, seen.state === 'there', `does not exist at ${name}`, `name a tag that ${name} has published`);

  const branch = await branchExists(producer, tag);
  if (branch.state === 'unknown') open(namesake, branch.because);
  else judge(namesake, branch.state === 'absent', `exists at ${name}`, `ask ${name} to rename the branch`);

  const commit = seen.state === 'there' ? seen.data : undefined;
  const reached = await reachable(producer, defaultBranch, commit);
  if (reached.state === 'unknown') open(reach, reached.because);
  else {
    const holds = reached.state === 'there' && reached.data;
    judge(
      reach,
      holds,
      `is not in ${defaultBranch ?? 'the default branch'} of ${name}`,
      `ask ${name} where the release was made`,
    );
  }
  return { commit, proved };
}

async function reachable(
  producer: ProducerRepository,
  defaultBranch: string | undefined,
  commit: string | undefined,
): Promise<Seen<boolean>> {
  const unknown = (message: string, needs: string): Seen<boolean> => ({
    state: 'unknown',
    because: { code: 'NO_DATA', message, needs },
  });
  if (commit === undefined) return unknown('there is no commit of the tag', 'a tag of a commit');
  if (defaultBranch === undefined) return unknown('GitHub does not name the default branch', 'a default branch');
  const tip = await branchExists(producer, defaultBranch);
  if (tip.state === 'unknown') return tip;
  if (tip.state === 'absent') return unknown(`the default branch ${defaultBranch} is not there`, 'a default branch');
  return isAncestor(producer, commit, tip.data);
}
