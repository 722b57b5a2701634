import type { ReportError, Result } from '../../core/report.ts';
import type { ReportStatus } from '../../core/report-status.ts';
import { decides } from '../../core/severity.ts';

/**
 * The status of a report from its results, in any order: `error` if the evaluation broke, else `failed` for a failed result
 * of severity >= low that is not waived, else `unverified` for such an unverified one or when nothing was measured at all,
 * else `passed`. Severity `info` decides nothing.
 */
export function reportStatus(results: readonly Result[], error?: ReportError): ReportStatus {
  if (error !== undefined || results.some(isBroken)) return 'error';
  const deciding = results.filter((result) => decides(result.severity));
  if (deciding.some((result) => result.status === 'failed' && result.waiver === undefined)) return 'failed';
  if (deciding.some((result) => result.status === 'unverified')) return 'unverified';
  return deciding.some((result) => result.status === 'passed') ? 'passed' : 'unverified';
}

/** GitHub gave no usable answer: that is a broken run, not a limit of what may be seen. */
export function isBroken(result: Result): boolean {
  return result.status === 'unverified' && result.because?.code === 'GITHUB_DOWN';
}

export type Counts = Record<Result['status'], number>;

/** How many results of each status decide; remarks (severity `info`) that did not pass are in none of them. */
export function countStatuses(results: readonly Result[]): Counts {
  const counts: Counts = { passed: 0, failed: 0, unverified: 0, 'not-applicable': 0 };
  for (const result of results) if (!isRemark(result)) counts[result.status] += 1;
  return counts;
}

function isRemark({ severity, status }: Result): boolean {
  return !decides(severity) && (status === 'failed' || status === 'unverified');
}

/** One sentence about how many results there are of each status. */
export function describeCounts(results: readonly Result[]): string {
  const counts = countStatuses(results);
  const waived = results.filter((result) => result.waiver !== undefined && !isRemark(result)).length;
  const remarks = results.filter(isRemark).length;
  const parts = [
    counts.failed > 0 ? `${counts.failed} failed${waived > 0 ? ` (${waived} of them waived)` : ''}` : '',
    counts.unverified > 0 ? `${counts.unverified} not verified` : '',
    `${counts.passed} passed`,
    counts['not-applicable'] > 0 ? `${counts['not-applicable']} not asked for` : '',
    remarks > 0 ? `${remarks} ${remarks === 1 ? 'remark' : 'remarks'}` : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}
