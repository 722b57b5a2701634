import { describe, expect, test } from '@jest/globals';
import { KpiSetSchema } from '../../../../shared/domain/kpi/config.ts';
import { presets, reliabilityFlags } from '../../../../shared/domain/kpi/presets.ts';
import { readV1, v1Differences, v1Report, v1Set, v1Text } from '../../../../shared/domain/kpi/v1.ts';
import { type V1Report, v1Scenarios } from '../../../../shared/domain/kpi/v1-schema.ts';
import { addedUp, now, type Row, reportOf } from '../../../support/kpi-rows.ts';

const flags = Object.fromEntries(reliabilityFlags.map((flag) => [flag, true]));
const facts = {
  generatedAt: '2026-03-10T12:00:00.000Z',
  platform: 'linux',
  runId: 'run-1',
  runType: 'gate',
  rawRunsPath: 'run-1.ndjson',
};

function row(index: number, differing: Row = {}): Row {
  const scenarioId = String(v1Scenarios[index % v1Scenarios.length]);
  return {
    runId: `run-1-${index}`,
    timestamp: new Date(now - 1_000_000 + index * 1000).toISOString(),
    scenarioId,
    sessionId: `main-${index}`,
    finalStatus: 'completed',
    wrongClick: 0,
    maxLoopTermination: false,
    authHardFailure: false,
    openAppFirstAttemptSuccess: true,
    environment: {
      git: { repo: 'acme/agent', branch: 'main', commit: 'c0ffee' },
      model: { provider: 'harness', name: 'probe' },
      app: { version: '1.2.3' },
    },
    featureFlags: flags,
    ...differing,
  };
}
const run = (count = 200, differing: (index: number) => Row = () => ({})): Row[] =>
  Array.from({ length: count }, (_, index) => row(index, differing(index)));

function written(rows: readonly Row[], set = v1Set()): ReturnType<typeof v1Report> {
  const added = addedUp(rows, set);
  return v1Report(reportOf(added, set), added, facts);
}

function reportOn(rows: readonly Row[]): V1Report {
  const result = written(rows);
  if (!result.ok) throw new Error(result.message);
  return result.report;
}

describe('a v1 report is written', () => {
  test('and read again as it is', () => {
    const report = reportOn(run());
    expect(report.targetResult.allPass).toBe(true);
    expect(readV1(JSON.parse(v1Text(report)))).toEqual({ ok: true, report });
    expect(v1Text(report)).toMatch(/^\{\n {2}"reportVersion": "v1",\n[\s\S]*\n\}\n$/);
  });

  test.each<[name: string, rows: Row[], expected: object]>([
    [
      'one wrong click of 200',
      run(200, (index) => ({ wrongClick: index === 3 })),
      { metrics: { wrongClickRate: 0.005 }, targetResult: { wrongClickRatePass: true, allPass: true } },
    ],
    [
      'two wrong clicks of 200',
      run(200, (index) => ({ wrongClick: index < 2 ? 5 : 0 })),
      { metrics: { wrongClickRate: 0.01 }, targetResult: { wrongClickRatePass: false, allPass: false } },
    ],
    [
      'a rate with many digits is rounded to 6 places',
      run(201, (index) => ({ maxLoopTermination: index < 67 })),
      { metrics: { maxLoopTerminationRate: 0.333333 }, targetResult: { allPass: true } },
    ],
    [
      'too few rows',
      run(199),
      { scope: { sampleCount: 199 }, targetResult: { sampleCountPass: false, coveragePass: false, allPass: false } },
    ],
    [
      'no row that opens an application',
      run(200, () => ({ scenarioId: 'focus_existing_browser_window' })),
      {
        metrics: { openAppFirstAttemptSuccessRate: null },
        scope: { scenarioCounts: { focus_existing_browser_window: 200 } },
        targetResult: {
          openAppFirstAttemptSuccessRatePass: false,
          scenarioCoveragePass: false,
          missingScenarioIds: ['open_cursor', 'open_settings', 'recover_from_intentional_timeout'],
        },
      },
    ],
  ])('%s', (_name, rows, expected) => {
    const report = reportOn(rows);
    expect(report).toMatchObject(expected);
    expect(readV1(JSON.parse(v1Text(report)))).toEqual({ ok: true, report });
  });

  test('a rate that only rounding takes to its target does not meet it', () => {
    const added = addedUp(run(), v1Set());
    const report = reportOf(added, v1Set());
    const [openApp, ...rest] = report.kpis;
    if (openApp === undefined) throw new Error('there is no KPI');
    const close = v1Report({ ...report, kpis: [{ ...openApp, value: 0.949_999_9 }, ...rest] }, added, facts);
    if (!close.ok) throw new Error(close.message);
    expect(close.report).toMatchObject({
      metrics: { openAppFirstAttemptSuccessRate: 0.95 },
      targetResult: { openAppFirstAttemptSuccessRatePass: false, allPass: false },
    });
    expect(readV1(close.report)).toMatchObject({ ok: true });
  });

  test('scenarios stand in the order in which they came first', () => {
    const report = reportOn(run().map((one, index) => ({ ...one, scenarioId: String(v1Scenarios[3 - (index % 4)]) })));
    expect(Object.keys(report.scope.scenarioCounts)).toEqual([...v1Scenarios].reverse());
  });

  test.each<[name: string, rows: Row[], message: RegExp]>([
    ['no rows', [], /no rows/],
    ['a broken row', run(200, (index) => (index === 9 ? { wrongClick: 'no' } : {})), /wrongClick is a string/],
    ['a row twice', [...run(), row(0)], /runId is that of an earlier row/],
    [
      'rows of two commits',
      run(200, (index) => (index === 9 ? { featureFlags: { ...flags, ffToolRegistry: false } } : {})),
      /2 values/,
    ],
  ])('not for %s', (_name, rows, message) => {
    expect(written(rows)).toEqual({ ok: false, message: expect.stringMatching(message) });
  });

  test('not by other definitions', () => {
    expect(written(run(), KpiSetSchema.parse(presets.reliability))).toEqual({
      ok: false,
      message: 'the report was not computed with the definitions of v1',
    });
  });
});

describe('a v1 report is refused', () => {
  const good = reportOn(run());
  const edit = (change: (report: Record<string, Record<string, unknown>>) => void): unknown => {
    const copy = JSON.parse(v1Text(good)) as Record<string, Record<string, unknown>>;
    change(copy);
    return copy;
  };
  const set = (part: string, key: string, value: unknown): unknown =>
    edit((report) => {
      (report[part] ??= {})[key] = value;
    });

  test.each<[name: string, document: unknown, pointer: string]>([
    ['no object', [], ''],
    ['another version', { ...good, reportVersion: 'v2' }, '/reportVersion'],
    ['no version', { ...good, reportVersion: undefined }, '/reportVersion'],
    ['a template', { ...good, executionStatus: undefined }, '/executionStatus'],
    ['a shell that waits for its run', set('executionStatus', 'state', 'pending_execution'), '/executionStatus/state'],
    ['a state in other letters', set('executionStatus', 'state', 'Executed'), '/executionStatus/state'],
    ['an older form', edit((report) => delete report['environment']?.['app']), '/environment/app'],
    ['a further member', set('scope', 'note', 'x'), '/scope'],
    ['no rows file', set('executionStatus', 'rawRunsPath', ' '), '/executionStatus/rawRunsPath'],
    ['a rate above 1', set('metrics', 'maxLoopTerminationRate', 1.5), '/metrics/maxLoopTerminationRate'],
    ['a rate in quotes', set('metrics', 'wrongClickRate', '0'), '/metrics/wrongClickRate'],
    ['a blank run', set('scope', 'runId', ''), '/scope/runId'],
    ['no time', { ...good, generatedAt: 'today' }, '/generatedAt'],
    ['more samples than rows of scenarios', set('scope', 'sampleCount', 201), '/scope/scenarioCounts'],
    ['an unknown scenario', set('scope', 'scenarioCounts', { open_cursor: 100, luck: 100 }), '/scope/scenarioCounts'],
    ['fewer scenarios', set('scope', 'scenarios', ['open_cursor']), '/scope/scenarios'],
    ['an edited rate', set('metrics', 'wrongClickRate', 0.02), '/targetResult/wrongClickRatePass'],
    [
      'a rate that is not there',
      set('metrics', 'openAppFirstAttemptSuccessRate', null),
      '/targetResult/openAppFirstAttemptSuccessRatePass',
    ],
    ['an edited result', set('targetResult', 'allPass', false), '/targetResult/allPass'],
    ['a coverage that is none', set('targetResult', 'coveragePass', false), '/targetResult/coveragePass'],
    ['a lower minimum', set('targetResult', 'minSampleCount', 1), '/targetResult/minSampleCount'],
    ['a minimum that is not reached', set('targetResult', 'minSampleCount', 500), '/targetResult/sampleCountPass'],
    [
      'a scenario that is not missing',
      set('targetResult', 'missingScenarioIds', ['open_cursor']),
      '/targetResult/missingScenarioIds',
    ],
  ])('%s', (_name, document, pointer) => {
    const read = readV1(document === undefined ? undefined : JSON.parse(JSON.stringify(document)));
    expect(read.ok ? [] : read.problems.map((problem) => problem.pointer)).toContain(pointer);
  });

  test('all contradictions are told at once', () => {
    const read = readV1(
      edit((report) => {
        Object.assign(report['metrics'] ?? {}, { wrongClickRate: 0.5, openAppFirstAttemptSuccessRate: 0.1 });
      }),
    );
    expect(read).toMatchObject({ ok: false, problems: [{}, {}] });
  });
});

test('two reports differ where their values do, whenever and wherever they were written', () => {
  const published = reportOn(run());
  const elsewhere = {
    ...published,
    generatedAt: '2026-01-01T00:00:00Z',
    environment: { ...published.environment, platform: 'win32' },
  };
  expect(v1Differences(elsewhere, published)).toEqual([]);
  const computed = reportOn(run(200, (index) => ({ wrongClick: index < 1 })));
  expect(v1Differences(published, computed)).toEqual([
    { pointer: '/metrics/wrongClickRate', published: 0, computed: 0.005 },
  ]);
});
