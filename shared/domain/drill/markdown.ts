import type { Position } from '../../core/location.ts';
import { type Location, locate } from '../../core/location.ts';
import { type Bullet, type MarkdownDocument, parseMarkdown } from '../../parse/markdown.ts';
import { parseListItems } from '../../parse/markdown-list.ts';
import type { Cell, MarkdownTable, TableRow } from '../../parse/markdown-table.ts';
import type { RecordProblem } from '../record/parse.ts';
import {
  type DrillCheck,
  type DrilledSwitch,
  type DrilledVersion,
  type DrillRecord,
  type DrillStep,
  emptyDrill,
  type ReadDrill,
  type Said,
  saysFailed,
  stepCalled,
  versionCalled,
} from './record.ts';
import { twice } from './twice.ts';
import {
  type ColumnName,
  calledBy,
  columnNames,
  type FactName,
  factNames,
  outcomeName,
  type PartName,
  partNames,
  type Words,
} from './words.ts';

/*
 * Apart from the other readers, because the Markdown parser takes most of a start: load this module only where a record is Markdown.
 */

/** One named thing of a table or list, with what its columns say. */
interface Row {
  name: string;
  at: Location;
  said: Partial<Record<ColumnName, Said>>;
  /** What its other columns say. */
  aside: string[];
}

/**
 * Reads a record in Markdown: facts as `Label: value` or in a table of fields, parts as tables by their first header cell, else by the heading
 * above, or as bullets `name: word` and lists under such a heading. Nothing in code counts; anything that shows a reader something
 * else than what is read is a problem.
 */
export function readDrillMarkdown(path: string, text: string, words: Words): ReadDrill {
  const parsed = parseMarkdown(text);
  if (!parsed.ok)
    return { record: emptyDrill(path), problems: [{ message: parsed.message, at: locate(path, parsed.position) }] };
  const { document } = parsed;
  const at = (position: Position): Location => locate(path, position);
  const problems: RecordProblem[] = [
    ...document.brokenTables.map(({ message, position }) => ({
      message: `has a table that is none: ${message}`,
      at: at(position),
    })),
    ...document.opaque.map(({ position }) => ({
      message: 'has HTML, an image, a reference or a quotation, so that a reader may see something else',
      at: at(position),
    })),
  ];
  const parts: Record<PartName, Row[]> = { switches: [], 'post-checks': [], versions: [], steps: [] };
  const pairs: { label: string; said: Said }[] = [];
  for (const table of document.tables) {
    const part = partOf(table, words);
    const fields = part === undefined && isFieldTable(table);
    if (part === undefined && !fields) continue;
    problems.push(
      ...table.problems.map(({ message, position }) => ({
        message: `has a table that is not whole: ${message}`,
        at: at(position),
      })),
    );
    if (part === undefined) {
      for (const { cells } of table.rows) {
        const [label, value] = cells;
        if (label !== undefined && value !== undefined) pairs.push({ label: label.text, said: saidOf(value, at) });
      }
      continue;
    }
    const { rows, wrong } = rowsOf(table, words, at);
    for (const row of rows) parts[part].push(row);
    problems.push(...wrong);
  }
  for (const bullet of document.bullets) {
    const part = bullet.heading === undefined ? undefined : calledBy(bullet.heading, partNames, words);
    if (part === undefined || part === 'steps') continue;
    parts[part].push(rowOfBullet(bullet, part, at));
  }
  pairs.push(...labelled(document, words, at));
  const { facts, wrong } = factsOf(pairs, words);
  const record: DrillRecord = {
    path,
    facts,
    outcomes: pairs.flatMap(({ label, said }) => (calledBy(label, [outcomeName], words) === undefined ? [] : [said])),
    switches: parts.switches.map((row): DrilledSwitch => plain(row)),
    'post-checks': parts['post-checks'].map((row): DrillCheck => plain(row)),
    versions: parts.versions.map((row): DrilledVersion => ({ ...plain(row), ...versionCalled(row.name) })),
    steps: [
      ...parts.steps.map(
        ({ name, at: place, said, aside }): DrillStep => ({ ...stepCalled(name), at: place, ...said, aside }),
      ),
      ...stepItems(document, text, words, at),
    ],
  };
  return { record, problems: [...problems, ...wrong, ...twice(record)] };
}

function plain({ name, at, said }: Row): DrilledSwitch & DrillCheck {
  return { name, at, ...said };
}

/** What a table is about: by its first header cell, else by the heading above. */
function partOf({ header, heading = '' }: MarkdownTable, words: Words): PartName | undefined {
  return calledBy(header[0]?.text ?? '', partNames, words) ?? calledBy(heading, partNames, words);
}

function isFieldTable({ header }: MarkdownTable): boolean {
  return header.length === 2 && header[1]?.text.trim().toLowerCase() === 'value';
}

function rowsOf(
  table: MarkdownTable,
  words: Words,
  at: (position: Position) => Location,
): { rows: Row[]; wrong: RecordProblem[] } {
  const columns = table.header.map(({ text }, index) => (index === 0 ? undefined : calledBy(text, columnNames, words)));
  const wrong = columns.flatMap((name, index): RecordProblem[] => {
    if (name === undefined || columns.indexOf(name) === index) return [];
    const position = table.header[index]?.position ?? table.position;
    return [{ message: `has a table with two columns for ${name}`, at: at(position) }];
  });
  const rows = table.rows.flatMap((row): Row[] => {
    const name = row.cells[0]?.text ?? '';
    if (name !== '')
      return [{ name, at: at(row.position), said: saidInRow(row, columns, at), aside: asideIn(row, columns) }];
    wrong.push({ message: 'has a row without a name', at: at(row.position) });
    return [];
  });
  return { rows, wrong };
}

function saidInRow(
  { cells }: TableRow,
  columns: readonly (ColumnName | undefined)[],
  at: (position: Position) => Location,
): Row['said'] {
  const said: Row['said'] = {};
  for (const [index, cell] of cells.entries()) {
    const name = columns[index];
    if (name !== undefined && cell.text !== '') said[name] ??= saidOf(cell, at);
  }
  return said;
}

function asideIn({ cells }: TableRow, columns: readonly (ColumnName | undefined)[]): string[] {
  return cells.flatMap(({ text }, index) => (index === 0 || columns[index] !== undefined || text === '' ? [] : [text]));
}

function saidOf({ text, position }: Pick<Cell, 'text' | 'position'>, at: (position: Position) => Location): Said {
  return { text, at: at(position) };
}

/** `name: word` under the heading of a part: how it went; of a switch the behaviour after the rollback, unless it says that it went wrong. */
function rowOfBullet(
  { label, value, position, itemPosition }: Bullet,
  part: PartName,
  at: (position: Position) => Location,
): Row {
  const word: Said = { text: value, at: at(position) };
  const isBehaviour = part === 'switches' && !saysFailed(word);
  const said = value === '' ? {} : { [isBehaviour ? 'after' : 'result']: word };
  return { name: label, at: at(itemPosition), said, aside: [] };
}

/**
 * Labels that are no rows of a part. A bullet under the heading of a part is its row; what it says of the drill as a whole counts all the same,
 * but for a check, which has its result there.
 */
function labelled(
  { bullets, labelledLines }: MarkdownDocument,
  words: Words,
  at: (position: Position) => Location,
): { label: string; said: Said }[] {
  const whole = bullets.filter(({ label, heading = '' }) => {
    const part = calledBy(heading, partNames, words);
    return part === undefined || (part !== 'post-checks' && calledBy(label, [outcomeName, ...factNames], words));
  });
  return [...whole, ...labelledLines].map(({ label, value, position }) => ({
    label,
    said: { text: value, at: at(position) },
  }));
}

function factsOf(
  pairs: readonly { label: string; said: Said }[],
  words: Words,
): { facts: DrillRecord['facts']; wrong: RecordProblem[] } {
  const facts: Partial<Record<FactName, Said>> = {};
  const wrong: RecordProblem[] = [];
  for (const { label, said } of pairs) {
    const name = calledBy(label, factNames, words);
    if (name === undefined) continue;
    if (facts[name] === undefined) facts[name] = said;
    else wrong.push({ message: `says twice what its ${name} is`, at: said.at });
  }
  return { facts, wrong };
}

function stepItems(
  document: MarkdownDocument,
  text: string,
  words: Words,
  at: (position: Position) => Location,
): DrillStep[] {
  const headings = new Set(
    document.headings
      .map((heading) => heading.text)
      .filter((heading) => calledBy(heading, ['steps'], words) !== undefined),
  );
  return [...headings].flatMap((heading) => {
    const listed = parseListItems(text, heading);
    if (!listed.ok) return [];
    return (listed.items ?? []).map((item) => ({
      // A task that is not ticked was not done; its box stays, so that it is no step.
      ...stepCalled(item.whole.replace(/^\[x\]\s+/i, '')),
      at: at(item.position),
      aside: item.more,
    }));
  });
}
