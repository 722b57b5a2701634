import { describe, expect, test } from '@jest/globals';
import { shortName } from '../../../../shared/domain/github-rules/ref-name.ts';
import type { Part, Target } from '../../../../shared/domain/seen-repository/observation.ts';
import { observe, viewRepository } from '../../../../shared/domain/seen-repository/observe.ts';
import { client } from '../../../support/github-asking.ts';
import { withGitHub } from '../../../support/github-server.ts';
import type { GitHubAnswer } from '../../../support/memory-github.ts';
import {
  answersOf,
  classicOff,
  countingGitHub,
  faults,
  planLimit,
  requests,
  tiers,
  type World,
} from '../../../support/protection-api.ts';
import { look } from '../protection/world.ts';

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

  test('what several refs share is asked once', async () => {
    const world: World = {
      ...three,
      rulesets: [...(three.rulesets ?? []), { id: 4, target: 'tag', rules: [] }],
      branches: ['release/1'],
    };
    const { github, asked } = countingGitHub(answersOf(world, 'administration: write'));
    const view = viewRepository(github, 'acme/app');
    const seen = [
      await view.observe('branch', 'main'),
      await view.observe('branch', 'refs/heads/release/1'),
      await view.observe('tag', 'v1'),
      await view.observe('tag', 'v2'),
      await view.observe('push', ''),
    ];
    await Promise.all([view.facts(), view.facts()]);
    expect(asked).toHaveLength(2 + 3 + 3 + 4);
    expect(seen.map(({ ref, details }) => [ref, details.map(({ id }) => id)])).toEqual([
      ['main', [1, 2, 3]],
      ['release/1', [1, 2, 3]],
      ['v1', [4]],
      ['v2', [4]],
      ['', []],
    ]);
    expect(seen[0]).toEqual(await look(world, 'administration: write'));
  });

  test('names and properties', async () => {
    const world: World = {
      branches: ['b', 'a'],
      tags: ['v2', 'v1', 'v2'],
      properties: { tier: 'one', teams: ['x', 'y'], none: null },
    };
    const view = viewRepository(countingGitHub(answersOf(world, 'GITHUB_TOKEN')).github, 'acme/app');
    expect(await view.names('branch')).toEqual({ state: 'read', data: ['a', 'b', 'main'] });
    expect(await view.names('tag')).toEqual({ state: 'read', data: ['v1', 'v2'] });
    expect(await view.properties()).toEqual({ state: 'read', data: { tier: 'one', teams: ['x', 'y'], none: null } });
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

describe('through the adapter', () => {
  const route = 'GET /repos/{owner}/{repo}/branches/{branch}/protection';
  const others = {
    'GET /repos/{owner}/{repo}': { body: { full_name: 'acme/app', default_branch: 'main', private: true } },
    'GET /repos/{owner}/{repo}/branches/{branch}': { body: { name: 'release/1', protected: true } },
    'GET /repos/{owner}/{repo}/rules/branches/{branch}': { body: [{ type: 'deletion', ruleset_id: 4 }] },
    'GET /repos/{owner}/{repo}/rulesets': { body: [] },
    // After a limit is reached nothing more is asked.
    'GET /repos/{owner}/{repo}/rulesets/{ruleset_id}': {
      optional: true as const,
      answer: { body: { id: 4, name: 'x', enforcement: 'active', rules: [] } },
    },
  };
  test.each<[string, number, string, string]>([
    ['GitHub says that there is none', 404, 'Branch not protected', 'not-protected'],
    ['GitHub says nothing more', 404, 'Not Found', 'NOT_FOUND'],
    ['the permission is missing', 403, 'Resource not accessible by integration', 'MISSING_PERMISSION'],
    [
      'the plan does not have it',
      403,
      'Upgrade to GitHub Pro or make this repository public to enable this feature.',
      'plan-limit',
    ],
    ['the limit is reached', 429, 'You have exceeded a secondary rate limit', 'RATE_LIMITED'],
  ])('%s', async (_name, status, message, expected) => {
    await withGitHub({ ...others, [route]: { status, body: { message } } }, async (server) => {
      const seen = await observe(client(server), 'acme/app', { target: 'branch', ref: 'refs/heads/release/1' });
      expect(saidOf(seen.classic)).toBe(expected);
      expect(seen.details.map(({ id }) => id)).toEqual([4]);
      expect(server.requests.map((request) => request.path)).toContain(
        '/repos/acme/app/branches/release%2F1/protection',
      );
    });
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
    expect(saidOf(seen[part])).toBe(answer.because.code);
    expect(parts.filter((one) => seen[one].state !== 'read')).toEqual([part]);
    expect(seen[part].state).toBe('unknown');
  });
});

test('what would settle it is named where a permission does', async () => {
  const seen = await Promise.all(tiers.map(async (tier) => (await look(three, tier)).classic));
  expect(seen).toMatchObject([
    { state: 'unknown', because: { needs: expect.stringMatching(/administration: read/) } },
    { state: 'read' },
    { state: 'read' },
  ]);
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
