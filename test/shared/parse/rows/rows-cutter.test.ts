import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { RowsBlock } from '../../../../shared/parse/rows/rows-block.ts';
import { rowsCutter } from '../../../../shared/parse/rows/rows-cutter.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

/** The blocks of bytes that come in pieces; a piece is overwritten when it has been taken. */
function cut(
  bytes: Uint8Array,
  cuts: readonly number[],
  limits: { maxRowBytes: number; blockBytes: number },
): RowsBlock[] {
  const cutter = rowsCutter(limits);
  const bounds = [0, ...cuts.map((at) => at % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  const blocks = bounds.slice(1).flatMap((end, index) => {
    const piece = bytes.slice(bounds[index], end);
    const made = cutter.push(piece);
    piece.fill(0x78);
    return made;
  });
  return [...blocks, ...cutter.end()];
}

/** Rows with their lines, problems with their lines, and all lines: what blocks say together. */
function told(blocks: readonly RowsBlock[]): {
  rows: [line: number, text: string][];
  problems: string[];
  lines: number;
} {
  const rows: [number, string][] = [];
  const problems: string[] = [];
  let lines = 0;
  for (const { bytes, about } of blocks) {
    for (const { code, line, count } of about.problems) problems.push(`${code} ${lines + line} ${count}`);
    if (about.form === 'lines') {
      lines += about.lines;
      const parts = textOf(bytes).split('\n');
      const open = parts.pop() ?? '';
      for (const [index, text] of parts.entries()) if (text.trim() !== '') rows.push([lines + index + 1, text.trim()]);
      lines += parts.length;
      if (open.trim() !== '') rows.push([lines + 1, open.trim()]);
      if (open !== '') lines += 1;
      continue;
    }
    const { places = new Uint32Array() } = about;
    for (let index = 0; index < places.length; index += 3)
      rows.push([lines + (places[index + 2] ?? 0), textOf(bytes.subarray(places[index], places[index + 1]))]);
    lines += about.lines;
  }
  return { rows, problems, lines };
}

const signs = fc.constantFrom(
  ...'{}[],:"\\ \n\r\tx1é\ufeff'.split(''),
  '{"a":1}\n',
  '{"a":1},\n',
  ',{"b":"]"}',
  '{"a":"\\"\n"}',
);
const content = fc.oneof(
  fc.array(signs, { maxLength: 60 }).map((parts) => parts.join('')),
  fc.array(signs, { maxLength: 60 }).map((parts) => `[${parts.join('')}]\n`),
);
const limits = fc.record({ maxRowBytes: fc.integer({ min: 1, max: 40 }), blockBytes: fc.integer({ min: 4, max: 40 }) });

describe('blocks', () => {
  test('are the same however the bytes come', () => {
    fc.assert(
      fc.property(content, fc.array(fc.nat(), { maxLength: 12 }), limits, (text, cuts, given) => {
        expect(cut(bytesOf(text), cuts, given)).toEqual(cut(bytesOf(text), [], given));
      }),
      { numRuns: 2000 },
    );
  });

  test('say the same whatever their length', () => {
    fc.assert(
      fc.property(content, limits, (text, { maxRowBytes, blockBytes }) => {
        const [small, large] = [blockBytes, 1 << 12].map((length) =>
          told(cut(bytesOf(text), [], { maxRowBytes: 1000 + maxRowBytes, blockBytes: length })),
        );
        expect(small?.rows).toEqual(large?.rows);
        expect(small?.lines).toBe(large?.lines);
      }),
      { numRuns: 2000 },
    );
  });

  test('of lines hold every line that is not blank', () => {
    const lines = fc.array(fc.constantFrom('{"a":1}', '', '  ', '{"b":"é"}', '{"a":1}\r', 'x', '\t\r'), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(lines, fc.boolean(), fc.integer({ min: 4, max: 40 }), (all, closed, blockBytes) => {
        const text = all.join('\n') + (closed ? '\n' : '');
        const expected = all.flatMap((line, index) => (line.trim() === '' ? [] : [[index + 1, line.trim()]]));
        const { rows, lines: count } = told(cut(bytesOf(text), [], { maxRowBytes: 100, blockBytes }));
        expect(rows).toEqual(expected);
        const physical = text === '' ? 0 : text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
        expect(count).toBe(physical);
      }),
      { numRuns: 1000 },
    );
  });

  test('of a list hold its elements, each with the line in which it begins', () => {
    const element = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom('],[', '"', '\\', '{"}', 'a\nb'));
    fc.assert(
      fc.property(
        fc.array(element, { maxLength: 12 }),
        fc.nat(2),
        fc.boolean(),
        fc.integer({ min: 4, max: 60 }),
        (values, indent, bom, blockBytes) => {
          const text = `${bom ? '\ufeff' : ''}\n ${JSON.stringify(values, null, indent)}\n\n`;
          const { rows, problems, lines } = told(cut(bytesOf(text), [], { maxRowBytes: 10_000, blockBytes }));
          expect(problems).toEqual([]);
          expect(rows.map(([, row]) => JSON.parse(row) as unknown)).toEqual(JSON.parse(JSON.stringify(values)));
          const all = text.split('\n');
          for (const [line, row] of rows) expect(all[line - 1]).toContain(row.split('\n')[0]);
          expect(lines).toBe(all.length - 1);
        },
      ),
      { numRuns: 500 },
    );
  });

  test.each<[name: string, text: string, rows: [number, string][], problems: string[], lines: number]>([
    ['nothing', '', [], [], 0],
    ['blank lines alone', '\n \r\n\t', [], [], 3],
    ['a byte order mark alone', '\ufeff', [], [], 0],
    ['a byte order mark before a row', '\ufeff{"a":1}\n', [[1, '{"a":1}']], [], 1],
    ['a list without end', '[{"a":1},\n', [[1, '{"a":1}']], ['truncated 2 1'], 1],
    ['a list that ends in a row', '[1,\n{"a":', [[1, '1']], ['truncated 2 1'], 2],
    ['a list that ends behind a row', '[{"a":1}', [[1, '{"a":1}']], ['truncated 1 1'], 1],
    ['a list that ends in a number', '[12', [[1, '12']], ['truncated 1 1'], 1],
    ['an empty list', '[ ]', [], [], 1],
    ['a comma at the end of a list', '[1,\n]', [[1, '1']], ['not-json 2 1'], 2],
    [
      'commas without rows',
      '[,1,,2]',
      [
        [1, '1'],
        [1, '2'],
      ],
      ['not-json 1 2'],
      1,
    ],
    [
      'a comma is missing',
      '[{}\n{}]',
      [
        [1, '{}'],
        [2, '{}'],
      ],
      ['not-json 2 1'],
      2,
    ],
    ['something behind the list', '[1]\n{"a":1}\n[2]', [[1, '1']], ['not-json 2 1'], 3],
    ['two lists', '[1][2]', [[1, '1']], ['not-json 1 1'], 1],
    [
      'the wrong bracket',
      '[{"a":1]}',
      [
        [1, '{"a":1]'],
        [1, '}'],
      ],
      ['not-json 1 1', 'truncated 1 1'],
      1,
    ],
  ])('%s', (_name, text, rows, problems, lines) => {
    expect(told(cut(bytesOf(text), [], { maxRowBytes: 100, blockBytes: 1 << 16 }))).toEqual({ rows, problems, lines });
  });

  test.each<[name: string, text: string, rows: number[], problems: string[]]>([
    ['a long line', `{}\n"${'x'.repeat(200)}"\n{}\n`, [1, 3], ['line-too-long 2 1']],
    ['a long line at the end', `{}\n"${'x'.repeat(200)}`, [1], ['line-too-long 2 1']],
    ['two long lines', `${'x'.repeat(200)}\n${'y'.repeat(200)}\n{}\n`, [3], ['line-too-long 1 1', 'line-too-long 2 1']],
    ['a long row of a list', `[{},\n{"a":"${'x'.repeat(200)}"},\n{}]`, [1, 3], ['line-too-long 2 1']],
    ['a long row that ends the file', `[{},\n{"a":"${'x'.repeat(200)}`, [1], ['truncated 2 1']],
  ])('%s is dropped', (_name, text, rows, problems) => {
    const blocks = cut(bytesOf(text), [], { maxRowBytes: 50, blockBytes: 20 });
    expect(told(blocks).rows.map(([line]) => line)).toEqual(rows);
    expect(told(blocks).problems).toEqual(problems);
  });

  test('a long row is never held', () => {
    const piece = new Uint8Array(64 * 1024).fill(0x78);
    for (const text of ['{"a":"', '[{"a":"']) {
      const cutter = rowsCutter({ maxRowBytes: 1000, blockBytes: 100 });
      cutter.push(bytesOf(text));
      expect(Array.from({ length: 500 }, () => cutter.push(piece)).flat()).toEqual([]);
      for (const { bytes } of cutter.end()) expect(bytes.buffer.byteLength).toBeLessThan(4000);
    }
  });
});
