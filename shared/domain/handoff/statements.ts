import { sectionText } from '../../parse/markdown-section.ts';
import { decodeText } from '../../parse/text.ts';
import type { ImpactAnswer } from '../contract-surface/impact.ts';
import { readSource } from '../data-file/source.ts';
import { type Finding, holds, lacks, open, wrong } from '../finding/finding.ts';
import type { ReadAt } from '../repository/reading-at.ts';
import { isPlain } from './digests.ts';
import { type Handed, placeOf } from './handed.ts';
import type { Handoff } from './payload.ts';

/*
 * What a payload repeats of the texts of its producer, held against the files at its commit.
 */

/** Judges that changelog and consumer impact statement are those that stand in their files. */
export async function judgeStatements(handed: Handed, read: ReadAt): Promise<Finding[]> {
  const { payload, path } = handed;
  if (payload === undefined)
    return ['the changelog', 'the consumer impact statement'].map((about) =>
      lacks(`${path} does not have its form, as another result says`, 'a payload', about),
    );
  return [await judgeChangelog(handed, payload, read), ...(await judgeImpact(handed, payload, read))];
}

/** A text of the commit of the payload: null when there is none; or what is said instead. */
async function textAtCommit(
  about: string,
  path: string,
  { commit }: Handoff,
  read: ReadAt,
): Promise<{ text: string | null } | { finding: Finding }> {
  if (!isPlain(path))
    return { finding: lacks(`the path of ${about} is none of the repository`, 'a path of it', about) };
  const found = await read(path, commit);
  if (found.state === 'unknown') return { finding: open(found.because, about) };
  const decoded = found.state === 'there' ? decodeText(found.data) : undefined;
  return { text: decoded?.ok === true ? decoded.text : null };
}

async function judgeChangelog(handed: Handed, payload: Handoff, read: ReadAt): Promise<Finding> {
  const about = 'the changelog';
  const { path, heading, text } = payload.changelog;
  const found = await textAtCommit(about, path, payload, read);
  if ('finding' in found) return found.finding;
  const section = found.text === null ? undefined : sectionText(found.text, heading);
  const actual = section?.ok === true ? section.text : null;
  if (actual === text) return holds(about);
  const problem = `the entry ${JSON.stringify(heading)} is not what ${path} says at the commit`;
  const at = placeOf(handed, '/changelog/text');
  return wrong([about], { problem, expected: actual, actual: text, fix: 'hand over anew', at });
}

async function judgeImpact(handed: Handed, payload: Handoff, read: ReadAt): Promise<Finding[]> {
  const about = 'the consumer impact statement';
  const { impact, impactFrom } = payload;
  const { path } = impactFrom;
  const found = await textAtCommit(about, path, payload, read);
  if ('finding' in found) return [found.finding];
  if (found.text === null) {
    const problem = `${path}, which has the impact statement, is no text at the commit`;
    const at = placeOf(handed, '/impactFrom/path');
    return [wrong([about], { problem, expected: 'a text', actual: null, fix: 'hand over anew', at })];
  }
  const answers = await statementIn(found.text, impactFrom, Object.keys(impact));
  const theirs = new Map(answers.map(({ label, value }) => [label, value]));
  const differing = Object.entries(impact).filter(([label, value]) => theirs.get(label) !== value);
  if (differing.length === 0) return [holds(about)];
  return differing.map(([label, value]) =>
    wrong([about, label], {
      problem: `the impact statement says otherwise to ${label} than ${path} at the commit`,
      expected: theirs.get(label) ?? null,
      actual: value,
      fix: `hand over anew, by what ${path} says`,
      at: placeOf(handed, '/impact'),
    }),
  );
}

async function statementIn(
  text: string,
  { path, heading, pointer }: Handoff['impactFrom'],
  labels: string[],
): Promise<ImpactAnswer[]> {
  const { writtenBullets, writtenImpact } = await import('../contract-surface/impact.ts');
  if (pointer === undefined) {
    const found = writtenBullets(text, { heading, labels });
    return found.ok ? found.answers : [];
  }
  const source = readSource({ path, text });
  return source.ok ? writtenImpact(undefined, source.document, pointer, labels) : [];
}
