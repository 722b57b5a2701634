import { describe, expect, test } from '@jest/globals';
import { type KpiSet, KpiSetSchema } from '../../../../shared/domain/kpi/config.ts';
import { checkoutRow, checkoutSet, type Row, reportOn } from '../../../support/kpi-rows.ts';

const rows = (count: number, of: (index: number) => Row = () => ({})): Row[] =>
  Array.from({ length: count }, (_, index) => checkoutRow(index, of(index)));

describe('provenance', () => {
  const ofCommit = (equals: string | undefined): KpiSet =>
    KpiSetSchema.parse({
      ...checkoutSet,
      constant: [{ pointer: '/commit', ...(equals === undefined ? {} : { equals }) }, { pointer: '/flags' }],
    });

  test.each<[name: string, equals: string | undefined, status: string]>([
    ['no value is known beforehand', undefined, 'passed'],
    ['the commit of the definition', 'c0ffee', 'passed'],
    ['another one than that of the definition', 'badc0de', 'failed'],
  ])('%s', (_name, equals, status) => {
    const report = reportOn(rows(6), ofCommit(equals));
    expect(report.status).toBe(status);
    expect(report.findings.map(({ code }) => code)).toEqual(status === 'passed' ? [] : ['other-provenance']);
  });

  test('a commit in some of the rows only is named at its row', () => {
    const mixed = rows(6, (index) => ({ commit: index === 4 ? 'badc0de' : 'c0ffee' }));
    expect(reportOn(mixed, ofCommit('c0ffee')).findings).toMatchObject([
      { code: 'not-constant', line: 5, otherLine: 1, expected: 'c0ffee', actual: ['badc0de'] },
      { code: 'other-provenance', line: 5, expected: 'c0ffee', actual: 'badc0de' },
    ]);
  });

  test('rows that never tell it are of no commit, and no rows claim nothing', () => {
    const { commit: _commit, ...silent } = checkoutRow(0);
    expect(reportOn([silent], ofCommit('c0ffee')).findings).toContainEqual(
      expect.objectContaining({ code: 'other-provenance', expected: 'c0ffee', actual: null }),
    );
    expect(reportOn([], ofCommit('c0ffee')).findings).toEqual([]);
  });
});

test('a hundred findings are named and the first of each kind besides, and all are counted', () => {
  const report = reportOn(rows(300, () => ({ id: 'same', ok: 'x' })));
  const codes = report.findings.map(({ code }) => code);
  expect(report.findings).toHaveLength(101);
  expect(Object.keys(report.findingTotals).filter((code) => !codes.some((named) => named === code))).toEqual([]);
  expect(report.findingTotals).toMatchObject({ 'wrong-type': 300, 'duplicate-key': 299 });
});
