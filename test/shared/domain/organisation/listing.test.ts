import { describe, expect, test } from '@jest/globals';
import { listOrganisation } from '../../../../shared/domain/organisation/listing.ts';
import { select } from '../../../../shared/domain/organisation/selection.ts';
import { client } from '../../../support/github-asking.ts';
import { type Routes, withGitHub } from '../../../support/github-server.ts';
import { platformGitHub, platformRoutes } from '../../../support/platform.ts';
import { platformFaults, wrongLink, wrongLinks } from '../../../support/platform-faults.ts';
import { restHandlers } from '../../../support/platform-rest.ts';
import { accessOf, numbered, type PlatformState } from '../../../support/platform-state.ts';

const acme: PlatformState = {
  organisations: [
    {
      login: 'acme',
      repositories: [
        { name: 'acme/open', topics: ['service'], properties: { tier: '1', area: ['a', 'b'], none: null } },
        { name: 'acme/closed', visibility: 'private', fork: true, defaultBranch: 'trunk' },
        { name: 'acme/inner', visibility: 'internal', archived: true },
      ],
    },
  ],
  tokens: {
    app: accessOf.app('acme'),
    plain: accessOf.app('acme', { organisation: {} }),
    workflow: accessOf.workflow('acme/closed'),
  },
};
const list = (token: string | undefined, properties = false, state = acme, organisation = 'acme') =>
  listOrganisation(platformGitHub(state, token).github, organisation, { properties });

test('what selections and classes go by is read of every repository', async () => {
  const common = { topics: [], archived: false, fork: false, defaultBranch: 'main', properties: {} };
  expect(await list('app', true)).toEqual({
    ok: true,
    listed: [
      {
        ...common,
        repository: 'acme/open',
        visibility: 'public',
        topics: ['service'],
        properties: { tier: '1', area: ['a', 'b'], none: null },
      },
      { ...common, repository: 'acme/closed', visibility: 'private', fork: true, defaultBranch: 'trunk' },
      { ...common, repository: 'acme/inner', visibility: 'internal', archived: true },
    ],
    unseen: undefined,
    properties: undefined,
    requests: 3,
  });
});

test('custom properties are asked for only where something goes by them', async () => {
  const { github, asked } = platformGitHub(acme, 'app');
  const listing = await listOrganisation(github, 'acme', { properties: false });
  expect(asked).toEqual(['GET /orgs/acme/repos', 'GET /orgs/acme']);
  expect(listing.ok && listing.listed.every(({ properties }) => properties === undefined)).toBe(true);
});

test('properties that cannot be read are unknown, so that a selection by them is open', async () => {
  const listing = await list('plain', true);
  if (!listing.ok) throw new Error('there is no listing');
  expect(listing.properties).toMatchObject({ code: 'MISSING_PERMISSION' });
  expect(listing.properties?.needs).toContain('organization-custom-properties: read');
  const selection = { properties: [{ name: 'tier', value: '1' }] };
  const { open, repositories } = select(listing.listed, selection);
  expect(repositories).toEqual([]);
  expect(open.map(({ listed }) => listed.repository)).toEqual(['acme/open']);
});

describe('what a credential is not shown does not pass for complete', () => {
  test.each<[string | undefined, string[], string, RegExp]>([
    [undefined, ['acme/open'], 'MISSING_PERMISSION', /not told how many private/],
    ['workflow', ['acme/open', 'acme/closed'], 'MISSING_PERMISSION', /not told how many private/],
  ])('%s', async (token, names, code, words) => {
    const listing = await list(token);
    if (!listing.ok) throw new Error('there is no listing');
    expect(listing.listed.map(({ repository }) => repository)).toEqual(names);
    expect(listing.unseen?.code).toBe(code);
    expect(listing.unseen?.message).toMatch(words);
    expect(listing.unseen?.needs).toBeDefined();
  });

  test.each([
    [{ public_repos: 2, owned_private_repos: 2 }, 'the credential is shown 1 of 2 public repositories'],
    [{ public_repos: 1, owned_private_repos: 5 }, 'the credential is shown 2 of 5 private repositories'],
    [
      { public_repos: 3, owned_private_repos: 3 },
      'the credential is shown 1 of 3 public repositories and 2 of 3 private repositories',
    ],
  ])('GitHub counts %j', async (body, message) => {
    const listing = await list('app', false, { ...acme, faults: [{ at: 'GET /orgs/{org}', answer: { body } }] });
    expect(listing).toMatchObject({ ok: true, unseen: { code: 'TRUNCATED', message } });
  });

  test('the numbers cannot be read', async () => {
    const faults = [{ at: 'GET /orgs/{org}', answer: platformFaults['a server error'] }];
    const listing = await list('app', false, { ...acme, faults });
    expect(listing).toMatchObject({ ok: true, unseen: { code: 'GITHUB_DOWN' } });
  });
});

test('what GitHub contradicts itself about, or leaves out, is not known', async () => {
  const body = [
    { full_name: 'acme/a', private: true, visibility: 'public' },
    { full_name: 'acme/b', private: false, visibility: 'private' },
    { full_name: 'acme/c', private: true },
    { full_name: 'acme/d', private: false },
    { full_name: 'acme/e', private: true, visibility: 'secret' },
  ];
  const listing = await list('app', false, { ...acme, faults: [{ at: 'GET /orgs/{org}/repos', answer: { body } }] });
  expect(listing.ok && listing.listed).toEqual([
    { repository: 'acme/a' },
    { repository: 'acme/b' },
    { repository: 'acme/c' },
    { repository: 'acme/d', visibility: 'public' },
    { repository: 'acme/e' },
  ]);
});

test('a repository that moves from page to page counts once', async () => {
  const one = { full_name: 'acme/a', private: false, visibility: 'public' };
  const body = [one, { ...one, full_name: 'acme/A', archived: true }];
  const listing = await list('app', false, { ...acme, faults: [{ at: 'GET /orgs/{org}/repos', answer: { body } }] });
  expect(listing.ok && listing.listed).toEqual([{ repository: 'acme/A', visibility: 'public', archived: true }]);
});

test('the account of a person is no organisation', async () => {
  expect(await list('app', false, acme, 'ada')).toMatchObject({
    ok: false,
    because: { code: 'NOT_FOUND', message: expect.stringContaining('no organisation') },
  });
});

const big = (count: number): PlatformState => ({
  organisations: [{ login: 'acme', repositories: numbered('acme', count, () => ({})) }],
  tokens: { app: accessOf.app('acme') },
});

describe('over HTTP', () => {
  const listed = (routes: Routes) =>
    withGitHub(routes, async (server) => {
      const one = client(server, { token: 'app', timeoutMs: 1000, retry: { attempts: 1 } });
      return { listing: await listOrganisation(one, 'acme', { properties: false }), asked: server.requests.length };
    });

  test('10,000 repositories are listed in 100 pages', async () => {
    const { github, asked } = platformGitHub(big(10_000), 'app');
    const listing = await listOrganisation(github, 'acme', { properties: false });
    expect(listing.ok && [new Set(listing.listed.map(({ repository }) => repository)).size, listing.unseen]).toEqual([
      10_000,
      undefined,
    ]);
    expect(asked).toHaveLength(101);
    expect(listing.ok && listing.requests).toBe(101);
    const { listing: over, asked: requests } = await listed(platformRoutes(big(10_000)));
    expect(over).toEqual(listing);
    expect(requests).toBe(101);
  });

  test('one more is too many to be read, and says so', async () => {
    const listing = await listOrganisation(platformGitHub(big(10_001), 'app').github, 'acme', { properties: false });
    expect(listing).toMatchObject({ ok: false, because: { code: 'TRUNCATED' } });
    const { listing: over } = await listed(platformRoutes(big(10_001)));
    expect(over).toMatchObject({ ok: false, because: { code: 'TRUNCATED' } });
  });

  test.each(Object.entries(platformFaults).filter(([, answer]) => !('delayMs' in answer)))(
    '%s on the second page leaves no list',
    async (_name, answer) => {
      const faults = [{ at: 'GET /orgs/{org}/repos', after: 1, answer }];
      const { listing } = await listed(platformRoutes({ ...big(250), faults }));
      expect(listing.ok).toBe(false);
    },
  );

  test.each(Object.keys(wrongLinks) as (keyof typeof wrongLinks)[])('%s leaves no list', async (link) => {
    const right = restHandlers(big(250))['GET /orgs/{org}/repos'];
    if (right === undefined) throw new Error('there is no such route');
    const faults = [{ at: 'GET /orgs/{org}/repos', answer: wrongLink(right, link) }];
    const { listing } = await listed(platformRoutes({ ...big(250), faults }));
    expect(listing).toMatchObject({ ok: false, because: { code: 'TRUNCATED' } });
  });

  test('a page that GitHub cut without a word does not pass for complete', async () => {
    const faults = [{ at: 'GET /orgs/{org}/repos', answer: { body: [{ full_name: 'acme/r0', private: false }] } }];
    const { listing } = await listed(platformRoutes({ ...big(250), faults }));
    expect(listing).toMatchObject({ ok: true, unseen: { code: 'TRUNCATED' } });
  });
});
