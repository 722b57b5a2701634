import { isCommitId } from '../../core/hash-form.ts';
import type { Answer } from '../../core/ports.ts';
import { isoTime, type Moment, parseTime } from '../../core/time.ts';
import { type Finding, holds, lacks, open, wrong } from '../finding/finding.ts';
import { isAncestor } from '../repository/ancestor.ts';
import { onDefaultBranch } from '../repository/default-branch.ts';
import { branchTip, canBeTag, tagCommit } from '../repository/reference.ts';
import type { NamedRepository } from '../repository/repository.ts';
import { type Handed, placeOf, textAt } from './handed.ts';
import { clockTolerance } from './results.ts';
import type { SaidBaseline } from './said-baseline.ts';

/**
 * Judges that the tag of a baseline is one of the producer, that no branch has its name, and that the commit beside it is the tagged one, or,
 * where that is allowed, one before it.
 */
export async function judgeBaseline(
  handed: Handed,
  baseline: SaidBaseline,
  repository: Answer<NamedRepository>,
  relation: 'equal' | 'sha-ancestor-of-tag',
): Promise<Finding[]> {
  const { which, tag, commit, tagAt, commitAt } = baseline;
  const about = (what: string): string[] => [which, what];
  const form = [
    ...(tag !== undefined && canBeTag(tag) ? [] : [badForm(handed, about('tag'), tagAt, 'tag', tag)]),
    ...(commit !== undefined && isCommitId(commit)
      ? []
      : [badForm(handed, about('commit'), commitAt, 'full commit id', commit)]),
  ];
  if (form.length > 0 || tag === undefined || commit === undefined) return form;
  if (!repository.ok) return ['tag', 'branch', 'commit'].map((what) => open(repository.because, which, what));
  const producer = repository.data;
  const { name } = repository.data;
  const [tagged, branch] = [await tagCommit(producer, tag), await branchTip(producer, tag)];
  const findings: Finding[] = [];
  if (tagged.state === 'unknown') findings.push(open(tagged.because, ...about('tag')));
  else if (tagged.state === 'there') findings.push(holds(...about('tag')));
  else
    findings.push(
      wrong(about('tag'), {
        problem: `${name} has no tag ${tag}`,
        expected: 'a tag of the producer',
        actual: tag,
        fix: `publish ${tag} at ${name}, or hand over the release that there is`,
        at: placeOf(handed, tagAt),
      }),
    );
  if (branch.state === 'unknown') findings.push(open(branch.because, ...about('branch')));
  else if (branch.state === 'absent') findings.push(holds(...about('branch')));
  else
    findings.push(
      wrong(about('branch'), {
        problem: `${name} has a branch ${tag} besides, and who fetches the name gets either`,
        expected: 'no branch of that name',
        actual: branch.data,
        fix: `rename the branch ${tag} of ${name}`,
        at: placeOf(handed, tagAt),
      }),
    );
  if (tagged.state === 'unknown') return [...findings, open(tagged.because, ...about('commit'))];
  if (tagged.state === 'absent')
    return [
      ...findings,
      lacks(`${name} has no tag ${tag} to which a commit could belong`, `the tag ${tag}`, ...about('commit')),
    ];
  const notOf = (problem: string): Finding =>
    wrong(about('commit'), {
      problem,
      expected: tagged.data,
      actual: commit,
      fix: `name the commit ${tagged.data} of ${tag}`,
      at: placeOf(handed, commitAt),
    });
  if (tagged.data === commit) return [...findings, holds(...about('commit'))];
  const related = await isAncestor(producer, commit, tagged.data);
  if (related.state === 'unknown') return [...findings, open(related.because, ...about('commit'))];
  if (related.state === 'absent') return [...findings, notOf(`${name} has no commit ${commit}`)];
  if (relation === 'sha-ancestor-of-tag' && related.data) return [...findings, holds(...about('commit'))];
  const other = related.data ? 'is older than' : 'is not in';
  return [...findings, notOf(`the commit ${commit} ${other} ${tag}, which is ${tagged.data}`)];
}

/**
 * Judges that a payload is of the producer, and read at a commit of it: for a stable release the tagged one. A shape that names neither is
 * judged by its baseline alone.
 */
export async function judgeSource(
  handed: Handed,
  repository: Answer<NamedRepository>,
  producer: string,
  stable: SaidBaseline | undefined,
): Promise<Finding[]> {
  const { shape } = handed;
  const findings: Finding[] = [];
  const fix = `hand over anew, from ${producer}`;
  const said = textAt(handed, shape.producer);
  if (shape.producer !== undefined) {
    const same = said?.toLowerCase() === producer.toLowerCase();
    const problem = `the payload is of ${said ?? 'nobody'}, and not of ${producer}`;
    const at = placeOf(handed, shape.producer);
    findings.push(
      same ? holds('producer') : wrong(['producer'], { problem, expected: producer, actual: said ?? null, fix, at }),
    );
  }
  if (shape.commit === undefined) return findings;
  const commit = textAt(handed, shape.commit);
  if (commit === undefined || !isCommitId(commit))
    return [...findings, badForm(handed, ['commit'], shape.commit, 'full commit id', commit)];
  if (!repository.ok) return [...findings, open(repository.because, 'commit')];
  const { name } = repository.data;
  const bad = (problem: string, expected: unknown): Finding =>
    wrong(['commit'], { problem, expected, actual: commit, fix, at: placeOf(handed, shape.commit ?? '') });
  if (stable?.tag !== undefined && canBeTag(stable.tag)) {
    const tagged = await tagCommit(repository.data, stable.tag);
    if (tagged.state === 'unknown') return [...findings, open(tagged.because, 'commit')];
    if (tagged.state === 'there' && tagged.data === commit) return [...findings, holds('commit')];
    if (tagged.state === 'there')
      return [...findings, bad(`the payload was read at ${commit}, and ${stable.tag} is ${tagged.data}`, tagged.data)];
  }
  const landed = await onDefaultBranch(repository.data, commit);
  if (landed.state === 'unknown') return [...findings, open(landed.because, 'commit')];
  if (landed.state === 'there' && landed.data) return [...findings, holds('commit')];
  const problem =
    landed.state === 'absent'
      ? `${name} has no commit ${commit}`
      : `the default branch of ${name} does not hold ${commit}`;
  return [...findings, bad(problem, 'a commit of the default branch')];
}

function badForm(handed: Handed, about: string[], pointer: string, what: string, actual: string | undefined): Finding {
  return wrong(about, {
    problem: actual === undefined ? `there is no ${what} at ${pointer}` : `${pointer} is no ${what}`,
    expected: `a ${what}`,
    actual: actual ?? null,
    fix: `name the ${what} at ${pointer}, and hand over anew`,
    at: placeOf(handed, pointer),
  });
}

/** Judges that a payload bears no time that has not come yet. */
export function judgeGeneratedAt(handed: Handed, { latest }: Moment): Finding {
  const pointer = handed.shape.generatedAt;
  const said = textAt(handed, pointer);
  const time = said === undefined ? undefined : parseTime(said);
  if (time === undefined) return lacks('the payload does not say of when it is', `a time at ${pointer}`, 'time');
  if (time <= latest + clockTolerance) return holds('time');
  const problem = `the payload is of ${isoTime(time)}, which has not come yet`;
  const fix = 'hand over anew, by the time of the commit';
  const expected = `not later than ${isoTime(latest)}`;
  return wrong(['time'], { problem, expected, actual: said, fix, at: placeOf(handed, pointer) });
}

/** Judges that the way back leads to the release before, which is judged by itself. */
export function judgeRollback(handed: Handed): Finding[] {
  const { payload } = handed;
  if (payload === undefined) return [];
  const { previous, rollback } = payload;
  const expected = previous === null ? null : { tag: previous.tag, commit: previous.commit };
  const actual = rollback.to;
  if (expected?.tag === actual?.tag && expected?.commit === actual?.commit) return [holds('the way back')];
  const problem = `the way back leads to ${actual?.tag ?? 'no release'}, and the release before is ${expected?.tag ?? 'none'}`;
  const fix = 'hand over anew, with the way back to the release before';
  return [wrong(['the way back'], { problem, expected, actual, fix, at: placeOf(handed, '/rollback/to') })];
}
