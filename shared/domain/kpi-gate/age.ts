import { milliseconds } from '../../core/duration.ts';
import { isoMillisecondTime, parseTime } from '../../core/time.ts';
import type { KpiSet } from '../kpi/config.ts';
import type { KpiReport } from '../kpi/report-schema.ts';

/** The set without the age of its rows, which grows after a report was made. */
export function withoutAge(set: KpiSet): KpiSet {
  if (set.timestamp === undefined) return set;
  const { 'maximum-age': _age, ...timestamp } = set.timestamp;
  return { ...set, timestamp };
}

/** What is wrong when rows were measured longer ago than the set allows; undefined when they were not. `now` is in milliseconds since 1970. */
export function tooOld(
  { timestamp }: KpiSet,
  report: KpiReport,
  now: number,
): { problem: string; expected: string; actual: string } | undefined {
  const age = timestamp?.['maximum-age'];
  const first = report.time === undefined ? undefined : parseTime(report.time.first);
  if (age === undefined || first === undefined) return undefined;
  const oldest = now - milliseconds(age);
  if (first >= oldest) return undefined;
  const actual = isoMillisecondTime(first);
  return { problem: `its rows are older than ${age}`, expected: `at least ${isoMillisecondTime(oldest)}`, actual };
}
