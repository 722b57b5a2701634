import type { Answer } from '../../shared/core/ports.ts';
import type { Verify } from '../../shared/domain/bundle/config.ts';
import type { ListedCommit, Listing } from '../../shared/domain/bundle/listing.ts';
import { type Finding, holds, lacks, open, wrong } from '../../shared/domain/finding/finding.ts';
import { isAncestor } from '../../shared/domain/repository/ancestor.ts';
import { tipOf } from '../../shared/domain/repository/reference.ts';
import type { NamedRepository } from '../../shared/domain/repository/repository.ts';
import type { Ctx } from './definition.ts';
import { notAsked } from './told.ts';

/** So many different commits are asked for; evidence is of one. */
const mostCommits = 20;

/**
 * Judges that every listed commit belongs to the default branch of the repository. That GitHub shows a commit there proves nothing: it shows
 * those of forks too. A commit that is listed for many files is judged once.
 */
export async function judgeCommits(
  { commits, manifest }: Listing,
  repository: Answer<NamedRepository>,
): Promise<Finding[]> {
  if (commits.length === 0) {
    if (manifest === undefined) return [notAsked('the list names no commit')];
    return [lacks('the list names no commit', 'a bundle of a commit')];
  }
  const groups = new Map<string, ListedCommit>();
  for (const listed of commits) {
    const key = `${listed.commit} ${listed.repository ?? ''}`;
    if (!groups.has(key)) groups.set(key, listed);
  }
  const tip: Answer<string> = repository.ok ? await tipOf(repository.data) : repository;
  const findings: Finding[] = [];
  for (const listed of [...groups.values()].slice(0, mostCommits))
    findings.push(await judgeCommit(listed, repository, tip));
  const rest = groups.size - findings.length;
  if (rest > 0) findings.push(lacks(`${rest} more commits were not asked for`, 'a list of one commit', 'others'));
  return findings;
}

async function judgeCommit(
  { what, commit, repository: said, elsewhere, at }: ListedCommit,
  repository: Answer<NamedRepository>,
  tip: Answer<string>,
): Promise<Finding> {
  if (elsewhere === true)
    return lacks(`${what} is of another repository, which the list does not name`, 'a verification there', what);
  if (!repository.ok) return open(repository.because, what);
  const { name, defaultBranch } = repository.data;
  const fix = 'make the bundle from a commit that was merged here';
  const against = (problem: string): Finding => wrong([what], { problem, expected: name, actual: commit, fix, at });
  if (said !== undefined && said.toLowerCase() !== name.toLowerCase())
    return against(`${what} is said to be of ${said}, expected ${name}`);
  if (!tip.ok) return open(tip.because, what);
  const seen = await isAncestor(repository.data, commit, tip.data);
  if (seen.state === 'unknown') return open(seen.because, what);
  if (seen.state === 'absent') return against(`${what}, ${commit}, is no commit of ${name}`);
  return seen.data ? holds(what) : against(`${what}, ${commit}, is no part of ${defaultBranch} of ${name}`);
}

/** Judges that all evidence is of one commit. */
export function judgeOneCommit(ctx: Ctx, policy: Verify, { commits, manifest }: Listing): Finding[] {
  const [first] = commits;
  if (first === undefined) {
    if (policy.commit === 'judged' || manifest !== undefined)
      return [lacks('the list names no commit', 'a list that says of which commit the evidence is')];
    return [notAsked('the list names no commit')];
  }
  const wanted = policy.commit === 'judged' ? ctx.subject.headSha : first.commit;
  if (wanted === undefined) return [lacks('it is not known which commit is judged', 'a checkout')];
  const others = new Map<string, { listed: ListedCommit; count: number }>();
  for (const listed of commits)
    if (listed.commit !== wanted && listed.elsewhere !== true) {
      const known = others.get(listed.commit);
      others.set(listed.commit, { listed: known?.listed ?? listed, count: (known?.count ?? 0) + 1 });
    }
  if (others.size === 0) return [holds()];
  return [...others.values()].map(({ listed: { what, commit, at }, count }) => {
    const more = count === 1 ? '' : ` (as ${count - 1} more are)`;
    return wrong([what, commit], {
      problem: `${what} is ${commit}${more}, and the evidence is to be of ${wanted}`,
      expected: wanted,
      actual: commit,
      fix: 'gather the evidence anew at one commit',
      at,
    });
  });
}
