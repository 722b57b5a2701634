import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { EntryKind } from '../../../../shared/core/container.ts';
import { nameProblems } from '../../../../shared/domain/bundle/names.ts';

const of = (paths: readonly string[]): string[] =>
  nameProblems(paths.map((path) => ({ path, kind: path.endsWith('/') ? 'folder' : 'file' }))).map(
    ({ path, message }) => `${path} ${message}`,
  );

describe('names in a bundle', () => {
  test.each<[string, string[]]>([
    ['plain', ['a', 'b/c.txt', 'b/', 'größe.md', 'a.b']],
    ['a folder that stands beside its files', ['x/', 'x/y', 'x/y.z']],
  ])('%s', (_name, paths) => {
    expect(of(paths)).toEqual([]);
  });

  test.each<[string, string[], string[]]>([
    ['outside', ['../a'], ['../a leads outside']],
    ['absolute', ['/etc/passwd'], ['/etc/passwd is absolute']],
    ['a drive', ['C:/a'], ['C:/a is absolute']],
    ['a backslash', ['a\\b'], ['a\\b has a backslash; write / between folders']],
    ['a detour', ['a/./b'], ['a/./b is not written plainly: expected a/b']],
    ['twice', ['a', 'a'], ['a stands there twice']],
    ['other case', ['a/B', 'A/b'], ['A/b is the same name as "a/B" on other systems']],
    ['another Unicode form', ['é', 'e\u0301'], ['e\u0301 is the same name as "é" on other systems']],
    ['something invisible', ['ab', 'a\u200bb'], ['a\u200bb is the same name as "ab" on other systems']],
    [
      'a dot at the end',
      ['a', 'a.'],
      ['a. has the part "a.", which is no file name on Windows', 'a. is the same name as "a" on other systems'],
    ],
    ['a device of Windows', ['x/NUL.txt'], ['x/NUL.txt has the part "NUL.txt", which is no file name on Windows']],
    ['a stream of Windows', ['ab:c'], ['ab:c has the part "ab:c", which is no file name on Windows']],
    ['a file that is a folder', ['a', 'A/b'], ['A/b lies in "a", which is a file']],
  ])('%s', (_name, paths, problems) => {
    expect(of(paths)).toEqual(problems);
  });

  test.each<[EntryKind, string]>([
    ['link', 'is a symbolic link: what it leads to is not part of the bundle'],
    ['other', 'is no file: a device, a socket, a pipe, or a folder with bytes of its own'],
  ])('what is no file: %s', (kind, message) => {
    expect(nameProblems([{ path: 'a', kind }])).toEqual([{ path: 'a', message }]);
  });

  test('whatever is accepted is one contained path each', () => {
    const path = fc.string({
      unit: fc.constantFrom('a', 'A', '.', '/', '\\', ' ', 'é', 'e\u0301'),
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(fc.array(path, { maxLength: 6 }), (paths) => {
        if (of(paths).length > 0) return;
        const names = paths.map((name) => name.replace(/\/$/, '').normalize('NFC').toLowerCase());
        expect(new Set(names).size).toBe(paths.length);
        for (const name of names)
          expect(name.split('/').every((part) => part !== '' && part !== '..' && part !== '.')).toBe(true);
      }),
    );
  });
});
