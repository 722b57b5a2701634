import { isObject } from '../../core/json.ts';
import {
  broken,
  compareTotal,
  epochMilliseconds,
  other,
  type ReadTestReport,
  type TestCase,
  tally,
} from './test-report.ts';

const outcomes: Readonly<Record<string, TestCase['outcome']>> = {
  passed: 'passed',
  failed: 'failed',
  pending: 'skipped',
  skipped: 'skipped',
  todo: 'skipped',
  disabled: 'skipped',
};

/** Reads what `jest --json` writes; Vitest's reporter `json` writes the same. Suites are the file, without what all files share, and the titles. */
export function readJest(value: unknown): ReadTestReport {
  if (!isObject(value) || !Array.isArray(value['testResults']) || !Object.hasOwn(value, 'numTotalTests'))
    return other('has no testResults and numTotalTests');
  const files = value['testResults'] as unknown[];
  const shared = sharedFolder(files.map((file) => (isObject(file) ? file['name'] : undefined)));
  const cases: TestCase[] = [];
  const failures: string[] = [];
  const words = new Map<unknown, number>();
  for (const [index, file] of files.entries()) {
    const results = isObject(file) ? file['assertionResults'] : undefined;
    if (!isObject(file) || !Array.isArray(results)) return broken(`has a file ${index + 1} without assertionResults`);
    const name = typeof file['name'] === 'string' ? file['name'].replaceAll('\\', '/').slice(shared) : '';
    let failed = false;
    for (const result of results as unknown[]) {
      const one = isObject(result) ? caseOf(result, name) : undefined;
      if (one === undefined) return broken(`has a test without a known status in ${name}`);
      const word = (result as Record<string, unknown>)['status'];
      words.set(word, (words.get(word) ?? 0) + 1);
      failed ||= one.outcome === 'failed';
      cases.push(one);
    }
    if (file['status'] === 'failed' && !failed) failures.push(`the file ${name} failed outside of its tests`);
  }
  const counts = tally(cases);
  // Vitest counts each describe as a suite, and writes neither of these keys.
  const isJest = ['wasInterrupted', 'numRuntimeErrorTestSuites'].some((key) => Object.hasOwn(value, key));
  const broke = Math.max(0, ...[value['numRuntimeErrorTestSuites'], value['numFailedTestSuites']].map(countOf));
  if (broke > 0 && counts.failed + failures.length === 0)
    failures.push(`${broke} files failed, and no test of them is listed`);
  if (value['success'] !== true && counts.failed + failures.length === 0)
    failures.push('the run says that it did not succeed');
  return {
    ok: true,
    report: {
      cases,
      failures,
      disagreements: [
        ...compareTotal('numTotalTests', value['numTotalTests'], cases.length),
        ...compareTotal('numPassedTests', value['numPassedTests'], counts.passed),
        ...compareTotal('numFailedTests', value['numFailedTests'], counts.failed),
        ...comparePending(value['numPendingTests'], words),
        ...compareTotal('numTodoTests', value['numTodoTests'], words.get('todo') ?? 0),
        ...(isJest ? compareTotal('numTotalTestSuites', value['numTotalTestSuites'], files.length) : []),
        ...(value['wasInterrupted'] === true ? ['the run was interrupted'] : []),
      ],
      commits: [],
      at: epochMilliseconds(value['startTime']),
      expected: undefined,
    },
  };
}

function caseOf(result: Record<string, unknown>, file: string): TestCase | undefined {
  const { status, title, fullName, ancestorTitles, invocations, retryReasons } = result;
  const outcome = typeof status === 'string' && Object.hasOwn(outcomes, status) ? outcomes[status] : undefined;
  if (outcome === undefined) return undefined;
  const again =
    (typeof invocations === 'number' && invocations > 1) || (Array.isArray(retryReasons) && retryReasons.length > 0);
  const titles = Array.isArray(ancestorTitles) ? (ancestorTitles as unknown[]) : [];
  return {
    suites: [file, ...titles.filter((part) => typeof part === 'string')].filter((part) => part !== ''),
    name: typeof title === 'string' ? title : typeof fullName === 'string' ? fullName : '',
    outcome,
    retried: outcome === 'passed' && again,
  };
}

function countOf(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

/** Pending, skipped and disabled tests are one for some runners, and several for others. */
function comparePending(said: unknown, words: ReadonlyMap<unknown, number>): string[] {
  const pending = words.get('pending') ?? 0;
  const all = pending + (words.get('skipped') ?? 0) + (words.get('disabled') ?? 0);
  return said === pending ? [] : compareTotal('numPendingTests', said, all);
}

/** The length of the folder that all files lie in, with its `/`: it is another one on each machine. */
function sharedFolder(names: readonly unknown[]): number {
  const paths = names.filter((name) => typeof name === 'string').map((name) => name.replaceAll('\\', '/'));
  const [first] = paths;
  if (first === undefined) return 0;
  let shared = first.lastIndexOf('/') + 1;
  while (shared > 0 && !paths.every((path) => path.startsWith(first.slice(0, shared))))
    shared = first.lastIndexOf('/', shared - 2) + 1;
  return shared;
}
