import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { distinctness, foldedId } from '../../../../shared/domain/kpi-gate/distinct.ts';
import type { Run } from '../../../../shared/domain/kpi-gate/run.ts';
import { ms, rowsOfRun, runOf, setWith } from '../../../support/kpi-runs.ts';

const set = setWith([
  { kind: 'mean', value: ms, required: false },
  { kind: 'count', target: { max: 1e6 } },
]);
const rows = rowsOfRun(1, 60);
const a = runOf('a', rows, set);
const b = runOf('b', rowsOfRun(2, 60), set);
const c = runOf('c', rowsOfRun(3, 60), set);
const moved = (run: Run, source: object): Run => ({
  ...run,
  report: { ...run.report, sources: run.report.sources.map((one) => ({ ...one, ...source })) },
});
const [source] = a.report.sources;
const later = rowsOfRun(1, 60).map((row, index) => ({
  ...row,
  id: `renamed-${index}`,
  at: new Date(Date.parse(row['at'] as string) + 7_200_000).toISOString(),
}));

describe('runs that are the same twice', () => {
  test.each<[name: string, runs: Run[], same: string[]]>([
    ['three runs of their own', [a, b, c], []],
    ['the same run id', [a, { ...b, runId: 'a' }], ['a b: run-id']],
    [
      'the same run id in capitals, full width and with blanks',
      [a, { ...b, runId: ' \uff21\u200b ' }],
      ['a b: run-id'],
    ],
    ['the same report', [a, { ...b, name: './a' }], ['./a a: report-file']],
    ['rows of the same file', [a, moved(b, { path: './a.ndjson' })], ['a b: rows-file']],
    ['rows of the same content', [a, moved(b, { sha256: source?.sha256 })], ['a b: rows-content']],
    ['a copy that was renamed and moved by two hours', [a, runOf('b', later, set)], ['a b: near-copy near-copy']],
    [
      'all of it',
      [a, { ...a, name: 'b' }],
      ['a b: run-id rows-file rows-content near-copy near-copy near-copy near-copy near-copy'],
    ],
    [
      'every pair of three',
      [
        a,
        moved({ ...b, runId: 'A' }, { path: 'c.ndjson' }),
        { ...c, runId: 'b' },
        { ...runOf('d', rowsOfRun(4, 60), set), runId: 'B' },
      ],
      ['a b: run-id', 'b c: rows-file', 'c d: run-id'],
    ],
  ])('%s', (_, runs, same) => {
    const found = distinctness(runs);
    expect(found.same.map((pair) => `${pair.a} ${pair.b}: ${pair.reasons.map(({ code }) => code).join(' ')}`)).toEqual(
      same,
    );
    expect(found.nameless).toEqual([]);
    expect(distinctness(runs.toReversed())).toEqual(found);
  });

  test('one of several files is enough, and the reason names it', () => {
    const two = (run: Run, ...paths: string[]): Run => ({
      ...run,
      report: {
        ...run.report,
        sources: paths.map((path) => ({ path, lines: 1, rows: 1, bytes: 1, sha256: path.padEnd(64, '0') })),
      },
    });
    expect(distinctness([two(a, '1', '2'), two(b, '3', '2')]).same).toEqual([
      {
        a: 'a',
        b: 'b',
        reasons: [
          { code: 'rows-file', message: 'both read the rows of 2' },
          { code: 'rows-content', message: expect.stringContaining('2 and 2 have the same content') },
        ],
      },
    ]);
  });
});

describe('what cannot be told', () => {
  test.each<[string, Run[], string]>([
    ['rows that were not read', [a, { ...b, rows: undefined }], 'the rows of b were not read'],
    [
      'no rows at all',
      [
        { ...a, rows: undefined },
        { ...b, rows: undefined },
      ],
      'the rows of a and b were not read',
    ],
    [
      'rows that are all alike and without times',
      [1, 2].map((hour) =>
        runOf(
          `${hour}`,
          rowsOfRun(hour, 60, () => ({ ms: 7, case: 'buy', screens: 1 })),
          setWith([{ kind: 'mean', value: ms, required: false }], { timestamp: undefined, unique: [['/id']] }),
        ),
      ),
      'there are no timestamps to compare',
    ],
  ])('%s', (_, runs, because) => {
    const found = distinctness(runs);
    expect(found.same).toEqual([]);
    expect(found.unmeasured).toHaveLength(1);
    expect(found.unmeasured[0]?.because).toContain(because);
  });

  test('a blank run id is none, and two of them are not the same', () => {
    const found = distinctness([{ ...a, runId: ' ' }, { ...b, runId: '\u200b' }, c]);
    expect(found).toMatchObject({ same: [], nameless: ['a', 'b'] });
  });
});

test('ids that people read as the same are the same', () => {
  expect(foldedId('Straße-1 ')).toBe(foldedId('STRASSE-1'));
  expect(foldedId('run-1')).not.toBe(foldedId('run-2'));
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (id) => {
      expect(foldedId(`  ${id} `)).toBe(foldedId(id));
      expect(foldedId(foldedId(id))).toBe(foldedId(id));
    }),
  );
});
