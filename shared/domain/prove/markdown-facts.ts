import type { Position } from '../../core/location.ts';
import type { MarkdownDocument } from '../../parse/markdown.ts';
import { type Fact, type Facts, shifted } from './fact.ts';
import { otherValue } from './other-value.ts';
import { textFacts, toldIn } from './text-facts.ts';

/**
 * The data of a Markdown document: cells and rows of tables, values behind a label, boxes, and in lines that have one of these also code
 * spans and the targets of links; in every other line from `bodyStart` on what tells something by its form (digests, days, versions, addresses). The rest is prose.
 */
export function markdownFacts(text: string, document: MarkdownDocument, bodyStart = 1): Facts {
  const facts: Fact[] = [];
  let prose = 0;
  const { lines } = document;
  const offsetOf = ({ line, column }: Position): number => (lines.start(line) ?? 0) + column - 1;
  const add = (position: Position, value: string, what: string): void => {
    const found = pieceFacts(text, offsetOf(position), value, what);
    if (found.length === 0) prose += 1;
    facts.push(...found);
  };
  const references = new Set<number>();
  for (const { header, rows } of document.tables) {
    for (const row of rows) {
      const name = row.cells.find((cell) => cell.text !== '')?.text ?? 'empty';
      for (const [index, cell] of row.cells.entries())
        if (cell.text !== '') add(cell.position, cell.text, `${header[index]?.text ?? 'a cell'} of ${name}`);
      facts.push(lineRemoval(text, lines.start(row.position.line) ?? 0, `the row ${name}`));
      references.add(row.position.line);
    }
  }
  for (const { label, value, position } of [...document.bullets, ...document.labelledLines])
    if (value !== '') add(position, value, label.replace(/^\[[ xX]\] /, ''));
  for (const box of document.boxes) {
    references.add(box.position.line);
    const start = lines.start(box.position.line) ?? 0;
    const mark = /^(.*?\[)([ xX])\]/.exec(text.slice(start, start + (lines.line(box.position.line)?.length ?? 0)));
    if (mark === null) continue;
    const at = start + (mark[1]?.length ?? 0);
    const to = box.checked ? ' ' : 'x';
    facts.push({ start: at, end: at + 1, text: to, what: box.text, kind: 'box', from: box.checked ? 'x' : ' ', to });
  }
  for (const line of references) {
    const own = lines.line(line) ?? '';
    for (const [all, code, target] of own.matchAll(/`([^`]+)`|\]\(([^()\s]+)\)/g)) {
      const value = code ?? target ?? '';
      const at = (lines.start(line) ?? 0) + own.indexOf(all) + all.indexOf(value);
      for (const fact of pieceFacts(text, at, value, `${code === undefined ? 'the link to' : 'the code'} ${value}`))
        if (!facts.some(({ start, text: put }) => start === fact.start && put !== '')) facts.push(fact);
    }
  }
  const taken = new Set(facts.map(({ start }) => lines.position(start).line));
  for (let line = bodyStart; line <= lines.count; line += 1) {
    if (taken.has(line) || references.has(line)) continue;
    const start = lines.start(line) ?? 0;
    for (const { at, whole: _whole, ...told } of toldIn(lines.line(line) ?? ''))
      facts.push({ ...told, start: start + at, end: start + at + told.from.length, text: told.to, what: told.kind });
  }
  return { facts, prose };
}

/** The front matter of a document, by what its lines say. */
export function frontFacts(front: string, offset: number): Facts {
  const { facts, prose } = textFacts(front);
  return { facts: shifted(facts, offset), prose };
}

/** A value that stands in the text as it is shown, with or without the marks of code around it; of a sentence what it tells. None: prose. */
function pieceFacts(text: string, offset: number, value: string, what: string): Fact[] {
  const start = offset + (/`+ ?/y.exec(text.slice(offset))?.[0].length ?? 0);
  // What a link is called says nothing; where it leads does.
  if (!text.startsWith(value, start) || text[start - 1] === '[') return [];
  const other = otherValue(value);
  if (other !== undefined) return [{ start, end: start + value.length, text: other.to, what, from: value, ...other }];
  return toldIn(value).map(({ at, whole: _whole, ...told }) => {
    const from = start + at;
    return { ...told, start: from, end: from + told.from.length, text: told.to, what };
  });
}

/** A whole line with its end. */
export function lineRemoval(text: string, start: number, what: string): Fact {
  const [line = ''] = /[^\r\n]*(?:\r\n|\n|\r)?/.exec(text.slice(start)) ?? [];
  return { start, end: start + line.length, text: '', what, kind: 'entry', from: line.trim() };
}
