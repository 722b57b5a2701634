import { type Location, locate } from '../../core/location.ts';
import { formatPointer } from '../../core/pointer.ts';
import { Text } from '../../core/texts.ts';
import { z } from '../../core/zod.ts';
import { formats } from '../../parse/version.ts';
import { parseRecord } from '../record/parse.ts';

const { matches, describes } = formats.date;
const Day = z.string().refine(matches, `expected ${describes}`);

/** A calendar as its file has it. */
export const CalendarFileSchema = z.strictObject({
  region: Text.default('all').meta({
    description:
      'Whose holidays these are. Calendars of one region must agree where they overlap; of several regions a holiday of any is none of business.',
  }),
  coverage: z
    .strictObject({
      from: Day.meta({ description: 'The first day, YYYY-MM-DD.' }),
      to: Day.meta({ description: 'The last day.' }),
    })
    .refine(({ from, to }) => from <= to, 'ends before it begins')
    .meta({ description: 'The first and the last day of which the calendar knows whether it is a holiday.' }),
  holidays: z
    .array(
      z.strictObject({
        day: Day.meta({ description: 'YYYY-MM-DD.' }),
        name: Text.meta({ description: 'What it is called.' }),
      }),
    )
    .default([])
    .meta({ description: 'Days of the coverage that are no business days; the weekend is none anyway.' }),
});

/** A calendar with the place of each holiday. */
export interface CalendarFile {
  path: string;
  region: string;
  coverage: { from: string; to: string };
  holidays: readonly { day: string; name: string; at: Location }[];
}

/** Something that keeps calendars from being used: a clause that continues "the calendar …". */
export interface CalendarProblem {
  message: string;
  at: Location;
}

export type ReadCalendarFile = { ok: true; file: CalendarFile } | { ok: false; problems: CalendarProblem[] };

/** Reads a calendar (YAML, or JSON by its ending). All problems at once, each at its line. */
export function readCalendarFile(path: string, content: Uint8Array): ReadCalendarFile {
  const read = parseRecord(path, content, CalendarFileSchema);
  if (!read.ok) return read;
  const { value, document } = read;
  const { from, to } = value.coverage;
  const at = (index: number): Location => locate(path, document.near(formatPointer(['holidays', index, 'day'])));
  const problems: CalendarProblem[] = [];
  const seen = new Map<string, number>();
  for (const [index, { day, name }] of value.holidays.entries()) {
    const first = seen.get(day);
    if (first !== undefined) {
      const line = at(first).line ?? 'unknown';
      problems.push({ message: `has ${day} twice (${name}, and in line ${line})`, at: at(index) });
    }
    seen.set(day, first ?? index);
    if (day < from || day > to)
      problems.push({
        message: `has ${day} (${name}), which is outside of its coverage ${from} to ${to}`,
        at: at(index),
      });
  }
  if (problems.length > 0) return { ok: false, problems };
  const holidays = value.holidays.map(({ day, name }, index) => ({ day, name, at: at(index) }));
  return { ok: true, file: { path, region: value.region, coverage: value.coverage, holidays } };
}
