import { posix, win32 } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { containedPath, RelativePath } from '../../../shared/core/path.ts';

describe('containedPath', () => {
  test.each([
    ['a', 'a'],
    ['a/b.json', 'a/b.json'],
    ['.github/release-governance.yml', '.github/release-governance.yml'],
    ['./a', 'a'],
    ['a/./b', 'a/b'],
    ['a//b', 'a/b'],
    ['a/../b', 'b'],
    ['a/b/../../c', 'c'],
    ['..a', '..a'],
    ['...', '...'],
    ['a..b/c', 'a..b/c'],
    ['a b', 'a b'],
    ['größe.md', 'größe.md'],
    ['~/a', '~/a'],
    ['%2e%2e/a', '%2e%2e/a'],
  ])('%j is %j', (path, expected) => {
    expect(containedPath(path)).toEqual({ ok: true, path: expected });
  });

  test.each([
    ['', 'is empty'],
    ['.', 'names a folder'],
    ['./', 'names a folder'],
    ['a/', 'names a folder'],
    ['a/..', 'names a folder'],
    ['a/../', 'names a folder'],
    ['..', 'leaves the repository'],
    ['../', 'leaves the repository'],
    ['../a', 'leaves the repository'],
    ['a/../../b', 'leaves the repository'],
    ['a/b/../../../c', 'leaves the repository'],
    ['./../a', 'leaves the repository'],
    ['a/..//../b', 'leaves the repository'],
    ['/', 'is absolute'],
    ['/etc/passwd', 'is absolute'],
    ['//server/share', 'is absolute'],
    ['C:/windows', 'is absolute'],
    ['c:relative', 'is absolute'],
    ['./C:/windows', 'is absolute'],
    ['a/../C:/windows', 'is absolute'],
    ['a\\b', 'has a backslash; write / between folders'],
    ['..\\..\\a', 'has a backslash; write / between folders'],
    ['\\\\server\\share', 'has a backslash; write / between folders'],
    ['a\u0000.json', 'has a control character'],
    ['a\nb', 'has a control character'],
    ['a\u007f', 'has a control character'],
    ['a\u0085b', 'has a control character'],
    ['a\u009b31m', 'has a control character'],
  ])('%j is refused: it %s', (path, message) => {
    expect(containedPath(path)).toEqual({ ok: false, message });
  });

  test('what is accepted never leaves the root when it is joined, and is normal already', () => {
    const part = fc.oneof(
      fc.constantFrom('..', '.', '', '...', 'a', 'b', ' ', '\\', 'C:', '..a', '\u0000'),
      fc.string({ maxLength: 4 }),
    );
    const path = fc.oneof(
      fc.array(part, { maxLength: 8 }).map((parts) => parts.join('/')),
      fc.string({ unit: 'binary', maxLength: 12 }),
    );
    let accepted = 0;
    fc.assert(
      fc.property(path, (text) => {
        const contained = containedPath(text);
        if (!contained.ok) return;
        accepted += 1;
        for (const { join, root } of [
          { join: posix.join, root: '/repository' },
          { join: win32.join, root: 'C:\\work\\repository' },
        ]) {
          const joined = join(root, contained.path);
          expect(joined.startsWith(`${root}${root.startsWith('/') ? '/' : '\\'}`)).toBe(true);
          expect(joined.length).toBeGreaterThan(root.length + 1);
        }
        expect(posix.resolve('/repository', text)).toBe(posix.join('/repository', contained.path));
        expect(containedPath(contained.path)).toEqual(contained);
      }),
      { numRuns: 2000 },
    );
    expect(accepted).toBeGreaterThan(100);
  });
});

describe('RelativePath', () => {
  test('refuses what is not contained with the reason', () => {
    expect(RelativePath.safeParse('config/pin.json').success).toBe(true);
    expect(RelativePath.safeParse('../pin.json').error?.issues.map(({ message }) => message)).toEqual([
      'the path leaves the repository',
    ]);
    expect(RelativePath.safeParse(7).success).toBe(false);
  });
});
