import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Metrics, Subject } from '../../../shared/core/report.ts';
import { openMetrics } from '../../../shared/render/openmetrics.ts';
import { anyNumber } from '../../support/any-exhibit.ts';
import { hostileText, invisible } from '../../support/hostile.ts';
import { report } from '../../support/results.ts';
import { strictOpenMetrics } from '../../support/strict-openmetrics.ts';

const subject: Subject = {
  event: 'push',
  repository: 'acme/app',
  headSha: 'a'.repeat(40),
  job: 'kpis',
  runId: 101,
  attempt: 2,
  matrixKey: 'run "1"\\',
};

test('is a gauge for each metric, with what it is of and when', () => {
  const metrics = { reliability: { value: 0.985, unit: 'ratio' }, rows: { value: 200 } };
  const labels = `{repository="acme/app",commit="${'a'.repeat(40)}",job="kpis",run_id="101",attempt="2",artifact_key="run \\"1\\"\\\\"}`;
  expect(openMetrics(report({ control: 'kpi-report', subject, metrics, startedAt: '2026-03-10T12:00:00.250Z' }))).toBe(
    [
      '# TYPE release_governance_kpi_report_reliability_ratio gauge',
      '# UNIT release_governance_kpi_report_reliability_ratio ratio',
      '# HELP release_governance_kpi_report_reliability_ratio reliability of kpi-report',
      `release_governance_kpi_report_reliability_ratio${labels} 0.985 1773144000.25`,
      '# TYPE release_governance_kpi_report_rows gauge',
      '# HELP release_governance_kpi_report_rows rows of kpi-report',
      `release_governance_kpi_report_rows${labels} 200 1773144000.25`,
      '# EOF',
      '',
    ].join('\n'),
  );
});

test('is none without a metric', () => {
  expect(openMetrics(report({ metrics: {} }))).toBeUndefined();
});

test('what is not known of the subject has no label, and a time that cannot be read is none', () => {
  const text = openMetrics(
    report({ subject: { event: 'local' }, startedAt: 'soon', metrics: { rows: { value: -0 } } }),
  );
  expect(text).toContain('\nrelease_governance_sample_rows 0\n');
});

describe('names', () => {
  const prefix = 'release_governance_sample_';
  test.each<[string, Metrics, [name: string, unit: string][]]>([
    ['of letters and hyphens', { 'turn-latency.p95': { value: 1 } }, [['turn_latency_p95', '']]],
    ['with a unit', { latency: { value: 1, unit: 'ms' } }, [['latency_ms', 'ms']]],
    ['that end in their unit already', { latency_ms: { value: 1, unit: 'ms' } }, [['latency_ms', 'ms']]],
    ['with a unit of signs and words', { share: { value: 1, unit: '%' } }, [['share_percent', 'percent']]],
    ['with a unit that leaves nothing', { share: { value: 1, unit: '€' } }, [['share', '']]],
    [
      'with a unit of several words',
      { cost: { value: 1, unit: 'per 1000 calls' } },
      [['cost_per_1000_calls', 'per_1000_calls']],
    ],
    ['that look like those of a counter', { calls_total: { value: 1 } }, [['calls_total_value', '']]],
  ])('%s', (_name, metrics, expected) => {
    const families = strictOpenMetrics(openMetrics(report({ metrics })) ?? '');
    expect(families.map(({ name, unit }) => [name.slice(prefix.length), unit])).toEqual(expected);
  });

  test('that become one are told apart, even by who knows how', () => {
    const metrics: Metrics = { 'a.b': { value: 1 }, 'a b': { value: 2 }, a_b: { value: 3 } };
    const first = strictOpenMetrics(openMetrics(report({ metrics })) ?? '');
    const crafted = { ...metrics, [first[0]?.name.slice(prefix.length) ?? '']: { value: 4 } };
    const families = strictOpenMetrics(openMetrics(report({ metrics: crafted })) ?? '');
    expect(families.map(({ value, help }) => [value, help.split(' of ')[0]])).toEqual(
      Object.entries(crafted).map(([name, { value }]) => [value, name]),
    );
    expect(new Set(families.map(({ name }) => name)).size).toBe(4);
  });

  test('that differ in their unit only by where it stands', () => {
    const metrics: Metrics = { latency_ms: { value: 1 }, latency: { value: 2, unit: 'ms' } };
    const families = strictOpenMetrics(openMetrics(report({ metrics })) ?? '');
    expect(new Set(families.map(({ name }) => name)).size).toBe(2);
  });
});

test('whatever names, units, values and subjects are, it is OpenMetrics with every metric once', () => {
  const metric = fc.record({ value: anyNumber, unit: hostileText }, { requiredKeys: ['value'] });
  const about = fc.record(
    { event: hostileText, repository: hostileText, headSha: hostileText, job: hostileText, matrixKey: hostileText },
    { requiredKeys: ['event'] },
  );
  fc.assert(
    fc.property(fc.dictionary(hostileText, metric, { minKeys: 1 }), about, hostileText, (metrics, of, control) => {
      const text = openMetrics(report({ metrics: metrics as Metrics, subject: of, control })) ?? '';
      for (const line of text.split('\n')) expect(line).not.toMatch(invisible);
      const families = strictOpenMetrics(text);
      expect(families.map(({ value }) => value)).toEqual(Object.values(metrics).map(({ value }) => value + 0));
      for (const { name, timestamp } of families) {
        expect(name).toMatch(/^release_governance_/);
        expect(timestamp).toBe(1773144000);
      }
    }),
    { numRuns: 300 },
  );
});
