import { describe, expect, test } from '@jest/globals';
import { readForeign } from '../../shared/domain/foreign-report/read.ts';

/* The report of another tool in which one word says passed, and another that it did not. */

const check = (more: object): object => ({ checks: [{ id: 'a', passed: true, ...more }] });

describe('no pass', () => {
  test.each<[name: string, document: object]>([
    ['a check with another status', check({ status: 'failed' })],
    ['a check that was skipped', check({ skipped: true })],
    ['a check whose outcome is an error', check({ outcome: 'error' })],
    ['a check that is not ok', check({ ok: false })],
    ['a report that did not pass', { ...check({}), passed: false }],
    ['a report that is not ok', { ...check({}), ok: false }],
    ['a report without success', { ...check({}), success: false }],
    ['a report with another result', { ...check({}), result: 'failed' }],
    ['a report with another conclusion', { ...check({}), conclusion: 'cancelled' }],
  ])('%s', (_name, document) => {
    const read = readForeign(JSON.stringify(document));
    expect(read.state === 'read' ? read.status : 'passed').not.toBe('passed');
  });

  test('the same without those words passes', () => {
    const whole = { ...check({ status: 'passed', ok: true }), success: true, result: { a: 1 }, conclusion: 'merged' };
    expect(readForeign(JSON.stringify(whole))).toMatchObject({ state: 'read', status: 'passed' });
  });
});
