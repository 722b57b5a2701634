import type { Checkpoint, DecisionTable } from '../../shared/domain/cutover/config.ts';
import type { DecisionRow } from '../../shared/domain/cutover/decision-table.ts';
import { manifestMaxBytes } from '../../shared/domain/producer/producer.ts';
import { noData, passed, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import { decodeText, quote } from '../../shared/parse/text.ts';
import type { Ctx } from './definition.ts';
import { tell } from './tell.ts';
import type { Verified } from './verified.ts';

/** Judges the decision tables of a checkpoint, as they are in the base: each row by its word, and by what measures it. */
export async function judgeTables(ctx: Ctx, checkpoint: Checkpoint, verified: Verified): Promise<void> {
  const tables = checkpoint['decision-tables'];
  for (const table of tables) await judgeTable(ctx, [checkpoint.id, table.path, table.heading], table, verified);
}

async function judgeTable(ctx: Ctx, about: string[], table: DecisionTable, verified: Verified): Promise<void> {
  const { path, accepted, measured } = table;
  const fix = `mend ${path} on the default branch`;
  const found = await ctx.policy.tree.read(path, manifestMaxBytes);
  if (!found.found && found.because !== undefined) {
    tell(ctx, 'decision-table', about, unverified(found.because));
    return;
  }
  const decoded = found.found ? decodeText(found.content) : { ok: false as const, message: found.message };
  if (!decoded.ok) {
    const problem = `the decision table ${path} ${decoded.message}`;
    tell(ctx, 'decision-table', about, {
      status: 'failed',
      problem,
      expected: 'a table',
      actual: 'nothing',
      fix,
      at: { path },
    });
    return;
  }
  const { readDecisionTable } = await import('../../shared/domain/cutover/decision-table.ts');
  const read = readDecisionTable(decoded.text, table);
  if (!read.ok) {
    const [first] = read.problems;
    const problem = `the decision table ${path} ${read.problems.map(({ message }) => message).join('; ')}`;
    tell(ctx, 'decision-table', about, {
      status: 'failed',
      problem,
      expected: 'a table that can be read',
      actual: 'nothing',
      fix,
      at: first?.at,
    });
    return;
  }
  const lost = Object.keys(measured).filter((check) => !read.rows.some((row) => row.check === check));
  for (const check of lost) {
    const problem = `the decision table ${path} has no row ${quote(check)}, which the configuration measures`;
    tell(ctx, 'decision-table', [...about, check], {
      status: 'failed',
      problem,
      expected: check,
      actual: 'nothing',
      fix,
      at: { path },
    });
  }
  for (const row of read.rows) {
    const id = Object.hasOwn(measured, row.check) ? measured[row.check] : undefined;
    tell(ctx, 'decision-table', [...about, row.check], judgeRow(row, accepted, id, verified));
  }
}

function judgeRow(
  { check, word, at }: DecisionRow,
  accepted: readonly string[],
  id: string | undefined,
  verified: Verified,
): Verdict {
  const against = (problem: string, actual: unknown): Verdict => ({
    status: 'failed',
    problem: `the decision table says ${quote(word)} for ${quote(check)}${problem}`,
    expected: accepted,
    actual,
    fix: 'decide on that check, and write the word that is true into the row',
    at,
  });
  if (!accepted.includes(word)) return against('', word);
  if (id === undefined)
    return unverified(
      noData(
        `the word ${quote(word)} for ${quote(check)} is only claimed: nothing measures it`,
        `a verification for ${quote(check)} under measured`,
      ),
    );
  const status = verified.get(id);
  if (status === 'passed') return passed;
  if (status === 'failed') return against(`, and ${id}, which measures it, failed`, [word, id, status]);
  return unverified(noData(`${id}, which measures ${quote(check)}, is not verified`, 'what that verification needs'));
}
