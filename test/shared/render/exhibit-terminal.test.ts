import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Exhibit } from '../../../shared/core/exhibit.ts';
import { exhibitLines } from '../../../shared/render/exhibit-terminal.ts';
import { painter } from '../../../shared/render/terminal-text.ts';
import { textWidth } from '../../../shared/render/text-width.ts';
import { anyExhibit } from '../../support/any-exhibit.ts';
import { invisible } from '../../support/hostile.ts';

const plain = painter(false);
const kpis: Exhibit = {
  title: 'KPIs',
  remark: 'Measured on 200 rows of each run.',
  columns: [{ name: 'KPI' }, { name: 'Value', numeric: true }, { name: 'Verdict' }],
  rows: [
    { mark: 'good', cells: ['reliability', '98.5 %', 'meets the target'] },
    { mark: 'bad', cells: ['latency', '912 ms', 'misses the target'] },
    { mark: 'open', cells: ['品質', '0.5 %', 'inconclusive'] },
    { cells: ['größe\u0301', '6.2', ''] },
  ],
};

describe('an exhibit on a terminal', () => {
  test('stands in columns, with marks as words', () => {
    expect(exhibitLines(kpis, plain)).toEqual([
      '  KPIs',
      '    Measured on 200 rows of each run.',
      '          KPI           Value  Verdict',
      '    good  reliability  98.5 %  meets the target',
      '    bad   latency      912 ms  misses the target',
      '    open  品質          0.5 %  inconclusive',
      '          größe\u0301           6.2',
    ]);
  });

  test('without marks has no column for them', () => {
    expect(exhibitLines({ ...kpis, remark: undefined, rows: [{ cells: ['a', '1', 'b'] }] }, plain)).toEqual([
      '  KPIs',
      '    KPI  Value  Verdict',
      '    a        1  b',
    ]);
  });

  test('that is wider than the terminal has a paragraph for each row, which names the columns', () => {
    const empty = { cells: ['lag', '', 'informational'] };
    expect(exhibitLines({ ...kpis, rows: [...kpis.rows.slice(0, 2), empty] }, plain, 30)).toEqual([
      '  KPIs',
      '    Measured on 200 rows of each run.',
      '    good  reliability',
      '      Value 98.5 % · Verdict meets the target',
      '    bad  latency',
      '      Value 912 ms · Verdict misses the target',
      '    lag',
      '      Verdict informational',
    ]);
    expect(exhibitLines(kpis, plain, 60)).toEqual(exhibitLines(kpis, plain));
  });

  test('without columns is its title and remark', () => {
    expect(exhibitLines({ title: 'T', remark: 'r', columns: [], rows: [] }, plain)).toEqual(['  T', '    r']);
  });

  test('colour is only added to the words', () => {
    const lines = exhibitLines(kpis, painter(true));
    expect(lines[3]).toBe('    \u001b[32mgood\u001b[0m  reliability  98.5 %  meets the target');
    expect(lines[4]).toContain('\u001b[31mbad\u001b[0m   latency');
    expect(lines[5]).toContain('\u001b[33mopen\u001b[0m  品質');
  });

  test('long cells are cut, and what is left out is counted', () => {
    const columns = Array.from({ length: 18 }, () => ({ name: 'c' }));
    const rows = Array.from({ length: 203 }, () => ({ cells: columns.map(() => 'x'.repeat(100)) }));
    const lines = exhibitLines({ title: 'T', columns, rows }, plain);
    expect(lines).toHaveLength(203);
    expect(lines.at(-1)).toBe('    …and 3 more rows and 2 more columns in the report');
    expect(lines[2]).toMatch(/^ {4}x{30}…x{29} {2}x/);
  });

  test('every column begins or ends at one place, whatever the texts are', () => {
    fc.assert(
      fc.property(anyExhibit, (exhibit) => {
        for (const line of exhibitLines(exhibit, plain)) {
          expect(line).not.toMatch(invisible);
          expect(line.trim().startsWith('::')).toBe(false);
          expect(line).not.toContain('##[');
        }
      }),
    );
    const rows = ['a', '日本', 'e\u0301', '🚀', '{}', '中文字'].map((text) => ({ cells: [text, '1'] }));
    const lines = exhibitLines({ title: 'T', columns: [{ name: 'A' }, { name: 'B', numeric: true }], rows }, plain);
    expect(new Set(lines.slice(1).map(textWidth)).size).toBe(1);
  });
});
