import { parseTime } from '../../core/time.ts';
import { lineIndex } from '../text.ts';
import { broken, nodeFileName, other, type ReadTestReport, type TestCase } from './test-report.ts';
import { readXml } from './xml.ts';

/** What is counted of a suite and of everything in it. */
interface Suite {
  name: string;
  attributes: ReadonlyMap<string, string>;
  offset: number;
  own: Sum;
  all: Sum;
}

interface Sum {
  tests: number;
  failed: number;
  /** Of them those that have a failure and an error: both are counted by some tools. */
  both: number;
  skipped: number;
}

interface Open {
  attributes: ReadonlyMap<string, string>;
  children: Set<string>;
}

const emptySum = (): Sum => ({ tests: 0, failed: 0, both: 0, skipped: 0 });
const flaky = ['flakyFailure', 'flakyError', 'rerunFailure', 'rerunError'];
/** What words of `status` and `result` mean, without case and separators; any other word is not guessed at. */
const words: ReadonlyMap<string, TestCase['outcome']> = new Map([
  ...['', 'run', 'completed', 'finished', 'passed', 'pass', 'success', 'successful', 'ok'].map(
    (word) => [word, 'passed'] as const,
  ),
  ...['failed', 'failure', 'fail', 'error', 'errored', 'broken', 'timeout', 'timedout', 'aborted'].map(
    (word) => [word, 'failed'] as const,
  ),
  ...['interrupted', 'cancelled', 'canceled', 'incomplete', 'undefined'].map((word) => [word, 'failed'] as const),
  ...['notrun', 'disabled', 'skipped', 'skip', 'ignored', 'suppressed', 'filtered', 'pending', 'untested', 'todo'].map(
    (word) => [word, 'skipped'] as const,
  ),
  ['inconclusive', 'skipped'],
]);
/** Elements that mean something here; under a prefix they are of another language. */
const meaningful: ReadonlySet<string> = new Set([
  ...['testsuites', 'testsuite', 'testcase', 'failure', 'error', 'skipped', 'property'],
  ...flaky,
]);

/**
 * Reads JUnit XML as test runners write it (`testsuites` or `testsuite` at the top, suites in suites). The format has no standard; what is
 * read is what JUnit, Surefire, Gradle, pytest, jest-junit, GoogleTest, nextest and `node --test` write. Retries are told by
 * `flakyFailure`, `flakyError`, `rerunFailure` and `rerunError` (Surefire, nextest, Gradle), or by two cases of one name of which one failed.
 * What stands anywhere within a case counts for it.
 */
export function readJunit(text: string): ReadTestReport {
  const cases: TestCase[] = [];
  const failures: string[] = [];
  const commits = new Set<string>();
  const times: number[] = [];
  const zoneless: number[] = [];
  const totals: Omit<Suite, 'own'>[] = [];
  const disagreements: { message: string; offset: number }[] = [];
  const suites: Suite[] = [];
  const path: string[] = [];
  let root: string | undefined;
  let current: Open | undefined;
  let refused: { message: string; offset: number } | undefined;

  const problem = readXml(text, {
    open(name, attributes, offset) {
      root ??= name;
      path.push(name);
      const colon = name.lastIndexOf(':');
      if (colon !== -1 && meaningful.has(name.slice(colon + 1)))
        refused ??= { message: `has the element ${name}, which is of another name space`, offset };
      const isSuite = name === 'testsuite' || name === 'testsuites';
      if (current !== undefined && (isSuite || name === 'testcase'))
        refused ??= { message: `has a ${name} within a test`, offset };
      if (name === 'testsuite' || name === 'testsuites') {
        suites.push({
          name: attributes.get('name') ?? '',
          attributes,
          offset,
          own: emptySum(),
          all: emptySum(),
        });
        const timestamp = attributes.get('timestamp')?.trim() ?? '';
        const at = parseTime(timestamp);
        if (at !== undefined) times.push(at);
        else if (timestamp !== '') zoneless.push(parseTime(`${timestamp}Z`) ?? Number.NEGATIVE_INFINITY);
      } else if (name === 'testcase' && current === undefined) {
        current = { attributes, children: new Set() };
        const unknown = ['status', 'result'].find((key) => outcomeOf(attributes.get(key)) === undefined);
        if (unknown !== undefined)
          refused ??= {
            message: `has a test with the ${unknown} ${attributes.get(unknown)}, which is not known`,
            offset,
          };
      } else if (name === 'property' && attributes.get('name') === 'commit') {
        const commit = attributes.get('value');
        if (commit !== undefined) commits.add(commit);
      } else if (current !== undefined) current.children.add(name);
      else if (name === 'failure' || name === 'error')
        failures.push(`the suite ${suites.at(-1)?.name ?? ''} has a ${name} of its own`);
      else if (name === 'skipped') {
        const names = suites.map((suite) => suite.name).filter((each) => each !== '');
        cases.push({ suites: names.slice(0, -1), name: names.at(-1) ?? '', outcome: 'skipped', retried: false });
      }
    },
    close(name) {
      path.pop();
      if (name === 'testcase' && current !== undefined && !path.includes('testcase')) {
        cases.push(caseOf(current, suites));
        current = undefined;
      } else if (name === 'testsuite' || name === 'testsuites') {
        const suite = suites.pop();
        if (suite === undefined) return;
        const parent = suites.at(-1);
        if (parent !== undefined) add(parent.all, suite.all);
        totals.push(suite);
        for (const message of disagreementsOf(suite)) disagreements.push({ message, offset: suite.offset });
      }
    },
  });
  if (problem !== undefined) return broken(problem.message, lineIndex(text).position(problem.offset).line);
  if (root !== 'testsuites' && root !== 'testsuite') return other('has another root than testsuites or testsuite');
  if (refused !== undefined) return broken(refused.message, lineIndex(text).position(refused.offset).line);
  const lines = disagreements.length === 0 ? undefined : lineIndex(text);
  return {
    ok: true,
    report: {
      cases: withRepeated(cases.filter((one) => !isNodeFile(one))),
      failures,
      disagreements: disagreements.map(({ message, offset }) => `${message} (line ${lines?.position(offset).line})`),
      commits: [...commits],
      at: times.length === 0 ? undefined : times.reduce((earliest, time) => Math.min(earliest, time)),
      expected: undefined,
      ...(zoneless.length === 0 ? {} : { zoneless: zoneless.reduce((earliest, time) => Math.min(earliest, time)) }),
    },
  };
}

/** What `node --test` writes for a file in which there is no test. */
function isNodeFile({ suites, name, outcome }: TestCase): boolean {
  return outcome === 'passed' && suites.length === 1 && suites[0] === 'test' && nodeFileName.test(name);
}

function outcomeOf(word = ''): TestCase['outcome'] | undefined {
  return words.get(word.toLowerCase().replaceAll(/[\s_-]/g, ''));
}

function caseOf({ attributes, children }: Open, open: readonly Suite[]): TestCase {
  const said = [outcomeOf(attributes.get('status')), outcomeOf(attributes.get('result'))];
  const both = children.has('failure') && children.has('error');
  const failed = children.has('failure') || children.has('error') || said.includes('failed');
  const skipped = !failed && (children.has('skipped') || said.includes('skipped'));
  const sum = { tests: 1, failed: failed ? 1 : 0, both: both ? 1 : 0, skipped: skipped ? 1 : 0 };
  const suite = open.at(-1);
  if (suite !== undefined) {
    add(suite.own, sum);
    add(suite.all, sum);
  }
  const suites = open.map(({ name }) => name);
  const className = attributes.get('classname') ?? '';
  if (className !== suites.at(-1)) suites.push(className);
  return {
    suites: suites.filter((name) => name !== ''),
    name: attributes.get('name') ?? '',
    outcome: failed ? 'failed' : skipped ? 'skipped' : 'passed',
    retried: !failed && !skipped && flaky.some((name) => children.has(name)),
  };
}

function add(to: Sum, { tests, failed, both, skipped }: Sum): void {
  to.tests += tests;
  to.failed += failed;
  to.both += both;
  to.skipped += skipped;
}

/** Some tools count what stands in nested suites for the outer one, others do not. */
function disagreementsOf({ name, attributes, own, all }: Suite): string[] {
  const number = (key: string): number | undefined | string => {
    const text = attributes.get(key)?.trim();
    if (text === undefined || text === '') return undefined;
    return /^\d{1,15}$/.test(text) ? Number(text) : text;
  };
  const said = (...keys: string[]): number | undefined => {
    const numbers = keys.map(number).filter((value) => value !== undefined);
    if (numbers.some((value) => typeof value === 'string')) return Number.NaN;
    return numbers.length === 0 ? undefined : numbers.reduce<number>((sum, value) => sum + Number(value), 0);
  };
  const compare = (what: string, value: number | undefined, fits: (sum: Sum) => boolean, listed: number): string[] => {
    if (value === undefined || fits(own) || fits(all)) return [];
    const where = name === '' ? 'a suite' : `the suite ${name}`;
    return [
      Number.isNaN(value)
        ? `${where} has a number of ${what} that is none`
        : `${where} says ${value} ${what}, and ${listed} are listed`,
    ];
  };
  const tests = said('tests');
  const failed = said('failures', 'errors');
  const skipped = said('skipped', 'disabled');
  return [
    ...compare('tests', tests, (sum) => sum.tests === tests, all.tests),
    ...compare(
      'failures and errors',
      failed,
      (sum) => failed !== undefined && failed >= sum.failed && failed <= sum.failed + sum.both,
      all.failed,
    ),
    ...compare('skipped tests', skipped, (sum) => sum.skipped === skipped, all.skipped),
  ];
}

/** A case that passed, and failed under the same name before or after, was run again. */
function withRepeated(cases: readonly TestCase[]): TestCase[] {
  const failedKeys = new Set(cases.filter(({ outcome }) => outcome === 'failed').map(keyOf));
  return cases.map((one) =>
    one.outcome === 'passed' && failedKeys.size > 0 && failedKeys.has(keyOf(one)) ? { ...one, retried: true } : one,
  );
}

function keyOf({ suites, name }: TestCase): string {
  return JSON.stringify([suites, name]);
}
