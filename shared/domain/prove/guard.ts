import type { FailOn } from '../../core/policy.ts';
import type { GuardingRule, Notice } from '../../core/prove.ts';
import type { Report, Result } from '../../core/report.ts';
import type { ReportStatus } from '../../core/report-status.ts';
import { decides } from '../../core/severity.ts';
import { exitCode } from '../decision/exit.ts';
import { furtherSettings } from './settings.ts';

/** What is compared of a report. */
export type Said = Pick<Report, 'control' | 'status' | 'results' | 'error'>;

/** What a control says of a fact that is wrong, and whether its job would have stopped it. */
export interface Noticed extends Notice {
  blocks: boolean;
}

/**
 * What a control says now that it did not say of the files as they are: there is a failed result that was not there, its status got
 * worse, or there is an unverified result that names the file. Waived results and remarks notice nothing. Undefined: it noticed nothing.
 * `path` counts from the working directory, as the paths of results do.
 */
export function noticedBy(before: Said, after: Said, path: string, failOn: FailOn): Noticed | undefined {
  const { control, status, error } = after;
  const known = new Set(before.results.map(identity));
  const fresh = after.results.filter(
    (result) => decides(result.severity) && result.waiver === undefined && !known.has(identity(result)),
  );
  const blocks = (as: ReportStatus): boolean => exitCode(as, failOn, error?.code) !== 0;
  const failed = fresh.find((result) => result.status === 'failed');
  if (failed !== undefined)
    return { control, status, rule: failed.rule, message: failed.message, blocks: blocks('failed') };
  const open = fresh.filter((result) => result.status === 'unverified');
  const own = open.find((result) => names(result, path)) ?? (worse(before.status, status) ? open[0] : undefined);
  if (worse(before.status, status) && (status === 'failed' || status === 'error' || own === undefined))
    return { control, status, message: error?.message ?? `its status is ${status}`, blocks: blocks(status) };
  if (own === undefined) return undefined;
  const message = own.because?.message ?? own.message;
  return { control, status, rule: own.rule, message, blocks: blocks('unverified') };
}

/** From what lets a change go to what does not, and from what looked in vain to what found something. */
const order: readonly ReportStatus[] = ['not-applicable', 'passed', 'unverified', 'failed', 'error'];

function worse(before: ReportStatus, after: ReportStatus): boolean {
  return after !== before && order.indexOf(after) > order.indexOf(before) && after !== 'passed';
}

function identity({ fingerprint, status, waiver }: Result): string {
  return `${fingerprint} ${status} ${waiver === undefined ? '' : 'waived'}`;
}

/** By its whole path, from the working directory: the same name in another folder is another file. */
function names({ location, about, because, message }: Result, path: string): boolean {
  const tellsOf = [message, because?.message ?? '', because?.needs ?? '', ...about];
  const isIt = (text: string): boolean => text === path || text.split(/[\s,;:()"'`]+/).includes(path);
  return location?.path === path || tellsOf.some(isIt);
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
