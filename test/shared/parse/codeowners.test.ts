import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import picomatch from 'picomatch';
import { codeownersPaths, ownersOf, parseCodeowners } from '../../../shared/parse/codeowners.ts';

function owners(text: string, path: string): readonly string[] | undefined {
  return ownersOf(parseCodeowners(text).rules, path)?.owners;
}

describe('a pattern', () => {
  test.each<[string, string[], string[]]>([
    ['*', ['a', 'a/b.js', '.github/x'], []],
    ['**', ['a', 'a/b/c'], []],
    ['*.js', ['a.js', 'a/b/c.js', '.js', 'dir.js/x'], ['a.ts', 'js', 'a.js.map']],
    ['/*.js', ['a.js'], ['a/b.js']],
    ['/*', ['a', '.b'], ['a/b']],
    ['/build/logs/', ['build/logs/a', 'build/logs/a/b'], ['build/logs', 'x/build/logs/a', 'build/logsx/a']],
    ['docs/*', ['docs/a.md', 'docs/b'], ['docs/a/b.md', 'docs', 'x/docs/a.md']],
    ['docs/*.md', ['docs/a.md', 'docs/a.md/b'], ['docs/a/b.md']],
    ['apps/', ['apps/a', 'x/apps/a', 'x/apps/y/a'], ['apps', 'x/apps', 'myapps/a']],
    ['/docs/', ['docs/a', 'docs/a/b'], ['x/docs/a', 'docs']],
    ['**/logs', ['logs', 'logs/a', 'a/logs', 'a/b/logs/c'], ['a/logs.txt', 'logsx']],
    ['docs', ['docs', 'docs/a', 'x/docs', 'x/docs/a'], ['docsx', 'xdocs']],
    ['/apps/github', ['apps/github', 'apps/github/a/b'], ['apps/githubx', 'apps/git']],
    ['apps/github', ['apps/github', 'apps/github/a'], ['x/apps/github']],
    ['docs/**', ['docs/a', 'docs/a/b'], ['docs', 'x/docs/a']],
    ['docs/**/', ['docs/a', 'docs/a/b'], ['docs']],
    ['a/**/z', ['a/z', 'a/b/z', 'a/b/c/z', 'a/b/z/below'], ['z', 'a/zz', 'x/a/z']],
    ['a/*/z', ['a/b/z', 'a/b/z/below'], ['a/z', 'a/b/c/z']],
    ['a**z', ['az', 'abz', 'x/abcz'], ['a/z']],
    ['file?.txt', ['file1.txt', 'x/fileä.txt', 'file\u{1f600}.txt'], ['file.txt', 'file12.txt']],
    ['My\\ Docs/', ['My Docs/a'], ['My/a', 'Docs/a', 'My\\ Docs/a']],
    ['\\*.txt', ['*.txt'], ['a.txt']],
    ['a\\/b', ['a/b'], ['x/a/b']],
    ['a#b', ['a#b'], ['a']],
    ['{a,b}', ['{a,b}'], ['a', 'b']],
    ['(a|b)+', ['(a|b)+'], ['a', 'ab']],
    ['@scope/', ['packages/@scope/x'], ['@scope']],
    ['README', ['README'], ['readme', 'Readme']],
    ['*a*a*a*a*b', ['aaaab', 'xaxaxaxab'], [`${'a'.repeat(60)}c`]],
  ])('%s', (pattern, named, others) => {
    const text = `${pattern} @owner`;
    expect(parseCodeowners(text).problems).toEqual([]);
    expect(named.filter((path) => owners(text, path) === undefined)).toEqual([]);
    expect(others.filter((path) => owners(text, path) !== undefined)).toEqual([]);
  });

  test('of plain names matches what gitignore would match', () => {
    const name = fc.constantFrom('a', 'b', 'ab', '*', '?', 'a*', '*b', '**');
    const path = fc.array(fc.constantFrom('a', 'b', 'ab', 'abb', 'c'), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 3 }), path, (names, at) => {
        fc.pre(names.at(-1) !== '*' || names.length === 1);
        const glob = names.join('/');
        const anywhere = names.length === 1 ? `**/${glob}` : glob;
        const globs = names.at(-1) === '**' ? [`${glob}/*`] : [anywhere, `${anywhere}/**/*`];
        const wanted = picomatch(globs, { dot: true, nonegate: true, noextglob: true, nobrace: true });
        expect(owners(`${glob} @x`, at.join('/')) !== undefined).toBe(wanted(at.join('/')));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a file', () => {
  test('is decided by the last line that matches, also where that has no owner', () => {
    const text = [
      '* @all',
      '',
      '# apps',
      '/apps/ @apps a@b.example',
      '/apps/own',
      '*.md @org/writers # and readers',
    ].join('\n');
    const { rules, problems } = parseCodeowners(text);
    expect(problems).toEqual([]);
    expect(rules.map(({ line, text: pattern, owners: who }) => [line, pattern, who])).toEqual([
      [1, '*', ['@all']],
      [4, '/apps/', ['@apps', 'a@b.example']],
      [5, '/apps/own', []],
      [6, '*.md', ['@org/writers']],
    ]);
    const decided = ['x', 'apps/a', 'apps/own/a', 'apps/own/a.md'].map((path) => ownersOf(rules, path)?.line);
    expect(decided).toEqual([1, 4, 5, 6]);
  });

  test.each<[string, string, readonly string[] | undefined]>([
    ['with CRLF', 'a @x\r\nb @y\r\n', ['@y']],
    ['with tabs and spaces around', '\t b \t @y  @z \t', ['@y', '@z']],
    ['with a comment right after the pattern', 'b # @y', []],
    ['with a # inside of an address', 'b y#1@z.example', ['y#1@z.example']],
    ['that is a comment', '# b @y', undefined],
    ['with a comment after blanks', '   # b @y', undefined],
    ['that is empty', '', undefined],
    ['for another path', 'c @y', undefined],
    ['with a managed user', 'b @mona_acme', ['@mona_acme']],
  ])('%s', (_name, text, expected) => {
    expect(owners(text, 'b')).toEqual(expected);
  });

  test.each<[string, string, string]>([
    ['that is negated', '!b @y', 'the pattern "!b" begins with !, which CODEOWNERS does not know'],
    ['with a range', 'b[0-9] @y', 'the pattern "b[0-9]" has [, which CODEOWNERS does not know'],
    ['of a section', '[Docs] @y', 'the pattern "[Docs]" has [, which CODEOWNERS does not know'],
    ['with an escaped #', '\\#b @y', 'the pattern "\\#b" begins with \\#, which CODEOWNERS does not know'],
    ['for the root alone', '/ @y', 'the pattern "/" matches nothing; write * for everything'],
    ['with an empty name', 'a//b @y', 'the pattern "a//b" has an empty name between two slashes'],
    ['that ends in a backslash', 'b\\', 'the pattern "b\\" ends in the middle of an escape'],
    ['with an owner without @', 'b owner', '"owner" is not @user, @organization/team or an e-mail address'],
    ['with one odd owner of two', 'b @y @', '"@" is not @user, @organization/team or an e-mail address'],
    ['with a team in a team', 'b @a/b/c', '"@a/b/c" is not @user, @organization/team or an e-mail address'],
    ['with an address without a domain', 'b x@y', '"x@y" is not @user, @organization/team or an e-mail address'],
  ])('skips a line %s, and says so', (_name, line, message) => {
    const { rules, problems } = parseCodeowners(`* @all\n${line}\n`);
    expect(problems).toEqual([{ line: 2, message }]);
    expect(rules).toHaveLength(1);
    expect(ownersOf(rules, 'b')?.owners).toEqual(['@all']);
  });

  test('lies in one of three places', () => {
    expect(codeownersPaths).toEqual(['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS']);
  });

  test('of any text is read without an exception, and every owner stands on the line that decides', () => {
    const piece = fc.constantFrom(
      ...['*', '**', '/', '\\', '?', '[', '!', '#', ' ', '\t', '\n', '\r', '@a', '@o/t', 'a@b.c', 'a', 'b', '.js'],
    );
    const file = fc.oneof(
      fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
      fc.string({ unit: 'binary', maxLength: 60 }),
    );
    const path = fc.array(fc.constantFrom('a', 'b', 'a.js', '\\', ' ', '#'), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(file, path, (text, names) => {
        const { rules, problems } = parseCodeowners(text);
        const lines = text.split(/\r\n|\n|\r/);
        for (const { line } of problems) expect(lines[line - 1]?.trim()).not.toBe('');
        expect(new Set([...rules, ...problems].map(({ line }) => line)).size).toBe(rules.length + problems.length);
        const found = ownersOf(rules, names.join('/'));
        if (found === undefined) return;
        for (const owner of found.owners) expect(lines[found.line - 1]).toContain(owner);
        const later = rules.filter(({ line }) => line > found.line);
        expect(ownersOf(later, names.join('/'))).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
  });

  test('of three megabytes is read in time', () => {
    const text = `${'*a'.repeat(500)}b @x\n`.repeat(100) + `${'* @x '.repeat(20)}\n`.repeat(20_000);
    const { rules } = parseCodeowners(text);
    expect(ownersOf(rules, `${'a'.repeat(2000)}`)).toBeUndefined();
  });
});
