import { describe, expect, test } from '@jest/globals';
import type { Answer } from '../../../shared/core/ports.ts';
import { acme, client, expectRefused, named, token } from '../../support/github-asking.ts';
import { nextLink, pages, refusals } from '../../support/github-routes.ts';
import { type GitHubServer, type Route, withGitHub } from '../../support/github-server.ts';

describe('lists', () => {
  const list = 'GET /repos/{owner}/{repo}/branches';
  const branches = [[{ name: 'a' }, { name: 'b' }], [{ name: 'c' }], [{ name: 'd' }]];

  async function all(route: Route, name = list): Promise<{ answer: Answer<{ name: string }[]>; server: GitHubServer }> {
    return withGitHub({ [name]: route }, async (server) => ({
      answer: await client(server).all(name, acme, named),
      server,
    }));
  }

  test('all pages in order, 100 items each', async () => {
    const { answer, server } = await all(pages(branches));
    expect(answer).toEqual({ ok: true, data: branches.flat() });
    expect(server.requests.map(({ query }) => query)).toEqual([
      { per_page: '100' },
      { per_page: '100', page: '2' },
      { per_page: '100', page: '3' },
    ]);
    expect(server.requests.every((request) => request.token === token)).toBe(true);
  });

  test('a list inside an object that counts it', async () => {
    const { answer } = await all(pages(branches, (items) => ({ total_count: 4, branches: items })));
    expect(answer).toEqual({ ok: true, data: branches.flat() });
  });

  test.each<[string, Route, string, string]>([
    ['fewer items than it counts', { body: { total_count: 5, branches: [{ name: 'a' }] } }, 'TRUNCATED', 'left out 4'],
    [
      'results that are not complete',
      { body: { total_count: 1, incomplete_results: true, items: [{ name: 'a' }] } },
      'TRUNCATED',
      'left out some',
    ],
    ['an object', { body: { name: 'a' } }, 'GITHUB_DOWN', 'not a list'],
    ['an object with two lists', { body: { total_count: 0, a: [], b: [] } }, 'GITHUB_DOWN', 'not a list'],
    [
      'an item of another shape',
      { body: [{ name: 'a' }, { name: null }] },
      'GITHUB_DOWN',
      'item 1: the answer is not as documented at name',
    ],
    [
      'a next page on another server',
      { body: [], headers: { link: '<http://127.0.0.1:1/x>; rel="next"' } },
      'TRUNCATED',
      'not on the same server',
    ],
    [
      'a next page that is no address',
      { body: [], headers: { link: '<//>; rel="next"' } },
      'TRUNCATED',
      'not on the same server',
    ],
    [
      'a next page with a credential',
      (request) => ({ body: [], headers: { link: `<${request.origin.replace('//', '//a:b@')}/x>; rel="next"` } }),
      'TRUNCATED',
      'not on the same server',
    ],
    [
      'a page that leads to itself',
      (request) => ({ body: [{ name: 'a' }], headers: { link: nextLink(request, { page: '2' }) } }),
      'TRUNCATED',
      'read already; 2 items',
    ],
    [
      'more pages than the cap',
      (request) => ({
        body: [{ name: 'a' }],
        headers: { link: nextLink(request, { page: String(Number(request.query['page'] ?? 1) + 1) }) },
      }),
      'TRUNCATED',
      'more than 100 pages; 100 items',
    ],
    [
      'a refusal on a later page',
      (request) => (request.query['page'] === '2' ? refusals.notFound : pages(branches)(request)),
      'NOT_FOUND',
      'page=2',
    ],
  ])('%s', async (_name, route, code, part) => {
    expectRefused((await all(route)).answer, code, part);
  });

  test('a page number given by the caller is a defect', async () => {
    await expect(client({ url: 'http://127.0.0.1:1' }).all(list, { ...acme, page: 2 }, named)).rejects.toMatchObject({
      code: 'INTERNAL',
    });
  });
});
