import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { unifiedDiff } from '../../../shared/core/unified-diff.ts';
import { temporaryFolder, writeFiles } from '../../support/git-repository.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What git makes of the left side with a diff; a side that is not there is undefined. */
function applied(path: string, before: string | undefined, after: string | undefined): string | undefined {
  const { folder, remove } = temporaryFolder();
  try {
    if (before !== undefined) writeFiles(folder, { [path]: before });
    const side = (text: string | undefined): Uint8Array | undefined => (text === undefined ? undefined : bytes(text));
    const patch = unifiedDiff([{ path, before: side(before), after: side(after) }]);
    if (patch !== '') {
      execFileSync('git', ['apply', '--whitespace=nowarn', '-'], {
        cwd: folder,
        input: patch,
        env: { ...process.env, GIT_CEILING_DIRECTORIES: join(folder, '..'), GIT_CONFIG_GLOBAL: '/dev/null' },
      });
    }
    return existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : undefined;
  } finally {
    remove();
  }
}

describe('git apply makes the new file of the old one', () => {
  const many = Array.from({ length: 40 }, (_, line) => `line ${line}\n`).join('');
  const cases: [name: string, path: string, before: string | undefined, after: string | undefined][] = [
    ['a line in the middle', 'a.txt', many, many.replace('line 20', 'other')],
    ['two parts far from each other', 'a.txt', many, many.replace('line 3\n', '').replace('line 33', 'x\ny')],
    ['two parts near each other', 'a.txt', many, many.replace('line 3\n', '').replace('line 9', 'x\ny')],
    ['the first and the last line', 'a.txt', many, `first\n${many}last\n`],
    ['a final line end that goes', 'a.txt', 'a\nb\n', 'a\nb'],
    ['a final line end that comes', 'a.txt', 'a\nb', 'a\nb\n'],
    ['no final line end on either side', 'a.txt', 'a\nb', 'c\nb'],
    ['CRLF', 'a.txt', 'a\r\nb\r\nc\r\n', 'a\r\nx\r\nc\r\n'],
    ['a lone CR and a byte order mark', 'a.txt', '\ufeffa\rb\nc\n', '\ufeffa\rx\nc\n'],
    ['a new file in a new folder', 'new/folder/a.txt', undefined, 'a\nb\n'],
    ['a file that goes', 'a.txt', 'a\nb\n', undefined],
    ['a name with spaces', 'a name.txt', 'a\n', 'b\n'],
    ['a name with other letters, quotes and a backslash', 'ä "x" \\ 日.txt', 'a\n', 'b\n'],
    ['lines that look like a diff', 'a.txt', '--- a/x\n+++ b/x\n@@ -1 +1 @@\n', '--- a/x\n+++ b/y\n@@ -1 +1 @@\n'],
    ['everything emptied', 'a.txt', 'a\nb\n', ''],
    ['more differences than are searched for', 'a.txt', numbered(0, 1200), numbered(5000, 1300)],
  ];
  test.each(cases)('%s', (_name, path, before, after) => {
    expect(applied(path, before, after)).toBe(after);
  });

  test('any two texts', () => {
    const text = fc
      .array(fc.constantFrom('a\n', 'b\n', 'c\r\n', '\n', 'ü\n'), { maxLength: 14 })
      .chain((parts) => fc.constantFrom('', 'end').map((end) => parts.join('') + end));
    fc.assert(
      fc.property(text, text, (before, after) => {
        fc.pre(before !== '' && after !== '');
        expect(applied('a.txt', before, after)).toBe(after);
      }),
      { numRuns: 60 },
    );
  });
});

function numbered(from: number, count: number): string {
  return Array.from({ length: count }, (_, line) => `${from + line}\n`).join('');
}

test('a diff is as short as it can be', () => {
  const diff = unifiedDiff([{ path: 'a', before: bytes('a\nb\nc\nd\n'), after: bytes('a\nx\nc\nd\ne\n') }]);
  const head = 'diff --git a/a b/a\n--- a/a\n+++ b/a\n';
  expect(diff).toBe(`${head}@@ -1,4 +1,5 @@\n a\n-b\n+x\n c\n d\n+e\n`);
});

test('what is the same has no diff', () => {
  expect(unifiedDiff([{ path: 'a', before: bytes('a\n'), after: bytes('a\n') }])).toBe('');
});

test('what is no text is named', () => {
  const diff = unifiedDiff([{ path: 'a', before: new Uint8Array([0xff]), after: bytes('a\n') }]);
  expect(diff).toBe('diff --git a/a b/a\nBinary files a/a and b/a differ\n');
});

describe('git apply makes the same bytes and mode of what is no text', () => {
  const noText = new Uint8Array([0, 255, 10, 13, 10, 0, 7]);
  const long = Uint8Array.from({ length: 140_000 }, (_, index) => (index * 7 + (index >> 8)) % 256);
  const cases: [name: string, before: Uint8Array | undefined, after: Uint8Array | undefined, length: 40 | 64][] = [
    ['changed', noText, long, 40],
    ['new', undefined, noText, 40],
    ['gone', long, undefined, 40],
    ['from text', bytes('a\n'), noText, 40],
    ['to nothing', noText, new Uint8Array(), 40],
    ['in a repository with long ids', noText, long, 64],
  ];
  test.each(cases)('%s', (_name, before, after, length) => {
    const { folder, remove } = temporaryFolder();
    try {
      const git = (...args: string[]): string => execFileSync('git', args, { cwd: folder, encoding: 'utf8' });
      git('init', '-q', `--object-format=${length === 40 ? 'sha1' : 'sha256'}`);
      if (before !== undefined) writeFiles(folder, { 'a.bin': before });
      git('add', '-A');
      const modes = { before: '100644', after: '100755' } as const;
      writeFiles(folder, { 'x.patch': unifiedDiff([{ path: 'a.bin', before, after, modes }], { binary: length }) });
      git('apply', '--index', 'x.patch');
      const now = existsSync(join(folder, 'a.bin')) ? new Uint8Array(readFileSync(join(folder, 'a.bin'))) : undefined;
      expect(now).toEqual(after);
      expect(git('ls-files', '-s').slice(0, 6)).toBe(after === undefined ? '' : '100755');
      git('apply', '--index', '-R', 'x.patch');
      const back = existsSync(join(folder, 'a.bin')) ? new Uint8Array(readFileSync(join(folder, 'a.bin'))) : undefined;
      expect(back).toEqual(before);
    } finally {
      remove();
    }
  });

  test('any bytes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.uint8Array({ minLength: 1, maxLength: 300 }),
        (before, after) => {
          const { folder, remove } = temporaryFolder();
          try {
            writeFiles(folder, { a: before });
            const patch = unifiedDiff([{ path: 'a', before, after }], { binary: 40 });
            const env = { ...process.env, GIT_CEILING_DIRECTORIES: join(folder, '..'), GIT_CONFIG_GLOBAL: '/dev/null' };
            if (patch !== '')
              execFileSync('git', ['apply', '--whitespace=nowarn', '-'], { cwd: folder, input: patch, env });
            expect(new Uint8Array(readFileSync(join(folder, 'a')))).toEqual(after);
          } finally {
            remove();
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

test('a change of the mode alone is one', () => {
  const modes = { before: '100755', after: '100644' } as const;
  const same = { before: bytes('a\n'), after: bytes('a\n'), modes };
  expect(unifiedDiff([{ path: 'a', ...same }])).toBe('diff --git a/a b/a\nold mode 100755\nnew mode 100644\n');
});
