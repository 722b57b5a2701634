import { broken, compareTotal, nodeFileName, other, type ReadTestReport, type TestCase, tally } from './test-report.ts';

interface Level {
  /** Test points so far. */
  points: number;
  /** How many cases there were when the level began. */
  from: number;
  planned?: number;
}

const point = /^(not )?ok(?: (\d+))?(?: - (.*?))?(?:(?<!\\) # (SKIP|TODO)\b.*)?$/i;

/**
 * Reads the TAP that `node --test --test-reporter=tap` writes (TAP version 13 or 14): points with their subtests before them, four spaces
 * deeper for each level, and sums of the run at its end. A describe is a suite and no test, and one that is switched off is told as skipped,
 * because nothing in it is listed; a test with subtests is one besides them; a file in which there is no test is none, though Node.js counts it.
 */
export function readTap(text: string): ReadTestReport {
  const lines = text.split(/\r?\n/);
  if (!/^TAP version 1[34]$/.test(lines[0] ?? '')) return other('does not begin with TAP version 13 or 14');
  const cases: TestCase[] = [];
  const failures: string[] = [];
  const disagreements: string[] = [];
  const sums = new Map<string, number>();
  const besides: Besides = { suites: 0, skippedSuites: 0, files: 0 };
  const levels: Level[] = [{ points: 0, from: 0 }];
  const close = (depth: number): void => {
    while (levels.length > depth + 1) disagreements.push(...planProblem(levels.pop()));
  };
  for (let index = 1; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const body = line.trimStart();
    const indent = line.length - body.length;
    if (body === '') continue;
    const depth = indent / 4;
    if (/^Bail out!/i.test(body)) {
      failures.push('the run bailed out');
      continue;
    }
    if (indent % 4 !== 0 || depth > 100) return broken('has a line that is not TAP', index + 1);
    const sum = depth === 0 ? /^# (tests|suites|pass|fail|cancelled|skipped|todo) (\d{1,9})$/.exec(body) : null;
    if (sum !== null) sums.set(sum[1] ?? '', Number(sum[2]));
    if (body.startsWith('#') || body.startsWith('pragma ')) continue;
    while (levels.length <= depth) levels.push({ points: 0, from: cases.length });
    const level = levels[depth];
    const plan = /^1\.\.(\d{1,9})(?: #.*)?$/.exec(body);
    const found = plan === null ? point.exec(body) : null;
    if (level === undefined || (plan === null && found === null))
      return broken('has a line that is not TAP', index + 1);
    if (plan !== null) {
      if (level.planned !== undefined) return broken('has a plan twice', index + 1);
      level.planned = Number(plan[1]);
      continue;
    }
    const from = levels[depth + 1]?.from ?? cases.length;
    close(depth);
    level.points += 1;
    const [, not, ordinal, description = '', directive] = found ?? [];
    const name = description.trimEnd().replace(/\\([#\\])/g, '$1');
    const within = cases.slice(from);
    const lineNumber = index + 1;
    for (let at = from; at < cases.length; at += 1) {
      const inner = cases[at];
      if (inner !== undefined) cases[at] = { ...inner, suites: [name, ...inner.suites] };
    }
    const details = yamlOf(lines, index + 1, indent);
    if (details.end === undefined) return broken('is cut off in the details of a test', index + 1);
    index = details.end;
    const failed = not !== undefined && directive === undefined;
    const isFile =
      depth === 0 &&
      !details.suite &&
      within.length === 0 &&
      not === undefined &&
      directive === undefined &&
      nodeFileName.test(name);
    // Such a point bears the number of the file, and not its own.
    if (ordinal !== undefined && Number(ordinal) !== level.points && !isFile)
      disagreements.push(`point ${level.points} bears the number ${ordinal} (line ${lineNumber})`);
    if (isFile) besides.files += 1;
    else if (details.suite) {
      besides.suites += 1;
      if (failed && !within.some(({ outcome }) => outcome === 'failed'))
        failures.push(`the suite ${name} failed outside of its tests`);
      if (directive !== undefined) {
        besides.skippedSuites += 1;
        cases.push({ suites: [], name, outcome: 'skipped', retried: false });
      }
    } else {
      const outcome = directive !== undefined ? 'skipped' : failed ? 'failed' : 'passed';
      cases.push({ suites: [], name, outcome, retried: false });
    }
  }
  close(0);
  disagreements.push(...planProblem(levels[0]));
  disagreements.push(...sumProblems(sums, cases, besides));
  return { ok: true, report: { cases, failures, disagreements, commits: [], at: undefined, expected: undefined } };
}

function planProblem(level: Level | undefined): string[] {
  if (level === undefined) return [];
  if (level.planned === undefined) return ['a plan is missing: the report may be cut off'];
  return compareTotal('a plan', level.planned, level.points);
}

/** What is counted by Node.js otherwise than here. */
interface Besides {
  suites: number;
  /** Suites that are told as skipped; they count as no test. */
  skippedSuites: number;
  /** Files without a test, which count as tests that passed. */
  files: number;
}

/** Without the sums nobody knows whether the report is whole. */
function sumProblems(
  sums: ReadonlyMap<string, number>,
  cases: readonly TestCase[],
  { suites, skippedSuites, files }: Besides,
): string[] {
  if (!sums.has('tests')) return ['the sums at the end are missing: the report may be cut off'];
  const { passed, failed, skipped } = tally(cases);
  const of = (...names: string[]): number => names.reduce((sum, name) => sum + (sums.get(name) ?? 0), 0);
  return [
    ...compareTotal('tests at the end', of('tests'), cases.length - skippedSuites + files),
    ...compareTotal('pass at the end', of('pass'), passed + files),
    ...compareTotal('fail and cancelled at the end', of('fail', 'cancelled'), failed),
    ...compareTotal('skipped and todo at the end', of('skipped', 'todo'), skipped - skippedSuites),
    ...compareTotal('suites at the end', sums.get('suites'), suites),
  ];
}

/** The block of details behind a point: its last line, and whether it says that the point is a suite. */
function yamlOf(lines: readonly string[], next: number, indent: number): { end: number | undefined; suite: boolean } {
  const margin = ' '.repeat(indent + 2);
  if (lines[next] !== `${margin}---`) return { end: next - 1, suite: false };
  let suite = false;
  for (let index = next + 1; index < lines.length; index += 1) {
    const line = lines[index];
    if (line === `${margin}...`) return { end: index, suite };
    if (line === `${margin}type: 'suite'`) suite = true;
  }
  return { end: undefined, suite };
}
