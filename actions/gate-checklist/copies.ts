import { locate } from '../../shared/core/location.ts';
import { namesOf } from '../../shared/domain/claim/claim.ts';
import type { Copy } from '../../shared/domain/claim/config.ts';
import { evidenceInCell } from '../../shared/domain/claim/evidence.ts';
import { type ClaimRow, readClaimTables } from '../../shared/domain/claim/table.ts';
import { nameKey } from '../../shared/domain/claim/words.ts';
import { against, noData, passed, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import { listed, quote } from '../../shared/parse/text.ts';
import type { Ctx } from './definition.ts';
import type { LoadDocument } from './documents.ts';
import type { LoadedSource } from './source.ts';
import { tallyOf, tell } from './tell.ts';

/** Judges whether a copy is what its source gives: the same rows, and in the columns that it repeats the same texts. */
export async function judgeCopy(
  ctx: Ctx,
  copy: Copy,
  sources: readonly LoadedSource[],
  load: LoadDocument,
): Promise<void> {
  const { id, path } = copy;
  const found = sources.find(({ source }) => source.id === copy.of);
  const loaded = await load(path);
  if (!loaded.ok) {
    tell(ctx, 'copy', [id], loaded.verdict, { path });
    return;
  }
  if (found === undefined || !found.ok) {
    const because = noData(`its source ${copy.of} could not be read`, 'the source in the judged commit');
    ctx.unverified('copy', { about: [id] }, because, { path });
    return;
  }
  const { rows, problems } = readClaimTables(loaded.document, copy.table, namesOf(found.source), copy.columns);
  const tally = tallyOf(ctx, id);
  const [first] = problems;
  if (first !== undefined) {
    const said = problems.map(({ message }) => message);
    tally.tell(
      'copy',
      [],
      against(
        `${path} ${listed(said, 10)}`,
        'a table that can be read',
        said,
        `mend ${path}`,
        locate(path, first.position),
      ),
    );
  }
  const copies = new Map(rows.map((row) => [nameKey(row.name), row]));
  const originals = new Map(
    found.read.claims.flatMap(({ row }) => (row === undefined ? [] : [[nameKey(row.name), row] as const])),
  );
  for (const [key, original] of originals)
    tally.tell('copy', [original.name], judgeRow(copy, found.source.path, original, copies.get(key)));
  for (const [key, row] of copies) {
    if (originals.has(key) || key === '') continue;
    const fix = `take ${quote(row.name)} out of ${path}, or write it into ${found.source.path}`;
    const problem = `the row ${quote(row.name)} is not in ${found.source.path}`;
    tally.tell('copy', [row.name], against(problem, 'nothing', row.name, fix, locate(path, row.position)));
  }
  tally.end();
}

function judgeRow({ path, columns }: Copy, from: string, original: ClaimRow, row: ClaimRow | undefined): Verdict {
  const expected = Object.fromEntries(columns.map((column) => [column, original.cells[column]?.text ?? '']));
  const fix = `copy the row ${quote(original.name)} of ${from} to ${path}: ${columns.map((column) => `${column} ${quote(expected[column] ?? '')}`).join(', ')}`;
  if (row === undefined)
    return against(`the row ${quote(original.name)} of ${from} is not in ${path}`, expected, 'nothing', fix, { path });
  const differing = columns.filter((column) => (row.cells[column]?.text ?? '') !== expected[column]);
  const [first] = differing;
  if (first === undefined)
    return columns.includes('evidence') ? judgeReferences(path, from, original, row, fix) : passed;
  const actual = Object.fromEntries(columns.map((column) => [column, row.cells[column]?.text ?? '']));
  const problem = `its ${differing.join(' and ')} is not that of ${from}`;
  return against(problem, expected, actual, fix, locate(path, row.cells[first]?.position ?? row.position));
}

/** What has the same words can lead elsewhere. */
function judgeReferences(path: string, from: string, original: ClaimRow, row: ClaimRow, fix: string): Verdict {
  const expected = ledTo(original, from);
  const actual = ledTo(row, path);
  if (actual.join('\n') === expected.join('\n')) return passed;
  const at = locate(path, row.cells.evidence?.position ?? row.position);
  return against(`its evidence leads elsewhere than that of ${from}`, expected, actual, fix, at);
}

function ledTo({ cells: { evidence } }: ClaimRow, path: string): string[] {
  const all = evidence === undefined ? [] : evidenceInCell(evidence, path);
  return all.map((one) => ('path' in one ? one.path : one.text));
}
