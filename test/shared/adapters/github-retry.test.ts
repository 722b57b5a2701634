import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import {
  acme,
  app,
  askOnce,
  client,
  expectRefused,
  named,
  repository,
  type Setup,
} from '../../support/github-asking.ts';
import { rateLimited, refusals, sequence } from '../../support/github-routes.ts';
import { type Route, withGitHub } from '../../support/github-server.ts';

describe('waiting and trying again', () => {
  const half = { body: app, cut: 4 } as const;
  test.each([
    ['a status 500', { status: 500 }],
    ['a secondary limit with a short wait', { ...refusals.secondaryLimit, headers: { 'retry-after': '1' } }],
    ['429 with a short wait', { status: 429, headers: { 'retry-after': '1' } }],
    ['a used up limit that ends now', rateLimited(Math.floor(Date.now() / 1000))],
    ['a reset connection', { reset: true }],
    ['half a body', half],
    ['text that is not JSON', { raw: '{"name":' }],
  ] as [string, Route][])('%s, then an answer', async (_name, first) => {
    const { answer, asked } = await askOnce(sequence(first as { status: number }, { body: app }));
    expect(answer).toEqual({ ok: true, data: { name: 'app' } });
    expect(asked).toBe(2);
  });

  test.each([
    ['502 forever', { status: 502, raw: '<html>Bad Gateway</html>' }, ['after 3 tries', '502'], {}],
    ['no answer in time', { body: app, delayMs: 2000 }, ['no complete answer within 0.05 s'], { timeoutMs: 50 }],
    ['a reset connection', { reset: true }, ['connection was cut', 'after 3 tries'], {}],
    ['half a body', half, ['connection was cut'], {}],
    ['headers and no body', { body: app, cut: 0 }, ['connection was cut'], {}],
    ['half a refusal', { status: 404, body: { message: 'Not Found' }, cut: 4 }, ['connection was cut'], {}],
    ['half of the JSON', { raw: '{"name":"ap' }, ['not JSON'], {}],
    ['a web page', { raw: '<html></html>', headers: { 'content-type': 'text/html' } }, ['not JSON'], {}],
    ['bytes that are not UTF-8', { raw: new Uint8Array([0x22, 0xff, 0x22]) }, ['not JSON'], {}],
    ['an empty body', { raw: '' }, ['not JSON'], {}],
  ] as [string, Route, string[], Setup][])('%s ends as GITHUB_DOWN', async (_name, route, parts, setup) => {
    const { answer, asked } = await askOnce(route, setup);
    expectRefused(answer, 'GITHUB_DOWN', ...parts);
    expect(asked).toBe(3);
  });

  test('a server that is not there is GITHUB_DOWN', async () => {
    const gone = await withGitHub({}, async (server) => server.url);
    const answer = await client({ url: gone }).get(repository, acme, named);
    expectRefused(answer, 'GITHUB_DOWN', 'the connection was refused');
  });

  test('a host that has no address is GITHUB_DOWN', async () => {
    const answer = await client({ url: 'http://github.invalid' }, { retry: { attempts: 1 } }).get(
      repository,
      acme,
      named,
    );
    expectRefused(answer, 'GITHUB_DOWN', 'the host name was not found');
  });

  test.each([
    ['a secondary limit', { ...refusals.secondaryLimit, headers: { 'retry-after': '1' } }],
    ['429', { status: 429, headers: { 'retry-after': '1' } }],
    ['a used up limit', rateLimited(Math.floor(Date.now() / 1000))],
  ] as [string, Route][])('%s that does not end is RATE_LIMITED after the last try', async (_name, route) => {
    const { answer, asked } = await askOnce(route);
    expectRefused(answer, 'RATE_LIMITED');
    expect(asked).toBe(3);
  });

  test('a wait over the cap is not waited', async () => {
    const { answer, asked } = await askOnce(refusals.secondaryLimit, {
      retry: { attempts: 3, baseMs: 1, maxWaitMs: 59 },
    });
    expectRefused(answer, 'RATE_LIMITED', 'secondary rate limit');
    expect(asked).toBe(1);
  });

  test('a reached limit is not asked again by this client, and another client starts afresh', async () => {
    await withGitHub({ [repository]: rateLimited(Math.floor(Date.now() / 1000) + 3000) }, async (server) => {
      const one = client(server);
      expectRefused(await one.get(repository, acme, named), 'RATE_LIMITED');
      expectRefused(
        await one.get(repository, { ...acme, repo: 'other' }, named),
        'RATE_LIMITED',
        'GET /repos/acme/other: ',
      );
      expect(server.requests).toHaveLength(1);
      expectRefused(await client(server).get(repository, acme, named), 'RATE_LIMITED');
      expect(server.requests).toHaveLength(2);
    });
  });

  test('the quota of searches is its own', async () => {
    const search = 'GET /search/issues';
    const routes = { [search]: rateLimited(Math.floor(Date.now() / 1000) + 3000), [repository]: { body: app } };
    await withGitHub(routes, async (server) => {
      const one = client(server);
      expectRefused(await one.get(search, { q: 'a+b' }, z.unknown()), 'RATE_LIMITED');
      expect(await one.get(repository, acme, named)).toMatchObject({ ok: true });
      expect(server.requests[0]?.query).toEqual({ q: 'a+b' });
    });
  });

  test('searches start apart', async () => {
    const started: number[] = [];
    const route: Route = () => {
      started.push(performance.now());
      return { body: [] };
    };
    await withGitHub({ 'GET /search/code': route }, async (server) => {
      const one = client(server, { spacingMs: 20 });
      await Promise.all([1, 2, 3].map((page) => one.get('GET /search/code', { q: 'x', page }, z.array(z.unknown()))));
    });
    expect(started).toHaveLength(3);
    expect((started[2] ?? 0) - (started[0] ?? 0)).toBeGreaterThan(60);
  });

  test('at most ten requests run at a time', async () => {
    let running = 0;
    let most = 0;
    const route: Route = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 60));
      running -= 1;
      return { body: app };
    };
    await withGitHub({ [repository]: route }, async (server) => {
      const one = client(server);
      const repos = Array.from({ length: 25 }, (_, index) => `r${index}`);
      const answers = await Promise.all(repos.map((repo) => one.get(repository, { ...acme, repo }, named)));
      expect(answers.every((answer) => answer.ok)).toBe(true);
    });
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(10);
  });
});
