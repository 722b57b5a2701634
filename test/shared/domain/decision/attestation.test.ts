import { describe, expect, test } from '@jest/globals';
import type { Attestation } from '../../../../shared/core/policy.ts';
import type { Result } from '../../../../shared/core/report.ts';
import { applyAttestations } from '../../../../shared/domain/decision/attestation.ts';
import { reportStatus } from '../../../../shared/domain/decision/status.ts';
import { moment } from '../../../support/moments.ts';
import { result } from '../../../support/results.ts';

const hidden = result({ rule: 'protection/bypass', status: 'unverified' });
const facts = { 'ruleset 7': '2026-03-01T10:00:00Z' };

function attestation(overrides: Partial<Attestation> = {}): Attestation {
  return {
    id: 'A-1',
    rule: 'protection/bypass',
    by: 'bob',
    role: 'administrator',
    when: '2026-03-01',
    until: '2026-03-31',
    method: 'looked at the settings page with two people',
    evidence: { path: 'evidence/a-1.png', sha256: 'c'.repeat(64) },
    bound: facts,
    ...overrides,
  };
}

function apply(
  entry: Attestation,
  results: Result[] = [hidden],
  now = '2026-03-10T12:00:00Z',
  known: Record<string, string> = facts,
) {
  const { results: marked, uses } = applyAttestations(results, [entry], moment(now), known);
  expect(marked.map(({ status }) => status)).toEqual(results.map(({ status }) => status));
  return { marked: marked.filter((one) => one.attestation !== undefined).length, state: uses[0]?.state };
}

describe('an attestation', () => {
  test('marks the unverified result with who, how, until when and by which evidence, and leaves it unverified', () => {
    const { results } = applyAttestations([hidden], [attestation()], moment('2026-03-10T12:00:00Z'), facts);
    const { evidence } = attestation();
    const reason = 'looked at the settings page with two people';
    const by = { id: 'A-1', by: 'bob', reason, until: '2026-03-31', evidence };
    expect(results).toEqual([{ ...hidden, attestation: by }]);
    expect(reportStatus([result(), ...results])).toBe('unverified');
  });

  test.each<[string, Attestation, Result[], number, string]>([
    ['of all rules of the control', attestation({ rule: 'protection/*' }), [hidden], 1, 'used'],
    ['of a fingerprint', attestation({ rule: undefined, fingerprint: hidden.fingerprint }), [hidden], 1, 'used'],
    [
      'never for a rule that gave no result',
      attestation(),
      [{ ...hidden, because: { code: 'NO_RESULT', message: 'none' } }],
      0,
      'void',
    ],
    ['of another rule', attestation({ rule: 'protection/other' }), [hidden], 0, 'unused'],
    ['never for what failed', attestation(), [{ ...hidden, status: 'failed' }], 0, 'unused'],
    ['never for what passed', attestation(), [{ ...hidden, status: 'passed' }], 0, 'unused'],
    [
      'void when what was looked at changed',
      attestation({ bound: { 'ruleset 7': '2026-02-01T10:00:00Z' } }),
      [hidden],
      0,
      'void',
    ],
    [
      'void when what was looked at is gone',
      attestation({ bound: { 'ruleset 8': '2026-03-01T10:00:00Z' } }),
      [hidden],
      0,
      'void',
    ],
    [
      'void when one of several facts changed',
      attestation({ bound: { ...facts, 'ruleset 8': 'x' } }),
      [hidden],
      0,
      'void',
    ],
    [
      'void for a fact that every object seems to have',
      attestation({ bound: { constructor: 'x' } }),
      [hidden],
      0,
      'void',
    ],
    ['made in the future', attestation({ when: '2026-03-11' }), [hidden], 0, 'void'],
    ['on its last day', attestation({ until: '2026-03-10' }), [hidden], 1, 'used'],
    ['after its term', attestation({ until: '2026-03-09' }), [hidden], 0, 'expired'],
  ])('%s', (_name, entry, results, marked, state) => {
    expect(apply(entry, results)).toEqual({ marked, state });
  });

  test.each([
    ['2026-03-31T23:59:59.999Z', 'used'],
    ['2026-04-01T00:00:00Z', 'expired'],
    ['2026-02-28T23:59:59.999Z', 'void'],
    ['2026-03-01T00:00:00Z', 'used'],
  ])('at %s it is %s', (now, state) => {
    expect(apply(attestation(), [hidden], now).state).toBe(state);
  });

  const bound = (...names: string[]): Attestation['bound'] => Object.fromEntries(names.map((name) => [name, 'x']));
  test.each<[string, string[], string[], string]>([
    ['all that the result rests on', ['a', 'b'], ['a', 'b'], 'used'],
    ['more than that', ['a'], ['a', 'b'], 'used'],
    ['a part of it only', ['a', 'b'], ['a'], 'void'],
    ['what nothing reports', ['rulesets'], ['rulesets'], 'void'],
    ['a name that every object has', ['toString'], ['toString'], 'void'],
  ])('bound to %s', (_name, restsOn, names, state) => {
    const known = { a: 'x', b: 'x' };
    const entry = attestation({ bound: bound(...names) });
    expect(apply(entry, [{ ...hidden, restsOn }], undefined, known).state).toBe(state);
  });

  test('where nothing is known of what was looked at, only an unbound one holds', () => {
    expect(apply(attestation(), [hidden], undefined, {}).state).toBe('void');
  });

  test('unused ones are shown', () => {
    const { uses } = applyAttestations(
      [],
      [attestation(), attestation({ id: 'A-2' })],
      moment('2026-03-10T12:00:00Z'),
      facts,
    );
    expect(uses.map(({ id, kind, state }) => [id, kind, state])).toEqual([
      ['A-1', 'attestation', 'unused'],
      ['A-2', 'attestation', 'unused'],
    ]);
  });
});
