import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import type { Observation, Part } from '../../shared/domain/seen-repository/observation.ts';
import { observe } from '../../shared/domain/seen-repository/observe.ts';
import { drifts } from '../shared/domain/protection/drift-table.ts';
import { client } from './github-asking.ts';
import { withGitHub } from './github-server.ts';
import { memoryGitHub } from './memory-github.ts';
import { platformGitHub, platformRoutes } from './platform.ts';
import { platformFaults, wrongLink, wrongLinks } from './platform-faults.ts';
import { restHandlers } from './platform-rest.ts';
import { accessOf, type PlatformState, type RepositoryData, type RulesetData } from './platform-state.ts';
import { accessByTier, answersOf, classicOff, repositoryOf, tiers, type World } from './protection-api.ts';

const main = { target: 'branch', ref: 'main' } as const;
const stateOf = (repository: RepositoryData, more: Partial<PlatformState> = {}): PlatformState => ({
  organisations: [{ login: 'acme', repositories: [repository] }],
  tokens: Object.fromEntries(tiers.map((tier) => [tokenOf(tier), accessByTier[tier]])),
  ...more,
});
const tokenOf = (tier: string): string => tier.replace(/[^A-Za-z]+/g, '-');

/**
 * An observation without the words of refusals, which the table of a test has no HTTP for, and without rulesets of other targets: the
 * table answers like a host that does not know the filter.
 */
function bare(observation: Observation): unknown {
  const part = (one: Part<unknown>): unknown =>
    one.state === 'unknown' ? { state: 'unknown', code: one.because.code } : one;
  const { facts, branch, rules, rulesets, classic, details } = observation;
  return {
    // What GitHub gives beside what a judgement reads differs with the route.
    facts: facts.state === 'read' ? facts.data.full_name : part(facts),
    rulesets: rulesets.state === 'read' ? rulesets.data.filter(({ target }) => target === 'branch') : part(rulesets),
    parts: [branch, rules, classic].map(part),
    details: details.map((detail) => ({ id: detail.id, part: part(detail.part) })),
  };
}

const worlds: [string, World][] = [
  ['nothing', {}],
  ...drifts
    .filter(({ target }) => target !== 'push')
    .map(({ key, target, equal, classic }): [string, World] => [
      `${target ?? 'branch'} ${key}`,
      {
        rulesets: [
          {
            id: 1,
            ...(target === undefined ? {} : { target }),
            rules: [equal],
            bypass: [{ actor_id: 5, actor_type: 'Team', bypass_mode: 'always' }],
          },
        ],
        ...(classic === undefined ? {} : { classic: { ...classicOff, ...classic.equal } }),
      },
    ]),
  ['a ruleset of the organisation', { rulesets: [{ id: 2, level: 'Organization', rules: [{ type: 'deletion' }] }] }],
  ['a ruleset that is evaluated', { rulesets: [{ id: 3, enforcement: 'evaluate', rules: [{ type: 'deletion' }] }] }],
  ['a ruleset for another branch', { rulesets: [{ id: 4, include: ['refs/heads/x'], rules: [{ type: 'deletion' }] }] }],
  ['rules that GitHub does not list', { rulesets: [{ id: 5, rules: [{ type: 'deletion' }] }], listed: [] }],
  ['a branch that is not the default one', { defaultBranch: 'trunk', classic: classicOff }],
];

describe.each(tiers)('to %s', (tier) => {
  test('the table of answers and the port tell the same of every kind of rule', async () => {
    for (const [, world] of worlds) {
      const { github } = platformGitHub(stateOf(repositoryOf(world)), tokenOf(tier));
      const ported = await observe(github, 'acme/app', main);
      expect(bare(ported)).toEqual(bare(await observe(memoryGitHub(answersOf(world, tier)), 'acme/app', main)));
    }
  });

  test('HTTP and the port tell the same, words included', async () => {
    const repository: RepositoryData = {
      ...repositoryOf({}),
      rulesets: worlds.flatMap(([, { rulesets = [] }], index) =>
        rulesets.map((ruleset) => ({ ...ruleset, id: 100 + index })),
      ),
      visibility: 'private',
    };
    for (const state of [stateOf(repository), stateOf({ ...repository, planWithoutProtection: true })]) {
      await withGitHub(platformRoutes(state), async (server) => {
        const over = await observe(client(server, { token: tokenOf(tier) }), 'acme/app', main);
        const { github, asked } = platformGitHub(state, tokenOf(tier));
        const ported = await observe(github, 'acme/app', main);
        const withoutQuery = JSON.stringify(ported).replace(/\?per_page=100[^:"]*/g, '');
        expect(JSON.parse(JSON.stringify(over).replace(/\?per_page=100[^:"]*/g, ''))).toEqual(JSON.parse(withoutQuery));
        expect(server.requests.map(({ path }) => `GET ${path}`).sort()).toEqual([...asked].sort());
      });
    }
  });
});

const states = (observation: Observation): string[] =>
  [observation.facts, observation.branch, observation.rules, observation.rulesets, observation.classic].map((part) =>
    part.state === 'unknown' ? part.because.code : part.state,
  );

describe('a credential sees what GitHub lets it see', () => {
  const guarded = { rulesets: [{ id: 1, rules: [{ type: 'deletion' }], bypass: [] }], classic: classicOff };
  const open = repositoryOf(guarded);
  const closed: RepositoryData = { ...open, visibility: 'private' };
  const read = ['read', 'read', 'read', 'read'];
  const tokens = {
    ...stateOf(open).tokens,
    app: accessOf.app('acme'),
    elsewhere: accessOf.workflow('acme/other'),
    narrow: accessOf.workflow('acme/app', {}),
  };
  test.each<[string | undefined, string[], string[], boolean | undefined]>([
    [undefined, [...read, 'NO_CREDENTIAL'], Array.from({ length: 5 }, () => 'NOT_FOUND'), false],
    [
      'wrong',
      Array.from({ length: 5 }, () => 'MISSING_PERMISSION'),
      Array.from({ length: 5 }, () => 'MISSING_PERMISSION'),
      undefined,
    ],
    ['elsewhere', [...read, 'MISSING_PERMISSION'], Array.from({ length: 5 }, () => 'NOT_FOUND'), false],
    [
      'narrow',
      [...read, 'MISSING_PERMISSION'],
      ['read', 'MISSING_PERMISSION', 'read', 'read', 'MISSING_PERMISSION'],
      false,
    ],
    ['GITHUB-TOKEN', [...read, 'MISSING_PERMISSION'], [...read, 'MISSING_PERMISSION'], false],
    ['administration-read', [...read, 'read'], [...read, 'read'], false],
    ['administration-write', [...read, 'read'], [...read, 'read'], true],
    ['app', [...read, 'read'], [...read, 'read'], false],
  ])('%s', async (token, ofPublic, ofPrivate, bypass) => {
    const look = (repository: RepositoryData) =>
      observe(platformGitHub(stateOf(repository, { tokens }), token).github, 'acme/app', main);
    const found = await look(open);
    expect(states(found)).toEqual(ofPublic);
    expect(states(await look(closed))).toEqual(ofPrivate);
    const [detail] = found.details;
    expect(detail?.part.state === 'read' ? 'bypass_actors' in detail.part.data : undefined).toBe(bypass);
  });

  test('the bypass list of an organisation is shown to those who may change it there', async () => {
    const state: PlatformState = {
      organisations: [
        {
          login: 'acme',
          rulesets: [
            { id: 9, rules: [{ type: 'deletion' }], bypass: [] },
            { id: 8, rules: [{ type: 'deletion' }], repositories: ['acme/other'] },
          ],
          repositories: [{ name: 'acme/app' }],
        },
      ],
      tokens: {
        one: { who: 'personal access token', repositories: ['acme/app'], permissions: { administration: 'write' } },
        all: accessOf.administrationWrite('acme/app'),
      },
    };
    const listed = async (token: string) => {
      const { details } = await observe(platformGitHub(state, token).github, 'acme/app', main);
      return details.map(({ id, part }) => [
        id,
        part.state === 'read' && part.data.source_type,
        part.state === 'read' && 'bypass_actors' in part.data,
      ]);
    };
    expect(await listed('one')).toEqual([[9, 'Organization', false]]);
    expect(await listed('all')).toEqual([[9, 'Organization', true]]);
  });
});

describe('with faults on demand', () => {
  const state = (changed: Partial<PlatformState>): PlatformState =>
    stateOf(repositoryOf({ rulesets: [{ id: 1, rules: [{ type: 'deletion' }] }], classic: classicOff }), changed);

  test.each(Object.entries(platformFaults))('%s tells nothing of anything', async (name, answer) => {
    await withGitHub(platformRoutes(state({ faults: [{ at: '/repos/acme/app', answer }] })), async (server) => {
      const one = client(server, { token: tokenOf('administration: write'), timeoutMs: 100, retry: { attempts: 1 } });
      const observation = await observe(one, 'acme/app', main);
      expect(states(observation)).not.toContain('read');
      const certain = {
        'an unprotected branch': ['none'],
        'a plan without the feature': Array.from({ length: 5 }, () => 'none'),
      };
      expect(states(observation).filter((word) => word === 'none')).toEqual(
        certain[name as keyof typeof certain] ?? [],
      );
    });
  });

  test.each(Object.keys(wrongLinks) as (keyof typeof wrongLinks)[])('%s cuts a list', async (link) => {
    const right = restHandlers(state({}))['GET /repos/{owner}/{repo}/rulesets'];
    if (right === undefined) throw new Error('there is no such route');
    const faults = [{ at: '/rulesets', times: 1, answer: wrongLink(right, link) }];
    await withGitHub(platformRoutes(state({ faults })), async (server) => {
      const one = client(server, { token: tokenOf('GITHUB_TOKEN') });
      expect(states(await observe(one, 'acme/app', main))[3]).toBe('TRUNCATED');
    });
  });

  test('a fault comes as often as it is told to, and after so many right answers', async () => {
    const faults = [{ at: 'GET /repos/{owner}/{repo}', after: 1, times: 2, answer: platformFaults['a server error'] }];
    const { github } = platformGitHub(state({ faults }));
    const ask = async () =>
      (await github.get('GET /repos/{owner}/{repo}', { owner: 'acme', repo: 'app' }, z.unknown())).ok;
    expect([await ask(), await ask(), await ask(), await ask()]).toEqual([true, false, false, true]);
  });
});

test('an organisation ruleset is about the repositories that it names', async () => {
  const ruleset: RulesetData = {
    id: 1,
    rules: [{ type: 'deletion' }],
    include: ['refs/heads/release/*', '~DEFAULT_BRANCH'],
    exclude: ['refs/heads/**/x'],
  };
  const state: PlatformState = {
    organisations: [
      {
        login: 'acme',
        rulesets: [{ ...ruleset, repositories: ['acme/a'] }],
        repositories: [
          { name: 'acme/a', branches: ['main', 'release/1', 'release/x', 'dev'].map((name) => ({ name })) },
          { name: 'acme/b' },
        ],
      },
    ],
  };
  const rulesOf = async (repo: string, branch: string) => {
    const answer = await platformGitHub(state).github.all(
      'GET /repos/{owner}/{repo}/rules/branches/{branch}',
      { owner: 'acme', repo, branch },
      z.object({ ruleset_source: z.string() }),
    );
    return answer.ok ? answer.data.length : answer.because.code;
  };
  expect([
    await rulesOf('a', 'main'),
    await rulesOf('a', 'release/1'),
    await rulesOf('a', 'release/x'),
    await rulesOf('a', 'dev'),
    await rulesOf('b', 'main'),
  ]).toEqual([1, 1, 0, 0, 0]);
});
