import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Result } from '../../../shared/core/report.ts';
import { standing, worstFirst } from '../../../shared/render/order.ts';
import { shuffledReport } from '../../support/any-report.ts';
import { result, sampleAllowance } from '../../support/results.ts';

describe('standing', () => {
  test.each<[string, Partial<Result>, string]>([
    ['what passed', {}, 'passed'],
    ['what passed, of severity info', { severity: 'info' }, 'passed'],
    ['what is not applicable', { status: 'not-applicable' }, 'not-applicable'],
    ['what failed', { status: 'failed' }, 'failed'],
    ['what is unverified', { status: 'unverified' }, 'unverified'],
    ['what failed and is waived', { status: 'failed', waiver: sampleAllowance }, 'lived-with'],
    ['what is attested', { status: 'unverified', attestation: sampleAllowance }, 'lived-with'],
    ['what is deferred', { status: 'unverified', deferredTo: 'release' }, 'lived-with'],
    ['what failed, of severity info', { status: 'failed', severity: 'info' }, 'remark'],
    ['what is unverified, of severity info', { status: 'unverified', severity: 'info' }, 'remark'],
  ])('%s', (_name, part, expected) => {
    expect(standing(result(part))).toBe(expected);
  });
});

describe('worstFirst', () => {
  test('by standing, severity, file, line, column, rule and subject', () => {
    const at = (path: string, line?: number, column?: number): Partial<Result> => ({
      location: { path, ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) },
    });
    const ordered = [
      result({ status: 'failed', severity: 'critical' }),
      result({ status: 'failed', severity: 'high' }),
      result({ status: 'failed', severity: 'high', ...at('a', 2) }),
      result({ status: 'failed', severity: 'high', ...at('a', 10) }),
      result({ status: 'failed', severity: 'high', ...at('a', 10, 3) }),
      result({ status: 'failed', severity: 'high', ...at('b', 1), rule: 'sample/a' }),
      result({ status: 'failed', severity: 'high', ...at('b', 1), rule: 'sample/b', about: ['a'] }),
      result({ status: 'failed', severity: 'high', ...at('b', 1), rule: 'sample/b', about: ['b'] }),
      result({ status: 'failed', severity: 'low' }),
      result({ status: 'unverified', severity: 'critical' }),
      result({ status: 'failed', severity: 'critical', waiver: sampleAllowance }),
      result({ status: 'failed', severity: 'info' }),
      result({ status: 'passed', severity: 'critical' }),
      result({ status: 'not-applicable', severity: 'critical' }),
    ];
    expect(worstFirst([...ordered].reverse())).toEqual(ordered);
  });

  test('the order in which results come does not matter, and none is lost', () => {
    fc.assert(
      fc.property(shuffledReport, ([one, other]) => {
        expect(worstFirst(other.results)).toEqual(worstFirst(one.results));
        expect(worstFirst(one.results)).toHaveLength(one.results.length);
      }),
    );
  });
});
