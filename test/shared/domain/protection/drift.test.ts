import { describe, expect, test } from '@jest/globals';
import type { Verdict } from '../../../../shared/domain/protection/row.ts';
import { ruleTypes, settings } from '../../../../shared/domain/protection/settings.ts';
import {
  classicOff,
  faults,
  type RuleData,
  requests,
  type Tier,
  tiers,
  type World,
} from '../../../support/protection-api.ts';
import { classicDrifts, type Drift, drifts } from './drift-table.ts';
import { rowOf } from './world.ts';

/** What classic protection can say too: without it being read, a ruleset alone does not settle these. */
const hiddenByClassic: ReadonlySet<string> = new Set([
  'reviews.pull-request',
  'reviews.count',
  'reviews.dismiss-stale',
  'reviews.code-owners',
  'reviews.last-push',
  'reviews.threads',
  'reviews.dismissal',
  'checks.required',
  'checks.strict',
  'force-push',
  'deletion',
  'creation',
  'update.restricted',
  'linear-history',
  'signatures',
]);

interface Case {
  name: string;
  world: World;
  tier: Tier;
  drift: Pick<Drift, 'key' | 'asks' | 'target'>;
  verdict: Verdict;
}

type Situation = 'equal' | 'weaker' | 'stricter' | 'absent';

/** What the rulesets show, read whole; without administration classic protection may ask for more. */
function expected({ key, asks, target }: Case['drift'], situation: Situation, tier: Tier): Verdict {
  const hidden = tier === 'GITHUB_TOKEN' && (target ?? 'branch') === 'branch' && hiddenByClassic.has(key);
  if (situation === 'weaker' || situation === 'absent') return hidden ? 'unknown' : 'weaker';
  if (situation === 'stricter') return 'stricter';
  return hidden && asks !== true ? 'met' : 'equal';
}

const elsewhere = (key: string): RuleData =>
  key === 'linear-history' ? { type: 'required_signatures' } : { type: 'required_linear_history' };

const byRulesets: Case[] = drifts.flatMap((drift) =>
  tiers.flatMap((tier) =>
    (['equal', 'weaker', 'stricter', 'absent'] as const).flatMap((situation): Case[] => {
      const rule = situation === 'absent' ? elsewhere(drift.key) : drift[situation];
      if (rule === undefined) return [];
      const target = drift.target ?? 'branch';
      const world: World = { rulesets: [{ id: 1, target, rules: [rule] }] };
      return [
        { name: `${drift.key}, ${situation}, ${tier}`, world, tier, drift, verdict: expected(drift, situation, tier) },
      ];
    }),
  ),
);

describe(`${byRulesets.length} cases of ${drifts.length} settings in rulesets, each with three credentials`, () => {
  test.each(byRulesets)('$name: $verdict', async ({ world, tier, drift, verdict }) => {
    const row = await rowOf(world, tier, [drift.key, drift.asks], { target: drift.target ?? 'branch' });
    expect(row.verdict).toBe(verdict);
    expect(row.holds).toBe(verdict === 'unknown' ? undefined : verdict !== 'weaker');
    const settled = row.because.some(({ needs }) => /administration: read/.test(needs ?? ''));
    expect([settled, row.fix !== undefined]).toEqual([verdict === 'unknown', verdict === 'weaker']);
    expect(row.fix?.text).not.toBe('');
  });
});

const classical = [
  ...drifts.flatMap(({ key, asks, classic, classicAsks = asks }) =>
    classic === undefined ? [] : [{ key, asks: classicAsks, classic }],
  ),
  ...classicDrifts,
];
const byClassic: Case[] = classical.flatMap((drift) =>
  tiers.flatMap((tier) =>
    (['equal', 'weaker', 'stricter', 'absent', 'unread'] as const).flatMap((situation): Case[] => {
      const classic = situation === 'absent' ? classicOff : drift.classic[situation];
      if (classic === undefined) return [];
      // The checks are there for every reader of the branch, and are all that is.
      const shown = drift.key === 'checks.required' && (situation === 'equal' || situation === 'stricter');
      const verdict: Verdict =
        tier === 'GITHUB_TOKEN'
          ? shown
            ? situation === 'equal'
              ? 'met'
              : 'stricter'
            : 'unknown'
          : situation === 'absent'
            ? 'weaker'
            : situation === 'unread'
              ? 'unknown'
              : situation;
      return [
        {
          name: `${drift.key}, ${situation}, ${tier}`,
          world: { classic: { ...classic } },
          tier,
          drift,
          verdict,
        },
      ];
    }),
  ),
);

describe(`${byClassic.length} cases of ${classical.length} settings in classic protection, each with three credentials`, () => {
  test.each(byClassic)('$name: $verdict', async ({ world, tier, drift, verdict }) => {
    expect((await rowOf(world, tier, [drift.key, drift.asks])).verdict).toBe(verdict);
  });
});

const noAnswer = [
  'a missing permission',
  'a hidden 404',
  'a rate limit',
  'a list that is cut',
  'a server error',
] as const;
const unseen = drifts.flatMap((drift) =>
  tiers.flatMap((tier) => noAnswer.map((fault) => ({ name: `${drift.key}, ${tier}, ${fault}`, drift, tier, fault }))),
);
describe(`${unseen.length} cases of rules that could not be read`, () => {
  test.each(unseen)('$name: unknown', async ({ drift, tier, fault }) => {
    const target = drift.target ?? 'branch';
    const world: World = { rulesets: [{ id: 1, target, rules: [drift.equal] }] };
    const changed = { [target === 'branch' ? requests.rules : requests.rulesets]: faults[fault] };
    const row = await rowOf(world, tier, [drift.key, drift.asks], { target, changed });
    expect([row.verdict, row.holds]).toEqual(['unknown', undefined]);
    expect(row.because.length).toBeGreaterThan(0);
  });
});

const broken = drifts.filter(({ equal, asks }) => equal.parameters !== undefined && asks !== undefined);
const wrongValues = [{}, [], 'text', -1, [1], { enabled: 'yes' }] as const;
const undocumented = broken.flatMap((drift) =>
  wrongValues.map((value) => ({ name: `${drift.key}, ${JSON.stringify(value)}`, drift, value })),
);
describe(`${undocumented.length} cases of rules whose parameters are not as documented`, () => {
  test.each(undocumented)('$name: never taken for what was asked', async ({ drift, value }) => {
    const names = Object.keys(drift.equal.parameters ?? {});
    const target = drift.target ?? 'branch';
    const rule = { type: drift.equal.type, parameters: Object.fromEntries(names.map((name) => [name, value])) };
    const world: World = { rulesets: [{ id: 1, target, rules: [rule] }] };
    const row = await rowOf(world, 'administration: write', [drift.key, drift.asks], { target });
    // That a pull request is asked for is said by the rule being there.
    expect(row.holds === true).toBe(drift.key === 'reviews.pull-request');
  });
});

const ignoring = drifts.filter(({ target }) => target === 'push');
describe(`${ignoring.length} push rules whose exceptions are not as documented`, () => {
  test.each(ignoring)('$key: unknown', async ({ key, asks, equal: { type, parameters } }) => {
    const rule = { type, parameters: { ...parameters, ignored_file_paths: 'all' } };
    const world: World = { rulesets: [{ id: 1, target: 'push', rules: [rule] }] };
    const row = await rowOf(world, 'administration: write', [key, asks], { target: 'push' });
    expect([row.verdict, row.because[0]?.code]).toEqual(['unknown', 'NO_DATA']);
  });
});

const exact: { name: string; drift: Drift; situation: 'equal' | 'weaker' | 'stricter'; holds: boolean }[] =
  drifts.flatMap((drift) =>
    (['equal', 'weaker', 'stricter'] as const)
      .filter((situation) => drift[situation] !== undefined)
      .map((situation) => ({ name: `${drift.key}, ${situation}`, drift, situation, holds: situation === 'equal' })),
  );
describe(`${exact.length} cases of exact values`, () => {
  test.each(exact)('$name: $holds', async ({ drift, situation, holds }) => {
    const target = drift.target ?? 'branch';
    const world: World = { rulesets: [{ id: 1, target, rules: [drift[situation] ?? { type: '' }] }] };
    const ask = { exactly: drift.asks };
    const row = await rowOf(world, 'administration: write', [drift.key, ask], { target });
    expect([row.verdict, row.holds]).toEqual([situation, holds]);
  });
});

describe('the tables are whole', () => {
  const derived = ['bypass-actors', 'active', 'enforce-admins', 'checks.bound'];

  test(`every one of the ${settings.length} settings is in a table`, () => {
    const covered = [...drifts, ...classicDrifts].map(({ key }) => key);
    expect([...covered, ...derived].sort()).toEqual(settings.map(({ key }) => key).sort());
  });

  test('every type of rule that is known to GitHub in November 2026 says something: 25', () => {
    const types = new Set([...ruleTypes('branch'), ...ruleTypes('tag'), ...ruleTypes('push')]);
    expect([...types].sort()).toEqual([
      'branch_name_pattern',
      'code_coverage',
      'code_quality',
      'code_scanning',
      'commit_author_email_pattern',
      'commit_message_pattern',
      'committer_email_pattern',
      'copilot_code_review',
      'creation',
      'deletion',
      'file_extension_restriction',
      'file_path_restriction',
      'license_compliance_scanning',
      'max_file_path_length',
      'max_file_size',
      'merge_queue',
      'non_fast_forward',
      'pull_request',
      'required_deployments',
      'required_linear_history',
      'required_signatures',
      'required_status_checks',
      'tag_name_pattern',
      'update',
      'workflows',
    ]);
  });

  test('a setting without a stricter or weaker rule is a switch, a pattern, or has no order', () => {
    const onlyEqual = drifts.filter(({ stricter }) => stricter === undefined).map(({ key }) => key);
    const ordered = onlyEqual.filter(
      (key) => !/^(patterns|merge-queue)\./.test(key) && drifts.find((drift) => drift.key === key)?.asks !== true,
    );
    expect(ordered).toEqual(['workflows.on-create', 'code-quality']);
  });
});
