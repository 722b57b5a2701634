import { counted } from '../../core/counted.ts';
import type { Because } from '../../core/errors.ts';
import { isoTime } from '../../core/time.ts';
import type { Calendar } from './calendar.ts';
import { addDays } from './day.ts';

/** How long before something may happen it must be announced: in whole business days, or in hours that pass. */
export type LeadTime = { businessDays: number } | { hours: number };

/**
 * From when on (ms since 1970) a lead time is over. `unknown`: the calendars do not cover all days that count; it is then surely not
 * over before `atLeast`, for which every weekday without a calendar is taken for a business day.
 */
export type Earliest = { at: number } | { unknown: Because; atLeast: number };

/** No lead time is longer than ten years, so that counting ends whatever the calendars say. */
const mostDays = 3700;

/**
 * The end of a lead time that begins with an announcement. Hours pass whatever clocks show. Business days are whole days by the
 * clocks of the calendar: the day of the announcement does not count, and the last one counts to its end. What is
 * announced at the cut-off or later, or on a day that is no business day, counts as announced on the next business day.
 */
export function earliest(announcedAt: number, lead: LeadTime, calendar: Calendar): Earliest {
  if ('hours' in lead) return { at: announcedAt + lead.hours * 3_600_000 };
  const { day, minute } = calendar.zone.local(announcedAt);
  let firstUncovered: string | undefined;
  const isBusiness = (each: string): boolean => {
    const kind = calendar.kindOf(each);
    if (kind === 'uncovered') firstUncovered ??= each;
    return kind === 'business' || kind === 'uncovered';
  };
  let last = day;
  let counts = isBusiness(day) && minute < calendar.cutOff;
  let left = lead.businessDays;
  for (let days = 0; (left > 0 || !counts) && days < mostDays; days += 1) {
    last = addDays(last, 1);
    if (!isBusiness(last)) continue;
    if (counts) left -= 1;
    else counts = true;
  }
  if (left > 0 || !counts) {
    const message = `there are no ${counted(lead.businessDays, 'business day')} in the ${mostDays} days after the announcement`;
    return {
      unknown: { code: 'NO_DATA', message, needs: 'a calendar with business days' },
      atLeast: Number.POSITIVE_INFINITY,
    };
  }
  const at = calendar.zone.startOf(addDays(last, 1));
  if (firstUncovered === undefined) return { at };
  const message = `the calendars cover ${calendar.covered}, and not ${firstUncovered}, which may be a holiday`;
  const needs = `a calendar that covers ${firstUncovered} to ${last}`;
  return { unknown: { code: 'NO_DATA', message, needs }, atLeast: at };
}

/** A moment for people: by the clocks of the calendar, with the zone, and in UTC. */
export function momentText(time: number, { zone }: Calendar): string {
  const { day, minute } = zone.local(time);
  const clock = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  return `${day} ${clock} ${zone.name} (${isoTime(time)})`;
}
