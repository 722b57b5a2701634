import { type DrillCheck, type DrillRecord, given, lacking, saysPassed } from '../../shared/domain/drill/record.ts';
import { type RunReports, reportsOfControl } from '../../shared/domain/own-report/of-run.ts';
import { verificationsOf } from '../../shared/domain/own-report/verifications.ts';
import { failed, noData, passed, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import type { VerificationRecord } from '../../shared/domain/verification/record.ts';
import { quote } from '../../shared/parse/text.ts';
import type { Ctx } from './definition.ts';

/**
 * The checks after the rollback, each with its verdict: those that the configuration asks for, and all that the record has besides. A word in
 * the record is a claim; what measures it is a verification of this run.
 */
export async function judgeChecks(
  ctx: Ctx,
  record: DrillRecord,
  reports: () => Promise<RunReports>,
): Promise<[name: string, verdict: Verdict][]> {
  const asked = ctx.inputs['post-checks'];
  const rows = new Map(record['post-checks'].map((row) => [row.name, row]));
  const verdicts: [string, Verdict][] = [];
  for (const { name, verification } of asked) {
    const said = judgeWord(name, rows.get(name), record.path);
    const verdict =
      said.status === 'passed' && verification !== undefined
        ? measuredBy(ctx, verification, await reports())
        : said.status === 'passed'
          ? claimed(name)
          : said;
    verdicts.push([name, verdict]);
  }
  const names = new Set(asked.map(({ name }) => name));
  for (const [name, row] of rows) {
    if (names.has(name)) continue;
    const said = judgeWord(name, row, record.path);
    verdicts.push([name, said.status === 'passed' ? claimed(name) : said]);
  }
  return verdicts;
}

function judgeWord(name: string, row: DrillCheck | undefined, path: string): Verdict {
  const said = given(row?.result);
  const fix = `do the check after the rollback, and write its result into the table of post-checks in ${path}`;
  if (row === undefined)
    return failed({ problem: 'the record does not have it', expected: name, actual: 'nothing', fix, at: { path } });
  if (said === undefined)
    return failed({
      problem: `its result ${lacking(row.result)}`,
      expected: 'passed',
      actual: 'nothing',
      fix,
      at: row.at,
    });
  if (saysPassed(said)) return passed;
  const problem = `it is said to be ${quote(said.text)}`;
  return failed({ problem, expected: 'passed', actual: said.text, fix, at: said.at });
}

function claimed(name: string): Verdict {
  return unverified(
    noData(
      `the result of ${quote(name)} is only claimed: nothing measures it`,
      `a verification for ${quote(name)} under post-checks`,
    ),
  );
}

/** Whether a verification of this run passed for the judged commit, by every report that has it. */
function measuredBy(ctx: Ctx, id: string, reports: RunReports): Verdict {
  const found = reportsOfControl(ctx, 'verification', reports);
  if (found.state === 'unknown') return unverified(found.because);
  const fix = `mend what ${id} found, and let verification run again before this`;
  if (found.wrong.length > 0) {
    const problem = `the report of verification does not count: ${found.wrong.join('; ')}`;
    return failed({ problem, expected: 'a report of this run', actual: found.wrong, fix });
  }
  const needs = `the verification ${id} in this run, for the judged commit`;
  const held: { one: VerificationRecord; isOpen: boolean }[] = [];
  for (const { report, results } of found.bound) {
    const candidate = found.own.find((each) => each.report === report);
    const read = candidate === undefined ? undefined : verificationsOf(candidate);
    if (read?.ok !== true) return unverified(read?.because ?? noData('a report of verification cannot be read', needs));
    const isOpen = results.some(
      ({ status, about }) => about[0] === id && (status === 'failed' || status === 'unverified'),
    );
    const boot = report.policySource?.kind === 'bootstrap';
    for (const { record, doubt } of read.verifications)
      if (record.id === id)
        held.push({ one: record, isOpen: isOpen || boot || report.error !== undefined || doubt !== undefined });
  }
  if (held.length === 0) return unverified(noData(`no report of this run has the verification ${id}`, needs));
  if (held.some(({ one }) => one.status === 'failed'))
    return failed({ problem: `${id}, which measures it, failed`, expected: 'passed', actual: [id, 'failed'], fix });
  const doubtful = held.find(({ one, isOpen }) => isOpen || !isMeasured(one, ctx.subject.headSha));
  if (doubtful !== undefined)
    return unverified(noData(`${id}, which measures it, is not verified for the judged commit`, needs));
  return found.unseen === undefined ? passed : unverified(found.unseen);
}

function isMeasured({ status, sha }: VerificationRecord, judged: string | undefined): boolean {
  return status === 'passed' && sha !== undefined && sha === judged;
}
