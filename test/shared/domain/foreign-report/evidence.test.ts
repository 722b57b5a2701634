import { describe, expect, test } from '@jest/globals';
import { readForeign } from '../../../../shared/domain/foreign-report/read.ts';
import { check, said } from '../../../support/foreign-documents.ts';

const aTest = (nodeid: string, returncode: unknown = 0): object => ({ nodeid, returncode });
const testCounts = {
  total_tests: 2,
  expected_total_tests: 2,
  passed_tests: 2,
  failed_tests: 0,
  test_execution_complete: true,
};
const twoTests = [aTest('a'), aTest('b')];
const runs = {
  test_nodes: 1,
  repetitions: 2,
  expected_total_executions: 2,
  completed_executions: 2,
  execution_complete: true,
  passed_executions: 2,
  failed_executions: 0,
};
const twoRuns = [
  { nodeid: 'a', repetition: 1, returncode: 0 },
  { nodeid: 'a', repetition: 2, returncode: 0 },
];
const reportCounts = { total_reports: 2, passed: 2, failed: 0, unverified: 0, unknown: 0, invalid: 0, missing: 0 };
const twoReports = [
  { path: 'a.json', status: 'passed' },
  { path: 'b.json', status: 'ok' },
];
const contradiction = '1 /status: the status "passed" contradicts what else the report says';

describe('a list of checks', () => {
  test.each<[string, unknown, string[]]>([
    [
      'that all passed',
      { status: 'passed', summary: { total: 2, passed: 2, failed: 0 }, checks: [check('a'), check('b')] },
      ['passed: 2 of 2 checks passed; status "passed"'],
    ],
    [
      'that all passed, without a status and without counters',
      { checks: [{ name: 'a', passed: true }] },
      ['passed: 1 of 1 check passed'],
    ],
    [
      'with a false one is failed, however low its severity and whatever the status says',
      { status: 'passed', checks: [check('a'), { ...check('b', false), severity: 'low', detail: 'too old' }] },
      [
        'failed: 1 of 2 checks passed; status "passed"',
        '1 /checks/1: check "b" did not pass: "too old"',
        contradiction,
      ],
    ],
    [
      'that is empty',
      { status: 'passed', checks: [] },
      [
        'unverified (claimed): 0 of 0 checks passed; status "passed"',
        '1 /checks: nothing was measured: there are no checks',
        contradiction,
      ],
    ],
    [
      'that passed below a status that says otherwise',
      { status: 'failed', checks: [check('a')] },
      [
        'failed: 1 of 1 check passed; status "failed"',
        '1 /status: the report says status "failed"',
        '1 /status: the status "failed" contradicts its checks, which all passed',
      ],
    ],
    [
      'with entries that say nothing',
      { checks: ['a', null, { check_id: 'c' }, check('d', 'true'), check('e', 1), { passed: true }] },
      [
        'unverified: 1 of 6 checks passed',
        '1 /checks/0: check 1 says neither true nor false',
        '1 /checks/0: check 1 has no name',
        '1 /checks/1: check 2 says neither true nor false',
        '1 /checks/1: check 2 has no name',
        '1 /checks/2: check "c" says neither true nor false',
        '1 /checks/3: check "d" says neither true nor false',
        '1 /checks/4: check "e" says neither true nor false',
        '1 /checks/5: check 6 has no name',
      ],
    ],
    [
      'with one check twice',
      { checks: [check('a'), check('a')] },
      ['unverified: 2 of 2 checks passed', '1 /checks/1: check "a" stands in the list twice'],
    ],
    [
      'that is no list',
      { checks: 'all' },
      ['unverified (claimed): 0 of 0 checks passed', '1 /checks: "checks" is neither a list nor an object'],
    ],
    [
      'that is null',
      { status: 'passed', checks: null },
      [
        'unverified (claimed): 0 of 0 checks passed; status "passed"',
        '1 /checks: "checks" is neither a list nor an object',
        contradiction,
      ],
    ],
    ['called completeness_checks', { completeness_checks: [check('a')] }, ['passed: 1 of 1 check passed']],
  ])('%s', (_name, document, expected) => {
    expect(said(readForeign(JSON.stringify(document)))).toEqual(expected);
  });
});

describe('an object of checks', () => {
  test.each<[string, unknown, string[]]>([
    [
      'that are all true',
      {
        status: 'passed',
        summary: { automated_checks_total: 2, automated_checks_passed: 2, automated_checks_failed: 0 },
        checks: { a: true, b: true },
      },
      ['passed: 2 of 2 checks passed; status "passed"'],
    ],
    [
      'with a false one, named by its key',
      { checks: { a: true, 'b/c': false } },
      ['failed: 1 of 2 checks passed', '1 /checks/b~1c: check "b/c" did not pass'],
    ],
    [
      'with a word for true',
      { checks: { a: 'true', b: { passed: true } } },
      [
        'unverified: 0 of 2 checks passed',
        '1 /checks/a: check "a" says neither true nor false',
        '1 /checks/b: check "b" says neither true nor false',
      ],
    ],
    [
      'that is empty',
      { checks: {} },
      ['unverified (claimed): 0 of 0 checks passed', '1 /checks: nothing was measured: there are no checks'],
    ],
  ])('%s', (_name, document, expected) => {
    expect(said(readForeign(JSON.stringify(document)))).toEqual(expected);
  });
});

describe('a list of tests', () => {
  test.each<[string, unknown, string[]]>([
    ['that all ended with 0', { tests: twoTests, summary: testCounts, failures: [] }, ['passed: 2 of 2 tests passed']],
    ['that all ended with 0, each repeated', { tests: twoRuns, summary: runs }, ['passed: 2 of 2 tests passed']],
    [
      'with one that ended with another code',
      {
        status: 'passed',
        tests: [aTest('a'), aTest('b', 2)],
        summary: { ...testCounts, passed_tests: 1, failed_tests: 1 },
        failures: ['b'],
      },
      [
        'failed: 1 of 2 tests passed; status "passed"',
        '1 /tests/1: test "b" ended with 2',
        '1 /summary/failed_tests: "failed_tests" is 1',
        '1 /failures/0: "failures" holds 1 item: "b"',
        contradiction,
        '1 /summary/passed_tests: "passed_tests" is 1 and "total_tests" is 2',
      ],
    ],
    [
      'that was cut short',
      {
        tests: [aTest('a')],
        summary: { ...testCounts, total_tests: 1, passed_tests: 1, test_execution_complete: false },
      },
      [
        'unverified: 1 of 1 test passed',
        '1 /summary/expected_total_tests: 2 were expected and "total_tests" is 1',
        '1 /summary/test_execution_complete: "test_execution_complete" is not true',
      ],
    ],
    [
      'shorter than its counters say',
      { tests: [aTest('a')], summary: testCounts },
      [
        'unverified: 1 of 1 test passed',
        '1 /summary/total_tests: "total_tests" is 2 and the list holds 1 test',
        '1 /summary/passed_tests: "passed_tests" is 2 and the list holds 1 test that passed',
      ],
    ],
    [
      'without counters: nobody says how many there should be',
      { status: 'passed', tests: twoTests },
      [
        'unverified: 2 of 2 tests passed; status "passed"',
        '1 /tests: nothing says how many tests were expected: the summary has no counters of tests',
        contradiction,
      ],
    ],
    [
      'with odd return codes',
      {
        tests: [aTest('a', null), aTest('b', 0.5), aTest('c', '0')],
        summary: { ...testCounts, total_tests: 3, expected_total_tests: 3, passed_tests: 3 },
      },
      [
        'unverified: 0 of 3 tests passed',
        '1 /tests/0: test "a" has no return code',
        '1 /tests/1: test "b" has no return code',
        '1 /tests/2: test "c" has no return code',
        '1 /summary/passed_tests: "passed_tests" is 3 and the list holds 0 tests that passed',
      ],
    ],
    [
      'with one test in place of another',
      { tests: [aTest('a'), aTest('a')], summary: testCounts },
      ['unverified: 2 of 2 tests passed', '1 /tests/1: test "a" stands in the list twice'],
    ],
    [
      'whose repetitions do not make up what was expected',
      { tests: twoRuns, summary: { ...runs, test_nodes: 2, repetitions: 2 } },
      [
        'unverified: 2 of 2 tests passed',
        '1 /summary/test_nodes: 2 tests times 2 repetitions are not what "expected_total_executions" says',
        '1 /summary/test_nodes: "test_nodes" is 2 and the list holds 1 different test',
      ],
    ],
    [
      'of which none was expected',
      { tests: [], summary: { ...testCounts, total_tests: 0, expected_total_tests: 0, passed_tests: 0 } },
      [
        'unverified (claimed): 0 of 0 tests passed',
        '1 /tests: nothing was measured: there are no tests',
        '1 /summary/total_tests: nothing was measured: "total_tests" is 0',
        '1 /summary/expected_total_tests: nothing was expected: "expected_total_tests" is 0',
      ],
    ],
  ])('%s', (_name, document, expected) => {
    expect(said(readForeign(JSON.stringify(document)))).toEqual(expected);
  });

  test('with a return code that is read as 0 and is none', () => {
    const text = JSON.stringify({ tests: [aTest('a'), aTest('b', 'x')], summary: testCounts }).replace('"x"', '1e-400');
    expect(said(readForeign(text))).toEqual([
      'unverified: 2 of 2 tests passed',
      '1 /tests/1/returncode: a return code is not a whole number',
    ]);
  });
});

describe('a summary of reports', () => {
  test.each<[string, unknown, string[]]>([
    [
      'that all passed is a claim: it holds words of other reports',
      { status: 'passed', reports: twoReports, summary: reportCounts },
      ['passed (claimed): 2 of 2 reports passed; status "passed"'],
    ],
    [
      'with a failed one',
      { reports: [twoReports[0], { path: 'b', status: 'failed' }], summary: { ...reportCounts, passed: 1, failed: 1 } },
      [
        'failed (claimed): 1 of 2 reports passed',
        '1 /reports/1: report "b" is "failed"',
        '1 /summary/failed: "failed" is 1',
        '1 /summary/passed: "passed" is 1 and "total_reports" is 2',
      ],
    ],
    [
      'with words that do not pass',
      { reports: [{ path: 'a', status: 'skipped' }, { path: 'b', status: 'green' }, { path: 'c' }] },
      [
        'unverified (claimed): 0 of 3 reports passed',
        '1 /reports/0: report "a" is "skipped"',
        '1 /reports/1: report "b" has the unknown status "green"',
        '1 /reports/2: report "c" has no status',
      ],
    ],
    [
      'with fewer reports than counted',
      { reports: [twoReports[0]], summary: reportCounts },
      [
        'unverified (claimed): 1 of 1 report passed',
        '1 /summary/total_reports: "total_reports" is 2 and the list holds 1 report',
        '1 /summary/passed: "passed" is 2 and the list holds 1 report that passed',
      ],
    ],
    [
      'with missing ones',
      { reports: twoReports, summary: { ...reportCounts, missing: 1 } },
      ['unverified (claimed): 2 of 2 reports passed', '1 /summary/missing: "missing" is 1'],
    ],
    [
      'of nothing',
      { reports: [], summary: { ...reportCounts, total_reports: 0, passed: 0 } },
      [
        'unverified (claimed): 0 of 0 reports passed',
        '1 /reports: nothing was measured: there are no reports',
        '1 /summary/total_reports: nothing was measured: "total_reports" is 0',
      ],
    ],
  ])('%s', (_name, document, expected) => {
    expect(said(readForeign(JSON.stringify(document)))).toEqual(expected);
  });
});
