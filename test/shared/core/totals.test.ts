import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Exhibit, Mark } from '../../../shared/core/exhibit.ts';
import { totalsOf } from '../../../shared/core/totals.ts';

const columns = [{ name: 'What' }, { name: 'Bad', numeric: true }, { name: 'Good', numeric: true }] as const;
const table = (
  rows: [what: string, bad: number, good: number, mark?: Mark][],
  more: Partial<Exhibit> = {},
): Exhibit => ({
  title: 'Counts',
  columns,
  rows: rows.map(([what, bad, good, mark]) => ({
    cells: [what, String(bad), String(good)],
    ...(mark === undefined ? {} : { mark }),
  })),
  totals: true,
  ...more,
});

test('numbers are added up by what the other cells say, the largest first, with the worst mark', () => {
  const legs = [
    [
      table([
        ['a', 1, 5, 'bad'],
        ['b', 0, 2, 'good'],
      ]),
    ],
    [
      table([
        ['b', 7, 1, 'bad'],
        ['c', 0, 9, 'open'],
      ]),
    ],
    [
      table([
        ['c', 0, 1, 'good'],
        ['a', 2, 0, 'open'],
      ]),
    ],
  ];
  expect(totalsOf('sample', legs, 4)).toEqual([
    {
      title: 'sample: Counts',
      columns,
      rows: [
        { cells: ['b', '7', '3'], mark: 'bad' },
        { cells: ['a', '3', '5'], mark: 'bad' },
        { cells: ['c', '0', '10'], mark: 'open' },
      ],
      remark: 'Added up over 3 of 4 reports',
    },
  ]);
});

describe('what is not added', () => {
  test.each<[string, Exhibit[][]]>([
    ['a table that does not say that it may be', [[{ ...table([['a', 1, 1]]), totals: undefined }]]],
    ['one with another number of cells', [[{ ...table([]), rows: [{ cells: ['a'] }] }]]],
    ['one with what is no number', [[{ ...table([]), rows: [{ cells: ['a', '1e9', '-1'] }] }]]],
    ['nothing', []],
  ])('%s', (_name, legs) => {
    expect(totalsOf('sample', legs, 2)).toEqual([]);
  });

  test('the same table twice of one report', () => {
    const own = table([['a', 1, 1]]);
    expect(totalsOf('sample', [[own, own]], 2)[0]?.rows).toEqual([{ cells: ['a', '1', '1'] }]);
  });

  test('tables of one title with other columns', () => {
    const other = table([['a', 1, 1]], {
      columns: [{ name: 'What' }, { name: 'Bad' }, { name: 'Good', numeric: true }],
    });
    expect(totalsOf('sample', [[table([['a', 1, 1]])], [other]], 2).map(({ remark }) => remark)).toEqual([
      'Added up over 1 of 2 reports',
      'Added up over 1 of 2 reports',
    ]);
  });

  test('rows and tables without end', () => {
    const rows = Array.from({ length: 700 }, (_, index): [string, number, number] => [`r${index}`, index, 0]);
    const [long] = totalsOf('sample', [[table(rows)]], 1);
    expect([long?.rows.length, long?.rows[0]?.cells, long?.remark]).toEqual([
      500,
      ['r699', '699', '0'],
      'Added up over 1 of 1 reports, without the last 200 rows',
    ]);
    const many = Array.from({ length: 50 }, (_, index) => table([['a', 1, 1]], { title: `T${index}` }));
    expect(totalsOf('sample', [many], 1).length).toBe(20);
  });
});

test('however a whole is cut into legs, the sum is the same', () => {
  const row = fc.tuple(fc.constantFrom('a', 'b', '__proto__', 'c'), fc.nat(999), fc.nat(999), fc.nat(3));
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      const leg = (index: number): Exhibit[] => [
        table(rows.filter(([, , , at]) => at === index).map(([what, bad, good]) => [what, bad, good])),
      ];
      const whole = totalsOf('sample', [[table(rows.map(([what, bad, good]) => [what, bad, good]))]], 1)[0]?.rows;
      expect(totalsOf('sample', [0, 1, 2, 3].map(leg), 4)[0]?.rows).toEqual(whole);
    }),
  );
});
