import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { presets } from '../../../../shared/domain/kpi/presets.ts';
import type { KpiReport } from '../../../../shared/domain/kpi/report-schema.ts';
import { v1Report, v1Set } from '../../../../shared/domain/kpi/v1.ts';
import type { V1Report } from '../../../../shared/domain/kpi/v1-schema.ts';
import type { Run } from '../../../../shared/domain/kpi-gate/run.ts';
import { reportDifferences, supportOf } from '../../../../shared/domain/kpi-gate/support.ts';
import { kpiSet, type Row } from '../../../support/kpi-rows.ts';
import { crashRate, failureRate, ms, rowsOfRun, runOf, setWith } from '../../../support/kpi-runs.ts';

const set = setWith([
  { ...failureRate, target: { max: 0.2 } },
  { kind: 'mean', value: ms, target: { max: 500 } },
  { kind: 'percentile', percentile: 50, value: ms, required: false },
  { ...crashRate, required: false },
]);
const honest = runOf(
  'a',
  rowsOfRun(1, 60, (index) => ({ ok: index % 20 !== 0 })),
  set,
);
type Plain = Record<string, unknown>;
/** The report with another value at a place; undefined takes the member away. */
function edited<T>(report: T, path: readonly (string | number)[], value: unknown): T {
  const copy = structuredClone(report);
  let at = copy as Plain;
  for (const token of path.slice(0, -1)) at = at[token] as Plain;
  const last = String(path.at(-1));
  if (value === undefined) delete at[last];
  else at[last] = value;
  return copy;
}
const claiming = (report: KpiReport, computed: Run = honest): Run => ({
  ...computed,
  claimed: { shape: 'current', report },
});

describe('a report that its rows support', () => {
  test.each<[string, KpiReport]>([
    ['exactly', honest.report],
    ['from another folder', edited(honest.report, ['sources', 0, 'path'], '../rows/a.ndjson')],
    ['by another version of the tool', edited(honest.report, ['toolVersion'], '1.2.0')],
    [
      'with the last digit of an interval of another machine',
      edited(
        honest.report,
        ['kpis', 1, 'interval', 'upper'],
        (honest.report.kpis[1]?.interval?.upper ?? 0) * (1 + 1e-14),
      ),
    ],
  ])('%s', (_, report) => {
    expect(supportOf(claiming(report))).toEqual({ name: 'a', status: 'supported' });
  });
});

describe('a report that was edited', () => {
  test.each<[pointer: string, value: unknown]>([
    ['/status', 'failed'],
    ['/rows', 61],
    ['/unusable', 1],
    ['/minimumSamples', 1],
    ['/covered', false],
    ['/definitionHash', '0'.repeat(64)],
    ['/sources/0/sha256', '0'.repeat(64)],
    ['/sources/0/bytes', 0],
    ['/sources/0/rows', 0],
    ['/sources/0/lines', 0],
    ['/time/first', '2026-03-10T00:00:00.000Z'],
    ['/time/last', '2026-03-10T00:00:00.000Z'],
    ['/time', undefined],
    ['/provenance/0/value', 'badc0de'],
    ['/provenance/1/value/fast', false],
    ['/strata/0/rows', 0],
    ['/kpis/0/value', 0],
    ['/kpis/0/numerator', 0],
    ['/kpis/0/denominator', 600],
    ['/kpis/0/excluded', 1],
    ['/kpis/0/outside', 1],
    ['/kpis/0/verdict', 'missed'],
    ['/kpis/0/target/max', 0.9],
    ['/kpis/0/required', false],
    ['/kpis/0/evaluate', 'point'],
    ['/kpis/0/interval/upper', 0.1],
    ['/kpis/0/interval/lower', null],
    ['/kpis/0/interval/method', 'wilson'],
    ['/kpis/0/interval/confidence', 0.5],
    ['/kpis/0/strata/0/numerator', 9],
    ['/kpis/1/numbers/mean', 1],
    ['/kpis/1/numbers/m2', 1],
    ['/kpis/1/value', 1 + 1e-9],
    ['/kpis/2/percentile', 99],
    ['/kpis/3/rate/events', 7],
    ['/kpis/3/id', 'other'],
    ['/kpis/4', { id: 'more' }],
    ['/findingTotals/blank', 1],
    ['/more', true],
  ])('%s', (pointer, value) => {
    const path = pointer.slice(1).split('/');
    const support = supportOf(claiming(edited(honest.report, path, value)));
    expect(support).toEqual({
      name: 'a',
      status: 'contradicted',
      differences: [expect.objectContaining({ pointer, claimed: value })],
    });
  });

  test('the number of samples that would decide may be one beside, and no more', () => {
    const computed = edited(honest.report, ['kpis', 0, 'interval', 'needed'], 300);
    const needed = (value: number) =>
      reportDifferences(edited(honest.report, ['kpis', 0, 'interval', 'needed'], value), computed).length;
    expect([299, 300, 301, 302].map(needed)).toEqual([0, 0, 0, 1]);
  });

  test('all differences are told at once, with both values', () => {
    const rows = rowsOfRun(1, 60, (index) => ({ ok: index % 10 !== 0 }));
    const support = supportOf(claiming(honest.report, runOf('a', rows, set)));
    const pointers = support.status === 'contradicted' ? support.differences.map(({ pointer }) => pointer) : [];
    expect(pointers).toEqual(
      expect.arrayContaining(['/sources/0/sha256', '/kpis/0/numerator', '/kpis/0/value', '/kpis/0/interval/upper']),
    );
    expect(support).toMatchObject({
      differences: expect.arrayContaining([{ pointer: '/kpis/0/numerator', claimed: 3, computed: 6 }]),
    });
  });
});

test.each<[string, Run, string]>([
  ['without the report', honest, 'not known what the report said'],
  ['without rows', { ...claiming(honest.report), rows: undefined }, 'rows were not read'],
])('%s nothing was looked at', (_, run, because) => {
  expect(supportOf(run)).toEqual({ name: 'a', status: 'not-recomputed', because: expect.stringContaining(because) });
});

describe('v1', () => {
  const scenarios = [
    'open_cursor',
    'open_settings',
    'focus_existing_browser_window',
    'recover_from_intentional_timeout',
  ];
  const v1Rows = (of: (index: number) => Row = () => ({})): Row[] =>
    rowsOfRun(1, 200, (index) => ({
      runId: `run-${index}`,
      timestamp: new Date(Date.UTC(2026, 2, 10, 11) + index * 1000).toISOString(),
      scenarioId: scenarios[index % 4] ?? '',
      sessionId: `session-${index}`,
      finalStatus: 'completed',
      wrongClick: false,
      maxLoopTermination: false,
      authHardFailure: false,
      openAppFirstAttemptSuccess: true,
      environment: {
        git: { repo: 'acme/desktop', branch: 'main', commit: 'c0ffee' },
        model: { provider: 'acme', name: 'one' },
        app: { version: '1.0.0' },
      },
      featureFlags: {
        ffToolRegistry: true,
        ffInvokeGate: true,
        ffToolFirstRouting: true,
        ffConfidenceLayer: true,
        ffLoopGuardrails: true,
      },
      ...of(index),
    }));
  const run = runOf('v1', v1Rows(), v1Set());
  const written = v1Report(run.report, run.rows ?? (undefined as never), {
    generatedAt: '2026-03-10T12:00:00.000Z',
    platform: 'win32',
    runId: 'run',
    runType: 'gate',
    rawRunsPath: 'rows.ndjson',
  });
  const published = (written.ok ? written.report : undefined) as V1Report;
  const claims = (report: V1Report, computed: Run = run): Run => ({ ...computed, claimed: { shape: 'v1', report } });

  test('a report that its rows support', () => {
    expect(supportOf(claims(published))).toEqual({ name: 'v1', status: 'supported' });
  });

  test.each<[pointer: string, value: unknown]>([
    ['/metrics/wrongClickRate', 0.5],
    ['/targetResult/allPass', false],
    ['/scope/sampleCount', 201],
    ['/environment/git/commit', 'badc0de'],
    ['/environment/featureFlags/ffInvokeGate', false],
  ])('an edited %s', (pointer, value) => {
    expect(supportOf(claims(edited(published, pointer.slice(1).split('/'), value)))).toEqual({
      name: 'v1',
      status: 'contradicted',
      differences: [expect.objectContaining({ pointer, claimed: value })],
    });
  });

  test('rows that are no evidence contradict any report', () => {
    const broken = runOf(
      'v1',
      v1Rows((index) => ({ wrongClick: index === 7 ? -1 : false })),
      v1Set(),
    );
    expect(supportOf(claims(published, broken))).toMatchObject({
      status: 'contradicted',
      differences: [{ pointer: '', computed: expect.stringContaining('no sound evidence') }],
    });
  });

  test('another minimum of samples was another question', () => {
    const other = { ...published, targetResult: { ...published.targetResult, minSampleCount: 500 } };
    expect(supportOf(claims(other))).toMatchObject({
      status: 'not-recomputed',
      because: 'it was computed with a minimum of 200 samples, expected 500',
    });
  });

  test('the definitions of v1 are those of the preset, judged by point', () => {
    expect(v1Set().kpis.map(({ id }) => id)).toEqual(presets.reliability.kpis.map(({ id }) => id));
  });
});

test('any single value that is changed is found, and nothing else', () => {
  const { report } = runOf('all', rowsOfRun(2, 12), kpiSet());
  /** Every place of a number, text or flag. */
  const places = (value: unknown, path: (string | number)[] = []): (string | number)[][] => {
    if (typeof value !== 'object' || value === null) return [path];
    return Object.entries(value).flatMap(([key, inner]) => places(inner, [...path, key]));
  };
  const all = places(report).filter((path) => path[0] !== 'toolVersion' && path.at(-1) !== 'path');
  fc.assert(
    fc.property(fc.constantFrom(...all), (path) => {
      const differences = reportDifferences(edited(report, path, 'edited'), report);
      expect(differences.map(({ pointer }) => pointer)).toEqual([
        `/${path.map((token) => String(token).replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`,
      ]);
    }),
  );
});
