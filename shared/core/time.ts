/**
 * The two moments that a judgement may use, in milliseconds since 1970-01-01 UTC. They differ when an event is judged later
 * than it happened (a re-run, a queue), so that waiting can neither ripen what was not ripe nor revive what has expired.
 */
export interface Moment {
  /** For "not before" and notice periods: the earlier of event and now. */
  earliest: number;
  /** For expiry and age: the later of event and now. */
  latest: number;
  /** `as-of` was given: the report is a replay and gives no go. */
  replay: boolean;
}

/** The moment of a run. `asOf` replaces both the event and the clock. */
export function moment(now: number, event: number | undefined, asOf?: number): Moment {
  if (asOf !== undefined) return { earliest: asOf, latest: asOf, replay: true };
  const at = event ?? now;
  return { earliest: Math.min(at, now), latest: Math.max(at, now), replay: false };
}

export const millisecondsPerDay = 24 * 60 * 60 * 1000;

/** Whether `YYYY-MM-DD` names a day of the Gregorian calendar, in the years 0001 to 9999. */
export function isCalendarDay(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= (days[month - 1] ?? 0);
}

/** The time that an ISO 8601 text with a time zone names, or undefined when it names none. */
export function parseTime(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text)) return undefined;
  // Date.parse takes 30 February for 2 March.
  if (!isCalendarDay(text.slice(0, 10))) return undefined;
  const milliseconds = Date.parse(text);
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}

/** The first moment of an ISO day (`YYYY-MM-DD`) in UTC; the day must be one of the calendar. */
export function startOfDay(isoDay: string): number {
  return Date.parse(`${isoDay}T00:00:00Z`);
}

/** A time as `YYYY-MM-DDThh:mm:ssZ`. */
export function isoTime(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

/** A time as `YYYY-MM-DDThh:mm:ss.mmmZ`. */
export function isoMillisecondTime(time: number): string {
  return new Date(time).toISOString();
}

/** The day of a time in UTC, as `YYYY-MM-DD`. */
export function isoDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
