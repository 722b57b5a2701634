import { describe, expect, test } from '@jest/globals';
import { byToken, forbidden, pages, payload, refusals, sequence } from './github-routes.ts';
import { startGitHub, unknownRouteHeader, withGitHub } from './github-server.ts';

async function text(url: string, headers: Record<string, string> = {}): Promise<[number, string]> {
  const response = await fetch(url, { headers });
  return [response.status, await response.text()];
}

describe('the table', () => {
  test('a plain route goes before one with placeholders, those before one over many segments', async () => {
    const routes = {
      'GET /r/{+rest}': { raw: 'many' },
      'GET /r/{one}': { raw: 'one' },
      'GET /r/fixed': { raw: 'fixed' },
    };
    await withGitHub(routes, async ({ url }) => {
      expect(await text(`${url}/r/fixed`)).toEqual([200, 'fixed']);
      expect(await text(`${url}/r/a%2Fb`)).toEqual([200, 'one']);
      expect(await text(`${url}/r/a/b`)).toEqual([200, 'many']);
    });
  });

  test('records what was asked, decoded where it is a value', async () => {
    await withGitHub({ 'GET /b/{branch}': {} }, async (server) => {
      await text(`${server.url}/b/release%2F1.0?ref=a%20b`, { authorization: 'token t1' });
      expect(server.requests).toMatchObject([
        {
          method: 'GET',
          path: '/b/release%2F1.0',
          query: { ref: 'a b' },
          parameters: { branch: 'release/1.0' },
          token: 't1',
          authorization: 'token t1',
          route: 'GET /b/{branch}',
          origin: server.url,
        },
      ]);
    });
  });

  test('a broken escape in an address does not end the server', async () => {
    await withGitHub({ 'GET /b/{branch}': { raw: 'x' } }, async ({ url }) => {
      expect(await text(`${url}/b/%zz`)).toEqual([200, 'x']);
    });
  });

  test('answers in turn, by page and by token', async () => {
    const routes = {
      'GET /turn': sequence({ status: 500 }, { raw: 'ok' }),
      'GET /list': pages([[1], [2]]),
      'GET /who': byToken({
        tokens: { admin: { raw: 'all' } },
        other: forbidden('integration'),
        none: refusals.notFound,
      }),
    };
    await withGitHub(routes, async ({ url }) => {
      expect(
        [await text(`${url}/turn`), await text(`${url}/turn`), await text(`${url}/turn`)].map(([status]) => status),
      ).toEqual([500, 200, 200]);
      expect(await text(`${url}/list?page=2`)).toEqual([200, '[2]']);
      expect((await fetch(`${url}/list?per_page=1`)).headers.get('link')).toContain(
        `<${url}/list?per_page=1&page=2>; rel="next"`,
      );
      expect((await text(`${url}/who`, { authorization: 'bearer admin' }))[1]).toBe('all');
      expect((await text(`${url}/who`, { authorization: 'bearer other' }))[0]).toBe(403);
      expect((await text(`${url}/who`))[0]).toBe(404);
    });
  });

  test('a key that is not a route is refused', async () => {
    await expect(startGitHub({ 'GET repos': {} })).rejects.toThrow('not a route: GET repos');
  });
});

describe('a table that was not used as told', () => {
  test('an unknown route is answered, marked and thrown at the end', async () => {
    const server = await startGitHub({});
    const response = await fetch(`${server.url}/nowhere`, { method: 'POST' });
    expect([response.status, response.headers.get(unknownRouteHeader)]).toEqual([404, '1']);
    expect(await response.json()).toEqual({ message: 'no route: POST /nowhere' });
    expect(() => server.expectNoUnknown()).toThrow('no route for POST /nowhere');
    await expect(server.close()).rejects.toThrow('no route for POST /nowhere');
  });

  test('a route that nobody asked is thrown, an optional one is not', async () => {
    await expect(withGitHub({ 'GET /a': {} }, async () => {})).rejects.toThrow('nobody asked GET /a');
    await expect(withGitHub({ 'GET /a': { optional: true, answer: {} } }, async () => 7)).resolves.toBe(7);
  });

  test('a handler that throws is thrown at the end', async () => {
    const failing = (): never => {
      throw new Error('broken handler');
    };
    const run = withGitHub({ 'GET /a': failing }, async ({ url }) => {
      await expect(text(`${url}/a`)).rejects.toThrow('fetch failed');
    });
    await expect(run).rejects.toThrow('broken handler');
  });

  test('the fault of the test itself comes first', async () => {
    const run = withGitHub({ 'GET /a': {} }, async () => {
      throw new Error('the test');
    });
    await expect(run).rejects.toThrow('the test');
  });
});

describe('faults', () => {
  test.each([
    ['fetch failed', { reset: true }],
    ['terminated', { body: { a: 1 }, cut: 2 }],
  ] as const)('%s', async (message, answer) => {
    await withGitHub({ 'GET /a': answer }, async ({ url }) => {
      await expect(text(`${url}/a`)).rejects.toThrow(message);
    });
  });
});

test('a payload is checked against the documented one', () => {
  expect(payload<'/repos/{owner}/{repo}'>({ name: 'app', owner: { login: 'acme' } })).toEqual({
    name: 'app',
    owner: { login: 'acme' },
  });
  // @ts-expect-error: a name is text
  payload<'/repos/{owner}/{repo}'>({ name: 1 });
  // @ts-expect-error: there is no such field
  payload<'/repos/{owner}/{repo}'>({ nickname: 'app' });
  // @ts-expect-error: a list, not an object
  payload<'/repos/{owner}/{repo}/branches'>({ name: 'main' });
  expect(payload<'/repos/{owner}/{repo}/branches'>([{ name: 'main', commit: { sha: 'a' } }])).toHaveLength(1);
  expect(payload<'/repos/{owner}/{repo}/pulls', 'post'>({ number: 1 })).toEqual({ number: 1 });
});
