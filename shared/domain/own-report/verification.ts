import { noData, passed, unverified, type Verdict } from '../verdict/verdict.ts';
import { type VerificationRecord, verificationRecords } from '../verification/record.ts';
import { type RunReader, type RunReports, reportsOfControl } from './of-run.ts';

/** Whether a verification of this run passed for the judged commit, by every report that has it. */
export function judgeVerificationOf(
  ctx: Pick<RunReader, 'subject' | 'policy'>,
  id: string,
  reports: RunReports,
): Verdict {
  const found = reportsOfControl(ctx, 'verification', reports);
  if (found.state === 'unknown') return unverified(found.because);
  const fix = `mend what ${id} found, and let verification run again before this`;
  if (found.wrong.length > 0) {
    const problem = `the report of verification does not count: ${found.wrong.join('; ')}`;
    return { status: 'failed', problem, expected: 'a report of this run', actual: found.wrong, fix };
  }
  const held = found.bound.flatMap(({ report, results }) => {
    const data = verificationRecords.safeParse(report.data);
    const own = data.success ? data.data.verifications.filter((one) => one.id === id) : [];
    const isOpen = results.some(
      ({ status, about }) => about[0] === id && (status === 'failed' || status === 'unverified'),
    );
    const boot = report.policySource?.kind === 'bootstrap';
    return own.map((one) => ({ one, isOpen: isOpen || boot || report.error !== undefined }));
  });
  const needs = `the verification ${id} in this run, for the judged commit`;
  if (held.length === 0) return unverified(noData(`no report of this run has the verification ${id}`, needs));
  if (held.some(({ one }) => one.status === 'failed')) {
    const problem = `${id}, which measures it, failed`;
    return { status: 'failed', problem, expected: 'passed', actual: [id, 'failed'], fix };
  }
  const doubtful = held.find(({ one, isOpen }) => isOpen || !isMeasured(one, ctx.subject.headSha));
  if (doubtful !== undefined)
    return unverified(noData(`${id}, which measures it, is not verified for the judged commit`, needs));
  return found.unseen === undefined ? passed : unverified(found.unseen);
}

function isMeasured({ status, sha }: VerificationRecord, judged: string | undefined): boolean {
  return status === 'passed' && sha !== undefined && sha === judged;
}
