import { describe, expect, test } from '@jest/globals';
import { control } from '../../../actions/branch-protection/control.ts';
import type { GitHubAnswers } from '../../support/memory-github.ts';
import { faults, planLimit, requests, requestsOf, type Tier, tiers, type World } from '../../support/protection-api.ts';
import { evaluateWith } from '../../support/world.ts';
import { everything, good, judged, setup, statusOf, weak } from './fixtures.ts';

/** Every request of the control, in a repository with branches, tags and pushes. */
const asked = requestsOf('main');
const places: [string, string][] = [
  ['the repository', requests.repository],
  ['the branch', asked.branch],
  ['its rules', asked.rules],
  ['its classic protection', asked.classic],
  ['the rulesets', requests.rulesets],
  ['the tags', requests.tags],
  ...[1, 2, 3, 4, 5, 6].map((id): [string, string] => [`ruleset ${id}`, requests.ruleset(id)]),
];
const broken: GitHubAnswers = {
  ...faults,
  'a plan without it': planLimit,
  'something else': { json: { message: 'hello' } },
  'an empty list': { json: [] },
};
const trouble = tiers.flatMap((tier) =>
  places.flatMap(([place, request]) =>
    Object.entries(broken).map(([fault, answer]) => ({ tier, place, request, fault, answer })),
  ),
);
const pairs = tiers.flatMap((tier) =>
  places.flatMap(([one, first], index) =>
    places.slice(index + 1).map(([other, second]) => ({ tier, one, other, first, second })),
  ),
);

describe(`${trouble.length} single faults and ${pairs.length} pairs: none gives a wrong passed`, () => {
  // In this repository nothing is as it is asked for, so that each passed would be wrong; and in the other one each failed.
  const isWrong = async (world: World, tier: Tier, changed: GitHubAnswers, wrong: string): Promise<string[]> => {
    const evaluation = await evaluateWith(control, setup(world, tier, everything, { changed }));
    expect(['failed', 'unverified', 'error', ...(world === good ? ['passed'] : [])]).toContain(statusOf(evaluation));
    return judged(evaluation)
      .filter(({ status }) => status === wrong)
      .map(({ rule, about }) => [rule, ...about].join(' '));
  };
  // `active` is truly so by other rulesets.
  const reallyThere = /^branch-protection\/(protected|bypass acme\/app \S+ (?:\S+ )?enforce-admins)/;

  test.each(tiers)('with %s', async (tier) => {
    const found: Record<string, string[]> = {};
    for (const { place, request, fault, answer } of trouble.filter((one) => one.tier === tier)) {
      const passed = await isWrong(weak, tier, { [request]: answer }, 'passed');
      const wrong = passed.filter((line) => !reallyThere.test(line));
      if (wrong.length > 0) found[`${place}, ${fault}`] = wrong;
    }
    expect(found).toEqual({});
  });

  test.each(tiers)('two at once with %s', async (tier) => {
    const found: Record<string, string[]> = {};
    for (const { one, other, first, second } of pairs.filter((pair) => pair.tier === tier)) {
      const changed = { [first]: faults['a hidden 404'], [second]: faults['a missing permission'] };
      const passed = await isWrong(weak, tier, changed, 'passed');
      const wrong = passed.filter((line) => !reallyThere.test(line));
      if (wrong.length > 0) found[`${one} and ${other}`] = wrong;
    }
    expect(found).toEqual({});
  });

  test.each(tiers)('and none a wrong failed with %s', async (tier) => {
    const found: Record<string, string[]> = {};
    const lies = ['an empty list', 'a plan without it'];
    for (const { place, request, fault, answer } of trouble.filter(
      (one) => one.tier === tier && !lies.includes(one.fault),
    )) {
      const wrong = await isWrong(good, tier, { [request]: answer }, 'failed');
      if (wrong.length > 0) found[`${place}, ${fault}`] = wrong;
    }
    expect(found).toEqual({});
  });
});
