import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/branch-protection/control.ts';
import {
  actor,
  good,
  main,
  onBranches,
  onMain,
  onTags,
  pullRequests,
  requiredChecks,
  setup,
  statusOf,
  strictMain,
  strictTags,
} from '../actions/branch-protection/fixtures.ts';
import { type GitHubAnswers, graphqlRequest } from '../support/memory-github.ts';
import {
  answersOf,
  classicOff,
  type RuleData,
  type RulesetData,
  requests,
  type Tier,
  type World,
} from '../support/protection-api.ts';
import { evaluateWith } from '../support/world.ts';

/* Protection that holds not for all, or of which two answers say two things: nothing of it may end passed. */

const admin: Tier = 'administration: write';
const notPassed = ['failed', 'unverified', 'error'];

/** Classic protection of everything that external-closure asks for. */
const classic = {
  ...classicOff,
  allow_force_pushes: { enabled: false },
  allow_deletions: { enabled: false },
  required_conversation_resolution: { enabled: true },
  required_pull_request_reviews: {
    required_approving_review_count: 1,
    dismiss_stale_reviews: true,
    require_code_owner_reviews: true,
    require_last_push_approval: true,
  },
  required_status_checks: {
    strict: true,
    enforcement_level: 'everyone',
    contexts: ['build'],
    checks: [{ context: 'build', app_id: 15_368 }],
  },
};
const withAdmins = (enabled: boolean): World => ({ classic: { ...classic, enforce_admins: { enabled } } });

describe('classic protection that holds for everybody but administrators', () => {
  test('nobody may bypass it', async () => {
    const evaluation = await evaluateWith(control, setup(withAdmins(false), admin, onMain({ 'bypass-actors': [] })));
    expect(notPassed).toContain(statusOf(evaluation));
  });

  test('a review of who may bypass, from before administrators were exempt', async () => {
    const before = await evaluateWith(control, setup(withAdmins(true), admin, onMain({ preset: 'baseline' })));
    const { groups } = before.data as { groups: { 'bypass-digest': string }[] };
    const review = { digest: groups[0]?.['bypass-digest'], on: '2026-03-01', by: 'a' };
    const policy = onMain({
      preset: 'external-closure',
      checks: { required: { exactly: ['build'] } },
      'bypass-review': review,
    });
    expect(statusOf(await evaluateWith(control, setup(withAdmins(true), admin, policy)))).toBe('passed');
    expect(notPassed).toContain(statusOf(await evaluateWith(control, setup(withAdmins(false), admin, policy))));
  });
});

test('creation is blocked by classic protection, which says so of restrictions that are not there', async () => {
  const world: World = { classic: { ...classicOff, block_creations: { enabled: true } } };
  expect(notPassed).toContain(statusOf(await evaluateWith(control, setup(world, admin, onMain({ creation: true })))));
});

/** What a ruleset says of itself, in place of the truth at the time of the other answers. */
const says = (ruleset: RulesetData, given: object): GitHubAnswers => {
  const request = requests.ruleset(ruleset.id);
  const { json } = answersOf({ rulesets: [ruleset] }, admin)[request] as { json: object };
  return { [request]: { json: { ...json, ...given } } };
};
const listedAs = (ruleset: RulesetData, enforcement: string): GitHubAnswers => ({
  [requests.rulesets]: {
    json: [{ id: ruleset.id, name: ruleset.name, target: ruleset.target ?? 'branch', enforcement }],
  },
});
const noForcePush = onMain({ 'force-push': true });

/** Between two requests a ruleset was changed: one of the answers is no longer so, and nobody knows which. */
const torn: [name: string, policy: object, changed: GitHubAnswers][] = [
  [
    'a ruleset whose rule is in force, and that leaves the branch out',
    noForcePush,
    says(strictMain, { conditions: { ref_name: { include: ['~ALL'], exclude: ['refs/heads/main'] } } }),
  ],
  [
    'a ruleset whose rule is in force, and that includes nothing',
    noForcePush,
    says(strictMain, { conditions: { ref_name: { include: [], exclude: [] } } }),
  ],
  [
    'a ruleset whose rule is in force, and that has it no more',
    noForcePush,
    says(strictMain, { rules: [{ type: 'deletion' }] }),
  ],
  ['a ruleset whose rule is in force, and that has no rules', noForcePush, says(strictMain, { rules: [] })],
  [
    'a rule that asks for one review, and for none in its ruleset',
    onMain({ reviews: { count: 1 } }),
    says(strictMain, { rules: [pullRequests({ required_approving_review_count: 0 })] }),
  ],
  [
    'a ruleset that answers for another one, without a bypass list',
    onMain({ 'bypass-actors': [] }),
    says(strictMain, { id: 99, bypass_actors: [] }),
  ],
  ['a ruleset that only evaluates in the list', noForcePush, listedAs(strictMain, 'evaluate')],
  ['a ruleset of tags that is disabled in the list', onTags({ deletion: true }), listedAs(strictTags, 'disabled')],
  [
    'a list of branches without the default branch, so that no pattern finds any',
    onBranches({ pattern: main, deletion: true }, { pattern: 'release/*', 'linear-history': true }),
    { [requests.branches]: { json: [{ name: 'other' }] } },
  ],
];

describe('answers that contradict each other', () => {
  test.each(torn)('%s', async (_name, policy, changed) => {
    expect(notPassed).toContain(statusOf(await evaluateWith(control, setup(good, admin, policy, { changed }))));
  });
});

describe('administrators under another name', () => {
  test.each(['User', 'Team'])('a %s that may bypass, of whom nobody knows whether they are', async (actor_type) => {
    const world = { rulesets: [{ ...strictMain, bypass: [{ actor_id: 7, actor_type, bypass_mode: 'always' }] }] };
    const evaluation = await evaluateWith(control, setup(world, admin, onMain({ 'enforce-admins': true })));
    expect(notPassed).toContain(statusOf(evaluation));
  });
});

const of = async (world: World, policy: object, changed: GitHubAnswers = {}): Promise<string> =>
  statusOf(await evaluateWith(control, setup(world, admin, policy, { changed })));
const saying = (world: World, id: number, given: object, conditions: object = {}): GitHubAnswers => {
  const { json } = answersOf(world, admin)[requests.ruleset(id)] as { json: { conditions?: object } };
  const own = { ...json.conditions, ...conditions };
  return {
    [requests.ruleset(id)]: {
      json: { ...json, ...given, ...(Object.keys(own).length > 0 ? { conditions: own } : {}) },
    },
  };
};

describe('a ruleset that contradicts what is taken from it', () => {
  const ofAcme = { source_type: 'Organization', source: 'acme' };
  const tagged: World = { rulesets: [strictTags], tags: ['v1.0'] };
  const deletion: World = { rulesets: [{ id: 1, name: 'main', include: [main], rules: [{ type: 'deletion' }] }] };
  const { json: facts } = answersOf(tagged, admin)[requests.repository] as { json: object };
  const withId: GitHubAnswers = { [requests.repository]: { json: { ...facts, id: 42 } } };
  const others = { repository_name: { include: ['other'], exclude: ['app'] } };
  const onTagged = onTags({ deletion: true });
  const pushes = { repository: { push: { 'file-size': 5 } } };

  test.each<[name: string, world: World, policy: object, changed: GitHubAnswers]>([
    ['tags: of the organisation, without this repository', tagged, onTagged, saying(tagged, 2, ofAcme, others)],
    [
      'tags: of the organisation, but this repository',
      tagged,
      onTagged,
      saying(tagged, 2, ofAcme, { repository_name: { include: ['~ALL'], exclude: ['a*'] } }),
    ],
    [
      'tags: of the organisation, for others by their ids',
      tagged,
      onTagged,
      { ...withId, ...saying(tagged, 2, ofAcme, { repository_id: { repository_ids: [1] } }) },
    ],
    [
      'tags: of the organisation, by ids, of which none is told of this repository',
      tagged,
      onTagged,
      saying(tagged, 2, ofAcme, { repository_id: { repository_ids: [42] } }),
    ],
    ['pushes: of the organisation, without this repository', good, pushes, saying(good, 3, ofAcme, others)],
    [
      'a branch: of the organisation, without this repository',
      deletion,
      onMain({ deletion: true }),
      saying(deletion, 1, ofAcme, others),
    ],
    [
      'an empty bypass list, that the very token may bypass',
      deletion,
      onMain({ deletion: true, 'bypass-actors': [] }),
      saying(deletion, 1, { current_user_can_bypass: 'always' }),
    ],
  ])('%s', async (_name, world, policy, changed) => {
    expect(await of(world, policy)).toBe('passed');
    expect(notPassed).toContain(await of(world, policy, changed));
  });

  test.each<[name: string, world: World, policy: object, changed: GitHubAnswers]>([
    [
      'by its name, in other letters',
      tagged,
      onTagged,
      saying(tagged, 2, ofAcme, { repository_name: { include: ['App'], exclude: [] } }),
    ],
    [
      'by its id',
      tagged,
      onTagged,
      { ...withId, ...saying(tagged, 2, ofAcme, { repository_id: { repository_ids: [1, 42] } }) },
    ],
    [
      'by a property, which GitHub looks at',
      tagged,
      onTagged,
      saying(tagged, 2, ofAcme, { repository_property: { include: [{ name: 'tier', property_values: ['1'] }] } }),
    ],
    [
      'that the token may not bypass',
      deletion,
      onMain({ deletion: true, 'bypass-actors': [] }),
      saying(deletion, 1, { current_user_can_bypass: 'never' }),
    ],
  ])('but one is good that means this repository %s', async (_name, world, policy, changed) => {
    expect(await of(world, policy, changed)).toBe('passed');
  });
});

/** A list was reviewed while its ruleset asked for little. Then the rules that matter are moved into it. */
describe('a review of who may bypass', () => {
  const history: RuleData[] = [{ type: 'required_linear_history' }];
  const rules: RuleData[] = [
    { type: 'deletion' },
    { type: 'non_fast_forward' },
    pullRequests(),
    requiredChecks(['build']),
  ];
  const world = (open: RuleData[], closed: RuleData[]): World => ({
    rulesets: [
      { id: 1, name: 'open', include: [main], rules: open, bypass: [actor(7)] },
      { id: 2, name: 'closed', include: [main], rules: closed, bypass: [] },
    ],
  });
  const reviewed = async (before: World): Promise<object> => {
    const evaluation = await evaluateWith(control, setup(before, admin, onMain({ preset: 'baseline' })));
    const { groups } = evaluation.data as { groups: { 'bypass-digest': string }[] };
    return onMain({
      preset: 'external-closure',
      checks: { required: { exactly: ['build'] } },
      'bypass-review': { digest: groups[0]?.['bypass-digest'], on: '2026-03-01', by: 'a' },
    });
  };

  test.each<[string, before: World, after: World]>([
    ['that rules were moved to', world(history, rules), world(rules, history)],
    [
      'whose rule asks for more than before',
      world([pullRequests({ required_approving_review_count: 0 })], rules),
      world([pullRequests({ required_approving_review_count: 1 })], rules),
    ],
    [
      'that now holds the stricter one of two rules',
      world([pullRequests({ required_approving_review_count: 0 })], rules),
      world(rules, [pullRequests({ required_approving_review_count: 0 })]),
    ],
  ])('covers what they may bypass: a list %s', async (_name, before, after) => {
    const policy = await reviewed(before);
    expect(await of(before, policy)).toBe('passed');
    expect(notPassed).toContain(await of(after, policy));
  });

  test('is not asked for again when a rule changes that nobody may bypass', async () => {
    const policy = await reviewed(world(history, rules));
    const [deletion, ...others] = rules;
    expect(deletion?.type).toBe('deletion');
    expect(await of(world(history, [...others, { type: 'creation' }]), policy)).toBe('passed');
  });
});

/** Administrators may always push, and create a matching branch, whatever enforce_admins says; and so may those whom the restrictions name. */
describe('restrictions of classic protection', () => {
  const restricted = (teams: number[], included = true): World => ({
    classic: {
      ...classicOff,
      enforce_admins: { enabled: included },
      block_creations: { enabled: true },
      restrictions: { users: [], teams: teams.map((id) => ({ id })), apps: [] },
      required_pull_request_reviews: {
        ...classic.required_pull_request_reviews,
        dismissal_restrictions: { users: [], teams: [], apps: [] },
      },
    },
  });
  const team = { type: 'Team', id: 7 };
  const administrators = { type: 'Administrators' };

  test.each<[string, World, object]>([
    ['let a team create the branch that may not bypass', restricted([7], false), { creation: true }],
    ['let administrators create it who may not bypass', restricted([]), { creation: true, 'bypass-actors': [] }],
    ['let administrators push', restricted([]), { 'push-access': [], 'enforce-admins': true }],
    ['let administrators push beside a team', restricted([7]), { 'push-access': [team] }],
    ['let administrators dismiss reviews', restricted([]), { reviews: { dismissal: [] } }],
  ])('%s', async (_name, world, entry) => {
    expect(notPassed).toContain(await of(world, onMain(entry)));
  });

  test.each<[string, World, object]>([
    ['who creates it', restricted([], false), { creation: true, 'bypass-actors': [administrators] }],
    ['who pushes', restricted([7]), { 'push-access': [administrators, team], 'enforce-admins': true }],
    ['who dismisses reviews', restricted([7]), { reviews: { dismissal: [administrators] } }],
  ])('hold where the policy knows %s', async (_name, world, entry) => {
    expect(await of(world, onMain(entry))).toBe('passed');
  });
});

/** Who may force-push although nobody else may is told by GraphQL alone. */
describe('classic protection that lets some force-push', () => {
  const forced = (teams: number[]): World => ({
    classic: {
      ...classic,
      enforce_admins: { enabled: true },
      bypass_force_push_allowances: { users: [], teams: teams.map((id) => ({ id })), apps: [] },
    },
  });
  const asked: [string, object][] = [
    ['nobody rewrites the history', { 'force-push': true }],
    ['nobody may bypass', { 'bypass-actors': [] }],
  ];

  test.each(asked)('%s', async (_name, entry) => {
    expect(await of(forced([]), onMain(entry))).toBe('passed');
    expect(notPassed).toContain(await of(forced([7]), onMain(entry)));
  });

  const answer = (more: object, ref: object = {}): GitHubAnswers => ({
    [graphqlRequest]: {
      json: {
        data: {
          r0: {
            nameWithOwner: 'acme/app',
            ref: { name: 'main', branchProtectionRule: { bypassForcePushAllowances: more }, ...ref },
          },
        },
      },
    },
  });
  const nobody = { totalCount: 0, nodes: [] };
  test.each<[string, GitHubAnswers]>([
    ['a list of whom not all are shown', answer({ totalCount: 1, nodes: [] })],
    ['one who is none that is known', answer({ totalCount: 1, nodes: [{ actor: null }] })],
    ['another branch', answer(nobody, { name: 'other' })],
    ['a rule that is hidden', answer(nobody, { branchProtectionRule: null })],
    [
      'errors beside it',
      { [graphqlRequest]: { json: { ...(answer(nobody)[graphqlRequest] as { json: object }).json, errors: [{}] } } },
    ],
    ['no answer', { [graphqlRequest]: { because: { code: 'MISSING_PERMISSION', message: 'GitHub answered 403' } } }],
    ['a rate limit', { [graphqlRequest]: { because: { code: 'RATE_LIMITED', message: 'GitHub answered 429' } } }],
  ])('is not told by %s', async (_name, changed) => {
    for (const [, entry] of asked) expect(await of(forced([]), onMain(entry), changed)).toBe('unverified');
  });

  test('makes no difference to what a ruleset forbids', async () => {
    const world: World = {
      ...forced([7]),
      rulesets: [{ id: 1, include: [main], rules: [{ type: 'non_fast_forward' }] }],
    };
    expect(await of(world, onMain({ 'force-push': true }))).toBe('passed');
  });
});
