import fc from 'fast-check';
import { type Chart, type Exhibit, marks } from '../../shared/core/exhibit.ts';
import { hostileText } from './hostile.ts';

/** Finite numbers of every size, and those at which arithmetic breaks. */
export const anyNumber: fc.Arbitrary<number> = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: -1000, max: 1000 }),
  fc.constantFrom(
    ...[0, -0, 1, 0.1, 0.95, 1e21, -1e21, 1e-7, 123456789.123, 2 ** 53, 2 ** 53 + 2, 1e16],
    ...[Number.MAX_VALUE, -Number.MAX_VALUE, Number.MIN_VALUE, -Number.MIN_VALUE, Number.EPSILON],
  ),
);

const anyValue = fc.option(anyNumber, { nil: null });

const seriesChart = fc.nat({ max: 30 }).chain((places) =>
  fc.record({
    kind: fc.constantFrom('line' as const, 'bar' as const),
    labels: fc.array(hostileText, { minLength: places, maxLength: places }),
    unit: hostileText,
    series: fc.array(
      fc.record({
        name: hostileText,
        values: fc.oneof(
          fc.array(anyValue, { minLength: places, maxLength: places }),
          fc.array(anyNumber, { minLength: places, maxLength: places }),
          anyNumber.map((value) => Array.from({ length: places }, () => value)),
        ),
      }),
      { maxLength: 6 },
    ),
  }),
);

const intervalChart = fc.record({
  kind: fc.constant('interval' as const),
  unit: hostileText,
  items: fc.array(
    fc.record(
      {
        label: hostileText,
        value: anyValue,
        lower: anyValue,
        upper: anyValue,
        limit: fc.record({ kind: fc.constantFrom('min' as const, 'max' as const), value: anyNumber }),
      },
      { requiredKeys: ['label', 'value', 'lower', 'upper'] },
    ),
    { maxLength: 6 },
  ),
});

export const anyChart: fc.Arbitrary<Chart> = fc.oneof(seriesChart, intervalChart);

/** An exhibit as an enemy would write it: hostile text and numbers wherever its schema allows them. */
export const anyExhibit: fc.Arbitrary<Exhibit> = fc.nat({ max: 4 }).chain((columns) =>
  fc.record(
    {
      title: hostileText,
      columns: fc.array(
        fc.record({ name: hostileText, numeric: fc.constant(true as const) }, { requiredKeys: ['name'] }),
        { minLength: columns, maxLength: columns },
      ),
      rows: fc.array(
        fc.record(
          {
            cells: fc.array(hostileText, { minLength: columns, maxLength: columns }),
            mark: fc.constantFrom(...marks),
          },
          { requiredKeys: ['cells'] },
        ),
        { maxLength: 4 },
      ),
      remark: hostileText,
      charts: fc.array(anyChart, { maxLength: 3 }),
    },
    { requiredKeys: ['title', 'columns', 'rows'] },
  ),
);
