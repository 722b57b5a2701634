import { describe, expect, test } from '@jest/globals';
import type { Part, Target } from '../../../../shared/domain/protection/observation.ts';
import { observe, shortName } from '../../../../shared/domain/protection/observe.ts';
import type { GitHubAnswer } from '../../../support/memory-github.ts';
import {
  answersOf,
  classicOff,
  countingGitHub,
  faults,
  planLimit,
  requests,
  type Tier,
  tiers,
  type World,
} from '../../../support/protection-api.ts';
import { look } from './world.ts';

const three: World = {
  rulesets: [1, 2, 3].map((id) => ({ id, rules: [{ type: 'deletion' }] })),
  classic: classicOff,
};

const saidOf = (part: Part<unknown>): string =>
  part.state === 'read' ? 'read' : part.state === 'none' ? part.why : part.because.code;

describe('requests', () => {
  test.each<[Target, number, number]>([
    ['branch', 3, 5 + 3],
    ['branch', 0, 5],
    ['tag', 3, 2 + 3],
    ['push', 3, 2 + 3],
  ])('a %s with %i rulesets: %i', async (target, count, most) => {
    const rulesets = (three.rulesets ?? []).slice(0, count).map((one) => ({ ...one, target }));
    const { github, asked } = countingGitHub(answersOf({ rulesets, classic: classicOff }, 'administration: write'));
    await observe(github, 'acme/app', { target, ref: 'main' });
    expect(asked).toHaveLength(most);
    expect(asked.every((route) => route.startsWith('GET '))).toBe(true);
  });

  test('what is known of the repository is not asked again', async () => {
    const { github, asked } = countingGitHub(answersOf({}, 'GITHUB_TOKEN'));
    const facts = { full_name: 'acme/app', default_branch: 'main', private: false };
    const { facts: read } = await observe(github, 'acme/app', { target: 'branch', ref: 'main' }, { facts });
    expect(read).toEqual({ state: 'read', data: facts });
    expect(asked).not.toContain('GET /repos/{owner}/{repo}');
  });

  test('a ruleset that the list hides and a rule names is read too', async () => {
    const { details } = await look(three, 'GITHUB_TOKEN', { changed: { [requests.rulesets]: { json: [] } } });
    expect(details.map(({ id }) => id)).toEqual([1, 2, 3]);
  });

  test('rulesets of another target are not read', async () => {
    const mixed: World = {
      rulesets: [
        { id: 1, rules: [] },
        { id: 2, target: 'tag', rules: [] },
        { id: 3, target: 'push', rules: [] },
      ],
    };
    for (const [target, id] of [
      ['branch', 1],
      ['tag', 2],
      ['push', 3],
    ] as const)
      expect((await look(mixed, 'GITHUB_TOKEN', { target })).details.map((one) => one.id)).toEqual([id]);
  });

  test('full names are asked for by their short ones', () => {
    expect(['refs/heads/a/b', 'refs/tags/v1', 'main', 'heads/x'].map(shortName)).toEqual([
      'a/b',
      'v1',
      'main',
      'heads/x',
    ]);
  });
});

describe('classic protection, by what GitHub says', () => {
  test.each<[string, GitHubAnswer, string]>([
    ['it is there', { json: classicOff }, 'read'],
    [
      'Branch not protected',
      { because: { code: 'NOT_FOUND', message: '' }, status: 404, said: 'Branch not protected' },
      'not-protected',
    ],
    [
      'the same words with another status',
      { because: { code: 'NOT_FOUND', message: '' }, status: 403, said: 'Branch not protected' },
      'NOT_FOUND',
    ],
    ['Not Found', faults['a hidden 404'], 'NOT_FOUND'],
    ['Branch not found', faults['a branch that is not there'], 'NOT_FOUND'],
    ['the plan does not have it', planLimit, 'plan-limit'],
    ['no permission', faults['a missing permission'], 'MISSING_PERMISSION'],
    ['no token', faults['no token at all'], 'NO_CREDENTIAL'],
    ['the rate limit, which is a 403 too', faults['a rate limit'], 'RATE_LIMITED'],
    ['a server error', faults['a server error'], 'GITHUB_DOWN'],
    ['something else', { json: { enforce_admins: 'yes' } }, 'GITHUB_DOWN'],
  ])('%s: %s', async (_name, answer, expected) => {
    const { classic } = await look(three, 'administration: write', { changed: { [requests.classic]: answer } });
    expect(saidOf(classic)).toBe(expected);
  });
});

const parts = ['facts', 'branch', 'rules', 'rulesets', 'classic'] as const;
const places: Record<(typeof parts)[number], string> = {
  facts: requests.repository,
  branch: requests.branch,
  rules: requests.rules,
  rulesets: requests.rulesets,
  classic: requests.classic,
};
const everyFault = parts.flatMap((part) => Object.entries(faults).map(([fault, answer]) => ({ part, fault, answer })));
describe(`${everyFault.length} faults: one part is unknown, and the others are read`, () => {
  test.each(everyFault)('$part, $fault', async ({ part, answer }) => {
    const seen = await look(three, 'administration: write', { changed: { [places[part]]: answer } });
    expect(saidOf(seen[part])).toBe('because' in answer ? answer.because.code : '');
    for (const other of parts) if (other !== part) expect(seen[other].state).toBe('read');
    const { state } = seen[part];
    expect(state).toBe('unknown');
  });
});

test.each(tiers)('what would settle it is named where a permission does: %s', async (tier: Tier) => {
  const { classic } = await look(three, tier);
  if (tier === 'GITHUB_TOKEN')
    expect(classic).toMatchObject({
      state: 'unknown',
      because: { needs: expect.stringMatching(/administration: read/) },
    });
  else expect(classic.state).toBe('read');
});

test('no permission is named for what no permission settles', async () => {
  const { classic } = await look(three, 'GITHUB_TOKEN', { changed: { [requests.classic]: faults['a rate limit'] } });
  expect(classic).toEqual({ state: 'unknown', because: { code: 'RATE_LIMITED', message: expect.any(String) } });
});

test('unknown keys and types of rules are kept', async () => {
  const { rules, details } = await look(
    { rulesets: [{ id: 1, rules: [{ type: 'from_the_future', parameters: { of: { any: ['kind'] } } }] }] },
    'GITHUB_TOKEN',
  );
  expect(rules).toMatchObject({ data: [{ type: 'from_the_future', parameters: { of: { any: ['kind'] } } }] });
  expect(details).toMatchObject([{ part: { data: { rules: [{ type: 'from_the_future' }] } } }]);
});

test('an observation is plain data', async () => {
  const seen = await look(three, 'GITHUB_TOKEN');
  expect(JSON.parse(JSON.stringify(seen))).toEqual(seen);
});
