import { milliseconds } from '../../core/duration.ts';
import { isoTime, parseTime } from '../../core/time.ts';
import { noData, passed, unverified, type Verdict } from '../verdict/verdict.ts';
import type { RequiredReport } from './config.ts';
import type { ReadFile } from './file.ts';

/** How far clocks of machines may be apart. */
const tolerance = 5 * 60_000;

const usual = ['/generated_at', '/generatedAt', '/startedAt'];

/**
 * Whether a report is young enough, and of no time that cannot be: still to come, or after it was uploaded. The older one of what it
 * says and of what the platform says counts.
 */
export function judgeMade(
  { document, name, artifact }: ReadFile,
  { 'maximum-age': age, at }: Pick<RequiredReport, 'maximum-age' | 'at'>,
  now: number,
): Verdict {
  const said = (at === undefined ? usual : [at])
    .map((pointer) => document.get(pointer))
    .find((one) => one !== undefined);
  const own = typeof said === 'string' ? parseTime(said) : undefined;
  if (said !== undefined && own === undefined)
    return wrong(`${name} says that it was made at ${JSON.stringify(said)}, which is no time with a zone`, said);
  const uploaded = parseTime(artifact?.createdAt ?? '');
  const latest = uploaded === undefined ? now : Math.min(now, uploaded);
  if (own !== undefined && own > latest + tolerance)
    return wrong(
      `${name} says that it was made at ${isoTime(own)}, after ${isoTime(latest)}, when it was there`,
      isoTime(own),
    );
  if (at !== undefined && own === undefined)
    return unverified(noData(`${name} does not say at ${at} when it was made`, `a time at ${at}`));
  if (age === undefined) return { status: 'not-applicable', why: 'the configuration sets no maximum-age' };
  const made = Math.min(own ?? Number.POSITIVE_INFINITY, uploaded ?? Number.POSITIVE_INFINITY);
  if (made === Number.POSITIVE_INFINITY)
    return unverified(noData(`nothing says when ${name} was made`, 'a time with its zone in the report'));
  const from = now - milliseconds(age);
  if (made >= from) return passed;
  return {
    status: 'failed',
    problem: `${name} was made at ${isoTime(made)}, more than ${age} ago`,
    expected: `at least ${isoTime(from)}`,
    actual: isoTime(made),
    fix: 'let it be made again',
  };
}

function wrong(problem: string, actual: unknown): Verdict {
  return {
    status: 'failed',
    problem,
    expected: 'the time at which it was made',
    actual,
    fix: 'set the clock of what writes it',
  };
}
