import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hashKey, type KeyTable, keyTable, lineOfKey, noteKey } from '../../../../shared/domain/kpi/key-table.ts';
import {
  addToSample,
  emptySample,
  mergeSamples,
  sketchError,
  sortedValues,
} from '../../../../shared/domain/kpi/sample.ts';
import { addToSketch, noSketch } from '../../../../shared/domain/statistics/quantile-sketch.ts';

describe('numbers that are kept', () => {
  test('beyond the limit there are none, however the parts were cut', () => {
    const sampleOf = (values: number[]): ReturnType<typeof emptySample> => {
      const sample = emptySample();
      for (const value of values) addToSample(sample, value, 3);
      return sample;
    };
    expect([...(sortedValues(sampleOf([3, 1, 2])) ?? [])]).toEqual([1, 2, 3]);
    expect(sortedValues(sampleOf([3, 1, 2, 4]))).toBeUndefined();
    expect(sortedValues(mergeSamples(sampleOf([3, 1]), sampleOf([2, 4]), 3))).toBeUndefined();
    expect(sortedValues(mergeSamples(sampleOf([1, 2, 3, 4]), sampleOf([]), 3))).toBeUndefined();
    expect([...(sortedValues(mergeSamples(sampleOf([3]), sampleOf([2, 1]), 3)) ?? [])]).toEqual([1, 2, 3]);
  });

  test('merged in any grouping they are all numbers, or the sketch of all', () => {
    const numbers = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { maxLength: 200 });
    fc.assert(
      fc.property(fc.array(numbers, { maxLength: 8 }), fc.nat(400), fc.array(fc.nat()), (parts, limit, merging) => {
        const made = parts.map((values) => {
          const sample = emptySample();
          for (const value of values) addToSample(sample, value, limit);
          return structuredClone(sample);
        });
        for (let round = 0; made.length > 1; round += 1) {
          const at = (merging[round % Math.max(1, merging.length)] ?? 0) % (made.length - 1);
          const [one = emptySample(), other = emptySample()] = made.slice(at, at + 2);
          made.splice(at, 2, mergeSamples(one, other, limit));
        }
        const [merged = emptySample()] = made;
        const all = parts.flat();
        expect(merged.total).toBe(all.length);
        const sketch = noSketch(sketchError);
        for (const value of all) addToSketch(sketch, value);
        expect(merged.sketch).toEqual(all.length > limit ? sketch : undefined);
        expect(sortedValues(merged)).toEqual(all.length > limit ? undefined : Float64Array.from(all).sort());
      }),
    );
  });

  test('many parts of few numbers need no more room than the numbers', () => {
    let sample = emptySample();
    for (let part = 0; part < 2000; part += 1) {
      const next = emptySample();
      for (let index = 0; index < 70; index += 1) addToSample(next, part * 70 + index, 1e6);
      sample = mergeSamples(sample, next, 1e6);
    }
    const held = sample.chunks.reduce((sum, chunk) => sum + chunk.buffer.byteLength, 0);
    expect(held).toBeLessThan(2000 * 70 * 8 + 1024);
    expect(sortedValues(sample)?.[139_999]).toBe(139_999);
  });
});

describe('keys', () => {
  const note = (table: KeyTable, key: string, line: number): number => {
    const { high, low } = hashKey(key);
    return noteKey(table, high, low, line);
  };

  test('every key is found again, and no other', () => {
    const table = keyTable();
    const keys = Array.from({ length: 300_000 }, (_, index) => `main-baseline-run-002-${index}`);
    const again = keys.filter((key, index) => note(table, key, index + 1) !== 0);
    expect(again).toEqual([]);
    expect(table.used).toBe(keys.length);
    for (const index of [0, 1, 63, 64, 150_000, 299_999]) {
      expect(lineOfKey(table, hashKey(keys[index] ?? ''))).toBe(index + 1);
      expect(note(table, keys[index] ?? '', 7)).toBe(index + 1);
    }
    expect(lineOfKey(table, hashKey('main-baseline-run-002-300000'))).toBe(0);
  });

  test('short keys and keys that differ little have hashes of their own, in both halves', () => {
    const letters = Array.from('abcdefghijklmnopqrstuvwxyz0123456789-_');
    const keys = ['', ...letters].flatMap((a) => ['', ...letters].flatMap((b) => letters.map((c) => a + b + c)));
    const hashes = [...new Set(keys)].map(hashKey);
    expect(new Set(hashes.map(({ high, low }) => `${high} ${low}`)).size).toBe(hashes.length);
    // By chance 58,000 keys meet about 0.4 times in one half of 32 bits.
    expect(new Set(hashes.map(({ high }) => high)).size).toBeGreaterThan(hashes.length - 10);
    expect(new Set(hashes.map(({ low }) => low)).size).toBeGreaterThan(hashes.length - 10);
  });
});
