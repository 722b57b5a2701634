import type { Answer } from '../../core/ports.ts';
import { formats } from '../../parse/version.ts';
import { type Finding, holds, lacks, open, wrong } from '../finding/finding.ts';
import { isAncestor } from '../repository/ancestor.ts';
import { branchTip, canBeTag, tagCommit, tipOf } from '../repository/reference.ts';
import { releasesOf } from '../repository/release.ts';
import type { NamedRepository, Seen } from '../repository/repository.ts';
import { type Handed, placeOf, type SaidBaseline, textAt } from './handed.ts';

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
    ...(commit !== undefined && formats.commit.matches(commit)
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
  if (commit === undefined || !formats.commit.matches(commit))
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

/**
 * Whether the default branch of a repository holds a commit. That the platform knows it under the name of the repository says nothing: it
 * knows those of every fork, too.
 */
export async function onDefaultBranch(repository: NamedRepository, commit: string): Promise<Seen<boolean>> {
  const tip = await tipOf(repository);
  return tip.ok ? isAncestor(repository, commit, tip.data) : { state: 'unknown', because: tip.because };
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

/** So many earlier releases are looked at for one of the same line. */
const mostReleases = 20;

/**
 * The full release before a tag: the one published last before it whose commit is an ancestor of the tag's; undefined when there is none. A
 * tag without a release counts as one that is published now.
 */
export async function releaseBefore(
  repository: NamedRepository,
  tag: string,
  commit: string,
): Promise<Answer<{ tag: string; commit: string } | undefined>> {
  const listed = await releasesOf(repository);
  if (!listed.ok) return listed;
  const published = listed.data.flatMap(({ full, tag: name, publishedAt: at }) =>
    full && at !== undefined ? [{ tag: name, at }] : [],
  );
  const own = published.find((each) => each.tag === tag)?.at ?? Number.POSITIVE_INFINITY;
  const earlier = published.filter((each) => each.tag !== tag && each.at < own).sort((a, b) => b.at - a.at);
  const producer = repository;
  for (const each of earlier.slice(0, mostReleases)) {
    if (!canBeTag(each.tag)) continue;
    const tagged = await tagCommit(producer, each.tag);
    if (tagged.state === 'unknown') return { ok: false, because: tagged.because };
    if (tagged.state === 'absent' || tagged.data === commit) continue;
    const related = await isAncestor(producer, tagged.data, commit);
    if (related.state === 'unknown') return { ok: false, because: related.because };
    if (related.state === 'there' && related.data) return { ok: true, data: { tag: each.tag, commit: tagged.data } };
  }
  if (earlier.length <= mostReleases) return { ok: true, data: undefined };
  const message = `none of the ${mostReleases} releases before ${tag} is of its line, and no more are looked at`;
  return { ok: false, because: { code: 'TRUNCATED', message, needs: `a release before ${tag} that it contains` } };
}
