import type { Verdict } from '../record/verdict.ts';
import type { OwnRecord } from './own-record.ts';
import { judgePosture, type PostureQuestion } from './posture.ts';

/**
 * The verdict over all records of this repository that count for a run, that of the base and that of the default branch at present: the
 * first that stops it, else the first that nobody could read. A record that is not there stops it.
 */
export function judgeOwnRecords(path: string, records: readonly OwnRecord[], question: PostureQuestion): Verdict {
  const verdicts = records.map((record) => verdictOf(path, record, question));
  return (
    verdicts.find(({ status }) => status === 'failed') ??
    verdicts.find(({ status }) => status !== 'passed') ?? { status: 'passed' }
  );
}

function verdictOf(path: string, { when, found }: OwnRecord, question: PostureQuestion): Verdict {
  if (found.state === 'unknown') return { status: 'unverified', because: found.because };
  if (found.state === 'absent') {
    return {
      status: 'failed',
      problem: ['the posture record', path, ...when, found.message].join(' '),
      expected: 'GO, now and here',
      actual: 'nothing',
      fix: `put the record at ${path} on the default branch`,
      at: { path },
    };
  }
  const { verdict } = judgePosture(path, found.content, question);
  if (verdict.status !== 'failed' || when.length === 0) return verdict;
  // The line is that of a version which the judged tree need not have.
  return { ...verdict, problem: `${verdict.problem}, ${when.join(' ')}`, at: { path } };
}
