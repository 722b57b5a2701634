import type { Because } from '../../core/errors.ts';
import { passed, type Verdict } from '../record/verdict.ts';

/** What was found of one thing: what it is about, besides the handoff itself, and the verdict. */
export interface Finding {
  about: string[];
  verdict: Verdict;
}

export function holds(...about: string[]): Finding {
  return { about, verdict: passed };
}

export function open(because: Because, ...about: string[]): Finding {
  return { about, verdict: { status: 'unverified', because } };
}

/** Something of which nothing is known because something else is missing. */
export function lacks(message: string, needs: string, ...about: string[]): Finding {
  return open({ code: 'NO_DATA', message, needs }, ...about);
}

export function wrong(about: string[], verdict: Omit<Verdict & { status: 'failed' }, 'status'>): Finding {
  return { about, verdict: { status: 'failed', ...verdict } };
}
