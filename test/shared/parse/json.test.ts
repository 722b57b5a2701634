import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Json } from '../../../shared/core/json.ts';
import type { JsonDocument } from '../../../shared/parse/document.ts';
import { parseJson } from '../../../shared/parse/json.ts';
import { lineIndex } from '../../../shared/parse/text.ts';

function documentOf(text: string): JsonDocument {
  const parsed = parseJson(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.document;
}

/** JSON text in many layouts: the value, and white space of every kind around every token. */
const written = fc
  .tuple(fc.jsonValue(), fc.infiniteStream(fc.constantFrom('', ' ', '\n', '\r\n', '\r', '\t')))
  .map(([value, spaces]) => {
    const space = (): string => spaces.next().value;
    const write = (part: unknown): string => {
      if (Array.isArray(part)) return `${space()}[${part.map((item) => write(item)).join(`${space()},`)}${space()}]`;
      if (typeof part !== 'object' || part === null) return `${space()}${JSON.stringify(part)}`;
      const members = Object.entries(part).map(
        ([key, item]) => `${space()}${JSON.stringify(key)}${space()}:${write(item)}`,
      );
      return `${space()}{${members.join(`${space()},`)}${space()}}`;
    };
    return `${write(value)}${space()}`;
  });

const pieces = fc.constantFrom(
  ...['{', '}', '[', ']', ':', ',', '"', '\\', '/', 'u00e9', '-', '+', '.', '0', '1', 'e', 'E9', ' ', '\n', '\t', '\r'],
  ...[
    '"a"',
    'true',
    'false',
    'null',
    'nul',
    "'",
    '//',
    '/*',
    '\u2028',
    '\uFEFF',
    '\u0001',
    '\ud800',
    '\\n',
    '\\x',
    '"":',
  ],
);
const nearlyJson = fc.array(pieces, { maxLength: 14 }).map((parts) => parts.join(''));

describe('parseJson accepts what JSON.parse accepts', () => {
  const accepts = (text: string): boolean => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };

  test('with the same value', () => {
    fc.assert(
      fc.property(written, (text) => {
        expect(documentOf(text).value).toStrictEqual(JSON.parse(text));
      }),
    );
  });

  test('for any text, and names a place and a reason otherwise', () => {
    fc.assert(
      fc.property(fc.oneof(nearlyJson, fc.string({ unit: 'binary' })), (text) => {
        const parsed = parseJson(text);
        expect(parsed.ok).toBe(accepts(text));
        if (parsed.ok) return;
        const lines = lineIndex(text);
        expect(parsed.position.line).toBeLessThanOrEqual(lines.count);
        expect(parsed.position.column).toBeLessThanOrEqual((lines.line(parsed.position.line) ?? '').length + 2);
        expect(parsed.message).not.toMatch(/does not follow the grammar|[\p{Cc}\p{Cs}]/u);
      }),
      { numRuns: 5000 },
    );
  });

  test('keys named like built-in properties are keys of the object itself', () => {
    const document = documentOf('{"__proto__": {"a": 1}, "constructor": 2, "hasOwnProperty": 3}');
    expect(Object.keys(document.value as object)).toEqual(['__proto__', 'constructor', 'hasOwnProperty']);
    expect(document.get('/__proto__/a')).toBe(1);
    expect(document.at('/__proto__/a')).toEqual({ line: 1, column: 21 });
    expect(document.get('/a')).toBeUndefined();
  });
});

describe('parseJson refuses', () => {
  test.each([
    ['an empty text', '', 'is empty: expected JSON', 1, 1],
    ['white space', ' \n ', 'holds only white space', 1, 1],
    ['a byte order mark', '\uFEFF{}', 'byte order mark', 1, 1],
    ['a comma before a brace', '{\n  "a": 1,\n}', 'there is a comma before "}"', 3, 1],
    ['a comma before a bracket', '[1, ]', 'there is a comma before "]"', 1, 5],
    ['a missing comma', '{"a": 1\n "b": 2}', 'expected "," or "}" but found """', 2, 2],
    ['a missing comma in an array', '[1 2]', 'expected "," or "]" but found "2"', 1, 4],
    ['a missing colon', '{"a" 1}', 'expected ":" after the key but found "1"', 1, 6],
    ['a key without quotes', '{a: 1}', 'expected a key in double quotes but found "a"', 1, 2],
    ['single quotes', '{"a": \'b\'}', 'a string needs double quotes', 1, 7],
    ['a comment', '{\n  // no\n}', 'JSON has no comments', 2, 3],
    ['a string over two lines', '["a\nb"]', 'is not closed in its line', 1, 2],
    ['a string without an end', '["a', 'is not closed', 1, 2],
    ['a control character', '["a\tb"]', 'must be escaped in a string: found "\\u{9}"', 1, 4],
    ['an unknown escape', '["\\x"]', 'an escape that JSON does not know', 1, 3],
    ['a short unicode escape', '["\\u12"]', 'an escape that JSON does not know', 1, 3],
    ['a leading zero', '[01]', '"01" is not a number', 1, 2],
    ['a bare fraction', '[.5]', '".5" is not a number', 1, 2],
    ['NaN', '[NaN]', 'expected a value but found "NaN"', 1, 2],
    ['text behind the end', '{} x', 'expected the end of the text but found "x"', 1, 4],
    ['a text that stops in an object', '{"a": 1', 'expected "," or "}"', 1, 8],
    ['a text that stops in an array', '[', 'expected a value or "]"', 1, 2],
    ['a text that stops behind a key', '{"a"', 'expected ":"', 1, 5],
    ['a text that stops behind a colon', '{"a":', 'expected a value', 1, 6],
    ['a text that stops behind a comma', '{"a": 1,', 'expected a key', 1, 9],
    ['a conflict marker', '{\n<<<<<<< HEAD\n', 'expected a key in double quotes but found "<"', 2, 1],
  ])('%s', (_name, text, message, line, column) => {
    expect(parseJson(text)).toEqual({
      ok: false,
      message: expect.stringContaining(message),
      position: { line, column },
    });
    expect(parseJson(text)).toMatchObject({ message: expect.stringContaining(`(line ${line}, column ${column})`) });
  });

  test.each([
    ['arrays', '[', ']'],
    ['objects', '{"a":', '}'],
  ])('%s nested deeper than the limit, and nothing less deep', (_name, open, close) => {
    const nested = (depth: number): string => `${open.repeat(depth)}${open === '[' ? '' : '1'}${close.repeat(depth)}`;
    expect(parseJson(nested(64)).ok).toBe(true);
    expect(parseJson(nested(65))).toMatchObject({ ok: false, message: expect.stringContaining('more than 64') });
    expect(parseJson(nested(3), { maxDepth: 2 })).toMatchObject({
      ok: false,
      position: { line: 1, column: 2 * open.length + 1 },
    });
    expect(parseJson(nested(1_000_000)).ok).toBe(false);
  });

  test('brackets in strings do not count as nesting', () => {
    expect(parseJson(JSON.stringify(`${'['.repeat(99)}"${'{'.repeat(99)}`)).ok).toBe(true);
  });
});

describe('a JSON document', () => {
  test('every leaf is found, at a place where its text starts', () => {
    fc.assert(
      fc.property(written, (text) => {
        const document = documentOf(text);
        const lines = lineIndex(text);
        for (const pointer of document.leaves()) {
          const position = document.at(pointer);
          const offset = position === undefined ? -1 : (lines.start(position.line) ?? -1) + position.column - 1;
          const rest = text.slice(offset);
          const value = document.get(pointer);
          // An empty container may have white space inside.
          const expected =
            typeof value === 'object' && value !== null ? JSON.stringify(value).slice(0, 1) : JSON.stringify(value);
          expect(rest.startsWith(expected)).toBe(true);
        }
      }),
    );
  });

  test('leaves are all scalars and empty containers, in document order', () => {
    expect(documentOf('{"b": [1, {}, []], "a/~": {"c": null}}').leaves()).toEqual(['/b/0', '/b/1', '/b/2', '/a~1~0/c']);
    expect(documentOf('3').leaves()).toEqual(['']);
    expect(documentOf('{}').leaves()).toEqual(['']);
  });

  const document = documentOf('{\n  "a": [10, {"b": "x"}],\n  "": 2,\n  "01": 3\n}\n');
  test.each<[string, Json | undefined, [number, number] | undefined, [number, number] | undefined]>([
    ['/a/0', 10, [2, 9], undefined],
    ['/a/1/b', 'x', [2, 19], [2, 14]],
    ['/', 2, [3, 7], [3, 3]],
    ['/01', 3, [4, 9], [4, 3]],
    ['/a/2', undefined, undefined, undefined],
    ['/a/00', undefined, undefined, undefined],
    ['/a/-', undefined, undefined, undefined],
    ['/a/-1', undefined, undefined, undefined],
    ['/a/length', undefined, undefined, undefined],
    ['/a/1e0', undefined, undefined, undefined],
    ['/constructor', undefined, undefined, undefined],
    ['/__proto__', undefined, undefined, undefined],
    ['/a/1/b/0', undefined, undefined, undefined],
    ['/a/1/b/length', undefined, undefined, undefined],
    ['a', undefined, undefined, undefined],
    ['/~2', undefined, undefined, undefined],
  ])('looks up %j', (pointer, value, at, keyAt) => {
    const position = (place: [number, number] | undefined) => place && { line: place[0], column: place[1] };
    expect(document.get(pointer)).toBe(value);
    expect(document.at(pointer)).toEqual(position(at));
    expect(document.keyAt(pointer)).toEqual(position(keyAt));
  });

  test.each([
    ['', 1, 1],
    ['/a/1/c', 2, 13],
    ['/a/9/x/y', 2, 8],
    ['/none', 1, 1],
    ['/', 3, 7],
  ])('near finds for %j what is around it', (pointer, line, column) => {
    expect(document.near(pointer)).toEqual({ line, column });
  });

  test('near finds nothing for what is not a pointer', () => {
    expect(document.near('x')).toBeUndefined();
  });

  test('keys given twice are listed, also when they are escaped differently; the last one counts', () => {
    const twice = documentOf('{"a": 1,\n "b": {"x~": 1, "x~": 2, "x\\u007e": 3},\n "\\u0061": [4]}');
    expect(twice.duplicates).toEqual([
      { pointer: '/b/x~0', position: { line: 2, column: 17 } },
      { pointer: '/b/x~0', position: { line: 2, column: 26 } },
      { pointer: '/a', position: { line: 3, column: 2 } },
    ]);
    expect(twice.get('/b/x~0')).toBe(3);
    expect(twice.at('/b/x~0')).toEqual({ line: 2, column: 37 });
    expect(twice.at('/a/0')).toEqual({ line: 3, column: 13 });
  });

  test('a document without keys given twice lists none', () => {
    fc.assert(
      fc.property(written, (text) => {
        expect(documentOf(text).duplicates).toEqual([]);
      }),
    );
  });
});
