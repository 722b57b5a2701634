import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/branch-protection/control.ts';
import {
  good,
  main,
  onBranches,
  onMain,
  onTags,
  pullRequests,
  setup,
  statusOf,
  strictMain,
  strictTags,
} from '../actions/branch-protection/fixtures.ts';
import type { GitHubAnswers } from '../support/memory-github.ts';
import { answersOf, classicOff, type RulesetData, requests, type Tier, type World } from '../support/protection-api.ts';
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
