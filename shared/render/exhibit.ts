import type { Exhibit, ExhibitRow, Mark } from '../core/exhibit.ts';
import { exhibitColumns, exhibitMaxBytes } from './limits.ts';
import { brief, plain, table } from './markdown.ts';

const signs: Record<Mark, string> = { good: '✅ good', bad: '❌ bad', open: '❓ open' };

/** Draws the pictures of an exhibit as Markdown; they say nothing that its table does not. */
export type Draw = (exhibit: Exhibit) => string;

const nothingDrawn: Draw = () => '';

/**
 * Exhibits as GitHub-flavoured Markdown, in their order, each with at most `rows` rows and all together within a part of what
 * a summary may have. What comes first stays longest: of an exhibit that does not fit the rows are cut and counted, and those
 * that find no room at all are counted.
 */
export function renderExhibits(exhibits: readonly Exhibit[], rows: number, draw: Draw = nothingDrawn): string {
  let left = exhibitMaxBytes;
  const parts: string[] = [];
  for (const [index, exhibit] of exhibits.entries()) {
    const text = fitting(exhibit, rows, left, draw);
    if (text === undefined) {
      parts.push(`…and ${counted(exhibits.length - index, 'more table')} in the report.`);
      break;
    }
    left -= byteLength(text);
    parts.push(text);
  }
  return parts.join('\n\n');
}

/** The exhibit with as many rows as there is room for; undefined when not even one finds room. */
function fitting(exhibit: Exhibit, most: number, maxBytes: number, draw: Draw): string | undefined {
  for (let rows = most; rows >= 1; rows = Math.floor(rows / 2)) {
    const text = renderExhibit(exhibit, rows, draw);
    if (byteLength(text) <= maxBytes) return text;
  }
  return undefined;
}

/** One exhibit: title, remark, table and its pictures. */
export function renderExhibit(exhibit: Exhibit, rows: number, draw: Draw = nothingDrawn): string {
  const { title, remark = '' } = exhibit;
  const parts = [`### ${brief(title) || 'Figures'}`, plain(remark), tableOf(exhibit, rows), draw(exhibit)];
  return parts.filter((part) => part !== '').join('\n\n');
}

function tableOf({ columns, rows }: Exhibit, max: number): string {
  if (columns.length === 0) return '';
  const shown = columns.slice(0, exhibitColumns);
  const grid = table(
    shown.map(({ name }) => brief(name)),
    rows.slice(0, max).map((row) => cellsOf(row, shown.length)),
    shown.map(({ numeric }) => numeric === true),
  );
  const left = [
    ...(rows.length > max ? [counted(rows.length - max, 'more row')] : []),
    ...(columns.length > exhibitColumns ? [counted(columns.length - exhibitColumns, 'more column')] : []),
  ];
  return `${grid}${left.length === 0 ? '' : `\n\n…and ${left.join(' and ')} in the report.`}`;
}

/** The mark stands in the first cell, which a narrow pane always shows, as a sign and as a word. */
function cellsOf({ cells, mark }: ExhibitRow, columns: number): string[] {
  return Array.from({ length: columns }, (_, index) => {
    const text = brief(cells[index] ?? '');
    return index === 0 && mark !== undefined ? [signs[mark], text].filter((part) => part !== '').join(' · ') : text;
  });
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
