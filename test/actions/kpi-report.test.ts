import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/kpi-report/control.ts';
import type { Evaluation } from '../../shared/core/evaluation.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import type { KpiRun } from '../../shared/domain/kpi/run.ts';
import { readV1 } from '../../shared/domain/kpi/v1.ts';
import { coverRules } from '../support/coverage.ts';
import { ndjson, orderFile, orderRows, ordersSet, type RunOfOrders } from '../support/kpi-files.ts';
import { reliabilityFile } from '../support/kpi-reliability.ts';
import { configurationOf, headSha, type Setup } from '../support/world.ts';

const rules = coverRules(control, {
  'covered failed': 'too few rows are a gap in the evidence and no finding',
});
const now = '2026-11-20T12:00:00Z';
const section = { set: 'orders', rows: ['kpi/*.ndjson'] };

function setup(run: RunOfOrders | string | Uint8Array = {}, more: Setup = {}): Setup {
  const content = typeof run === 'string' || run instanceof Uint8Array ? run : orderFile(run);
  return { now, produced: { 'kpi/run.ndjson': content }, lists: { 'kpi-sets': [ordersSet] }, section, ...more };
}

/** What is not passed, as `rule about: status code`. */
function open({ results, error }: Evaluation): string[] {
  const lines = results.flatMap(({ rule, status, about, because }) =>
    status === 'passed' ? [] : [`${[rule.replace('kpi-report/', ''), ...about].join(' ')}: ${because?.code ?? status}`],
  );
  return error === undefined ? lines : [...lines, error.code];
}
const statusOf = ({ results, error }: Evaluation): string => reportStatus(results, error);
const dataOf = ({ data }: Evaluation): KpiRun => data as KpiRun;

describe('a sound run', () => {
  test('passes everything, and tells what it rests on', async () => {
    const evaluation = await rules.evaluate(setup());
    expect(open(evaluation)).toEqual([]);
    const { runId, runType, facts, report } = dataOf(evaluation);
    expect({ runId, runType, facts }).toEqual({
      runId: 'run',
      runType: 'gate',
      facts: { commit: headSha, model: 'harbour-1' },
    });
    expect(report).toMatchObject({ status: 'passed', rows: 120, covered: true, findings: [] });
    expect(report.sources).toMatchObject([{ path: 'kpi/run.ndjson', lines: 120, rows: 120 }]);
    expect(evaluation.reads).toMatchObject([
      { source: 'output', path: 'kpi/run.ndjson', sha256: report.sources[0]?.sha256 },
    ]);
    expect(evaluation.exhibits[0]?.rows.map(({ cells }) => cells.at(-1))).toEqual([
      'met',
      'met',
      'met (informational)',
    ]);
    expect(evaluation.documents['rows.ndjson']).toEqual(new TextEncoder().encode(orderFile()));
    expect(evaluation.outputs).toEqual({ 'run-id': 'run' });
    expect(Object.keys(evaluation.metrics)).toEqual(
      expect.arrayContaining(['rows', 'kpi success', 'kpi success lower bound', 'kpi p50 samples', 'kpi mean']),
    );
  });

  test('several files are one run, in the order of their names, and do not go along with the report', async () => {
    const rows = orderRows();
    const evaluation = await rules.evaluate(
      setup('', { produced: { 'kpi/1.ndjson': ndjson(rows.slice(0, 50)), 'kpi/2.ndjson': ndjson(rows.slice(50)) } }),
    );
    expect(open(evaluation)).toEqual([]);
    expect(dataOf(evaluation).report.sources.map(({ path, rows: count }) => [path, count])).toEqual([
      ['kpi/1.ndjson', 50],
      ['kpi/2.ndjson', 70],
    ]);
    expect(evaluation.documents).toEqual({});
    expect(evaluation.notes).toEqual([expect.stringContaining('several files')]);
  });

  test.each([
    ['with CRLF', orderFile().replaceAll('\n', '\r\n'), 'rows.ndjson'],
    ['with a byte order mark', `\uFEFF${orderFile()}`, 'rows.ndjson'],
    ['with blank lines', orderFile().replaceAll('\n', '\n\n'), 'rows.ndjson'],
    ['without an end of the last line', orderFile().trimEnd(), 'rows.ndjson'],
    ['as one array', JSON.stringify(orderRows(), null, 2), 'rows.json'],
    ['as one array after a byte order mark', `\uFEFF\n${JSON.stringify(orderRows())}\n`, 'rows.json'],
  ])('%s has the same values', async (_name, text, document) => {
    const plain = dataOf(await rules.evaluate(setup()));
    const evaluation = await rules.evaluate(setup(text));
    expect(open(evaluation)).toEqual([]);
    expect(dataOf(evaluation).report.kpis).toEqual(plain.report.kpis);
    expect(Object.keys(evaluation.documents)).toEqual([document]);
  });

  test('the judged commit may be named by the head, the test merge or what is checked out', async () => {
    const other = 'f'.repeat(40);
    for (const subject of [{ headSha: other }, { headSha: 'e'.repeat(40), mergeSha: other }, { checkedOutSha: other }])
      expect(open(await rules.evaluate(setup({ all: { commit: other } }, { subject })))).toEqual([]);
  });

  test('the run is told apart by workflow run, attempt and leg, or as the workflow says', async () => {
    const subject = { runId: 77, attempt: 2, matrixKey: 'linux' };
    expect(dataOf(await rules.evaluate(setup({}, { subject }))).runId).toBe('77-2-linux');
    expect(dataOf(await rules.evaluate(setup({}, { subject, given: { 'run-id': 'mine' } }))).runId).toBe('mine');
  });

  test('platform and harness are facts of the run', async () => {
    const files = { 'harness/run.mjs': 'measure();', 'harness/lib.mjs': 'export {};' };
    const facts = async (changed: Record<string, string>): Promise<unknown> => {
      const evaluation = await rules.evaluate(
        setup(
          {},
          {
            files: { ...files, ...changed },
            given: { platform: 'linux-x64' },
            section: { ...section, 'harness-files': ['harness/**'] },
          },
        ),
      );
      expect(open(evaluation)).toEqual([]);
      return dataOf(evaluation).facts;
    };
    const before = await facts({});
    expect(before).toMatchObject({ platform: 'linux-x64', harness: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(await facts({})).toEqual(before);
    expect(await facts({ 'harness/lib.mjs': 'export { faster };' })).not.toEqual(before);
  });

  test('the workflow and the rows must not contradict each other', async () => {
    const set = { ...ordersSet, constant: [...ordersSet.constant, { pointer: '/on', fact: 'platform' }] };
    const lists = { 'kpi-sets': [set] };
    const all = { on: 'linux-x64' };
    expect(open(await rules.evaluate(setup({ all }, { lists, given: { platform: 'linux-x64' } })))).toEqual([]);
    const other = await rules.evaluate(setup({ all }, { lists, given: { platform: 'windows-x64' } }));
    expect(open(other)).toEqual(['rows-sound contradiction platform: failed']);
    // What the workflow said stays in the report, so that a gate sees it too.
    expect(dataOf(other).facts).toMatchObject({ platform: 'windows-x64' });
  });

  test('a harness that is not there is a wrong input', async () => {
    const evaluation = await rules.evaluate(setup({}, { section: { ...section, 'harness-files': ['harness/**'] } }));
    expect(evaluation.error).toMatchObject({ code: 'BAD_INPUT', message: expect.stringContaining('no file matches') });
  });
});

describe('rows that were committed', () => {
  const committed = { ...section, origin: 'committed' };

  test('are read from the judged tree, and their commit is not asked for', async () => {
    const evaluation = await rules.evaluate(
      setup('', {
        produced: {},
        files: { 'kpi/run.ndjson': orderFile({ all: { commit: 'a1' } }) },
        section: committed,
      }),
    );
    expect(open(evaluation)).toEqual(['of-commit: NOT_ASKED']);
    expect(evaluation.reads).toMatchObject([{ source: 'tree', path: 'kpi/run.ndjson' }]);
  });
});

/** Whatever is wrong, with the status of the report and what it says. None of these is a pass. */
const broken: [name: string, setup: Setup, status: string, says: readonly string[]][] = [
  ['a target that is missed', setup({ differing: failures(30) }), 'failed', ['target success: failed']],
  [
    'a target that the value meets and the interval does not',
    setup({ differing: failures(9) }),
    'unverified',
    ['target success: INCONCLUSIVE'],
  ],
  ['fewer rows than asked for', setup({ rows: 99 }), 'unverified', ['covered: TOO_FEW_SAMPLES']],
  [
    'a stratum that was not run',
    setup({ all: { case: 'buy' } }),
    'unverified',
    ['covered /case "return": TOO_FEW_SAMPLES'],
  ],
  ['an empty file', setup(''), 'unverified', ['rows-sound: NO_DATA', 'covered: TOO_FEW_SAMPLES']],
  ['only blank lines', setup('\n\n \n'), 'unverified', ['rows-sound: NO_DATA']],
  ['an empty array', setup('[]'), 'unverified', ['rows-sound: NO_DATA']],
  [
    'no file',
    setup('', { produced: {} }),
    'unverified',
    ['rows-read kpi/*.ndjson: NO_DATA', 'target success: NO_DATA'],
  ],
  [
    'a named file that is missing',
    setup('', { produced: {}, section: { ...section, rows: ['kpi/run.ndjson'] } }),
    'unverified',
    ['rows-read kpi/run.ndjson: NO_DATA'],
  ],
  [
    'one of two files missing',
    setup({}, { section: { ...section, rows: ['kpi/*.ndjson', 'more/*.ndjson'] } }),
    'unverified',
    ['rows-read more/*.ndjson: NO_DATA', 'target p50: NO_DATA'],
  ],
  ['no file named', setup({}, { section: { ...section, rows: [] } }), 'unverified', ['rows-read: NO_DATA']],
  [
    'a symbolic link',
    setup('', {
      produced: { 'kpi/run.ndjson': { reason: 'not-a-file', message: 'is a symbolic link' } },
      section: { ...section, rows: ['kpi/run.ndjson'] },
    }),
    'failed',
    ['rows-read kpi/run.ndjson: failed'],
  ],
  [
    'a path that leads outside',
    setup({}, { section: { ...section, rows: ['../run.ndjson'] } }),
    'failed',
    ['rows-read ../run.ndjson: failed'],
  ],
  [
    'a file that nobody may read',
    setup('', {
      produced: {
        'kpi/run.ndjson': {
          reason: 'unreadable',
          message: 'could not be read (EACCES)',
          because: { code: 'NO_DATA', message: 'the file could not be read (EACCES)', needs: 'read access' },
        },
      },
      section: { ...section, rows: ['kpi/run.ndjson'] },
    }),
    'unverified',
    ['rows-read kpi/run.ndjson: NO_DATA'],
  ],
  [
    'a file over the limit',
    setup(orderFile({ rows: 8000 }), { section: { ...section, 'maximum-mib': 1 } }),
    'unverified',
    ['rows-read kpi/run.ndjson: TRUNCATED'],
  ],
  [
    'a row that is there twice',
    setup(`${orderFile()}${ndjson(orderRows().slice(-1))}`),
    'failed',
    ['rows-sound duplicate-key /id: failed'],
  ],
  [
    'one row two hundred times',
    setup(ndjson(Array.from({ length: 200 }, () => orderRows()[0]))),
    'failed',
    ['rows-sound duplicate-key /id: failed'],
  ],
  [
    'rows of two commits',
    setup({ differing: { 60: { commit: 'f'.repeat(40) } } }),
    'failed',
    ['rows-sound not-constant /commit: failed'],
  ],
  ['rows of another commit', setup({ all: { commit: 'f'.repeat(40) } }), 'failed', ['of-commit commit: failed']],
  ['a short commit', setup({ all: { commit: headSha.slice(0, 8) } }), 'failed', ['of-commit commit: failed']],
  [
    'a set that does not say which field is the commit',
    setup({}, { lists: { 'kpi-sets': [{ ...ordersSet, constant: [{ pointer: '/commit' }] }] } }),
    'unverified',
    ['of-commit commit: NO_DATA'],
  ],
  ['timestamps in the future', setup({ start: '2026-11-21T09:00:00Z' }), 'failed', ['rows-sound future /at: failed']],
  [
    'timestamps that are too old',
    setup({ start: '2026-11-01T09:00:00Z' }),
    'failed',
    ['rows-sound too-old /at: failed'],
  ],
  [
    'a clock that goes back',
    setup({ differing: { 60: { at: '2026-11-20T08:00:00Z' } } }),
    'failed',
    ['rows-sound clock-backwards /at: failed'],
  ],
  ['a timestamp that is none', setup({ differing: { 60: { at: 'yesterday' } } }), 'error', ['BAD_INPUT']],
  ['a truncated last line', setup(orderFile().slice(0, -20)), 'error', ['BAD_INPUT']],
  ['a line that is no JSON', setup(`${orderFile()}oops\n`), 'error', ['BAD_INPUT']],
  ['a row that is no object', setup(`${orderFile()}[1]\n7\nnull\n`), 'error', ['BAD_INPUT']],
  ['a pretty-printed object', setup(JSON.stringify(orderRows()[0], null, 2)), 'error', ['BAD_INPUT']],
  ['an array that ends early', setup(JSON.stringify(orderRows()).slice(0, -1)), 'error', ['BAD_INPUT']],
  ['text after an array', setup(`${JSON.stringify(orderRows())}{}`), 'error', ['BAD_INPUT']],
  ['NaN', setup(orderFile().replace('"ms":100', '"ms":NaN')), 'error', ['BAD_INPUT']],
  ['Infinity', setup(orderFile().replace('"ms":100', '"ms":Infinity')), 'error', ['BAD_INPUT']],
  ['a number beyond every double', setup(orderFile().replace('"ms":100', '"ms":1e400')), 'error', ['BAD_INPUT']],
  ['a negative duration', setup({ differing: { 5: { ms: -1 } } }), 'error', ['BAD_INPUT']],
  [
    'a member that is there twice',
    setup(orderFile().replace('"ok":true', '"ok":false,"ok":true')),
    'error',
    ['BAD_INPUT'],
  ],
  [
    'a member that is there twice, once in escapes',
    setup(orderFile().replace('"ok":true', '"\\u006fk":false,"ok":true')),
    'error',
    ['BAD_INPUT'],
  ],
  ['a text for a boolean', setup({ differing: { 5: { ok: 'true' } } }), 'error', ['BAD_INPUT']],
  ['a scenario that is not listed', setup({ differing: { 5: { case: 'Buy' } } }), 'error', ['BAD_INPUT']],
  ['a missing value', setup({ differing: { 5: { ms: undefined } } }), 'error', ['BAD_INPUT']],
  ['a missing id', setup({ differing: { 5: { id: null } } }), 'error', ['BAD_INPUT']],
  [
    'a line that is too long',
    setup({ differing: { 5: { note: 'x'.repeat(3000) } } }, { section: { ...section, 'maximum-row-kib': 1 } }),
    'error',
    ['BAD_INPUT'],
  ],
  ['bytes that are no UTF-8', setup(latin1(orderFile().replace('harbour-1', 'harb\u00f6r'))), 'error', ['BAD_INPUT']],
  ['UTF-16', setup(new Uint8Array(Buffer.from(`\uFEFF${orderFile()}`, 'utf16le'))), 'error', ['BAD_INPUT']],
  [
    'a filter that matches nothing',
    setup({}, { lists: { 'kpi-sets': [{ ...ordersSet, kpis: [nothingMatches()] }] } }),
    'unverified',
    ['target refunds: NO_DATA'],
  ],
  [
    'a KPI whose field no row has',
    setup(
      {},
      {
        lists: {
          'kpi-sets': [
            {
              ...ordersSet,
              kpis: [{ ...ordersSet.kpis[1], missing: 'exclude', value: { pointer: '/latency', unit: 'ms' } }],
            },
          ],
        },
      },
    ),
    'unverified',
    ['target p50: NO_DATA'],
  ],
  [
    'fewer samples than a KPI asks for',
    setup({}, { lists: { 'kpi-sets': [{ ...ordersSet, kpis: [{ ...ordersSet.kpis[0], 'minimum-samples': 500 }] }] } }),
    'unverified',
    ['target success: TOO_FEW_SAMPLES'],
  ],
];

function failures(count: number): Record<number, { ok: boolean }> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [index * 3, { ok: false }]));
}

function latin1(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'latin1'));
}

function nothingMatches(): object {
  return {
    id: 'refunds',
    kind: 'ratio',
    filter: [
      { pointer: '/case', equals: 'return' },
      { pointer: '/case', equals: 'buy' },
    ],
    numerator: [{ pointer: '/ok', equals: true }],
    direction: 'higher-is-better',
    target: { min: 0.5 },
  };
}

describe(`none of ${broken.length} broken or dishonest inputs passes`, () => {
  test.each(broken)('%s', async (_name, asked, status, says) => {
    const evaluation = await rules.evaluate(asked);
    expect({ status: statusOf(evaluation), open: open(evaluation) }).toEqual({
      status,
      open: expect.arrayContaining([...says]),
    });
  });
});

describe('what is said', () => {
  test('broken rows are named by file and line, up to a cap, with totals', async () => {
    const rows = orderRows({ rows: 300 }).map((row, index) => (index % 2 === 0 ? { ...row, ms: 'slow' } : row));
    const { error, exhibits, data } = await rules.evaluate(setup(ndjson(rows)));
    expect(error).toMatchObject({
      code: 'BAD_INPUT',
      message: '150 rows cannot be read as evidence (150 wrong-type)',
    });
    expect(error?.problems).toHaveLength(100);
    expect(error?.problems?.[1]).toMatchObject({ path: 'kpi/run.ndjson', line: 3 });
    expect(exhibits).toHaveLength(1);
    expect((data as KpiRun).report).toMatchObject({ status: 'error', findingTotals: { 'wrong-type': 150 } });
  });

  test('a row that is there twice is named with the one before it', async () => {
    const { results } = await rules.evaluate(setup(`${orderFile()}${ndjson(orderRows().slice(3, 5))}`));
    const failed = results.find(({ about, status }) => about[0] === 'duplicate-key' && status === 'failed');
    expect(failed).toMatchObject({
      message: '/id is that of an earlier row (kpi/run.ndjson:4); 2 of the kind duplicate-key in all',
      location: { path: 'kpi/run.ndjson', line: 121 },
    });
  });

  test('many problems of one kind hide no other kind', async () => {
    const rows = orderRows({ rows: 300 }).map((row): Record<string, unknown> => ({ ...row, id: 'same' }));
    rows.push({ ...rows[0], id: 'same', commit: 'f'.repeat(40) });
    const evaluation = await rules.evaluate(setup(ndjson(rows)));
    expect(open(evaluation)).toEqual(
      expect.arrayContaining(['rows-sound duplicate-key /id: failed', 'rows-sound not-constant /commit: failed']),
    );
  });

  test('an inconclusive KPI says how many samples more would decide', async () => {
    const { results, exhibits } = await rules.evaluate(setup({ differing: failures(9) }));
    expect(results.find(({ status }) => status === 'unverified')?.because?.needs).toMatch(/^about \d+ samples more$/);
    expect(exhibits[0]?.rows[0]?.cells[4]).toMatch(/^120 of about \d+$/);
  });

  test('a missed KPI names value and target, and a waiver of it is bound to the value', async () => {
    const one = await rules.evaluate(setup({ differing: failures(30) }));
    const same = await rules.evaluate(setup({ run: 'b', differing: failures(30) }));
    const other = await rules.evaluate(setup({ run: 'b', differing: failures(29) }));
    const [a, again, b] = [one, same, other].map(({ results }) => results.find(({ status }) => status === 'failed'));
    expect(a).toMatchObject({
      message: 'Orders that went through is 0.75 (90/120), expected >= 0.9',
      expected: '>= 0.9',
      actual: '0.75 (90/120)',
    });
    expect(a?.fingerprint).toBe(b?.fingerprint);
    expect(a?.valueHash).toBe(again?.valueHash);
    expect(a?.valueHash).not.toBe(b?.valueHash);
  });

  test('with evaluate: point the value itself is judged, and the interval is told', async () => {
    const evaluation = await rules.evaluate(
      setup({ differing: failures(9) }, { section: { ...section, evaluate: 'point' } }),
    );
    expect(open(evaluation)).toEqual([]);
    expect(dataOf(evaluation)).toMatchObject({
      evaluate: 'point',
      report: { kpis: [{ verdict: 'met', interval: {} }, {}, {}] },
    });
  });

  test('a KPI that is only told decides nothing, and says what it is', async () => {
    const slow = await rules.evaluate(setup({}, { lists: { 'kpi-sets': [told({ max: 50 })] } }));
    expect(open(slow)).toEqual(['informational mean: failed']);
    expect(statusOf(slow)).toBe('passed');
    const close = await rules.evaluate(setup({}, { lists: { 'kpi-sets': [told({ max: 132 })] } }));
    expect(open(close)).toEqual(['informational mean: INCONCLUSIVE']);
    const none = await rules.evaluate(setup({}, { lists: { 'kpi-sets': [told(undefined)] } }));
    expect(open(none)).toEqual(['informational mean: NOT_ASKED']);
    const without = { ...ordersSet, kpis: ordersSet.kpis.slice(0, 2) };
    expect(open(await rules.evaluate(setup({}, { lists: { 'kpi-sets': [without] } })))).toEqual([
      'informational: NOT_ASKED',
    ]);
  });

  test('rows with what looks like a credential do not travel', async () => {
    const token = `ghp_${'a1B2'.repeat(9)}`;
    const evaluation = await rules.evaluate(setup({ differing: { 3: { note: token } } }));
    expect(open(evaluation)).toEqual([]);
    expect(evaluation.documents).toEqual({});
    expect(evaluation.notes).toEqual([expect.stringContaining('looks like a credential')]);
  });

  test('on a laptop nobody says which repository this is', async () => {
    const set = { ...ordersSet, constant: [...ordersSet.constant, { pointer: '/repo', fact: 'repository' }] };
    const lists = { 'kpi-sets': [set] };
    const all = { repo: 'Acme/Consumer' };
    const local = await rules.evaluate(setup({ all }, { lists, subject: { event: 'local', repository: undefined } }));
    expect(open(local)).toEqual(['of-commit repository: NOT_ASKED']);
    expect(open(await rules.evaluate(setup({ all }, { lists })))).toEqual([]);
    expect(open(await rules.evaluate(setup({ all: { repo: 'acme/other' } }, { lists })))).toEqual([
      'of-commit repository: failed',
    ]);
  });
});

function told(target: object | undefined): object {
  const [success, , mean] = ordersSet.kpis;
  const { target: _target, ...rest } = mean as Record<string, unknown>;
  return { ...ordersSet, kpis: [success, { ...rest, ...(target === undefined ? {} : { target }) }] };
}

describe('the known shape v1', () => {
  const v1 = {
    now: '2026-11-20T12:00:00Z',
    lists: { 'kpi-sets': [{ id: 'reliability', preset: 'reliability-v1' }] },
    section: { set: 'reliability', rows: ['raw.ndjson'], v1: true },
    given: { platform: 'linux', 'run-id': 'gate-run-9' },
    subject: { headSha: 'c'.repeat(40) },
  };
  const produced = { 'raw.ndjson': reliabilityFile({ commit: 'c'.repeat(40), repo: 'acme/consumer' }) };

  test('is written beside the report', async () => {
    const evaluation = await rules.evaluate({ ...v1, produced });
    expect(open(evaluation)).toEqual([
      'informational maxLoopTerminationRate: NOT_ASKED',
      'informational authHardFailureRate: NOT_ASKED',
    ]);
    const text = String(evaluation.documents['v1.json']);
    expect(readV1(JSON.parse(text))).toMatchObject({
      ok: true,
      report: { scope: { runId: 'gate-run-9', sampleCount: 200 }, executionStatus: { rawRunsPath: 'raw.ndjson' } },
    });
  });

  test.each([
    ['another set', { ...v1, produced, lists: { 'kpi-sets': [{ id: 'reliability', preset: 'reliability' }] } }],
    ['no platform', { ...v1, produced, given: { 'run-id': 'gate-run-9' } }],
  ])('%s is a wrong input', async (_name, asked) => {
    expect((await rules.evaluate(asked)).error).toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringContaining('v1'),
    });
  });
});

describe('the configuration', () => {
  test.each([
    [
      'a set that is not there',
      { section: { ...section, set: 'order' }, lists: { 'kpi-sets': [ordersSet] } },
      '/kpi-report/set: there is no set order',
    ],
    ['a set twice', { section, lists: { 'kpi-sets': [ordersSet, ordersSet] } }, '/kpi-sets/1/id'],
    [
      'a preset that is not there',
      { section, lists: { 'kpi-sets': [{ id: 'orders', preset: 'relability' }] } },
      '/kpi-sets/0/preset',
    ],
    [
      'a preset that asks for less',
      { section, lists: { 'kpi-sets': [{ id: 'orders', preset: 'reliability', 'minimum-samples': 10 }] } },
      '/kpi-sets/0/minimum-samples',
    ],
    ['a misspelt key of a set', { section, lists: { 'kpi-sets': [{ ...ordersSet, stratum: [] }] } }, '/kpi-sets/0'],
    [
      'one fact twice',
      {
        section,
        lists: {
          'kpi-sets': [
            {
              ...ordersSet,
              constant: [
                { pointer: '/commit', fact: 'model' },
                { pointer: '/model', fact: 'model' },
              ],
            },
          ],
        },
      },
      '/kpi-sets/0/constant/1/fact',
    ],
  ])('%s is refused', (_name, asked, says) => {
    expect(() => configurationOf(control, asked)).toThrow(says);
  });
});

test('a file that is compressed is the same run', async () => {
  // The port inflates.
  const content = new Uint8Array(gzipSync(orderFile()));
  const evaluation = await rules.evaluate(
    setup('', { produced: { 'kpi/run.ndjson.gz': content }, section: { ...section, rows: ['kpi/*.gz'] } }),
  );
  expect(open(evaluation)).toEqual([]);
  expect(evaluation.documents).toEqual({ 'rows.ndjson.gz': content });
  expect(dataOf(evaluation).report.rows).toBe(120);
});

rules.prove();
