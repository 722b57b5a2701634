import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isObject } from '../../../../shared/core/json.ts';
import { fieldReader } from '../../../../shared/domain/kpi/field.ts';
import { rowFields } from '../../../../shared/parse/rows/row-fields.ts';
import { deepestRow, readRow } from '../../../../shared/parse/rows/row-json.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const pointers = ['/a', '/a/b', '/b', '/c/0', '/d/a', '/d/b/c', '/é', '/__proto__/a'];

/** The value that JSON.parse gives; undefined for a text that it refuses. */
function parsed(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** Members of objects by the names that the pointers have, so that shapes come again. */
const names = fc.constantFrom(
  'a',
  'b',
  'c',
  'd',
  'a',
  'b',
  'c',
  'd',
  'x',
  'y',
  'é',
  '__proto__',
  'a b',
  '\u2028',
  '"',
  '\\',
);
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('open', 'done', '', '2026-03-10T11:00:00Z', 'a\nb', '\ud800', '\u0000', 'ü', '😀'),
);
const scalar = fc.oneof(
  text,
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(true, false, null, 0, -0, 1e21, 1e-7, 123456789012345680, 0.1),
);
const { value: anyValue, row: anyRow } = fc.letrec<{ value: unknown; row: object; object: object; list: unknown[] }>(
  (tie) => ({
    object: fc
      .uniqueArray(fc.tuple(names, tie('value')), { selector: ([name]) => name, maxLength: 4 })
      .map(
        (members) =>
          JSON.parse(
            `{${members.map(([name, inner]) => `${JSON.stringify(name)}:${JSON.stringify(inner) ?? 'null'}`).join(',')}}`,
          ) as object,
      ),
    list: fc.array(tie('value'), { maxLength: 3 }),
    value: fc.oneof({ maxDepth: 4 }, { weight: 4, arbitrary: scalar }, tie('object'), tie('list')),
    row: tie('object'),
  }),
);

/** The same value in another writing: white space, escapes, other forms of numbers. */
function respelt(value: unknown, choose: (most: number) => number): string {
  const blank = (): string => ['', '', '', ' ', '\t', '\r', '  '][choose(6)] ?? '';
  const quoted = (inner: string): string =>
    choose(3) > 0
      ? JSON.stringify(inner)
      : `"${[...inner].map((sign) => [...Array(sign.length).keys()].map((at) => `\\u${sign.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')).join('')}"`;
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') {
    const plain = Object.is(value, -0) ? '-0' : JSON.stringify(value);
    return choose(3) === 0 ? value.toExponential() : plain;
  }
  if (Array.isArray(value))
    return `[${blank()}${value.map((inner) => respelt(inner, choose)).join(`${blank()},${blank()}`)}${blank()}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.keys(value).map(
    (name) => `${quoted(name)}${blank()}:${blank()}${respelt(value[name], choose)}`,
  );
  return `{${blank()}${members.join(`${blank()},${blank()}`)}${blank()}}`;
}

const choices = fc.array(fc.nat(), { minLength: 1, maxLength: 20 }).map((list) => {
  let at = 0;
  return (most: number): number => {
    at += 1;
    return (list[at % list.length] ?? 0) % (most + 1);
  };
});

/** Changes a few signs of a text. */
const mutation = fc.record({
  at: fc.nat(),
  cut: fc.nat(3),
  put: fc.oneof(
    fc.constantFrom(
      ...'{}[],:"\\ 0123456789.eE+-truefalsnN/\t\r\u0000\u001f\u007f'.split(''),
      '"a":',
      ',"a":1',
      '\\u0061',
      '\\ud800',
      '1e400',
      'NaN',
      '""',
    ),
    fc.string({ maxLength: 2 }),
  ),
});
function mutated(original: string, changes: readonly { at: number; cut: number; put: string }[]): string {
  let changed = original;
  for (const { at, cut, put } of changes) {
    const place = at % (changed.length + 1);
    changed = changed.slice(0, place) + put + changed.slice(place + cut);
  }
  return changed;
}

describe('what is read exactly', () => {
  test('is what JSON.parse reads, or a problem', () => {
    fc.assert(
      fc.property(anyValue, choices, fc.array(mutation, { maxLength: 2 }), (value, choose, changes) => {
        const line = mutated(respelt(value, choose), changes);
        const bytes = bytesOf(line);
        const read = readRow(bytes);
        // Half of a surrogate pair has become another sign in the bytes.
        const expected = parsed(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
        const found = read.ok ? { value: read.value } : undefined;
        const stricter = !read.ok && ['duplicate-member', 'lone-surrogate', 'not-finite'].includes(read.fault.code);
        expect(found).toEqual(stricter ? undefined : expected);
      }),
      { numRuns: 3000 },
    );
  });

  test.each<[name: string, row: string | Uint8Array, fault: object]>([
    ['nothing', '', { code: 'not-json' }],
    [
      'NaN',
      '{"a":NaN}',
      { code: 'not-json', message: 'the row is not JSON: expected a value but found "NaN" (column 6)' },
    ],
    ['Infinity', '{"a":-Infinity}', { code: 'not-json' }],
    ['a number beyond all doubles', '{"a":{"b":[1,1e400]}}', { code: 'not-finite', pointer: '/a/b/1' }],
    ['a number beyond them without exponent', `{"a":-${'9'.repeat(400)}}`, { code: 'not-finite', pointer: '/a' }],
    ['half of a surrogate pair', '{"a":"\\ud83d"}', { code: 'lone-surrogate', pointer: '/a' }],
    ['half of a surrogate pair in a name', '{"a":{"\\udc00":1}}', { code: 'lone-surrogate', pointer: '/a' }],
    ['bytes that are no text', Uint8Array.of(0x22, 0xff, 0x22), { code: 'not-utf8' }],
    ['an overlong spelling', Uint8Array.of(0x22, 0xc0, 0xaf, 0x22), { code: 'not-utf8' }],
    ['a surrogate in bytes', Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22), { code: 'not-utf8' }],
    ['a control byte in a text', '{"a":"x\u0001"}', { code: 'not-json' }],
    ['a NUL byte', '{"a":1}\u0000', { code: 'not-json' }],
    ['a byte order mark inside', '\ufeff{"a":1}', { code: 'not-json' }],
    ['a member twice', '{"a":1,"a":1}', { code: 'duplicate-member', pointer: '/a' }],
    ['a member twice, spelt otherwise', '{"a":1,"\\u0061":1}', { code: 'duplicate-member', pointer: '/a' }],
    [
      'a member twice, far below',
      '{"x":[{},{"b":{"a":1,"c":{"a":2},"a":3}}]}',
      { code: 'duplicate-member', pointer: '/x/1/b/a' },
    ],
    ['__proto__ twice', '{"__proto__":1,"__proto__":2}', { code: 'duplicate-member' }],
    ['a comma at the end', '{"a":1,}', { code: 'not-json' }],
    ['two values', '{"a":1} {"a":2}', { code: 'not-json' }],
    ['a comment', '{"a":1} // one', { code: 'not-json' }],
    ['single quotes', "{'a':1}", { code: 'not-json' }],
    ['a number with a leading zero', '{"a":01}', { code: 'not-json' }],
    ['nesting without end', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, { code: 'too-deep' }],
    ['objects without end', '{"a":'.repeat(100_000), { code: 'too-deep' }],
  ])('%s is a problem', (_name, row, fault) => {
    expect(readRow(typeof row === 'string' ? bytesOf(row) : row)).toMatchObject({ ok: false, fault });
  });

  test.each([
    ['the deepest nesting', `${'['.repeat(deepestRow)}${']'.repeat(deepestRow)}`],
    ['equal names in different objects', '{"a":{"a":1},"b":[{"a":1},{"a":2}]}'],
    ['equal texts that are no names', '{"a":"b","b":"a","c":["a","a"]}'],
    ['brackets, commas and quotes in texts', '{"a":"{\\"a\\":1,","b":"[,]}"}'],
    ['__proto__', '{"__proto__":{"a":1}}'],
    ['a whole pair', '{"a":"\\ud83d\\ude00"}'],
  ])('%s is none', (_name, row) => {
    const read = readRow(bytesOf(row));
    if (!read.ok) throw new Error(read.fault.message);
    expect(JSON.stringify(read.value)).toBe(JSON.stringify(JSON.parse(row)));
  });
});

describe('rows of a known form', () => {
  /** What is read of texts one after the other: the fields, or why not; and how many were read at the first look. */
  function readAll(rows: readonly Uint8Array[], byLine: boolean): { fields: (unknown[] | undefined)[]; known: number } {
    const fields = rowFields(pointers);
    const whole = Uint8Array.from(rows.flatMap((row) => (byLine ? [...row, 0x0a] : [...row])));
    fields.use(whole);
    let known = 0;
    let start = 0;
    const all = rows.map((row) => {
      const end = start + row.length;
      const values: unknown[] = [];
      values.length = pointers.length;
      const behind = fields.read(start, byLine ? whole.length : end, values, byLine);
      const read = behind === -1 ? readRow(row) : undefined;
      if (read?.ok === true) fields.learn(start, end);
      start = byLine ? end + 1 : end;
      if (behind !== -1) {
        known += 1;
        // A row that ended elsewhere would have other fields.
        return behind === end ? [...values] : ['ended elsewhere'];
      }
      return read?.ok === true ? pointers.map((pointer) => fieldReader(pointer)(read.value)) : undefined;
    });
    return { fields: all, known };
  }

  test.each([true, false])(
    'have the fields that JSON.parse gives, and no others are accepted (lines: %s)',
    (byLine) => {
      let known = 0;
      let refused = 0;
      const row = fc.tuple(fc.nat(2), choices, fc.array(mutation, { maxLength: 2 }), fc.nat(3));
      fc.assert(
        fc.property(
          fc.array(anyRow, { minLength: 3, maxLength: 3 }),
          fc.array(row, { maxLength: 14 }),
          (forms, made) => {
            const lines = made.map(([form, choose, changes, plain]) => {
              const original = plain > 0 ? JSON.stringify(forms[form]) : respelt(forms[form], choose);
              return mutated(original, plain >= 2 ? [] : changes).replaceAll('\n', byLine ? '' : '\n');
            });
            const rows = lines.map(bytesOf);
            const { fields, known: count } = readAll(rows, byLine);
            known += count;
            for (const [index, bytes] of rows.entries()) {
              const read = readRow(bytes);
              if (!read.ok) refused += 1;
              const expected = read.ok ? pointers.map((pointer) => fieldReader(pointer)(read.value)) : undefined;
              expect(fields[index]).toEqual(expected);
            }
          },
        ),
        { numRuns: 1500 },
      );
      expect(known).toBeGreaterThan(1000);
      expect(refused).toBeGreaterThan(1000);
    },
  );

  test.each<[name: string, row: string]>([
    ['another member', '{"a":1,"b":"x","e":{}}'],
    ['a member again', '{"a":1,"a":1}'],
    ['a member again, spelt otherwise', '{"a":1,"\\u0061":1}'],
    ['a member again below', '{"a":1,"b":"x","d":{"a":[1],"a":[1]}}'],
    ['a number that is none', '{"a":01}'],
    ['a number without digits', '{"a":-}'],
    ['a number with two points', '{"a":1.5.5}'],
    ['a number with a point alone', '{"a":1.}'],
    ['an exponent without digits', '{"a":1e}'],
    ['a number out of range', '{"a":1e400}'],
    ['a word cut off', '{"a":tru}'],
    ['a longer word', '{"a":trueish}'],
    ['an unknown escape', '{"a":"\\x41"}'],
    ['half of a pair', '{"a":"\\ud800"}'],
    ['a control byte', '{"a":"\u0007"}'],
    ['a string without end', '{"a":"x}'],
    ['a comma at the end', '{"a":1,}'],
    ['a comma too many', '{"a":1,,"b":"x"}'],
    ['a colon too many', '{"a"::1}'],
    ['no colon', '{"a" 1}'],
    ['an empty name', '{"":1}'],
    ['something behind', '{"a":1}}'],
    ['another row behind', '{"a":1}{"a":1}'],
    ['a form feed as blank', '{"a":1\f}'],
    ['no-break space as blank', '{"a":\u00a01}'],
    ['a list cut off', '{"a":1,"b":"x","d":{"a":[1}}'],
    ['a list with a comma at the end', '{"a":1,"b":"x","d":{"a":[1,]}}'],
  ])('%s is left to the exact reader', (_name, row) => {
    const fields = rowFields(pointers);
    const learnt = bytesOf('{"a":1,"b":"x","d":{"a":[1]}}');
    const bytes = bytesOf(row);
    const values = pointers.map(() => undefined);
    fields.use(learnt);
    fields.learn(0, learnt.length);
    expect(fields.read(0, learnt.length, values, false)).toBe(learnt.length);
    fields.use(bytes);
    expect(fields.read(0, bytes.length, values, false)).toBe(-1);
  });

  test('bytes that are no text are left to the exact reader, also beside those that are', () => {
    const learnt = bytesOf('{"a":"x","b":1}');
    const fields = rowFields(pointers);
    const values: unknown[] = pointers.map(() => undefined);
    const good = bytesOf('{"a":"é","b":1}');
    const whole = (...rows: Uint8Array[]): Uint8Array => Uint8Array.from(rows.flatMap((row) => [...row, 0x0a]));
    fields.use(learnt);
    fields.learn(0, learnt.length);
    fields.use(whole(good));
    expect(fields.read(0, good.length + 1, values, true)).toBe(good.length);
    expect(values[0]).toBe('é');
    const broken = good.map((byte) => (byte === 0xa9 ? 0x41 : byte));
    fields.use(whole(learnt, broken));
    expect(fields.read(0, learnt.length + 1, values, true)).toBe(learnt.length);
    expect(fields.read(learnt.length + 1, learnt.length + broken.length + 2, values, true)).toBe(-1);
  });

  test('an object that comes again is the same object', () => {
    const fields = rowFields(['/flags', '/flags/a']);
    const [one, other] = [bytesOf('{"flags":{"a":true}}'), bytesOf('{"flags":{"a":false}}')];
    const read = (bytes: Uint8Array): unknown[] => {
      const values: unknown[] = [undefined, undefined];
      fields.use(bytes);
      expect(fields.read(0, bytes.length, values, false)).toBe(bytes.length);
      return values;
    };
    fields.use(one);
    fields.learn(0, one.length);
    const [first] = read(one);
    expect(read(one)[0]).toBe(first);
    expect(first).toEqual({ a: true });
    expect(read(other)).toEqual([{ a: false }, false]);
    expect(read(one)).toEqual([{ a: true }, true]);
  });
});
