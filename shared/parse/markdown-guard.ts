import { delimiterColumns, rowShape } from './markdown-row.ts';
import type { LineIndex } from './text.ts';

/** A place where the text asks for more work than is given to it. */
export interface Excess {
  offset: number;
  message: string;
}

/**
 * The Markdown parser takes time with the square of the emphasis, link and tag characters of one paragraph. What is
 * above this many in one paragraph counts against a budget for the whole text.
 */
const freeMarks = 500;
const marksBudget = 10_000_000;

const marker = /^(?:[-+*]|\d{1,9}[.)])(?:[ \t]|$)/;

/** The first line with lists and quotes nested deeper than `maxNesting`; paragraphs that would take too long to read. */
export function findExcess(lines: LineIndex, maxNesting: number): Excess | undefined {
  return findDeepNesting(lines, maxNesting) ?? findManyMarks(lines);
}

/** Counts what could be a container, also where it is not one (in code): never too few. */
function findDeepNesting(lines: LineIndex, maxNesting: number): Excess | undefined {
  const indents: number[] = [];
  for (let number = 1; number <= lines.count; number += 1) {
    let rest = lines.line(number) ?? '';
    let indent = 0;
    let own = 0;
    let quotes = 0;
    for (;;) {
      const space = /^[ \t]*/.exec(rest)?.[0] ?? '';
      const found = rest.startsWith('>', space.length) ? '>' : marker.exec(rest.slice(space.length))?.[0];
      if (found === undefined) break;
      indent += widthOf(space);
      if (found === '>') quotes += 1;
      else {
        while (own === 0 && (indents.at(-1) ?? -1) >= indent) indents.pop();
        own += 1;
        indents.push(indent);
      }
      if (indents.length + quotes > maxNesting) {
        const offset = lines.start(number) ?? 0;
        return { offset, message: `is nested too deep: more than ${maxNesting} lists and quotes inside each other` };
      }
      indent += found.length;
      rest = rest.slice(space.length + found.length);
    }
  }
  return undefined;
}

function widthOf(space: string): number {
  let width = 0;
  for (const character of space) width += character === '\t' ? 4 - (width % 4) : 1;
  return width;
}

function findManyMarks(lines: LineIndex): Excess | undefined {
  let spent = 0;
  let marks = 0;
  let inTable = false;
  let run = 0;
  let previous = '';
  for (let number = 1; number <= lines.count; number += 1) {
    const line = lines.line(number) ?? '';
    const blank = line.trim() === '';
    // Only where a table starts for certain does each row count by itself: elsewhere rows are lines of one paragraph.
    if (inTable) inTable = line.startsWith('|');
    else inTable = run === 1 && startsTable(previous, line);
    const fresh = blank || inTable || /^ {0,3}(?:[-+*][ \t]+\S|#{1,6}[ \t])/.test(line);
    if (fresh) marks = 0;
    // A tag character costs about twice as much as the others.
    const count = (line.match(/[*_]+|[[\]]/g)?.length ?? 0) + 2 * (line.match(/</g)?.length ?? 0);
    spent += cost(marks + count) - cost(marks);
    marks += count;
    if (spent > marksBudget) {
      const offset = lines.start(number) ?? 0;
      return { offset, message: 'has a paragraph with too many emphasis, link and tag characters to be read' };
    }
    run = blank ? 0 : run + 1;
    previous = line;
  }
  return undefined;
}

function startsTable(header: string, delimiter: string): boolean {
  if (/^(?: {4}|\t| {1,3}\t)/.test(header) || /^(?: {4}|\t| {1,3}\t)/.test(delimiter)) return false;
  const columns = delimiterColumns(delimiter);
  return columns > 0 && header.startsWith('|') && rowShape(header).cells === columns && delimiter.includes('|');
}

function cost(marks: number): number {
  return Math.max(0, marks - freeMarks) ** 2;
}
