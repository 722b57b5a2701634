import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Waiver } from '../../../../shared/core/policy.ts';
import type { Result } from '../../../../shared/core/report.ts';
import { resultStatuses } from '../../../../shared/core/report-status.ts';
import { reportStatus } from '../../../../shared/domain/decision/status.ts';
import { applyWaivers } from '../../../../shared/domain/decision/waiver.ts';
import { moment } from '../../../support/moments.ts';
import { result } from '../../../support/results.ts';

const unwaivable = new Set(['sync/owners']);
const time = moment('2026-03-10T12:00:00Z');
const seen = `v1:${'a'.repeat(32)}`;
const other = `v1:${'b'.repeat(32)}`;

const pin = result({ rule: 'sync/pin', status: 'failed', valueHash: seen, fingerprint: `v1:${'1'.repeat(32)}` });
const matrix = result({ rule: 'sync/matrix', status: 'failed', valueHash: other, fingerprint: `v1:${'2'.repeat(32)}` });
const owners = result({ rule: 'sync/owners', status: 'failed', valueHash: seen, fingerprint: `v1:${'3'.repeat(32)}` });

function waiver(overrides: Partial<Waiver> = {}): Waiver {
  return {
    id: 'W-1',
    rule: 'sync/pin',
    value: seen,
    approver: 'alice',
    reason: 'the producer repins on Friday',
    granted: '2026-03-01',
    expires: '2026-03-31',
    ...overrides,
  };
}

/** What a waiver does to these results: the rules that it marked, and its state. */
function apply(entry: Waiver, results: Result[] = [pin], cap = 180, now = time): { marked: string[]; state: string } {
  const applied = applyWaivers(results, [entry], unwaivable, now, cap);
  expect(applied.results.map(({ status }) => status)).toEqual(results.map(({ status }) => status));
  expect(applied.uses.map(({ id, kind }) => [id, kind])).toEqual([[entry.id, 'waiver']]);
  return {
    marked: applied.results.filter((one) => one.waiver !== undefined).map((one) => one.rule),
    state: applied.uses[0]?.state ?? '',
  };
}

describe('a waiver', () => {
  test('marks the failed result that it names with who, why and until when', () => {
    const { results } = applyWaivers([pin], [waiver()], unwaivable, time, 180);
    expect(results).toEqual([
      { ...pin, waiver: { id: 'W-1', by: 'alice', reason: 'the producer repins on Friday', until: '2026-03-31' } },
    ]);
  });

  test.each<[string, Waiver, Result[], string[], string]>([
    ['of this value holds', waiver(), [pin], ['sync/pin'], 'used'],
    ['of another value is void', waiver({ value: other }), [pin], [], 'void'],
    ['is void for a result without a value', waiver(), [{ ...pin, valueHash: undefined as never }], [], 'void'],
    ['of all rules covers those with its value', waiver({ rule: 'sync/*' }), [pin, matrix], ['sync/pin'], 'used'],
    ['of all rules of another control names nothing', waiver({ rule: 'other/*' }), [pin], [], 'unused'],
    [
      'of all rules does not reach a control whose name begins the same',
      waiver({ rule: 'syn/*' }),
      [pin],
      [],
      'unused',
    ],
    ['of another rule names nothing', waiver({ rule: 'sync/matrix' }), [pin], [], 'unused'],
    ['of a rule does not reach one whose name begins the same', waiver({ rule: 'sync/pi' }), [pin], [], 'unused'],
    [
      'of a fingerprint holds',
      waiver({ rule: undefined, fingerprint: pin.fingerprint }),
      [pin, matrix],
      ['sync/pin'],
      'used',
    ],
    ['of another fingerprint names nothing', waiver({ rule: undefined, fingerprint: other }), [pin], [], 'unused'],
    [
      'of a fingerprint needs the value too',
      waiver({ rule: undefined, fingerprint: pin.fingerprint, value: other }),
      [pin],
      [],
      'void',
    ],
    ['for a rule that cannot be waived is void', waiver({ rule: 'sync/owners' }), [owners], [], 'void'],
    [
      'of all rules leaves out the one that cannot be waived',
      waiver({ rule: 'sync/*' }),
      [pin, owners],
      ['sync/pin'],
      'used',
    ],
    [
      'by fingerprint of a rule that cannot be waived is void',
      waiver({ rule: undefined, fingerprint: owners.fingerprint }),
      [owners],
      [],
      'void',
    ],
    ['names nothing where the rule passed', waiver(), [{ ...pin, status: 'passed' }], [], 'unused'],
    ['covers nothing that is unverified', waiver(), [{ ...pin, status: 'unverified' }], [], 'unused'],
    ['covers nothing that is not applicable', waiver(), [{ ...pin, status: 'not-applicable' }], [], 'unused'],
    ['without anything to cover is shown', waiver(), [], [], 'unused'],
    ['granted in the future is void', waiver({ granted: '2026-03-11' }), [pin], [], 'void'],
    ['granted today holds', waiver({ granted: '2026-03-10' }), [pin], ['sync/pin'], 'used'],
    ['holds on its last day', waiver({ expires: '2026-03-10' }), [pin], ['sync/pin'], 'used'],
    ['is expired the day after', waiver({ expires: '2026-03-09' }), [pin], [], 'expired'],
  ])('%s', (_name, entry, results, marked, state) => {
    expect(apply(entry, results)).toEqual({ marked, state });
  });

  test.each([
    ['in the last second of its last day', '2026-03-31T23:59:59Z', 'used'],
    ['in the first second after it', '2026-04-01T00:00:00Z', 'expired'],
  ])('%s in UTC it is %s', (_name, now, state) => {
    expect(apply(waiver(), [pin], 180, moment(now)).state).toBe(state);
  });

  test.each([
    ['2026-03-01', '2026-03-30', 30, 'used'],
    ['2026-03-01', '2026-03-31', 30, 'void'],
    ['2025-10-01', '2026-03-29', 180, 'used'],
    ['2025-10-01', '2026-03-30', 180, 'void'],
  ])('from %s to %s under a cap of %i days over all renewals: %s', (granted, expires, cap, state) => {
    expect(apply(waiver({ granted, expires }), [pin], cap).state).toBe(state);
  });

  test('a re-run after its end does not revive it, and an event before it began does not ripen it', () => {
    expect(apply(waiver(), [pin], 180, moment('2026-04-02T00:00:00Z', '2026-03-30T00:00:00Z')).state).toBe('expired');
    expect(apply(waiver(), [pin], 180, moment('2026-03-05T00:00:00Z', '2026-02-28T00:00:00Z')).state).toBe('void');
  });

  test('every waiver is shown, used or not, in the order of the policy', () => {
    const entries = [
      waiver(),
      waiver({ id: 'W-2', value: other }),
      waiver({ id: 'W-3', rule: 'sync/none' }),
      waiver({ id: 'W-4', expires: '2026-03-02' }),
    ];
    const { uses } = applyWaivers([pin], entries, unwaivable, time, 180);
    expect(uses.map(({ id, state }) => [id, state])).toEqual([
      ['W-1', 'used'],
      ['W-2', 'void'],
      ['W-3', 'unused'],
      ['W-4', 'expired'],
    ]);
    expect(uses.map(({ message }) => message)).toEqual([
      'covers 1 result',
      'the observed value is not the one that was waived',
      'nothing that it names is failed',
      'ended on 2026-03-02',
    ]);
  });
});

test('what is said of a waiver tells how much it covers, and every reason why it covers nothing', () => {
  const say = (entry: Waiver, results: Result[], cap = 180) =>
    applyWaivers(results, [entry], unwaivable, time, cap).uses[0]?.message;
  const both = [pin, { ...matrix, valueHash: seen }];
  expect(say(waiver({ rule: 'sync/*' }), both)).toBe('covers 2 results');
  expect(say(waiver(), [pin], 30)).toBe('runs longer than the 30 days allowed over all renewals');
  expect(say(waiver({ granted: '2026-03-11' }), [pin])).toBe('holds only from 2026-03-11');
  const reasons = 'names a rule that cannot be waived; the observed value is not the one that was waived';
  for (const results of [
    [owners, matrix],
    [matrix, owners],
  ])
    expect(say(waiver({ rule: 'sync/*' }), results)).toBe(reasons);
});

test('an entry that names neither rule nor fingerprint names nothing', () => {
  expect(apply(waiver({ rule: undefined }), [pin])).toEqual({ marked: [], state: 'unused' });
});

describe('for any waivers', () => {
  const anyResult = fc
    .record({
      rule: fc.constantFrom('sync/pin', 'sync/matrix', 'sync/owners', 'other/pin'),
      status: fc.constantFrom(...resultStatuses),
      valueHash: fc.constantFrom(seen, other),
      about: fc.array(fc.constantFrom('a', 'b'), { maxLength: 2 }),
    })
    .map(result);
  const anyWaiver = fc
    .record({
      rule: fc.constantFrom('sync/pin', 'sync/matrix', 'sync/owners', 'sync/*', 'other/*'),
      value: fc.constantFrom(seen, other),
      granted: fc.constantFrom('2025-01-01', '2026-03-01', '2026-03-11'),
      expires: fc.constantFrom('2026-03-09', '2026-03-10', '2026-12-31'),
    })
    .map(waiver);

  test('no status changes, nothing becomes passed, and only failed results are marked', () => {
    fc.assert(
      fc.property(fc.array(anyResult), fc.array(anyWaiver), (results, waivers) => {
        const applied = applyWaivers(results, waivers, unwaivable, time, 180);
        expect(applied.results.map(({ waiver: _waiver, ...rest }) => rest)).toEqual(results);
        const marked = applied.results.filter((one) => one.waiver !== undefined);
        expect(marked.filter(({ status, rule: name }) => status !== 'failed' || name === 'sync/owners')).toEqual([]);
        expect(reportStatus(applied.results.filter(({ status }) => status !== 'passed'))).not.toBe('passed');
        expect(applied.uses).toHaveLength(waivers.length);
      }),
    );
  });

  test('the order of the results does not matter, neither for the marks nor for what is said', () => {
    fc.assert(
      fc.property(fc.array(anyResult), fc.array(anyWaiver), (results, waivers) => {
        const there = applyWaivers(results, waivers, unwaivable, time, 180);
        const back = applyWaivers([...results].reverse(), waivers, unwaivable, time, 180);
        expect(back.results.reverse()).toEqual(there.results);
        expect(back.uses).toEqual(there.uses);
      }),
    );
  });
});
