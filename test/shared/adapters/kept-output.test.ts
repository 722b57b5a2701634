import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { keptOutput } from '../../../shared/adapters/kept-output.ts';

function kept(cap: number, ...chunks: string[]): ReturnType<ReturnType<typeof keptOutput>['end']> {
  const output = keptOutput(cap);
  for (const chunk of chunks) output.add(Buffer.from(chunk));
  return output.end();
}

describe('of an output', () => {
  const line = `${'x'.repeat(99)}\n`;
  test.each<[string, string[], object]>([
    ['nothing is kept where there is none', [], { output: '', written: 0, capped: false }],
    ['all is kept that fits', ['ab', 'c'], { output: 'abc', written: 3, capped: false }],
    ['all is kept that fits exactly', ['x'.repeat(4000), 'y'.repeat(96)], { written: 4096, capped: false }],
    ['whole lines are kept at a cut', Array.from({ length: 100 }, () => line), { written: 10_000, capped: true }],
  ])('%s', (_name, chunks, expected) => {
    expect(kept(4096, ...chunks)).toMatchObject(expected);
  });

  test('no line is kept by half, beside where it was cut', () => {
    const { output } = kept(4096, ...Array.from({ length: 100 }, (_, index) => `${index} ${line}`));
    const [head = '', tail = ''] = output.split(/\n\[\d+ bytes are left out here\]\n/);
    for (const part of [head, tail.trimEnd()]) for (const each of part.split('\n')) expect(each).toMatch(/^\d+ x{99}$/);
  });

  test('a credential that lies across the cut is not kept by half', () => {
    const secret = `ghp_${'s'.repeat(36)}`;
    for (const before of [2028, 2030, 2040, 2047]) {
      const { output } = kept(4096, 'x'.repeat(before), secret, 'y'.repeat(5000));
      expect(output).not.toMatch(/ghp|ss/);
    }
  });
});

test('output that fits is kept as it is; of what does not, nothing but beginning and end, and all is counted', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 5000 })), fc.integer({ min: 1024, max: 20_000 }), (chunks, cap) => {
      const kept = keptOutput(cap);
      for (const chunk of chunks) kept.add(Buffer.from(chunk.map((byte) => 97 + (byte % 26))));
      const whole = Buffer.concat(chunks.map((chunk) => Buffer.from(chunk.map((byte) => 97 + (byte % 26))))).toString();
      const { output, written, capped } = kept.end();
      expect(written).toBe(whole.length);
      expect(capped).toBe(whole.length > 2 * Math.floor(cap / 2));
      const parts = capped ? output.split(/\n\[(\d+) bytes are left out here\]\n/) : [output, '0', ''];
      const [head = '', left = '', end = ''] = parts;
      expect(whole.startsWith(head) && whole.endsWith(end)).toBe(true);
      expect(head.length + Number(left) + end.length).toBe(written);
      expect(head.length + end.length).toBeLessThanOrEqual(cap);
    }),
  );
});
