import { describe, expect, test } from '@jest/globals';
import { reviewDigest } from '../../../../shared/domain/protection/bypass-place.ts';
import { closure, closureItems } from '../../../../shared/domain/protection/closure.ts';
import { compare } from '../../../../shared/domain/protection/compare.ts';
import { effective } from '../../../../shared/domain/protection/effective.ts';
import { entriesOf } from '../../../../shared/domain/protection/entries.ts';
import { PolicySchema, type Review } from '../../../../shared/domain/protection/policy.ts';
import type { Row } from '../../../../shared/domain/protection/row.ts';
import { at } from '../../../support/moments.ts';
import {
  classicOff,
  faults,
  type RuleData,
  type RulesetData,
  requests,
  type Tier,
  type World,
} from '../../../support/protection-api.ts';
import { drifts } from './drift-table.ts';
import { asking, judged, look, now, rowOf } from './world.ts';

const admin: Tier = 'administration: write';
const ruleset = (rules: RuleData[], given: Partial<RulesetData> = {}): RulesetData => ({ id: 1, rules, ...given });
const entries = (policy: unknown) => entriesOf({ name: 'repository', policy: PolicySchema.parse(policy) }).entries;

describe('which refs an entry is about', () => {
  test.each<[string, object, boolean]>([
    ['its name', { pattern: 'main' }, true],
    ['its full name', { pattern: 'refs/heads/main' }, true],
    ['another', { pattern: 'other' }, false],
    ['one of several', { pattern: ['other', 'm*'] }, true],
    ['the default branch', { pattern: '~DEFAULT_BRANCH' }, true],
    ['all but it', { pattern: '~ALL', exclude: 'main' }, false],
  ])('%s', async (_name, refs, asked) => {
    const found = judged(effective(await look({}, admin)), entries({ branches: [{ ...refs, deletion: true }] }));
    expect([found.asked, found.rows.length]).toEqual([asked, asked ? 1 : 0]);
  });

  test('as long as the default branch is not known, an entry for it is unknown and not silent', async () => {
    const state = effective(await look({}, admin, { changed: { [requests.repository]: faults['a server error'] } }));
    const policy = entries({ branches: [{ pattern: '~DEFAULT_BRANCH', deletion: true }] });
    const { rows, asked } = compare(state, policy, { defaultBranch: undefined, now });
    expect(asked).toBe(true);
    expect(rows).toMatchObject([{ setting: 'policy', verdict: 'unknown', severity: 'high' }]);
  });
});

test('the worst comes first, and who may bypass before everything else', async () => {
  const world: World = {
    rulesets: [
      ruleset(
        [
          { type: 'required_linear_history' },
          { type: 'required_deployments', parameters: { required_deployment_environments: ['x'] } },
        ],
        {
          bypass: [{ actor_id: 1, actor_type: 'Integration', bypass_mode: 'always' }],
        },
      ),
    ],
  };
  const policy = asking({
    'linear-history': true,
    signatures: true,
    'force-push': true,
    'reviews.count': 1,
    'bypass-actors': [],
    'code-scanning': [{ tool: 'x' }],
  });
  const order = (rows: Row[]) => rows.map(({ setting, verdict, severity }) => `${setting} ${verdict} ${severity}`);
  expect(order(judged(effective(await look(world, admin)), policy).rows)).toEqual([
    'bypass-actors weaker critical',
    'force-push weaker critical',
    'reviews.count weaker high',
    'code-scanning weaker high',
    'signatures weaker medium',
    'linear-history equal info',
    'active not-asked info',
    'enforce-admins not-asked info',
    'deployments not-asked info',
  ]);
  expect(order(judged(effective(await look(world, 'GITHUB_TOKEN')), policy).rows)).toEqual([
    'code-scanning weaker high',
    'bypass-actors unknown critical',
    'force-push unknown critical',
    'reviews.count unknown high',
    'signatures unknown medium',
    'linear-history equal info',
    'active not-asked info',
    'deployments not-asked info',
  ]);
});

test('an actor who may no longer bypass stands before everything else that fails', async () => {
  const policy = asking({ 'force-push': true, 'bypass-actors': { exactly: [{ type: 'Integration', id: 7 }] } });
  const { rows } = judged(effective(await look({ rulesets: [ruleset([{ type: 'deletion' }])] }, admin)), policy);
  expect(rows.slice(0, 2).map(({ setting, verdict }) => [setting, verdict])).toEqual([
    ['bypass-actors', 'stricter'],
    ['force-push', 'weaker'],
  ]);
});

test('too strict where an exact value is asked for is less bad than too weak, but not for those who may bypass', async () => {
  const checks = (contexts: string[]) => ({
    type: 'required_status_checks',
    parameters: {
      required_status_checks: contexts.map((context) => ({ context })),
      strict_required_status_checks_policy: false,
    },
  });
  const ask = { exactly: ['a'] };
  const more = await rowOf({ rulesets: [ruleset([checks(['a', 'b'])])] }, admin, ['checks.required', ask]);
  expect([more.verdict, more.holds, more.severity]).toEqual(['stricter', false, 'medium']);
  expect(more.fix?.text).toBe(
    'take [{"app":null,"context":"b"}] out of the ruleset "ruleset 1" (1) of acme/app, or ask for checks.required at-least',
  );
  const fewer = await rowOf({ rulesets: [ruleset([checks([])])] }, admin, ['checks.required', ask]);
  expect([fewer.verdict, fewer.holds, fewer.severity]).toEqual(['weaker', false, 'critical']);
});

describe('fixes', () => {
  const fixable = drifts.filter(({ key }) => !['code-quality', 'checks.strict'].includes(key));
  const settled = fixable.filter(({ key, weaker }) => weaker === undefined || !/^merge-queue\.(?!grouping)/.test(key));
  test.each(settled)('what is imported makes $key hold', async ({ key, asks, target = 'branch', weaker }) => {
    const before: World = { rulesets: weaker === undefined ? [] : [ruleset([weaker], { target })] };
    const { fix } = await rowOf(before, admin, [key, asks], { target });
    expect(fix?.commands).toEqual(['gh api --method POST repos/acme/app/rulesets --input <file>']);
    const added = (fix?.rulesets ?? []).map(
      ({ rules, conditions }): RulesetData => ({ id: 10, target, rules, include: conditions?.ref_name.include ?? [] }),
    );
    expect(added).toHaveLength(1);
    const after = await rowOf({ rulesets: [...(before.rulesets ?? []), ...added] }, admin, [key, asks], { target });
    expect(after.holds).toBe(true);
  });

  test.each(drifts.filter(({ key }) => !settled.some((one) => one.key === key) && key !== 'checks.strict'))(
    '$key has one value: it is changed where it is',
    async ({ key, asks, weaker }) => {
      const { fix } = await rowOf({ rulesets: weaker === undefined ? [] : [ruleset([weaker])] }, admin, [key, asks]);
      expect([fix?.rulesets, fix?.text]).toEqual([
        [],
        `change ${key} in the ruleset "ruleset 1" (1) of acme/app to ${JSON.stringify(asks)}: a second rule would contradict it`,
      ]);
    },
  );

  test('a second pattern needs a ruleset of its own', async () => {
    const asks = ['a', 'b'].map((pattern) => ({ operator: 'contains', pattern }));
    const { fix } = await rowOf({}, admin, ['patterns.commit-message', asks]);
    expect(fix?.rulesets.map(({ rules }) => rules.map(({ parameters }) => parameters?.['pattern']))).toEqual([
      ['a'],
      ['b'],
    ]);
    expect(new Set(fix?.rulesets.map(({ name }) => name)).size).toBe(2);
  });

  test('an actor too many is taken out where it is', async () => {
    const bypass = [
      { actor_id: 7, actor_type: 'Integration', bypass_mode: 'always' },
      { actor_id: 5, actor_type: 'RepositoryRole', bypass_mode: 'pull_request' },
    ];
    const world = (level: string): World => ({ rulesets: [ruleset([{ type: 'deletion' }], { bypass, level })] });
    const ask = [{ type: 'Integration', id: 7 }];
    const { fix } = await rowOf(world('Repository'), admin, ['bypass-actors', ask]);
    expect(fix?.text).toBe(
      'take RepositoryRole 5 (pull_request) out of the bypass list of the ruleset "ruleset 1" (1) of acme/app',
    );
    expect(fix?.commands).toEqual([
      `echo '{"bypass_actors":[{"actor_id":7,"actor_type":"Integration","bypass_mode":"always"}]}' | gh api --method PUT repos/acme/app/rulesets/1 --input -`,
    ]);
    const org = await rowOf(world('Organization'), admin, ['bypass-actors', ask]);
    expect(org.fix?.commands.join()).toMatch(/PUT orgs\/acme\/rulesets\/1 /);
    const enterprise = await rowOf(world('Enterprise'), admin, ['bypass-actors', ask]);
    expect([enterprise.fix?.commands, enterprise.fix?.text]).toEqual([
      [],
      expect.stringMatching(/^take RepositoryRole 5/),
    ]);
  });

  test('administrators are included in classic protection', async () => {
    const { fix } = await rowOf({ classic: classicOff }, admin, ['bypass-actors', []]);
    expect([fix?.text, fix?.commands]).toEqual([
      'switch "Do not allow bypassing the above settings" on in classic branch protection',
      ['gh api --method POST repos/acme/app/branches/main/protection/enforce_admins'],
    ]);
  });

  test('a hostile name of a branch stays one word of the command', async () => {
    const { effective: judgedState } = { effective: effective(await look({ classic: classicOff }, admin)) };
    const state = { ...judgedState, ref: "x';$(reboot)#" };
    const row = judged(state, entries({ branches: [{ pattern: '~ALL', 'enforce-admins': true }] })).rows.find(
      ({ setting }) => setting === 'enforce-admins',
    );
    expect(row?.fix?.commands).toEqual([
      'gh api --method POST repos/acme/app/branches/x%27%3B%24%28reboot%29%23/protection/enforce_admins',
    ]);
  });

  test('to be up to date takes a check', async () => {
    const { fix } = await rowOf({}, admin, ['checks.strict', true]);
    expect([fix?.rulesets, fix?.text]).toEqual([[], expect.stringMatching(/require a status check of main first/)]);
  });

  test('what no ruleset can ask for is said by hand', async () => {
    const { fix } = await rowOf({ classic: classicOff }, admin, ['lock.branch', true]);
    expect([fix?.rulesets, fix?.commands]).toEqual([[], []]);
    expect(fix?.text).toMatch(/classic protection of main/);
  });
});

describe('a review of who may bypass', () => {
  const world: World = {
    rulesets: [
      ruleset([{ type: 'deletion' }], { bypass: [{ actor_id: 1, actor_type: 'Team', bypass_mode: 'always' }] }),
      ruleset([{ type: 'creation' }], { id: 2 }),
    ],
  };
  const row = async (
    review: Review,
    there: World = world,
    tier: Tier = admin,
    when = now,
  ): Promise<Row | undefined> => {
    const state = effective(await look(there, tier));
    const policy = entries({ branches: [{ pattern: 'main', 'bypass-review': review }] });
    return compare(state, policy, { defaultBranch: 'main', now: when }).rows.find(
      ({ setting }) => setting === 'bypass-review',
    );
  };
  const digestOf = async (there: World): Promise<string> =>
    reviewDigest(effective(await look(there, admin)).bypass) ?? '';

  test('the digest to write is shown, and holds once it is written', async () => {
    const asked = await row('required');
    const digest = await digestOf(world);
    expect(asked).toMatchObject({ verdict: 'weaker', holds: false, severity: 'critical', actual: [digest] });
    expect(await row({ digest, on: '2026-11-01', by: 'ada' })).toMatchObject({ verdict: 'equal', holds: true });
  });

  const other = (bypass: Record<string, unknown>[], more: Partial<RulesetData> = {}): World => ({
    rulesets: [ruleset([{ type: 'deletion' }], { bypass, ...more }), ruleset([{ type: 'creation' }], { id: 2 })],
  });
  test.each<[string, World]>([
    ['another actor', other([{ actor_id: 2, actor_type: 'Team', bypass_mode: 'always' }])],
    ['another mode', other([{ actor_id: 1, actor_type: 'Team', bypass_mode: 'exempt' }])],
    ['nobody', other([])],
    [
      'one more',
      other([
        { actor_id: 1, actor_type: 'Team', bypass_mode: 'always' },
        { actor_id: 9, actor_type: 'User' },
      ]),
    ],
    ['the same in another ruleset', other([{ actor_id: 1, actor_type: 'Team', bypass_mode: 'always' }], { id: 3 })],
    ['classic protection beside', { ...world, classic: classicOff }],
  ])('%s is another list', async (_name, there) => {
    const digest = await digestOf(world);
    expect(await digestOf(there)).not.toBe(digest);
    expect((await row({ digest, on: '2026-11-01', by: 'ada' }, there))?.holds).toBe(false);
  });

  test.each<[string, string, number, boolean]>([
    ['2026-11-20', '2026-11-20T12:00:00Z', 180, true],
    ['2026-11-21', '2026-11-20T12:00:00Z', 180, true],
    ['2026-11-22', '2026-11-20T12:00:00Z', 180, false],
    ['2026-11-10', '2026-11-20T00:00:00Z', 10, true],
    ['2026-11-10', '2026-11-20T00:00:01Z', 10, false],
    ['2025-11-20', '2026-11-20T12:00:00Z', 180, false],
  ])('of %s, at %s, for %i days: %s', async (on, when, days, holds) => {
    const review = { digest: await digestOf(world), on, by: 'ada', 'max-age-days': days };
    expect((await row(review, world, admin, at(when)))?.holds).toBe(holds);
  });

  test.each(['GITHUB_TOKEN', 'administration: read'] as const)('%s cannot tell', async (tier) => {
    const review = { digest: await digestOf(world), on: '2026-11-01', by: 'ada' };
    expect(await row(review, world, tier)).toMatchObject({ verdict: 'unknown', holds: undefined });
  });

  test('of several layers: one row, in which a review answers who only asks for one, and the worse of two counts', async () => {
    const digest = await digestOf(world);
    const good = { digest, on: '2026-11-01', by: 'ada' };
    const old = { ...good, on: '2020-11-01' };
    const rowsOf = async (...reviews: Review[]): Promise<(boolean | undefined)[]> => {
      const policy = reviews.flatMap((review) => entries({ branches: [{ pattern: 'main', 'bypass-review': review }] }));
      const { rows } = judged(effective(await look(world, admin)), policy);
      return rows.filter(({ setting }) => setting === 'bypass-review').map(({ holds }) => holds);
    };
    expect(await rowsOf('required', good)).toEqual([true]);
    expect(await rowsOf(good, 'required')).toEqual([true]);
    expect(await rowsOf(good, old)).toEqual([false]);
    expect(await rowsOf(old, good)).toEqual([false]);
  });

  test('of nothing there is no review', async () => {
    expect(await row('required', {})).toMatchObject({ verdict: 'weaker', holds: false });
  });
});

describe('the checklist of what lies outside of the repository', () => {
  const policy = (checks: string[]) =>
    entries({ branches: [{ pattern: 'main', preset: 'external-closure', checks: { required: { exactly: checks } } }] });
  const pull = {
    type: 'pull_request',
    parameters: {
      required_approving_review_count: 1,
      dismiss_stale_reviews_on_push: true,
      require_code_owner_review: false,
      require_last_push_approval: false,
      required_review_thread_resolution: true,
    },
  };
  const checks = {
    type: 'required_status_checks',
    parameters: {
      required_status_checks: [{ context: 'a', integration_id: 1 }],
      strict_required_status_checks_policy: false,
    },
  };
  const closed = async (rules: RuleData[], tier: Tier, evidence: boolean | undefined) =>
    Object.fromEntries(
      closure(judged(effective(await look({ rulesets: [ruleset(rules)] }, tier)), policy(['a'])).rows, evidence).map(
        ({ id, holds }) => [id, holds],
      ),
    );

  test('has the five items of the playbook, and no item without an answer', async () => {
    expect(closureItems).toHaveLength(5);
    expect(await closed([pull, checks], admin, true)).toEqual({
      active: true,
      checks: true,
      reviews: true,
      bypass: false,
      evidence: true,
    });
  });
  test.each<[string, RuleData[], Tier, boolean | undefined, object]>([
    [
      'without administration',
      [pull, checks],
      'GITHUB_TOKEN',
      undefined,
      { active: true, checks: undefined, reviews: true, bypass: undefined, evidence: undefined },
    ],
    ['without reviews', [checks], admin, false, { active: true, checks: true, reviews: false, evidence: false }],
    [
      'with a check that every app may report',
      [pull, { ...checks, parameters: { ...checks.parameters, required_status_checks: [{ context: 'a' }] } }],
      admin,
      true,
      { active: true, checks: false, reviews: true },
    ],
    ['nothing at all', [], admin, undefined, { active: false, checks: false, reviews: false, bypass: false }],
  ])('%s', async (_name, rules, tier, evidence, expected) => {
    expect(await closed(rules, tier, evidence)).toMatchObject(expected);
  });
  test('rows that were not asked for close nothing', () => {
    expect(closure([], undefined).map(({ holds }) => holds)).toEqual(Array(5).fill(undefined));
  });
});
