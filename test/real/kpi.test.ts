import { describe, expect, test } from '@jest/globals';
import { control as kpiGate } from '../../actions/kpi-gate/control.ts';
import { control as kpiReport } from '../../actions/kpi-report/control.ts';
import { adding } from '../../shared/domain/kpi/accumulator.ts';
import { type KpiSetInput, KpiSetSchema } from '../../shared/domain/kpi/config.ts';
import { setProblems } from '../../shared/domain/kpi/config-problems.ts';
import { definitionHash } from '../../shared/domain/kpi/definition.ts';
import { likeness } from '../../shared/domain/kpi/likeness.ts';
import { presets } from '../../shared/domain/kpi/presets.ts';
import { rowsScan } from '../../shared/domain/kpi/rows-scan.ts';
import { readV1, v1Differences, v1Report, v1Set, v1Text } from '../../shared/domain/kpi/v1.ts';
import { addedUp, now, reportOf } from '../support/kpi-rows.ts';
import { evaluateWith } from '../support/world.ts';
import { realFile } from './data.ts';

const artifacts = '1269c08/docs/reliability/artifacts';
const runs = [
  { runId: 'baseline-run-002', runType: 'baseline' },
  { runId: 'gate-run-003', runType: 'gate' },
];

const file = (name: string): string =>
  realFile('bytedance-UI-TARS-desktop', artifacts, `2026-02-13-${name}`).toString();
const rowsOf = (runId: string): unknown[] =>
  file(`${runId}.raw-runs.ndjson`)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as unknown);
const publishedOf = (runId: string) => {
  const read = readV1(JSON.parse(file(`${runId}.report.json`)));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.report;
};

describe('published reports are computed again from their rows', () => {
  test.each(runs)('$runId, byte for byte', ({ runId, runType }) => {
    const published = publishedOf(runId);
    const rows = addedUp(rowsOf(runId), v1Set());
    const report = reportOf(rows, v1Set());
    expect(report).toMatchObject({ status: 'passed', rows: 200, unusable: 0, findings: [], covered: true });
    const computed = v1Report(report, rows, {
      // All that the rows do not say.
      generatedAt: published.generatedAt,
      platform: published.environment.platform,
      runId,
      runType,
      rawRunsPath: `2026-02-13-${runId}.raw-runs.ndjson`,
    });
    if (!computed.ok) throw new Error(computed.message);
    expect(v1Text(computed.report)).toBe(file(`${runId}.report.json`));
    expect(v1Differences(published, computed.report)).toEqual([]);
  });

  test.each(runs)('$runId: any cut of the file gives the same report', ({ runId }) => {
    const rows = rowsOf(runId);
    const whole = reportOf(addedUp(rows, v1Set()), v1Set());
    const { merge } = adding(v1Set());
    for (const cut of [0, 1, 40, 199, 200]) {
      const parts = merge(addedUp(rows.slice(0, cut), v1Set()), addedUp(rows.slice(cut), v1Set()));
      expect(reportOf(parts, v1Set())).toEqual(whole);
    }
  });
});

test('two runs of their own are no copies of each other, and a run that was renamed is one', () => {
  const set = KpiSetSchema.parse({
    ...presets.reliability,
    kpis: [
      ...presets.reliability.kpis,
      {
        id: 'mean',
        kind: 'mean',
        value: { pointer: '/probe/durationMs', unit: 'ms' },
        missing: 'exclude',
        direction: 'lower-is-better',
        required: false,
      },
    ],
  } satisfies KpiSetInput);
  const [first, second] = runs.map(({ runId }) => rowsOf(runId)) as [unknown[], unknown[]];
  const found = likeness(addedUp(first, set), addedUp(second, set));
  expect(found).toMatchObject({ copy: false, because: [] });
  expect(found.signatures.map(({ signature, tells }) => [signature, tells])).toEqual([
    ['times', true],
    ['gaps', true],
    // Nothing but scenario and a duration in milliseconds, of which there are few: chance alone would repeat them.
    ['contents', false],
  ]);
  const renamed = first.map((row, index) => ({
    ...(row as { timestamp: string }),
    runId: `gate-${index}`,
    sessionId: `main-${index}`,
    timestamp: new Date(Date.parse((row as { timestamp: string }).timestamp) + 600_000).toISOString(),
  }));
  expect(likeness(addedUp(first, set), addedUp(renamed, set))).toMatchObject({
    copy: true,
    because: [expect.stringContaining('100 % and 100 % of their triples')],
  });
});

test.each(runs)('$runId: the file says what its rows say', ({ runId }) => {
  const parameters = { set: v1Set(), now, maxRowBytes: 100_000, blockBytes: 10_000 };
  const { push, end } = rowsScan.cutter(parameters);
  const { empty, read, merge } = rowsScan.reader(parameters);
  const blocks = [
    ...push(realFile('bytedance-UI-TARS-desktop', artifacts, `2026-02-13-${runId}.raw-runs.ndjson`)),
    ...end(),
  ];
  const rows = blocks.map(read).reduce(merge, empty());
  expect(blocks.length).toBeGreaterThan(10);
  expect(reportOf(rows, v1Set())).toEqual(reportOf(addedUp(rowsOf(runId), v1Set()), v1Set()));
});

test('by default one run is too small to show what v1 took for shown', () => {
  const set = KpiSetSchema.parse(presets.reliability);
  const { status, kpis } = reportOf(addedUp(rowsOf('baseline-run-002'), set), set);
  expect(status).toBe('unverified');
  expect(kpis.map(({ verdict }) => verdict)).toEqual(['inconclusive', 'inconclusive', 'not-judged', 'not-judged']);
});

describe('durations of the probes have the values that were computed by hand', () => {
  const value = (pointer: string) => ({ value: { pointer, unit: 'ms' }, missing: 'exclude' as const });
  const percentile = (id: string, pointer: string, p: number, method: 'linear' | 'nearest-rank') => ({
    id,
    kind: 'percentile' as const,
    percentile: p,
    method,
    direction: 'lower-is-better' as const,
    required: false,
    ...value(pointer),
  });
  const told = { direction: 'lower-is-better' as const, required: false };
  const set = KpiSetSchema.parse({
    ...presets.reliability,
    kpis: [
      ...presets.reliability.kpis,
      { id: 'mean', kind: 'mean', ...told, ...value('/probe/durationMs') },
      { id: 'sum', kind: 'sum', ...told, ...value('/probe/durationMs') },
      { id: 'min', kind: 'min', ...told, ...value('/probe/durationMs') },
      { id: 'max', kind: 'max', ...told, ...value('/probe/durationMs') },
      ...[50, 95, 99].flatMap((p) => [
        percentile(`p${p}-linear`, '/probe/durationMs', p, 'linear'),
        percentile(`p${p}-nearest`, '/probe/durationMs', p, 'nearest-rank'),
      ]),
      { id: 'recovery-mean', kind: 'mean', ...told, ...value('/probe/recoveryProbe/durationMs') },
      percentile('recovery-p95-linear', '/probe/recoveryProbe/durationMs', 95, 'linear'),
      percentile('recovery-p95-nearest', '/probe/recoveryProbe/durationMs', 95, 'nearest-rank'),
    ],
  } satisfies KpiSetInput);
  const { kpis } = reportOf(addedUp(rowsOf('baseline-run-002'), set), set);

  test.each([
    ['mean', 160, 840.6625],
    ['sum', 160, 134_506],
    ['min', 160, 755],
    ['max', 160, 1832],
    ['p50-linear', 160, 830],
    ['p50-nearest', 160, 830],
    ['p95-linear', 160, 870.35],
    ['p95-nearest', 160, 870],
    ['p99-linear', 160, 1273.28],
    ['p99-nearest', 160, 1337],
    ['recovery-mean', 40, 575.475],
    ['recovery-p95-linear', 40, 594.2],
    ['recovery-p95-nearest', 40, 594],
  ])('%s of %i', (id, samples, expected) => {
    const kpi = kpis.find((one) => one.id === id);
    expect(kpi).toMatchObject({ denominator: samples, excluded: 200 - samples });
    expect(kpi?.value).toBeCloseTo(expected, 9);
  });
});

describe('a run that was tampered with does not pass', () => {
  const rows = rowsOf('gate-run-003');
  const [first = {}] = rows as Record<string, unknown>[];
  const changed = (index: number, difference: object): unknown[] =>
    rows.map((row, at) => (at === index ? { ...(row as object), ...difference } : row));

  test.each<[string, unknown[], string]>([
    ['one row 200 times', rows.map(() => first), 'failed'],
    ['one row twice', [...rows, first], 'failed'],
    ['rows of two runs', [...rows, ...rowsOf('baseline-run-002')], 'failed'],
    ['rows in the other order', rows.toReversed(), 'failed'],
    ['a row less', rows.slice(1), 'unverified'],
    ['no rows', [], 'unverified'],
    [
      'two wrong clicks',
      changed(7, { wrongClick: 1 }).map((row, at) => (at === 8 ? { ...(row as object), wrongClick: true } : row)),
      'failed',
    ],
    ['a wrong click in quotes', changed(7, { wrongClick: 'true' }), 'error'],
    ['a negative number of wrong clicks', changed(7, { wrongClick: -1 }), 'error'],
    ['a pending row', changed(7, { finalStatus: 'pending' }), 'error'],
    ['a row without flag', changed(7, { featureFlags: {} }), 'error'],
    [
      'a row with one more flag',
      changed(7, { featureFlags: { ...(first['featureFlags'] as object), ffNew: true } }),
      'failed',
    ],
    [
      'a row of another commit',
      changed(7, {
        environment: {
          git: { repo: 'Proven1902/UI-TARS-desktop', branch: 'main', commit: '0' },
          model: { provider: 'harness-powershell', name: 'deterministic-tool-probes' },
          app: { version: '0.2.4' },
        },
      }),
      'failed',
    ],
    ['an outcome is missing', changed(1, { openAppFirstAttemptSuccess: undefined }), 'error'],
  ])('%s', (_name, tampered, status) => {
    expect(reportOf(addedUp(tampered, v1Set()), v1Set()).status).toBe(status);
  });
});

test('the template is no report, and the presets are sound', () => {
  expect(
    readV1(
      JSON.parse(realFile('bytedance-UI-TARS-desktop', artifacts, 'reliability-kpi-report.template.json').toString()),
    ),
  ).toMatchObject({
    ok: false,
    problems: [{ pointer: '/executionStatus' }],
  });
  expect(setProblems(v1Set())).toEqual([]);
  expect(definitionHash(v1Set())).not.toBe(definitionHash(KpiSetSchema.parse(presets.reliability)));
});

describe('the controls on the published files', () => {
  const raw = (runId: string): string => `2026-02-13-${runId}.raw-runs.ndjson`;
  const published = Object.fromEntries(
    runs.flatMap(({ runId }) => [
      [`evidence/${raw(runId)}`, file(`${runId}.raw-runs.ndjson`)],
      [`evidence/2026-02-13-${runId}.report.json`, file(`${runId}.report.json`)],
    ]),
  );
  const lists = { 'kpi-sets': [{ id: 'reliability', preset: 'reliability-v1' }] };
  const at = '2026-02-14T00:00:00Z';

  test.each(runs)('kpi-report writes the published report of $runId, byte for byte', async ({ runId, runType }) => {
    const { environment, generatedAt } = publishedOf(runId);
    const evaluation = await evaluateWith(kpiReport, {
      now: at,
      files: published,
      lists,
      section: { set: 'reliability', rows: [`evidence/${raw(runId)}`], origin: 'committed', v1: true },
      given: { 'run-id': runId, 'run-type': runType, platform: environment.platform },
    });
    expect(evaluation.error).toBeUndefined();
    const written = String(evaluation.documents['v1.json']).replace(
      /"generatedAt": "[^"]*"/,
      `"generatedAt": "${generatedAt}"`,
    );
    expect(written).toBe(file(`${runId}.report.json`));
  });

  const measured = publishedOf('gate-run-003').environment.git.repo;
  const gateOf = async (section: object, repository = measured) =>
    evaluateWith(kpiGate, {
      now: at,
      subject: { repository },
      files: published,
      lists,
      section: {
        set: 'reliability',
        reports: ['evidence/*.report.json'],
        origin: 'committed',
        commit: 'any',
        harness: { none: 'runs were made by hand' },
        ...section,
      },
    });
  const open = ({ results }: Awaited<ReturnType<typeof gateOf>>): string[] =>
    results.flatMap(({ rule, status, about }) =>
      status === 'failed' || status === 'unverified'
        ? [`${[rule.replace('kpi-gate/', ''), ...about].join(' ')}: ${status}`]
        : [],
    );

  test('kpi-gate finds them distinct, comparable and supported by their rows, and one of them no run for a gate', async () => {
    expect(open(await gateOf({}))).toEqual(['run-type: failed']);
  });

  test('kpi-gate does not take them for evidence of another repository', async () => {
    expect(open(await gateOf({}, 'acme/consumer'))).toEqual([
      'run-type: failed',
      ...runs.map(({ runId }) => `of-commit evidence/2026-02-13-${runId}.report.json repository: failed`),
    ]);
  });

  test('kpi-gate does not believe an edited one', async () => {
    const edited = { ...published };
    const path = 'evidence/2026-02-13-gate-run-003.report.json';
    edited[path] = (published[path] ?? '').replace('"wrongClickRate": 0', '"wrongClickRate": 0.004');
    expect(edited[path]).not.toBe(published[path]);
    const evaluation = await evaluateWith(kpiGate, {
      now: at,
      files: edited,
      lists,
      section: {
        set: 'reliability',
        reports: ['evidence/*.report.json'],
        origin: 'committed',
        commit: 'any',
        harness: { none: 'by hand, as it was' },
      },
    });
    expect(open(evaluation)).toContain(`supported ${path}: failed`);
  });
});
