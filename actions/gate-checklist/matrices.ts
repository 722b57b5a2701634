import { locate } from '../../shared/core/location.ts';
import type { Matrix } from '../../shared/domain/claim/config.ts';
import { mostClaims, selectTables } from '../../shared/domain/claim/table.ts';
import { nameKey, sameName } from '../../shared/domain/claim/words.ts';
import { against, passed } from '../../shared/domain/verdict/verdict.ts';
import type { MarkdownTable } from '../../shared/parse/markdown-table.ts';
import { isPlaceholder } from '../../shared/parse/placeholder.ts';
import { listed, quote } from '../../shared/parse/text.ts';
import type { Ctx } from './definition.ts';
import type { LoadDocument, LoadedDocument } from './documents.ts';
import { type Tally, tallyOf, tell } from './tell.ts';

/** Judges a table of settings: every environment is there, every cell is filled in, and says what it may say. */
export async function judgeMatrix(ctx: Ctx, matrix: Matrix, load: LoadDocument, base: LoadDocument): Promise<void> {
  const { id, path } = matrix;
  const loaded = await load(path);
  if (!loaded.ok) {
    tell(ctx, 'matrix', [id], loaded.verdict, { path });
    return;
  }
  const { tables, problems } = selectTables(loaded.document, matrix.table);
  const [table, second] = tables;
  const said = [...problems.map(({ message }) => message), ...(second === undefined ? [] : ['has two such tables'])];
  const tooMany = (table?.rows.length ?? 0) > mostClaims;
  if (tooMany) said.push(`has more than ${mostClaims} rows`);
  if (table?.rows.length === 0) said.push('has a table without a row');
  const tally = tallyOf(ctx, id);
  if (said.length > 0) {
    const at = locate(path, problems[0]?.position ?? (second ?? table)?.position);
    const verdict = against(
      `${path} ${listed([...new Set(said)], 10)}`,
      'one table that can be read',
      said,
      `mend ${path}`,
      at,
    );
    tally.tell('matrix', [], verdict);
  }
  if (table !== undefined && !tooMany) judgeTable(matrix, table, tally);
  if (table !== undefined && Object.keys(matrix.dimensions).length === 0)
    judgeRows(matrix, table, await base(path), tally);
  tally.end();
}

/** Where the configuration names no rows, those of the base must be there. */
function judgeRows({ path, table: selector }: Matrix, table: MarkdownTable, base: LoadedDocument, tally: Tally): void {
  if (!base.ok) {
    if (base.verdict.status === 'unverified') tally.tell('matrix', ['rows of the base'], base.verdict);
    return;
  }
  const present = new Set(table.rows.map(({ cells }) => nameKey(cells[0]?.text ?? '')));
  const earlier = selectTables(base.document, selector).tables.flatMap(({ rows }) => rows);
  for (const name of new Set(earlier.map(({ cells }) => cells[0]?.text ?? ''))) {
    if (present.has(nameKey(name))) continue;
    const fix = `put the row ${quote(name)} back into ${path}, or name the rows that must be there under dimensions`;
    const problem = `the row ${quote(name)}, which the base has, is not in ${path}`;
    tally.tell('matrix', [name], against(problem, name, 'nothing', fix, { path }));
  }
}

function judgeTable({ path, environments, dimensions }: Matrix, table: MarkdownTable, tally: Tally): void {
  const columns = new Map(table.header.slice(1).map(({ text }, index) => [nameKey(text), index + 1]));
  const others = table.header.slice(1).filter(({ text }) => !environments.some((name) => sameName(name, text)));
  for (const { text, position } of others) {
    const verdict = against(
      `${quote(text)} is no environment of the configuration`,
      environments,
      text,
      `take the column out of ${path}`,
      locate(path, position),
    );
    tally.tell('matrix', [`column ${text}`], verdict);
  }
  const twice = table.header.filter(
    ({ text }, index) => index > 0 && columns.get(nameKey(text)) !== index && nameKey(text) !== '',
  );
  for (const { text, position } of twice) {
    const fix = `write each environment into ${path} once`;
    const verdict = against(`there are two columns ${quote(text)}`, 'one column', text, fix, locate(path, position));
    tally.tell('matrix', [`column ${text}`], verdict);
  }
  const rows = new Map(table.rows.map((row) => [nameKey(row.cells[0]?.text ?? ''), row]));
  const names = new Map(
    [...table.rows.map(({ cells }) => cells[0]?.text ?? ''), ...Object.keys(dimensions)].map((name) => [
      nameKey(name),
      name,
    ]),
  );
  if (rows.size < table.rows.length || rows.has('')) {
    const verdict = against(
      `${path} has a row without a name, or two of one name`,
      'a name for each row',
      table.rows.length,
      `name each row of ${path} once`,
      { path },
    );
    tally.tell('matrix', ['rows'], verdict);
  }
  for (const [key, name] of names) {
    if (key === '') continue;
    const row = rows.get(key);
    const allowed = Object.entries(dimensions).find(([dimension]) => sameName(dimension, name))?.[1] ?? {};
    for (const environment of environments) {
      const column = columns.get(nameKey(environment));
      const cell = column === undefined ? undefined : row?.cells[column];
      const text = cell?.text ?? '';
      const accepted = Object.entries(allowed).find(([of]) => sameName(of, environment))?.[1];
      const isOpen = accepted === undefined ? isPlaceholder(text) : !accepted.some((word) => sameName(word, text));
      const what =
        row === undefined
          ? `there is no row ${quote(name)}`
          : text === ''
            ? `nothing is said of ${environment}`
            : `${environment} says ${quote(text)}`;
      const fix = `write ${accepted === undefined ? 'what holds' : accepted.join(' or ')} for ${environment} into the row ${quote(name)} of ${path}`;
      const at = locate(path, cell?.position ?? row?.position ?? table.position);
      const verdict = isOpen ? against(what, accepted ?? 'a setting', text, fix, at) : passed;
      tally.tell('matrix', [name, environment], verdict);
    }
  }
}
