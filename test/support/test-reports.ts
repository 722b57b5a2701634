import type { TestCase } from '../../shared/parse/test-report/test-report.ts';

/** JUnit XML of one suite with these cases, its totals right unless others are given. */
export function junitText(
  cases: readonly (Partial<TestCase> & { name: string; inner?: string })[],
  { attributes, top = '' }: { attributes?: string; top?: string } = {},
): string {
  const count = (outcome: TestCase['outcome']): number => cases.filter((one) => one.outcome === outcome).length;
  const totals = `tests="${cases.length}" failures="${count('failed')}" errors="0" skipped="${count('skipped')}"`;
  const inner = { passed: '', failed: '<failure message="no"/>', skipped: '<skipped/>' };
  const lines = cases.map(
    ({ name, outcome = 'passed', retried = false, inner: own = inner[outcome] }) =>
      `<testcase classname="ledger" name="${name}" time="0.1">${own}${retried ? '<flakyFailure/>' : ''}</testcase>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites><testsuite name="unit" ${attributes ?? totals}>${top}\n${lines.join('\n')}\n</testsuite></testsuites>\n`;
}

/** `jest --json` of one file. */
export function jestText(
  cases: readonly { name: string; status: string; invocations?: number }[],
  more: object = {},
): string {
  const count = (status: string): number => cases.filter((one) => one.status === status).length;
  const assertionResults = cases.map(({ name: title, status, invocations = 1 }) => ({
    ancestorTitles: ['ledger'],
    fullName: `ledger ${title}`,
    title,
    status,
    invocations,
    retryReasons: [],
  }));
  const failed = count('failed') > 0;
  return JSON.stringify({
    numTotalTests: cases.length,
    numPassedTests: count('passed'),
    numFailedTests: count('failed'),
    numPendingTests: count('pending'),
    startTime: 1_773_144_000_000,
    success: !failed,
    testResults: [
      { name: '/home/runner/desk/test/ledger.test.js', status: failed ? 'failed' : 'passed', assertionResults },
    ],
    wasInterrupted: false,
    ...more,
  });
}

/** CTRF with these tests, its totals right. */
export function ctrfText(tests: readonly object[], more: { summary?: object; environment?: object } = {}): string {
  const count = (word: string): number => tests.filter((one) => (one as { status?: string }).status === word).length;
  const words = ['passed', 'failed', 'skipped', 'pending', 'other'];
  const summary = {
    tests: tests.length,
    ...Object.fromEntries(words.map((word) => [word, count(word)])),
    start: 1_773_144_000_000,
    stop: 1_773_144_001_000,
    ...more.summary,
  };
  const results = {
    tool: { name: 'made' },
    summary,
    tests,
    ...(more.environment === undefined ? {} : { environment: more.environment }),
  };
  return JSON.stringify({ reportFormat: 'CTRF', specVersion: '0.0.0', results });
}

/** A durability report, in the shape of the tools that write them. */
export function durabilityText(returncodes: readonly number[], more: { summary?: object; top?: object } = {}): string {
  const failed = returncodes.filter((code) => code !== 0).length;
  return JSON.stringify({
    generated_at: '2026-03-10T11:00:00Z',
    status: failed === 0 ? 'passed' : 'failed',
    contract: 'replay_determinism_v1',
    summary: {
      total_tests: returncodes.length,
      expected_total_tests: returncodes.length,
      test_execution_complete: true,
      passed_tests: returncodes.length - failed,
      failed_tests: failed,
      ...more.summary,
    },
    tests: returncodes.map((returncode, index) => ({ nodeid: `test_x.py::test_${index}`, returncode })),
    failures: returncodes.flatMap((code, index) => (code === 0 ? [] : [`test_x.py::test_${index}`])),
    ...more.top,
  });
}
