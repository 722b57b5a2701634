import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/branch-protection/control.ts';
import { good, main, onMain, onTags, setup, statusOf, strictTags } from '../actions/branch-protection/fixtures.ts';
import { answersOf, requests, type Tier, type World } from '../support/protection-api.ts';
import { evaluateWith } from '../support/world.ts';

/* What a ruleset says of itself against what is taken from it: nothing of it may end passed. */

const admin: Tier = 'administration: write';
const notPassed = ['failed', 'unverified', 'error'];
const saying = (world: World, id: number, given: object, conditions: object = {}): object => {
  const { json } = answersOf(world, admin)[requests.ruleset(id)] as { json: { conditions?: object } };
  const own = { ...json.conditions, ...conditions };
  return {
    [requests.ruleset(id)]: {
      json: { ...json, ...given, ...(Object.keys(own).length > 0 ? { conditions: own } : {}) },
    },
  };
};
const ofAcme = { source_type: 'Organization', source: 'acme' };
const tagged: World = { rulesets: [strictTags], tags: ['v1.0'] };
const deletion: World = { rulesets: [{ id: 1, name: 'main', include: [main], rules: [{ type: 'deletion' }] }] };

const contradictions: [name: string, world: World, policy: object, changed: object][] = [
  [
    'tags: a ruleset of the organisation that leaves this repository out',
    tagged,
    onTags({ deletion: true }),
    saying(tagged, 2, ofAcme, { repository_name: { include: ['other'], exclude: ['app'] } }),
  ],
  [
    'tags: a ruleset of the organisation for other repositories by their ids',
    tagged,
    onTags({ deletion: true }),
    saying(tagged, 2, ofAcme, { repository_id: { repository_ids: [1] } }),
  ],
  [
    'pushes: a ruleset of the organisation that leaves this repository out',
    good,
    { repository: { push: { 'file-size': 5 } } },
    saying(good, 3, ofAcme, { repository_name: { include: ['other'], exclude: ['app'] } }),
  ],
  [
    'an empty bypass list, of a ruleset that the very token may bypass',
    deletion,
    onMain({ deletion: true, 'bypass-actors': [] }),
    saying(deletion, 1, { current_user_can_bypass: 'always' }),
  ],
];

describe('a ruleset that contradicts what is taken from it', () => {
  test.each(contradictions)('%s', async (_name, world, policy, changed) => {
    expect(statusOf(await evaluateWith(control, setup(world, admin, policy)))).toBe('passed');
    const evaluation = await evaluateWith(control, setup(world, admin, policy, { changed: changed as never }));
    expect(notPassed).toContain(statusOf(evaluation));
  });
});
