import { describe, expect, test } from '@jest/globals';
import { effective } from '../../../../shared/domain/protection/effective.ts';
import { unknownParameters } from '../../../../shared/domain/protection/rule-parameters.ts';
import { entryOfRuleset } from '../../../../shared/domain/protection/ruleset-policy.ts';
import { settings } from '../../../../shared/domain/protection/settings.ts';
import { type RuleData, requests, type Tier } from '../../../support/protection-api.ts';
import { drifts } from './drift-table.ts';
import { judged, look } from './world.ts';

describe('parameters that are not known', () => {
  const rules = drifts.flatMap(({ equal, weaker, stricter }) => [equal, weaker, stricter]).filter((rule) => rule);
  test(`are none in the ${rules.length} rules of the drift tables`, () => {
    expect(rules.flatMap((rule) => (rule === undefined ? [] : unknownParameters({ ...rule })))).toEqual([]);
  });

  const types = [...new Set(settings.flatMap(({ rule }) => (rule === undefined ? [] : [rule])))];
  test.each(types)('are told of the type %s, but for those that are null', (type) => {
    const parameters = { of_tomorrow: 1, __proto__: 2, toString: false, nothing: null };
    expect(unknownParameters({ type, parameters })).toEqual([{ of_tomorrow: 1 }, { toString: false }]);
  });

  test('of a type that is not known are not told one by one', () => {
    expect(unknownParameters({ type: 'constructor', parameters: { much: 1 } })).toEqual([]);
  });
});

const exported = (...rules: RuleData[]) =>
  entryOfRuleset(
    { name: 'x', enforcement: 'active', conditions: { ref_name: { include: ['~DEFAULT_BRANCH'] } }, rules },
    'repository',
  );

describe('an exported ruleset with a parameter that is not known', () => {
  const force = (parameters?: Record<string, unknown>): RuleData => ({
    type: 'non_fast_forward',
    ...(parameters === undefined ? {} : { parameters }),
  });
  const row = async (inForce: RuleData, tier: Tier = 'GITHUB_TOKEN', changed = {}) => {
    const read = exported(force({ also_for_apps: true }));
    const state = effective(await look({ rulesets: [{ id: 1, rules: [inForce] }] }, tier, { changed }));
    return judged(state, read.ok ? [read.entry] : []).rows.find(({ setting }) => setting === 'rule non_fast_forward');
  };

  test.each<[string, RuleData, boolean]>([
    ['is just so', force({ also_for_apps: true }), true],
    ['is just so, beside another', force({ also_for_apps: true, more: 1 }), true],
    ['has another value', force({ also_for_apps: false }), false],
    ['is not there', force(), false],
    ['is in a rule of another type', { type: 'deletion', parameters: { also_for_apps: true } }, false],
  ])('in force it %s', async (_name, inForce, holds) => {
    expect((await row(inForce))?.holds).toBe(holds);
  });

  test('rules that could not be read settle nothing', async () => {
    const because = { code: 'RATE_LIMITED', message: 'GitHub answers 429' } as const;
    const found = await row(force(), 'GITHUB_TOKEN', { [requests.rules]: { because } });
    expect([found?.holds, found?.because[0]?.code]).toEqual([undefined, 'RATE_LIMITED']);
  });

  test('nobody asks for is not shown', async () => {
    const state = effective(
      await look({ rulesets: [{ id: 1, rules: [force({ of_tomorrow: false })] }] }, 'GITHUB_TOKEN'),
    );
    const read = exported({ type: 'deletion' });
    expect(judged(state, read.ok ? [read.entry] : []).rows.map(({ setting }) => setting)).not.toContain(
      'rule non_fast_forward',
    );
  });
});

describe('an exported rule', () => {
  test.each<[string, RuleData, boolean]>([
    ['without the list of checks', { type: 'required_status_checks' }, false],
    ['without anything but a detail', { type: 'workflows', parameters: { do_not_enforce_on_create: true } }, false],
    ['without the limits of coverage', { type: 'code_coverage', parameters: {} }, false],
    ['without a pattern', { type: 'commit_message_pattern' }, false],
    [
      'with a list of checks that is empty',
      {
        type: 'required_status_checks',
        parameters: { required_status_checks: [], strict_required_status_checks_policy: false },
      },
      true,
    ],
    ['that says something by being there', { type: 'pull_request' }, true],
    ['with some of its parameters', { type: 'pull_request', parameters: { required_approving_review_count: 2 } }, true],
  ])('%s', (_name, rule, ok) => {
    expect(exported({ type: 'deletion' }, rule).ok).toBe(ok);
  });
});
