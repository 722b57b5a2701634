import { isObject } from '../../core/json.ts';
import { broken, compareTotal, epochMilliseconds, other, type ReadTestReport, type TestCase } from './test-report.ts';

const outcomes: Readonly<Record<string, TestCase['outcome']>> = {
  passed: 'passed',
  failed: 'failed',
  skipped: 'skipped',
  pending: 'skipped',
  other: 'skipped',
};

/** Reads the Common Test Report Format (ctrf.io): `results` with `summary` and `tests`. */
export function readCtrf(value: unknown): ReadTestReport {
  const results = isObject(value) ? value['results'] : undefined;
  if (!isObject(results)) return other('has no results');
  const { tests, summary, environment } = results;
  if (!Array.isArray(tests) || !isObject(summary)) return other('has no results with a summary and tests');
  const cases: TestCase[] = [];
  const words: Record<string, number> = { passed: 0, failed: 0, skipped: 0, pending: 0, other: 0 };
  for (const [index, test] of (tests as unknown[]).entries()) {
    const one = isObject(test) ? caseOf(test) : undefined;
    if (one === undefined || !isObject(test)) return broken(`has a test ${index + 1} without a known status`);
    const word = test['status'] as string;
    words[word] = (words[word] ?? 0) + 1;
    cases.push(one);
  }
  const retried = cases.filter((one) => one.retried).length;
  const start = summary['start'];
  const commit = isObject(environment) ? environment['commit'] : undefined;
  return {
    ok: true,
    report: {
      cases,
      failures: [],
      disagreements: [
        ...compareTotal('the number of tests in the summary', summary['tests'], cases.length),
        ...Object.entries(words).flatMap(([word, count]) =>
          compareTotal(`the number of ${word} tests in the summary`, summary[word], count),
        ),
        ...(typeof summary['flaky'] === 'number' && summary['flaky'] > retried
          ? [`the summary says ${summary['flaky']} flaky tests, and ${retried} are listed`]
          : []),
      ],
      commits: typeof commit === 'string' ? [commit] : [],
      at: epochMilliseconds(start),
      expected: undefined,
    },
  };
}

function caseOf(test: Record<string, unknown>): TestCase | undefined {
  const { name, status, suite, flaky, retries, retryAttempts } = test;
  const outcome = typeof status === 'string' && Object.hasOwn(outcomes, status) ? outcomes[status] : undefined;
  if (outcome === undefined) return undefined;
  const attempts = Array.isArray(retryAttempts) ? (retryAttempts as unknown[]) : [];
  const before = attempts.some((attempt) => isObject(attempt) && attempt['status'] !== 'passed');
  const again = flaky === true || before || (typeof retries === 'number' && retries > 0);
  const listed = Array.isArray(suite) ? (suite as unknown[]) : [suite];
  return {
    suites: listed.filter((part) => typeof part === 'string').filter((part) => part !== ''),
    name: typeof name === 'string' ? name : '',
    outcome,
    retried: outcome === 'passed' && again,
  };
}
