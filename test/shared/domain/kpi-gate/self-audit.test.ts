import { describe, expect, test } from '@jest/globals';
import type { AuditedReport, AuditRequest } from '../../../../shared/domain/kpi-gate/self-audit.ts';
import { selfAudit } from '../../../../shared/domain/kpi-gate/self-audit.ts';
import { failureRate, rowsOfRun, runOf, setWith } from '../../../support/kpi-runs.ts';
import { expectNear } from '../statistics/near.ts';

const set = setWith([{ ...failureRate, target: { max: 0.9 } }]);
/** A report of a commit in which so many of 100 failed. */
const report = (hour: number, commit: string, failed: number, size = 100): AuditedReport => ({
  ...runOf(
    `report-${hour}`,
    rowsOfRun(hour, size, (index) => ({ ok: index >= failed })),
    set,
  ),
  commit,
});
const audit = (reports: AuditedReport[], more: Partial<AuditRequest> = {}) =>
  selfAudit({
    set,
    reports,
    tolerances: { failures: { absolute: 0.15 } },
    errors: { alpha: 0.05, power: 0.8 },
    pairs: 50,
    minimumPairs: 2,
    ...more,
  });

describe('false alarms among reports of the same commit', () => {
  test.each<[string, AuditedReport[], Partial<AuditRequest>, object]>([
    [
      'none in two pairs',
      [report(1, 'a', 3), report(2, 'a', 3), report(3, 'b', 3), report(4, 'b', 4)],
      {},
      { status: 'measured', pairs: 2, alarms: [], undecided: 0, rate: 0 },
    ],
    [
      'one of two',
      [report(1, 'a', 3), report(2, 'a', 50), report(3, 'b', 3), report(4, 'b', 4)],
      {},
      {
        status: 'measured',
        pairs: 2,
        alarms: [{ earlier: 'report-1', later: 'report-2', kpis: ['failures'] }],
        undecided: 0,
        rate: 0.5,
      },
    ],
    [
      'better is no alarm',
      [report(1, 'a', 50), report(2, 'a', 3), report(3, 'b', 3), report(4, 'b', 3)],
      {},
      { pairs: 2, alarms: [], rate: 0 },
    ],
    [
      'what cannot be decided is none either, and is counted',
      [report(1, 'a', 3), report(2, 'a', 15), report(3, 'b', 1, 9), report(4, 'b', 1, 9)],
      {},
      { pairs: 2, alarms: [], undecided: 2 },
    ],
    [
      'no report is in two pairs',
      [report(1, 'a', 3), report(2, 'a', 3), report(3, 'a', 3), report(4, 'a', 3), report(5, 'a', 3)],
      {},
      { pairs: 2 },
    ],
    [
      'only the latest pairs',
      [
        report(1, 'a', 3),
        report(2, 'a', 50),
        report(3, 'b', 3),
        report(4, 'b', 4),
        report(5, 'c', 3),
        report(6, 'c', 3),
      ],
      { pairs: 2 },
      { pairs: 2, alarms: [] },
    ],
    [
      'pairs of one commit among those of another',
      [report(1, 'a', 3), report(2, 'b', 3), report(3, 'a', 3), report(4, 'b', 50)],
      {},
      { pairs: 2, alarms: [{ earlier: 'report-2', later: 'report-4', kpis: ['failures'] }] },
    ],
    [
      'too few pairs',
      [report(1, 'a', 3), report(2, 'a', 3)],
      {},
      {
        status: 'not-measured',
        because: 'there are 1 pairs of reports of the same commit, expected at least 2',
        pairs: 1,
        rate: 0,
      },
    ],
    [
      'no pairs',
      [report(1, 'a', 3), report(2, 'b', 3)],
      { minimumPairs: 0 },
      { status: 'not-measured', pairs: 0, rate: undefined, interval: undefined },
    ],
    ['no reports', [], {}, { status: 'not-measured', pairs: 0 }],
    ['reports of no commit', [report(1, ' ', 3), report(2, ' ', 3)], {}, { pairs: 0 }],
    ['a report and its copy', [report(1, 'a', 3), { ...report(1, 'a', 3), name: 'copy' }], {}, { pairs: 0 }],
    [
      'reports of other definitions',
      [1, 2].map((hour) => ({
        ...runOf(`report-${hour}`, rowsOfRun(hour, 20), setWith([{ ...failureRate, target: { max: 0.8 } }])),
        commit: 'a',
      })),
      {},
      { pairs: 0 },
    ],
  ])('%s', (_, reports, more, expected) => {
    const found = audit(reports, more);
    expect(found).toMatchObject(expected);
    expect(audit(reports.toReversed(), more)).toEqual(found);
  });
});

test('the rate has its exact interval', () => {
  const reports = Array.from({ length: 20 }, (_, index) => report(index, `${Math.floor(index / 2)}`, 3));
  const { interval, rate } = audit(reports);
  expect(rate).toBe(0);
  // No alarm in ten pairs.
  expectNear(interval?.upper ?? 0, 1 - 0.025 ** (1 / 10), 1e-12);
  expect(interval).toMatchObject({ lower: 0, confidence: 0.95 });
});
