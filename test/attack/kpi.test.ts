import { linkSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { control as kpiGate } from '../../actions/kpi-gate/control.ts';
import { judgeEachRun } from '../../actions/kpi-gate/each-run.ts';
import { control as kpiReport } from '../../actions/kpi-report/control.ts';
import { openRepository } from '../../shared/adapters/git.ts';
import { type Produced, produced } from '../../shared/adapters/produced-files.ts';
import type { CollectedFile } from '../../shared/core/collected.ts';
import type { Because } from '../../shared/core/errors.ts';
import type { Evaluation } from '../../shared/core/evaluation.ts';
import { asciiJson } from '../../shared/core/json.ts';
import type { Report } from '../../shared/core/report.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { KpiSetSchema } from '../../shared/domain/kpi/config.ts';
import { openRows } from '../../shared/domain/kpi/rows-file.ts';
import type { KpiRun } from '../../shared/domain/kpi/run.ts';
import { type FileContent, gitRepository, type TestRepository } from '../support/git-repository.ts';
import { type RunSetup, runArtifact, runFiles, runOf } from '../support/kpi-evidence.ts';
import { ndjson, type OrderRow, orderFile, orderRows, ordersSet } from '../support/kpi-files.ts';
import { reliabilityFile } from '../support/kpi-reliability.ts';
import { evaluateWith, headSha, type Setup } from '../support/world.ts';

/* Rows, reports, artifacts and runs of a harness by which somebody wants kpi-report or kpi-gate to say passed. */

const now = '2026-11-20T12:00:00Z';
const lists = { 'kpi-sets': [ordersSet] };
const section = { set: 'orders', reports: ['evidence/*.report.json'], harness: { none: 'runs are made by hand' } };
const a: RunSetup = { run: 'a', start: '2026-11-20T08:00:00Z', rows: 200 };
const b: RunSetup = { run: 'b', start: '2026-11-20T09:00:00Z', rows: 200 };
const c: RunSetup = { run: 'c', start: '2026-11-20T10:00:00Z', rows: 200 };
const other = 'f'.repeat(40);

const statusOf = ({ results, error }: Evaluation): string => reportStatus(results, error);
/** What is not passed and asked for, as `rule about: status code`. */
function open({ results, error }: Evaluation): string[] {
  const lines = results.flatMap(({ rule, status, about, because }) =>
    status === 'passed' || status === 'not-applicable'
      ? []
      : [`${[rule.replace(/^kpi-\w+\//, ''), ...about].join(' ')}: ${because?.code ?? status}`],
  );
  return error === undefined ? lines : [...lines, error.code];
}

async function gate(
  runs: readonly RunSetup[],
  more: Setup = {},
  change?: Parameters<typeof runFiles>[1],
): Promise<Setup> {
  return { now, produced: await runFiles(runs, change), lists, section, ...more };
}

type Case = [attack: string, setup: () => Promise<Setup>, status: string, says: readonly string[]];

async function expectRefused(
  setup: Setup,
  control: typeof kpiGate | typeof kpiReport,
  status: string,
  says: readonly string[],
) {
  const evaluation = await evaluateWith(control, setup);
  expect({ status: statusOf(evaluation), open: open(evaluation) }).toEqual({
    status,
    open: expect.arrayContaining([...says]),
  });
}

/** The rows under other ids, an hour later, with a moment of its own added to each. */
function disguised(rows: readonly OrderRow[], by = 3_600_000, jitter = (_index: number): number => 0): OrderRow[] {
  return rows.map((row, index) => ({
    ...row,
    id: `x-${index}`,
    at: new Date(Date.parse(String(row['at'])) + by + jitter(index)).toISOString(),
  }));
}

const wobble = (index: number): number => (index * 7919) % 487;
const timesOf = (of: readonly OrderRow[], rows: readonly OrderRow[]): OrderRow[] =>
  rows.map((row, index) => ({ ...row, id: `x-${index}`, at: of[index]?.['at'] }));
const [rowsA, rowsB, rowsC] = [orderRows({ ...a }), orderRows({ ...b }), orderRows({ ...c })];
const copied = 'distinct evidence/a.report.json evidence/b.report.json: failed';
const copyCase = (attack: string, rows: readonly OrderRow[], more: RunSetup = b): Case => [
  `a harness hands in ${attack}`,
  () => gate([a, { ...more, text: ndjson(rows) }]),
  'failed',
  [copied],
];

const copies: Case[] = [
  copyCase('a run again, each row at another time', disguised(rowsA, 3_600_000, wobble)),
  copyCase('a run again, backwards and at the times of another', timesOf(rowsB, [...rowsA].reverse())),
  copyCase(
    'a run again, with other values in the last digit',
    disguised(rowsA).map((row) => ({ ...row, ms: Number(row['ms']) + 0.0001 })),
  ),
  copyCase(
    'a half of a run again among rows of its own',
    timesOf(rowsB, [...rowsA.slice(0, 100), ...rowsB.slice(100)]),
  ),
  copyCase('less than a half of a run again', timesOf(rowsB, [...rowsA.slice(0, 90), ...rowsB.slice(90)])),
  copyCase('a fifth of a run again', timesOf(rowsB, [...rowsA.slice(0, 40), ...rowsB.slice(40)])),
  copyCase(
    'every second row of a run again',
    disguised(
      orderRows({ ...a, rows: 400 }).filter((_, index) => index % 4 < 2),
      3_600_000,
      wobble,
    ),
  ),
  copyCase(
    'a run again with ids in other Unicode forms',
    disguised(rowsA).map((row, index) => ({ ...row, id: `e\u0301-${index}` })),
  ),
  [
    'a harness hands in a run made of thirds of three others',
    async () => {
      const thirds = [...rowsA.slice(0, 66), ...rowsB.slice(66, 132), ...rowsC.slice(132)];
      const times = orderRows({ run: 'd', start: '2026-11-20T11:00:00Z', rows: 200 });
      return gate([a, b, c, { run: 'd', rows: 200, text: ndjson(timesOf(times, thirds)) }]);
    },
    'failed',
    ['a', 'b', 'c'].map((run) => `distinct evidence/${run}.report.json evidence/d.report.json: failed`),
  ],
  [
    'a harness hands in the same rows as lines and as one list',
    async () => {
      const setup = await gate([a]);
      const files = await runFiles([{ ...a, run: 'b', text: JSON.stringify(rowsA) }]);
      return { ...setup, produced: { ...setup.produced, ...files } };
    },
    'failed',
    [copied],
  ],
  [
    'two reports name the rows of one run',
    async () => {
      const files = await runFiles([a]);
      const report = JSON.parse(String(files['evidence/a.report.json'])) as Report;
      const second = { ...report, data: { ...(report.data as KpiRun), runId: 'run-b' } };
      const more = { 'evidence/b.report.json': asciiJson(second), 'evidence/b.rows.ndjson': orderFile({ ...a }) };
      return { now, produced: { ...files, ...more }, lists, section };
    },
    'failed',
    [copied],
  ],
  [
    'rows that another run left in the place where both measured',
    async () => {
      const files = await runFiles([a, b]);
      const { 'evidence/b.rows.ndjson': _gone, ...rest } = files;
      return { now, produced: { ...rest, 'kpi/run.ndjson': orderFile({ ...a }) }, lists, section };
    },
    'failed',
    ['supported evidence/b.report.json: failed'],
  ],
];

/** Reports changed as a text editor would. */
const edited =
  (change: (run: KpiRun) => KpiRun): ((report: Report) => unknown) =>
  (report) => ({ ...report, data: change(report.data as KpiRun) });
const withoutCommit = { ...ordersSet, constant: [{ pointer: '/model', fact: 'model' }] };
const anyCommit = { ...section, commit: 'any', comparable: ['model'] };

const onPlatform = { ...ordersSet, constant: [...ordersSet.constant, { pointer: '/on', fact: 'platform' }] };

const ofRepository = {
  ...ordersSet,
  constant: [...ordersSet.constant, { pointer: '/repo', fact: 'repository' }],
};

const claims: Case[] = [
  ...['judged', 'any'].map(
    (commit): Case => [
      `runs of another repository, where the commit is ${commit}`,
      () =>
        gate(
          [a, b].map((run) => ({ ...run, set: ofRepository, all: { repo: 'eve/consumer' } })),
          { lists: { 'kpi-sets': [ofRepository] }, section: { ...section, commit } },
        ),
      'failed',
      ['a', 'b'].map((run) => `of-commit evidence/${run}.report.json repository: failed`),
    ],
  ),
  [
    'a workflow that runs on another platform than its rows say',
    () =>
      gate(
        [a, b].map((run, index) => ({
          ...run,
          set: onPlatform,
          all: { on: 'linux' },
          given: { platform: index === 0 ? 'linux' : 'windows' },
        })),
        { lists: { 'kpi-sets': [onPlatform] } },
      ),
    'failed',
    ['supported evidence/b.report.json: failed'],
  ],
  [
    'a report claims the judged commit, of which its rows say nothing',
    () =>
      gate(
        [a, b].map((run) => ({ ...run, set: withoutCommit, all: { commit: other } })),
        { lists: { 'kpi-sets': [withoutCommit] } },
        edited((run) => ({ ...run, facts: { ...run.facts, commit: headSha } })),
      ),
    'unverified',
    ['of-commit evidence/a.report.json: NO_DATA', 'of-commit evidence/b.report.json: NO_DATA'],
  ],
  [
    'runs of two commits where any one commit will do and the list of facts leaves it out',
    () => gate([a, { ...b, all: { commit: other } }], { section: anyCommit }),
    'failed',
    ['comparable commit: failed'],
  ],
  [
    'runs of no commit where any one commit will do',
    () =>
      gate(
        [a, b].map((run) => ({ ...run, set: withoutCommit })),
        { lists: { 'kpi-sets': [withoutCommit] }, section: anyCommit },
      ),
    'unverified',
    ['comparable commit: NO_DATA'],
  ],
  [
    'a report claims another digest than its file has',
    () =>
      gate(
        [a, b],
        {},
        edited((run) => ({
          ...run,
          report: { ...run.report, sources: run.report.sources.map((one) => ({ ...one, sha256: '0'.repeat(64) })) },
        })),
      ),
    'failed',
    ['supported evidence/a.report.json: failed'],
  ],
  [
    'a report leaves out a KPI that it misses',
    () =>
      gate(
        [a, { ...b, all: { ms: 900 } }],
        {},
        edited((run) => ({
          ...run,
          report: { ...run.report, kpis: run.report.kpis.filter(({ id }) => id !== 'p50') },
        })),
      ),
    'failed',
    ['supported evidence/b.report.json: failed', 'run-target p50: failed'],
  ],
  [
    'a report names one file a thousand times, so that the gate reads it as often',
    () =>
      gate(
        [a, b],
        {},
        edited((run) => ({
          ...run,
          report: { ...run.report, sources: Array.from({ length: 1000 }, () => run.report.sources).flat() },
        })),
      ),
    'failed',
    ['supported evidence/a.report.json: failed', 'supported evidence/b.report.json: failed'],
  ],
  [
    'a report says that it is of another set',
    () =>
      gate(
        [a, b],
        {},
        edited((run) => ({ ...run, report: { ...run.report, definitionHash: '0'.repeat(64) } })),
      ),
    'failed',
    ['supported evidence/a.report.json: failed'],
  ],
];

describe(`none of ${copies.length + claims.length} dishonest hand-ins passes the gate`, () => {
  test.each([...copies, ...claims])('%s', async (_attack, setup, status, says) => {
    await expectRefused(await setup(), kpiGate, status, says);
  });
});

test('a v1 report forged with its rows gone bad is not written as a gate that passed', async () => {
  const sets = { 'kpi-sets': [{ id: 'reliability', preset: 'reliability-v1' }] };
  const commit = 'c'.repeat(40);
  const sides = ['gate-run-1', 'gate-run-2'].map((runId, index) => {
    const rows = reliabilityFile({ runId, commit, start: `2026-11-20T0${8 + index}:00:00Z`, repo: 'acme/consumer' });
    return { runId, rows };
  });
  const files: Record<string, string> = {};
  for (const { runId, rows } of sides) {
    const { documents } = await evaluateWith(kpiReport, {
      now,
      lists: sets,
      produced: { [`${runId}.ndjson`]: rows },
      section: { set: 'reliability', rows: [`${runId}.ndjson`], v1: true },
      given: { platform: 'linux', 'run-id': runId },
      subject: { headSha: commit },
    });
    files[`v1/${runId}.json`] = String(documents['v1.json']);
    files[`v1/${runId}.ndjson`] = rows;
  }
  const asked = { set: 'reliability', reports: ['v1/*.json'], harness: { none: 'by hand' }, v1: true };
  const setup = { now, lists: sets, section: asked, subject: { headSha: commit } };
  const honest = await evaluateWith(kpiGate, { ...setup, produced: files });
  expect(JSON.parse(String(honest.documents['v1.json']))).toMatchObject({ gatePass: true });
  const worse = files['v1/gate-run-2.ndjson']?.replaceAll('"wrongClick":false', '"wrongClick":true') ?? '';
  const forged = await evaluateWith(kpiGate, { ...setup, produced: { ...files, 'v1/gate-run-2.ndjson': worse } });
  expect(open(forged)).toContain('supported v1/gate-run-2.json: failed');
  expect(forged.documents).toEqual({});
  expect(forged.notes).toEqual([expect.stringContaining('no result in the shape v1')]);
});

const report = (content: string | Uint8Array, more: Setup = {}): Setup => ({
  now,
  produced: { 'kpi/run.ndjson': content },
  lists,
  section: { set: 'orders', rows: ['kpi/run.ndjson'] },
  ...more,
});
const at = (time: string): Setup => report(orderFile({ differing: { 119: { at: time } } }));
const numbered = (ids: readonly string[]): string =>
  `${orderFile()}${ids.map((id) => `${JSON.stringify({ ...orderRows()[119], id: 0 }).replace('"id":0', `"id":${id}`)}\n`).join('')}`;
const anyId = {
  ...ordersSet,
  rows: ordersSet.rows.map((rule) => (rule.pointer === '/id' ? { ...rule, type: ['string', 'number'] } : rule)),
};
const byPoint = { section: { set: 'orders', rows: ['kpi/run.ndjson'], evaluate: 'point' } };
const failed = (count: number): string =>
  orderFile({
    rows: 200,
    differing: Object.fromEntries(Array.from({ length: count }, (_, index) => [index, { ok: false }])),
  });

const rows: [attack: string, setup: Setup, status: string, says: readonly string[]][] = [
  ['a leap second', at('2026-11-20T09:59:60Z'), 'error', ['BAD_INPUT']],
  ['the 30th of February', at('2026-02-30T09:59:00Z'), 'error', ['BAD_INPUT']],
  ['a year of five digits', at('12026-11-20T09:59:00Z'), 'error', ['BAD_INPUT']],
  ['a time without a zone', at('2026-11-20T09:59:00'), 'error', ['BAD_INPUT']],
  ['a future hidden in the zone', at('2026-11-20T11:59:00-01:00'), 'failed', ['rows-sound future /at: failed']],
  ['a past hidden in the zone', at('2026-11-20T09:59:00+12:00'), 'failed', ['rows-sound clock-backwards /at: failed']],
  [
    'an id as 7, 7.0 and 7e0',
    report(numbered(['7', '7.0', '7e0']), { lists: { 'kpi-sets': [anyId] } }),
    'failed',
    ['rows-sound duplicate-key /id: failed'],
  ],
  [
    'an id as 0 and -0',
    report(numbered(['0', '-0']), { lists: { 'kpi-sets': [anyId] } }),
    'failed',
    ['rows-sound duplicate-key /id: failed'],
  ],
  [
    'an id with its letters as escapes',
    report(`${orderFile()}${ndjson(orderRows().slice(-1)).replace('"a-0119"', '"\\u0061-0119"')}`),
    'failed',
    ['rows-sound duplicate-key /id: failed'],
  ],
  ['a number for a text', report(numbered(['1'])), 'error', ['BAD_INPUT']],
  [
    'values in __proto__',
    report(orderFile().replaceAll('"ok":true', '"__proto__":{"ok":true}')),
    'error',
    ['BAD_INPUT'],
  ],
  [
    '__proto__ twice',
    report(orderFile().replace('"ok":true', '"ok":true,"__proto__":1,"__proto__":2')),
    'error',
    ['BAD_INPUT'],
  ],
  ['a duration larger than any', report(orderFile({ differing: { 3: { ms: 1e101 } } })), 'error', ['BAD_INPUT']],
  ['rows divided by CR alone', report(orderFile().replaceAll('\n', '\r')), 'error', ['BAD_INPUT']],
  ['rows divided by U+2028', report(orderFile().trimEnd().replaceAll('\n', '\u2028')), 'error', ['BAD_INPUT']],
  ['a byte order mark twice', report(`\uFEFF\uFEFF${orderFile()}`), 'error', ['BAD_INPUT']],
  ['an empty list before the rows', report(`[]\n${orderFile()}`), 'error', ['BAD_INPUT']],
  ['a row of a hundred thousand lists', report(`${orderFile()}{"id":${'['.repeat(100_000)}\n`), 'error', ['BAD_INPUT']],
  ['one order too few for 0.9 by point', report(failed(21), byPoint), 'failed', ['target success: failed']],
  [
    'every failure without the field that tells it',
    report(orderFile({ differing: { 0: { ok: undefined }, 3: { ok: null } } })),
    'error',
    ['BAD_INPUT'],
  ],
];

describe(`none of ${rows.length} files of hostile rows makes a report that passed`, () => {
  test.each(rows)('a harness writes %s', async (_attack, setup, status, says) => {
    await expectRefused(setup, kpiReport, status, says);
  });

  test('a target that is met to the last order is met by point', async () => {
    expect(open(await evaluateWith(kpiReport, report(failed(20), byPoint)))).toEqual([]);
  });
});

test.each([
  ['text', (text: string) => text],
  ['packed rows', (text: string) => new Uint8Array(gzipSync(text))],
  [
    'packed rows in two parts',
    (text: string) => new Uint8Array(Buffer.concat([gzipSync(text.slice(0, 4000)), gzipSync(text.slice(4000))])),
  ],
])('a harness that writes a credential into %s does not publish it', async (_form, made) => {
  const note = `ghp_${'a1B2'.repeat(9)}`;
  const evaluation = await evaluateWith(kpiReport, report(made(orderFile({ differing: { 3: { note } } }))));
  expect(evaluation.documents).toEqual({});
  expect(evaluation.notes).toEqual([expect.stringContaining('looks like a credential')]);
  const harmless = await evaluateWith(kpiReport, report(made(orderFile())));
  expect(Object.keys(harmless.documents)).toHaveLength(1);
});

describe('who leaves out runs of the harness', () => {
  const runsRoute = 'GET /repos/acme/consumer/actions/workflows/kpi.yml/runs';
  const listed = (id: number, more: object = {}): object => ({
    id,
    run_attempt: 1,
    status: 'completed',
    created_at: `2026-11-20T0${id % 10}:00:00Z`,
    head_sha: headSha,
    ...more,
  });
  const job = (id: number, name: string, more: object = {}): object => ({
    ...{ id, name, run_attempt: 1, status: 'completed', conclusion: 'success', started_at: '2026-11-20T01:00:00Z' },
    ...more,
  });
  const first: RunSetup = { ...a, subject: { runId: 101 } };
  const second: RunSetup = { ...b, subject: { runId: 102 } };
  interface Play {
    runs?: readonly RunSetup[];
    listed?: object[];
    jobs?: Record<number, object[]>;
    more?: Setup;
  }
  const jobs = { 101: [job(1, 'kpi')], 102: [job(2, 'kpi')] };

  async function played({
    runs = [first, second],
    listed: all = [listed(101), listed(102)],
    jobs: more,
    more: rest,
  }: Play) {
    const files: CollectedFile[] = [];
    for (const [index, run] of runs.entries()) files.push(...(await runArtifact(run, index + 1)));
    return evaluateWith(kpiGate, {
      now,
      lists,
      subject: { runId: 102, attempt: 1 },
      section: { ...section, reports: [], harness: { workflow: 'kpi.yml' } },
      reports: ({ runs: asked = [] }) => ({
        files: files.filter(({ origin }) => origin.kind === 'artifact' && [102, ...asked].includes(origin.runId)),
        problems: [],
      }),
      github: {
        [runsRoute]: { json: all },
        ...Object.fromEntries(
          Object.entries({ ...jobs, ...more }).map(([id, json]) => [
            `GET /repos/acme/consumer/actions/runs/${id}/jobs`,
            { json },
          ]),
        ),
      },
      ...rest,
    });
  }

  test('two honest runs pass', async () => {
    expect(open(await played({}))).toEqual([]);
  });

  const legs = [job(3, 'kpi (linux)'), job(4, 'kpi (windows)')];
  const linux = { matrixKey: 'linux', checkRunId: 3 };
  const again: RunSetup = { run: 'd', start: '2026-11-20T10:00:00Z', rows: 200 };
  const cases: [attack: string, play: Play, says: string][] = [
    [
      'a bad run before the two good ones left no report',
      { listed: [listed(100), listed(101), listed(102)], jobs: { 100: [job(9, 'kpi')] } },
      'complete run 100: NO_DATA',
    ],
    [
      'a bad run is kept going by another job',
      {
        listed: [listed(101), listed(102), listed(103, { status: 'in_progress' })],
        jobs: { 103: [job(9, 'kpi'), job(10, 'sleep', { status: 'in_progress', conclusion: null })] },
      },
      'complete run 103: NO_DATA',
    ],
    [
      'a bad run was cancelled before it could report',
      {
        listed: [listed(101), listed(102), listed(103, { conclusion: 'cancelled' })],
        jobs: { 103: [job(9, 'kpi', { conclusion: 'cancelled' })] },
      },
      'complete run 103: NO_DATA',
    ],
    [
      'a leg reports twice for another one',
      {
        runs: [
          first,
          { ...second, subject: { runId: 102, ...linux } },
          { ...again, subject: { runId: 102, ...linux } },
        ],
        jobs: { 102: legs },
      },
      'complete run 102: NO_DATA',
    ],
    [
      'a report names the id of a job that did not measure',
      {
        runs: [first, { ...second, subject: { runId: 102, checkRunId: 77 } }],
        jobs: { 102: [job(2, 'kpi'), job(77, 'lint')] },
      },
      'complete run 102: NO_DATA',
    ],
    [
      'one of two jobs that measure reports in the good run only',
      {
        runs: [first, { ...again, subject: { runId: 101, job: 'slow' } }, second],
        jobs: { 101: [job(1, 'kpi'), job(5, 'slow')], 102: [job(2, 'kpi'), job(6, 'slow')] },
      },
      'complete run 102: NO_DATA',
    ],
    [
      'the failed leg of the first attempt is gone after it ran again',
      {
        runs: [first, { ...second, subject: { runId: 102, attempt: 2 } }],
        listed: [listed(101), listed(102, { run_attempt: 2 })],
        jobs: {
          102: [
            job(2, 'kpi', { conclusion: 'failure' }),
            job(3, 'kpi', { run_attempt: 2, started_at: '2026-11-20T02:00:00Z' }),
          ],
        },
      },
      'complete run 102: NO_DATA',
    ],
    [
      'the job that measures has another name than its key',
      { jobs: { 102: [job(2, 'Measure')] } },
      'complete run 102: NO_DATA',
    ],
  ];
  test.each(cases)('%s', async (_attack, play, says) => {
    const evaluation = await played(play);
    expect({ status: statusOf(evaluation), open: open(evaluation) }).toEqual({ status: 'unverified', open: [says] });
  });

  test('what is said of a run that is left out', async () => {
    const { results } = await played({
      listed: [listed(100), listed(101), listed(102)],
      jobs: { 100: [job(9, 'kpi')] },
    });
    expect(results.map(({ because }) => because?.message ?? '').join('\n')).toContain(
      'is left out: there is no report',
    );
  });

  test('a file that only says which run made it stands for no run', async () => {
    const claimed = await runFiles([first, second].map((run) => ({ ...run, subject: { ...run.subject, job: 'kpi' } })));
    const evaluation = await played({
      more: { produced: claimed, section: { ...section, harness: { workflow: 'kpi.yml' } } },
    });
    expect(statusOf(evaluation)).toBe('unverified');
    expect(open(evaluation)).toEqual(['complete evidence/a.report.json: NO_DATA', 'complete run 101: NO_DATA']);
  });

  test('a run that goes on and has not measured yet is not asked for', async () => {
    const evaluation = await played({
      listed: [listed(101), listed(102), listed(103, { status: 'in_progress' })],
      jobs: { 103: [job(9, 'kpi', { status: 'in_progress', conclusion: null })] },
    });
    expect(open(evaluation)).toEqual([]);
  });

  const query = 'branch=main&status=completed&exclude_pull_requests=true&per_page=20';
  const branchRun = (more: object = {}): object => ({
    ...{ id: 90, event: 'push', head_branch: 'main', head_repository: { full_name: 'acme/consumer' } },
    ...more,
  });
  const ofBranch = async (run: object): Promise<number[]> => {
    const asked: number[] = [];
    const { error } = await evaluateWith(kpiGate, {
      ...(await gate([a, b])),
      section: { ...section, harness: { workflow: 'kpi.yml' }, history: { branch: 'main' } },
      subject: { runId: 102 },
      github: { [`${runsRoute}?${query}`]: { json: { workflow_runs: [run] } }, [runsRoute]: { json: [] } },
      reports: ({ runs = [] }) => {
        asked.push(...runs);
        return { files: [], problems: [] };
      },
    });
    expect(error).toBe(undefined);
    return asked;
  };
  test.each<[name: string, more: object, asked: number[]]>([
    ['a push to the branch', {}, [90]],
    ['a schedule', { event: 'schedule' }, [90]],
    ['a pull request from a branch of that name', { event: 'pull_request' }, []],
    ['a fork with a branch of that name', { head_repository: { full_name: 'eve/consumer' } }, []],
    ['a run for another run, which may be of a pull request', { event: 'workflow_run' }, []],
    ['a comment', { event: 'issue_comment' }, []],
    ['another branch that the platform lists', { head_branch: 'main-2' }, []],
  ])('earlier reports of %s', async (_name, more, asked) => {
    expect(await ofBranch(branchRun(more))).toEqual(asked);
  });

  test('earlier runs whose artifacts could not be read are named', async () => {
    const because = { code: 'MISSING_PERMISSION' as const, message: 'may not', needs: 'actions: read' };
    const evaluation = await evaluateWith(kpiGate, {
      ...(await gate([a, b])),
      section: { ...section, harness: { workflow: 'kpi.yml' }, history: { branch: 'main' } },
      subject: { runId: 102 },
      github: { [`${runsRoute}?${query}`]: { json: { workflow_runs: [branchRun()] } }, [runsRoute]: { json: [] } },
      reports: () => ({ files: [], problems: [], unlistedRuns: [{ runId: 90, because }] }),
    });
    expect(evaluation.notes).toContainEqual(expect.stringContaining('the artifacts of run 90: may not'));
  });

  test.each<[name: string, unlistedRuns: { runId: number; because: Because }[], says: string[]]>([
    [
      'that may not be read could have been the best',
      [{ runId: 89, because: { code: 'MISSING_PERMISSION', message: 'may not', needs: 'actions: read' } }],
      ['not-worse success best-sustained: MISSING_PERMISSION'],
    ],
    ['that were all read anchor the ratchet', [], []],
  ])('earlier reports %s', async (_name, unlistedRuns, says) => {
    const set = { ...ordersSet, kpis: ordersSet.kpis.slice(0, 1) };
    const earlier = await Promise.all(
      ['c', 'd'].map((run, hour) =>
        runArtifact({ run, start: `2026-11-19T0${hour}:00:00Z`, rows: 200, set, subject: { runId: 90 } }, hour + 1),
      ),
    );
    const evaluation = await evaluateWith(kpiGate, {
      ...(await gate([a, b].map((run) => ({ ...run, set })))),
      lists: { 'kpi-sets': [set] },
      section: {
        ...{ ...section, harness: { workflow: 'kpi.yml' }, history: { branch: 'main' } },
        ...{ ratchet: {}, tolerances: { success: { absolute: 0.1 } } },
      },
      subject: { runId: 102 },
      github: {
        [`${runsRoute}?${query}`]: { json: { workflow_runs: [branchRun(), branchRun({ id: 89 })] } },
        [runsRoute]: { json: [] },
      },
      reports: () => ({ files: earlier.flat(), problems: [], unlistedRuns }),
    });
    expect(open(evaluation).filter((line) => line.startsWith('not-worse'))).toEqual(says);
    expect(evaluation.data).toMatchObject({ comparisons: [{ zone: 'within' }] });
  });
});

describe('who commits what should have been measured', () => {
  let checkout: TestRepository;
  let nested: TestRepository;
  beforeEach(() => {
    checkout = gitRepository();
    nested = gitRepository();
  });
  afterEach(() => {
    checkout.remove();
    nested.remove();
  });

  async function outputs(): Promise<Produced> {
    const answer = await openRepository(checkout.folder);
    if (!answer.ok) throw new Error(answer.message);
    return produced(checkout.folder, answer.repository);
  }
  const refused = (message: string): object => ({
    found: false,
    reason: 'not-a-file',
    message: expect.stringContaining(message),
  });

  test('a file in the place of an output cannot hide what a step writes there', async () => {
    checkout.commit({ 'kpi/1.ndjson': 'good', 'kpi/same.ndjson': 'same' });
    checkout.write({ 'kpi/1.ndjson': 'measured, and bad', 'kpi/2.ndjson': 'measured, and good' });
    const { files } = await outputs();
    expect(await files.list()).toEqual({ ok: true, paths: ['kpi/1.ndjson', 'kpi/2.ndjson'] });
    expect(await files.read('kpi/1.ndjson', 100)).toMatchObject(refused('is a file of the repository'));
  });

  const place: Record<string, FileContent> = {
    'rows.ndjson': 'committed elsewhere',
    'more/rows.ndjson': 'committed elsewhere',
  };
  test('a submodule in the place of an output neither passes for it nor hides it', async () => {
    nested.commit(place);
    checkout.commit({ 'a.txt': 'a' });
    checkout.git('-c', 'protocol.file.allow=always', 'submodule', 'add', '--quiet', nested.folder, 'kpi');
    checkout.git('commit', '--quiet', '--message', 'submodule');
    const { files } = await outputs();
    expect(await files.read('kpi/rows.ndjson', 100)).toMatchObject(refused('lies in the submodule kpi'));
    expect(await files.list()).toEqual({ ok: true, paths: ['kpi/more/rows.ndjson', 'kpi/rows.ndjson'] });
  });

  test('a checkout of another repository does not pass for an output', async () => {
    checkout.commit({ 'a.txt': 'a' });
    nested.commit(place);
    checkout.git('clone', '--quiet', nested.folder, 'fetched/kpi');
    const { files } = await outputs();
    const message = 'lies in another repository (fetched/kpi)';
    expect(await files.read('fetched/kpi/rows.ndjson', 100)).toMatchObject(refused(message));
    expect(await files.read('fetched/kpi/more/rows.ndjson', 100)).toMatchObject(refused(message));
    expect(await files.list()).toMatchObject({ ok: true, paths: expect.arrayContaining(['fetched/kpi/rows.ndjson']) });
  });

  test('a committed file is known under a name in other capitals', async () => {
    checkout.commit({ 'kpi/RUN.ndjson': 'committed' });
    checkout.write({ 'KPI/free.ndjson': 'measured' });
    // What a file system without capitals does.
    linkSync(join(checkout.folder, 'kpi/RUN.ndjson'), join(checkout.folder, 'kpi/run.ndjson'));
    const { files } = await outputs();
    expect(await files.read('kpi/run.ndjson', 100)).toMatchObject(refused('is a file of the repository'));
    expect(await files.read('KPI/free.ndjson', 100)).toMatchObject({ found: true });
  });
});

describe('what is said of', () => {
  const messages = async (setup: Setup): Promise<string> => {
    const { results } = await evaluateWith(kpiGate, setup);
    return results
      .filter(({ status }) => status === 'failed' || status === 'unverified')
      .flatMap(({ message, because }) => [message, because?.message ?? ''])
      .join('\n');
  };

  test('a run that is handed in twice', async () => {
    const copied = { ...b, text: orderFile({ ...a }).replaceAll('"id":"a-', '"id":"b-') };
    expect(await messages(await gate([a, copied]))).toContain('are not two runs');
  });

  test('an edited report', async () => {
    const edited = await gate([a, b], {}, (report: Report, index) => {
      const run = report.data as KpiRun;
      const [first, ...others] = run.report.kpis;
      if (index === 0 || first === undefined) return report;
      return { ...report, data: { ...run, report: { ...run.report, kpis: [{ ...first, value: 0.5 }, ...others] } } };
    });
    expect(await messages(edited)).toContain('is not supported by its rows');
  });

  test('rows of which two fields are not the same', async () => {
    const said = await messages(await gate([{ ...a, differing: { 3: { model: 'other' }, 5: { commit: other } } }, b]));
    expect(said).toContain('/model has 2 values');
    expect(said).toContain('/commit has 2 values');
  });

  test('runs that measured something else', async () => {
    expect(await messages(await gate([a, { ...b, all: { model: 'harbour-2' } }]))).toContain(
      'the runs differ in model',
    );
  });
});

/** The rules and subjects of which there are several results: whoever allows one of them would allow the others. */
function told({ results }: Evaluation): string[] {
  const all = results.map(({ rule, about }) => [rule, ...about].join(' '));
  return all.filter((one, index) => all.indexOf(one) !== index);
}

describe('no two results are about the same', () => {
  const twice = ['gone/*.ndjson', 'gone/*.ndjson'];

  test('where globs are named twice', async () => {
    const report = await evaluateWith(kpiReport, {
      ...{ now, lists, produced: { 'kpi/run.ndjson': orderFile() } },
      section: { set: 'orders', rows: ['kpi/run.ndjson', ...twice] },
    });
    expect(open(report)).toContain('rows-read gone/*.ndjson: NO_DATA');
    expect(told(report)).toEqual([]);
    const gated = await evaluateWith(kpiGate, {
      ...(await gate([a, b])),
      section: { ...section, reports: [...section.reports, 'none/*', 'none/*'], rows: twice },
    });
    expect(open(gated)).toEqual(['reports-read none/*: NO_DATA', 'supported rows gone/*.ndjson: NO_DATA']);
    expect(told(gated)).toEqual([]);
  });

  test('where artifacts have one name', async () => {
    const of = (run: RunSetup, id: number): Promise<CollectedFile[]> =>
      runArtifact({ ...run, subject: { runId: 100 } }, id, { name: 'kpi' });
    const [first, second] = [await of(a, 1), await of(b, 2)];
    const files = [...first, ...second.map((file) => ({ ...file, path: file.path.replace('-b', '-a') }))];
    const because = { code: 'NO_DATA' as const, message: 'has expired', needs: 'a new run' };
    const problems = [3, 4].flatMap((id) =>
      first.slice(0, 1).map(({ origin }) => ({ origin: { ...origin, id }, message: 'has expired', because })),
    );
    const evaluation = await evaluateWith(kpiGate, {
      ...{ now, lists, subject: { runId: 100 }, section: { ...section, reports: [] } },
      reports: () => ({ files, problems }),
    });
    expect(open(evaluation)).toEqual(['reports-read kpi: NO_DATA', 'reports-read kpi (2): NO_DATA']);
    expect(told(evaluation)).toEqual([]);
  });
});

test('a report does not fill the report of the gate with its own words', async () => {
  const setup = await gate(
    [a, b],
    {},
    edited((run) => ({
      ...run,
      report: { ...run.report, kpis: run.report.kpis.map((kpi) => ({ ...kpi, title: 'long '.repeat(100_000) })) },
    })),
  );
  const evaluation = await evaluateWith(kpiGate, setup);
  expect(open(evaluation)).toContain('supported evidence/a.report.json: failed');
  expect(JSON.stringify(evaluation.results).length).toBeLessThan(50_000);
});

describe('a profile that accepts what is inconclusive does not accept with it', () => {
  async function codesOf(all: boolean, ...changes: Partial<KpiRun['report']['kpis'][number]>[]): Promise<unknown[]> {
    const set = KpiSetSchema.parse((({ id: _id, ...rest }) => rest)(ordersSet));
    const data = (await runOf(a)).report.data as KpiRun;
    const runs = changes.map((change, index) => ({
      ...{ name: `run ${index}`, runId: `${index}`, runType: 'gate', facts: {} },
      report: { ...data.report, kpis: data.report.kpis.map((kpi) => ({ ...kpi, ...change })) },
    }));
    const codes: unknown[] = [];
    const ctx = {
      passed: () => codes.push('passed'),
      failed: () => codes.push('failed'),
      unverified: (_rule: string, _fact: unknown, { code }: { code: string }) => codes.push(code),
    };
    judgeEachRun(ctx as never, set, runs, all);
    return [...new Set(codes)];
  }
  const coarse = { because: { code: 'value-too-coarse', message: 'of so many numbers' } };
  const none = { value: null, verdict: 'not-measured' as const };

  test.each<[name: string, codes: Promise<unknown[]>, code: string]>([
    ['nothing else', codesOf(true, coarse, {}), 'INCONCLUSIVE'],
    ['a run that measured nothing', codesOf(true, coarse, none), 'NO_DATA'],
    ['a run whose rows were not read', codesOf(false, coarse, {}), 'NO_DATA'],
  ])('%s', async (_name, codes, code) => {
    expect(await codes).toEqual([code]);
  });
});

test('an earlier report of the base that is too large to read is named', async () => {
  const evaluation = await evaluateWith(kpiGate, {
    ...(await gate([a, b])),
    section: { ...section, history: { reports: ['kpi/*.report.json'] } },
    policyFiles: { 'kpi/old.report.json': ' '.repeat(16 * 1024 * 1024 + 1) },
  });
  expect(evaluation.notes).toEqual([expect.stringContaining('kpi/old.report.json')]);
});

test('rows that change after their digest was compared are not read for another run', async () => {
  const set = KpiSetSchema.parse((({ id: _id, ...rest }) => rest)(ordersSet));
  let scans = 0;
  const ctx = {
    produced: { read: async (path: string) => ({ found: false, path, reason: 'too-large', message: 'is large' }) },
    time: { latest: 0 },
    scan: async () => ({ found: true, sha256: `${(scans += 1)}`, bytes: 1, value: {} }),
  };
  const file = await openRows(ctx as never, set, 'kpi/run.ndjson', { origin: 'output', maxBytes: 1, maxRowBytes: 1 });
  if (!file.found) throw new Error(file.message);
  expect(await file.rows()).toMatchObject({ found: true, sha256: '1' });
  expect(await file.rows()).toMatchObject({ found: false, reason: 'broken' });
});
