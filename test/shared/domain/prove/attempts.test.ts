import { describe, expect, test } from '@jest/globals';
import { attemptsOf, type Met, mostBytes, toldPath } from '../../../../shared/domain/prove/attempts.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const met = (files: Record<string, Uint8Array>, more: Partial<Met> = {}): Met => ({
  ...{ files: new Map(Object.entries(files)), missed: new Map(), containers: new Set() },
  ...more,
});
const two = { 'desk/b.json': bytes('{"b": 1}'), 'desk/a.json': bytes('{"a": 1}') };

describe('what there is to try', () => {
  test('stands in the order of the paths, with the files themselves', () => {
    const { shares, untried } = attemptsOf(met(two), 100, 'desk/');
    expect(shares.map(({ path, mutations }) => [path, mutations.map(({ what }) => what)])).toEqual([
      ['desk/a.json', ['/a', 'the file', 'the file']],
      ['desk/b.json', ['/b', 'the file', 'the file']],
    ]);
    expect(untried).toEqual([]);
  });

  test.each<[name: string, found: Met, most: number, untried: string[]]>([
    ['facts beyond the limit', met(two), 2, ['a.json 2 limit', 'b.json 2 limit']],
    ['a file that is too large', met({ 'desk/a.bin': new Uint8Array(mostBytes + 1) }), 9, ['a.bin 1 too-large']],
    ['a file that is no text', met({ 'desk/a.bin': new Uint8Array([0xff, 0xfe, 0]) }), 9, ['a.bin 1 not-text']],
    [
      'files that nobody got',
      met(two, { missed: new Map([...['desk/y', 'desk/x', 'up'].map((path) => [path, 'not-read'] as const)]) }),
      9,
      ['x 1 not-read', 'y 1 not-read', '/up 1 not-read'],
    ],
    [
      'nothing that somebody else got',
      met(two, { missed: new Map([['desk/a.json', 'too-large']]), containers: new Set(['desk/b.json']) }),
      9,
      [],
    ],
    ['what was opened as one', met(two, { containers: new Set(['desk/c.zip']) }), 9, ['c.zip 1 opened-whole']],
  ])('leaves alone, and names: %s', (_name, found, most, untried) => {
    const told = attemptsOf(found, most, 'desk/').untried.map(({ path, count, why }) => `${path} ${count} ${why}`);
    expect(told).toEqual(untried);
  });

  test('is the largest file that is taken apart', () => {
    const { shares } = attemptsOf(met({ 'a.txt': bytes(' '.repeat(mostBytes)) }), 9, '');
    expect(shares[0]?.mutations.length).toBeGreaterThan(0);
  });
});

test.each([
  ['desk/a.json', 'desk/', 'a.json'],
  ['a.json', 'desk/', '/a.json'],
  ['desktop/a.json', 'desk/', '/desktop/a.json'],
  ['desk/a.json', '', 'desk/a.json'],
])('%s is told in %j as %s', (path, folder, told) => {
  expect(toldPath(path, folder)).toBe(told);
});
