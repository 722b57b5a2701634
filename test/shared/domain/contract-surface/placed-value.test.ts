import { expect, test } from '@jest/globals';
import { placedValue } from '../../../../shared/domain/contract-surface/placed-value.ts';

test.each<[name: string, path: string, text: string, expected: object]>([
  ['a text', 'a.json', '{"v": "1.10"}', { state: 'value', value: '1.10' }],
  [
    'a number of JSON',
    'a.json',
    '{"x": 1,\n "v": 1.10}',
    { state: 'value', value: '1.10', at: { path: 'a.json', line: 2 } },
  ],
  ['a number of YAML', 'a.yaml', 'v: 1.10 # words\n', { state: 'value', value: '1.10' }],
  ['a number with a sign', 'a.yaml', '{v: +2, x: 1}\n', { state: 'value', value: '+2' }],
  ['a number in another base', 'a.yaml', 'v: 0x10\n', { state: 'value', value: '0x10' }],
  ['a number with an exponent', 'a.json', '{"v":1e-2}', { state: 'value', value: '1e-2' }],
  ['a number that loses digits', 'a.yaml', 'v: 9007199254740993\n', { state: 'unknown' }],
  ['a number by another name', 'a.yaml', 'x: &v 2\nv: *v\n', { state: 'unknown' }],
  ['an empty text', 'a.json', '{"v": ""}', { state: 'unknown' }],
  ['a list', 'a.json', '{"v": [1]}', { state: 'unknown' }],
  ['nothing', 'a.json', '{}', { state: 'absent' }],
])('a version that is %s', (_name, path, text, expected) => {
  expect(placedValue({ path, pointer: '/v' }, text)).toMatchObject(expected);
});
