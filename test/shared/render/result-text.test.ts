import { describe, expect, test } from '@jest/globals';
import type { Result } from '../../../shared/core/report.ts';
import { type ResultText, textOf } from '../../../shared/render/result-text.ts';
import { result, sampleAllowance } from '../../support/results.ts';

const failure = result({ status: 'failed', message: 'the pin is wrong' });
const unseen = result({
  status: 'unverified',
  about: ['ledger', 'tag'],
  because: { code: 'NO_DATA', message: 'there is no pin' },
});
const { until: _until, ...endless } = sampleAllowance;

describe('what is said about a result', () => {
  test.each<[string, Result, Partial<ResultText>]>([
    ['that failed', failure, { status: 'failed', what: 'the pin is wrong', next: undefined, where: undefined }],
    ['with a fix', { ...failure, fix: 'write v2' }, { next: 'Fix: write v2' }],
    [
      'that could not be looked at',
      unseen,
      { status: 'not verified', what: 'ledger, tag: there is no pin', next: undefined },
    ],
    [
      'that needs something',
      { ...unseen, because: { code: 'X', message: 'no', needs: 'a token' } },
      { next: 'Needed: a token' },
    ],
    ['about a whole rule', { ...unseen, about: [] }, { what: 'The thing holds: there is no pin' }],
    ['that is unverified without a reason', { ...unseen, because: undefined as never }, { what: 'ledger, tag' }],
    ['that is unverified, with a fix that nobody knows to be one', { ...unseen, fix: 'x' }, { next: undefined }],
    [
      'that is waived',
      { ...failure, fix: 'x', waiver: sampleAllowance },
      { status: 'failed (waived)', next: 'Waived as W-1 by alice until 2026-04-01: accepted for the pilot' },
    ],
    [
      'that is waived without an end',
      { ...failure, waiver: endless },
      { next: 'Waived as W-1 by alice: accepted for the pilot' },
    ],
    [
      'that is attested',
      { ...unseen, attestation: sampleAllowance },
      { status: 'not verified (attested)', next: 'Attested as W-1 by alice until 2026-04-01: accepted for the pilot' },
    ],
    [
      'that is deferred',
      { ...unseen, deferredTo: 'release' },
      { status: 'not verified (deferred)', next: 'Deferred to release' },
    ],
    ['in a file', { ...failure, location: { path: 'a.json' } }, { where: 'a.json' }],
    ['in a line', { ...failure, location: { path: 'a.json', line: 3 } }, { where: 'a.json:3' }],
    ['in a column', { ...failure, location: { path: 'a.json', line: 3, column: 5 } }, { where: 'a.json:3:5' }],
    ['with values', { ...failure, expected: ['a', 1], actual: null }, { expected: '["a",1]', actual: 'null' }],
    ['with texts as values', { ...failure, expected: 'a', actual: '' }, { expected: 'a', actual: '' }],
    ['without values', failure, { expected: undefined, actual: undefined }],
  ])('%s', (_name, one, expected) => {
    expect(textOf(one)).toMatchObject(expected);
  });
});
