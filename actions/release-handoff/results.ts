import { isoTime, parseTime } from '../../shared/core/time.ts';
import { type Finding, lacks, open, wrong } from '../../shared/domain/handoff/finding.ts';
import type { HandedResult } from '../../shared/domain/handoff/payload.ts';
import { judgeReportOf } from '../../shared/domain/own-report/measured.ts';
import { reportsOfRun } from '../../shared/domain/own-report/of-run.ts';
import { verificationsOf } from '../../shared/domain/own-report/verifications.ts';
import type { VerificationRecord } from '../../shared/domain/verification-record/record.ts';
import type { Ctx } from './definition.ts';

/** What the control verification measured in this run. */
export interface Verified {
  /** Of the reports themselves. */
  findings: Finding[];
  /** None as long as any of them is in doubt: what one says besides is not believed either. */
  results: HandedResult[];
  /** SHA-256 of the reports. */
  reports: string[];
}

export async function verifiedResults(ctx: Ctx): Promise<Verified> {
  const { verdict, reports } = judgeReportOf(ctx, 'verification', await reportsOfRun(ctx));
  const about = 'the report of verification';
  const findings: Finding[] = [];
  const results: HandedResult[] = [];
  for (const candidate of reports) {
    const read = verificationsOf(candidate);
    if (!read.ok) return { findings: [open(read.because, about)], results: [], reports: [] };
    for (const { record, doubt } of read.verifications) {
      const problem = doubt === undefined ? unbound(record) : contradicted(record, doubt);
      if (problem !== undefined) findings.push(problem);
      results.push(handedResult(record, candidate.report.startedAt));
    }
  }
  const whole = findings.length === 0;
  return {
    findings: [{ about: [about], verdict }, ...findings],
    results: whole ? results.sort((a, b) => (a.id < b.id ? -1 : 1)) : [],
    reports: whole ? reports.map(({ file }) => file.sha256).sort() : [],
  };
}

function contradicted({ id }: VerificationRecord, doubt: string): Finding {
  return wrong(['the report of verification', id], {
    problem: `the record of ${id} does not count: ${doubt}`,
    expected: 'a record that says what the results of its report say',
    actual: doubt,
    fix: `let the control verification of this version measure ${id} again`,
  });
}

function unbound({ id, sha }: VerificationRecord): Finding | undefined {
  if (sha !== undefined) return undefined;
  const needs = `a verification ${id} whose commit is known, e.g. by its command or by the job that made its report`;
  return lacks(`it is not known of which commit the verification ${id} is`, needs, 'the report of verification', id);
}

function handedResult(record: VerificationRecord, reported: string): HandedResult {
  const { id, title, required, status, sha = '', argv, exit, started, counts, log } = record;
  const time = parseTime(started ?? reported);
  const measuredAt = time === undefined ? '' : isoTime(time);
  return {
    ...{ id, required, status, measuredAt, commit: sha },
    ...(title === undefined ? {} : { title }),
    ...(argv === undefined ? {} : { argv }),
    ...(exit === undefined ? {} : { exit }),
    ...(counts === undefined ? {} : { executed: counts.executed }),
    ...(log === undefined ? {} : { log: log.sha256 }),
  };
}
