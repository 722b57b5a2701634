import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Exhibit, SeriesChart } from '../../../shared/core/exhibit.ts';
import { decimal } from '../../../shared/render/decimal.ts';
import { renderExhibit, renderExhibits } from '../../../shared/render/exhibit.ts';
import { exhibitMaxBytes } from '../../../shared/render/limits.ts';
import { mermaidChart } from '../../../shared/render/mermaid.ts';
import { drawExhibit as draw } from '../../../shared/render/picture.ts';
import { renderSummary } from '../../../shared/render/summary.ts';
import { anyExhibit, anyNumber } from '../../support/any-exhibit.ts';
import { hostileText } from '../../support/hostile.ts';
import { cellsOf, markdownTree, nodesOf, partsOf, textOf } from '../../support/markdown-tree.ts';
import { report, result } from '../../support/results.ts';

const kpis: Exhibit = {
  title: 'KPIs',
  remark: 'Measured on 200 rows of each run.',
  columns: [
    { name: 'KPI' },
    { name: 'Target', numeric: true },
    { name: 'Value', numeric: true },
    { name: 'n', numeric: true },
    { name: 'Verdict' },
  ],
  rows: [
    { mark: 'good', cells: ['reliability', 'at least 95 %', '98.5 %', '200', 'meets the target'] },
    { mark: 'bad', cells: ['latency p95', 'at most 800 ms', '912 ms', '200', 'misses the target'] },
    { mark: 'open', cells: ['dropped calls', 'at most 1 %', '0.5 %', '200', 'inconclusive: 180 more are needed'] },
    { cells: ['turns', '', '6.2', '200', 'informational'] },
  ],
};

const trend: Exhibit = {
  title: 'Reliability of the last runs',
  columns: [{ name: 'Run' }, { name: 'Reliability', numeric: true }],
  rows: [{ cells: ['a1b2c3d', '0.97'] }, { cells: ['e4f5a6b', '0.96'] }, { cells: ['0c1d2e3', '0.985'] }],
  charts: [
    {
      kind: 'line',
      labels: ['a1b2c3d', 'e4f5a6b', '0c1d2e3'],
      unit: 'ratio',
      series: [
        { name: 'value', values: [0.97, 0.96, 0.985] },
        { name: 'target', values: [0.95, 0.95, 0.95] },
      ],
    },
  ],
};

const wanted = `## ❌ FAILED · KPI report

**latency p95 is 912 ms** in \`rows.ndjson\`

Fix: make it faster

1 failed

### KPIs

Measured on 200 rows of each run.

| KPI | Target | Value | n | Verdict |
| --- | ---: | ---: | ---: | --- |
| ✅ good · reliability | at least 95 % | 98.5 % | 200 | meets the target |
| ❌ bad · latency p95 | at most 800 ms | 912 ms | 200 | misses the target |
| ❓ open · dropped calls | at most 1 % | 0.5 % | 200 | inconclusive: 180 more are needed |
| turns |  | 6.2 | 200 | informational |

### Reliability of the last runs

| Run | Reliability |
| --- | ---: |
| a1b2c3d | 0.97 |
| e4f5a6b | 0.96 |
| 0c1d2e3 | 0.985 |

\`\`\`mermaid
%%{init: {"themeVariables": {"xyChart": {"plotColorPalette": "#0072b2, #d55e00"}}}}%%
xychart-beta
  title "Reliability of the last runs"
  x-axis ["a1b2c3d", "e4f5a6b", "0c1d2e3"]
  y-axis "ratio" 0.94825 --> 0.98675
  line [0.97, 0.96, 0.985]
  line [0.95, 0.95, 0.95]
\`\`\`

Blue: value; orange: target.

### Failed (1)
`;

describe('the summary with exhibits', () => {
  test('reads as it was meant: verdict, what to do, the figures, then the lists of problems', () => {
    const failure = result({
      status: 'failed',
      message: 'latency p95 is 912 ms',
      fix: 'make it faster',
      location: { path: 'rows.ndjson' },
    });
    const part = { status: 'failed' as const, summary: '1 failed', results: [failure], exhibits: [kpis, trend] };
    const text = renderSummary(report(part as never), { title: 'KPI report', headline: 'FAILED', draw });
    expect(text.slice(0, wanted.length)).toBe(wanted);
  });

  test('of a run that broke shows what was there by then', () => {
    const error = { code: 'BAD_INPUT' as const, message: 'the file is cut off' };
    const part = { status: 'error' as const, results: [], exhibits: [kpis] as never, error };
    const text = renderSummary(report(part), { title: 'KPI report', headline: 'ERROR', draw });
    expect(text.indexOf('the file is cut off')).toBeLessThan(text.indexOf('### KPIs'));
    expect(partsOf(text)['KPIs']).toHaveLength(5);
  });
});

describe('a picture', () => {
  const chart = (part: Partial<SeriesChart>): SeriesChart => ({
    kind: 'line',
    labels: ['a', 'b', 'c'],
    unit: 's',
    series: [{ name: 'value', values: [1, 2, 3] }],
    ...part,
  });
  const lines = (one: SeriesChart): string[] => mermaidChart('T', one)?.text.split('\n').slice(3) ?? [];

  test.each<[string, Partial<SeriesChart>, string[], string[]]>([
    ['of one line', {}, ['  x-axis ["a", "b", "c"]', '  y-axis "s" 0.9 --> 3.1', '  line [1, 2, 3]'], []],
    [
      'of bars stands on the origin',
      { kind: 'bar', series: [{ name: 'value', values: [90, 91, 92] }] },
      ['  x-axis ["a", "b", "c"]', '  y-axis "s" 0 --> 96.6', '  bar [90, 91, 92]'],
      [],
    ],
    [
      'of negative bars is none: Mermaid draws them upwards',
      { kind: 'bar', series: [{ name: 'value', values: [1, -2, 3] }] },
      [],
      [],
    ],
    [
      'of bars of two series is none: Mermaid draws one over the other',
      {
        kind: 'bar',
        series: [
          { name: 'a', values: [1, 2, 3] },
          { name: 'b', values: [1, 2, 3] },
        ],
      },
      [],
      [],
    ],
    [
      'of many places with long names numbers them',
      {
        labels: Array.from({ length: 8 }, (_, index) => `2026-11-2${index}`),
        series: [{ name: 'v', values: [1, 2, 3, 4, 5, 6, 7, 8] }],
      },
      [
        '  x-axis ["1", "2", "3", "4", "5", "6", "7", "8"]',
        '  y-axis "s" 0.65 --> 8.35',
        '  line [1, 2, 3, 4, 5, 6, 7, 8]',
      ],
      ['From 1 (2026-11-20) to 8 (2026-11-27).'],
    ],
    [
      'of few places cuts long names',
      { labels: ['a'.repeat(40), 'b', 'c'] },
      ['  x-axis ["aaaaaaaaaa…aaaaaaaaaa", "b", "c"]', '  y-axis "s" 0.9 --> 3.1', '  line [1, 2, 3]'],
      [],
    ],
    [
      'of equal values has an axis that is not empty',
      { series: [{ name: 'value', values: [5, 5, 5] }] },
      ['  x-axis ["a", "b", "c"]', '  y-axis "s" 4.5 --> 5.5', '  line [5, 5, 5]'],
      [],
    ],
    [
      'of very large and very small numbers has no exponents',
      { series: [{ name: 'value', values: [1e21, 1.5e-7, -2.5e22] }] },
      [
        '  x-axis ["a", "b", "c"]',
        '  y-axis "s" -26300000000000000000000 --> 2300000000000000000000',
        '  line [1000000000000000000000, 0.00000015, -25000000000000000000000]',
      ],
      [],
    ],
    [
      'leaves out places without a value, and says so',
      { series: [{ name: 'value', values: [1, null, 3] }] },
      ['  x-axis ["a", "c"]', '  y-axis "s" 0.9 --> 3.1', '  line [1, 3]'],
      ['Not drawn, because a value is missing: 1 of 3 places.'],
    ],
    [
      'of places with one name keeps them apart',
      { labels: ['a', 'a', '"a"'] },
      ['  x-axis ["a", "a 2", "a 3"]', '  y-axis "s" 0.9 --> 3.1', '  line [1, 2, 3]'],
      [],
    ],
    [
      'of texts that Mermaid would obey',
      { labels: ['"]\nline [9', '%%{init: {}}%%', '"`**x**`"'], unit: '#quot;```\n<b>' },
      ['  x-axis ["line 9", "% init: %", "x"]', '  y-axis "quot b" 0.9 --> 3.1', '  line [1, 2, 3]'],
      [],
    ],
    [
      'of texts of which nothing is left',
      { labels: ['', '"', '`'], unit: '' },
      ['  x-axis ["–", "– 2", "– 3"]', '  y-axis "–" 0.9 --> 3.1', '  line [1, 2, 3]'],
      [],
    ],
    ['of one point is no line', { labels: ['a'], series: [{ name: 'value', values: [1] }] }, [], []],
    ['of no series', { series: [] }, [], []],
    ['of nothing but missing values', { series: [{ name: 'value', values: [null, null, null] }] }, [], []],
    [
      'of more series than can be told apart',
      { series: Array.from({ length: 5 }, () => ({ name: 'value', values: [1, 2, 3] })) },
      [],
      [],
    ],
  ])('%s', (_name, part, expected, notes) => {
    expect(lines(chart(part))).toEqual(expected);
    expect(mermaidChart('T', chart(part))?.notes ?? []).toEqual(notes);
  });

  test('of many places shows the last of them', () => {
    const labels = Array.from({ length: 30 }, (_, index) => `commit-${index}`);
    const values = labels.map((_, index) => index);
    const drawn = mermaidChart('T', chart({ labels, series: [{ name: 'value', values }] }));
    expect(drawn?.notes).toEqual(['From 1 (commit-6) to 24 (commit-29).', 'Drawn are the last 24 places.']);
    expect(drawn?.text).toContain('line [6, 7, 8,');
    const [, axis = ''] = /x-axis \[(.*)\]/.exec(drawn?.text ?? '') ?? [];
    expect(new Set(axis.split(', ')).size).toBe(24);
  });

  test('of intervals is not drawn in Markdown: the table says it', () => {
    const items = [{ label: 'a', value: 1, lower: 0, upper: null }];
    const text = renderExhibit({ ...kpis, charts: [{ kind: 'interval', unit: 's', items }] }, 9, draw);
    expect(text).toBe(renderExhibit(kpis, 9, draw));
  });

  test('whatever it shows, the fence holds these lines and nothing else', () => {
    const text = /"(?:(?!%%)[\p{L}\p{M}\p{N} .,:'/()+=≤≥±°·–…%_-]){1,60}"/u.source;
    const number = String.raw`-?\d+(?:\.\d+)?`;
    const row = (one: string): string => String.raw`\[${one}(?:, ${one})*\]`;
    const grammar = new RegExp(
      [
        String.raw`%%\{init: \{"themeVariables": \{"xyChart": \{"plotColorPalette": "#\w{6}(?:, #\w{6}){0,3}"\}\}\}\}%%`,
        'xychart-beta',
        `  title ${text}`,
        `  x-axis ${row(text)}`,
        `  y-axis ${text} ${number} --> ${number}`,
        String.raw`  (?:(?:line ${row(number)}(?:\n  line ${row(number)})*)|(?:bar ${row(number)}(?:\n  bar ${row(number)})*))`,
      ].join(String.raw`\n`),
      'u',
    );
    const whole = new RegExp(`^${grammar.source}$`, 'u');
    let drawn = 0;
    fc.assert(
      fc.property(anyExhibit, (exhibit) => {
        const fences = nodesOf(markdownTree(renderExhibits([exhibit], 9, draw))).filter((node) => node.type === 'code');
        expect(fences.length).toBeLessThanOrEqual(exhibit.charts?.length ?? 0);
        for (const fence of fences) {
          drawn += 1;
          expect(fence).toMatchObject({ lang: 'mermaid', value: expect.stringMatching(whole) });
        }
      }),
    );
    expect(drawn).toBeGreaterThan(5);
  });
});

test('a decimal is the number, without an exponent', () => {
  expect(decimal(-1.25e-7)).toBe('-0.000000125');
  expect(decimal(1.25e21)).toBe('1250000000000000000000');
  expect(() => decimal(Number.NaN)).toThrow('NaN');
  fc.assert(
    fc.property(anyNumber, (value) => {
      expect(decimal(value)).toMatch(/^-?\d+(\.\d+)?$/);
      expect(Number(decimal(value)) === value).toBe(true);
    }),
  );
});

describe('the table', () => {
  test('has the cells of every row, as text', () => {
    fc.assert(
      fc.property(anyExhibit, (exhibit) => {
        const { columns, rows } = exhibit;
        const tree = markdownTree(renderExhibits([exhibit], 9, draw));
        const tables = tree.children.flatMap((node) => (node.type === 'table' ? [node] : []));
        expect(tables).toHaveLength(columns.length === 0 ? 0 : 1);
        for (const one of tables) {
          expect(one.align).toEqual(columns.map(({ numeric }) => (numeric === true ? 'right' : null)));
          expect(cellsOf(one)).toHaveLength(rows.length + 1);
          for (const row of one.children) expect(row.children).toHaveLength(columns.length);
        }
      }),
    );
  });

  test('has room for hostile texts of any kind, and marks as words', () => {
    fc.assert(
      fc.property(hostileText, fc.constantFrom('good', 'bad', 'open'), (text, mark) => {
        const one: Exhibit = { title: 'T', columns: [{ name: 'A' }], rows: [{ mark, cells: [`x${text}`] }] };
        const [table] = markdownTree(renderExhibit(one, 9, draw)).children.filter((node) => node.type === 'table');
        const [, [cell = ''] = []] = table === undefined ? [] : cellsOf(table);
        expect(cell).toMatch({ good: /^✅ good · x/, bad: /^❌ bad · x/, open: /^❓ open · x/ }[mark]);
      }),
    );
  });

  test('counts what is left out', () => {
    const rows = Array.from({ length: 12 }, (_, index) => ({ cells: Array.from({ length: 18 }, () => `${index}`) }));
    const wide = { title: 'T', columns: Array.from({ length: 18 }, () => ({ name: 'c' })), rows };
    expect(renderExhibit(wide, 10, draw)).toContain('…and 2 more rows and 2 more columns in the report.');
    expect(renderExhibit({ ...kpis, rows: kpis.rows.slice(0, 2) }, 1)).toContain('…and 1 more row in the report.');
    expect(renderExhibit(kpis, 4, draw)).not.toContain('…and');
  });

  test('a title of nothing is still a heading', () => {
    expect(textOf(markdownTree(renderExhibit({ ...kpis, title: ' ' }, 1, draw)))).toMatch(/^Figures/);
  });
});

describe('the size', () => {
  const long = '|<é&`'.repeat(100);
  const large = (title: string, count: number): Exhibit => ({
    title,
    columns: Array.from({ length: 16 }, () => ({ name: long })),
    rows: Array.from({ length: count }, () => ({ cells: Array.from({ length: 16 }, () => long) })),
  });
  const bytes = (text: string): number => new TextEncoder().encode(text).length;

  test('rows are cut and counted until it fits, and the first exhibit stays longest', () => {
    const text = renderExhibits([large('First', 100), ...Array.from({ length: 40 }, () => large('Later', 100))], 200);
    expect(bytes(text)).toBeLessThanOrEqual(exhibitMaxBytes + 100);
    const shown = partsOf(text);
    expect(shown['First']?.length).toBeGreaterThan(shown['Later']?.length ?? 0);
    expect(text).toMatch(/…and \d+ more rows in the report\./);
    expect(text).toMatch(/…and \d+ more tables in the report\.$/);
  });

  test('exhibits of any size never make the summary too large', () => {
    const exhibits = Array.from({ length: 1000 }, () => large('Large', 50)) as never;
    const results = Array.from({ length: 1000 }, () => result({ status: 'failed', message: long, fix: long }));
    const text = renderSummary(report({ status: 'failed', results, exhibits }), {
      title: 'T',
      headline: 'FAILED',
      draw,
    });
    expect(bytes(text)).toBeLessThanOrEqual(1000 * 1024);
    expect(text).toContain('### Failed (1000)');
  });
});
