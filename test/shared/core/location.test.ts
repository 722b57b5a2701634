import { expect, test } from '@jest/globals';
import { locate } from '../../../shared/core/location.ts';

test('the place of a position in a file, or the file alone', () => {
  expect(locate('a.json', { line: 3, column: 5 })).toEqual({ path: 'a.json', line: 3, column: 5 });
  expect(locate('a.json')).toEqual({ path: 'a.json' });
});
