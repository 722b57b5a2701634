import { isObject } from '../../core/json.ts';
import { broken, compareTotal, epochMilliseconds, other, type ReadTestReport, type TestCase } from './test-report.ts';

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
  const again = new Map<string, TestCase['outcome']>();
  const cases: TestCase[] = [];
  const words: Record<string, number> = {};
  const contradictions: string[] = [];
  for (const [index, test] of (tests as unknown[]).entries()) {
    const { nodeid, outcome: word } = isObject(test) ? test : {};
    const id = typeof nodeid === 'string' ? nodeid : '';
    const phaseFailed = isObject(test) && phases.some((phase) => hasFailed(test[phase]));
    if (word === 'rerun') {
      again.set(id, phaseFailed ? 'failed' : 'passed');
      continue;
    }
    const outcome = typeof word === 'string' && Object.hasOwn(outcomes, word) ? outcomes[word] : undefined;
    if (outcome === undefined) return broken(`has a test ${index + 1} without a known outcome`);
    if (phaseFailed && outcome !== 'failed') contradictions.push(`${id} is ${String(word)}, and a phase of it failed`);
    words[word as string] = (words[word as string] ?? 0) + 1;
    cases.push({ ...pathOf(id), outcome, retried: false });
  }
  const listed = cases.length;
  const known = new Set(cases.map(keyOf));
  // The plug-in has one entry for each test: `rerun` stays its outcome when it passes in the end.
  const tried = [...again].flatMap(([id, outcome]): TestCase[] =>
    known.has(keyOf(pathOf(id))) ? [] : [{ ...pathOf(id), outcome, retried: outcome === 'passed' }],
  );
  const reran = new Set([...again.keys()].map((id) => keyOf(pathOf(id))));
  const failed = [...cases, ...tried].some(({ outcome }) => outcome === 'failed');
  const collected = (Array.isArray(collectors) ? (collectors as unknown[]) : []).filter(isObject);
  const nameOf = ({ nodeid }: Record<string, unknown>): string => (typeof nodeid === 'string' ? nodeid : 'a file');
  const broke = collected
    .filter(({ outcome }) => outcome === 'failed')
    .map((collector) => `${nameOf(collector)} could not be collected`);
  // A file that skips itself is listed as no test at all.
  const skippedFiles = collected
    .filter(({ outcome }) => outcome === 'skipped')
    .map((collector): TestCase => ({ suites: [], name: nameOf(collector), outcome: 'skipped', retried: false }));
  const deselected = typeof summary['deselected'] === 'number' ? summary['deselected'] : 0;
  const missing = typeof summary['collected'] === 'number' ? summary['collected'] - deselected - tests.length : 0;
  const reruns = typeof summary['rerun'] === 'number' ? summary['rerun'] : 0;
  return {
    ok: true,
    report: {
      cases: [
        ...cases.map((one) => (one.outcome === 'passed' && reran.has(keyOf(one)) ? { ...one, retried: true } : one)),
        ...tried,
        ...skippedFiles,
      ],
      failures: [
        ...broke,
        // 5: no tests were collected, which is a finding of its own.
        ...(exitcode !== 0 && exitcode !== 5 && !failed && broke.length === 0
          ? [`pytest ended with the exit code ${JSON.stringify(exitcode)}`]
          : []),
      ],
      disagreements: [
        // Entries of attempts count for the plug-in, which has one for each test.
        ...(summary['total'] === tests.length ? [] : compareTotal('total in the summary', summary['total'], listed)),
        ...(missing > 0 ? [`${missing} tests were collected, and neither ran nor were left out`] : []),
        ...contradictions,
        ...(exitcode === 5 && tests.length > 0
          ? ['pytest ended with the exit code of no tests, and tests are listed']
          : []),
        ...Object.keys(outcomes).flatMap((word) =>
          compareTotal(`${word} in the summary`, summary[word], words[word] ?? 0),
        ),
        ...(exitcode === 0 && failed ? ['pytest ended with the exit code 0, and tests failed'] : []),
        ...(reruns > 0 && again.size === 0
          ? [`the summary says ${reruns} reruns, and does not list which tests were run again`]
          : []),
      ],
      commits: [],
      at: typeof created === 'number' ? epochMilliseconds(created * 1000) : undefined,
      expected: undefined,
      ...(deselected > 0 ? { leftOut: { count: deselected, word: 'deselected' } } : {}),
    },
  };
}

const phases = ['setup', 'call', 'teardown'] as const;

function hasFailed(phase: unknown): boolean {
  return isObject(phase) && (phase['outcome'] === 'failed' || phase['outcome'] === 'error');
}

function pathOf(id: string): Pick<TestCase, 'suites' | 'name'> {
  const parts = id.split('::');
  const name = parts.pop() ?? '';
  return { suites: parts.filter((part) => part !== ''), name };
}

function keyOf({ suites, name }: Pick<TestCase, 'suites' | 'name'>): string {
  return JSON.stringify([suites, name]);
}
