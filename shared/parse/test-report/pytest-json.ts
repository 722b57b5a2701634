import { isObject } from '../../core/json.ts';
import { milliseconds } from './ctrf.ts';
import { broken, compareTotal, other, type ReadTestReport, type TestCase } from './test-report.ts';

/** `xfailed`: it failed, as it was marked to: it proves nothing, and must be named. */
const outcomes: Readonly<Record<string, TestCase['outcome']>> = {
  passed: 'passed',
  xpassed: 'passed',
  failed: 'failed',
  error: 'failed',
  skipped: 'skipped',
  xfailed: 'skipped',
};

/** Reads the file of the plug-in pytest-json-report, with its list of tests. */
export function readPytestJson(value: unknown): ReadTestReport {
  if (!isObject(value) || !isObject(value['summary']) || !Object.hasOwn(value, 'exitcode'))
    return other('has no summary and exitcode');
  const { summary, tests, collectors, exitcode, created } = value;
  if (!Array.isArray(tests)) return broken('lists no tests: leave --json-report-summary out');
  const again = new Set<string>();
  const cases: TestCase[] = [];
  const words: Record<string, number> = {};
  for (const [index, test] of (tests as unknown[]).entries()) {
    const { nodeid, outcome: word } = isObject(test) ? test : {};
    const id = typeof nodeid === 'string' ? nodeid : '';
    if (word === 'rerun') {
      again.add(id);
      continue;
    }
    const outcome = typeof word === 'string' && Object.hasOwn(outcomes, word) ? outcomes[word] : undefined;
    if (outcome === undefined) return broken(`has a test ${index + 1} without a known outcome`);
    words[word as string] = (words[word as string] ?? 0) + 1;
    const parts = id.split('::');
    const name = parts.pop() ?? '';
    cases.push({ suites: parts.filter((part) => part !== ''), name, outcome, retried: false });
  }
  const failed = cases.some(({ outcome }) => outcome === 'failed');
  const broke = (Array.isArray(collectors) ? (collectors as unknown[]) : []).flatMap((collector) =>
    isObject(collector) && collector['outcome'] === 'failed'
      ? [`${typeof collector['nodeid'] === 'string' ? collector['nodeid'] : 'a file'} could not be collected`]
      : [],
  );
  const reruns = typeof summary['rerun'] === 'number' ? summary['rerun'] : 0;
  return {
    ok: true,
    report: {
      cases: cases.map((one) =>
        one.outcome === 'passed' && again.has([...one.suites, one.name].join('::')) ? { ...one, retried: true } : one,
      ),
      failures: [
        ...broke,
        // 5: no tests were collected, which is a finding of its own.
        ...(exitcode !== 0 && exitcode !== 5 && !failed && broke.length === 0
          ? [`pytest ended with the exit code ${JSON.stringify(exitcode)}`]
          : []),
      ],
      disagreements: [
        ...compareTotal('total in the summary', summary['total'], cases.length),
        ...Object.keys(outcomes).flatMap((word) =>
          compareTotal(`${word} in the summary`, summary[word], words[word] ?? 0),
        ),
        ...(exitcode === 0 && failed ? ['pytest ended with the exit code 0, and tests failed'] : []),
        ...(reruns > 0 && again.size === 0
          ? [`the summary says ${reruns} reruns, and does not list which tests were run again`]
          : []),
      ],
      commits: [],
      at: typeof created === 'number' ? milliseconds(created * 1000) : undefined,
      expected: undefined,
    },
  };
}
