import { type Location, locate, type Position } from '../../core/location.ts';
import { lineIndex, quote } from '../../parse/text.ts';
import { readPointer } from '../change-set/fact.ts';
import { markdownFacts } from '../change-set/markdown-fact.ts';
import { readSource } from '../data-file/source.ts';
import { patternMatches } from './pattern-matches.ts';
import type { ValuePlace } from './place-config.ts';

/** A text at one place of one version. `absent` and `unknown` continue "the file …". */
export type PlacedValue =
  | { state: 'value'; value: string; at: Location }
  | { state: 'absent' | 'unknown'; message: string; at: Location };

/** The value of a place of the configuration. Numbers count as they are written; a pattern must find one value. Never throws. */
export function placedValue(place: ValuePlace, text: string): PlacedValue {
  const { path, pointer, heading, bullet, pattern } = place;
  const file = { path };
  if (pointer !== undefined) {
    const read = readSource({ path, text });
    if (!read.ok) {
      const [first] = read.problems;
      return { state: 'unknown', message: first?.message ?? 'cannot be read', at: locate(path, first?.position) };
    }
    const reading = readPointer(read.document, pointer);
    if (reading.state === 'unknown') return { ...reading, at: file };
    const at = locate(path, reading.at);
    if (reading.state === 'absent') return { state: 'absent', message: `has nothing at ${pointer}`, at };
    if (typeof reading.value === 'string' && reading.value !== '') return { state: 'value', value: reading.value, at };
    const written = typeof reading.value === 'number' ? numberAt(text, reading.at) : undefined;
    if (written !== undefined) return { state: 'value', value: written, at };
    return { state: 'unknown', message: `has no text at ${pointer}`, at };
  }
  if (bullet !== undefined && heading !== undefined) {
    const facts = markdownFacts(text);
    if (!facts.ok) return { state: 'unknown', message: facts.message, at: file };
    const reading = facts.read({ kind: 'bullet', heading, label: bullet });
    if (reading.state === 'unknown') return { ...reading, at: file };
    const at = locate(path, reading.at);
    const absent = {
      state: 'absent',
      message: `has no bullet “${bullet}” with a value under “${heading}”`,
      at,
    } as const;
    return reading.state === 'value' && typeof reading.value === 'string' && reading.value !== ''
      ? { state: 'value', value: reading.value, at }
      : absent;
  }
  const matches = patternMatches(text, pattern ?? '');
  if (!matches.ok) return { state: 'unknown', message: matches.message, at: file };
  const [problem] = matches.problems;
  if (problem !== undefined) return { state: 'unknown', message: problem.message, at: locate(path, problem.position) };
  const [first] = matches.found;
  if (first === undefined)
    return { state: 'absent', message: `has nothing that ${quote(pattern ?? '', 80)} finds`, at: file };
  const other = matches.found.find((match) => match.text !== first.text);
  if (other !== undefined) {
    const message = `has several values that ${quote(pattern ?? '', 80)} finds: ${quote(first.text)} and ${quote(other.text)}`;
    return { state: 'unknown', message, at: locate(path, other.position) };
  }
  return { state: 'value', value: first.text, at: locate(path, first.position) };
}

/** The number that starts at a position, as it is written; undefined for an alias, which has none of its own. */
function numberAt(text: string, position: Position | undefined): string | undefined {
  if (position === undefined) return undefined;
  const start = lineIndex(text).start(position.line);
  const rest = start === undefined ? '' : text.slice(start + position.column - 1);
  return /^[-+]?[\w.][\w.+-]*/.exec(rest)?.[0];
}

/** A place in words, which tell it apart from the other places of a version. */
export function valuePlaceText({ path, pointer, bullet, heading, pattern }: ValuePlace): string {
  if (pointer !== undefined) return `${pointer} of ${path}`;
  if (bullet !== undefined) return `the bullet “${bullet}” under “${heading ?? ''}” of ${path}`;
  return `what ${pattern ?? ''} finds in ${path}`;
}
