import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { evaluate } from '../../../shared/core/evaluation.ts';
import { cappedExhibit, type Exhibit, exhibitProblem, type IntervalItem } from '../../../shared/core/exhibit.ts';
import { ReportSchema } from '../../../shared/core/report-schema.ts';
import { anyExhibit } from '../../support/any-exhibit.ts';
import { report } from '../../support/results.ts';
import { sampleControl } from '../../support/sample-control.ts';
import { world } from '../../support/world.ts';

const table: Exhibit = { title: 'T', columns: [{ name: 'A' }, { name: 'B' }], rows: [{ cells: ['1', '2'] }] };
const line = (values: (number | null)[]): Exhibit => ({
  ...table,
  charts: [{ kind: 'line', labels: ['x', 'y'], unit: 's', series: [{ name: 'value', values }] }],
});
const interval = (part: Partial<IntervalItem>): Exhibit => ({
  ...table,
  charts: [{ kind: 'interval', unit: 's', items: [{ label: 'a', value: 1, lower: null, upper: null, ...part }] }],
});

test.each<[string, Exhibit, string | undefined]>([
  ['a table', table, undefined],
  [
    'a table that may be added up',
    { ...table, totals: true, columns: [{ name: 'A' }, { name: 'B', numeric: true }] },
    undefined,
  ],
  [
    'one with what is no whole number',
    { ...table, totals: true, columns: [{ name: 'A', numeric: true }], rows: [{ cells: ['1.5'] }] },
    'has "1.5" among what is added up, expected a whole number',
  ],
  [
    'a row with a cell too few',
    { ...table, rows: [...table.rows, { cells: ['1'] }] },
    'has 1 cells in row 2, expected 2',
  ],
  ['a line with a gap', line([1, null]), undefined],
  ['a line with a value too many', line([1, 2, 3]), 'has 3 values of value in its chart, expected 2'],
  ['a line with NaN', line([1, Number.NaN]), 'has NaN in its chart, expected a finite number or null'],
  ['an interval that is open at both ends', interval({}), undefined],
  ['an interval without a value', interval({ value: null }), undefined],
  ['an endless interval', interval({ upper: Infinity }), 'has Infinity in its chart, expected a finite number or null'],
  [
    'an endless target',
    interval({ limit: { kind: 'max', value: -Infinity } }),
    'has -Infinity in its chart, expected a finite number or null',
  ],
])('%s', async (_name, exhibit, problem) => {
  expect(exhibitProblem(exhibit)).toBe(problem);
  const { exhibits, error } = await evaluate(
    sampleControl((ctx) => ctx.exhibit(exhibit)),
    world(),
  );
  expect(exhibits).toEqual(problem === undefined ? [exhibit] : []);
  expect(error?.message ?? '').toContain(problem ?? '');
  expect(error === undefined).toBe(problem === undefined);
});

test('every exhibit of the right form can be read again from its report', () => {
  fc.assert(
    fc.property(anyExhibit, (exhibit) => {
      const text = JSON.stringify(report({ exhibits: [exhibit] as never }));
      expect(ReportSchema.parse(JSON.parse(text)).exhibits).toEqual([JSON.parse(JSON.stringify(exhibit))]);
    }),
  );
});

test.each<[rows: number, remark: string | undefined, shown: number, said: string | undefined]>([
  [100, undefined, 100, undefined],
  [101, undefined, 100, '1 more are in the data of the report.'],
  [250, 'All passed.', 100, 'All passed. 150 more are in the data of the report.'],
])('of %d rows people see at most 100 and how many more there are', (rows, remark, shown, said) => {
  const exhibit: Exhibit = {
    ...table,
    rows: Array.from({ length: rows }, (_, index) => ({ cells: [String(index), ''] })),
    ...(remark === undefined ? {} : { remark }),
  };
  const capped = cappedExhibit(exhibit);
  expect([capped.rows.length, capped.remark, capped.rows[0]?.cells]).toEqual([shown, said, ['0', '']]);
});
