import type { Result } from '../core/report.ts';
import { shown } from './markdown.ts';
import { standing } from './order.ts';

interface Place {
  path?: string | undefined;
  line?: number | undefined;
  column?: number | undefined;
}

/** What every rendering says about a result that stands in the way or is lived with. Nothing is sanitised yet. */
export interface ResultText {
  /** The words of the status: "failed", "not verified", "failed (waived)". */
  status: string;
  what: string;
  expected: string | undefined;
  actual: string | undefined;
  /** "Fix: …", "Needed: …", or how it is lived with. */
  next: string | undefined;
  /** `path:line:column`, as far as it is known. */
  where: string | undefined;
}

export function textOf(result: Result): ResultText {
  const { location, expected, actual } = result;
  const unverified = result.status === 'unverified';
  return {
    status: `${unverified ? 'not verified' : result.status}${standing(result) === 'lived-with' ? ` (${way(result)})` : ''}`,
    what: unverified ? whyUnverified(result) : result.message,
    expected: expected === undefined ? undefined : shown(expected),
    actual: actual === undefined ? undefined : shown(actual),
    next: next(result),
    where: location && placeOf(location),
  };
}

/** `path:line:column`, as far as it is known; undefined where nothing is. */
export function placeOf({ path, line, column }: Place): string | undefined {
  const parts = [path, line, column].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(':');
}

/** What could not be looked at, and why. A result about a whole rule has no subject of its own. */
function whyUnverified({ about, because, message }: Result): string {
  const subject = about.length === 0 ? message.replace(/\.$/, '') : about.join(', ');
  return because === undefined ? subject : `${subject}: ${because.message}`;
}

function way({ waiver, attestation }: Result): string {
  if (waiver !== undefined) return 'waived';
  return attestation === undefined ? 'deferred' : 'attested';
}

function next({ status, waiver, attestation, deferredTo, because, fix }: Result): string | undefined {
  const allowance = waiver ?? attestation;
  if (allowance !== undefined) {
    const { id, by, until, reason } = allowance;
    const term = until === undefined ? '' : ` until ${until}`;
    return `${waiver === undefined ? 'Attested' : 'Waived'} as ${id} by ${by}${term}: ${reason}`;
  }
  if (deferredTo !== undefined) return `Deferred to ${deferredTo}`;
  if (status === 'unverified') return because?.needs === undefined ? undefined : `Needed: ${because.needs}`;
  return fix === undefined ? undefined : `Fix: ${fix}`;
}
