import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Accumulator } from '../../../../shared/domain/kpi/accumulator.ts';
import { findingsOf, soundness } from '../../../../shared/domain/kpi/finding.ts';
import { measureOf } from '../../../../shared/domain/kpi/measure.ts';
import { presets } from '../../../../shared/domain/kpi/presets.ts';
import { type RowsParameters, rowsScan } from '../../../../shared/domain/kpi/rows-scan.ts';
import { kpiRowText, rowsMeasured } from '../../../support/kpi-row-file.ts';
import { addedUp, checkoutRow, kpiSet, now, type Row, reportOf } from '../../../support/kpi-rows.ts';

const set = kpiSet();

/** Scans bytes that come in pieces. */
function scan(content: string | Uint8Array, given: Partial<RowsParameters> = {}, piece = 1000): Accumulator {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const parameters = { set, now, maxRowBytes: 10_000, ...given };
  const cutter = rowsScan.cutter(parameters);
  const reader = rowsScan.reader(parameters);
  let value = reader.empty();
  const add = (blocks: ReturnType<typeof cutter.push>): void => {
    for (const block of blocks) value = reader.merge(value, structuredClone(reader.read(block)));
  };
  for (let at = 0; at < bytes.length; at += piece) add(cutter.push(bytes.slice(at, at + piece)));
  add(cutter.end());
  return value;
}

/** What is known of rows, however slots of tables and parts of sums are ordered. */
function known(rows: Accumulator): unknown {
  return {
    ...rows,
    keys: rows.keys.map(({ table, duplicates }) => ({ used: table.used, duplicates })),
    kpis: set.kpis.map((kpi, index) => {
      const tally = rows.kpis[index];
      return tally && measureOf(kpi, tally);
    }),
    report: reportOf(rows),
  };
}

const line = (index: number, differing: Row = {}): string => JSON.stringify(checkoutRow(index, differing));
const good = (count: number): string[] => Array.from({ length: count }, (_, index) => line(index));

describe('a file of rows says what its rows say one by one', () => {
  const differing = fc.record(
    {
      id: fc.constantFrom('a', 'b', 'ü', '', null, 7),
      case: fc.constantFrom('buy', 'return', 'browse', 'other'),
      ok: fc.constantFrom(true, false, 'true', null),
      ms: fc.oneof(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.constantFrom(-1, 0.1, 1e300, 5)),
      commit: fc.constantFrom('c0ffee', 'badc0de', 'main'),
      flags: fc.constantFrom({ fast: true }, { fast: false }, { slow: 1, fast: true }, 'none', null),
      note: fc.jsonValue({ maxDepth: 2 }),
    },
    { requiredKeys: [] },
  );
  const rows = fc.array(fc.tuple(fc.nat(50), differing, fc.nat(3)), { maxLength: 30 });

  test.each<[name: string, write: (lines: readonly string[]) => string, blank: boolean]>([
    ['NDJSON', (lines) => lines.map((text) => `${text}\n`).join(''), true],
    ['NDJSON with CRLF', (lines) => lines.map((text) => `${text}\r\n`).join(''), true],
    ['NDJSON with a byte order mark, without the last line end', (lines) => `\ufeff${lines.join('\n')}`, true],
    ['an array', (lines) => `[\n${lines.filter((text) => text !== '').join(',\n')}\n]\n`, false],
  ])('%s', (_name, write, blank) => {
    fc.assert(
      fc.property(
        rows,
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 100, max: 3000 }),
        (made, piece, blockBytes) => {
          const all = made.map(([index, difference, form]) =>
            form === 0 && blank ? undefined : checkoutRow(index, difference as Row),
          );
          const spaced = all.map((row, index) =>
            row === undefined
              ? ''
              : index % 5 === 0
                ? JSON.stringify(row, null, 1).replaceAll('\n', '')
                : JSON.stringify(row),
          );
          const expected = addedUp(blank ? all : [undefined, ...all], set);
          const found = scan(write(spaced), { blockBytes }, piece);
          expect(known({ ...found, lines: 0 })).toEqual(known({ ...expected, lines: 0 }));
        },
      ),
      { numRuns: 100 },
    );
  });

  test('rows of a desktop agent', () => {
    const texts = Array.from({ length: 500 }, (_, index) => kpiRowText(index));
    const parameters = { set: kpiSet(presets.reliability), now: rowsMeasured };
    const found = scan(texts.join('\n'), parameters, 70_000);
    expect(found).toMatchObject({ rows: 500, lines: 500, unusable: 0, totals: {} });
    expect(found.keys.map(({ table }) => table.used)).toEqual([500, 500]);
    expect(found.kpis.map(({ numerator, denominator }) => [numerator, denominator])).toEqual(
      parameters.set.kpis.map(({ id }) => {
        const all = texts.map((text) => JSON.parse(text) as Record<string, unknown>);
        const of = all.filter((row) => id !== 'openAppFirstAttemptSuccessRate' || 'openAppFirstAttemptSuccess' in row);
        return [of.filter((row) => row[id.replace(/Rate$/, '')] === true).length, of.length];
      }),
    );
  });
});

describe('broken input', () => {
  const many = 'x'.repeat(20_000);
  test.each<[name: string, content: string | Uint8Array, code: string, line: number, total?: number]>([
    ['a truncated last line', `${good(3).join('\n')}\n{"id":"run-9","a`, 'truncated', 4],
    [
      'a last line cut in the middle of a sign',
      Uint8Array.from([...new TextEncoder().encode(`${line(1)}\n{"id":"é`).slice(0, -1)]),
      'truncated',
      2,
    ],
    ['a pretty-printed object', JSON.stringify(checkoutRow(1), null, 2), 'not-json', 1, 15],
    [
      'pretty-printed objects',
      `${JSON.stringify(checkoutRow(1), null, 2)}\n${JSON.stringify(checkoutRow(2), null, 2)}\n`,
      'not-json',
      1,
      30,
    ],
    ['NaN', `${line(0)}\n${line(1).replace('101', 'NaN')}\n`, 'not-json', 2],
    ['Infinity', `${line(0)}\n\n${line(1).replace('101', '-Infinity')}\n`, 'not-json', 3],
    ['a number out of range', `${line(0)}\n${line(1).replace('101', '1e400')}\n`, 'not-finite', 2],
    [
      'a number out of range in a field that nobody reads',
      `${line(0, { x: 1 })}\n${line(1, { x: 1 }).replace('"x":1', '"x":1e400')}\n`,
      'not-finite',
      2,
    ],
    ['a member twice', `${line(0)}\n${line(1).replace('{', '{"ok":false,')}\n`, 'duplicate-member', 2],
    [
      'a member twice, spelt otherwise',
      `${line(0)}\n${line(1).replace('{', '{"\\u006fk":false,')}\n`,
      'duplicate-member',
      2,
    ],
    [
      'a member twice, below',
      `${line(0)}\n${line(1).replace('{"fast":true', '{"fast":true,"fast":false')}\n`,
      'duplicate-member',
      2,
    ],
    ['half of a surrogate pair', `${line(0)}\n${line(1, { id: '?' }).replace('?', '\\ud800')}\n`, 'lone-surrogate', 2],
    [
      'bytes that are no text',
      Uint8Array.from([...new TextEncoder().encode(`${line(0)}\n`), 0x22, 0xff, 0x22, 0x0a]),
      'not-utf8',
      2,
    ],
    ['a control byte', `${line(0)}\n${line(1, { id: '?' }).replace('?', '\u0007')}\n`, 'not-json', 2],
    ['nesting without end', `${line(0)}\n${'['.repeat(5000)}\n`, 'too-deep', 2],
    ['a row that is far too long', `${line(0)}\n"${many}"\n${line(1)}\n`, 'line-too-long', 2],
    ['a long last row', `${line(0)}\n"${many}`, 'line-too-long', 2],
    ['null', `${line(0)}\nnull\n`, 'not-an-object', 2],
    ['a list', `${line(0)}\n[]\n`, 'not-an-object', 2],
    ['a byte order mark in the middle', `${line(0)}\n\ufeff${line(1)}\n`, 'not-json', 2],
    ['a list without end', `[${line(0)},\n${line(1)},\n`, 'truncated', 3],
    ['a list that ends in a row', `[${line(0)},\n${line(1).slice(0, -5)}`, 'truncated', 2],
    ['a comma is missing', `[${line(0)}\n${line(1)}]`, 'not-json', 2],
    ['a comma at the end of a list', `[${line(0)},\n${line(1)},]`, 'not-json', 2],
    ['rows behind a list', `[${line(0)}]\n${line(1)}\n`, 'not-json', 2],
    ['a long row of a list', `[${line(0)},\n"${many}",\n${line(1)}]`, 'line-too-long', 2],
    ['a broken row of a list', `[${line(0)},\n\n{"a":1 2}]`, 'not-json', 3],
    ['__proto__ instead of a field', `${line(0)}\n${line(1).replace('"ok"', '"__proto__"')}\n`, 'missing', 2],
  ])('%s', (_name, content, code, at, total = 1) => {
    for (const piece of [1, 7, 100_000]) {
      const rows = scan(content, {}, piece);
      const { items, totals } = findingsOf(set, rows);
      expect(items.filter((finding) => finding.code === code)).toEqual([expect.objectContaining({ code, line: at })]);
      expect(totals[code as 'missing']).toBe(total);
      expect(soundness({ items, totals })).toBe('error');
      expect(reportOf(rows).status).toBe('error');
    }
  });

  test('a value over several lines is one problem that says what it is', () => {
    const { problems, rows, unusable } = scan(JSON.stringify(checkoutRow(1), null, 2));
    expect(problems.items).toEqual([
      {
        code: 'not-json',
        pointer: '',
        line: 1,
        message: 'a JSON value goes over several lines: expected one row in each line, or one JSON array of rows',
      },
    ]);
    expect({ rows, unusable, total: problems.total }).toEqual({ rows: 15, unusable: 15, total: 15 });
  });

  test('a last row without line end is a row', () => {
    expect(scan(good(3).join('\n'))).toMatchObject({ rows: 3, lines: 3, unusable: 0, totals: {} });
  });

  test.each([
    ['nothing', '', 0],
    ['blank lines', '\n \n', 2],
    ['a byte order mark', '\ufeff', 0],
    ['an empty list', '[]', 1],
  ])('%s has no rows, and nothing passes', (_name, content, lines) => {
    const rows = scan(content);
    expect(rows).toMatchObject({ rows: 0, lines, unusable: 0 });
    expect(reportOf(rows).status).toBe('unverified');
  });

  test('a million commas are one problem and a count', () => {
    const { problems, totals } = scan(`[${','.repeat(50_000)}]`);
    expect(problems.items.length).toBeLessThan(5);
    expect(totals).toEqual({ 'not-json': 50_001 });
  });
});
