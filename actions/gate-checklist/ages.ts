import { milliseconds } from '../../shared/core/duration.ts';
import { locate } from '../../shared/core/location.ts';
import { isoDay, type Moment, millisecondsPerDay } from '../../shared/core/time.ts';
import type { StatedDate } from '../../shared/domain/claim/dates.ts';
import { against, noData, passed, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import type { Touched } from './touched.ts';

/**
 * Judges the age of a file by the days that it states. A day in its name is what it is about; else the newest day in it counts. The day of its
 * last commit must be young enough too, where it is asked for, and counts alone where the file states none. None of them proves more than that
 * somebody wrote it.
 */
export function judgeAge(
  path: string,
  dates: readonly StatedDate[],
  maximum: string,
  time: Moment,
  touched: Touched,
): Verdict {
  const fix = `renew ${path}, and write the day into it as Updated: ${isoDay(time.latest)}`;
  const expected = `a day of the last ${maximum}`;
  const future = dates.find((date) => date.time > time.latest + millisecondsPerDay);
  if (future !== undefined) {
    const at = locate(path, future.position);
    return against(`${path} is from the future by ${future.from}: ${future.text}`, expected, future.text, fix, at);
  }
  const named = dates.filter(({ from }) => from === 'its name');
  const said = named.length > 0 ? named : dates;
  const newest = said.reduce<StatedDate | undefined>(
    (last, date) => (last === undefined || date.time > last.time ? date : last),
    undefined,
  );
  const judged = [newest, touched?.ok === true ? touched.date : undefined].filter((date) => date !== undefined);
  const old = judged.find(({ time: at, text }) => {
    // A day lasts until its end.
    const until = at + milliseconds(maximum) + (text.length > 10 ? 0 : millisecondsPerDay);
    return time.latest > until;
  });
  if (old !== undefined) {
    const at = locate(path, old.position);
    return against(`${path} is older than ${maximum} by ${old.from}: ${old.text}`, expected, old.text, fix, at);
  }
  if (touched?.ok === false) return unverified(touched.because);
  if (judged.length > 0) return passed;
  return unverified(noData(`${path} does not say of which day it is`, 'a day in its name, or Updated: with the day'));
}
