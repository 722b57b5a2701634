import { describe, expect, test } from '@jest/globals';
import { effective } from '../../../../shared/domain/protection/effective.ts';
import type { Verdict } from '../../../../shared/domain/protection/row.ts';
import type { Target } from '../../../../shared/domain/seen-repository/observation.ts';
import {
  classicOff,
  faults,
  planLimit,
  type RulesetData,
  requests,
  type Tier,
  tiers,
  type World,
} from '../../../support/protection-api.ts';
import { asking, judged, look, rowOf } from './world.ts';

const deletion = { type: 'deletion' };
const ruleset = (given: Partial<RulesetData> = {}): RulesetData => ({ id: 1, rules: [deletion], ...given });
const admin: Tier = 'administration: write';

describe('a ruleset that asks nothing of the ref', () => {
  test.each<[why: string, target: Target, given: Partial<RulesetData>, deletionIs: Verdict]>([
    ['disabled', 'branch', { enforcement: 'disabled' }, 'weaker'],
    ['evaluate', 'branch', { enforcement: 'evaluate' }, 'weaker'],
    ['empty-include', 'branch', { include: [] }, 'weaker'],
    ['excluded', 'branch', { exclude: ['refs/heads/main'] }, 'weaker'],
    ['not-included', 'branch', { include: ['refs/heads/release/*'] }, 'weaker'],
    ['no-rules', 'branch', { rules: [] }, 'weaker'],
    ['', 'branch', { include: ['~DEFAULT_BRANCH'] }, 'equal'],
    ['disabled', 'tag', { enforcement: 'disabled' }, 'weaker'],
    ['evaluate', 'tag', { enforcement: 'evaluate' }, 'weaker'],
    ['empty-include', 'tag', { include: [] }, 'weaker'],
    ['excluded', 'tag', { exclude: ['refs/tags/v1*'] }, 'weaker'],
    ['not-included', 'tag', { include: ['refs/tags/release-*'] }, 'weaker'],
    ['not-included', 'tag', { include: ['~DEFAULT_BRANCH'] }, 'weaker'],
    ['no-rules', 'tag', { rules: [] }, 'weaker'],
    ['', 'tag', { include: ['refs/tags/v*'] }, 'equal'],
    ['', 'tag', { include: ['refs/tags/[^x]*'] }, 'unknown'],
    ['', 'tag', { include: ['~ALL'], exclude: ['refs/tags/\\v*'] }, 'unknown'],
    ['', 'tag', { enforcement: 'from the future' }, 'unknown'],
    ['excluded', 'tag', { include: ['refs/tags/[^x]*'], exclude: ['~ALL'] }, 'weaker'],
  ])('%s (%s, %j): deletion is %s', async (why, target, given, verdict) => {
    const world: World = { rulesets: [ruleset({ ...given, target })] };
    const state = effective(await look(world, admin, { target }));
    expect(state.idle.map((one) => one.why)).toEqual(why === '' ? [] : [why]);
    expect((await rowOf(world, admin, ['deletion', true], { target })).verdict).toBe(verdict);
  });

  test('of a ruleset that protects nothing the fix says so', async () => {
    const row = await rowOf({ rulesets: [ruleset({ enforcement: 'evaluate' })] }, admin, ['active', true]);
    expect([row.verdict, row.fix?.text]).toEqual([
      'weaker',
      'make the ruleset "ruleset 1" (1) of acme/app active on main (it is not: evaluate)',
    ]);
  });

  test.each(Object.keys(faults) as (keyof typeof faults)[])(
    'a ruleset for tags that cannot be read (%s)',
    async (fault) => {
      const changed = { [requests.ruleset(1)]: faults[fault] };
      const world: World = { rulesets: [ruleset({ target: 'tag' })] };
      const row = await rowOf(world, admin, ['deletion', true], { target: 'tag', changed });
      expect(row.verdict).toBe('unknown');
    },
  );

  test.each<[Target, object, Verdict]>([
    ['tag', { target: 'branch' }, 'weaker'],
    ['tag', { target: undefined }, 'unknown'],
    ['tag', { target: 'tag' }, 'equal'],
    ['push', { target: 'branch' }, 'weaker'],
    ['push', { target: undefined }, 'unknown'],
    ['push', { target: 'push' }, 'equal'],
  ])('a host that does not filter by target: for a %s, %j', async (target, given, verdict) => {
    const key: [string, unknown] = target === 'tag' ? ['deletion', true] : ['push.file-size', 5];
    const rules = [target === 'tag' ? deletion : { type: 'max_file_size', parameters: { max_file_size: 5 } }];
    const shown = { id: 1, name: 'x', enforcement: 'active' };
    const changed = {
      [requests.rulesets]: { json: [shown] },
      [requests.ruleset(1)]: {
        json: { ...shown, ...given, conditions: { ref_name: { include: ['~ALL'], exclude: [] } }, rules },
      },
    };
    expect((await rowOf({}, admin, key, { target, changed })).verdict).toBe(verdict);
  });

  test('one that is disabled need not be read', async () => {
    const changed = { [requests.ruleset(1)]: faults['a missing permission'] };
    const world: World = { rulesets: [ruleset({ target: 'tag', enforcement: 'disabled' })] };
    expect((await rowOf(world, admin, ['deletion', true], { target: 'tag', changed })).verdict).toBe('weaker');
  });

  test('a ruleset whose rules were not shown is not one without rules', async () => {
    const hidden = {
      id: 1,
      name: 'x',
      target: 'tag',
      enforcement: 'active',
      conditions: { ref_name: { include: ['~ALL'] } },
    };
    const changed = { [requests.ruleset(1)]: { json: hidden } };
    const world: World = { rulesets: [ruleset({ target: 'tag' })] };
    expect((await rowOf(world, admin, ['deletion', true], { target: 'tag', changed })).verdict).toBe('unknown');
  });
});

describe('answers that cannot both be true', () => {
  const detail = (given: object) => ({
    json: {
      ...{ id: 1, name: 'x', target: 'branch', enforcement: 'active', rules: [deletion], bypass_actors: [] },
      ...{ conditions: { ref_name: { include: ['refs/heads/main'], exclude: [] } } },
      ...given,
    },
  });
  test.each<[string, object, object[], Verdict]>([
    ['a ruleset includes the branch, which has none of its rules', {}, [], 'unknown'],
    [
      'a ruleset leaves the branch out, which has none of its rules',
      { conditions: { ref_name: { include: [], exclude: [] } } },
      [],
      'weaker',
    ],
    [
      'a ruleset may include the branch, which has none of its rules',
      { conditions: { ref_name: { include: ['main'], exclude: [] } } },
      [],
      'weaker',
    ],
    [
      'the branch has a rule of a ruleset that only evaluates',
      { enforcement: 'evaluate' },
      [{ ...deletion, ruleset_id: 1 }],
      'unknown',
    ],
    [
      'the branch has a rule of a ruleset that is disabled',
      { enforcement: 'disabled' },
      [{ ...deletion, ruleset_id: 1 }],
      'unknown',
    ],
    ['both say the same', {}, [{ ...deletion, ruleset_id: 1 }], 'equal'],
  ])('%s', async (_name, given, rules, verdict) => {
    const changed = { [requests.ruleset(1)]: detail(given), [requests.rules]: { json: rules } };
    expect(
      (await rowOf({ rulesets: [ruleset()], protected: false }, admin, ['deletion', true], { changed })).verdict,
    ).toBe(verdict);
  });
});

describe('what GitHub says of the branch', () => {
  test.each<[string, World, Tier, Verdict]>([
    ['not protected, without administration', {}, 'GITHUB_TOKEN', 'weaker'],
    ['not protected, with administration', {}, admin, 'weaker'],
    ['protected, and nothing is seen', { protected: true }, 'GITHUB_TOKEN', 'unknown'],
    ['protected, and there is nothing to be seen', { protected: true }, admin, 'unknown'],
    ['not protected, with rules', { rulesets: [ruleset()], protected: false }, 'GITHUB_TOKEN', 'unknown'],
  ])('%s: a review is %3$s', async (_name, world, tier, verdict) => {
    expect((await rowOf(world, tier, ['reviews.count', 1])).verdict).toBe(verdict);
    const active = world.rulesets === undefined ? verdict : 'equal';
    expect((await rowOf(world, tier, ['active', true])).verdict).toBe(active);
  });

  test.each([requests.branch, requests.rules])('without %s nothing is taken for absent', async (request) => {
    const changed = { [request]: faults['a missing permission'] };
    expect((await rowOf({}, 'GITHUB_TOKEN', ['reviews.count', 1], { changed })).verdict).toBe('unknown');
  });

  test.each(['a rate limit', 'a list that is cut', 'a server error'] as const)(
    '%s is not settled by it',
    async (fault) => {
      const changed = { [requests.classic]: faults[fault] };
      expect((await rowOf({}, admin, ['reviews.count', 1], { changed })).verdict).toBe('unknown');
    },
  );

  test('a plan that has no rulesets protects no tag', async () => {
    const changed = { [requests.rulesets]: planLimit };
    const row = await rowOf({}, 'GITHUB_TOKEN', ['deletion', true], { target: 'tag', changed });
    expect([row.verdict, row.because[0]?.code]).toEqual(['weaker', 'PLAN_LIMIT']);
  });

  test('a plan that has nothing of it enforces nothing', async () => {
    const changed = { [requests.rules]: planLimit, [requests.rulesets]: planLimit, [requests.classic]: planLimit };
    for (const tier of tiers) {
      const row = await rowOf({ protected: false }, tier, ['reviews.count', 1], { changed });
      expect([row.verdict, row.holds]).toEqual(['weaker', false]);
      expect(row.because).toEqual([{ code: 'PLAN_LIMIT', message: expect.stringMatching(/Upgrade to GitHub Pro/) }]);
    }
  });
});

const pull = (parameters: Record<string, unknown>) => ({
  type: 'pull_request',
  parameters: {
    required_approving_review_count: 0,
    dismiss_stale_reviews_on_push: false,
    require_code_owner_review: false,
    require_last_push_approval: false,
    required_review_thread_resolution: false,
    ...parameters,
  },
});

test('the strictest of all places holds, and each is named', async () => {
  const state = effective(
    await look(
      {
        rulesets: [
          ruleset({ rules: [pull({ required_approving_review_count: 1, dismiss_stale_reviews_on_push: true })] }),
          ruleset({ id: 2, level: 'Organization', rules: [pull({ required_approving_review_count: 3 })] }),
        ],
        classic: {
          ...classicOff,
          required_pull_request_reviews: {
            required_approving_review_count: 2,
            dismiss_stale_reviews: false,
            require_code_owner_reviews: true,
            require_last_push_approval: false,
          },
        },
      },
      admin,
    ),
  );
  expect(state.settings['reviews.count']).toMatchObject({
    state: 'observed',
    atoms: [3],
    open: [],
    from: [
      { atoms: [1], source: { id: 1, level: 'Repository', owner: 'acme/app', name: 'ruleset 1' } },
      { atoms: [2], source: { kind: 'classic' } },
      { atoms: [3], source: { id: 2, level: 'Organization', owner: 'acme' } },
    ],
  });
  for (const key of ['reviews.dismiss-stale', 'reviews.code-owners'])
    expect(state.settings[key]).toMatchObject({ state: 'observed', atoms: [true] });
  expect(state.settings['reviews.last-push']?.state).toBe('absent');
});

test.each<[string, unknown[], unknown[]]>([
  [
    'the same check with and without an app is the one with it',
    [{ context: 'a' }, { context: 'a', integration_id: 1 }],
    [{ context: 'a', app: 1 }],
  ],
  [
    'two apps are both asked for',
    [
      { context: 'a', integration_id: 2 },
      { context: 'a', integration_id: 1 },
    ],
    [
      { context: 'a', app: 1 },
      { context: 'a', app: 2 },
    ],
  ],
])('checks of several rules: %s', async (_name, checks, atoms) => {
  const rules = checks.map((check) => ({
    type: 'required_status_checks',
    parameters: { required_status_checks: [check], strict_required_status_checks_policy: false },
  }));
  const state = effective(await look({ rulesets: [ruleset({ rules })] }, admin));
  expect(state.settings['checks.required']).toMatchObject({ atoms });
});

test('methods that only one of two rules allows are not allowed', async () => {
  const rules = [
    ['merge', 'squash'],
    ['squash', 'rebase'],
  ].map((methods) => pull({ allowed_merge_methods: methods }));
  const state = effective(await look({ rulesets: [ruleset({ rules })] }, admin));
  expect(state.settings['reviews.merge-methods']).toMatchObject({ atoms: [{ allowed: ['squash'] }] });
});

test('a user and a team are not taken for nobody: the user may be of the team', async () => {
  const rules = ['Team:1', 'User:2'].map((name) => {
    const [type, id] = name.split(':');
    return pull({ dismissal_restriction: { enabled: true, allowed_actors: [{ type, id: Number(id) }] } });
  });
  const world: World = { rulesets: [ruleset({ rules })] };
  const verdict = async (asks: object[]): Promise<Verdict> =>
    (await rowOf(world, admin, ['reviews.dismissal', asks])).verdict;
  expect(await verdict([{ type: 'User', id: 3 }])).toBe('weaker');
  expect(await verdict([])).toBe('weaker');
  expect(await verdict([{ type: 'User', id: 2 }])).toBe('stricter');
});

test('two merge queues that contradict each other are unknown, also when one is as asked', async () => {
  const rules = ['MERGE', 'SQUASH'].map((merge_method) => ({ type: 'merge_queue', parameters: { merge_method } }));
  const row = await rowOf({ rulesets: [ruleset({ rules })] }, admin, ['merge-queue.merge-method', 'SQUASH']);
  expect([row.verdict, row.because[0]?.code]).toEqual(['unknown', 'INCONCLUSIVE']);
});

test('types that are not known are kept and shown', async () => {
  const future = { type: 'from_the_future', parameters: { much: 1 } };
  const state = effective(await look({ rulesets: [ruleset({ rules: [future] })] }, 'GITHUB_TOKEN'));
  expect(state.unrecognised).toMatchObject([{ ...future, source: { id: 1 } }]);
  expect(
    judged(state, asking({ 'code-scanning': [] })).rows.find(({ setting }) => setting === 'rule from_the_future'),
  ).toMatchObject({
    verdict: 'not-asked',
    actual: [{ much: 1 }],
    severity: 'info',
  });
});

describe('who may bypass', () => {
  const app = { actor_id: 7, actor_type: 'Integration', bypass_mode: 'always' };
  const owner = { actor_id: 1, actor_type: 'OrganizationAdmin', bypass_mode: 'always' };
  const bot = { type: 'Integration', id: 7 };
  test.each<[string, object[], unknown, Verdict, boolean]>([
    ['nobody, and nobody should', [], { exactly: [] }, 'equal', true],
    ['nobody, and nobody should but these', [], [bot], 'stricter', true],
    ['nobody, and exactly one should', [], { exactly: [bot] }, 'stricter', false],
    ['nobody, and one should', [], { contains: [bot] }, 'stricter', false],
    ['the one who should', [app], { exactly: [bot] }, 'equal', true],
    ['the one who may', [app], [bot], 'equal', true],
    ['one who should not', [app], { exactly: [] }, 'weaker', false],
    ['one too many', [app, owner], [bot], 'weaker', false],
    ['one too many is no matter', [app, owner], { contains: [bot] }, 'met', true],
    ['a mode that allows more', [{ ...app, bypass_mode: 'exempt' }], [bot], 'weaker', false],
    ['a mode that allows less', [{ ...app, bypass_mode: 'pull_request' }], [bot], 'stricter', true],
    ['a mode that is not known', [{ ...app, bypass_mode: 'sometimes' }], [bot], 'weaker', false],
    ['a mode that is not given is always', [{ ...app, bypass_mode: undefined }], { exactly: [bot] }, 'equal', true],
    ['a role and a team with one id', [{ ...app, actor_type: 'Team' }], [bot], 'weaker', false],
    ['the owners, whose id says nothing', [owner], { exactly: [{ type: 'OrganizationAdmin' }] }, 'equal', true],
    [
      'the owners with another id',
      [{ ...owner, actor_id: null }],
      { exactly: [{ type: 'OrganizationAdmin' }] },
      'equal',
      true,
    ],
    ['a type that is not described', [{ ...app, actor_type: 'EnterpriseRole' }], [], 'weaker', false],
  ])('%s', async (_name, bypass, ask, verdict, holds) => {
    const world: World = { rulesets: [ruleset({ bypass: bypass as Record<string, unknown>[] })] };
    const row = await rowOf(world, admin, ['bypass-actors', ask]);
    expect([row.verdict, row.holds]).toEqual([verdict, holds]);
    expect([row.severity, row.fix === undefined]).toEqual(holds ? ['info', true] : ['critical', false]);
    expect(row.fix?.text).not.toBe('');
    for (const tier of ['GITHUB_TOKEN', 'administration: read'] as const) {
      const hidden = await rowOf(world, tier, ['bypass-actors', ask]);
      expect([tier, hidden.verdict, hidden.holds]).toEqual([tier, 'unknown', undefined]);
      expect(hidden.because.some(({ needs }) => /administration: write/.test(needs ?? ''))).toBe(true);
    }
  });

  test('of two rulesets one hides its list: an actor of the other is one too many, no actor is unknown', async () => {
    const world = (bypass: object[]): World => ({
      rulesets: [ruleset({ bypass: bypass as Record<string, unknown>[] }), ruleset({ id: 2 })],
    });
    const changed = { [requests.ruleset(2)]: faults['a missing permission'] };
    expect((await rowOf(world([app]), admin, ['bypass-actors', []], { changed })).verdict).toBe('weaker');
    expect(await rowOf(world([]), admin, ['bypass-actors', []], { changed })).toMatchObject({
      verdict: 'unknown',
      actual: undefined,
    });
    for (const ask of [[bot], { exactly: [bot] }])
      expect((await rowOf(world([app]), admin, ['bypass-actors', ask], { changed })).verdict).toBe('unknown');
    expect((await rowOf(world([app]), admin, ['bypass-actors', { contains: [bot] }], { changed })).verdict).toBe('met');
  });

  test('nobody can bypass what is not there, which is no list as it should be', async () => {
    expect((await rowOf({}, admin, ['bypass-actors', []])).verdict).toBe('weaker');
    expect(
      (await rowOf({ rulesets: [ruleset({ enforcement: 'disabled', bypass: [app] })] }, admin, ['bypass-actors', []]))
        .verdict,
    ).toBe('weaker');
  });

  test('those whom classic protection lets push without a pull request', async () => {
    const classic = {
      ...classicOff,
      required_pull_request_reviews: {
        bypass_pull_request_allowances: { users: [{ id: 1 }], teams: [{ id: 2 }], apps: [{ id: 3 }] },
      },
    };
    const row = await rowOf({ classic }, admin, ['bypass-actors', []]);
    expect(row).toMatchObject({
      verdict: 'weaker',
      actual: [
        { type: 'User', id: 1, mode: 'always' },
        { type: 'Team', id: 2, mode: 'always' },
        { type: 'Integration', id: 3, mode: 'always' },
        { type: 'Administrators', id: null, mode: 'always' },
      ],
    });
    expect((await rowOf({ classic }, 'GITHUB_TOKEN', ['bypass-actors', []])).verdict).toBe('unknown');
  });

  test.each<[string, object, unknown, Verdict]>([
    ['administrators', classicOff, [], 'weaker'],
    ['administrators whom the policy names', classicOff, [{ type: 'Administrators' }], 'equal'],
    ['nobody', { ...classicOff, enforce_admins: { enabled: true } }, [], 'equal'],
    ['nobody knows', { ...classicOff, enforce_admins: undefined }, [], 'unknown'],
  ])('whom classic protection holds not: %s', async (_name, classic, asked, verdict) => {
    expect((await rowOf({ classic: { ...classic } }, admin, ['bypass-actors', asked])).verdict).toBe(verdict);
  });
});

describe('administrators', () => {
  const on = { ...classicOff, enforce_admins: { enabled: true } };
  const { enforce_admins: _left, ...silent } = classicOff;
  const role = { actor_id: 5, actor_type: 'RepositoryRole', bypass_mode: 'pull_request' };
  test.each<[string, World, Verdict, Verdict, Verdict]>([
    ['nothing protects', {}, 'weaker', 'weaker', 'weaker'],
    ['classic protection binds them', { classic: on }, 'unknown', 'equal', 'equal'],
    ['classic protection exempts them', { classic: classicOff }, 'unknown', 'weaker', 'weaker'],
    ['classic protection does not say', { classic: silent }, 'unknown', 'unknown', 'unknown'],
    ['a ruleset without a bypass', { rulesets: [ruleset()] }, 'unknown', 'unknown', 'equal'],
    ['a ruleset that a role may bypass', { rulesets: [ruleset({ bypass: [role] })] }, 'unknown', 'unknown', 'weaker'],
    [
      'a ruleset that an app may bypass',
      { rulesets: [ruleset({ bypass: [{ ...role, actor_type: 'Integration' }] })] },
      'unknown',
      'unknown',
      'equal',
    ],
    ...['User', 'Team', 'of-tomorrow'].map((actor_type): [string, World, Verdict, Verdict, Verdict] => [
      `a ruleset that a ${actor_type} may bypass`,
      { rulesets: [ruleset({ bypass: [{ ...role, actor_type }] })] },
      'unknown',
      'unknown',
      'unknown',
    ]),
    [
      'classic protection that binds them, and that a team may bypass',
      {
        classic: { ...on, required_pull_request_reviews: { bypass_pull_request_allowances: { teams: [{ id: 1 }] } } },
      },
      'unknown',
      'unknown',
      'unknown',
    ],
    [
      'a strict ruleset beside lax classic protection',
      { rulesets: [ruleset()], classic: classicOff },
      'unknown',
      'weaker',
      'weaker',
    ],
    [
      'a lax ruleset beside strict classic protection',
      { rulesets: [ruleset({ bypass: [role] })], classic: on },
      'unknown',
      'unknown',
      'weaker',
    ],
  ])('%s', async (_name, world, ...verdicts) => {
    const found = [];
    for (const tier of tiers) found.push((await rowOf(world, tier, ['enforce-admins', true])).verdict);
    expect(found).toEqual(verdicts);
  });
});

describe('whether anything is active', () => {
  test.each<[string, World, Verdict, Verdict]>([
    ['a ruleset', { rulesets: [ruleset()] }, 'equal', 'equal'],
    ['classic protection', { classic: { ...classicOff, lock_branch: { enabled: true } } }, 'unknown', 'equal'],
    ['classic protection that asks for nothing', { classic: classicOff }, 'unknown', 'weaker'],
    ['nothing', {}, 'weaker', 'weaker'],
    ['a ruleset for pushes', { rulesets: [ruleset({ target: 'push' })] }, 'weaker', 'weaker'],
  ])('%s', async (_name, world, plain, administering) => {
    expect((await rowOf(world, 'GITHUB_TOKEN', ['active', true])).verdict).toBe(plain);
    expect((await rowOf(world, admin, ['active', true])).verdict).toBe(administering);
  });
});

test('checks of hidden classic protection that are switched off are not taken for required', async () => {
  const checks = { enforcement_level: 'off', contexts: ['build'], checks: [{ context: 'build', app_id: 1 }] };
  const world: World = { classic: { ...classicOff, required_status_checks: checks } };
  expect((await rowOf(world, 'GITHUB_TOKEN', ['checks.required', ['build']])).verdict).toBe('unknown');
});
