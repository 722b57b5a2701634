import { failed, noData, passed, unverified, type Verdict } from '../verdict/verdict.ts';
import type { VerificationRecord } from '../verification-record/record.ts';
import { type RunReader, type RunReports, reportsOfControl } from './of-run.ts';
import { verificationsOf } from './verifications.ts';

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
    return failed({ problem, expected: 'a report of this run', actual: found.wrong, fix });
  }
  const needs = `the verification ${id} in this run, for the judged commit`;
  const ofProcess = reports.found.candidates.filter(({ file }) => file.origin.kind === 'run');
  const made = new Set(ofProcess.map(({ file }) => file.sha256));
  const held: { one: VerificationRecord; isOpen: boolean; isOfTree: boolean }[] = [];
  for (const { report, results } of found.bound) {
    const candidate = found.own.find((each) => each.report === report);
    const read = candidate === undefined ? undefined : verificationsOf(candidate);
    if (read?.ok !== true) return unverified(read?.because ?? noData('a report of verification cannot be read', needs));
    const isOpen = results.some(
      ({ status, about }) => about[0] === id && (status === 'failed' || status === 'unverified'),
    );
    const boot = report.policySource?.kind === 'bootstrap';
    // On a laptop the work tree is judged, whose changes no commit has; the same process ran the command in it.
    const here = ctx.subject.event === 'local' && candidate !== undefined && made.has(candidate.file.sha256);
    for (const { record, doubt } of read.verifications)
      if (record.id === id)
        held.push({
          one: record,
          isOpen: isOpen || boot || report.error !== undefined || doubt !== undefined,
          isOfTree: record.sha === undefined ? here : record.sha === ctx.subject.headSha,
        });
  }
  if (held.length === 0) return unverified(noData(`no report of this run has the verification ${id}`, needs));
  if (held.some(({ one }) => one.status === 'failed'))
    return failed({ problem: `${id}, which measures it, failed`, expected: 'passed', actual: [id, 'failed'], fix });
  const doubtful = held.some(({ one, isOpen, isOfTree }) => isOpen || !isOfTree || one.status !== 'passed');
  if (doubtful) return unverified(noData(`${id}, which measures it, is not verified for the judged commit`, needs));
  return found.unseen === undefined ? passed : unverified(found.unseen);
}
