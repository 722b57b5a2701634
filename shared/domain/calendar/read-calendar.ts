import type { Because } from '../../core/errors.ts';
import type { Tree } from '../../core/ports.ts';
import { type Calendar, calendarOf } from './calendar.ts';
import { type CalendarFile, type CalendarProblem, readCalendarFile } from './calendar-file.ts';
import type { CalendarSettings } from './config.ts';

const mostBytes = 256 * 1024;

/** A calendar, or everything that is wrong with its files; `because` says in one sentence why there is none. */
export type FoundCalendar =
  | { ok: true; calendar: Calendar }
  | { ok: false; problems: readonly CalendarProblem[]; because: Because };

/** The calendar of these settings. The tree must be that of the policy: a holiday more or less moves a period. */
export async function readCalendar(settings: CalendarSettings, tree: Tree): Promise<FoundCalendar> {
  const files: CalendarFile[] = [];
  const problems: CalendarProblem[] = [];
  for (const path of settings.files) {
    const found = await tree.read(path, mostBytes);
    if (!found.found) {
      if (found.because !== undefined) return { ok: false, problems: [], because: found.because };
      problems.push({ message: found.message, at: { path } });
      continue;
    }
    const read = readCalendarFile(path, found.content);
    if (read.ok) files.push(read.file);
    else problems.push(...read.problems);
  }
  const made = problems.length > 0 ? { ok: false as const, problems } : calendarOf(settings, files);
  if (made.ok) return made;
  const [first] = made.problems;
  const message = `the calendar ${first?.at.path ?? ''} ${first?.message ?? 'cannot be used'}`;
  return {
    ok: false,
    problems: made.problems,
    because: { code: 'NO_DATA', message, needs: 'calendars that can be used' },
  };
}
