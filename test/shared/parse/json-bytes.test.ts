import { expect, test } from '@jest/globals';
import { readJson } from '../../../shared/parse/json-bytes.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test('a document is read with its places', () => {
  const read = readJson(bytes('{"a": [1]}'));
  expect(read.ok && read.document.value).toEqual({ a: [1] });
});

test.each<[name: string, content: Uint8Array, expected: object]>([
  ['no JSON', bytes('{\n  x'), { line: 2 }],
  ['a key twice', bytes('{"a": 1,\n"a": 2}'), { line: 2, message: expect.stringContaining('has /a twice') }],
  ['a byte order mark', bytes('\uFEFF{}'), { line: 1, message: 'begins with a byte order mark' }],
  ['invalid UTF-8', new Uint8Array([0x7b, 0x0a, 0xff]), { line: 2 }],
  ['nothing', bytes(''), { line: 1 }],
])('%s is refused with its line', (_name, content, expected) => {
  expect(readJson(content)).toMatchObject({ ok: false, ...expected });
});
