import { type Moment, moment as momentOf, parseTime } from '../../shared/core/time.ts';

/** The milliseconds of an ISO 8601 text; throws when it names no time. */
export function at(text: string): number {
  const time = parseTime(text);
  if (time === undefined) throw new Error(`${text} is not a time`);
  return time;
}

/** A run at one moment, its event at the same one unless another is given. */
export function moment(now: string, event?: string): Moment {
  return momentOf(at(now), event === undefined ? undefined : at(event));
}
