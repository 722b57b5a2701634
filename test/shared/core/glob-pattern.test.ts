import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { globMatcher } from '../../../shared/adapters/glob.ts';
import { isLiteral, patternProblem } from '../../../shared/core/glob-pattern.ts';
import { changedPaths, patternMatcher } from '../../../shared/domain/change-set/changed-paths.ts';

describe('a pattern', () => {
  test.each([
    'a',
    'docs/a b.md',
    '.github/workflows/ci.yml',
    'app/(shop)/page.tsx',
    'src/**',
    '**/*.ts',
    'docs/*.{md,txt}',
    'pages/[slug].tsx',
    'v[0-9]/x',
    'README.?*',
    '*',
    '{a,b}/{c,d}',
    'ünï/çødé',
    'a+b',
    '@scope/x',
  ])('%s is one', (pattern) => {
    expect(patternProblem(pattern)).toBeUndefined();
  });

  test.each<[string, RegExp]>([
    ['', /is empty/],
    ['/etc/passwd', /is absolute/],
    ['C:/x', /is absolute/],
    ['../x', /leaves the repository/],
    ['a/../../x', /leaves the repository/],
    ['a\\b', /backslash/],
    ['a\nb', /control character/],
    ['docs/', /names a folder/],
    ['.', /names a folder/],
    ['.git/config', /inside of \.git/],
    ['./a', /write a$/],
    ['a//b', /write a\/b$/],
    ['!a', /begins with !/],
    ['!**/*.md', /begins with !/],
    ['^src', /regular expression/],
    ['src/.*', /regular expression/],
    ['docs/.*\\.md', /regular expression/],
    ['README.md$', /regular expression/],
    ['(a|b)', /regular expression/],
    ['a/+(b)*', /\( \) or \+/],
    ['[ab]+', /\( \) or \+/],
    ['{a,b}+', /\( \) or \+/],
    ['a{1..9}', /name the values/],
    ['{a,../b}', /name the values/],
    ['a{b', /not closed/],
    ['a[b', /not closed/],
    ['a]b', /not closed/],
    ['a}b', /not closed/],
    ['[[:alpha:]]', /not closed/],
    ['*a*a*a*a*a*b', /more than 4 times \*/],
    ['**/a/**/a/**/a/**', /more than 3 times \*\*/],
    ['x'.repeat(401), /longer than 400/],
    ['{a,'.repeat(1000), /longer than 400/],
  ])('%j is none', (text, problem) => {
    expect(patternProblem(text)).toMatch(problem);
  });

  const segment = fc.string({ unit: fc.constantFrom(...'ab.-_ *?[]{},!()+é'.split('')), minLength: 1, maxLength: 8 });
  const text = fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));

  test('that is taken matches without a fault, and a literal matches itself alone', async () => {
    await fc.assert(
      fc.asyncProperty(text, text, async (pattern, path) => {
        fc.pre(patternProblem(pattern) === undefined);
        const matcher = await patternMatcher(pattern, globMatcher);
        expect(typeof matcher.matches(path)).toBe('boolean');
        const itself = [matcher.matches(pattern), matcher.matches(path)];
        expect(isLiteral(pattern) ? itself : [true, path === pattern]).toEqual([true, path === pattern]);
      }),
    );
  });

  test.each([
    ['docs/**', 'docs/a\nb.md'],
    ['docs/*', 'docs/a\u2028b'],
    ['**', '.hidden/x'],
    ['pages/[slug].tsx', 'pages/[slug].tsx'],
  ])('%s matches the path %j', async (pattern, path) => {
    expect((await patternMatcher(pattern, globMatcher)).matches(path)).toBe(true);
  });
});

describe('changed paths', () => {
  const changes = changedPaths([
    { path: 'a/b/c', kind: 'modified' },
    { path: 'copy', kind: 'added', copiedFrom: 'a/source' },
    { path: 'new', kind: 'added', copiedFrom: 'old' },
    { path: 'old', kind: 'deleted', renamedTo: 'new' },
  ]);

  test('know what is a folder', () => {
    expect(['a', 'a/b', 'a/b/c', 'a/', '', 'copy', 'c'].map(changes.isFolder)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  test('find by literal path, by glob, and by the source of a copy that is still there', async () => {
    const find = async (pattern: string) => {
      const matcher = await patternMatcher(pattern, globMatcher);
      return [changes.matching(matcher).map(({ path }) => path), changes.copyOf(matcher)?.path];
    };
    expect(await find('a/b/c')).toEqual([['a/b/c'], undefined]);
    expect(await find('a/**')).toEqual([['a/b/c'], 'copy']);
    expect(await find('a/source')).toEqual([[], 'copy']);
    expect(await find('o*')).toEqual([['old'], undefined]);
    expect(await find('nothing')).toEqual([[], undefined]);
  });
});
