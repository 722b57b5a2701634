import type { Exhibit, Mark } from '../core/exhibit.ts';
import { cut } from '../core/sanitise.ts';
import { exhibitColumns, tableMaxRows, terminalCellMaxLength } from './limits.ts';
import { type Paint, safe } from './terminal-text.ts';
import { padded, textWidth } from './text-width.ts';

const tones: Record<Mark, Parameters<Paint>[0]> = { good: 'green', bad: 'red', open: 'yellow' };

/**
 * The lines of an exhibit on a terminal: title, remark and table, the marks as words. Its picture says no more than the table. Where the table
 * is wider than `width`, each row is a paragraph that names its columns.
 */
export function exhibitLines({ title, remark, columns, rows }: Exhibit, paint: Paint, width?: number): string[] {
  const lines = [`  ${paint('bold', cell(title))}`];
  if (remark !== undefined) lines.push(`    ${safe(remark)}`);
  if (columns.length === 0) return lines;
  const shown = columns.slice(0, exhibitColumns);
  const head = shown.map(({ name }) => cell(name));
  const body = rows.slice(0, tableMaxRows).map(({ mark, cells }) => ({
    mark,
    cells: shown.map((_, index) => cell(cells[index] ?? '')),
  }));
  const marked = Math.max(0, ...body.map(({ mark }) => mark?.length ?? 0));
  const widths = head.map((name, index) =>
    body.reduce((width, { cells }) => Math.max(width, textWidth(cells[index] ?? '')), textWidth(name)),
  );
  const line = (mark: Mark | undefined, cells: readonly string[], dim: boolean): string => {
    const texts = cells.map((text, index) => padded(text, widths[index] ?? 0, shown[index]?.numeric === true));
    const words = texts.join('  ').trimEnd();
    const first =
      mark === undefined ? ' '.repeat(marked) : `${paint(tones[mark], mark)}${' '.repeat(marked - mark.length)}`;
    return `    ${marked === 0 ? '' : `${first}  `}${dim && words !== '' ? paint('dim', words) : words}`.trimEnd();
  };
  const table = [line(undefined, head, true), ...body.map(({ mark, cells }) => line(mark, cells, false))];
  const taken = widths.reduce((sum, each) => sum + each + 2, marked === 0 ? 2 : marked + 4);
  const fits = width === undefined || taken <= width;
  lines.push(...(fits ? table : body.flatMap(({ mark, cells }) => paragraph(mark, cells, head, paint))));
  const left = [
    ...(rows.length > body.length ? [`${rows.length - body.length} more rows`] : []),
    ...(columns.length > shown.length ? [`${columns.length - shown.length} more columns`] : []),
  ];
  if (left.length > 0) lines.push(`    …and ${left.join(' and ')} in the report`);
  return lines;
}

function paragraph(mark: Mark | undefined, cells: readonly string[], head: readonly string[], paint: Paint): string[] {
  const [first = '', ...others] = cells;
  const said = others.flatMap((text, index) => (text === '' ? [] : [`${head[index + 1] ?? ''} ${text}`.trim()]));
  return [
    `    ${mark === undefined ? '' : `${paint(tones[mark], mark)}  `}${first}`.trimEnd(),
    ...(said.length === 0 ? [] : [`      ${said.join(' · ')}`]),
  ];
}

function cell(text: string): string {
  return cut(safe(text), terminalCellMaxLength);
}
