import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { contentProblems, type HandedOver, limits, listingProblems } from '../../../shared/build/built-files.ts';
import { dist } from '../../support/dist.ts';

const file = (path: string, size = 10): HandedOver => ({ path, kind: 'file', size });
const folder = (path: string): HandedOver => ({ path, kind: 'folder', size: 0 });
const good = [file('LICENCES.txt'), file('package.json'), file('sbom.cdx.json'), file('cli.js')];
const problems = (...more: HandedOver[]): string[] => listingProblems([...good, ...more], ['cli.js']);

describe('what a build without trust hands over', () => {
  test('is dist as it is committed', () => {
    const names = readdirSync(dist, { recursive: true, encoding: 'utf8' });
    const entries = names.map((path): HandedOver => {
      const found = statSync(join(dist, path));
      return { path, kind: found.isFile() ? 'file' : 'folder', size: found.size };
    });
    expect(listingProblems(entries, ['cli.js', 'manifest-sync.js'])).toEqual([]);
    const files = entries.filter(({ kind }) => kind === 'file').map(({ path }) => path);
    expect(files.flatMap((path) => contentProblems(path, new Uint8Array(readFileSync(join(dist, path)))))).toEqual([]);
  });

  test.each<[what: string, more: HandedOver[], said: RegExp]>([
    [
      'a link or a device in the place of a file',
      [{ path: 'x.js', kind: 'other', size: 0 }],
      /"x\.js" is no file of dist/,
    ],
    ['a path that leads outside', [file('../action.yml')], /"\.\.\/action\.yml" is no file that the build writes/],
    ['an absolute path', [file('/etc/passwd')], /is no file that the build writes/],
    ['a path with backslashes', [file('..\\x.js')], /is no file that the build writes/],
    ['a workflow', [folder('.github'), file('.github/workflows/x.yml')], /"\.github" is no file of dist.*/],
    ['an action', [file('action.yml')], /"action\.yml" is no file that the build writes/],
    ['a program', [file('run.sh')], /is no file that the build writes/],
    ['settings of git', [file('.gitattributes')], /is no file that the build writes/],
    ['a hidden script', [file('.x.js')], /is no file that the build writes/],
    ['another ending of the same', [file('x.cjs'), file('y.mjs'), file('z.node')], /"x\.cjs".*/],
    [
      'a folder of packages',
      [folder('node_modules'), file('node_modules/a/index.js')],
      /"node_modules" is no file of dist/,
    ],
    ['something else beside the schemas', [folder('schema'), file('schema/x.js')], /"schema\/x\.js" is no file/],
    ['a name that differs by case', [file('CLI.js')], /"CLI\.js" is no file/],
    ['a name with letters of another script', [file('сli.js')], /"\?li\.js" is no file/],
    ['a name with a line end, for the log', [file('x\n::add-mask::a.js')], /"x\\n::add-mask::a\.js" is no file/],
    ['a name that ends a pattern', [file('x.js\n')], /is no file that the build writes/],
    ['one file twice', [file('cli.js')], /a file is there twice/],
    ['a file that is too large', [file('x.js', limits.file + 1)], /"x\.js" has \d+ bytes, expected at most \d+/],
    [
      'too much of everything',
      ['a', 'b', 'c', 'd', 'e'].map((name) => file(`${name}.js`, limits.file)),
      /all files have/,
    ],
    ['too many files', Array.from({ length: limits.files }, (_, index) => file(`x${index}.js`)), /there are \d+ files/],
  ])('is refused with %s', (_what, more, said) => {
    expect(problems(...more).join('\n')).toMatch(said);
  });

  test.each([['cli.js'], ['package.json'], ['LICENCES.txt'], ['sbom.cdx.json']])('is refused without %s', (missing) => {
    expect(
      listingProblems(
        good.filter(({ path }) => path !== missing),
        ['cli.js'],
      ),
    ).toEqual([`${missing} is missing`]);
  });

  test('is refused as a whole: every problem is told', () => {
    expect(problems(file('a.sh'), file('b.sh'), { path: 'c', kind: 'other', size: 0 })).toHaveLength(3);
  });

  test.each<[what: string, path: string, bytes: Uint8Array | string, said: RegExp]>([
    [
      'a program in the place of text',
      'x.js',
      new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0xff]),
      /x\.js is no text in UTF-8/,
    ],
    ['a byte 0', 'x.js', 'a\0b', /invisible character U\+0000 in line 1/],
    ['text that is read in another order', 'x.js', 'a;\nb \u202e;', /invisible character U\+202e in line 2/],
    ['another package.json', 'package.json', '{"type":"commonjs"}', /another one than the build writes/],
    ['a broken schema', 'schema/x.schema.json', '{', /is no JSON/],
  ])('is refused for %s', (_what, path, bytes, said) => {
    const given = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
    expect(contentProblems(path, given).join()).toMatch(said);
  });
});
