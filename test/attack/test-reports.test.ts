import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/verification/control.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { presets } from '../../shared/domain/verification/presets.ts';
import { durabilityText, jestText, junitText } from '../support/test-reports.ts';
import { artifactOf, played } from '../support/verification.ts';
import { evaluateWith, type Setup } from '../support/world.ts';

/* Green reports on tests of which a part did not run, failed, or is of somebody else. */

/** The status of all, and every rule that is not passed. */
async function ends(setup: Setup): Promise<string[]> {
  const { results, error } = await evaluateWith(control, setup);
  const rules = results.flatMap(({ rule, status }) =>
    status === 'failed' || status === 'unverified' ? [`${rule.replace('verification/', '')} ${status}`] : [],
  );
  return [reportStatus(results, error), ...rules];
}

/** A command that writes this report, of which at least one test must run unless said otherwise. */
const writing = (text: string, more: object = {}): Setup =>
  played(
    { verifications: [{ id: 'a', command: ['x'], report: { path: 'out/r.txt' }, expected: { minimum: 1 }, ...more }] },
    [{ writes: { 'out/r.txt': text } }],
  );
const lines = (...text: string[]): string => `${text.join('\n')}\n`;

const sums = { tests: 1, suites: 0, pass: 1, fail: 0, cancelled: 0, skipped: 0, todo: 0 };
/** TAP of `node --test` with one test that passed, these points at the top, and these sums besides. */
function tapText(points: readonly string[], more: Partial<typeof sums> = {}): string {
  const all = Object.entries({ ...sums, ...more }).map(([word, count]) => `# ${word} ${count}`);
  return lines(
    'TAP version 13',
    'ok 1 - x',
    ...points,
    `1..${1 + points.filter((line) => /^(not )?ok/.test(line)).length}`,
    ...all,
  );
}
const suite = ['  ---', '  duration_ms: 0.08', "  type: 'suite'", '  ...'];
const payments = ['# Subtest: payments', 'ok 2 - payments # SKIP', ...suite];
const emptyFile = '/home/runner/work/desk/desk/test/payments.test.js';

const pytestText = (
  summary: object,
  { test: one = {}, ...top }: { test?: object; collectors?: object[]; exitcode?: number } = {},
): string =>
  JSON.stringify({
    ...{ created: 1_773_144_000, exitcode: 0, root: '/x', summary, collectors: [], ...top },
    tests: [{ nodeid: 't.py::test_a', outcome: 'passed', ...one }],
  });
const cargoText = (event: string, more = ''): string =>
  lines(
    '{"type":"suite","event":"started","test_count":1}',
    '{"type":"test","event":"started","name":"a"}',
    event,
    `{"type":"suite","event":"ok","passed":1,"failed":0,"ignored":0${more}}`,
  );
const cargoPassed = '{"type":"test","event":"ok","name":"a"}';
const twoCases = (attributes: string, inner = ''): string =>
  `<testsuite tests="2"><testcase name="a"/><testcase name="b" ${attributes}>${inner}</testcase></testsuite>`;
const oneCase = (inner: string, top = ''): string =>
  `<testsuite ${top} tests="1"><testcase name="a">${inner}</testcase></testsuite>`;

describe('what is as it says passes', () => {
  test.each<[string, Setup]>([
    ['JUnit XML', writing(junitText([{ name: 'a' }]))],
    ['TAP', writing(tapText([]))],
    [
      'TAP of a suite that is switched off with a reason',
      writing(tapText(payments, { suites: 1 }), { skips: [{ test: 'payments', reason: 'x' }] }),
    ],
    ['pytest-json-report', writing(pytestText({ collected: 1, total: 1, passed: 1 }))],
    ['libtest', writing(cargoText(cargoPassed))],
    [
      'a filter, where the exact number is policy',
      writing(cargoText(cargoPassed, ',"filtered_out":41'), { expected: 1 }),
    ],
    ['words that say that a test ran', writing(twoCases('status="run" result="completed"'))],
  ])('%s', async (_name, setup) => {
    expect(await ends(setup)).toEqual(['passed']);
  });
});

describe('tests that did not run', () => {
  test.each<[string, string, object, string[]]>([
    ['a whole suite of node --test that is switched off', tapText(payments, { suites: 1 }), {}, ['skips failed']],
    ['suites of node --test that only its sum knows', tapText([], { suites: 9 }), {}, ['totals failed']],
    [
      'a file without any test, which Node.js counts as one',
      lines(
        'TAP version 13',
        `# Subtest: ${emptyFile}`,
        `ok 1 - ${emptyFile}`,
        '1..1',
        ...Object.entries(sums).map(([word, count]) => `# ${word} ${count}`),
      ),
      {},
      ['executed failed'],
    ],
    [
      'the same in JUnit XML of Node.js',
      `<testsuites><testcase name="test/payments.test.mjs" classname="test"/></testsuites>`,
      {},
      ['executed failed'],
    ],
    [
      'a skip behind a name that ends in a backslash',
      tapText(['ok 2 - pays\\\\ # SKIP'], { tests: 2, skipped: 1 }),
      {},
      ['totals failed'],
    ],
    [
      'a file of pytest that skips itself at its collection',
      pytestText(
        { total: 1, passed: 1, collected: 1 },
        { collectors: [{ nodeid: 'test_payments.py', outcome: 'skipped', result: [], longrepr: 'x' }] },
      ),
      {},
      ['skips failed'],
    ],
    [
      'a suite of JUnit XML that is switched off',
      oneCase('').replace('</testsuite>', '<testsuite name="b"><skipped/></testsuite></testsuite>'),
      {},
      ['skips failed'],
    ],
    [
      'a skip behind a pass of the same name',
      junitText([{ name: 'pays' }, { name: 'pays', outcome: 'skipped' }]),
      { expected: 1 },
      ['skips failed'],
    ],
    [
      'a skip that is told as a retry, where retries are allowed',
      junitText([{ name: 'a' }, { name: 'pays', outcome: 'skipped', retried: true }]),
      { expected: 2, retries: { reason: 'network' } },
      ['executed failed', 'skips failed'],
    ],
    [
      'a skip of another test that reads like an allowed one',
      '<testsuites><testsuite name="a" tests="1" skipped="1"><testcase name="b"><skipped/></testcase></testsuite>' +
        '<testsuite tests="2" skipped="1"><testcase name="a &gt; b"><skipped/></testcase><testcase name="c"/></testsuite></testsuites>',
      { expected: 1, skips: [{ test: 'a > b', reason: 'needs the exchange' }] },
      ['skips failed'],
    ],
    [
      'a suite that another one bears the name of',
      jestText([{ name: 'x', status: 'passed' }])
        .replace('ledger.test.js', 'other.test.js')
        .replace('["ledger"]', '["ledger.test.js"]'),
      { suites: ['ledger.test.js'] },
      ['suites failed'],
    ],
    [
      'tests of pytest that were deselected',
      pytestText({ collected: 10, deselected: 9, total: 1, passed: 1 }),
      {},
      ['skips failed'],
    ],
    ['tests of cargo that a filter left out', cargoText(cargoPassed, ',"filtered_out":41'), {}, ['skips failed']],
    [
      'tests of pytest that were collected, and neither ran nor were left out',
      pytestText({ collected: 10, total: 1, passed: 1 }),
      {},
      ['totals failed'],
    ],
    [
      'files that only the sums of Jest know',
      jestText([{ name: 'a', status: 'passed' }], { numTotalTestSuites: 9, numPassedTestSuites: 1 }),
      {},
      ['totals failed'],
    ],
    [
      'tests that only the sums of Jest know',
      jestText([{ name: 'a', status: 'passed' }], { numPendingTests: 7, numTodoTests: 3 }),
      {},
      ['totals failed'],
    ],
  ])('%s', async (_name, text, more, rules) => {
    expect(await ends(writing(text, more))).toEqual(['failed', ...rules]);
  });
});

describe('tests that failed, in words that are not those of a failure', () => {
  test.each<[string, string, string[]]>([
    ['interrupted', twoCases('status="run" result="interrupted"'), ['no-failures failed']],
    ['cancelled', twoCases('status="run" result="cancelled"'), ['no-failures failed']],
    ['a time that was over', twoCases('status="timeout"'), ['no-failures failed']],
    ['aborted', twoCases('status="aborted"'), ['no-failures failed']],
    ['broken', twoCases('status="broken"'), ['no-failures failed']],
    ['pending', twoCases('status="pending"'), ['skips failed']],
    ['untested', twoCases('status="untested"'), ['skips failed']],
    ['inconclusive', twoCases('result="Inconclusive"'), ['skips failed']],
    [
      'a word that nobody knows',
      twoCases('status="kaputt"'),
      ['required unverified', 'report-read failed', ...unread()],
    ],
    ['a failure one element deeper', oneCase('<details><failure/></details>'), ['no-failures failed']],
    [
      'a failure in another name space',
      oneCase('<j:failure/>', 'xmlns:j="urn:j"'),
      ['required unverified', 'report-read failed', ...unread()],
    ],
    [
      'a test within a test',
      oneCase('<testcase name="b"/>'),
      ['required unverified', 'report-read failed', ...unread()],
    ],
    [
      'files that Jest could not run, and a run that says success',
      jestText([{ name: 'a', status: 'passed' }], { numRuntimeErrorTestSuites: 1, numFailedTestSuites: 1 }),
      ['no-failures failed'],
    ],
    [
      'a test of pytest of which a phase failed',
      pytestText({ total: 1, passed: 1, collected: 1 }, { test: { call: { outcome: 'failed' } } }),
      ['totals failed'],
    ],
    [
      'the exit code of no tests beside a list of them',
      pytestText({ collected: 1, total: 1, passed: 1 }, { exitcode: 5 }),
      ['totals failed'],
    ],
    [
      'an event of cargo that has its word twice',
      cargoText('{"type":"test","event":"failed","name":"a","event":"ok"}'),
      ['required unverified', 'report-read failed', ...unread()],
    ],
  ])('%s', async (_name, text, rules) => {
    expect(await ends(writing(text))).toEqual(['failed', ...rules]);
  });

  test('a counter of a durability report that stands there twice', async () => {
    const text = durabilityText([0]).replace('"returncode":0', '"returncode":1,"returncode":0');
    const more = { report: { path: 'out/r.txt', contract: 'replay_determinism_v1' } };
    expect((await ends(writing(text, more)))[0]).not.toBe('passed');
  });
});

/** What is open where the report could not be read. */
function unread(): string[] {
  return ['fresh', 'executed', 'no-failures', 'skips', 'retries', 'suites', 'totals'].map(
    (rule) => `${rule} unverified`,
  );
}

const run = { runId: 101, attempt: 1 };
const inArtifact = (more: object): object => ({
  verifications: [{ id: 'a', report: { path: 'r.xml', artifact: 'tests' }, expected: { minimum: 1 }, ...more }],
});

describe('the time of a report', () => {
  const of = (at: string, name = 'a'): string =>
    `<testsuite timestamp="${at}" tests="1"><testcase name="${name}"/></testsuite>`;
  test.each<[string, string, string, string[]]>([
    ['young, and uploaded since', of('2026-03-10T11:00:00Z'), '2026-03-10T11:01:00Z', ['passed']],
    [
      'later than its upload, nine days ago',
      of('2026-03-10T11:59:00Z'),
      '2026-03-01T11:00:00Z',
      ['failed', 'fresh failed'],
    ],
    [
      'none, in an old artifact',
      '<testsuite><testcase name="a"/></testsuite>',
      '2026-03-01T11:00:00Z',
      ['failed', 'fresh failed'],
    ],
    [
      'old and without a zone, beside a young one',
      `<testsuites>${of('2020-01-01T00:00:00')}${of('2026-03-10T11:00:00Z', 'b')}</testsuites>`,
      '2026-03-10T11:01:00Z',
      ['unverified', 'fresh unverified'],
    ],
    ['one that cannot be read', of('yesterday'), '2026-03-10T11:01:00Z', ['unverified', 'fresh unverified']],
    ['young in every zone', of('2026-03-10T11:00:00'), '2026-03-10T11:01:00Z', ['passed']],
  ])('%s', async (_name, text, createdAt, expected) => {
    const reports = artifactOf('tests', { 'r.xml': text }, { createdAt });
    expect(
      await ends(played(inArtifact({ 'maximum-age': '1d' }), [], { subject: run, reports: () => reports })),
    ).toEqual(expected);
  });
});

describe('the job that should have uploaded it', () => {
  const section = inArtifact({ report: { path: 'r.xml', artifact: 'tests', job: 'unit' } });
  const reports = artifactOf('tests', { 'r.xml': oneCase('') });
  const listed = 'GET /repos/acme/consumer/actions/runs/101/jobs?filter=all';
  const jobOf = (name: string, conclusion: string, completed_at = '2026-03-10T11:05:00Z'): object => ({
    ...{ id: 1, name, run_attempt: 1, status: 'completed', conclusion },
    ...{ started_at: '2026-03-10T10:50:00Z', completed_at },
  });
  test.each<[string, object[], string[]]>([
    ['did', [jobOf('unit', 'success')], ['passed']],
    ['is none of the run', [jobOf('evil', 'success')], ['failed', 'fresh failed']],
    ['failed', [jobOf('unit', 'failure')], ['failed', 'fresh failed']],
    ['was skipped', [jobOf('unit', 'skipped'), jobOf('evil', 'success')], ['failed', 'fresh failed']],
    ['had ended before', [jobOf('unit', 'success', '2026-03-10T10:55:00Z')], ['failed', 'fresh failed']],
  ])('%s', async (_name, json, expected) => {
    const around = { subject: run, reports: () => reports, github: { [listed]: { json } } };
    expect(await ends(played(section, [], around))).toEqual(expected);
  });

  test('is not known without a token', async () => {
    expect(await ends(played(section, [], { subject: run, reports: () => reports }))).toEqual([
      'unverified',
      'fresh unverified',
    ]);
  });
});

test('durability reports of one test each that say that they expect one: the number is policy', async () => {
  const brought = presets['durability-reports'].flatMap(({ report }) => report ?? []);
  const reports = artifactOf(
    'd',
    Object.fromEntries(
      brought.map(({ file, contract }) => [
        `artifacts/${file}`,
        durabilityText([0]).replace('replay_determinism_v1', contract).replaceAll('test_x.py::test_0', 'nothing'),
      ]),
    ),
  );
  const judged = (more: object): Promise<string[]> =>
    ends(
      played({ presets: [{ preset: 'durability-reports', artifact: 'd', ...more }] }, [], {
        subject: run,
        reports: () => reports,
      }),
    );
  expect(await judged({})).toEqual(['unverified', ...brought.map(() => 'executed unverified')]);
  const expected = Object.fromEntries(presets['durability-reports'].map(({ id }) => [id, 6]));
  expect(await judged({ expected })).toEqual(['failed', ...brought.map(() => 'executed failed')]);
});

test('a suite that is switched off is told in words', async () => {
  const { results } = await evaluateWith(control, writing(tapText(payments)));
  const skips = results.filter(({ rule, status }) => rule === 'verification/skips' && status === 'failed');
  expect(skips.map(({ message }) => message).join()).toContain('1 test did not run, and no reason is given');
});

test('nothing at all is not verified', async () => {
  expect((await ends(played({ verifications: [] })))[0]).toBe('unverified');
});
