import { durationText, milliseconds } from '../../core/duration.ts';
import { isoDay, isoTime, type Moment, olderThan, parseTime, startOfDay } from '../../core/time.ts';
import { quote } from '../../parse/text.ts';
import { formats } from '../../parse/version.ts';
import { failed, noData, passed, unverified, type Verdict } from '../verdict/verdict.ts';
import { type DrillRecord, given, lacking } from './record.ts';
import { saidDuration } from './said-duration.ts';

/** When a drill was, as its record says it (ms since 1970); without what it does not say as a time with its zone. */
export interface DrillTimes {
  start?: number;
  end?: number;
}

/** The times of a record. A time without its zone is none: nobody knows which it is, and twice a year it is two. */
export function timesOf({ facts }: DrillRecord): DrillTimes {
  const [start, end] = [facts.start, facts.end].map((said) => parseTime(given(said)?.text.trim() ?? ''));
  return { ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }) };
}

/** How long it took, by start and end; undefined when they do not say. */
export function tookOf({ start, end }: DrillTimes): number | undefined {
  return start === undefined || end === undefined || end <= start ? undefined : end - start;
}

/**
 * Whether start and end are given, in order and past, and whether day and duration, where they are said too, agree with them. `landed`: when
 * the record came to the default branch.
 */
export function judgeTimes(record: DrillRecord, { latest }: Moment, landed?: number): Verdict {
  const { facts, path } = record;
  const times = timesOf(record);
  const { start, end } = times;
  const problems = (['start', 'end'] as const).flatMap((name) => {
    const said = given(facts[name]);
    if (said === undefined) return [`its ${name} ${lacking(facts[name])}`];
    if (times[name] === undefined) return [`its ${name} ${quote(said.text)} is no time with its zone`];
    if (times[name] > latest) return [`its ${name} ${said.text} is in the future`];
    return [];
  });
  if (start !== undefined && end !== undefined && end <= start)
    problems.push(`its end ${facts.end?.text} is not after its start ${facts.start?.text}`);
  if (end !== undefined && landed !== undefined && end > landed)
    problems.push(`its end ${facts.end?.text} is after ${isoTime(landed)}, when it came to the default branch`);
  const took = tookOf(times);
  const duration = given(facts.duration);
  const claimed = duration === undefined ? undefined : saidDuration(duration.text);
  if (duration !== undefined && claimed === undefined)
    problems.push(`its duration ${quote(duration.text)} is no length of time`);
  if (claimed !== undefined && took !== undefined && Math.abs(claimed.milliseconds - took) >= claimed.unit)
    problems.push(`its duration ${quote(duration?.text ?? '')} is not the ${durationText(took)} from start to end`);
  const date = given(facts.date);
  if (date !== undefined && start !== undefined) {
    const days = [isoDay(start), facts.start?.text.trim().slice(0, 10)];
    if (!days.includes(date.text.trim())) problems.push(`its date ${quote(date.text)} is not the day of its start`);
  }
  if (problems.length === 0) return passed;
  return failed({
    problem: problems.join('; '),
    expected: 'start and end, as 2026-03-02T09:00:00+01:00',
    actual: problems,
    fix: `write into ${path} when the drill began and ended, each with its zone`,
    at: (facts.start ?? facts.end ?? facts.duration ?? facts.date)?.at ?? { path },
  });
}

const untimed = unverified(
  noData('the record does not say when the drill began and ended', 'start and end in the record, each with its zone'),
);

/** Whether the drill took no longer than it may. Judged by start and end, whatever the record says of its duration. */
export function judgeObjective(record: DrillRecord, objective: string): Verdict {
  const took = tookOf(timesOf(record));
  if (took === undefined) return untimed;
  if (took <= milliseconds(objective)) return passed;
  return failed({
    problem: `it took ${durationText(took)}`,
    expected: `at most ${objective}`,
    actual: durationText(took),
    fix: 'make the way back faster and rehearse it again, or agree on another objective',
    at: record.facts.end?.at,
  });
}

/** Whether the drill was not too long ago. A record that only says a day is as old as the beginning of that day. */
export function judgeAge(record: DrillRecord, maximum: string, moment: Moment): Verdict {
  const { end } = timesOf(record);
  const day = given(record.facts.date)?.text.trim() ?? '';
  const at = end ?? (formats.date.matches(day) ? startOfDay(day) : undefined);
  if (at !== undefined && olderThan(at, milliseconds(maximum), moment)) {
    return failed({
      problem: `it ended ${isoTime(at)}, longer ago than ${maximum}`,
      expected: `not longer ago than ${maximum}`,
      actual: isoTime(at),
      fix: 'rehearse the rollback again, and record it',
      at: (record.facts.end ?? record.facts.date)?.at,
    });
  }
  return end === undefined ? untimed : passed;
}
