import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/verification/control.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { durabilityText, jestText, junitText } from '../support/test-reports.ts';
import { artifactOf, played } from '../support/verification.ts';
import { evaluateWith, type Setup } from '../support/world.ts';

/* Holes of round 5a: what reports on tests say, and what is made of it. Each test says what should be. */

async function ends(setup: Setup): Promise<[status: string, ...rules: string[]]> {
  const { results, error } = await evaluateWith(control, setup);
  const rules = results.flatMap(({ rule, status }) =>
    status === 'failed' || status === 'unverified' ? [`${rule.replace('verification/', '')} ${status}`] : [],
  );
  return [reportStatus(results, error), ...rules, ...(error === undefined ? [] : [error.message])];
}
/** A command that writes this report. */
const writing = (text: string, more: object = {}): Setup =>
  played(
    { verifications: [{ id: 'a', command: ['x'], report: { path: 'out/r.txt' }, expected: { minimum: 1 }, ...more }] },
    [{ writes: { 'out/r.txt': text } }],
  );
const lines = (...text: string[]): string => `${text.join('\n')}\n`;

test('control: a green report passes', async () => {
  expect(await ends(writing(junitText([{ name: 'a' }])))).toEqual(['passed']);
});

describe('node --test', () => {
  /** As node 20 and 22 write it for `describe.skip('payments', …)`. */
  const tap = lines(
    'TAP version 13',
    '# Subtest: ran',
    '    # Subtest: x',
    '    ok 1 - x',
    '      ---',
    '      duration_ms: 0.6',
    '      ...',
    '    1..1',
    'ok 1 - ran',
    '  ---',
    '  duration_ms: 1.6',
    "  type: 'suite'",
    '  ...',
    '# Subtest: payments',
    'ok 2 - payments # SKIP',
    '  ---',
    '  duration_ms: 0.08',
    "  type: 'suite'",
    '  ...',
    '1..2',
    '# tests 1',
    '# suites 2',
    '# pass 1',
    '# fail 0',
    '# cancelled 0',
    '# skipped 0',
    '# todo 0',
  );

  test('V5 a whole suite that is switched off (describe.skip)', async () => {
    expect(await ends(writing(tap))).toEqual(['failed', 'skips failed']);
  });

  test('held: a skip behind a name that ends in a backslash', async () => {
    const text = lines(
      'TAP version 13',
      'ok 1 - a',
      'ok 2 - pays\\\\ # SKIP',
      '1..2',
      ...['# tests 2', '# pass 1', '# fail 0', '# cancelled 0', '# skipped 1', '# todo 0'],
    );
    expect((await ends(writing(text)))[0]).not.toBe('passed');
  });

  test('V5b the sum of suites is not that of the list', async () => {
    const text = tap.replace('# suites 2', '# suites 9');
    expect((await ends(writing(text)))[0]).not.toBe('passed');
  });

  test('V11 a file without any test, which node counts as a test of the name of the file', async () => {
    const file = '/home/runner/work/desk/desk/test/payments.test.js';
    const text = lines(
      'TAP version 13',
      `# Subtest: ${file}`,
      `ok 1 - ${file}`,
      '  ---',
      '  duration_ms: 95.1',
      '  ...',
      '1..1',
      '# tests 1',
      '# suites 0',
      '# pass 1',
      '# fail 0',
      '# cancelled 0',
      '# skipped 0',
      '# todo 0',
    );
    expect((await ends(writing(text)))[0]).not.toBe('passed');
  });
});

describe('JUnit XML', () => {
  test.each([
    ['interrupted', 'status="run" result="interrupted"'],
    ['cancelled', 'status="run" result="cancelled"'],
    ['a time that was over', 'status="timeout"'],
    ['an aborted test', 'status="aborted"'],
    ['a broken test', 'status="broken"'],
    ['a pending test', 'status="pending"'],
    ['a test that is to do', 'status="untested"'],
    ['inconclusive', 'result="Inconclusive"'],
    ['a word that nobody knows', 'status="kaputt"'],
  ])('V6 %s', async (_name, words) => {
    const text = `<testsuite tests="2"><testcase name="a"/><testcase name="b" ${words}/></testsuite>`;
    expect((await ends(writing(text)))[0]).not.toBe('passed');
  });

  test('V7a a test that is switched off behind another one of its name', async () => {
    const text = junitText([{ name: 'pays' }, { name: 'pays', outcome: 'skipped' }]);
    expect(await ends(writing(text, { expected: 1 }))).toEqual(['failed', 'skips failed']);
  });

  test('V7b a skipped test that is said to be flaky counts as one that ran, where retries are allowed', async () => {
    const text = junitText([{ name: 'a' }, { name: 'pays', outcome: 'skipped', retried: true }]);
    expect(await ends(writing(text, { expected: 2, retries: { reason: 'network' } }))).not.toEqual(['passed']);
  });

  test('V7c a skip of another test behind the name of an allowed one', async () => {
    const skips = [{ test: 'a > b', reason: 'needs the exchange' }];
    const text =
      '<testsuites><testsuite name="a" tests="1" skipped="1"><testcase name="b"><skipped/></testcase></testsuite>' +
      '<testsuite tests="2" skipped="1"><testcase name="a &gt; b"><skipped/></testcase><testcase name="c"/></testsuite></testsuites>';
    expect(await ends(writing(text, { expected: 1, skips }))).not.toEqual(['passed']);
  });

  test('V6b a failure in a name space, or one element deeper', async () => {
    const one = '<testsuite tests="1"><testcase name="a"><details><failure/></details></testcase></testsuite>';
    const two =
      '<testsuite xmlns:j="urn:j" tests="1"><testcase name="a"><j:failure/></testcase></testsuite>';
    expect([(await ends(writing(one)))[0], (await ends(writing(two)))[0]]).not.toContain('passed');
  });
});

describe('other formats', () => {
  test('V10a jest: files that its sums know, and its list does not', async () => {
    const text = jestText([{ name: 'a', status: 'passed' }], { numTotalTestSuites: 9, numPassedTestSuites: 1 });
    expect((await ends(writing(text)))[0]).not.toBe('passed');
  });

  test('V10b jest: files that could not be run, and a run that says success', async () => {
    const text = jestText([{ name: 'a', status: 'passed' }], { numRuntimeErrorTestSuites: 1, numFailedTestSuites: 1 });
    expect((await ends(writing(text)))[0]).not.toBe('passed');
  });

  test('V10i jest: pending tests that only the sum knows', async () => {
    const text = jestText([{ name: 'a', status: 'passed' }], { numPendingTests: 7, numTodoTests: 3 });
    expect((await ends(writing(text)))[0]).not.toBe('passed');
  });

  test('V20 jest: a describe that bears the name of the file that must be there', async () => {
    const text = jestText([{ name: 'x', status: 'passed' }])
      .replace('ledger.test.js', 'other.test.js')
      .replace('["ledger"]', '["ledger.test.js"]');
    expect((await ends(writing(text, { suites: ['ledger.test.js'] })))[0]).not.toBe('passed');
  });

  const pytest = (summary: object): string =>
    JSON.stringify({
      created: 1_773_144_000,
      exitcode: 0,
      root: '/x',
      summary,
      collectors: [],
      tests: [{ nodeid: 't.py::test_a', outcome: 'passed' }],
    });
  test('V10c pytest: tests that were collected, and neither ran nor were left out', async () => {
    expect((await ends(writing(pytest({ collected: 10, total: 1, passed: 1 }))))[0]).not.toBe('passed');
  });
  test('V10d pytest: tests that were deselected', async () => {
    expect((await ends(writing(pytest({ collected: 10, deselected: 9, total: 1, passed: 1 }))))[0]).not.toBe('passed');
  });
  test('V5c pytest: a whole file that was skipped at its collection (importorskip, allow_module_level)', async () => {
    const text = JSON.stringify({
      created: 1_773_144_000,
      exitcode: 0,
      root: '/x',
      summary: { total: 1, passed: 1, collected: 1 },
      collectors: [
        { nodeid: 't.py', outcome: 'passed', result: [{ nodeid: 't.py::test_a', type: 'Function' }] },
        { nodeid: 'test_payments.py', outcome: 'skipped', result: [], longrepr: "('test_payments.py', 1, 'Skipped: x')" },
      ],
      tests: [{ nodeid: 't.py::test_a', outcome: 'passed' }],
    });
    expect((await ends(writing(text)))[0]).not.toBe('passed');
  });
  test('V10j pytest: the exit code of no tests beside a list of them', async () => {
    const text = pytest({ collected: 1, total: 1, passed: 1 }).replace('"exitcode":0', '"exitcode":5');
    expect((await ends(writing(text)))[0]).not.toBe('passed');
  });
  test('V10e pytest: a test whose teardown failed', async () => {
    const text = JSON.stringify({
      created: 1_773_144_000,
      exitcode: 0,
      root: '/x',
      summary: { total: 1, passed: 1, collected: 1 },
      tests: [{ nodeid: 't.py::test_a', outcome: 'passed', call: { outcome: 'failed' } }],
    });
    expect((await ends(writing(text)))[0]).not.toBe('passed');
  });

  const cargo = (event: string, last = '"passed":1,"failed":0,"ignored":0'): string =>
    lines(
      '{"type":"suite","event":"started","test_count":1}',
      '{"type":"test","event":"started","name":"a"}',
      event,
      `{"type":"suite","event":"ok",${last}}`,
    );
  test('V10f cargo: a line with a key twice', async () => {
    const text = cargo('{"type":"test","event":"failed","name":"a","event":"ok"}');
    expect((await ends(writing(text)))[0]).not.toBe('passed');
  });
  test('V10g cargo: tests that a filter left out', async () => {
    const text = cargo(
      '{"type":"test","event":"ok","name":"a"}',
      '"passed":1,"failed":0,"ignored":0,"measured":0,"filtered_out":41',
    );
    expect((await ends(writing(text)))[0]).not.toBe('passed');
  });

  test('V10h summary: a key twice', async () => {
    const text = durabilityText([0]).replace('"returncode":0', '"returncode":1,"returncode":0');
    const more = { report: { path: 'out/r.txt', contract: 'replay_determinism_v1' } };
    expect((await ends(writing(text, more)))[0]).not.toBe('passed');
  });
});

describe('age', () => {
  const section = (age: string): object => ({
    verifications: [{ id: 'a', report: { path: 'r.xml', artifact: 'tests' }, expected: 1, 'maximum-age': age }],
  });
  const run = { runId: 101, attempt: 1 };
  const suite = (at: string, name = 'a'): string =>
    `<testsuite timestamp="${at}" tests="1"><testcase name="${name}"/></testsuite>`;

  test('V8 a report that dates itself later than the platform says that it was uploaded', async () => {
    // Uploaded nine days ago (a deployment waited for its approval); it claims the moment of the judgement. Now is 10 March 12:00.
    const reports = artifactOf('tests', { 'r.xml': suite('2026-03-10T11:59:00Z') }, { createdAt: '2026-03-01T11:00:00Z' });
    expect(await ends(played(section('1d'), [], { subject: run, reports: () => reports }))).toEqual(['failed', 'fresh failed']);
  });

  test('V9 suites without a time zone beside a fresh one', async () => {
    const text = `<testsuites>${suite('2020-01-01T00:00:00')}${suite('2026-03-10T11:59:00Z', 'b')}</testsuites>`;
    const reports = artifactOf('tests', { 'r.xml': text });
    const wanted = section('1d') as { verifications: { expected: number }[] };
    for (const one of wanted.verifications) one.expected = 2;
    expect(await ends(played(wanted, [], { subject: run, reports: () => reports }))).toEqual(['unverified', 'fresh unverified']);
  });
});

describe('the job that is named', () => {
  const section = {
    verifications: [{ id: 'a', report: { path: 'r.xml', artifact: 'tests', job: 'unit' }, expected: 1 }],
  };
  const reports = artifactOf('tests', { 'r.xml': '<testsuite tests="1"><testcase name="a"/></testsuite>' });
  const listed = 'GET /repos/acme/consumer/actions/runs/101/jobs?filter=all';
  const jobOf = (name: string, conclusion: string): object => ({
    ...{ id: 1, name, run_attempt: 1, status: 'completed', conclusion },
    ...{ started_at: '2026-03-10T10:50:00Z', completed_at: '2026-03-10T11:05:00Z' },
  });
  test.each([
    ['V16a is none of the run: another job uploaded it', [jobOf('evil', 'success')]],
    ['V16b failed', [jobOf('unit', 'failure')]],
    ['V16c was skipped, and another job uploaded it', [jobOf('unit', 'skipped'), jobOf('evil', 'success')]],
  ])('%s', async (_name, json) => {
    const around = { subject: { runId: 101, attempt: 1 }, reports: () => reports, github: { [listed]: { json } } };
    expect((await ends(played(section, [], around)))[0]).not.toBe('passed');
  });
});

describe('what is asked', () => {
  test('V15 the durability preset takes as many tests as the report itself says: one', async () => {
    const reports = artifactOf('d', {
      ...Object.fromEntries(
        [
          ['replay_determinism_report.json', 'replay_determinism_v1'],
          ['workflow_version_compatibility_report.json', 'workflow_version_compatibility_v1'],
          ['checkpoint_schema_provenance_report.json', 'checkpoint_schema_provenance_v1'],
          ['provenance_coverage_report.json', 'provenance_coverage_v1'],
        ].map(([file, contract]) => [
          `artifacts/${file}`,
          durabilityText([0]).replace('replay_determinism_v1', contract ?? '').replaceAll('test_x.py::test_0', 'nothing'),
        ]),
      ),
    });
    const setup = played(
      { presets: [{ preset: 'durability-reports', artifact: 'd' }] },
      [],
      { subject: { runId: 101, attempt: 1 }, reports: () => reports },
    );
    expect((await ends(setup))[0]).not.toBe('passed');
  });

  test('V14 nothing at all', async () => {
    expect((await ends(played({ verifications: [] })))[0]).toBe('unverified');
  });

  test('V13 a variation that no run is given', async () => {
    const setup = played(
      {
        verifications: [
          { id: 'a', command: ['x'], repeat: { times: 2, variations: [{ TZ: 'A' }, { TZ: 'B' }, { TZ: 'C' }] } },
        ],
      },
      [{}, {}],
    );
    const end = await ends(setup);
    const zones = new Set(setup.requests.map(({ set }) => set['TZ']));
    expect(end[0] === 'passed' && !zones.has('C')).toBe(false);
  });
});
