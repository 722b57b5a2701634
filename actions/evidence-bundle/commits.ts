import type { Answer } from '../../shared/core/ports.ts';
import type { Verify } from '../../shared/domain/bundle/config.ts';
import type { Listing } from '../../shared/domain/bundle/listing.ts';
import { type Finding, holds, lacks, open, wrong } from '../../shared/domain/finding/finding.ts';
import { isAncestor } from '../../shared/domain/repository/ancestor.ts';
import type { NamedRepository } from '../../shared/domain/repository/repository.ts';
import type { Ctx } from './definition.ts';
import { notAsked } from './told.ts';

/**
 * Judges that every listed commit belongs to the default branch of the repository. That GitHub shows a commit there proves nothing: it shows
 * those of forks too.
 */
export async function judgeCommits({ commits }: Listing, repository: Answer<NamedRepository>): Promise<Finding[]> {
  if (commits.length === 0) return [notAsked('the list names no commit')];
  const findings: Finding[] = [];
  const known = new Map<string, Awaited<ReturnType<typeof isAncestor>>>();
  const told = new Set<string>();
  for (const { what, commit, repository: said, at } of commits) {
    const name = repository.ok ? repository.data.name : undefined;
    const about = [what];
    if (told.has(`${what} ${commit}`)) continue;
    told.add(`${what} ${commit}`);
    if (!repository.ok) {
      findings.push(open(repository.because, ...about));
      continue;
    }
    const fix = 'make the bundle from a commit that was merged here';
    const against = (problem: string): Finding => wrong(about, { problem, expected: name, actual: commit, fix, at });
    if (said !== undefined && said.toLowerCase() !== name?.toLowerCase()) {
      findings.push(against(`${what} is said to be of ${said}, expected ${name ?? ''}`));
      continue;
    }
    const seen = known.get(commit) ?? (await isAncestor(repository.data, commit, repository.data.defaultBranch));
    known.set(commit, seen);
    if (seen.state === 'unknown') findings.push(open(seen.because, ...about));
    else if (seen.state === 'absent') findings.push(against(`${what}, ${commit}, is no commit of ${name ?? ''}`));
    else if (!seen.data)
      findings.push(against(`${what}, ${commit}, is no part of ${repository.data.defaultBranch} of ${name ?? ''}`));
    else findings.push(holds(...about));
  }
  return findings;
}

/** Judges that all evidence is of one commit. */
export function judgeOneCommit(ctx: Ctx, policy: Verify, { commits }: Listing): Finding[] {
  const [first] = commits;
  if (first === undefined) {
    if (policy.commit === 'judged')
      return [lacks('the list names no commit', 'a list that says of which commit the evidence is')];
    return [notAsked('the list names no commit')];
  }
  const wanted = policy.commit === 'judged' ? ctx.subject.headSha : first.commit;
  if (wanted === undefined) return [lacks('it is not known which commit is judged', 'a checkout')];
  const others = commits.filter(({ commit }) => commit !== wanted);
  if (others.length === 0) return [holds()];
  return others.map(({ what, commit, at }, index) =>
    wrong([what, ...(others.findIndex((other) => other.what === what) === index ? [] : [String(index + 1)])], {
      problem: `${what} is ${commit}, and the evidence is to be of ${wanted}`,
      expected: wanted,
      actual: commit,
      fix: 'gather the evidence anew at one commit',
      at,
    }),
  );
}
