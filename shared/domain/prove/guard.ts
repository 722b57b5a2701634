import type { GuardingRule, ProvedFact } from '../../core/prove.ts';
import type { Report, Result } from '../../core/report.ts';
import { decides } from '../../core/severity.ts';
import { furtherSettings } from './settings.ts';

type Guard = NonNullable<ProvedFact['guardedBy']>;
/** What is compared of a report. */
export type Said = Pick<Report, 'control' | 'status' | 'results' | 'error'>;

/**
 * What a control says now that it did not say of the files as they are: its status turned to failed or error, there is a failed result that
 * was not there, or an unverified one that names the file. Waived results and remarks guard nothing. Undefined: it noticed nothing.
 */
export function guardOf(before: Said, after: Said, path: string): Guard | undefined {
  const { control, status, error } = after;
  const known = new Set(before.results.map(identity));
  const fresh = after.results.filter(
    (result) => decides(result.severity) && result.waiver === undefined && !known.has(identity(result)),
  );
  const failed = fresh.find((result) => result.status === 'failed');
  if (failed !== undefined) return { control, status, rule: failed.rule, message: failed.message };
  const turned = status !== before.status && (status === 'failed' || status === 'error');
  if (turned) return { control, status, message: error?.message ?? `its status is ${status}` };
  const open = fresh.find((result) => result.status === 'unverified' && names(result, path));
  return open && { control, status, rule: open.rule, message: open.because?.message ?? open.message };
}

function identity({ fingerprint, status, waiver }: Result): string {
  return `${fingerprint} ${status} ${waiver === undefined ? '' : 'waived'}`;
}

/** Paths of results count from the working directory, those of facts from the top of the repository. */
function names({ location, about, because, message }: Result, path: string): boolean {
  const isPath = (text: string): boolean => text !== '' && (path === text || path.endsWith(`/${text}`));
  const tellsOf = [message, because?.message ?? '', because?.needs ?? '', ...about];
  return isPath(location?.path ?? '') || tellsOf.some((text) => text.split(/[\s,;:()"'`]+/).some(isPath));
}

/** Rules of the controls that read a file which could notice more: what can still be asked of it, and what is off, each once. */
export function couldGuard(path: string, reports: readonly Said[]): GuardingRule[] {
  const found = new Map<string, GuardingRule>();
  const add = (one: GuardingRule): void => {
    if (!found.has(one.rule)) found.set(one.rule, one);
  };
  for (const { control } of reports)
    for (const { files, ...one } of furtherSettings[control] ?? []) if (files.test(path)) add(one);
  for (const { results } of reports) {
    for (const { rule, status, because } of results) {
      const how = because?.message ?? '';
      if (status === 'not-applicable' && isOff.test(how)) add({ rule, how });
    }
  }
  return [...found.values()];
}

/** How controls say that a rule waits for a setting; every other reason lies in the files or in the run. */
const isOff =
  /^(?:the (?:configuration|policy) (?:asks|names|gives|sets|does not|takes|lists)|disabled: |remote is off)/;
