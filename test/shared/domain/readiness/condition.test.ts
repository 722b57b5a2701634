import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Json } from '../../../../shared/core/json.ts';
import { ConditionSchema } from '../../../../shared/domain/readiness/condition.ts';
import { judgeCondition } from '../../../../shared/domain/readiness/judge-condition.ts';
import { parseJson } from '../../../../shared/parse/json.ts';

function judge(text: string, condition: object): string {
  const parsed = parseJson(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return judgeCondition(parsed.document, ConditionSchema.parse(condition)).status;
}

const document = JSON.stringify({
  word: 'go',
  none: null,
  number: 3,
  flag: true,
  list: ['a', 'b', 'c'],
  twice: ['a', 'a'],
  empty: [],
  object: { a: 1 },
  summary: { total_tests: 4, failed_tests: 0, failed: 0, failedRows: 0, rows: 9 },
  zero: { total: 0, failed: 0 },
  alone: { failed: 0, failures: [] },
  nested: { tests: [1], failures: [] },
});

const cases: [condition: object, status: string][] = [
  [{ pointer: '/word', equals: 'go' }, 'passed'],
  [{ pointer: '/word', equals: 'no-go' }, 'failed'],
  [{ pointer: '/number', equals: '3' }, 'failed'],
  [{ pointer: '/flag', equals: true }, 'passed'],
  [{ pointer: '/absent', equals: 'go' }, 'failed'],
  [{ pointer: '/none', not: 'x' }, 'failed'],
  [{ pointer: '/word', not: 'no-go' }, 'passed'],
  [{ pointer: '/number', not: 'no-go' }, 'failed'],
  [{ pointer: '/word', in: ['go', 'conditional-go'] }, 'passed'],
  [{ pointer: '/list', in: ['a'] }, 'failed'],
  [{ pointer: '/word', 'not-in': ['no-go'] }, 'passed'],
  [{ pointer: '/object', 'not-in': ['no-go'] }, 'failed'],
  [{ pointer: '/number', exists: true }, 'passed'],
  [{ pointer: '/none', exists: true }, 'failed'],
  [{ pointer: '/none', exists: false }, 'passed'],
  [{ pointer: '/toString', exists: true }, 'failed'],
  [{ pointer: '/number', 'at-least': 3 }, 'passed'],
  [{ pointer: '/number', 'at-least': 4 }, 'failed'],
  [{ pointer: '/word', 'at-least': 0 }, 'failed'],
  [{ pointer: '/number', 'at-most': 3 }, 'passed'],
  [{ pointer: '/number', 'at-most': 2 }, 'failed'],
  [{ pointer: '/list', length: { equals: 3 } }, 'passed'],
  [{ pointer: '/object', length: { 'at-least': 1, 'at-most': 1 } }, 'passed'],
  [{ pointer: '/list', length: { 'at-most': 2 } }, 'failed'],
  [{ pointer: '/word', length: { 'at-least': 1 } }, 'failed'],
  [{ pointer: '/list', set: ['c', 'b', 'a'] }, 'passed'],
  [{ pointer: '/list', set: ['a', 'b'] }, 'failed'],
  [{ pointer: '/twice', set: ['a'] }, 'failed'],
  [{ pointer: '/empty', set: [] }, 'passed'],
  [{ pointer: '/list', contains: ['a', 'c'] }, 'passed'],
  [{ pointer: '/list', contains: ['a', 'x'] }, 'failed'],
  [{ pointer: '/word', contains: ['g'] }, 'failed'],
  // What must be small says something only of what was counted.
  [{ pointer: '/summary/failed_tests', equals: 0 }, 'passed'],
  [{ pointer: '/summary/failedRows', equals: 0 }, 'passed'],
  [{ pointer: '/summary/failed', equals: 0 }, 'unverified'],
  [{ pointer: '/summary/failed', equals: 0, of: '/summary/rows' }, 'passed'],
  [{ pointer: '/zero/failed', equals: 0 }, 'unverified'],
  [{ pointer: '/zero/failed', 'at-most': 2 }, 'unverified'],
  [{ pointer: '/alone/failed', equals: 0, of: '/alone/nothing' }, 'unverified'],
  [{ pointer: '/alone/failures', length: { equals: 0 } }, 'unverified'],
  [{ pointer: '/nested/failures', length: { equals: 0 } }, 'passed'],
  [{ pointer: '/number', 'at-most': 5 }, 'passed'],
];

describe('a condition on a field of a report', () => {
  test.each(cases.map(([condition, status]) => [JSON.stringify(condition), condition, status] as const))(
    '%s',
    (_name, condition, status) => {
      expect(judge(document, condition)).toBe(status);
    },
  );

  test('a number with more digits than can be compared is not verified', () => {
    expect(judge('{"ratio": 0.99999999999999999999}', { pointer: '/ratio', equals: 1 })).toBe('unverified');
    expect(judge('{"ratio": 1}', { pointer: '/ratio', equals: 1 })).toBe('passed');
  });

  test('nothing that is there makes a condition on another value pass', () => {
    const scalar = fc.oneof(fc.string(), fc.boolean(), fc.integer());
    fc.assert(
      fc.property(fc.jsonValue(), scalar, (value, wanted) => {
        const text = JSON.stringify({ value });
        const seen = (JSON.parse(text) as { value: Json }).value;
        expect(judge(text, { pointer: '/value', equals: wanted }) === 'passed').toBe(
          seen === wanted && !(wanted === 0),
        );
        expect(judge(text, { pointer: '/value', in: [wanted] }) === 'passed').toBe(seen === wanted);
      }),
    );
  });
});
