import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { AskedEntry } from '../../../../shared/domain/protection/asked-entry.ts';
import { effective } from '../../../../shared/domain/protection/effective.ts';
import type { Row } from '../../../../shared/domain/protection/row.ts';
import { meets } from '../../../../shared/domain/protection/scale.ts';
import { settings } from '../../../../shared/domain/protection/settings.ts';
import type { Observation } from '../../../../shared/domain/seen-repository/observation.ts';
import type { GitHubAnswer } from '../../../support/memory-github.ts';
import {
  faults,
  type RuleData,
  type RulesetData,
  requests,
  type Tier,
  tiers,
  type World,
} from '../../../support/protection-api.ts';
import { classicDrifts, drifts } from './drift-table.ts';
import { asking, judged, look } from './world.ts';

/*
 * Any mixture of the rules of the drift tables, in rulesets of both levels and in classic protection, seen with any credential and
 * through any fault.
 */

const ofBranch = drifts.filter(({ target }) => (target ?? 'branch') === 'branch');
const pool: RuleData[] = [
  ...ofBranch.flatMap(({ equal, weaker, stricter }) => [equal, weaker, stricter].filter((rule) => rule !== undefined)),
  { type: 'unheard_of', parameters: { much: 1 } },
  { type: 'pull_request', parameters: { required_approving_review_count: 'two' } },
  { type: 'update', parameters: null },
];
const classics: object[] = [...drifts, ...classicDrifts].flatMap(({ classic }) =>
  classic === undefined
    ? []
    : [classic.equal, classic.weaker, classic.stricter, classic.unread].filter((one) => one !== undefined),
);
const rule = fc.constantFrom(...pool);
const actor = fc.record({
  actor_id: fc.constantFrom(1, 5, null),
  actor_type: fc.constantFrom('Integration', 'RepositoryRole', 'OrganizationAdmin', 'Team', 'EnterpriseRole'),
  bypass_mode: fc.constantFrom('always', 'pull_request', 'exempt'),
});
const ruleset = (id: number): fc.Arbitrary<RulesetData> =>
  fc.record({
    id: fc.constant(id),
    level: fc.constantFrom('Repository', 'Organization'),
    enforcement: fc.constantFrom('active', 'active', 'active', 'evaluate', 'disabled'),
    include: fc.constantFrom(['~ALL'], ['refs/heads/main'], ['~DEFAULT_BRANCH'], ['refs/heads/other'], []),
    exclude: fc.constantFrom([], [], ['refs/heads/main']),
    rules: fc.array(rule, { maxLength: 4 }),
    bypass: fc.array(actor, { maxLength: 2 }),
  });
const world: fc.Arbitrary<World> = fc.record({
  rulesets: fc
    .integer({ min: 0, max: 3 })
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => ruleset(index + 1)))),
  classic: fc.option(
    fc.constantFrom(...classics).map((one) => ({ ...one })),
    { nil: undefined },
  ),
});
const tier = fc.constantFrom(...tiers);
const faulty = fc.dictionary(
  fc.constantFrom(
    requests.repository,
    requests.branch,
    requests.rules,
    requests.rulesets,
    requests.classic,
    requests.ruleset(1),
    requests.ruleset(2),
  ),
  fc.constantFrom<GitHubAnswer>(...Object.values(faults)),
  { maxKeys: 3 },
);

/** Everything asked for at once, in one direction or exactly. */
const everything = (exactly: boolean): AskedEntry[] => {
  const asks = [...ofBranch, ...classicDrifts].map(({ key, asks: value }) => [
    key,
    exactly ? { exactly: value } : value,
  ]);
  return asking({
    ...Object.fromEntries(asks),
    active: true,
    'enforce-admins': true,
    'bypass-actors': exactly ? { exactly: [{ type: 'Team', id: 5 }] } : [{ type: 'Team', id: 5 }],
  });
};
const policies = [everything(false), everything(true)] as const;
const policy = fc.constantFrom(...policies);

const rowsOf = (observation: Observation, entries: readonly AskedEntry[]): Map<string, Row> =>
  new Map(judged(effective(observation), entries).rows.map((row) => [row.setting, row]));

test('no credential and no fault makes anything look better than it is', async () => {
  await fc.assert(
    fc.asyncProperty(world, tier, faulty, policy, async (there, seenBy, changed, entries) => {
      const whole = rowsOf(await look(there, 'administration: write'), entries);
      const seen = rowsOf(await look(there, seenBy, { changed }), entries);
      const wrong = [...seen].filter(([key, { verdict, holds }]) => {
        const truth = whole.get(key);
        return (
          (holds === true && verdict !== 'not-asked' && truth?.holds !== true) ||
          ((verdict === 'equal' || verdict === 'stricter') && truth?.verdict !== verdict) ||
          (holds === false && truth?.holds === true)
        );
      });
      expect(wrong).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

test('a setting that is unknown is unknown in its row', async () => {
  await fc.assert(
    fc.asyncProperty(world, tier, faulty, policy, async (there, seenBy, changed, entries) => {
      const state = effective(await look(there, seenBy, { changed }));
      for (const row of judged(state, entries).rows) {
        if (state.settings[row.setting]?.state !== 'unknown') continue;
        expect([row.setting, row.verdict, row.holds]).toEqual([row.setting, 'unknown', undefined]);
        expect(row.because.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 80 },
  );
});

test('the order of rulesets, rules and lists changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(world, tier, fc.infiniteStream(fc.nat()), policy, async (there, seenBy, numbers, entries) => {
      const shuffled = <T>(list: readonly T[]): T[] =>
        list
          .map((item) => ({ item, at: numbers.next().value ?? 0 }))
          .sort((a, b) => a.at - b.at)
          .map(({ item }) => item);
      const other: World = {
        ...there,
        rulesets: shuffled(there.rulesets ?? []).map((one) => ({
          ...one,
          rules: shuffled(one.rules),
          bypass: shuffled(one.bypass ?? []),
        })),
      };
      const [a, b] = [effective(await look(there, seenBy)), effective(await look(other, seenBy))];
      expect(b.settings).toEqual(a.settings);
      expect(judged(b, entries)).toEqual(judged(a, entries));
    }),
    { numRuns: 60 },
  );
});

test('one rule more never makes what is in force weaker', async () => {
  const byRule = settings.filter((spec) => spec.rule !== undefined);
  await fc.assert(
    fc.asyncProperty(world, rule, policy, async (there, more, entries) => {
      const [first, ...others] = there.rulesets ?? [];
      fc.pre(first !== undefined);
      const added: World = { ...there, rulesets: [{ ...first, rules: [...first.rules, more] }, ...others] };
      const [before, after] = [
        effective(await look(there, 'administration: write')),
        effective(await look(added, 'administration: write')),
      ];
      const weaker = byRule.filter(({ key, scale }) => {
        const [was, is] = [before.settings[key], after.settings[key]];
        return was?.state === 'observed' && !(is?.state === 'observed' && meets(scale, is.atoms, was.atoms));
      });
      expect(weaker.map(({ key }) => key)).toEqual([]);
      const rows = new Map(judged(after, entries).rows.map((row) => [row.setting, row]));
      for (const row of judged(before, entries).rows) {
        if (row.holds !== true || row.verdict === 'not-asked' || !byRule.some(({ key }) => key === row.setting))
          continue;
        expect([row.setting, rows.get(row.setting)?.verdict === 'weaker']).toEqual([row.setting, false]);
      }
    }),
    { numRuns: 80 },
  );
});

test('the worst comes first: a row that fails never stands behind one that holds', async () => {
  const rank = (row: Row): number => (row.holds === false ? 0 : row.holds === undefined ? 1 : 2);
  await fc.assert(
    fc.asyncProperty(world, tier, policy, async (there, seenBy, entries) => {
      const { rows } = judged(effective(await look(there, seenBy)), entries);
      const ranks = rows.map(rank);
      expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
      const failed = rows.filter(({ holds }) => holds === false);
      const bypass = failed.findIndex(({ setting }) => setting === 'bypass-actors');
      expect(bypass).toBeLessThanOrEqual(0);
    }),
    { numRuns: 40 },
  );
});

test('GITHUB_TOKEN never sees a bypass list, and never calls one what it should be', async () => {
  await fc.assert(
    fc.asyncProperty(world, async (there) => {
      const seenBy: Tier = 'GITHUB_TOKEN';
      for (const entries of policies) {
        const row = rowsOf(await look(there, seenBy), entries).get('bypass-actors');
        expect(row?.holds).not.toBe(true);
      }
    }),
    { numRuns: 40 },
  );
});
