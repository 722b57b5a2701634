import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/kpi-gate/control.ts';
import type { GateData } from '../../actions/kpi-gate/data.ts';
import type { CollectedFile } from '../../shared/core/collected.ts';
import type { Evaluation } from '../../shared/core/evaluation.ts';

import { asciiJson } from '../../shared/core/json.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';

import { coverRules } from '../support/coverage.ts';
import { type RunSetup, runArtifact, runFiles } from '../support/kpi-evidence.ts';
import { ordersSet } from '../support/kpi-files.ts';
import { configurationOf, headSha, type Setup } from '../support/world.ts';
import { broken } from './kpi-gate/broken.ts';
import { a, b, edited, failures, gate, now, other, section, sets, withKpi } from './kpi-gate/setups.ts';

const rules = coverRules(control, {
  'complete failed': 'a run that is left out is not looked at, so it is never failed',
  'enough-runs failed': 'too few runs are a gap in the evidence and no finding',
});
/** What is not passed and asked for, as `rule about: status code`. */
function open({ results, error }: Evaluation): string[] {
  const lines = results.flatMap(({ rule, status, about, because }) =>
    status === 'passed' || status === 'not-applicable'
      ? []
      : [`${[rule.replace('kpi-gate/', ''), ...about].join(' ')}: ${because?.code ?? status}`],
  );
  return error === undefined ? lines : [...lines, error.code];
}
const statusOf = ({ results, error }: Evaluation): string => reportStatus(results, error);
const dataOf = ({ data }: Evaluation): GateData => data as GateData;

describe('two sound runs', () => {
  test('pass everything, computed again from their rows', async () => {
    const evaluation = await rules.evaluate(await gate([a, b]));
    expect(open(evaluation)).toEqual([]);
    expect(statusOf(evaluation)).toBe('passed');
    const { runs, kpis } = dataOf(evaluation);
    expect(runs.map(({ runId, rows }) => [runId, rows])).toEqual([
      ['run-a', 200],
      ['run-b', 200],
    ]);
    expect(kpis.map(({ id, verdict, samples }) => [id, verdict, samples])).toEqual([
      ['success', 'met', 400],
      ['p50', 'met', 400],
      ['mean', 'met', 400],
    ]);
    expect(evaluation.exhibits.map(({ title }) => title)).toEqual(['KPIs', 'Runs']);
    expect(evaluation.outputs).toEqual({ runs: '2' });
  });

  test('in which order they are found does not matter', async () => {
    const forth = await rules.evaluate(await gate([a, b]));
    const back = await rules.evaluate(await gate([b, a]));
    expect(back.results).toEqual(forth.results);
    expect(dataOf(back)).toEqual(dataOf(forth));
  });

  test('that neither shows the target alone show it together', async () => {
    const set = { ...ordersSet, 'minimum-samples': 100, kpis: [{ ...ordersSet.kpis[0], target: { min: 0.975 } }] };
    const runs = [a, b].map((run) => ({ ...run, rows: 100, set, section: { evaluate: 'as-defined' } }));
    const evaluation = await rules.evaluate(await gate(runs, { lists: { 'kpi-sets': [set] } }));
    expect(open(evaluation)).toEqual([]);
    expect(dataOf(evaluation).kpis).toMatchObject([{ verdict: 'met', samples: 200 }]);
  });
});

describe(`none of ${broken.length} broken or dishonest gates passes`, () => {
  test.each(broken)('%s', async (_name, setup, status, says) => {
    const evaluation = await rules.evaluate(await setup());
    expect({ status: statusOf(evaluation), open: open(evaluation) }).toEqual({
      status,
      open: expect.arrayContaining([...says]),
    });
  });
});

describe('what is said', () => {
  test('an edited value is named with what the rows give', async () => {
    const { results } = await rules.evaluate(
      await gate(
        [a, { ...b, differing: failures(40) }],
        {},
        edited((run) => withKpi(run, 'success', { value: 1, numerator: 200 })),
      ),
    );
    expect(results.find(({ rule, status }) => rule === 'kpi-gate/supported' && status === 'failed')?.message).toBe(
      'evidence/b.report.json is not supported by its rows: /kpis/0/numerator is 200, the rows give 160; /kpis/0/value is 1, the rows give 0.8',
    );
  });

  test('what differs between runs is named with all values', async () => {
    const { results } = await rules.evaluate(await gate([a, { ...b, all: { model: 'harbour-2' } }]));
    expect(results.find(({ rule, status }) => rule === 'kpi-gate/comparable' && status === 'failed')).toMatchObject({
      message:
        'incomparable: the runs differ in model: "harbour-1" (evidence/a.report.json), "harbour-2" (evidence/b.report.json)',
      expected: 'harbour-1',
      actual: ['harbour-2'],
    });
  });

  test('an inconclusive KPI says how much more to measure', async () => {
    const runs = [
      { ...a, differing: failures(16) },
      { ...b, differing: failures(16) },
    ];
    const found = await rules.evaluate(await gate(runs));
    const because = found.results.find(({ status }) => status === 'unverified')?.because;
    expect(because).toMatchObject({
      code: 'INCONCLUSIVE',
      needs: expect.stringMatching(/^about \d+ samples more$/),
    });
  });

  test('rows that are named and not there are told', async () => {
    const found = await rules.evaluate(
      await gate([a, b], { section: { ...section, rows: ['more/*.ndjson', 'gone.ndjson'] } }),
    );
    expect(open(found)).toEqual(['supported rows more/*.ndjson: NO_DATA', 'supported rows gone.ndjson: NO_DATA']);
  });

  test('the results of a gate are about the same in the next run of the workflow', async () => {
    const identities = async (names: readonly [string, string]): Promise<string[]> => {
      const runs = [
        { ...a, run: names[0], differing: failures(30) },
        { ...b, run: names[1], differing: failures(30) },
      ];
      const { results } = await rules.evaluate(await gate(runs));
      return results
        .filter(({ rule }) => /target|order|run-type|comparable/.test(rule))
        .map(({ fingerprint }) => fingerprint);
    };
    expect(await identities(['c', 'd'])).toEqual(await identities(['e', 'f']));
  });
});

describe('compared with before', () => {
  const baseline = { run: 'c', start: '2026-11-18T08:00:00Z', rows: 200 };
  const compared = async (earlier: RunSetup, asked: object, more: Setup = {}): Promise<Setup> => ({
    ...(await gate([a, b])),
    policyFiles: await runFiles([earlier]),
    section: {
      ...section,
      baseline: { path: 'evidence/c.report.json' },
      tolerances: { success: { absolute: 0.05 }, p50: { relative: 0.2 } },
      ...asked,
    },
    ...more,
  });

  test('with the same values nothing is worse', async () => {
    const evaluation = await rules.evaluate(await compared(baseline, {}));
    expect(open(evaluation)).toEqual([]);
    expect(dataOf(evaluation).comparisons.map(({ id, zone }) => [id, zone])).toEqual([
      ['success', 'within'],
      ['p50', 'within'],
    ]);
    expect(evaluation.exhibits.map(({ title }) => title)).toEqual(['KPIs', 'Compared with before', 'Runs']);
  });

  test('a KPI that became worse fails, however well it meets its target', async () => {
    const evaluation = await rules.evaluate(
      await compared({ ...baseline, all: { ms: 60 }, differing: { 3: { ms: 61 }, 5: { ms: 59 } } }, {}),
    );
    expect(open(evaluation)).toContain('not-worse p50 baseline: failed');
  });

  test('a small baseline decides nothing', async () => {
    const runs = [a, b].map((run) => ({ ...run, differing: failures(12) }));
    const evaluation = await rules.evaluate({
      ...(await compared({ ...baseline, rows: 40 }, {})),
      produced: await runFiles(runs),
    });
    expect(open(evaluation)).toEqual(['not-worse success baseline: INCONCLUSIVE']);
  });

  test('a baseline that is missing, or a shell, is not verified', async () => {
    for (const path of ['evidence/d.report.json', 'evidence/c.rows.ndjson']) {
      const evaluation = await rules.evaluate(await compared(baseline, { baseline: { path } }));
      expect(open(evaluation).filter((line) => line.startsWith('not-worse'))).toEqual([
        expect.stringMatching(/^not-worse success .*NO_DATA$/),
        expect.stringMatching(/^not-worse p50 .*NO_DATA$/),
      ]);
    }
  });
});

const small = { ...ordersSet, 'minimum-samples': 10, kpis: [{ ...ordersSet.kpis[0], target: { min: 0.99 } }] };
test.each<[name: string, section: object, set: object, says: string]>([
  ['a set that is not there', { ...section, set: 'nothing' }, ordersSet, '/kpi-gate/set'],
  ['a rule that no run of that size could show', section, small, '/kpi-sets/0/kpis/0/minimum-samples'],
  ['a ratchet without history', { ...section, ratchet: {}, tolerances: {} }, ordersSet, '/kpi-gate/ratchet'],
  [
    'a branch whose runs nobody could read',
    { ...section, history: { branch: 'main' } },
    ordersSet,
    '/kpi-gate/history/branch',
  ],
  [
    'a tolerance for a KPI that is not there',
    { ...section, baseline: { path: 'b.json' }, tolerances: { speed: { relative: 0.1 } } },
    ordersSet,
    '/kpi-gate/tolerances/speed',
  ],
  [
    'gaps that exclude each other',
    { ...section, 'minimum-gap': '2h', 'maximum-gap': '1h' },
    ordersSet,
    '/kpi-gate/minimum-gap',
  ],
])('%s is refused', (_name, asked, set, says) => {
  expect(() => configurationOf(control, { lists: { 'kpi-sets': [set] }, section: { ...asked } })).toThrow(says);
});

describe('the runs of a harness', () => {
  const runsRoute = 'GET /repos/acme/consumer/actions/workflows/kpi.yml/runs';
  const jobsOf = (id: number): string => `GET /repos/acme/consumer/actions/runs/${id}/jobs`;
  const subject = { runId: 102, attempt: 1 };
  const fromArtifacts = { ...section, reports: [], harness: { workflow: 'kpi.yml' } };

  /** A run of the workflow, as the platform lists it. */
  const listed = (id: number, more: object = {}): object => ({
    id,
    run_attempt: 1,
    status: 'completed',
    created_at: `2026-11-20T0${id % 10}:00:00Z`,
    head_sha: headSha,
    ...more,
  });
  const job = (name: string, attempt = 1, conclusion: string | null = 'success'): object => ({
    id: attempt * 1000 + name.length,
    name,
    run_attempt: attempt,
    status: 'completed',
    conclusion,
    started_at: `2026-11-20T0${attempt}:00:00Z`,
  });

  async function played(
    runs: readonly RunSetup[],
    answers: { runs: object[]; jobs: Record<number, object[]> },
    more: Setup = {},
  ): Promise<Setup> {
    const files: CollectedFile[] = [];
    for (const [index, run] of runs.entries()) files.push(...(await runArtifact(run, index + 1)));
    return {
      now,
      lists: sets,
      subject,
      section: fromArtifacts,
      reports: ({ runs: asked = [] }) => ({
        files: files.filter(({ origin }) => origin.kind === 'artifact' && [102, ...asked].includes(origin.runId)),
        problems: [],
      }),
      github: {
        [runsRoute]: { json: answers.runs },
        ...Object.fromEntries(Object.entries(answers.jobs).map(([id, jobs]) => [jobsOf(Number(id)), { json: jobs }])),
      },
      ...more,
    };
  }

  const first = { ...a, subject: { runId: 101 } };
  const second = { ...b, subject: { runId: 102 } };
  const both = { 101: [job('kpi')], 102: [job('kpi'), job('gate', 1, null)] };

  test('are all there: each run, each attempt and each leg', async () => {
    const evaluation = await rules.evaluate(
      await played([first, second], { runs: [listed(101), listed(102, { status: 'in_progress' })], jobs: both }),
    );
    expect(open(evaluation)).toEqual([]);
    expect(dataOf(evaluation).runs.map(({ name }) => name)).toEqual([
      'governance-kpi-report-kpi-a-1/kpi-report-a.report.json of run 101',
      'governance-kpi-report-kpi-b-1/kpi-report-b.report.json',
    ]);
  });

  test.each<[name: string, runs: readonly RunSetup[], answers: Parameters<typeof played>[1], says: string]>([
    [
      'a run is left out',
      [first, second],
      { runs: [listed(101), listed(102), listed(103)], jobs: both },
      'complete run 103: NO_DATA',
    ],
    [
      'an attempt is left out',
      [first, second],
      { runs: [listed(101, { run_attempt: 2 }), listed(102)], jobs: { ...both, 101: [job('kpi'), job('kpi', 2)] } },
      'complete run 101: NO_DATA',
    ],
    [
      'a leg of a matrix is left out',
      [first, second],
      { runs: [listed(101), listed(102)], jobs: { ...both, 101: [job('kpi (linux)'), job('kpi (windows)')] } },
      'complete run 101: NO_DATA',
    ],
    [
      'a run failed before it could report',
      [first, second],
      { runs: [listed(101), listed(102), listed(104, { conclusion: 'failure' })], jobs: both },
      'complete run 104: NO_DATA',
    ],
    [
      'no run is of the harness',
      [first, second],
      { runs: [], jobs: {} },
      'complete governance-kpi-report-kpi-b-1/kpi-report-b.report.json: NO_DATA',
    ],
  ])('%s', async (_name, runs, answers, says) => {
    const evaluation = await rules.evaluate(await played(runs, answers));
    expect(statusOf(evaluation)).toBe('unverified');
    expect(open(evaluation)).toContain(says);
  });

  test('that the token may not see are not verified', async () => {
    const because = { code: 'MISSING_PERMISSION' as const, message: 'may not', needs: 'actions: read' };
    const evaluation = await rules.evaluate(
      await played([first, second], { runs: [], jobs: {} }, { github: { [runsRoute]: { because } } }),
    );
    expect(open(evaluation)).toEqual(expect.arrayContaining(['complete: MISSING_PERMISSION']));
  });

  test.each<[name: string, origin: object, says: string]>([
    ['a report that says another run made it', { runId: 101 }, 'says that run 102 made it, and run 101 uploaded it'],
    ['a report of another commit', { headSha: other }, `was uploaded by a run of commit ${other}`],
  ])('%s is refused', async (_name, origin, says) => {
    const setup = await played([first], { runs: [listed(101), listed(102)], jobs: both });
    const foreign = await runArtifact(second, 2, origin);
    const files = setup.reports?.({ artifacts: [], runs: [101] }).files ?? [];
    const evaluation = await rules.evaluate({
      ...setup,
      reports: () => ({ files: [...files, ...foreign], problems: [] }),
    });
    expect(statusOf(evaluation)).toBe('failed');
    expect(
      evaluation.results.find(({ rule, status }) => rule === 'kpi-gate/reports-read' && status === 'failed')?.message,
    ).toContain(says);
  });
});

describe('earlier reports', () => {
  // Reports tell no more of a percentile than its value, so it cannot be compared with the best of them.
  const kpis = ordersSet.kpis.filter(({ kind }) => kind !== 'percentile');
  const set = { ...ordersSet, kpis };
  const lists = { 'kpi-sets': [set] };
  const days = Array.from({ length: 24 }, (_, index) => index);
  const history = async (slow: readonly number[]): Promise<Record<string, string>> =>
    runFiles(
      days.map((day) => ({
        run: `h${day}`,
        start: new Date(Date.parse('2026-11-18T00:00:00Z') + day * 3_600_000).toISOString(),
        rows: 200,
        set,
        ...(slow.includes(day) ? { differing: failures(45) } : {}),
      })),
    );
  const asked = {
    ...section,
    history: { reports: ['evidence/h*.report.json'], runs: 30 },
    tolerances: { success: { absolute: 0.1 } },
  };
  const current = async (): Promise<Setup> =>
    gate(
      [a, b].map((run) => ({ ...run, set })),
      { lists },
    );

  test('show the trend, anchor the ratchet and audit the gate', async () => {
    const evaluation = await rules.evaluate({
      ...(await current()),
      policyFiles: await history([]),
      section: { ...asked, ratchet: {}, 'self-audit': { 'minimum-pairs': 5 } },
    });
    expect(open(evaluation)).toEqual([]);
    expect(dataOf(evaluation).selfAudit).toMatchObject({ pairs: 12, alarms: [], rate: 0 });
    expect(dataOf(evaluation).comparisons.map(({ against, zone }) => [against, zone])).toEqual([
      ['best-sustained', 'within'],
    ]);
    const trends = evaluation.exhibits.filter(({ charts = [] }) => charts.some(({ kind }) => kind === 'line'));
    expect(trends.map(({ title, rows }) => [title, rows.length])).toEqual([['Trend: Orders that went through', 26]]);
  });

  const path = 'evidence/h24.report.json';
  const newer = asciiJson({ kind: 'release-governance/report', schemaVersion: 999 });
  test.each<[name: string, text: string, says: string[]]>([
    ['could not be read may have been the best', newer, ['not-worse success best-sustained: NO_DATA']],
    ['measured nothing was not the best', asciiJson({ kind: 'x' }), []],
  ])('of which one %s', async (_name, text, says) => {
    const evaluation = await rules.evaluate({
      ...(await current()),
      policyFiles: { ...(await history([])), [path]: text },
      section: { ...asked, ratchet: {} },
    });
    expect(open(evaluation)).toEqual(says);
    expect(evaluation.notes).toEqual([expect.stringContaining(path)]);
  });

  test('of one commit that differ make the gate doubtful', async () => {
    const evaluation = await rules.evaluate({
      ...(await current()),
      policyFiles: await history(days.filter((day) => day % 2 === 1)),
      section: { ...asked, 'self-audit': { 'minimum-pairs': 5 } },
    });
    expect(open(evaluation)).toEqual(['false-alarms: failed']);
    expect(statusOf(evaluation)).toBe('passed');
    expect(dataOf(evaluation).selfAudit).toMatchObject({ pairs: 12, rate: 1 });
  });

  test('that are too few say nothing', async () => {
    const evaluation = await rules.evaluate({
      ...(await current()),
      policyFiles: await history([]),
      section: { ...asked, 'self-audit': { 'minimum-pairs': 20 } },
    });
    expect(open(evaluation)).toEqual(['false-alarms: TOO_FEW_SAMPLES']);
  });
});

test('a KPI that is only told decides nothing', async () => {
  const kpis = ordersSet.kpis.map((kpi) => (kpi.id === 'mean' ? { ...kpi, target: { max: 110 } } : kpi));
  const set = { ...ordersSet, kpis };
  const evaluation = await rules.evaluate(
    await gate(
      [a, b].map((run) => ({ ...run, set })),
      { lists: { 'kpi-sets': [set] } },
    ),
  );
  expect(open(evaluation)).toEqual(['informational mean: failed']);
  expect(statusOf(evaluation)).toBe('passed');
});

rules.prove();
