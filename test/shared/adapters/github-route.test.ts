import { describe, expect, test } from '@jest/globals';
import { Octokit } from '@octokit/rest';
import fc from 'fast-check';
import { expandRoute, nextPage } from '../../../shared/adapters/github-route.ts';

const acme = { owner: 'acme', repo: 'app' };
const expected = (code: string): unknown => expect.objectContaining({ code });
/** Text that has a place in an address: Unicode, and no dot segment. */
const segment = fc.string({ unit: 'binary', minLength: 1 }).filter((text) => text !== '.' && text !== '..');

describe('a route becomes an address', () => {
  test.each([
    ['GET /repos/{owner}/{repo}', acme, '/repos/acme/app'],
    [
      'GET /repos/{owner}/{repo}/branches/{branch}',
      { ...acme, branch: 'release/1.0' },
      '/repos/acme/app/branches/release%2F1.0',
    ],
    ['GET /repos/{owner}/{repo}/contents/{path}', { ...acme, path: 'a/b.md' }, '/repos/acme/app/contents/a%2Fb.md'],
    [
      'GET /repos/{owner}/{repo}/contents/{+path}',
      { ...acme, path: 'a/b#c?d%20é.md' },
      '/repos/acme/app/contents/a/b%23c%3Fd%2520%C3%A9.md',
    ],
    ['GET /repos/{owner}/{repo}/compare/{basehead}', { ...acme, basehead: 'a...b' }, '/repos/acme/app/compare/a...b'],
    [
      'GET /repos/{owner}/{repo}/pulls',
      { ...acme, state: 'all', page: 2, draft: false },
      '/repos/acme/app/pulls?state=all&page=2&draft=false',
    ],
    ['GET /search/issues', { q: 'is:pr a+b' }, '/search/issues?q=is%3Apr%20a%2Bb'],
    ['GET /x', { 'a&b': '', url: 'u', headers: 'h' }, '/x?a%26b=&url=u&headers=h'],
  ])('%s with %j', (route, parameters, address) => {
    expect(expandRoute(route, parameters)).toBe(address);
  });

  test('whatever a value holds, it stays in its segment and comes back', () => {
    fc.assert(
      fc.property(segment, segment, (branch, ref) => {
        const url = new URL(`http://h${expandRoute('GET /b/{branch}/end', { branch, ref })}`);
        const [, first, second, third, ...rest] = url.pathname.split('/');
        expect([first, decodeURIComponent(second ?? ''), third, rest]).toEqual(['b', branch, 'end', []]);
        expect([...url.searchParams]).toEqual([['ref', ref]]);
        expect(url.hash).toBe('');
      }),
    );
  });

  test('{name} is what Octokit makes of it, also for the path of contents', () => {
    const octokit = new Octokit();
    fc.assert(
      fc.property(segment, (path) => {
        const route = 'GET /repos/{owner}/{repo}/contents/{path}';
        const { url } = octokit.request.endpoint(route, { ...acme, path });
        expect(`https://api.github.com${expandRoute(route, { ...acme, path })}`).toBe(url);
      }),
    );
  });

  test('{+name} is not: Octokit lets a file name change the query', () => {
    const path = 'a?ref=main';
    const route = 'GET /repos/{owner}/{repo}/contents/{+path}';
    expect(new Octokit().request.endpoint(route, { ...acme, path }).url).toMatch(/\/contents\/a\?ref=main$/);
    expect(expandRoute(route, { ...acme, path })).toBe('/repos/acme/app/contents/a%3Fref%3Dmain');
  });
});

describe('values that would change the path are bad input', () => {
  test.each(['', '.', '..', '\ud800'])('{repo} = %j', (repo) => {
    expect(() => expandRoute('GET /repos/{owner}/{repo}', { owner: 'a', repo })).toThrow(
      expected('BAD_INPUT') as Error,
    );
  });
  test.each(['', '/a', 'a/', 'a//b', 'a/../b', './a', 'a/.'])('{+path} = %j', (path) => {
    expect(() => expandRoute('GET /c/{+path}', { path })).toThrow(expected('BAD_INPUT') as Error);
  });
  test('half a surrogate pair in the query', () => {
    expect(() => expandRoute('GET /c', { ref: '\udc00' })).toThrow(expected('BAD_INPUT') as Error);
  });
});

describe('routes that are not plain reads are defects', () => {
  test.each([
    ['POST /repos'],
    ['/repos'],
    ['GET https://example.org/'],
    ['GET /a?b=c'],
    ['GET /a{?b}'],
    ['GET /repos/{owner}'],
    ['GET /repos/{toString}'],
    ['GET /repos/{constructor}'],
  ])('%s', (route) => {
    expect(() => expandRoute(route, {})).toThrow(expected('INTERNAL') as Error);
  });
});

describe('the next page', () => {
  test.each([
    [undefined, undefined],
    ['', undefined],
    ['<https://h/?page=1>; rel="first", <https://h/?page=9>; rel="last"', undefined],
    ['<https://h/?page=1>; rel="prev", <https://h/?page=3>; rel="next"', 'https://h/?page=3'],
    ['<https://h/?page=3>; rel=next', 'https://h/?page=3'],
    ['<https://h/?a,b;c=3>; title="x"; rel="last next"', 'https://h/?a,b;c=3'],
    ['<https://h/?rel="next">; rel="prev"', undefined],
    ['<https://h/2>; rel="nextish"', undefined],
  ])('of %j is %j', (link, address) => {
    expect(nextPage(link)).toBe(address);
  });
});
