import { isoDay, millisecondsPerDay, startOfDay } from '../../core/time.ts';

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof weekdays)[number];

/** The ISO day (`YYYY-MM-DD`) so many days later; earlier for a negative number. */
export function addDays(day: string, days: number): string {
  return isoDay(startOfDay(day) + days * millisecondsPerDay);
}

/** The day of the week of an ISO day. */
export function weekdayOf(day: string): Weekday {
  // 1970-01-01 was a Thursday.
  const since = Math.round(startOfDay(day) / millisecondsPerDay);
  return weekdays[(((since + 3) % 7) + 7) % 7] ?? 'monday';
}
