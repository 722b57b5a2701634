import { describe, expect, test } from '@jest/globals';
import { fingerprint, valueHash } from '../../../shared/core/fingerprint.ts';
import { makeResult, wholeRuleResult } from '../../../shared/core/result.ts';
import { type Rule, rule } from '../../../shared/core/rule.ts';

interface Pair {
  file: string;
  wanted?: string;
  seen?: string;
}

const bare = rule<Pair>({
  severity: 'high',
  asserts: 'The two are the same.',
  why: 'Two that differ mislead.',
  about: ({ file }) => [file],
  says: ({ file }) => `${file} differs`,
});
const full: Rule<Pair> = {
  ...bare,
  expected: ({ wanted }) => wanted,
  actual: ({ seen }) => seen,
  fix: ({ file, wanted }) => (wanted === undefined ? undefined : `write ${wanted} in ${file}`),
};
const pair = { file: 'a.json', wanted: '2', seen: '1' };
const because = { code: 'NO_DATA', message: 'there is none' } as const;
const base = {
  rule: 'sample/same',
  severity: 'high',
  about: ['a.json'],
  fingerprint: fingerprint('sample/same', ['a.json']),
};

describe('makeResult', () => {
  test.each(['failed', 'passed', 'unverified'] as const)('%s: graded by itself, where its rule says so', (status) => {
    const graded: Rule<Pair> = { ...full, grade: ({ file }) => (file === 'a.json' ? 'low' : 'high') };
    expect(makeResult('sample/same', graded, status, pair, { because }).severity).toBe('low');
    expect(wholeRuleResult('sample/same', graded as Rule<never>, 'unverified', because).severity).toBe('high');
  });

  test.each([
    ['unverified', ['ruleset/1'], ['ruleset/1']],
    ['unverified', [], undefined],
    ['failed', ['ruleset/1'], undefined],
    ['passed', ['ruleset/1'], undefined],
  ] as const)('%s with the facts %j that it rests on: %j', (status, names, expected) => {
    const resting: Rule<Pair> = { ...full, restsOn: () => names };
    expect(makeResult('sample/same', resting, status, pair, { because }).restsOn).toEqual(expected);
  });

  test('failed: what is wrong, what was expected and seen, what to do, and the hash of what was seen', () => {
    expect(makeResult('sample/same', full, 'failed', pair, { at: { path: 'a.json', line: 2 } })).toEqual({
      ...base,
      status: 'failed',
      message: 'a.json differs',
      expected: '2',
      actual: '1',
      fix: 'write 2 in a.json',
      location: { path: 'a.json', line: 2 },
      valueHash: valueHash(['sample/same', ['a.json'], '1']),
    });
  });

  test('passed: what holds, with what was expected and seen, nothing to do and nothing to waive', () => {
    expect(makeResult('sample/same', full, 'passed', pair)).toEqual({
      ...base,
      status: 'passed',
      message: 'The two are the same.',
      expected: '2',
      actual: '1',
    });
  });

  test.each(['unverified', 'not-applicable'] as const)('%s: why, and no value that was not measured', (status) => {
    expect(makeResult('sample/same', full, status, pair, { because })).toEqual({
      ...base,
      status,
      message: 'The two are the same.',
      because,
    });
  });

  test('a rule that names no values and no fix leaves them out, and has nothing that a waiver could be bound to', () => {
    const result = makeResult('sample/same', bare, 'failed', pair);
    expect(Object.keys(result).sort()).toEqual(
      ['about', 'fingerprint', 'message', 'rule', 'severity', 'status'].sort(),
    );
  });

  test('what was observed comes before what is shown', () => {
    const observing = { ...full, observed: ({ file }: Pair) => ({ file }) };
    expect(makeResult('sample/same', observing, 'failed', pair).valueHash).toBe(
      valueHash(['sample/same', ['a.json'], { file: 'a.json' }]),
    );
  });

  test('the same value of another rule or subject has another hash', () => {
    const hashes = [
      makeResult('sample/same', full, 'failed', pair),
      makeResult('sample/other', full, 'failed', pair),
      makeResult('sample/same', full, 'failed', { ...pair, file: 'b.json' }),
    ].map((result) => result.valueHash);
    expect(new Set(hashes).size).toBe(3);
  });

  test('a value that is not there is waived as nothing, not as everything', () => {
    expect(makeResult('sample/same', full, 'failed', { file: 'a.json' }).valueHash).toBe(
      valueHash(['sample/same', ['a.json'], null]),
    );
    expect(makeResult('sample/same', full, 'failed', { file: 'a.json' })).not.toHaveProperty('fix');
  });

  test('the fingerprint follows control, rule and what it is about alone', () => {
    const first = makeResult('sample/same', full, 'failed', pair, { at: { path: 'a.json', line: 2 } });
    const later = makeResult('sample/same', { ...full, severity: 'low', says: () => 'reworded' }, 'passed', {
      ...pair,
      seen: '2',
    });
    expect(later.fingerprint).toBe(first.fingerprint);
    expect(makeResult('sample/same', full, 'failed', { ...pair, file: 'b.json' }).fingerprint).not.toBe(
      first.fingerprint,
    );
    expect(makeResult('sample/other', full, 'failed', pair).fingerprint).not.toBe(first.fingerprint);
    expect(makeResult('other/same', full, 'failed', pair).fingerprint).not.toBe(first.fingerprint);
  });

  test('another observed value has another hash', () => {
    const hashes = ['1', '2', undefined].map(
      (seen) =>
        makeResult('sample/same', full, 'failed', { file: 'a.json', ...(seen === undefined ? {} : { seen }) })
          .valueHash,
    );
    expect(new Set(hashes).size).toBe(3);
  });
});

test('wholeRuleResult is about the rule itself', () => {
  expect(wholeRuleResult('sample/same', full as Rule<never>, 'unverified', because)).toEqual({
    rule: 'sample/same',
    status: 'unverified',
    severity: 'high',
    message: 'The two are the same.',
    about: [],
    because,
    fingerprint: fingerprint('sample/same', []),
  });
});
