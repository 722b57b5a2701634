import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { any, includesRef, matchesPattern, namesNothing } from '../../../../shared/domain/protection/ref-pattern.ts';

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

describe('patterns that leave out all that they include', () => {
  const branches = { prefix: 'refs/heads/', defaultBranch: 'main' };
  const full = (names: readonly string[]): string[] =>
    names.map((name) => (/^~|^refs\//.test(name) ? name : `refs/heads/${name}`));
  test.each<[include: string[], exclude: string[], nothing: boolean]>([
    [[], [], true],
    [['~ALL'], [], false],
    [['~ALL'], ['~ALL'], true],
    [['~ALL'], ['**/*'], true],
    [['~ALL'], ['*'], false],
    [['**/*'], ['*', '*/**/*'], true],
    [['**/*'], ['*', '*/*'], false],
    [['~DEFAULT_BRANCH'], ['main'], true],
    [['main'], ['~DEFAULT_BRANCH'], true],
    [['master'], ['~DEFAULT_BRANCH'], false],
    [['a', 'b'], ['[ab]'], true],
    [['a', 'c'], ['[ab]'], false],
    [['v[0-9]'], ['v[0-45-9]'], true],
    [['v[0-9]'], ['v[0-46-9]'], false],
    [['v?'], ['v[a-z]'], false],
    [['refs/**/*'], ['**/*'], true],
    [['refs/tags/v1'], [], true],
    [['a\\b'], ['~DEFAULT_BRANCH'], false],
    [['a\\b'], ['a\\b'], true],
  ])('%j but %j: %s', (include, exclude, nothing) => {
    expect(namesNothing({ include: full(include), exclude: full(exclude) }, branches)).toBe(nothing);
  });

  test('name no ref at all', () => {
    const part = fc.constantFrom('a', 'b', 'c', '/', '*', '**/', '?', '[ab]', '[a-c]');
    const pattern = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));
    const letters = fc.array(fc.constantFrom('a', 'b', 'c', 'd', '/'), { minLength: 1, maxLength: 5 });
    const name = letters.map((some) => some.join('')).filter((one) => !/^\/|\/$|\/\//.test(one));
    const some = fc.array(pattern, { minLength: 1, maxLength: 2 }).map(full);
    fc.assert(
      fc.property(some, some, fc.array(name, { minLength: 5, maxLength: 20 }), (include, exclude, names) => {
        fc.pre(namesNothing({ include, exclude }, branches));
        const named = names.filter((one) => {
          const ref = { full: `refs/heads/${one}`, defaultBranch: 'main' };
          const means = (entries: string[]): boolean | undefined =>
            any(entries.map((entry) => includesRef(entry, ref)));
          return means(include) !== false && means(exclude) === false;
        });
        expect(named).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
