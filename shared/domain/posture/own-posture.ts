import type { PolicyPlace } from '../../core/control.ts';
import type { Answer, GitHub } from '../../core/ports.ts';
import { type NamedRepository, namedRepository } from '../repository/repository.ts';
import { passed, unverified, type Verdict, worstOf } from '../verdict/verdict.ts';
import { type OwnRecord, ownRecords } from './own-record.ts';
import { judgeNoPosture, judgePosture, type Posture, type PostureQuestion } from './posture.ts';

/** What a judgement of this repository's own record needs of a run. */
export interface OwnRun {
  readonly policy: PolicyPlace;
  readonly subject: { repository?: string | undefined };
  github(): GitHub | undefined;
  recorded(path: string, ref: string, content: Uint8Array): void;
}

/** What a record says, and whether that lets the run go; `posture` is undefined where there is none that can be read. */
export interface JudgedRecord {
  posture: Posture | undefined;
  verdict: Verdict;
}

/** The own posture of a repository: what decides, and every record that it was made of. */
export interface OwnPosture {
  verdict: Verdict;
  records: (OwnRecord & JudgedRecord)[];
  repository: Answer<NamedRepository>;
}

/**
 * Judges the posture record of this repository, as it is in the base and as it is at present: both must surely be GO, now and here. The
 * record is policy, so that the judged change cannot lift a stop; one that came after the event stops it too.
 */
export async function judgeOwnPosture(run: OwnRun, path: string, question: PostureQuestion): Promise<OwnPosture> {
  const repository = await namedRepository(
    run.github(),
    run.subject.repository,
    'the input token, with contents: read',
  );
  const records = await ownRecords(run.policy, path, repository, (...read) => run.recorded(...read));
  const judged = records.map((record) => ({
    ...record,
    ...judgeRecord(path, record, question),
  }));
  const verdict = worstOf(judged.map((each) => each.verdict)) ?? passed;
  return { verdict, records: judged, repository };
}

/**
 * Judges one record. Of one that is not of the base (`when` says so) the place inside of it cannot be shown. `whose` tells records of one
 * path apart.
 */
export function judgeRecord(
  path: string,
  { when, found }: Pick<OwnRecord, 'when' | 'found'>,
  question: PostureQuestion,
  whose?: string,
): JudgedRecord {
  if (found.state === 'unknown') return { posture: undefined, verdict: unverified(found.because) };
  const { posture, verdict } =
    found.state === 'absent'
      ? { posture: undefined, verdict: judgeNoPosture(path, found.message, whose) }
      : judgePosture(path, found.data, question);
  if (verdict.status !== 'failed' || when.length === 0) return { posture, verdict };
  const problem = `${verdict.problem}, ${when.join(' ')}: later than the base of this run`;
  return { posture, verdict: { ...verdict, problem, at: { path } } };
}
