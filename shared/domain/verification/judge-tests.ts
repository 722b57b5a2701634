import { counted } from '../../core/counted.ts';
import { isNameless } from '../../parse/test-report/test-report.ts';
import { listed } from '../../parse/text.ts';
import { noData, passed, unverified, type Verdict } from '../verdict/verdict.ts';
import type { Verification } from './config.ts';
import type { Tests } from './tests.ts';

/** What is judged of the tests of a verification, by rule. */
export const testRules = ['executed', 'no-failures', 'skips', 'retries', 'suites', 'totals'] as const;
export type TestRule = (typeof testRules)[number];

/** The most names that a result holds; the report on tests has them all. */
const most = 100;

/** Judges what reports on tests say against what the policy expects. */
export function judgeTests(asked: Verification, tests: Tests): Record<TestRule, Verdict> {
  return {
    executed: judgeExecuted(asked, tests),
    'no-failures': judgeFailures(tests),
    skips: judgeSkips(asked, tests),
    retries: judgeRetries(asked, tests),
    suites: judgeSuites(asked, tests),
    totals: judgeTotals(tests),
  };
}

function failed(problem: string, actual: unknown, fix: string, expected?: unknown): Verdict {
  return { status: 'failed', problem, actual, fix, ...(expected === undefined ? {} : { expected }) };
}

function judgeExecuted({ expected: wanted }: Verification, { executed, expected: said }: Tests): Verdict {
  const ran = counted(executed, 'test');
  if (executed === 0)
    return failed(
      'no test ran',
      0,
      'let the tests be found and run: a run without tests proves nothing',
      'tests that ran',
    );
  const fix = 'run all tests, or have the number under expected changed where tests were added or removed on purpose';
  if (said !== undefined && said !== executed)
    return failed(`${ran} ran, and the report says that ${said} should have`, executed, fix, said);
  if (wanted === undefined) {
    // A report that is made by the judged code can expect whatever it has.
    const who = said === undefined ? 'nothing' : 'nothing but the report itself';
    return unverified(noData(`${ran} ran, and ${who} says how many should have`, 'expected in the configuration'));
  }
  if (typeof wanted === 'number' && executed !== wanted)
    return failed(`${ran} ran, expected ${wanted}`, executed, fix, wanted);
  if (typeof wanted === 'object' && executed < wanted.minimum)
    return failed(`${ran} ran, expected at least ${wanted.minimum}`, executed, fix, `at least ${wanted.minimum}`);
  return passed;
}

function judgeFailures({ failed: names, failures }: Tests): Verdict {
  if (names.length + failures.length === 0) return passed;
  const parts = [
    ...(names.length === 0 ? [] : [`${counted(names.length, 'test')} failed: ${listed(names)}`]),
    ...(failures.length === 0 ? [] : [listed(failures)]),
  ];
  return failed(parts.join('; '), [...names, ...failures].slice(0, most), 'mend what fails', []);
}

function judgeSkips({ skips, expected }: Verification, { skipped, leftOut }: Tests): Verdict {
  const allowed = new Set(skips.map(({ test }) => test));
  // What has no name cannot be named: many tests would hide behind one entry.
  const unnamed = skipped.filter((name) => !allowed.has(name) || isNameless(name));
  if (unnamed.length === 0) {
    // An exact number says how many tests are meant; a least one does not say which may be missing.
    if (leftOut.length === 0 || typeof expected === 'number') return passed;
    const problem = `tests were left out by a filter, and nobody says which: ${listed(leftOut)}`;
    return failed(problem, leftOut, 'run them all, or write the exact number of tests under expected', []);
  }
  const problem = `${counted(unnamed.length, 'test')} did not run, and no reason is given: ${listed(unnamed)}`;
  return failed(problem, unnamed.slice(0, most), 'run them, or name each with its reason under skips', [...allowed]);
}

function judgeRetries({ retries }: Verification, { retried }: Tests): Verdict {
  if (retried.length === 0) return passed;
  if (retries !== undefined)
    return { status: 'not-applicable', why: `the configuration allows retries: ${retries.reason}` };
  const problem = `${counted(retried.length, 'test')} passed only when run again: ${listed(retried)}`;
  return failed(
    problem,
    retried.slice(0, most),
    'mend what makes them fail at times, or give a reason under retries',
    [],
  );
}

function judgeSuites({ suites }: Verification, tests: Tests): Verdict {
  if (suites.length === 0) return { status: 'not-applicable', why: 'the configuration names no suite' };
  const missing = suites.filter((suite) => !tests.suites.has(suite));
  if (missing.length === 0) return passed;
  const problem = `no test ran of ${counted(missing.length, 'suite')}: ${listed(missing)}`;
  return failed(
    problem,
    missing,
    'run these suites, or name them under suites from the outermost on, as the results do',
    [],
  );
}

function judgeTotals({ disagreements }: Tests): Verdict {
  if (disagreements.length === 0) return passed;
  const fix = 'have the report written by the test runner, whole and unchanged';
  return failed(`the report contradicts itself: ${listed(disagreements, 3)}`, disagreements.slice(0, most), fix, []);
}
