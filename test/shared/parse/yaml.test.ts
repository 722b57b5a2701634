import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dump } from 'js-yaml';
import type { Json } from '../../../shared/core/json.ts';
import type { JsonDocument } from '../../../shared/parse/document.ts';
import type { ParseFailure } from '../../../shared/parse/json.ts';
import { lineIndex } from '../../../shared/parse/text.ts';
import { parseYaml, type YamlLimits } from '../../../shared/parse/yaml.ts';

function documentOf(text: string, limits: YamlLimits = {}): JsonDocument {
  const parsed = parseYaml(text, limits);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.document;
}

test('numbers that lose digits are noticed, as JSON writes them and wherever they stand', () => {
  const exact = 'a: 1.50\nb: 0x10\nc: 0o17\nd: +.5\ne: 5.\nf: 1.e3\ng: 007\nh: 0.1\ni: "9007199254740993"\n';
  expect(documentOf(exact).inexact).toEqual([]);
  const lost = 'a: [&x 9007199254740993, *x]\nb: 0x20000000000001\nc/d: +.10000000000000000555\n';
  const { inexact } = documentOf(lost);
  expect(inexact.map(({ pointer, text, position }) => [pointer, text, position.line])).toEqual([
    ['/a/0', '9007199254740993', 1],
    ['/a/1', '9007199254740993', 1],
    ['/b', '9007199254740993', 2],
    ['/c~1d', '0.10000000000000000555', 3],
  ]);
});

describe('parseYaml reads the YAML 1.2 core schema', () => {
  test.each<[string, string, Json]>([
    [
      'strings, numbers, booleans and null',
      'a: x\nb: 1.5\nc: true\nd: null\ne: ~\nf:\n',
      { a: 'x', b: 1.5, c: true, d: null, e: null, f: null },
    ],
    ['words that only YAML 1.1 takes for booleans', 'on: yes\n', { on: 'yes' }],
    ['dates as text', 'a: 2026-02-08\n', { a: '2026-02-08' }],
    ['a merge key as any other key', '<<: {a: 1}\n', { '<<': { a: 1 } }],
    ['JSON', '{"a": [1, {"b": null}]}', { a: [1, { b: null }] }],
    ['block scalars', 'a: |\n  x\n  y\nb: >-\n  x\n  y\n', { a: 'x\ny\n', b: 'x y' }],
    ['anchors and aliases', 'a: &x [1]\nb: *x\nc: &y z\nd: *y\n', { a: [1], b: [1], c: 'z', d: 'z' }],
    ['an anchor that is set again', '- &x 1\n- *x\n- &x 2\n- *x\n', [1, 1, 2, 2]],
    ['empty collections by tag', 'a: !!map\nb: !!seq\nc: !!str\n', { a: {}, b: [], c: '' }],
    ['tags of the core schema', 'a: !!str 1\nb: !!int "2"\n', { a: '1', b: 2 }],
    ['one document with its markers', '%YAML 1.2\n---\na: 1\n...\n', { a: 1 }],
    ['a byte order mark', '\uFEFFa: 1', { a: 1 }],
    ['CRLF', 'a:\r\n  - 1\r\n', { a: [1] }],
    ['a scalar', 'x', 'x'],
  ])('%s', (_name, text, value) => {
    expect(documentOf(text).value).toStrictEqual(value);
  });

  test('keys named like built-in properties are keys of the object itself', () => {
    const document = documentOf('__proto__: {a: 1}\nconstructor: 2\n');
    expect(Object.keys(document.value as object)).toEqual(['__proto__', 'constructor']);
    expect(document.get('/__proto__/a')).toBe(1);
    expect(document.get('/a')).toBeUndefined();
  });

  test('the value of every JSON text', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        // JSON lets a string hold what YAML calls unprintable; both write it as an escape.
        const text = JSON.stringify(value).replace(
          /[\u007f-\u009f\ufffe\uffff]/g,
          (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
        );
        expect(documentOf(text, { maxDepth: 100 }).value).toStrictEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test('what the library writes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const plain = JSON.parse(JSON.stringify(value)) as Json;
        expect(documentOf(dump(plain)).value).toStrictEqual(plain);
      }),
    );
  });
});

describe('parseYaml refuses', () => {
  const bomb = `a: &a [${'x,'.repeat(10)}]\n${'bcdefghi'
    .split('')
    .map((name, index) => `${name}: &${name} [${`*${'abcdefgh'[index]},`.repeat(10)}]\n`)
    .join('')}`;
  test.each([
    ['an empty text', '', 'is empty: expected YAML', 1, 1],
    ['white space', '\n \n', 'holds only white space', 1, 1],
    ['only comments', '# a\n', 'holds only comments', 1, 1],
    ['a key given twice', 'a: 1\nb:\n  c: 1\n  c: 2\n', 'holds the key "c" twice', 4, 3],
    ['a key given twice in different styles', '{a: 1, "a": 2}', 'holds the key "a" twice', 1, 8],
    ['two documents', 'a: 1\n---\nb: 2\n', 'more than one YAML document', 2, 1],
    ['two documents with markers', '---\na: |\n  x\n---\nb\n', 'more than one YAML document', 4, 1],
    ['a document behind an end marker', 'a\n...\nb\n', 'more than one YAML document', 2, 1],
    ['an alias without an anchor', 'a: *x', 'unidentified alias "x"', 1, 5],
    ['an alias inside its anchor', '&a\nb: *a', 'an alias inside the value', 2, 4],
    ['a list inside itself', '&a [1, *a]', 'an alias inside the value', 1, 8],
    ['NaN', 'a: 1\nb: .nan', 'a number that JSON cannot write: ".nan"', 2, 4],
    ['infinity', '[-.inf]', 'a number that JSON cannot write: "-.inf"', 1, 2],
    ['a key that is a number', 'a:\n  200: x\n', 'the key "200", which is not a string', 2, 3],
    ['a key that is null', 'null: x', 'the key "null", which is not a string', 1, 1],
    ['an empty key', ': x', 'an empty key', 1, 1],
    ['a key that is a list', '? [a]\n: b\n', 'a key that is not a string', 1, 3],
    ['an unknown tag', 'a: !x 1', 'unknown scalar tag', 1, 4],
    ['a tag of YAML 1.1', 'a: !!binary aGk=', 'unknown scalar tag', 1, 4],
    ['a tab as indentation', 'a:\n\tb: 1', 'is not valid YAML', 2, 1],
    ['a mapping inside a plain value', 'a: b: c', 'is not valid YAML', 1, 5],
    ['a string without an end', 'a: "b', 'is not valid YAML', 1, 6],
    ['a NUL character', 'a: \0', 'null byte', 1, 4],
    ['aliases that stand for a billion values', bomb, 'aliases that stand for more than 100000 values', 5, 29],
  ])('%s', (_name, text, message, line, column) => {
    expect(parseYaml(text)).toEqual({
      ok: false,
      message: expect.stringContaining(message),
      position: { line, column },
    });
    expect(parseYaml(text)).toMatchObject({ message: expect.stringContaining(`(line ${line}, column ${column})`) });
  });

  test.each([
    ['flow sequences', (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`],
    ['flow mappings', (depth: number) => `${'{a: '.repeat(depth)}${'}'.repeat(depth)}`],
    ['block sequences', (depth: number) => `${'- '.repeat(depth)}a`],
    [
      'block mappings',
      (depth: number) => Array.from({ length: depth }, (_, index) => `${' '.repeat(index)}a:\n`).join(''),
    ],
  ])('%s nested deeper than the limit, and nothing less deep', (_name, nested) => {
    expect(parseYaml(nested(64)).ok).toBe(true);
    expect(parseYaml(nested(65))).toMatchObject({
      ok: false,
      message: expect.stringContaining('more than 64 mappings and sequences'),
    });
    expect(parseYaml(nested(3000))).toMatchObject({ ok: false, message: expect.stringContaining('more than 64') });
  });

  test('nesting that only aliases make too deep', () => {
    const half = (name: string, inner: string): string =>
      `${name}: &${name} ${'['.repeat(40)}${inner}${']'.repeat(40)}\n`;
    expect(parseYaml(half('a', '1')).ok).toBe(true);
    expect(parseYaml(`${half('a', '1')}${half('b', '*a')}`)).toMatchObject({
      ok: false,
      position: { line: 2, column: 47 },
    });
  });

  test('a mapping key that is not a string, unless keysAsText takes it by its text', () => {
    const document = documentOf('responses:\n  200: ok\n  0x10: a\n  null: b\n  "404": c\n', { keysAsText: true });
    expect(document.value).toEqual({ responses: { '200': 'ok', '0x10': 'a', null: 'b', '404': 'c' } });
    expect(document.keyAt('/responses/200')).toEqual({ line: 2, column: 3 });
    expect(parseYaml('200: a\n"200": b\n', { keysAsText: true })).toMatchObject({
      message: expect.stringContaining('the key "200" twice'),
      position: { line: 2, column: 1 },
    });
  });
});

describe('a YAML document', () => {
  const text = [
    'plain: x',
    'quoted : "y"',
    "? 'single'",
    ": 'z'",
    'list:',
    '- 1',
    '-   b: &anchor {k: [v]}',
    '    c: !!str 3',
    '-',
    '- # no',
    '',
    'block: |+ # comment with |',
    '',
    '  text',
    'folded: &f >-',
    '  text',
    'alias: *anchor',
    'none:',
    'again: *f',
    'last: |',
  ].join('\n');
  const document = documentOf(text);
  test.each<[string, Json, [number, number], [number, number] | undefined]>([
    ['', document.value, [1, 1], undefined],
    ['/plain', 'x', [1, 8], [1, 1]],
    ['/quoted', 'y', [2, 10], [2, 1]],
    ['/single', 'z', [4, 3], [3, 3]],
    ['/list', [1, { b: { k: ['v'] }, c: '3' }, null, null], [6, 1], [5, 1]],
    ['/list/0', 1, [6, 3], undefined],
    ['/list/1', { b: { k: ['v'] }, c: '3' }, [7, 5], undefined],
    ['/list/1/b', { k: ['v'] }, [7, 16], [7, 5]],
    ['/list/1/b/k/0', 'v', [7, 21], undefined],
    ['/list/1/c', '3', [8, 14], [8, 5]],
    ['/list/2', null, [9, 1], undefined],
    ['/block', '\ntext\n', [12, 8], [12, 1]],
    ['/folded', 'text', [15, 12], [15, 1]],
    ['/alias', { k: ['v'] }, [17, 8], [17, 1]],
    ['/alias/k', ['v'], [7, 20], [7, 17]],
    ['/none', null, [18, 1], [18, 1]],
    ['/again', 'text', [19, 8], [19, 1]],
    ['/last', '', [20, 7], [20, 1]],
  ])('places %j', (pointer, value, at, keyAt) => {
    expect(document.get(pointer)).toEqual(value);
    expect(document.at(pointer)).toEqual({ line: at[0], column: at[1] });
    expect(document.keyAt(pointer)).toEqual(keyAt && { line: keyAt[0], column: keyAt[1] });
  });

  test.each<[string, string, [number, number][]]>([
    [
      'in a list',
      '-\n- # no\n\n-',
      [
        [1, 1],
        [2, 1],
        [4, 1],
      ],
    ],
    [
      'first in a list of a mapping',
      'a:\n  # no\n  -\n  -\n',
      [
        [3, 3],
        [4, 3],
      ],
    ],
    [
      'behind an anchor or a tag',
      '&a\n-\n- !!null\n- &b\n-\n',
      [
        [2, 1],
        [3, 3],
        [4, 3],
        [5, 1],
      ],
    ],
    [
      'behind values of every kind',
      '- "x"\n-\n- [1]\n-\n- {a: }\n-\n- b:\n-\n',
      [
        [1, 3],
        [2, 1],
        [3, 4],
        [4, 1],
        [5, 4],
        [6, 1],
        [7, 3],
        [8, 1],
      ],
    ],
    [
      'in nested lists',
      '- -\n  -\n-\n',
      [
        [1, 3],
        [2, 3],
        [3, 1],
      ],
    ],
    [
      'in a flow mapping',
      '{a, b: , ? c}',
      [
        [1, 2],
        [1, 5],
        [1, 12],
      ],
    ],
    ['as a whole document', '---\n# no\n', [[1, 1]]],
  ])('places empty values %s', (_name, source, positions) => {
    const read = documentOf(source);
    expect(read.leaves().map((pointer) => read.at(pointer))).toEqual(
      positions.map(([line, column]) => ({ line, column })),
    );
  });

  test('no keys are given twice', () => {
    expect(document.duplicates).toEqual([]);
  });

  test('every leaf of a JSON text has the place that it has in JSON', () => {
    const lines = (source: string) => lineIndex(source);
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const source = JSON.stringify(value, null, 2).replace(/[\u007f-\u009f\ufffe\uffff]/g, '?');
        const parsed = parseYaml(source);
        // Replacing a character can make two keys the same.
        fc.pre(parsed.ok);
        if (!parsed.ok) return;
        for (const pointer of parsed.document.leaves()) {
          const position = parsed.document.at(pointer);
          const offset = position === undefined ? -1 : (lines(source).start(position.line) ?? -1) + position.column - 1;
          expect(source.slice(offset).startsWith(JSON.stringify(parsed.document.get(pointer)))).toBe(true);
        }
      }),
    );
  });
});

function problemsOf(document: JsonDocument): string[] {
  const unchanged = isDeepStrictEqual(JSON.parse(JSON.stringify(document.value)), document.value);
  const lost = document.leaves().filter((pointer) => document.at(pointer) === undefined);
  return [...lost, ...(unchanged ? [] : ['the value is not JSON'])];
}

function problemsOfFailure(text: string, { message, position }: ParseFailure): string[] {
  const inside = position.line <= lineIndex(text).count;
  const clean = !/[\p{Cc}\p{Cs}]|could not be read to its end/u.test(message);
  return [...(inside ? [] : ['the place is outside the text']), ...(clean ? [] : [message])];
}

test('parseYaml never throws, and a failure has a place inside the text and a clean message', () => {
  const pieces = fc.constantFrom(
    ...[
      'a',
      'b: ',
      '- ',
      '? ',
      ': ',
      '[',
      ']',
      '{',
      '}',
      ',',
      '&x ',
      '*x',
      '!!map ',
      '!!str ',
      '!t ',
      '|\n',
      '>-\n',
      '"',
      "'",
      '\n',
      '  ',
      '\t',
    ],
    ...['#', '---\n', '...\n', '%TAG ! x\n', '<<: ', '.nan', '~', '1', '\\u', '\r', '\uFEFF', '\0', '\u001b', '\ud800'],
  );
  const any = fc.oneof(
    fc.array(pieces, { maxLength: 16 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(any, fc.boolean(), (text, keysAsText) => {
      const parsed = parseYaml(text, { keysAsText });
      expect(parsed.ok ? problemsOf(parsed.document) : problemsOfFailure(text, parsed)).toEqual([]);
    }),
    { numRuns: 5000 },
  );
});
