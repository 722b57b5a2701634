import type { Json } from '../../core/json.ts';
import type { Position } from '../../core/location.ts';
import { childPointer } from '../../core/pointer.ts';
import type { JsonDocument } from '../../parse/document.ts';
import type { LineIndex } from '../../parse/text.ts';
import type { Fact, Facts } from './fact.ts';
import { otherNumber, otherValue } from './other-value.ts';
import { toldIn } from './text-facts.ts';

/**
 * The data of a YAML document: every scalar that stands in one line changed, and every entry of a list taken out. What stands for
 * something else (an alias) and texts over several lines record nothing that one place could say otherwise: they count as prose.
 */
export function yamlFacts(text: string, document: JsonDocument, lines: LineIndex): Facts {
  const facts: Fact[] = [];
  let prose = 0;
  const offsetOf = ({ line, column }: Position): number => (lines.start(line) ?? 0) + column - 1;
  const seen = new Set<number>();
  for (const pointer of document.leaves()) {
    const position = document.at(pointer);
    if (position === undefined) continue;
    const start = offsetOf(position);
    // Through an alias one place has several pointers.
    if (seen.has(start)) continue;
    seen.add(start);
    const found = scalarFacts(text, start, pointer, document.get(pointer) ?? null);
    if (found.length === 0) prose += 1;
    facts.push(...found);
  }
  facts.push(...entries(text, document, lines, offsetOf));
  return { facts, prose };
}

function scalarFacts(text: string, start: number, pointer: string, value: Json): Fact[] {
  if (typeof value === 'object' && value !== null) return [];
  const what = pointer === '' ? 'the whole document' : pointer;
  if (typeof value !== 'string') {
    const word = source(/[^\s,\]}#]+/gy, text, start);
    if (word === '' || /^[&*!]/.test(word)) return [];
    const to = typeof value === 'boolean' ? String(!value) : value === null ? 'other' : otherNumber(word);
    const kind = typeof value === 'boolean' ? 'flag' : value === null ? 'nothing' : 'number';
    return [{ start, end: start + word.length, text: to, what, kind, from: word, to }];
  }
  const other = otherValue(value);
  const all = other === undefined ? toldIn(value) : [{ ...other, from: value, whole: other.to }];
  return all.flatMap(({ kind, from, to, whole }) => {
    const { written, spelt } = spelling(text, start, value, whole);
    return written === '' ? [] : [{ start, end: start + written.length, text: spelt, what, kind, from, to }];
  });
}

/** How a text value is written, and how another one is in the same form; empty where it is not written in one piece. */
function spelling(text: string, start: number, value: string, to: string): { written: string; spelt: string } {
  if (text[start] === '"')
    return { written: source(/"(?:[^"\\\r\n]|\\.)*"/gy, text, start), spelt: JSON.stringify(to) };
  if (text[start] === "'") {
    const written = source(/'(?:[^'\r\n]|'')*'/gy, text, start);
    return { written, spelt: `'${to.replaceAll("'", "''")}'` };
  }
  return { written: value !== '' && text.startsWith(value, start) ? value : '', spelt: to };
}

function source(pattern: RegExp, text: string, start: number): string {
  pattern.lastIndex = start;
  return pattern.exec(text)?.[0] ?? '';
}

/** The entries of lists that have more than one: without its only entry a list would be no list any more. */
function entries(text: string, document: JsonDocument, lines: LineIndex, offsetOf: (at: Position) => number): Fact[] {
  const found: Fact[] = [];
  const visit = (value: Json, pointer: string): void => {
    if (typeof value !== 'object' || value === null) return;
    const list = Array.isArray(value);
    for (const [key, member] of Object.entries(value)) {
      const child = childPointer(pointer, key);
      const at = list && value.length > 1 ? document.at(child) : undefined;
      if (at !== undefined) {
        const piece = blockEntry(text, at, lines) ?? flowEntry(text, offsetOf(at), member);
        if (piece !== undefined) {
          const from = text.slice(piece.start, piece.end).trim();
          found.push({ ...piece, text: '', what: `the entry ${child}`, kind: 'entry', from });
        }
      }
      visit(member, child);
    }
  };
  visit(document.value, '');
  const seen = new Set<number>();
  return found.filter(({ start }) => !seen.has(start) && seen.add(start));
}

/** The lines of an entry that begins with a hyphen of its own. */
function blockEntry(text: string, at: Position, lines: LineIndex): { start: number; end: number } | undefined {
  const start = lines.start(at.line) ?? 0;
  const lead = /^([ \t]*)-[ \t]+$/.exec(text.slice(start, start + at.column - 1))?.[1];
  if (lead === undefined) return undefined;
  let line = at.line + 1;
  for (; line <= lines.count; line += 1) {
    const own = lines.line(line) ?? '';
    const indent = own.length - own.trimStart().length;
    if (own.trim() !== '' && indent <= lead.length) break;
  }
  return { start, end: lines.start(line) ?? text.length };
}

/** A scalar between brackets, with one of its commas. */
function flowEntry(text: string, start: number, value: Json): { start: number; end: number } | undefined {
  if (typeof value === 'object') return undefined;
  const own =
    typeof value === 'string' ? spelling(text, start, value, '').written : source(/[^\s,\]}#]+/gy, text, start);
  if (own === '') return undefined;
  const end = start + own.length;
  const behind = source(/[ \t]*,[ \t]*/gy, text, end);
  if (behind !== '') return { start, end: end + behind.length };
  const before = /,[ \t]*$/.exec(text.slice(0, start))?.[0];
  return before === undefined ? undefined : { start: start - before.length, end };
}
