import { describe, expect, test } from '@jest/globals';
import { acme, app, askOnce, client, expectRefused, repository, token } from '../../support/github-asking.ts';
import { type Route, withGitHub } from '../../support/github-server.ts';

describe('bytes', () => {
  const contents = 'GET /repos/{owner}/{repo}/contents/{+path}';
  const file = { ...acme, path: 'a/b.bin' };
  const content = new Uint8Array([0, 1, 2, 255, 10, 13]);

  test('come as they are', async () => {
    await withGitHub({ [contents]: { raw: content } }, async (server) => {
      const answer = await client(server).bytes(contents, file, 6);
      expect(answer.ok && [...answer.data]).toEqual([...content]);
      expect(server.requests[0]?.headers['accept']).toBe('application/vnd.github.raw+json');
    });
  });

  test.each<[string, Route]>([
    ['promised', { raw: content }],
    ['not promised', { raw: content, headers: { 'transfer-encoding': 'chunked' } }],
  ])('over the limit are TRUNCATED, their length %s', async (_name, route) => {
    await withGitHub({ [contents]: route }, async (server) => {
      expectRefused(await client(server).bytes(contents, file, 5), 'TRUNCATED', 'larger than 5 bytes');
      expect(server.requests).toHaveLength(1);
    });
  });

  test('a huge answer is not read to its end', async () => {
    const huge = new Uint8Array(33 * 1024 * 1024).fill(0x20);
    const { answer, asked } = await askOnce({ raw: huge });
    expectRefused(answer, 'TRUNCATED', 'larger than 33554432 bytes');
    expect(asked).toBe(1);
  });

  test('cut short are GITHUB_DOWN', async () => {
    await withGitHub({ [contents]: { raw: content, cut: 3 } }, async (server) => {
      expectRefused(await client(server).bytes(contents, file, 100), 'GITHUB_DOWN', 'the connection was cut');
    });
  });

  test('of another server are fetched without the token, also when it leads back', async () => {
    await withGitHub(
      {
        'GET /blob': { raw: content },
        'GET /back': ({ query }) => ({ status: 302, headers: { location: query['to'] ?? '' } }),
      },
      async (other) => {
        const away: Route = ({ origin, earlier }) => ({
          status: 302,
          headers: { location: earlier === 0 ? `${other.url}/blob?sig=1` : `${other.url}/back?to=${origin}/home` },
        });
        await withGitHub({ [contents]: away, 'GET /home': { raw: content } }, async (server) => {
          const one = client(server);
          expect(await one.bytes(contents, file, 10)).toMatchObject({ ok: true });
          expect(await one.bytes(contents, file, 10)).toMatchObject({ ok: true });
          expect(server.requests.map(({ path, token: sent }) => [path, sent])).toEqual([
            ['/repos/acme/app/contents/a/b.bin', token],
            ['/repos/acme/app/contents/a/b.bin', token],
            ['/home', undefined],
          ]);
          expect(other.requests.map(({ authorization }) => authorization)).toEqual([undefined, undefined]);
        });
      },
    );
  });

  test.each(['ftp://127.0.0.1/x', 'http://a@127.0.0.1:1/x', 'http://:b@127.0.0.1:1/x', 'file:///etc/hosts'])(
    'are not fetched from %s',
    async (location) => {
      await withGitHub({ [contents]: { status: 302, headers: { location } } }, async (server) => {
        expectRefused(await client(server).bytes(contents, file, 10), 'GITHUB_DOWN', 'it was redirected to');
      });
    },
  );

  test('JSON is not taken from another server', async () => {
    await withGitHub({ [repository]: { optional: true, answer: { body: app } } }, async (other) => {
      const { answer, asked } = await askOnce({ status: 302, headers: { location: `${other.url}/repos/acme/app` } });
      expectRefused(answer, 'GITHUB_DOWN', 'another server');
      expect(asked).toBe(1);
      expect(other.requests).toEqual([]);
    });
  });
});
