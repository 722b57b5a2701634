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
  const plain = plainTime(text);
  if (plain !== undefined) return plain;
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text)) return undefined;
  // Date.parse takes 30 February for 2 March.
  if (!isCalendarDay(text.slice(0, 10))) return undefined;
  const milliseconds = Date.parse(text);
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}

/** The form that nearly all times have, `YYYY-MM-DDThh:mm:ss[.mmm]Z`, read by hand; undefined for any other text. */
function plainTime(text: string): number | undefined {
  const { length } = text;
  if ((length !== 20 && length !== 24) || text.charCodeAt(length - 1) !== 0x5a) return undefined;
  // Each sign stands for itself, or `0` for a digit.
  for (let index = 0; index < length - 1; index += 1) {
    const wanted = timeForm.charCodeAt(index);
    const digit = text.charCodeAt(index) - 0x30;
    if (wanted === 0x30 ? digit < 0 || digit > 9 : digit + 0x30 !== wanted) return undefined;
  }
  const number = (from: number, to: number): number => {
    let value = 0;
    for (let index = from; index < to; index += 1) value = value * 10 + text.charCodeAt(index) - 0x30;
    return value;
  };
  const [hours, minutes, seconds] = [number(11, 13), number(14, 16), number(17, 19)];
  if (hours > 23 || minutes > 59 || seconds > 59) return undefined;
  const day = startOfKnownDay(text.slice(0, 10));
  const rest = length === 24 ? number(20, 23) : 0;
  return day === undefined ? undefined : day + hours * 3_600_000 + minutes * 60_000 + seconds * 1000 + rest;
}

const timeForm = '0000-00-00T00:00:00.000';

/** The last day that was asked for: times of one file are mostly of one day. */
let known: { text: string; start: number } = { text: '1970-01-01', start: 0 };

function startOfKnownDay(text: string): number | undefined {
  if (text === known.text) return known.start;
  if (!isCalendarDay(text)) return undefined;
  known = { text, start: startOfDay(text) };
  return known.start;
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
