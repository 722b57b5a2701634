import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isExact } from '../../../shared/parse/json-number.ts';

test.each([
  ['0', true],
  ['-0', true],
  ['1.50e2', true],
  ['1.0', true],
  ['0.1', true],
  ['1E-7', true],
  ['9007199254740992', true],
  ['9007199254740993', false],
  ['12345678901234567891', false],
  ['10.0000000000000000001', false],
  ['1e400', false],
  ['1e-400', false],
  ['0.10000000000000000001', false],
])('%s', (literal, exact) => {
  expect(isExact(literal)).toBe(exact);
});

test('every number is exact as JSON writes it', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => isExact(JSON.stringify(value))),
  );
});
