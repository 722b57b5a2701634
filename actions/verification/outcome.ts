import { counted } from '../../shared/core/counted.ts';
import type { Because } from '../../shared/core/errors.ts';
import type { Exhibit } from '../../shared/core/exhibit.ts';
import { passed, type Verdict } from '../../shared/domain/verdict/verdict.ts';
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
  return unmeasured === undefined ? passed : { status: 'unverified', because: unmeasured };
}

/** The record of a verification: `passed` only when something passed, and nothing failed or is open. */
export function recordOf({ verdicts, record }: Verified, required: boolean): VerificationRecord {
  const all = Object.values(verdicts);
  const open = all.some(({ status }) => status === 'unverified') || !all.some(({ status }) => status === 'passed');
  const status = all.some((verdict) => verdict.status === 'failed') ? 'failed' : open ? 'unverified' : 'passed';
  const problems = all.flatMap((verdict) =>
    verdict.status === 'failed' ? [verdict.problem] : verdict.status === 'unverified' ? [verdict.because.message] : [],
  );
  const distinct = [...new Set(problems)];
  return { ...record, required, status, ...(distinct.length === 0 ? {} : { problems: distinct }) };
}

const marks = { passed: 'good', failed: 'bad', unverified: 'open' } as const;
const words = { passed: 'passed', failed: 'failed', unverified: 'not verified' } as const;

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
    rows: records.map(({ id, title, exit, counts, durationMs, status }) => ({
      cells: [
        title === undefined ? id : `${id}: ${title}`,
        exit === undefined ? '' : String(exit),
        counts === undefined ? '' : String(counts.executed),
        counts === undefined ? '' : String(counts.failed),
        counts === undefined ? '' : String(counts.skipped),
        durationMs === undefined ? '' : `${(durationMs / 1000).toFixed(1)} s`,
        words[status],
      ],
      mark: marks[status],
    })),
    remark: `${counted(records.filter(({ status }) => status === 'passed').length, 'verification')} of ${records.length} passed.`,
  };
}
