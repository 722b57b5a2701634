import { expect, test } from '@jest/globals';
import { repeatedProblems } from '../../../shared/core/pointer-problem.ts';

test('each value that is there again is a problem at its place', () => {
  const found = repeatedProblems(['a', 'b', 'a', 'c', 'a', 'b'], (index) => `/drills/${index}/id`, 'drills');
  expect(found).toEqual([
    { pointer: '/drills/2/id', message: 'there are two drills a' },
    { pointer: '/drills/4/id', message: 'there are two drills a' },
    { pointer: '/drills/5/id', message: 'there are two drills b' },
  ]);
  expect(repeatedProblems(['a', 'b'], () => '/', 'drills')).toEqual([]);
});
