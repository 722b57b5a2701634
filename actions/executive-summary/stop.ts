import type { PolicyPlace, PolicyView } from '../../shared/core/control.ts';
import type { Answer } from '../../shared/core/ports.ts';
import { type Moment, parseTime } from '../../shared/core/time.ts';
import { lineOf } from '../../shared/domain/branch-line/line.ts';
import { landingOf } from '../../shared/domain/landing/landing.ts';
import type { JudgedRecord, OwnPosture } from '../../shared/domain/posture/own-posture.ts';
import type { OwnRecord } from '../../shared/domain/posture/own-record.ts';
import { hasExpired } from '../../shared/domain/posture/posture.ts';
import { recordMaxBytes } from '../../shared/domain/record/parse.ts';
import type { NamedRepository } from '../../shared/domain/repository/repository.ts';

/**
 * Since when the records of this repository stop everything (ms since 1970): the latest of when they came to the default branch, as the
 * platform recorded it, and of the times that they give. Undefined when nothing was stopped: a GO that waits for something, or that holds
 * elsewhere, is changed where the run says what it is about. Not ok when nobody knows how a record came there.
 */
export async function stopOf(
  { folder, history }: PolicyPlace & Pick<PolicyView, 'history'>,
  path: string,
  { records }: OwnPosture,
  repository: NamedRepository,
  moment: Moment,
): Promise<Answer<number | undefined>> {
  const { github, name } = repository;
  let latest: number | undefined;
  for (const record of records.filter(({ verdict }) => verdict.status === 'failed')) {
    const times = timesIn(record, moment);
    if (times === undefined || record.ref === undefined) return { ok: true, data: undefined };
    const file = {
      repository: name,
      path: `${folder}${path}`,
      ref: record.ref,
      content: record.found.state === 'there' ? record.found.data : undefined,
    };
    const landed = await landingOf(github, file, lineOf(history, file.path, record.ref, recordMaxBytes));
    if (!landed.ok) return landed;
    latest = Math.max(latest ?? Number.NEGATIVE_INFINITY, landed.data.mergedAt, ...times);
  }
  return { ok: true, data: latest };
}

/** The times by which a record stops everything by its own account; undefined when it does not stop. */
function timesIn({ posture }: JudgedRecord & OwnRecord, moment: Moment): number[] | undefined {
  if (posture === undefined) return [];
  const { since, until, incident } = posture;
  const given = [since, incident?.at].flatMap((text) => (text === undefined ? [] : (parseTime(text) ?? [])));
  if (posture.posture !== 'GO') return given;
  return hasExpired(posture, moment) ? [...given, parseTime(until ?? '') ?? Number.POSITIVE_INFINITY] : undefined;
}
