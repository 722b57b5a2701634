import { counted } from '../../shared/core/counted.ts';
import { secondsText } from '../../shared/core/duration.ts';
import type { Because } from '../../shared/core/errors.ts';
import { type Exhibit, statusMarks, statusWords } from '../../shared/core/exhibit.ts';
import { passed, statusOf, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import type { VerificationRecord } from '../../shared/domain/verification-record/record.ts';
import type { Verified } from './verify.ts';

/** What is required and no verification of the configuration does. */
export const undeclared: Verdict = {
  status: 'failed',
  problem: 'it is required, and the configuration does not say how it is done',
  expected: 'a verification with this id',
  actual: 'none',
  fix: 'add it under verifications, with a command or a report',
};

export function measured(unmeasured: Because | undefined): Verdict {
  return unmeasured === undefined ? passed : unverified(unmeasured);
}

/** The record of a verification: `passed` only when something passed, and nothing failed or is open. */
export function recordOf({ verdicts, record }: Verified, required: boolean): VerificationRecord {
  const all = Object.values(verdicts);
  const problems = all.flatMap((verdict) =>
    verdict.status === 'failed' ? [verdict.problem] : verdict.status === 'unverified' ? [verdict.because.message] : [],
  );
  const distinct = [...new Set(problems)];
  return { ...record, required, status: statusOf(all), ...(distinct.length === 0 ? {} : { problems: distinct }) };
}

/** The most verifications that the table shows; the report has them all. */
const mostRows = 100;

/** The verifications as a table. */
export function exhibitOf(records: readonly VerificationRecord[]): Exhibit {
  return {
    title: 'Verifications',
    columns: [
      { name: 'Verification' },
      { name: 'Exit', numeric: true },
      { name: 'Tests', numeric: true },
      { name: 'Failed', numeric: true },
      { name: 'Skipped', numeric: true },
      { name: 'Time', numeric: true },
      { name: 'State' },
    ],
    rows: records.slice(0, mostRows).map(({ id, title, exit, counts, durationMs, status }) => ({
      cells: [
        title === undefined ? id : `${id}: ${title}`,
        exit === undefined ? '' : String(exit),
        counts === undefined ? '' : String(counts.executed),
        counts === undefined ? '' : String(counts.failed),
        counts === undefined ? '' : String(counts.skipped),
        durationMs === undefined ? '' : secondsText(durationMs),
        statusWords[status],
      ],
      mark: statusMarks[status],
    })),
    remark: `${counted(records.filter(({ status }) => status === 'passed').length, 'verification')} of ${records.length} passed.${records.length > mostRows ? ` The first ${mostRows} are shown.` : ''}`,
  };
}
