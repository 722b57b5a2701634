import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  addToSketch,
  type BottomSketch,
  bottomSketch,
  distinctValues,
  mergeSketches,
  overlapOf,
  sketchSize,
} from '../../../../shared/domain/kpi/bottom-sketch.ts';
import { likeness, type SignatureName } from '../../../../shared/domain/kpi/likeness.ts';
import { seededDraw } from '../../../../shared/domain/statistics/random.ts';
import { addedInParts, addedUp, checkoutRow, kpiSet, now, type Row } from '../../../support/kpi-rows.ts';

/** A run of its own: times with an irregular rhythm, and measured values. */
function run(seed: string, count = 200): Row[] {
  const draw = seededDraw(seed);
  const numbers = new Uint32Array(2 * count);
  draw(numbers, 1_000_000);
  let time = now - 5_000_000 - (numbers[0] ?? 0);
  return Array.from({ length: count }, (_, index) => {
    time += 500 + ((numbers[index] ?? 0) % 2000);
    return checkoutRow(index, {
      id: `${seed}-${index}`,
      at: new Date(time).toISOString(),
      ms: (numbers[count + index] ?? 0) / 1000,
    });
  });
}
const timeOf = (row: Row): number => Date.parse(row['at'] as string);
const shifted = (rows: Row[], by: (index: number) => number): Row[] =>
  rows.map((row, index) => ({ ...row, at: new Date(timeOf(row) + by(index)).toISOString() }));
const renamed = (rows: Row[]): Row[] => rows.map((row, index) => ({ ...row, id: `other-${index}` }));
const between = (a: unknown[], b: unknown[]) => likeness(addedUp(a), addedUp(b));

const own = run('first');
const other = run('second');

describe('copies are recognised by what is left of the original', () => {
  test.each<[name: string, copy: Row[], because: string[]]>([
    [
      'the same rows',
      own,
      ['200 rows have the same unique key 1', '200 rows have the same unique key 2', 'timestamps', 'gaps', 'contents'],
    ],
    ['other ids', renamed(own), ['200 rows have the same unique key 2', 'timestamps', 'gaps', 'contents']],
    ['one row of the other', [...other.slice(1), own[7] ?? {}], ['1 rows have the same unique key 1', '1 rows']],
    ['other ids, moved by a day', shifted(renamed(own), () => -86_400_000), ['gaps', 'contents']],
    [
      'other ids, each moved by another time',
      shifted(renamed(own), (index) => -86_400_000 + ((index * 37) % 400)),
      ['contents'],
    ],
    [
      'other ids and values, moved by a day',
      shifted(renamed(own), () => -86_400_000).map((row, index) => ({ ...row, ms: index + 0.5 })),
      ['gaps'],
    ],
    [
      'a fifth of the rows, other ids and values',
      [...other.slice(0, 160), ...renamed(own).slice(160)].map((row, index) => ({
        ...row,
        case: 'buy',
        ms: index + 0.5,
      })),
      ['rows have the same unique key 2', 'timestamps', 'gaps'],
    ],
  ])('%s', (_name, copy, because) => {
    const found = between(own, copy);
    expect(found.copy).toBe(true);
    expect(found.because).toEqual(because.map((text) => expect.stringContaining(text)));
    const mirrored = between(copy, own);
    expect(mirrored.because).toHaveLength(found.because.length);
    expect(mirrored.signatures.map(({ ofA, ofB }) => [ofB, ofA])).toEqual(
      found.signatures.map(({ ofA, ofB }) => [ofA, ofB]),
    );
  });

  test('a copy in a longer run is all in it, and only a part of it', () => {
    const found = between(run('long', 100), [...run('long', 100), ...run('rest', 300)]);
    expect(found.signatures[0]).toMatchObject({ signature: 'times', ofA: 1, ofB: 0.25 });
  });
});

describe('independent runs are no copies', () => {
  test('nothing but a value by chance is shared', () => {
    const found = between(own, other);
    expect(found).toMatchObject({ copy: false, because: [] });
    expect(found.signatures.map(({ tells }) => tells)).toEqual([true, true, true]);
    for (const { ofA, ofB } of found.signatures) expect(Math.max(ofA, ofB)).toBeLessThan(0.02);
  });

  const perfect = (rows: Row[]): Row[] => rows.map((row) => ({ ...row, ms: 7 }));
  const scheduled = (rows: Row[], start: number): Row[] =>
    rows.map((row, index) => ({ ...row, at: new Date(start + index * 1000).toISOString() }));
  const coarse = (rows: Row[], values: number): Row[] =>
    rows.map((row) => ({ ...row, case: 'buy', screens: 1, ms: Math.floor(((row['ms'] as number) / 1000) * values) }));
  test.each<[string, Row[], Row[], SignatureName, string]>([
    ['all outcomes alike', perfect(own), perfect(other), 'contents', 'most contents of rows of a run are the same'],
    [
      'a fixed schedule',
      scheduled(own, now - 9_000_000),
      scheduled(other, now - 5_000_000),
      'gaps',
      'most triples of neighbouring gaps between timestamps of a run are the same',
    ],
    // 200 draws from 300 values: half of them would be found again.
    ['few possible values', coarse(own, 300), coarse(other, 300), 'contents', 'would be the same in independent runs'],
    ['a handful of rows', own.slice(0, 19), own.slice(0, 19), 'contents', 'there are fewer than 20'],
    ['no rows', [], [], 'times', 'there are no timestamps'],
  ])('%s says nothing', (_name, a, b, signature, because) => {
    const found = between(a, b).signatures.find((one) => one.signature === signature);
    expect(found).toMatchObject({ tells: false, because: expect.stringContaining(because) });
  });

  test('what says nothing makes no copy, however much is shared', () => {
    expect(between(perfect(own), perfect(other))).toMatchObject({
      copy: false,
      signatures: [{}, {}, { ofA: 1, ofB: 1 }],
    });
    expect(between(coarse(own, 300), coarse(other, 300)).copy).toBe(false);
  });

  test('rows without key, time or use have no part in it', () => {
    const broken = own.map(() => ({ case: 'none' }));
    expect(between(broken, broken)).toMatchObject({ copy: false, because: [] });
  });
});

test('whatever parts the rows came in, the signatures are those of the whole', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(500), fc.option(fc.nat(9))), { maxLength: 40 }),
      fc.array(fc.nat(100), { maxLength: 8 }),
      fc.array(fc.nat(100), { maxLength: 8 }),
      (steps, cuts, merging) => {
        const rows = steps.map(([step, ms], index) =>
          checkoutRow(index, { at: ms === null ? null : new Date(now - 1e7 + step * 10).toISOString(), ms }),
        );
        const whole = addedUp(rows);
        const parts = addedInParts(rows, cuts, merging);
        expect(parts.signatures).toEqual(whole.signatures);
      },
    ),
  );
});

test('the set decides what a row holds: what no KPI reads is not compared', () => {
  const silent = kpiSet();
  const a = addedUp(own, silent);
  const b = addedUp(
    renamed(own).map((row) => ({ ...row, remark: 'new' })),
    silent,
  );
  expect(likeness(a, b).signatures[2]).toMatchObject({ ofA: 1, ofB: 1 });
});

describe('sketches', () => {
  const sketchOf = (from: number, to: number, times = 1): BottomSketch => {
    const sketch = bottomSketch();
    // Spread by an odd factor: distinct numbers stay distinct, and look random.
    for (let round = 0; round < times; round += 1)
      for (let value = from; value < to; value += 1)
        addToSketch(sketch, Math.imul(value ^ (value >>> 7), 0x9e3779b1) >>> 0, Math.imul(value, 0x85ebca6b) >>> 0);
    return sketch;
  };

  test('up to its size a sketch is exact', () => {
    for (const count of [0, 1, sketchSize - 1, sketchSize]) {
      expect(distinctValues(sketchOf(0, count, 3))).toBe(count);
      expect(sketchOf(0, count, 3).added).toBe(3 * count);
    }
    expect(overlapOf(sketchOf(0, 1000), sketchOf(750, 1000))).toEqual({
      ofA: 0.25,
      ofB: 1,
      comparedA: 1000,
      comparedB: 250,
    });
    expect(overlapOf(sketchOf(0, 0), sketchOf(0, 5))).toEqual({ ofA: Number.NaN, ofB: 0, comparedA: 0, comparedB: 5 });
  });

  test.each([
    [3000, 0, 3000, 1],
    [50_000, 25_000, 75_000, 0.5],
    [50_000, 45_000, 95_000, 0.1],
    [200_000, 200_000, 400_000, 0],
  ])('beyond it within four standard errors: %i values, the other from %i to %i', (count, from, to, share) => {
    const [a, b] = [sketchOf(0, count), sketchOf(from, to)];
    expect(Math.abs(distinctValues(a) / count - 1)).toBeLessThan(0.13);
    const { ofA, ofB, comparedA, comparedB } = overlapOf(a, b);
    for (const [found, compared] of [
      [ofA, comparedA],
      [ofB, comparedB],
    ] as const) {
      expect(compared).toBeGreaterThan(900);
      expect(Math.abs(found - share)).toBeLessThanOrEqual(4 * Math.sqrt((share * (1 - share)) / compared));
    }
  });

  test('merged in any order they are the sketch of all', () => {
    const whole = sketchOf(0, 9000);
    const parts = () => [sketchOf(0, 3000), sketchOf(2000, 7000), sketchOf(7000, 9000)] as const;
    const [a, b, c] = parts();
    const [d, e, f] = parts();
    for (const merged of [mergeSketches(mergeSketches(a, b), c), mergeSketches(f, mergeSketches(e, d))]) {
      expect(overlapOf(merged, whole)).toEqual(overlapOf(whole, whole));
      expect(distinctValues(merged)).toBe(distinctValues(whole));
    }
  });
});
