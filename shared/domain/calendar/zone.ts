import { millisecondsPerDay, startOfDay } from '../../core/time.ts';

/*
 * Local time by the time-zone data of the runtime. Nothing here depends on the zone in which the process itself runs.
 */

/** A moment as clocks of a time zone show it. */
export interface LocalTime {
  /** `YYYY-MM-DD`. */
  day: string;
  /** Minutes since midnight by the clock, 0 to 1439. */
  minute: number;
}

/** A time zone that the runtime knows. */
export interface Zone {
  readonly name: string;
  local(time: number): LocalTime;
  /**
   * The first moment from which on clocks show this day or a later one for good: where clocks are set back over midnight
   * the later crossing counts, where they skip midnight or the whole day the moment at which they do.
   */
  startOf(day: string): number;
}

/** Whether a name is one of the IANA time-zone database. Offsets such as `+01:00` are none: they know no daylight saving. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const quarter = 15 * 60_000;

/** The zone of a name for which `isZone` holds. */
export function zoneOf(name: string): Zone {
  const format = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
    timeZone: name,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  const local = (time: number): LocalTime => {
    const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, value]));
    const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
    const day = `${part('year').padStart(4, '0')}-${part('month').padStart(2, '0')}-${part('day').padStart(2, '0')}`;
    return { day, minute: Number(part('hour')) * 60 + Number(part('minute')) };
  };
  return {
    name,
    local,
    startOf(day) {
      const midnight = startOfDay(day);
      // Clocks are at most 14 hours off UTC, so that the day has come everywhere by then.
      let after = midnight + millisecondsPerDay;
      while (local(after - quarter).day >= day) after -= quarter;
      let before = after - quarter;
      while (after - before > 1) {
        const middle = Math.floor((before + after) / 2);
        if (local(middle).day >= day) after = middle;
        else before = middle;
      }
      return after;
    },
  };
}
