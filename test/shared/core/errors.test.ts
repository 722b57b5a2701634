import { describe, expect, test } from '@jest/globals';
import { GovernanceError, toError } from '../../../shared/core/errors.ts';

describe('toError', () => {
  test('leaves a GovernanceError as it is', () => {
    const error = new GovernanceError('BAD_CONFIG', 'it does not fit', {
      hint: 'mend it',
      problems: [{ message: 'here' }],
    });
    expect(toError(error)).toBe(error);
  });

  test.each<[string, unknown, string]>([
    ['an error', new TypeError('x is not a function'), 'x is not a function'],
    ['an error without a message', new Error(''), 'an error without a message'],
    ['a text', 'out of paper', 'out of paper'],
    ['a number', 7, '7'],
    ['nothing', undefined, 'undefined'],
    ['null', null, 'null'],
  ])('%s becomes INTERNAL, with what to do and without a stack', (_name, thrown, message) => {
    const error = toError(thrown);
    expect([error.code, error.message, error.problems, error.cause]).toEqual(['INTERNAL', message, [], thrown]);
    expect(error.hint).toMatch(/report it/);
    expect(error.message).not.toMatch(/\bat .*:\d+/);
  });
});

test('a GovernanceError without more has no hint, no problems and no cause', () => {
  const error = new GovernanceError('BAD_INPUT', 'wrong');
  expect(error).toBeInstanceOf(Error);
  expect([error.name, error.hint, error.problems, 'cause' in error]).toEqual(['GovernanceError', undefined, [], false]);
});
