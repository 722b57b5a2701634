import { formatPointer } from '../../core/pointer.ts';
import { findSyntaxProblem, findTooDeep } from '../json-syntax.ts';
import { quote } from '../text.ts';
import { utf8Text } from './bytes.ts';

/** Why bytes that stand for one JSON value cannot be taken for one. */
export interface RowFault {
  code: 'not-json' | 'not-utf8' | 'too-deep' | 'duplicate-member' | 'not-finite' | 'lone-surrogate';
  /** The member that it is about; empty for the value as a whole. */
  pointer: string;
  message: string;
}

export type ReadRow = { ok: true; value: unknown } | { ok: false; fault: RowFault };

/** How many objects and lists may stand inside each other. */
export const deepestRow = 64;

/**
 * Reads the bytes of one JSON value, exactly: what `JSON.parse` refuses is refused, and so are bytes that are not UTF-8, a member
 * that is there twice (however its name is written), a number too large for a double, half of a surrogate pair, and
 * nesting beyond `deepestRow`. Anything else has the value that `JSON.parse` gives. Never throws.
 */
export function readRow(bytes: Uint8Array): ReadRow {
  const fail = (code: RowFault['code'], pointer: string, message: string): ReadRow => ({
    ok: false,
    fault: { code, pointer, message },
  });
  const text = utf8Text(bytes);
  if (text === undefined) return fail('not-utf8', '', 'the row holds bytes that are not UTF-8 text');
  const deep = findTooDeep(text, deepestRow);
  if (deep !== undefined)
    return fail(
      'too-deep',
      '',
      `more than ${deepestRow} objects and lists stand inside each other (column ${deep + 1})`,
    );
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The engine's own message quotes the row, and is worded differently by each version.
    const { offset, message } = findSyntaxProblem(text) ?? { offset: 0, message: 'it does not follow the grammar' };
    return fail('not-json', '', `the row is not JSON: ${message} (column ${offset + 1})`);
  }
  const twice = memberTwice(text);
  if (twice !== undefined)
    return fail('duplicate-member', twice.pointer, `the member ${quote(twice.name)} is there twice in one object`);
  const infinite = findIn(value, (inner) => typeof inner === 'number' && !Number.isFinite(inner));
  if (infinite !== undefined)
    return fail(
      'not-finite',
      infinite,
      `${infinite === '' ? 'the row' : infinite} is a number too large for any computer number`,
    );
  // Half a pair can only come from an escape: the bytes were UTF-8.
  const half = text.includes('\\u')
    ? findIn(value, (inner) => typeof inner === 'string' && !inner.isWellFormed())
    : undefined;
  if (half !== undefined)
    return fail(
      'lone-surrogate',
      half,
      `${half === '' ? 'the row' : half} holds half of a surrogate pair, which is no text`,
    );
  return { ok: true, value };
}

/** The pointer of the first value or member name for which `is` holds. The value is not nested deeper than `deepestRow`. */
function findIn(value: unknown, is: (inner: unknown) => boolean, path: readonly string[] = []): string | undefined {
  if (is(value)) return formatPointer(path);
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    // The name itself could not be shown.
    if (is(name)) return formatPointer(path);
    const found = findIn(inner, is, [...path, name]);
    if (found !== undefined) return found;
  }
  return undefined;
}

interface Container {
  /** The names so far; undefined for a list. */
  names: Set<string> | undefined;
  /** The member or the index that is being read. */
  at: string | number;
}

/** The first member whose name an earlier one of its object has, in a text that `JSON.parse` accepts. */
function memberTwice(text: string): { pointer: string; name: string } | undefined {
  const open: Container[] = [];
  let nameNext = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    const inner = open.at(-1);
    if (character === '"') {
      const end = endOfString(text, index);
      if (nameNext && inner?.names !== undefined) {
        const literal = text.slice(index, end + 1);
        const name = literal.includes('\\') ? (JSON.parse(literal) as string) : literal.slice(1, -1);
        inner.at = name;
        if (inner.names.has(name)) return { pointer: formatPointer(open.map(({ at }) => at)), name };
        inner.names.add(name);
        nameNext = false;
      }
      index = end;
    } else if (character === '{' || character === '[') {
      open.push({ names: character === '{' ? new Set() : undefined, at: 0 });
      nameNext = character === '{';
    } else if (character === '}' || character === ']') {
      open.pop();
      nameNext = false;
    } else if (character === ',' && inner !== undefined) {
      nameNext = inner.names !== undefined;
      if (typeof inner.at === 'number') inner.at += 1;
    }
  }
  return undefined;
}

function endOfString(text: string, start: number): number {
  let end = start + 1;
  while (text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
  return end;
}
