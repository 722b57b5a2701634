import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { any, includesRef, matchesPattern } from '../../../../shared/domain/protection/ref-pattern.ts';

// The examples of GitHub's documentation of fnmatch for rulesets, and those of Ruby's documentation of File.fnmatch that hold with
// FNM_PATHNAME.
const vectors: [pattern: string, ref: string, matches: boolean | undefined][] = [
  ['qa/*', 'qa/foo', true],
  ['qa/*', 'qa/foo/bar', false],
  ['qa/*', 'qa', false],
  ['qa/*', 'qa/', true],
  ['qa/**/*', 'qa/foo/bar/foobar/hello-world', true],
  ['qa/**/*', 'qa/foo', true],
  ['qa/**/*', 'qafoo', false],
  ['qa**/**/*', 'qa/foo/bar', true],
  ['qa**/*', 'qa/foo/bar', undefined],
  ['qa**/**/*', 'qa-1/foo', true],
  ['qa**/**/*', 'other/foo', false],
  ['cat', 'cat', true],
  ['cat', 'category', false],
  ['c?t', 'cat', true],
  ['c??t', 'cat', false],
  ['c*', 'cats', true],
  ['ca[a-z]', 'cat', true],
  ['ca[x-z]', 'cat', false],
  ['[cr]at', 'rat', true],
  ['?', 'a/b', false],
  ['*', '/', false],
  ['?', '/', false],
  ['[/]', '/', undefined],
  ['**/foo', 'a/b/c/foo', true],
  ['**/foo', '/a/b/c/foo', true],
  ['**/foo', 'foo', true],
  ['**/foo', 'afoo', false],
  ['**/b/**/d', 'a/b/c/d', true],
  ['**/b/**/d', 'b/d', true],
  ['**/b/**/d', 'a/c/d', false],
  ['a/**/b', 'a/b', true],
  ['a/**/b', 'a/x/y/b', true],
  ['a/**/b', 'a/xb', false],
  ['**', 'main', true],
  ['**', 'a/b', undefined],
  ['a**', 'abc', true],
  ['a**', 'a/b', undefined],
  ['a***', 'b', false],
  ['refs/heads/release/*', 'refs/heads/release/1.0', true],
  ['refs/heads/release/*', 'refs/heads/release/1.0/hotfix', false],
  ['refs/heads/release/**/*', 'refs/heads/release/1.0/hotfix', true],
  ['refs/heads/*', 'refs/heads/main', true],
  ['refs/tags/v[0-9]*', 'refs/tags/v1.2.3', true],
  ['refs/tags/v[0-9]*', 'refs/tags/version', false],
  ['[a-]x', '-x', true],
  ['[!a]at', 'bat', undefined],
  ['[^a]at', 'bat', undefined],
  ['[at', '[at', undefined],
  ['[]at', 'at', undefined],
  ['a\\*', 'a*', undefined],
  ['{a,b}', 'a', false],
  ['{a,b}', '{a,b}', true],
  ['', '', true],
  ['', 'a', false],
  ['MAIN', 'main', false],
  ['f?', 'f😀', true],
  ['.*', '.a', true],
];

test.each(vectors)('%s on %s: %s', (pattern, ref, matches) => {
  expect(matchesPattern(pattern, ref)).toBe(matches);
});

test('400 stars on 400 characters end, because the time is at most the product', () => {
  expect(matchesPattern('*a'.repeat(400), 'a'.repeat(400))).toBe(true);
  expect(matchesPattern(`${'*a'.repeat(200)}b`, 'a'.repeat(400))).toBe(false);
});

test('a pattern without special characters matches itself and nothing else', () => {
  const plain = fc.string({ unit: fc.constantFrom('a', 'b', '/', '-', '.', '0', 'é') });
  fc.assert(
    fc.property(plain, plain, (pattern, text) => {
      expect(matchesPattern(pattern, text)).toBe(pattern === text);
    }),
  );
});

test('as a regular expression built from the documentation says', () => {
  const piece = fc.constantFrom('a', 'b', '/', '*', '?', '**/', '[ab]', '[a-b]');
  const word = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 8 });
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), word, (pieces, text) => {
      const pattern = pieces.join('');
      // Stars that are not a whole segment are another case.
      fc.pre(!/\*{3}|[^/]\*\*|\*\*([^/]|$)/.test(pattern));
      const source = pattern.replace(/\*\*\/|\*|\?/g, (found) =>
        found === '**/' ? '(?:[^/]*/)*' : found === '*' ? '[^/]*' : '[^/]',
      );
      expect(matchesPattern(pattern, text)).toBe(new RegExp(`^${source}$`).test(text));
    }),
    { numRuns: 2000 },
  );
});

describe('entries of a condition', () => {
  const main = { full: 'refs/heads/main', defaultBranch: 'main' };
  const tag = { full: 'refs/tags/v1', defaultBranch: 'v1' };
  test.each<[string, typeof main | { full: string; defaultBranch: undefined }, boolean | undefined]>([
    ['~ALL', main, true],
    ['~ALL', tag, true],
    ['~DEFAULT_BRANCH', main, true],
    ['~DEFAULT_BRANCH', { ...main, defaultBranch: 'master' }, false],
    ['~DEFAULT_BRANCH', { ...main, defaultBranch: undefined }, undefined],
    ['~DEFAULT_BRANCH', tag, false],
    ['~SOMETHING_NEW', main, undefined],
    ['refs/heads/main', main, true],
    ['refs/heads/m*', main, true],
    ['refs/tags/*', main, false],
    ['main', main, undefined],
    ['other', main, false],
    ['**/main', main, true],
  ])('%s for %j: %s', (entry, ref, expected) => {
    expect(includesRef(entry, ref)).toBe(expected);
  });

  test('one that matches decides, one that is not known leaves it open', () => {
    expect([any([]), any([false]), any([false, undefined]), any([undefined, true])]).toEqual([
      false,
      false,
      undefined,
      true,
    ]);
  });
});
