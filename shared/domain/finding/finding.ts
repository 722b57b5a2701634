import type { Because } from '../../core/errors.ts';
import type { Location } from '../../core/location.ts';
import { noData, passed, unverified, type Verdict } from '../verdict/verdict.ts';

/** What was found of one thing: what it is about, besides what the judgement as a whole is about, and the verdict. */
export interface Finding {
  about: string[];
  verdict: Verdict;
}

export function holds(...about: string[]): Finding {
  return { about, verdict: passed };
}

export function open(because: Because, ...about: string[]): Finding {
  return { about, verdict: unverified(because) };
}

/** Something of which nothing is known because something else is missing. */
export function lacks(message: string, needs: string, ...about: string[]): Finding {
  return open(noData(message, needs), ...about);
}

export function wrong(about: string[], verdict: Omit<Verdict & { status: 'failed' }, 'status'>): Finding {
  return { about, verdict: { status: 'failed', ...verdict } };
}

/** One finding for each thing that is wrong at a place; a second one at the same place has a number. */
export function eachWrong(
  problems: readonly { pointer: string; message: string; at?: Location | undefined }[],
  subject: string,
  fix: string,
): Finding[] {
  const seen = new Map<string, number>();
  return problems.map(({ pointer, message, at }) => {
    const count = (seen.get(pointer) ?? 0) + 1;
    seen.set(pointer, count);
    const about = [pointer === '' ? 'as a whole' : pointer, ...(count === 1 ? [] : [String(count)])];
    return wrong(about, { problem: `${subject} ${message}`, actual: message, fix, at });
  });
}
