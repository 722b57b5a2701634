import type { History } from '../../core/history.ts';
import type { Answer } from '../../core/ports.ts';
import { landedMaxBytes, landingOf } from '../landing/landing.ts';
import { lineOf } from '../landing/line.ts';
import type { NamedRepository } from '../landing/repository.ts';
import type { PolicyPlace } from '../posture/own-record.ts';
import { parseRecord } from '../record/parse.ts';
import type { Verdict } from '../record/verdict.ts';
import { CheckpointRecordSchema, judgeCheckpointRecord } from './checkpoint-record.ts';
import { approvalsOfSides, judgeBothApproved, type Speakers } from './people-of-sides.ts';

const mostBytes = 64 * 1024;

/** What a record says, and the commit that it names where both sides said so. */
export interface JointRecord {
  verdict: Verdict;
  commit?: string;
}

/**
 * Judges whether a checkpoint was passed: by its record in the base, which people of both sides approved in the pull request that brought it.
 * What a file on the head says counts for nothing.
 */
export async function judgeJointRecord(
  { source, tree, folder, history }: PolicyPlace & { history: History },
  { id, path }: { id: string; path: string },
  repository: Answer<NamedRepository>,
  speakers: Speakers,
): Promise<JointRecord> {
  const found = await tree.read(path, mostBytes);
  if (!found.found) {
    if (found.because !== undefined) return { verdict: { status: 'unverified', because: found.because } };
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
  if (says.status !== 'passed') return { verdict: says };
  if (!repository.ok) return { verdict: { status: 'unverified', because: repository.because } };
  if (source.kind !== 'base' || source.ref === undefined) {
    const message = `${path} is not of the base, so that nobody knows who approved it`;
    return { verdict: { status: 'unverified', because: { code: 'NO_DATA', message, needs: 'a run for a base' } } };
  }
  const { github, name } = repository.data;
  const file = { repository: name, path: `${folder}${path}`, ref: source.ref, content: found.content };
  const landed = await landingOf(github, file, lineOf(history, file.path, source.ref, landedMaxBytes));
  if (!landed.ok) return { verdict: { status: 'unverified', because: landed.because } };
  const { pullRequest: number, head } = landed.data;
  const given = await approvalsOfSides(speakers, repository.data, { number, head });
  const what = `the record of ${id} (${path}) was not approved by both sides`;
  const verdict = judgeBothApproved(given, `pull request #${number}`, what);
  const read = parseRecord(path, found.content, CheckpointRecordSchema);
  return verdict.status === 'passed' && read.ok ? { verdict, commit: read.value.commit } : { verdict };
}
