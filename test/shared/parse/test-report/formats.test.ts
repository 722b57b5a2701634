import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  detectFormat,
  readTestReport,
  type TestFormat,
  testFormats,
} from '../../../../shared/parse/test-report/read.ts';
import { caseId, type TestReport } from '../../../../shared/parse/test-report/test-report.ts';
import { hostileText } from '../../../support/hostile.ts';
import { ctrfText, jestText, junitText } from '../../../support/test-reports.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What a report says, in short: `<outcome> <id>` for each case, with `again` for a retry. */
function said(text: string, format: TestFormat): { cases: string[] } & Omit<TestReport, 'cases' | 'expected'> {
  const read = readTestReport(bytes(text), format);
  if (!read.ok) throw new Error(`${read.reason}: ${read.message}`);
  const { cases, failures, disagreements, commits, at } = read.report;
  const shown = cases.map((one) => `${one.outcome}${one.retried ? ' again' : ''} ${caseId(one)}`);
  return { cases: shown, failures, disagreements, commits, at };
}

function refused(text: string, format: TestFormat): string {
  const read = readTestReport(bytes(text), format);
  return read.ok ? 'read' : `${read.reason}: ${read.message}${read.line === undefined ? '' : ` (line ${read.line})`}`;
}

const nothing = { failures: [], disagreements: [], commits: [], at: undefined };

const tap = `TAP version 13
# Subtest: suite
    # Subtest: one
    ok 1 - one
      ---
      duration_ms: 0.5
      ...
    # Subtest: two
    ok 2 - two # SKIP later
      ---
      duration_ms: 0.1
      ...
    # Subtest: three
    not ok 3 - three # TODO
      ---
      duration_ms: 0.1
      ...
    1..3
ok 1 - suite
  ---
  duration_ms: 1.8
  type: 'suite'
  ...
# Subtest: \\# odd \\\\ name
not ok 2 - \\# odd \\\\ name
  ---
  error: |-
    ok 9 - not a point
    ...
  ...
1..2
# tests 4
# suites 1
# pass 1
# fail 1
# cancelled 0
# skipped 1
# todo 1
# duration_ms 103.5
`;

const libtest = [
  { type: 'suite', event: 'started', test_count: 3 },
  { type: 'test', event: 'started', name: 't::a' },
  { type: 'test', event: 'started', name: 't::b' },
  { type: 'test', name: 't::b', event: 'ignored', message: 'later' },
  { type: 'test', event: 'started', name: 't::c' },
  { type: 'test', name: 't::c', event: 'timeout' },
  { type: 'test', name: 't::a', event: 'ok' },
  { type: 'test', name: 't::c', event: 'failed', stdout: 'no' },
  { type: 'suite', event: 'failed', passed: 1, failed: 1, ignored: 1, measured: 0, filtered_out: 0 },
];
const lines = (events: readonly object[]): string => `${events.map((event) => JSON.stringify(event)).join('\n')}\n`;

const pytest = {
  created: 1_773_144_000.5,
  exitcode: 1,
  summary: { passed: 1, failed: 1, error: 1, skipped: 1, xfailed: 1, total: 5 },
  collectors: [{ nodeid: '', outcome: 'passed' }],
  tests: [
    { nodeid: 'test_a.py::test_ok', outcome: 'passed' },
    { nodeid: 'test_a.py::C::test_no', outcome: 'failed' },
    { nodeid: 'test_a.py::test_err', outcome: 'error' },
    { nodeid: 'test_a.py::test_skip', outcome: 'skipped' },
    { nodeid: 'test_a.py::test_xf', outcome: 'xfailed' },
  ],
};

describe('reads', () => {
  test.each<[string, TestFormat, string, ReturnType<typeof said>]>([
    [
      'JUnit XML',
      'junit',
      junitText([{ name: 'a' }, { name: 'b', outcome: 'failed' }, { name: 'c', outcome: 'skipped' }]),
      { ...nothing, cases: ['passed unit > ledger > a', 'failed unit > ledger > b', 'skipped unit > ledger > c'] },
    ],
    [
      'JUnit XML of suites in suites, whose totals count what is in them',
      'junit',
      '<testsuite name="x" tests="2"><testsuite name="y" tests="1" timestamp="2026-03-10T12:00:00Z"><testcase classname="y" name="a"/></testsuite><testcase name="b"/></testsuite>',
      { ...nothing, cases: ['passed x > y > a', 'passed x > b'], at: 1_773_144_000_000 },
    ],
    [
      'JUnit XML of tools that count only what stands in a suite itself',
      'junit',
      '<testsuite name="x" tests="1"><testsuite name="y" tests="1"><testcase name="a"/></testsuite><testcase name="b"/></testsuite>',
      { ...nothing, cases: ['passed x > y > a', 'passed x > b'] },
    ],
    [
      'a test that failed and broke, which some tools count twice',
      'junit',
      '<testsuite name="x" tests="1" failures="1" errors="1"><testcase name="a"><failure/><error/></testcase></testsuite>',
      { ...nothing, cases: ['failed x > a'] },
    ],
    [
      'a test without a name, and one that was not run',
      'junit',
      '<testsuites><testsuite name="x" disabled="1" skipped="1"><testcase><skipped/></testcase><testcase name="b" status="notrun"/></testsuite></testsuites>',
      { ...nothing, cases: ['skipped x > (no name)', 'skipped x > b'] },
    ],
    [
      'reruns of Surefire, which hide a failure',
      'junit',
      junitText([
        { name: 'a', inner: '<flakyFailure message="x"><stackTrace>no</stackTrace></flakyFailure>' },
        { name: 'b', inner: '<rerunError/>' },
      ]),
      { ...nothing, cases: ['passed again unit > ledger > a', 'passed again unit > ledger > b'] },
    ],
    [
      'a test that stands there twice, of which one entry failed',
      'junit',
      junitText([{ name: 'a', outcome: 'failed' }, { name: 'a' }]),
      { ...nothing, cases: ['failed unit > ledger > a', 'passed again unit > ledger > a'] },
    ],
    [
      'a commit that a property names, and a suite that broke',
      'junit',
      junitText([{ name: 'a' }], { top: '<properties><property name="commit" value="abc"/></properties><error/>' }),
      {
        ...nothing,
        cases: ['passed unit > ledger > a'],
        commits: ['abc'],
        failures: ['the suite unit has a error of its own'],
      },
    ],
    [
      'an output that holds what looks like a failure',
      'junit',
      junitText([{ name: 'a', inner: '<system-out>&lt;failure/&gt;<![CDATA[<failure/>]]></system-out>' }]),
      { ...nothing, cases: ['passed unit > ledger > a'] },
    ],
    [
      'CTRF',
      'ctrf',
      ctrfText(
        [
          { name: 'a', status: 'passed', duration: 1, suite: ['s', 't'] },
          { name: 'b', status: 'pending', duration: 1, suite: 's' },
          { name: 'c', status: 'passed', duration: 1, flaky: true },
          { name: 'd', status: 'passed', duration: 1, retryAttempts: [{ attempt: 1, status: 'failed' }] },
          { name: 'e', status: 'failed', duration: 1, retries: 2 },
        ],
        { environment: { commit: 'abc' } },
      ),
      {
        ...nothing,
        cases: ['passed s > t > a', 'skipped s > b', 'passed again c', 'passed again d', 'failed e'],
        commits: ['abc'],
        at: 1_773_144_000_000,
      },
    ],
    [
      'Jest',
      'jest',
      jestText([
        { name: 'a', status: 'passed' },
        { name: 'b', status: 'passed', invocations: 2 },
        { name: 'c', status: 'todo' },
      ]),
      {
        ...nothing,
        cases: [
          'passed ledger.test.js > ledger > a',
          'passed again ledger.test.js > ledger > b',
          'skipped ledger.test.js > ledger > c',
        ],
        at: 1_773_144_000_000,
      },
    ],
    [
      'pytest-json-report',
      'pytest-json',
      JSON.stringify(pytest),
      {
        ...nothing,
        cases: [
          'passed test_a.py > test_ok',
          'failed test_a.py > C > test_no',
          'failed test_a.py > test_err',
          'skipped test_a.py > test_skip',
          'skipped test_a.py > test_xf',
        ],
        at: 1_773_144_000_500,
      },
    ],
    [
      'TAP of node --test, with details that look like points',
      'node-test',
      tap,
      {
        ...nothing,
        cases: ['passed suite > one', 'skipped suite > two', 'skipped suite > three', 'failed # odd \\ name'],
      },
    ],
    [
      'libtest',
      'cargo',
      lines(libtest),
      { ...nothing, cases: ['skipped suite 1 > t::b', 'passed suite 1 > t::a', 'failed suite 1 > t::c'] },
    ],
    [
      'nextest, which writes how often a test was tried',
      'cargo',
      lines([
        { type: 'suite', event: 'started', test_count: 1, nextest: { crate: 'x', test_binary: 'it', kind: 'test' } },
        { type: 'test', event: 'started', name: 'x::it$t::a' },
        { type: 'test', name: 'x::it$t::a#2', event: 'ok' },
        { type: 'suite', event: 'ok', passed: 1, failed: 0, ignored: 0, measured: 0 },
      ]),
      { ...nothing, cases: ['passed again x::it > t::a'] },
    ],
  ])('%s', (_name, format, text, expected) => {
    expect(said(text, format)).toEqual(expected);
    expect(detectFormat(bytes(text))).toEqual({ format });
  });
});

describe('tells where a report contradicts itself or was cut off', () => {
  test.each<[string, TestFormat, string, { disagreements?: string[]; failures?: string[] }]>([
    [
      'totals of JUnit XML',
      'junit',
      junitText([{ name: 'a' }], { attributes: 'tests="2" failures="1" errors="0" skipped="x"' }),
      {
        disagreements: [
          'the suite unit says 2 tests, and 1 are listed (line 2)',
          'the suite unit says 1 failures and errors, and 0 are listed (line 2)',
          'the suite unit has a number of skipped tests that is none (line 2)',
        ],
      },
    ],
    [
      'totals of CTRF',
      'ctrf',
      ctrfText([{ name: 'a', status: 'passed' }], { summary: { tests: 2, failed: 1, flaky: 1 } }),
      {
        disagreements: [
          'the number of tests in the summary is 2, and 1 are listed',
          'the number of failed tests in the summary is 1, and 0 are listed',
          'the summary says 1 flaky tests, and 0 are listed',
        ],
      },
    ],
    [
      'totals of Jest',
      'jest',
      jestText([{ name: 'a', status: 'passed' }], { numTotalTests: 3, numPassedTests: 1.5, wasInterrupted: true }),
      {
        disagreements: [
          'numTotalTests is 3, and 1 are listed',
          'numPassedTests is not a whole number',
          'the run was interrupted',
        ],
      },
    ],
    [
      'a file that Jest could not load',
      'jest',
      jestText([], { success: false, testResults: [{ name: '/x/a.js', status: 'failed', assertionResults: [] }] }),
      { failures: ['the file a.js failed outside of its tests'] },
    ],
    [
      'a run of Jest that did not succeed for another reason',
      'jest',
      jestText([{ name: 'a', status: 'passed' }], { success: false }),
      { failures: ['the run says that it did not succeed'] },
    ],
    [
      'a file that pytest could not collect',
      'pytest-json',
      JSON.stringify({
        exitcode: 2,
        summary: { passed: 1, total: 1 },
        collectors: [{ nodeid: 'test_b.py', outcome: 'failed' }],
        tests: [{ nodeid: 'test_a.py::a', outcome: 'passed' }],
      }),
      { failures: ['test_b.py could not be collected'] },
    ],
    [
      'totals and exit code of pytest',
      'pytest-json',
      JSON.stringify({
        exitcode: 0,
        summary: { passed: 2, total: 2, rerun: 1 },
        tests: [{ nodeid: 'a', outcome: 'failed' }],
      }),
      {
        disagreements: [
          'total in the summary is 2, and 1 are listed',
          'passed in the summary is 2, and 0 are listed',
          'pytest ended with the exit code 0, and tests failed',
          'the summary says 1 reruns, and does not list which tests were run again',
        ],
      },
    ],
    [
      'an exit code of pytest that no test explains',
      'pytest-json',
      JSON.stringify({ exitcode: 3, summary: { passed: 1, total: 1 }, tests: [{ nodeid: 'a', outcome: 'passed' }] }),
      { failures: ['pytest ended with the exit code 3'] },
    ],
    [
      'sums of TAP',
      'node-test',
      tap.replace('# pass 1', '# pass 3').replace('1..2', '1..3').replace('ok 1 - one', 'ok 7 - one'),
      {
        disagreements: [
          'point 1 bears the number 7 (line 4)',
          'a plan is 3, and 2 are listed',
          'pass at the end is 3, and 1 are listed',
        ],
      },
    ],
    [
      'TAP that ends early',
      'node-test',
      'TAP version 13\nok 1 - a\n',
      {
        disagreements: [
          'a plan is missing: the report may be cut off',
          'the sums at the end are missing: the report may be cut off',
        ],
      },
    ],
    [
      'a suite of node --test that failed outside of its tests, and a run that bailed out',
      'node-test',
      "TAP version 13\nnot ok 1 - s\n  ---\n  type: 'suite'\n  ...\nBail out! gone\n1..1\n# tests 0\n",
      { failures: ['the suite s failed outside of its tests', 'the run bailed out'] },
    ],
    [
      'totals of libtest, and a test that did not end',
      'cargo',
      lines([
        { type: 'suite', event: 'started', test_count: 2 },
        { type: 'test', event: 'started', name: 'a' },
        { type: 'test', event: 'started', name: 'b' },
        { type: 'test', event: 'ok', name: 'a' },
        { type: 'suite', event: 'ok', passed: 2, failed: 0, ignored: 0, measured: 0 },
      ]),
      {
        disagreements: [
          '1 tests of suite 1 began and did not end',
          'test_count of suite 1 is 2, and 1 are listed',
          'passed of suite 1 is 2, and 1 are listed',
        ],
      },
    ],
  ])('%s', (_name, format, text, { disagreements = [], failures = [] }) => {
    expect(said(text, format)).toMatchObject({ disagreements, failures });
  });
});

describe('refuses', () => {
  test.each<[string, TestFormat, string, string]>([
    ['XML of something else', 'junit', '<coverage/>', 'other: has another root than testsuites or testsuite'],
    [
      'XML that is cut off',
      'junit',
      '<testsuite>\n<testcase name="a"/>',
      'broken: is cut off: testsuite is not closed (line 2)',
    ],
    [
      'entities',
      'junit',
      '<!DOCTYPE x [<!ENTITY y "z">]>\n<testsuite/>',
      'broken: has a document type or a declaration: entities are not expanded, and nothing is fetched (line 1)',
    ],
    [
      'a status that is not known',
      'ctrf',
      ctrfText([{ name: 'a', status: 'great' }]),
      'broken: has a test 1 without a known status',
    ],
    [
      'a status of Jest that is not known',
      'jest',
      jestText([{ name: 'a', status: 'great' }]),
      'broken: has a test without a known status in ledger.test.js',
    ],
    [
      'results of Jest without tests',
      'jest',
      '{"numTotalTests":0,"testResults":[{}]}',
      'broken: has a file 1 without assertionResults',
    ],
    [
      'an outcome of pytest that is not known',
      'pytest-json',
      '{"exitcode":0,"summary":{},"tests":[{"outcome":"great"}]}',
      'broken: has a test 1 without a known outcome',
    ],
    [
      'a summary of pytest alone',
      'pytest-json',
      '{"exitcode":0,"summary":{"passed":1}}',
      'broken: lists no tests: leave --json-report-summary out',
    ],
    [
      'a key twice',
      'jest',
      '{"numTotalTests":0,\n"numTotalTests":1,"testResults":[]}',
      'broken: has a key twice, so that readers could see different reports (line 2)',
    ],
    ['JSON that is cut off', 'ctrf', '{"results":', 'broken: is not valid JSON'],
    [
      'TAP with something else in it',
      'node-test',
      'TAP version 13\nhello\n',
      'broken: has a line that is not TAP (line 2)',
    ],
    ['TAP of another kind', 'node-test', 'ok 1 - a\n', 'other: does not begin with TAP version 13 or 14'],
    ['TAP with a plan twice', 'node-test', 'TAP version 13\n1..0\n1..0\n', 'broken: has a plan twice (line 3)'],
    [
      'TAP that is cut off in details',
      'node-test',
      'TAP version 13\nok 1 - a\n  ---\n',
      'broken: is cut off in the details of a test (line 2)',
    ],
    ['libtest that is cut off', 'cargo', lines(libtest.slice(0, -1)), 'broken: is cut off: suite 1 did not end'],
    [
      'libtest with something else in it',
      'cargo',
      `${lines(libtest)}hello\n`,
      'broken: holds a line that is no event (line 10)',
    ],
    [
      'libtest with an event that is not known',
      'cargo',
      lines([libtest[0] ?? {}, { type: 'test', name: 'a', event: 'great' }]),
      'broken: has a test without a known event (line 2)',
    ],
    [
      'a suite in a suite',
      'cargo',
      lines([libtest[0] ?? {}, libtest[0] ?? {}]),
      'broken: begins a suite within another one (line 2)',
    ],
    ['the end of no suite', 'cargo', lines(libtest.slice(-1)), 'broken: ends a suite that did not begin (line 1)'],
    ['no events', 'cargo', 'hello', 'other: does not begin with an event'],
  ])('%s', (_name, format, text, message) => {
    expect(refused(text, format)).toContain(message);
  });

  test('bytes that are not UTF-8', () => {
    const content = new Uint8Array([...bytes('<testsuite name="'), 0xff, ...bytes('"/>')]);
    expect(readTestReport(content, 'junit')).toMatchObject({ ok: false, reason: 'broken', line: 1 });
    expect(detectFormat(content)).toEqual({});
  });
});

test.each<[string, string, object]>([
  ['XML of something else', '<coverage/>', { nearest: 'junit' }],
  ['JSON that has some keys of a format', '{"success":true,"numPassedTests":1}', { nearest: 'jest' }],
  ['JSON of nothing that is known', '{"hello":1}', {}],
  ['a list', '[1]', {}],
  ['text', 'all green', {}],
])('does not guess the format of %s', (_name, text, expected) => {
  expect(detectFormat(bytes(text))).toEqual(expected);
});

test('100,000 cases are read, and counted as they are', () => {
  const text = junitText(Array.from({ length: 100_000 }, (_, index) => ({ name: `case ${index}` })));
  const { cases, disagreements } = said(text, 'junit');
  expect([cases.length, new Set(cases).size, disagreements]).toEqual([100_000, 100_000, []]);
});

test('no bytes make a reader throw', () => {
  fc.assert(
    fc.property(fc.constantFrom(...testFormats), hostileText, fc.uint8Array({ maxLength: 30 }), (format, text, raw) => {
      for (const content of [
        bytes(text),
        raw,
        bytes(`<testsuite>${text}</testsuite>`),
        bytes(`TAP version 13\n${text}`),
      ]) {
        readTestReport(content, format);
        detectFormat(content);
      }
    }),
  );
});

const outcomes = fc.array(fc.constantFrom('passed' as const, 'failed' as const, 'skipped' as const), { maxLength: 20 });

test('JUnit XML is read as it was written', () => {
  fc.assert(
    fc.property(outcomes, (list) => {
      const read = said(junitText(list.map((outcome, index) => ({ name: `t${index}`, outcome }))), 'junit');
      expect(read.cases).toEqual(list.map((outcome, index) => `${outcome} unit > ledger > t${index}`));
      expect(read.disagreements).toEqual([]);
    }),
  );
});
