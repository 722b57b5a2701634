import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Json } from '../../../shared/core/json.ts';
import { parseJson } from '../../../shared/parse/json.ts';
import { editJson, type JsonEdit } from '../../../shared/parse/json-edit.ts';

describe('a value is changed where it stands', () => {
  const cases: [name: string, text: string, edits: JsonEdit[], after: string][] = [
    ['a text', '{\n  "a": "x",\n  "b": 1\n}\n', [{ pointer: '/a', value: 'y' }], '{\n  "a": "y",\n  "b": 1\n}\n'],
    ['tabs and no final line end', '{\n\t"a" : "x"\n}', [{ pointer: '/a', value: 'y' }], '{\n\t"a" : "y"\n}'],
    [
      'CRLF',
      '{\r\n  "a": "x"\r\n}\r\n',
      [{ pointer: '/b', value: [1] }],
      '{\r\n  "a": "x",\r\n  "b": [\r\n    1\r\n  ]\r\n}\r\n',
    ],
    [
      'several, out of order',
      '{"a":1,"b":{"c":2}}',
      [
        { pointer: '/b/c', value: 3 },
        { pointer: '/a', value: 4 },
      ],
      '{"a":4,"b":{"c":3}}',
    ],
    ['an item of a list', '[1, 2 , 3]', [{ pointer: '/1', value: 'x' }], '[1, "x" , 3]'],
    ['a list in one line', '{\n  "a": ["x"]\n}', [{ pointer: '/a', value: ['y', 'z'] }], '{\n  "a": ["y", "z"]\n}'],
    [
      'a list in lines',
      '{\n    "a": [\n        "x"\n    ]\n}',
      [{ pointer: '/a', value: ['y', 'z'] }],
      '{\n    "a": [\n        "y",\n        "z"\n    ]\n}',
    ],
    ['a new member', '{\n  "a": 1\n}', [{ pointer: '/b', value: 2 }], '{\n  "a": 1,\n  "b": 2\n}'],
    [
      'two new members',
      '{"a":1}',
      [
        { pointer: '/b', value: 2 },
        { pointer: '/c', value: 3 },
      ],
      '{"a":1,"b":2,"c":3}',
    ],
    ['a new member in one line', '{ "a": 1, "b": 2 }', [{ pointer: '/c', value: 3 }], '{ "a": 1, "b": 2, "c": 3 }'],
    ['a new member of nothing', '{"a": {}}', [{ pointer: '/a/b', value: 1 }], '{"a": {"b": 1}}'],
    ['escapes stay escapes', '{"a": "\\u00fc"}', [{ pointer: '/a', value: 'ä' }], '{"a": "\\u00e4"}'],
    ['letters stay letters', '{"a": "ü"}', [{ pointer: '/a', value: 'ä' }], '{"a": "ä"}'],
    ['a key with a slash and a tilde', '{"a/b~c": 1}', [{ pointer: '/a~1b~0c', value: 2 }], '{"a/b~c": 2}'],
    [
      'a key like a property of all objects',
      '{"__proto__": 1}',
      [{ pointer: '/__proto__', value: 2 }],
      '{"__proto__": 2}',
    ],
    ['nothing', '{"a": 1} ', [], '{"a": 1} '],
  ];
  test.each(cases)('%s', (_name, text, edits, after) => {
    expect(editJson(text, edits)).toEqual({ ok: true, text: after });
  });
});

describe('what cannot be changed in its place is refused', () => {
  const cases: [name: string, text: string, edits: JsonEdit[], message: RegExp][] = [
    ['no JSON', '{', [{ pointer: '/a', value: 1 }], /is not valid JSON/],
    ['a key given twice', '{"a":1,"a":2}', [{ pointer: '/a', value: 3 }], /has the key \/a twice/],
    ['a member of a text', '{"a":"x"}', [{ pointer: '/a/b', value: 3 }], /has no place for \/a\/b/],
    ['an item behind the end', '[1]', [{ pointer: '/5', value: 3 }], /has no place for \/5/],
    [
      'a value and a part of it',
      '{"a":{"b":1}}',
      [
        { pointer: '/a', value: 1 },
        { pointer: '/a/b', value: 2 },
      ],
      /twice in one place|cannot be edited/,
    ],
    [
      'one value twice',
      '{"a":1}',
      [
        { pointer: '/a', value: 2 },
        { pointer: '/a', value: 3 },
      ],
      /twice in one place|cannot be edited/,
    ],
  ];
  test.each(cases)('%s', (_name, text, edits, message) => {
    const edited = editJson(text, edits);
    expect(edited.ok ? edited.text : edited.message).toMatch(message);
    expect(edited.ok).toBe(false);
  });
});

/** A value written with white space and in forms of its own. */
function texts(): fc.Arbitrary<string> {
  const space = fc.constantFrom('', ' ', '\n', '\r\n\t', '  ');
  const { node } = fc.letrec<{ node: string }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 3 },
      fc
        .oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.boolean(), fc.constant(null))
        .map((value) => JSON.stringify(value)),
      fc
        .array(fc.tuple(space, tie('node'), space), { maxLength: 4 })
        .map((items) => `[${items.map((item) => item.join('')).join(',')}]`),
      fc
        .uniqueArray(fc.tuple(fc.string({ maxLength: 4 }), space, tie('node'), space), {
          maxLength: 4,
          selector: ([key]) => key,
        })
        .map(
          (members) =>
            `{${members.map(([key, before, value, after]) => `${before}${JSON.stringify(key)}${after}:${before}${value}${after}`).join(',')}}`,
        ),
    ),
  }));
  return fc.tuple(space, node, space).map((parts) => parts.join(''));
}

const values = fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value)) as Json);

test('any edit reads back as exactly that edit, and nothing outside of the value changes', () => {
  fc.assert(
    fc.property(texts(), fc.nat(), values, (text, pick, value) => {
      const parsed = parseJson(text);
      if (!parsed.ok) throw new Error(parsed.message);
      const pointers = parsed.document.leaves();
      const pointer = pointers[pick % pointers.length] ?? '';
      const edited = editJson(text, [{ pointer, value }]);
      if (!edited.ok) throw new Error(edited.message);
      const again = parseJson(edited.text);
      if (!again.ok) throw new Error(again.message);
      expect(again.document.get(pointer)).toEqual(value);
      const others = pointers.filter((each) => each !== pointer);
      expect(others.map((each) => again.document.get(each))).toEqual(others.map((each) => parsed.document.get(each)));
      // The same value again is the same text: all that the edit wrote is the value.
      const back = editJson(edited.text, [{ pointer, value: parsed.document.get(pointer) ?? null }]);
      if (!back.ok) throw new Error(back.message);
      const [start, end] = around(text, back.text);
      const leaf = text.slice(start, text.length - end);
      expect(leaf.length <= source(text, pointer).length).toBe(true);
    }),
  );
});

/** How many characters are the same at the start and at the end of two texts. */
function around(a: string, b: string): [start: number, end: number] {
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  return [start, end];
}

/** The source of the leaf at a pointer. */
function source(text: string, pointer: string): string {
  const parsed = parseJson(text);
  const at = parsed.ok ? parsed.document.at(pointer) : undefined;
  const lines = text.split(/(?<=\r\n|\n|\r(?!\n))/);
  const offset = lines.slice(0, (at?.line ?? 1) - 1).join('').length + (at?.column ?? 1) - 1;
  return /^(?:"(?:[^"\\]|\\.)*"|\{\s*\}|\[\s*\]|[^\s,\]}]+)/s.exec(text.slice(offset))?.[0] ?? '';
}

test('any new member is the only difference', () => {
  fc.assert(
    fc.property(texts(), fc.string(), values, (text, key, value) => {
      const parsed = parseJson(text);
      if (!parsed.ok) throw new Error(parsed.message);
      const whole = parsed.document.value;
      fc.pre(typeof whole === 'object' && whole !== null && !Array.isArray(whole) && !Object.hasOwn(whole, key));
      const edited = editJson(text, [{ pointer: `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, value }]);
      if (!edited.ok) throw new Error(edited.message);
      const again = parseJson(edited.text);
      const expected = Object.entries(whole as object).concat([[key, value]]);
      expect(new Map(Object.entries((again.ok ? again.document.value : null) as object))).toEqual(new Map(expected));
      const [start, end] = around(text, edited.text);
      // An object without members may be written anew.
      expect(expected.length === 1 || start + end === text.length).toBe(true);
    }),
  );
});
