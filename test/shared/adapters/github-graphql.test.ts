import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { expectQuery, graphqlAddress } from '../../../shared/adapters/github-graphql.ts';
import type { Answer } from '../../../shared/core/ports.ts';
import { batchQuery } from '../../../shared/domain/organisation/query.ts';
import { app, client, expectRefused, named, repository, type Setup, token } from '../../support/github-asking.ts';
import { forbidden, rateLimited, refusals, sequence } from '../../support/github-routes.ts';
import { type Route, withGitHub } from '../../support/github-server.ts';

const query = 'query($o: String!) { r0: repository(owner: $o, name: "app") { name } }';
const body = { data: { r0: { name: 'app' } } };
const soon = (): number => Math.floor(Date.now() / 1000);
const limited = { errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded for user ID 1.' }] };
const secondary = { message: refusals.secondaryLimit.body.message };

async function ask(route: Route, setup: Setup = {}): Promise<{ answer: Answer<unknown>; asked: number }> {
  return withGitHub({ 'POST /graphql': route }, async (server) => {
    const answer = await client(server, setup).graphql(query, { o: 'acme' });
    return { answer, asked: server.requests.length };
  });
}

test('a query and its variables are posted with the credential; the body is what comes back', async () => {
  await withGitHub({ 'POST /graphql': { body } }, async (server) => {
    expect(await client(server).graphql(query, { o: 'acme' })).toEqual({ ok: true, data: body });
    const [request] = server.requests;
    expect(JSON.parse(request?.body ?? '')).toEqual({ query, variables: { o: 'acme' } });
    expect(request).toMatchObject({
      token,
      headers: { accept: 'application/json', 'content-type': 'application/json; charset=utf-8' },
    });
  });
});

test.each([
  ['https://api.github.com', 'https://api.github.com/graphql'],
  ['https://api.github.com/', 'https://api.github.com/graphql'],
  ['https://api.acme.ghe.com', 'https://api.acme.ghe.com/graphql'],
  ['https://github.acme.com/api/v3', 'https://github.acme.com/api/graphql'],
  ['https://github.acme.com/api/v3/', 'https://github.acme.com/api/graphql'],
  ['http://127.0.0.1:8080/proxy/api/v3', 'http://127.0.0.1:8080/proxy/api/graphql'],
])('the address that belongs to %s is %s', (base, address) => {
  expect(graphqlAddress(new URL(base)).href).toBe(address);
});

test('an enterprise server is asked beside its REST API', async () => {
  await withGitHub({ 'POST /api/graphql': { body } }, async (server) => {
    const one = client(server, { baseUrl: `${server.url}/api/v3` });
    expect(await one.graphql(query, {})).toEqual({ ok: true, data: body });
  });
});

test.each([undefined, ''])('without a token (%p) nothing is asked', async (none) => {
  await withGitHub({}, async (server) => {
    const answer = await client(server, { token: none }).graphql(query, {});
    expectRefused(answer, 'NO_CREDENTIAL', 'POST /graphql', 'a token');
    expect(server.requests).toEqual([]);
  });
});

test.each<[string, unknown]>([
  ['an error beside data', { data: { r0: null }, errors: [{ type: 'NOT_FOUND', path: ['r0'], message: 'no' }] }],
  ['errors alone', { errors: [{ message: 'Something went wrong while executing your query.' }] }],
  ['errors and no data', { data: null, errors: [{ type: 'FORBIDDEN', message: 'no' }] }],
])('%s is for the caller to judge', async (_name, given) => {
  expect(await ask({ body: given })).toEqual({ answer: { ok: true, data: given }, asked: 1 });
});

describe('what is no answer', () => {
  test.each<[string, Route, string, string[], number, Setup]>([
    ['a bad token', refusals.badCredentials, 'MISSING_PERMISSION', ['the token is not valid'], 1, {}],
    ['403', forbidden('integration', 'metadata=read'), 'MISSING_PERMISSION', ['POST /graphql', '403'], 1, {}],
    ['404', refusals.notFound, 'NOT_FOUND', ['404'], 1, {}],
    ['502 forever', { status: 502, raw: '<html>' }, 'GITHUB_DOWN', ['after 3 tries', '502'], 3, {}],
    ['504 forever', { status: 504, body: { message: 'timeout' } }, 'GITHUB_DOWN', ['after 3 tries'], 3, {}],
    ['no answer in time', { body, delayMs: 2000 }, 'GITHUB_DOWN', ['within 0.05 s'], 3, { timeoutMs: 50 }],
    ['a reset connection', { reset: true }, 'GITHUB_DOWN', ['connection was cut'], 3, {}],
    ['half a body', { body, cut: 4 }, 'GITHUB_DOWN', ['connection was cut'], 3, {}],
    ['half of the JSON', { raw: '{"data":' }, 'GITHUB_DOWN', ['not JSON'], 3, {}],
    ['an empty object', { body: {} }, 'GITHUB_DOWN', ['neither data nor errors'], 1, {}],
    ['a list', { body: [] }, 'GITHUB_DOWN', ['neither data nor errors'], 1, {}],
    ['data of no known form', { body: { data: 'x' } }, 'GITHUB_DOWN', ['neither data nor errors'], 1, {}],
    ['no content', { status: 204 }, 'GITHUB_DOWN', ['neither data nor errors'], 1, {}],
    ['a redirect', { status: 307, headers: { location: '/graphql' } }, 'GITHUB_DOWN', ['goes nowhere else'], 1, {}],
    ['too much', { raw: new Uint8Array(33 * 1024 * 1024).fill(0x20) }, 'TRUNCATED', ['larger than'], 1, {}],
    ['a limit far away', rateLimited(soon() + 3000), 'RATE_LIMITED', ['a run after'], 1, {}],
    ['a limit with status 200', { body: limited }, 'RATE_LIMITED', ['GitHub answered 200', 'API rate limit'], 1, {}],
    ['a limit beside data', { body: { ...body, ...limited } }, 'RATE_LIMITED', ['a run after'], 1, {}],
    [
      'a limit of status 200 that does not end',
      { body: { errors: [secondary] }, headers: { 'retry-after': '1' } },
      'RATE_LIMITED',
      ['secondary rate limit'],
      3,
      {},
    ],
  ])('%s', async (_name, route, code, parts, times, setup) => {
    const { answer, asked } = await ask(route, setup);
    expectRefused(answer, code, ...parts);
    expect(asked).toBe(times);
  });
});

test.each<[string, Parameters<typeof sequence>[0]]>([
  ['a status 502', { status: 502 }],
  ['a reset connection', { reset: true }],
  ['half of the JSON', { raw: '{"data":' }],
  ['a secondary limit', { ...refusals.secondaryLimit, headers: { 'retry-after': '1' } }],
  ['a secondary limit with status 200', { body: { errors: [secondary] }, headers: { 'retry-after': '1' } }],
  ['429', { status: 429, headers: { 'retry-after': '1' } }],
  [
    'a used up limit that ends now, with status 200',
    { body: limited, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(soon()) } },
  ],
])('%s is asked again', async (_name, first) => {
  expect(await ask(sequence(first, { body }))).toEqual({ answer: { ok: true, data: body }, asked: 2 });
});

test('a wait is told with what waits', async () => {
  const lines: string[] = [];
  const first = { status: 429, headers: { 'retry-after': '1' } };
  await ask(sequence(first, { body }), { lines });
  expect(lines.filter((line) => line.includes('waiting'))).toEqual([
    "GitHub's rate limit is reached: waiting 1 s before POST /graphql",
  ]);
});

test('its quota is its own: REST goes on when it is used up', async () => {
  const routes = { 'POST /graphql': { body: limited }, [repository]: { body: app } };
  await withGitHub(routes, async (server) => {
    const one = client(server);
    expectRefused(await one.graphql(query, {}), 'RATE_LIMITED');
    expectRefused(await one.graphql(query, {}), 'RATE_LIMITED');
    expect(await one.get(repository, { owner: 'acme', repo: 'app' }, named)).toMatchObject({ ok: true });
    expect(server.requests).toHaveLength(2);
  });
});

test('the token is not in what is said, also where GitHub repeats it', async () => {
  const { answer } = await ask({ status: 403, body: { message: `no ${token} here` } });
  expect(JSON.stringify(answer)).not.toContain(token);
  const { answer: limit } = await ask({ body: { errors: [{ type: 'RATE_LIMITED', message: `of ${token}` }] } });
  expect(JSON.stringify(limit)).not.toContain(token);
});

describe('only what reads is sent', () => {
  test.each([
    query,
    '{ viewer { login } }',
    'query Q { a }',
    'query Q { a(x: "}") }\nfragment F on T { b } # } mutation { c }',
    'query { a(x: """ mutation { "quoted" } """) }',
    batchQuery('rulesets', ['acme/app']).query,
    batchQuery('classic', ['acme/app']).query,
    batchQuery('workflows', ['acme/app']).query,
  ])('%s', (document) => {
    expect(() => expectQuery(document)).not.toThrow();
  });

  test.each([
    '',
    'mutation { a }',
    'subscription { a }',
    'query { a } mutation { b }',
    'query { a }\n#\nmutation M($x: ID!) { b(input: {x: $x}) { c } }',
    '# query {\nmutation { a }',
    'query { a(x: "\\"") } mutation { b }',
    'query { a(x: """ \\""" """) } mutation { b }',
    '"""query""" mutation { a }',
    'query { a } }',
    'query { a',
    'query { a } mutation',
    'mutationquery { a }',
  ])('not %j', async (document) => {
    expect(() => expectQuery(document)).toThrow('only reads');
    await withGitHub({}, async (server) => {
      await expect(client(server).graphql(document, {})).rejects.toMatchObject({ code: 'INTERNAL' });
      expect(server.requests).toEqual([]);
    });
  });

  test('a mutation is found wherever it stands, beside any query and whatever the strings hold', () => {
    const text = fc.string({ unit: fc.constantFrom('{', '}', '(', '#', '\\', '"', 'a', ' ') });
    const read = text.map((value) => `query { a(x: ${JSON.stringify(value)}) }`);
    fc.assert(
      fc.property(fc.array(read, { minLength: 1 }), fc.nat(), (reads, place) => {
        expect(() => expectQuery(reads.join('\n'))).not.toThrow();
        const documents = reads.toSpliced(place % (reads.length + 1), 0, 'mutation { b }');
        expect(() => expectQuery(documents.join('\n'))).toThrow('only reads');
      }),
    );
  });
});
