import type { ErrorCode } from '../../core/errors.ts';
import type { FailOn } from '../../core/policy.ts';
import type { Result } from '../../core/report.ts';
import type { ReportStatus } from '../../core/report-status.ts';

export type ExitCode = 0 | 1 | 2 | 3 | 4;

/**
 * The exit code of a control: 0 passed or not applicable, 1 failed, 2 asked wrongly, 3 unverified, 4 broken. `failOn`
 * `failed` lets 3 become 0, `never` lets 1 and 3 become 0; 2 and 4 stay.
 */
export function exitCode(status: ReportStatus, failOn: FailOn, error?: ErrorCode): ExitCode {
  switch (status) {
    case 'passed':
    case 'not-applicable':
      return 0;
    case 'failed':
      return failOn === 'never' ? 0 : 1;
    case 'unverified':
      return failOn === 'unverified' ? 3 : 0;
    case 'error':
      return error === 'BAD_INPUT' || error === 'BAD_CONFIG' || error === 'BAD_REPORT' ? 2 : 4;
  }
}

/** The words of a status in a first line: neither what was not measured nor what was waived reads like a success. */
export function headline(status: ReportStatus, results: readonly Result[] = []): string {
  switch (status) {
    case 'passed':
      return results.some((result) => result.waiver !== undefined) ? 'PASSED WITH WAIVERS' : 'PASSED';
    case 'failed':
      return 'FAILED';
    case 'unverified':
      return 'NOT VERIFIED';
    case 'not-applicable':
      return 'NOT APPLICABLE';
    case 'error':
      return 'ERROR';
  }
}
