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

/** How far clocks of machines may be apart (ms): so much later than now is not yet the future. */
export const clockTolerance = 5 * 60_000;

/** Whether something of that time is older than so many milliseconds, at the later moment of a run. */
export function olderThan(at: number, age: number, { latest }: Pick<Moment, 'latest'>): boolean {
  return latest - at > age;
}

export const millisecondsPerDay = 24 * 60 * 60 * 1000;

/** Whether `YYYY-MM-DD` names a day of the Gregorian calendar, in the years 0001 to 9999. */
export function isCalendarDay(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month);
}

const daysOfMonths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function daysOf(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && leap ? 29 : (daysOfMonths[month - 1] ?? 0);
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
  if (length !== 20 && length !== 24) return undefined;
  const century = twoDigits(text, 0);
  const yearOfCentury = twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  const hours = twoDigits(text, 11);
  const minutes = twoDigits(text, 14);
  const seconds = twoDigits(text, 17);
  const inRange =
    century >= 0 &&
    yearOfCentury >= 0 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    hours >= 0 &&
    hours <= 23 &&
    minutes >= 0 &&
    minutes <= 59 &&
    seconds >= 0 &&
    seconds <= 59;
  const hyphens = text.charCodeAt(4) === 0x2d && text.charCodeAt(7) === 0x2d;
  const colons = text.charCodeAt(13) === 0x3a && text.charCodeAt(16) === 0x3a;
  const year = century * 100 + yearOfCentury;
  if (!inRange || !hyphens || !colons || text.charCodeAt(10) !== 0x54 || text.charCodeAt(length - 1) !== 0x5a)
    return undefined;
  if (year < 1 || day > daysOf(year, month)) return undefined;
  let rest = 0;
  if (length === 24) {
    const tens = twoDigits(text, 20);
    const ones = text.charCodeAt(22) - 0x30;
    if (text.charCodeAt(19) !== 0x2e || tens < 0 || ones < 0 || ones > 9) return undefined;
    rest = tens * 10 + ones;
  }
  // Years from March on: the day that some have more is their last one. 1970-01-01 is day 719,468 of that count.
  const from = month > 2 ? year : year - 1;
  const leapDays = Math.floor(from / 4) - Math.floor(from / 100) + Math.floor(from / 400);
  const days = from * 365 + leapDays + Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1 - 719_468;
  return days * millisecondsPerDay + hours * 3_600_000 + minutes * 60_000 + seconds * 1000 + rest;
}

/** The number that two digits write; negative when they are none. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 0x30;
  const ones = text.charCodeAt(at + 1) - 0x30;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
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
