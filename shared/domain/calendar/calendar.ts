import type { CalendarFile, CalendarProblem } from './calendar-file.ts';
import { type CalendarSettings, minuteOf } from './config.ts';
import { addDays, type Weekday, weekdayOf } from './day.ts';
import { type Zone, zoneOf } from './zone.ts';

/** What a day is; `uncovered`: a weekday of which some calendar does not say whether it is a holiday. */
export type DayKind = 'business' | 'weekend' | 'holiday' | 'uncovered';

/** Business days by the clocks of one time zone. */
export interface Calendar {
  readonly zone: Zone;
  /** Minutes since midnight; from then on an announcement counts for the next business day. */
  readonly cutOff: number;
  /** What is known of an ISO day. */
  kindOf(day: string): DayKind;
  /** The days of which everything is known, for people: `2026-01-01 to 2026-12-31`, or several such, or `no day`. */
  readonly covered: string;
}

export type MadeCalendar = { ok: true; calendar: Calendar } | { ok: false; problems: CalendarProblem[] };

interface Range {
  from: string;
  to: string;
}

/**
 * One calendar of several. A holiday of any region is one; a day is covered when every region has a calendar for it. Two
 * calendars of one region that both cover a day and disagree about it are a problem: nobody knows which of them is right.
 */
export function calendarOf(settings: CalendarSettings, files: readonly CalendarFile[]): MadeCalendar {
  const problems = contradictions(files);
  if (problems.length > 0) return { ok: false, problems };
  const holidays = new Set(files.flatMap((file) => file.holidays.map(({ day }) => day)));
  const regions = new Map<string, Range[]>();
  for (const { region, coverage } of files) regions.set(region, [...(regions.get(region) ?? []), coverage]);
  const covered =
    [...regions.values()]
      .map(joined)
      .reduce<Range[] | undefined>(
        (common, ranges) =>
          common === undefined ? ranges : common.flatMap((one) => ranges.flatMap((other) => meet(one, other))),
        undefined,
      ) ?? [];
  const weekend = new Set<Weekday>(settings.weekend);
  return {
    ok: true,
    calendar: {
      zone: zoneOf(settings['time-zone']),
      cutOff: minuteOf(settings['cut-off']),
      kindOf(day) {
        if (weekend.has(weekdayOf(day))) return 'weekend';
        if (holidays.has(day)) return 'holiday';
        return covered.some(({ from, to }) => from <= day && day <= to) ? 'business' : 'uncovered';
      },
      covered: covered.length === 0 ? 'no day' : covered.map(({ from, to }) => `${from} to ${to}`).join(', '),
    },
  };
}

/** Each day that one calendar of a region has as a holiday and another one, which covers it, has not. */
function contradictions(files: readonly CalendarFile[]): CalendarProblem[] {
  return files.flatMap((file) =>
    file.holidays.flatMap(({ day, name, at }): CalendarProblem[] =>
      files
        .filter(
          (other) =>
            other !== file &&
            other.region === file.region &&
            other.coverage.from <= day &&
            day <= other.coverage.to &&
            !other.holidays.some((theirs) => theirs.day === day),
        )
        .map((other) => ({
          message: `has the holiday ${day} (${name}), and ${other.path}, which covers that day for ${file.region} too, has not`,
          at,
        })),
    ),
  );
}

/** The same days in as few ranges as possible, the earliest first. */
function joined(ranges: readonly Range[]): Range[] {
  const result: Range[] = [];
  for (const { from, to } of [...ranges].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = result.at(-1);
    if (last !== undefined && from <= addDays(last.to, 1)) last.to = to > last.to ? to : last.to;
    else result.push({ from, to });
  }
  return result;
}

function meet(one: Range, other: Range): Range[] {
  const from = one.from > other.from ? one.from : other.from;
  const to = one.to < other.to ? one.to : other.to;
  return from <= to ? [{ from, to }] : [];
}
