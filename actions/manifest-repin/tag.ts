import type { Because } from '../../shared/core/errors.ts';
import type { Contract } from '../../shared/domain/contract-pair/config.ts';
import { isAncestor } from '../../shared/domain/repository/ancestor.ts';
import { branchTip, tagCommit, tipOf } from '../../shared/domain/repository/reference.ts';
import type { NamedRepository, Seen } from '../../shared/domain/repository/repository.ts';
import { noData } from '../../shared/domain/verdict/verdict.ts';
import type { Ctx } from './definition.ts';

/**
 * Proves a tag of the producer: it names a commit, the default branch contains that, and no branch has the name of the tag. Gives the
 * commit, with annotated tags peeled, and whether all of it holds.
 */
export async function proveTag(
  ctx: Ctx,
  contract: Contract,
  producer: NamedRepository,
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

  const branch = await branchTip(producer, tag);
  if (branch.state === 'unknown') open(namesake, branch.because);
  else judge(namesake, branch.state === 'absent', `exists at ${name}`, `ask ${name} to rename the branch`);

  const commit = seen.state === 'there' ? seen.data : undefined;
  const reached = await reachable(producer, commit);
  if (reached.state === 'unknown') open(reach, reached.because);
  else {
    const holds = reached.state === 'there' && reached.data;
    judge(reach, holds, `is not in ${producer.defaultBranch} of ${name}`, `ask ${name} where the release was made`);
  }
  return { commit, proved };
}

async function reachable(producer: NamedRepository, commit: string | undefined): Promise<Seen<boolean>> {
  if (commit === undefined)
    return { state: 'unknown', because: noData('there is no commit of the tag', 'a tag of a commit') };
  const tip = await tipOf(producer);
  return tip.ok ? isAncestor(producer, commit, tip.data) : { state: 'unknown', because: tip.because };
}
