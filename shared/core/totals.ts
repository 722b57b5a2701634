import { type Exhibit, type ExhibitRow, exhibitProblem, type Mark } from './exhibit.ts';

/** More rows than these are not carried along: the reports have them. */
const mostRows = 500;
const mostTables = 20;

/**
 * The tables of several reports of one control that may be added up: one of each title and columns, its numbers summed by what the other
 * cells say, the largest first. `expected` is how many reports there should be. What has not the form of such a table is not added, and
 * the remark says of how many reports the sum is.
 */
export function totalsOf(control: string, legs: readonly (readonly Exhibit[])[], expected: number): Exhibit[] {
  const kinds = new Map<string, { first: Exhibit; parts: Exhibit[] }>();
  for (const exhibits of legs) {
    const own = new Set<string>();
    for (const exhibit of exhibits) {
      const kind = JSON.stringify([
        exhibit.title,
        exhibit.columns.map(({ name, numeric }) => [name, numeric === true]),
      ]);
      // A report that says the same table twice would count twice.
      if (exhibit.totals !== true || exhibitProblem(exhibit) !== undefined || own.has(kind)) continue;
      own.add(kind);
      const found = kinds.get(kind) ?? { first: exhibit, parts: [] };
      found.parts.push(exhibit);
      kinds.set(kind, found);
    }
  }
  return [...kinds.values()].slice(0, mostTables).map(({ first, parts }) => sumOf(control, first, parts, expected));
}

function sumOf(control: string, { title, columns }: Exhibit, parts: readonly Exhibit[], expected: number): Exhibit {
  const rows = new Map<string, { cells: (string | number)[]; mark: Mark | undefined }>();
  for (const { cells, mark } of parts.flatMap((part) => part.rows)) {
    const key = JSON.stringify(cells.filter((_, at) => columns[at]?.numeric !== true));
    const before = rows.get(key);
    const values = cells.map((cell, at) => (columns[at]?.numeric === true ? Number(cell) : cell));
    if (before === undefined) rows.set(key, { cells: values, mark });
    else
      rows.set(key, {
        cells: before.cells.map((value, at) => {
          const other = values[at];
          return typeof value === 'number' && typeof other === 'number' ? value + other : value;
        }),
        mark: worse(before.mark, mark),
      });
  }
  const summed = [...rows.values()].sort((a, b) => byNumbers(a.cells, b.cells));
  const left = summed.length - mostRows;
  const of = `${parts.length} of ${expected} reports`;
  return {
    title: `${control}: ${title}`,
    columns,
    rows: summed
      .slice(0, mostRows)
      .map(({ cells, mark }): ExhibitRow => ({ cells: cells.map(String), ...(mark === undefined ? {} : { mark }) })),
    remark: `Added up over ${of}${left > 0 ? `, without the last ${left} rows` : ''}`,
  };
}

/** `bad` before `open` before `good`. */
const ranks: readonly Mark[] = ['bad', 'open', 'good'];

function worse(a: Mark | undefined, b: Mark | undefined): Mark | undefined {
  return ranks.find((mark) => mark === a || mark === b);
}

/** The first number decides, then the next; the largest first. */
function byNumbers(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (const [at, value] of a.entries()) {
    const other = b[at];
    if (typeof value === 'number' && typeof other === 'number' && value !== other) return other - value;
  }
  const [left, right] = [a.join('\n'), b.join('\n')];
  return left < right ? -1 : left > right ? 1 : 0;
}
