import type { PolicyPlace, PolicyView } from '../../core/control.ts';
import type { Answer } from '../../core/ports.ts';
import { lineOf } from '../branch-line/line.ts';
import { landedMaxBytes, landingOf } from '../landing/landing.ts';
import { recordMaxBytes } from '../record/parse.ts';
import type { NamedRepository } from '../repository/repository.ts';
import { noData, unverified, type Verdict } from '../verdict/verdict.ts';
import { type JudgedCheckpointRecord, judgeCheckpointRecord } from './checkpoint-record.ts';
import { approvalsOfSides, judgeBothApproved, type Speakers } from './people-of-sides.ts';

/**
 * Judges whether a checkpoint was passed: by its record in the base, which people of both sides approved in the pull request that brought it.
 * What a file on the head says counts for nothing.
 */
export async function judgeJointRecord(
  { source, tree, folder, history }: PolicyPlace & Pick<PolicyView, 'history'>,
  { id, path }: { id: string; path: string },
  repository: Answer<NamedRepository>,
  speakers: Speakers,
): Promise<JudgedCheckpointRecord> {
  const found = await tree.read(path, recordMaxBytes);
  if (!found.found) {
    if (found.because !== undefined) return { verdict: unverified(found.because) };
    const verdict: Verdict = {
      status: 'failed',
      problem: `there is no record that ${id} was passed: ${path} ${found.message}`,
      expected: `GO for ${id}`,
      actual: 'nothing',
      fix: `record in ${path} what both sides decided on ${id}, by a pull request that both approve`,
    };
    return { verdict };
  }
  const says = judgeCheckpointRecord(id, path, found.content);
  if (says.verdict.status !== 'passed') return { verdict: says.verdict };
  if (!repository.ok) return { verdict: unverified(repository.because) };
  if (source.kind !== 'base' || source.ref === undefined) {
    const message = `${path} is not of the base, so that nobody knows who approved it`;
    return { verdict: unverified(noData(message, 'a run for a base')) };
  }
  const { github, name } = repository.data;
  const file = { repository: name, path: `${folder}${path}`, ref: source.ref, content: found.content };
  const landed = await landingOf(github, file, lineOf(history, file.path, source.ref, landedMaxBytes));
  if (!landed.ok) return { verdict: unverified(landed.because) };
  const { pullRequest: number, head } = landed.data;
  const given = await approvalsOfSides(speakers, repository.data, { number, head });
  const what = `the record of ${id} (${path}) was not approved by both sides`;
  const verdict = judgeBothApproved(given, `pull request #${number}`, what);
  return verdict.status === 'passed' ? { ...says, verdict } : { verdict };
}
