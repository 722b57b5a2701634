import type { Because } from '../../shared/core/errors.ts';
import { namedRepository } from '../../shared/domain/landing/repository.ts';
import { type OwnRecord, ownRecords } from '../../shared/domain/posture/own-record.ts';
import { postureSays, readPosture } from '../../shared/domain/posture/record.ts';
import type { Ctx } from './definition.ts';

/**
 * Judges the posture record of the base, and that of the default branch at present: a mapping with `posture: GO | NO-GO | frozen`. It is
 * policy, so that the judged change cannot lift a freeze; a record that is missing, unknown or unreadable lifts nothing either,
 * and one that stopped everything after the event stops it too.
 */
export async function judgePosture(ctx: Ctx): Promise<void> {
  const path = ctx.inputs.posture;
  if (path === undefined) {
    ctx.notApplicable('posture', { path: 'none' }, 'the configuration names no posture record');
    return;
  }
  const repository = await namedRepository(
    ctx.github(),
    ctx.subject.repository,
    'the input token, with contents: read',
  );
  const records = await ownRecords(ctx.policy, path, repository, ctx.recorded);
  const verdicts = records.map((record) => judgeRecord(path, record));
  const wrong = verdicts.find(({ status }) => status === 'failed');
  const open = verdicts.find(({ status }) => status === 'unverified');
  if (wrong?.status === 'failed') ctx.failed('posture', { path, ...wrong.fact }, { path });
  else if (open?.status === 'unverified') ctx.unverified('posture', { path }, open.because, { path });
  else ctx.passed('posture', { path, actual: 'GO' }, { path });
}

type Judged =
  | { status: 'passed' }
  | { status: 'failed'; fact: { problem: string; actual?: unknown; fix: string } }
  | { status: 'unverified'; because: Because };

function judgeRecord(path: string, { when, found }: OwnRecord): Judged {
  const [now] = when;
  const failed = (problem: string, fix: string, actual?: unknown): Judged => {
    const told = now === undefined ? problem : `${problem}, ${now}: later than the base of this run`;
    return { status: 'failed', fact: { problem: told, fix, ...(actual === undefined ? {} : { actual }) } };
  };
  if (found.state === 'unknown') return { status: 'unverified', because: found.because };
  if (found.state === 'absent') return failed(found.message, `put the record at ${path} on the default branch`);
  const record = readPosture(path, found.content);
  if (!record.ok) return failed(record.problem, 'write a mapping with posture: GO, NO-GO or frozen');
  const { posture } = record.value;
  if (posture === 'GO') return { status: 'passed' };
  const fix = 'lift it on the record, on the default branch, when what it waits for has happened';
  return failed(postureSays(record.value), fix, posture ?? null);
}
