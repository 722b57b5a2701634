import { type DrillCheck, type DrillRecord, given, lacking, saysPassed } from '../../shared/domain/drill/record.ts';
import type { RunReports } from '../../shared/domain/own-report/of-run.ts';
import { judgeVerificationOf } from '../../shared/domain/own-report/verification.ts';
import { passed, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import { quote } from '../../shared/parse/text.ts';
import type { Ctx } from './definition.ts';
import { against, noData } from './tell.ts';

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
        ? judgeVerificationOf(ctx, verification, await reports())
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
  if (row === undefined) return against('the record does not have it', name, 'nothing', fix, { path });
  if (said === undefined) return against(`its result ${lacking(row.result)}`, 'passed', 'nothing', fix, row.at);
  if (saysPassed(said)) return passed;
  return against(`it is said to be ${quote(said.text)}`, 'passed', said.text, fix, said.at);
}

function claimed(name: string): Verdict {
  return noData(
    `the result of ${quote(name)} is only claimed: nothing measures it`,
    `a verification for ${quote(name)} under post-checks`,
  );
}
