import { parse as parseTree, type ValueNode } from '@humanwhocodes/momoa';
import type { Json } from '../core/json.ts';
import type { Position } from '../core/location.ts';
import { childPointer } from '../core/pointer.ts';
import { createDocument, type JsonDocument, type Place, type Places } from './document.ts';
import { isExact } from './json-number.ts';
import { stringsIn, stringsWithin } from './json-strings.ts';
import { findSyntaxProblem, findTooDeep } from './json-syntax.ts';
import { lineIndex } from './text.ts';

/** Why a text could not be parsed: a clause that continues "the file …" and says the position, and the position. */
export interface ParseFailure {
  ok: false;
  message: string;
  position: Position;
}

export type ParsedJson = { ok: true; document: JsonDocument } | ParseFailure;

/** `maxDepth`: how many objects and arrays may stand inside each other; 64 unless given. */
export interface JsonLimits {
  maxDepth?: number | undefined;
}

const shortText = 1024 * 1024;

/** What a number must look like to lose digits: more than 15 of them, or an exponent. Strings that look so are only looked at in vain. */
const mayLoseDigits = /[\d.]{16}|\d[eE][+-]?\d/;

/**
 * Accepts exactly what `JSON.parse` accepts within the depth limit, with its value; keys given twice are listed in
 * `duplicates`. Never throws, and no message holds more of the text than one short quoted word.
 */
export function parseJson(text: string, limits: JsonLimits = {}): ParsedJson {
  const maxDepth = limits.maxDepth ?? 64;
  const fail = (offset: number, message: string): ParseFailure => {
    const position = lineIndex(text).position(offset);
    return { ok: false, message: `${message} (line ${position.line}, column ${position.column})`, position };
  };
  if (text === '') return fail(0, 'is empty: expected JSON');
  if (/^[ \t\r\n]+$/.test(text)) return fail(0, 'holds only white space: expected JSON');
  if (text.startsWith('\uFEFF')) return fail(0, 'is not valid JSON: it starts with a byte order mark');
  const deep = (): ParseFailure | undefined => {
    const at = findTooDeep(text, maxDepth);
    return at === undefined ? undefined : fail(at, `is nested too deep: more than ${maxDepth} objects and arrays`);
  };
  // The brackets of a short text do no harm while it is parsed, and its value tells much faster how deep they are.
  const short = text.length <= shortText;
  const before = short ? undefined : deep();
  if (before !== undefined) return before;
  let value: Json;
  let strings: number;
  try {
    value = JSON.parse(text) as Json;
    strings = stringsWithin(value, maxDepth);
    if (strings === -1) return deep() ?? fail(0, 'is nested too deep');
  } catch {
    const after = short ? deep() : undefined;
    if (after !== undefined) return after;
    // The engine's own message is not used: it quotes the file and is worded differently by each Node version.
    const problem = findSyntaxProblem(text) ?? { offset: 0, message: 'it does not follow the grammar' };
    return fail(problem.offset, `is not valid JSON: ${problem.message}`);
  }
  return {
    ok: true,
    document: createDocument(
      value,
      () => findPlaces(text),
      () => lineIndex(text),
      { duplicates: () => stringsIn(text) !== strings, inexact: () => mayLoseDigits.test(text) },
    ),
  };
}

function findPlaces(text: string): Places {
  const duplicates: { pointer: string; offset: number }[] = [];
  const inexact: { pointer: string; offset: number; text: string }[] = [];
  const visit = (node: ValueNode, pointer: string, key: number | undefined): Place => {
    const place: Place = { offset: node.loc.start.offset, key };
    if (node.type === 'Object') {
      const members = new Map<string, Place>();
      for (const { name, value } of node.members) {
        const offset = name.loc.start.offset;
        const own = JSON.parse(text.slice(offset, name.loc.end.offset)) as string;
        const child = childPointer(pointer, own);
        if (members.has(own)) duplicates.push({ pointer: child, offset });
        members.set(own, visit(value, child, offset));
      }
      place.members = members;
    } else if (node.type === 'Array') {
      place.members = new Map(
        node.elements.map(({ value }, index) => [String(index), visit(value, childPointer(pointer, index), undefined)]),
      );
    } else if (node.type === 'Number') {
      const written = text.slice(place.offset, node.loc.end.offset);
      if (!isExact(written)) inexact.push({ pointer, offset: place.offset, text: written });
    }
    return place;
  };
  try {
    return { root: visit(parseTree(text, { mode: 'json' }).body, '', undefined), duplicates, inexact };
  } catch {
    // What JSON.parse accepts this parser is not known to refuse. If it ever does, a check for duplicates must fail.
    return { root: undefined, duplicates: [{ pointer: '', offset: 0 }], inexact };
  }
}
