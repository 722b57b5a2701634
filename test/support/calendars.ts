import { type Calendar, calendarOf } from '../../shared/domain/calendar/calendar.ts';
import { type CalendarFile, readCalendarFile } from '../../shared/domain/calendar/calendar-file.ts';
import { type CalendarSettings, CalendarSettingsSchema } from '../../shared/domain/calendar/config.ts';

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A calendar file; throws, naming the problems, when the text is none. */
export function calendarFile(text: string, path = 'calendar.yml'): CalendarFile {
  const read = readCalendarFile(path, bytes(text));
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join('\n'));
  return read.file;
}

/** The text of a calendar of 2026 with these holidays. */
export function calendarText(
  holidays: readonly string[],
  coverage: [string, string] = ['2026-01-01', '2026-12-31'],
): string {
  const days = holidays.map((day) => `  - { day: ${day}, name: Holiday }\n`).join('');
  return `coverage: { from: ${coverage[0]}, to: ${coverage[1]} }\nholidays:${days === '' ? ' []' : ''}\n${days}`;
}

/** Settings as a configuration would give them. */
export function settingsOf(settings: Record<string, unknown> = {}): CalendarSettings {
  return CalendarSettingsSchema.parse({ 'time-zone': 'UTC', 'cut-off': '17:00', files: ['calendar.yml'], ...settings });
}

/** A calendar of these files, or of one for 2026 without a holiday; throws when there is none. */
export function calendar(
  settings: Record<string, unknown> = {},
  files: readonly CalendarFile[] = [calendarFile(calendarText([]))],
): Calendar {
  const made = calendarOf(settingsOf(settings), files);
  if (!made.ok) throw new Error(made.problems.map(({ message }) => message).join('\n'));
  return made.calendar;
}
