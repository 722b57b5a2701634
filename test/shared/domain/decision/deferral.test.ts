import { describe, expect, test } from '@jest/globals';
import type { Deferral } from '../../../../shared/core/policy.ts';
import type { Result } from '../../../../shared/core/report.ts';
import { applyDeferrals, stages } from '../../../../shared/domain/decision/deferral.ts';
import { reportStatus } from '../../../../shared/domain/decision/status.ts';
import { product } from '../../../support/product.ts';
import { result } from '../../../support/results.ts';

const because = { code: 'NO_CREDENTIAL', message: 'a fork gets no secrets' };
const lacking = result({ rule: 'sync/remote', status: 'unverified', because });

function deferral(overrides: Partial<Deferral> = {}): Deferral {
  return { rule: 'sync/remote', to: 'default-branch', reason: 'forks have no token', ...overrides };
}

describe('a deferral', () => {
  const targets = ['merge_group', 'default-branch', 'release'] as const;
  // Where each one still holds: strictly before the stage that it names.
  const holds: Record<(typeof targets)[number], readonly string[]> = {
    merge_group: ['pull-request'],
    'default-branch': ['pull-request', 'merge_group'],
    release: ['pull-request', 'merge_group', 'default-branch'],
  };

  test.each(product({ to: targets, stage: stages }))('to $to at the stage $stage', ({ to, stage }) => {
    const { results, uses } = applyDeferrals([lacking], [deferral({ to })], stage);
    const held = holds[to].includes(stage);
    expect(results[0]?.deferredTo).toBe(held ? to : undefined);
    expect(uses[0]?.state).toBe(held ? 'used' : 'expired');
  });

  test('leaves the result unverified', () => {
    const { results } = applyDeferrals([lacking], [deferral()], 'pull-request');
    expect(results).toEqual([{ ...lacking, deferredTo: 'default-branch' }]);
    expect(reportStatus([result(), ...results])).toBe('unverified');
  });

  test.each<[string, Deferral, Result, string]>([
    ['covers all rules of a control', deferral({ rule: 'sync/*' }), lacking, 'used'],
    ['of another rule names nothing', deferral({ rule: 'sync/pin' }), lacking, 'unused'],
    ['never covers what failed', deferral(), { ...lacking, status: 'failed' }, 'unused'],
    [
      'never covers what the configuration demands here',
      deferral(),
      { ...lacking, because: { ...because, deferrable: false } },
      'void',
    ],
  ])('%s', (_name, entry, found, state) => {
    const { results, uses } = applyDeferrals([found], [entry], 'pull-request');
    expect(uses.map((use) => use.state)).toEqual([state]);
    expect(results[0]?.deferredTo).toBe(state === 'used' ? entry.to : undefined);
  });

  test('of all rules marks what can be deferred and leaves what is demanded', () => {
    const demanded = { ...lacking, because: { ...because, deferrable: false as const } };
    const { results, uses } = applyDeferrals([lacking, demanded], [deferral({ rule: 'sync/*' })], 'pull-request');
    expect(results.map(({ deferredTo }) => deferredTo)).toEqual(['default-branch', undefined]);
    expect(uses.map((use) => use.state)).toEqual(['used']);
  });

  test('is shown by its rule and stage when it is unused', () => {
    const { uses } = applyDeferrals([], [deferral()], 'pull-request');
    expect(uses.map(({ id, kind, state }) => [id, kind, state])).toEqual([
      ['sync/remote to default-branch', 'deferral', 'unused'],
    ]);
  });
});
