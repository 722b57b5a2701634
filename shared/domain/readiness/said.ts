import { isObject, type Json } from '../../core/json.ts';
import { readForeignDocument } from '../foreign-report/read.ts';
import { readStatusWord } from '../foreign-report/word.ts';
import { noData, passed, unverified, type Verdict } from '../verdict/verdict.ts';
import type { RequiredReport } from './config.ts';
import type { ReadFile } from './file.ts';

type Asked = Pick<RequiredReport, 'shape' | 'contract' | 'external'>;

/** What a report says of itself. `excusable`: it could not look at something outside of the repository, and nothing else is against it. */
export interface Said {
  verdict: Verdict;
  excusable: boolean;
}

/** The fix for a report that says that something is wrong. */
const mend = 'mend what the report found, and let it be made again';

/** Judges a report of another tool by its own numbers and words; of the shape `data` only its contract counts. */
export function judgeSaid(file: ReadFile, asked: Asked): Said {
  const { document, name } = file;
  const contract = contractProblem(file, asked.contract);
  if (contract !== undefined) return { verdict: contract, excusable: false };
  if (asked.shape === 'data') return { verdict: passed, excusable: false };
  const read = readForeignDocument(document);
  if (read.state === 'invalid') {
    const problem = `${name} ${read.why}`;
    const fix = 'make it one of the shapes that the README lists, or ask for its fields by shape: data and conditions';
    return { verdict: failed(problem, read.why, fix), excusable: false };
  }
  if (asked.shape === 'summary') return judgeSummary(file, asked);
  const why = read.reasons[0]?.message ?? read.summary;
  if (read.status === 'passed') {
    if (!read.claimed) return { verdict: passed, excusable: false };
    const message = `${name} holds words and sums only (${read.summary}): nothing in it was measured`;
    return {
      verdict: unverified(noData(message, 'single checks in it, or shape: data and conditions')),
      excusable: false,
    };
  }
  if (couldNotLook(document.value, asked)) {
    const message = `${name} could not look: ${why}`;
    return { verdict: unverified(noData(message, 'an attestation')), excusable: true };
  }
  if (read.status === 'failed')
    return {
      verdict: failed(
        `${name}: ${why}`,
        read.reasons.map(({ message }) => message),
      ),
      excusable: false,
    };
  return { verdict: unverified(noData(`${name}: ${why}`, `a ${name} that was measured and passed`)), excusable: false };
}

function failed(problem: string, actual: unknown, fix = mend): Verdict {
  return { status: 'failed', problem, expected: 'passed', actual, fix };
}

/** Why a report has not the contract that is asked for; undefined when it has, and when none is. */
export function contractProblem({ document, name }: ReadFile, contract: string | undefined): Verdict | undefined {
  const said = document.get('/contract');
  if (contract === undefined || said === contract) return undefined;
  return {
    status: 'failed',
    problem: `${name} ${said === undefined ? 'names no contract' : `has the contract ${JSON.stringify(said)}`}, expected ${contract}`,
    expected: contract,
    actual: said ?? 'nothing',
    fix: `let the tool write a report of the contract ${contract}, or change the contract in the configuration`,
  };
}

/** Whether a report says that it is unverified, and nothing but that it could not look speaks against it. */
function couldNotLook(value: Json, { external }: Asked): boolean {
  if (external === undefined || !isObject(value)) return false;
  const { status, checks } = value;
  if (typeof status !== 'string' || readStatusWord(status) !== 'unverified') return false;
  if (!Array.isArray(checks) || checks.length === 0) return false;
  const open = checks.filter((check) => !isObject(check) || check['passed'] !== true);
  return (
    open.length > 0 &&
    open.every(
      (check) => isObject(check) && check['passed'] === false && matches(check['check_id'], external['could-not-look']),
    )
  );
}

function matches(name: unknown, patterns: readonly string[]): boolean {
  return (
    typeof name === 'string' &&
    patterns.some((pattern) => (pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern))
  );
}

/** A summary of reports: each of them must be a pass in it; those that are named may be unverified. */
function judgeSummary({ document, name }: ReadFile, { external }: Asked): Said {
  const rows = document.get('/reports');
  if (!Array.isArray(rows) || rows.length === 0) {
    const message = `${name} lists no reports`;
    return { verdict: unverified(noData(message, 'a summary with its list of reports')), excusable: false };
  }
  const wrong: string[] = [];
  const open: string[] = [];
  const excused: string[] = [];
  for (const row of rows) {
    const { path, status } = isObject(row) ? row : {};
    const shown = `${typeof path === 'string' ? path : 'a report without a path'} is ${JSON.stringify(status) ?? 'nothing'}`;
    const said = typeof status === 'string' ? readStatusWord(status) : undefined;
    if (said === 'passed' && typeof path === 'string') continue;
    const file = typeof path === 'string' ? path.slice(path.lastIndexOf('/') + 1) : '';
    if (said === 'failed') wrong.push(shown);
    else if (said === 'unverified' && external?.reports.includes(file) === true) excused.push(shown);
    else open.push(shown);
  }
  const overall = document.get('/status');
  const word = typeof overall === 'string' ? readStatusWord(overall) : undefined;
  if (wrong.length > 0 || word === 'failed')
    return {
      verdict: failed(
        `${name}: ${wrong[0] ?? `it says ${JSON.stringify(overall)}`}`,
        wrong.length > 0 ? wrong : overall,
      ),
      excusable: false,
    };
  if (open.length > 0)
    return { verdict: unverified(noData(`${name}: ${open[0] ?? ''}`, 'reports that passed')), excusable: false };
  const counted = countsAgree(document.get('/summary'), rows.length, excused.length);
  if (!counted) {
    const message = `${name}: its numbers are not those of its list`;
    return { verdict: unverified(noData(message, 'a summary that adds up')), excusable: false };
  }
  if (excused.length > 0 && word === 'unverified')
    return { verdict: unverified(noData(`${name}: ${excused.join(', ')}`, 'an attestation')), excusable: true };
  if (excused.length === 0 && word === 'passed') return { verdict: passed, excusable: false };
  const message = `${name} says ${JSON.stringify(overall) ?? 'nothing'}, which its list does not`;
  return { verdict: unverified(noData(message, 'a summary whose word is that of its list')), excusable: false };
}

function countsAgree(summary: Json | undefined, total: number, open: number): boolean {
  if (!isObject(summary)) return false;
  const { total_reports: all, passed: good, unverified: not } = summary;
  return all === total && good === total - open && not === open;
}
