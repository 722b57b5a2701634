import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/branch-protection/control.ts';
import {
  actor,
  good,
  main,
  onBranches,
  onMain,
  onPushes,
  onTags,
  pullRequests,
  setup,
  statusOf,
  strictMain,
} from '../actions/branch-protection/fixtures.ts';
import type { Tier, World } from '../support/protection-api.ts';
import { evaluateWith, type Setup } from '../support/world.ts';

/* Policies that look like a demand and are none, or lose one of those that they were written with: none of them may end passed. */

const admin: Tier = 'administration: write';
const nothing: World = { rulesets: [] };
const notPassed = ['failed', 'unverified', 'error'];

/** Nothing protects the branch, the tags or the pushes: whatever is asked of them cannot hold. */
const demandless: [name: string, policy: object][] = [
  ['a switch that is asked to be off', onMain({ deletion: false })],
  ['the same at-least', onMain({ deletion: { 'at-least': false } })],
  ['no review', onMain({ reviews: { count: 0 } })],
  ['no check', onMain({ checks: { required: [] } })],
  ['no environment', onMain({ deployments: [] })],
  ['no drop of coverage, which switches the limit off', onMain({ 'code-coverage': { 'max-drop': 0 } })],
  ['tags that may be deleted', onTags({ deletion: false })],
  ['pushes without a forbidden path', onPushes({ 'file-paths': [] })],
];

describe('a policy without a demand', () => {
  test.each(demandless)('%s, of what nothing protects', async (_name, policy) => {
    const world = { ...nothing, tags: ['v1.0.0'] };
    expect(notPassed).toContain(statusOf(await evaluateWith(control, setup(world, admin, policy))));
  });

  test('actors among whom nobody is asked for, while everybody of a team may bypass', async () => {
    const world = { rulesets: [{ ...strictMain, bypass: [actor(7, 'exempt')] }] };
    const policy = onMain({ 'bypass-actors': { contains: [] } });
    expect(notPassed).toContain(statusOf(await evaluateWith(control, setup(world, admin, policy))));
  });
});

const file = (...rules: object[]): Setup => ({
  policyFiles: {
    'r.json': JSON.stringify({
      name: 'r',
      target: 'branch',
      enforcement: 'active',
      conditions: { ref_name: { include: [main], exclude: [] } },
      rules,
    }),
  },
});
const exported: [name: string, rules: object[]][] = [
  ['a parameter that is not known', [pullRequests({ require_two_humans: true })]],
  [
    'a parameter that is not known, of a rule without others',
    [{ type: 'non_fast_forward', parameters: { also_for_apps: true } }],
  ],
  ['required checks without the list of them', [{ type: 'deletion' }, { type: 'required_status_checks' }]],
  ['a rule that needs parameters, and nothing else', [{ type: 'required_status_checks' }]],
];

describe('a ruleset as GitHub exports it, of which not everything is in force', () => {
  test.each(exported)('%s', async (_name, rules) => {
    const policy = { repository: { rulesets: ['r.json'] } };
    const evaluation = await evaluateWith(control, setup(good, admin, policy, file(...rules)));
    expect(notPassed).toContain(statusOf(evaluation));
  });
});

const strict = { branches: [{ pattern: main, reviews: { count: 5 } }] };
const holding = { branches: [{ pattern: main, deletion: true }] };

/** A demand that does not hold, in a policy that also asks for something that does. */
const unasked: [name: string, policy: object][] = [
  [
    'an entry without a demand, beside one with a demand',
    onBranches({ pattern: main, deletion: true }, { pattern: main, reviews: { count: 0 } }),
  ],
  [
    'the same for branches that are not there',
    onBranches({ pattern: main, deletion: true }, { pattern: 'relase/*', deletion: false }),
  ],
  [
    'a tag that is not there, by its name',
    { repository: { ...holding, tags: [{ pattern: 'v1.0.O', deletion: true }] } },
  ],
];

const refused: [name: string, policy: object, message: RegExp][] = [
  [
    'a class by a topic in capital letters, which no topic has',
    { organisation: holding, classes: [{ name: 'a', topic: 'Service', policy: strict }] },
    /topic: expected a topic/,
  ],
  [
    'a branch entry with the pattern of a tag',
    onBranches({ pattern: main, deletion: true }, { pattern: 'refs/tags/x*', 'linear-history': true }),
    /pattern is for other refs/,
  ],
];

describe('a demand that is about nothing', () => {
  test.each(unasked)('%s', async (_name, policy) => {
    const world = { ...good, topics: ['service'] };
    expect(notPassed).toContain(statusOf(await evaluateWith(control, setup(world, admin, policy))));
  });

  test.each(refused)('%s is no configuration', async (_name, policy, message) => {
    await expect(evaluateWith(control, setup(good, admin, policy))).rejects.toThrow(message);
  });
});
