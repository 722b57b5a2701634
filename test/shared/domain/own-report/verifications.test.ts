import { describe, expect, test } from '@jest/globals';
import { sha256 } from '../../../../shared/core/fingerprint.ts';
import type { Report, Result } from '../../../../shared/core/report.ts';
import type { Candidate } from '../../../../shared/domain/own-report/candidates.ts';
import { verificationsOf } from '../../../../shared/domain/own-report/verifications.ts';
import type { VerificationRecord } from '../../../../shared/domain/verification-record/record.ts';
import { record } from '../../../support/handoffs.ts';
import { report, result } from '../../../support/results.ts';

/** A report of verification as it was collected: with the results that decide only. */
function candidate(data: unknown, results: Result[], text?: string): Candidate {
  const made: Report = report({ control: 'verification', data: data as Report['data'], results });
  const content = new TextEncoder().encode(text ?? JSON.stringify(made));
  const origin = { kind: 'run' as const, name: 'reports' };
  const file = { origin, path: 'verification.report.json', content, sha256: sha256(content) };
  return { report: { ...made, results: results.filter(({ status }) => status !== 'passed') }, file };
}

const of = (status: Result['status'], id = 'suite'): Result =>
  result({ rule: 'verification/required', about: [id], status });
const counts = { expected: 12, executed: 12, passed: 12, failed: 0, skipped: 0, retried: 0 };

describe('a record of a verification', () => {
  test.each<[name: string, changes: Partial<VerificationRecord>, results: Result[], doubt: string | undefined]>([
    ['that its report bears out', {}, [of('passed'), of('failed', 'other')], undefined],
    ['that failed, as its report says', { status: 'failed', problems: ['x'] }, [of('failed')], undefined],
    ['without tests', { counts: undefined }, [of('passed')], undefined],
    ['of more tests than are expected', { counts: { ...counts, executed: 13 } }, [of('passed')], undefined],
    ['of which no result speaks', {}, [of('passed', 'other')], 'no result of its report is about it'],
    ['that failed, of which no result speaks', { status: 'failed' }, [], 'no result of its report is about it'],
    ['with a result that failed', {}, [of('passed'), of('failed')], 'a result of its report is failed'],
    ['with a result that is open', {}, [of('passed'), of('unverified')], 'a result of its report is unverified'],
    ['without one that passed', {}, [of('not-applicable')], 'no result of its report is'],
    ['with a problem', { problems: ['it hung'] }, [of('passed')], 'and that it hung'],
    ['with tests that failed', { counts: { ...counts, failed: 2 } }, [of('passed')], 'that 2 tests failed'],
    ['of no test', { counts: { ...counts, expected: 0, executed: 0 } }, [of('passed')], 'that no test ran'],
    ['of too few tests', { counts: { ...counts, executed: 3 } }, [of('passed')], 'that 3 of 12 tests ran'],
  ])('%s', (_name, changes, results, doubt) => {
    const read = verificationsOf(candidate({ verifications: [record(changes)] }, results));
    if (!read.ok) throw new Error(read.because.message);
    const [one] = read.verifications;
    expect(one?.record.id).toBe('suite');
    expect(one?.doubt ?? 'no doubt').toContain(doubt ?? 'no doubt');
  });
});

test.each<[name: string, data: unknown, text: string | undefined]>([
  ['without data', undefined, undefined],
  ['with records that are none', { verifications: [{ id: 7 }] }, undefined],
  ['whose file is no report', { verifications: [record()] }, '[]'],
  ['whose file is no text', { verifications: [record()] }, '{'],
])('a report %s does not say what was measured', (_name, data, text) => {
  expect(verificationsOf(candidate(data, [of('passed')], text))).toMatchObject({
    ok: false,
    because: { code: 'NO_DATA' },
  });
});
