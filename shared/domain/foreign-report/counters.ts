import { isObject } from '../../core/json.ts';
import { childPointer } from '../../core/pointer.ts';
import type { JsonDocument } from '../../parse/document.ts';
import { quote } from '../../parse/text.ts';
import type { Evidence } from './evidence.ts';
import { count, type Finding, wholeNumber } from './finding.ts';

/** Names under which a report counts one kind of thing. */
interface Family {
  noun: Evidence['noun'];
  total: string;
  passed: string;
  failed: string;
  /** How many there should have been, and whether all of them ran; such a report must say both. */
  expected?: string;
  complete?: string;
}

const families: readonly Family[] = [
  {
    noun: 'test',
    total: 'total_tests',
    passed: 'passed_tests',
    failed: 'failed_tests',
    expected: 'expected_total_tests',
    complete: 'test_execution_complete',
  },
  {
    noun: 'test',
    total: 'completed_executions',
    passed: 'passed_executions',
    failed: 'failed_executions',
    expected: 'expected_total_executions',
    complete: 'execution_complete',
  },
  { noun: 'check', total: 'total_checks', passed: 'passed_checks', failed: 'failed_checks' },
  { noun: 'check', total: 'checks_total', passed: 'checks_passed', failed: 'checks_failed' },
  {
    noun: 'check',
    total: 'automated_checks_total',
    passed: 'automated_checks_passed',
    failed: 'automated_checks_failed',
  },
  { noun: 'report', total: 'total_reports', passed: 'passed', failed: 'failed' },
  { noun: 'check', total: 'total', passed: 'passed', failed: 'failed' },
];

/** Numbers and flags beside the counters that say that something is wrong unless they are 0 or false. */
const mustBeZero: Record<string, Finding['weight']> = {
  unverified: 'unverified',
  unknown: 'unverified',
  missing: 'unverified',
  skipped: 'unverified',
  invalid: 'failed',
  errors: 'failed',
  critical_failures: 'failed',
  high_failures: 'failed',
  medium_failures: 'failed',
  low_failures: 'failed',
};

/** Objects in which counters are looked for, and whether they count what the lists of the document hold. */
const places = [
  { pointer: '/summary', ofLists: true },
  { pointer: '', ofLists: true },
  { pointer: '/current', ofLists: false },
  { pointer: '/metrics', ofLists: false },
];

export interface Counters {
  /** Whether the document counts anything at all. */
  present: boolean;
  findings: Finding[];
}

/** What is wrong with the counters of a document, in themselves and against its lists. */
export function countersOf(document: JsonDocument, lists: readonly Evidence[]): Counters {
  const findings: Finding[] = [];
  let present = false;
  for (const { pointer, ofLists } of places) {
    const holder = document.get(pointer);
    if (!isObject(holder)) continue;
    const found = familiesOf(document, pointer, lists);
    present ||= found.length > 0;
    for (const family of found) findings.push(...judge(document, pointer, family, ofLists ? lists : []));
    if (found.length > 0 || pointer === '/summary') findings.push(...zeros(document, pointer));
  }
  for (const list of lists) {
    if (list.shape === 'tests' && !saysWhatWasExpected(document)) {
      findings.push({
        weight: 'unverified',
        message: 'nothing says how many tests were expected: the summary has no counters of tests',
        pointer: list.pointer,
      });
    }
  }
  return { present, findings };
}

function saysWhatWasExpected(document: JsonDocument): boolean {
  return families.some(
    ({ expected }) => expected !== undefined && ['/summary', ''].some((place) => has(document, place, expected)),
  );
}

function has(document: JsonDocument, place: string, key: string): boolean {
  return document.get(childPointer(place, key)) !== undefined;
}

/** The families that have a key in an object. Outside of `summary` words like `passed` may mean something else than a number. */
function familiesOf(document: JsonDocument, place: string, lists: readonly Evidence[]): Family[] {
  const counts = (key: string | undefined): boolean =>
    key !== undefined &&
    has(document, place, key) &&
    (place === '/summary' || typeof document.get(childPointer(place, key)) === 'number');
  // `passed` and `failed` belong to the counters of reports and to the plain ones alike: the totals tell.
  const ofReports =
    counts('total_reports') || (lists.some(({ shape }) => shape === 'reports') && !has(document, place, 'total'));
  return families.filter((family) => {
    const shared = counts(family.passed) || counts(family.failed);
    if (family.total === 'total_reports') return ofReports && (counts(family.total) || shared);
    if (family.total === 'total') return counts(family.total) || (shared && !ofReports);
    return counts(family.total) || shared || counts(family.expected) || counts(family.complete);
  });
}

function judge(document: JsonDocument, place: string, family: Family, lists: readonly Evidence[]): Finding[] {
  const findings: Finding[] = [];
  const add = (weight: Finding['weight'], message: string, key: string): void => {
    findings.push({ weight, message, pointer: childPointer(place, key) });
  };
  const optional = place === '/current' ? family.failed : undefined;
  const number = (key: string): number | undefined => {
    const value = wholeNumber(document, childPointer(place, key));
    if (value === undefined && has(document, place, key)) add('unverified', `${quote(key)} is not a whole number`, key);
    else if (value === undefined && key !== optional) add('unverified', `${quote(key)} is missing`, key);
    return value;
  };
  const total = number(family.total);
  const passed = number(family.passed);
  const failed = number(family.failed);
  if (failed !== undefined && failed > 0) add('failed', `${quote(family.failed)} is ${failed}`, family.failed);
  if (total === 0) add('unverified', `nothing was measured: ${quote(family.total)} is 0`, family.total);
  if (total !== undefined && passed !== undefined && passed !== total)
    add('unverified', `${quote(family.passed)} is ${passed} and ${quote(family.total)} is ${total}`, family.passed);
  if (family.expected !== undefined && family.complete !== undefined) {
    const expected = number(family.expected);
    if (expected === 0) add('unverified', `nothing was expected: ${quote(family.expected)} is 0`, family.expected);
    if (expected !== undefined && total !== undefined && expected !== total)
      add('unverified', `${expected} were expected and ${quote(family.total)} is ${total}`, family.expected);
    if (document.get(childPointer(place, family.complete)) !== true)
      add('unverified', `${quote(family.complete)} is not true`, family.complete);
  }
  const ratio = childPointer(place, 'pass_ratio');
  if (document.get(ratio) !== undefined && document.get(ratio) !== 1)
    add('unverified', '"pass_ratio" is not 1', 'pass_ratio');
  // Where a report has one list only, `total` counts that list.
  const counted = lists.filter(({ noun }) => noun === family.noun);
  for (const list of counted.length === 0 && family.total === 'total' && lists.length === 1 ? lists : counted) {
    const compare = (key: string, said: number | undefined, holds: number, how: string): void => {
      if (said !== undefined && said !== holds)
        add('unverified', `${quote(key)} is ${said} and the list holds ${count(holds, list.noun)}${how}`, key);
    };
    compare(family.total, total, list.total, '');
    compare(family.passed, passed, list.passed, ' that passed');
    compare(family.failed, failed, list.failed, ' that failed');
    if (family.total === 'completed_executions') findings.push(...repetitions(document, place, list));
  }
  return findings;
}

/** `test_nodes` times `repetitions` is what was expected, and the list holds that many different tests. */
function repetitions(document: JsonDocument, place: string, list: Evidence): Finding[] {
  const keys = ['test_nodes', 'repetitions'].filter((key) => has(document, place, key));
  const pointer = childPointer(place, 'test_nodes');
  const nodes = wholeNumber(document, pointer);
  const times = wholeNumber(document, childPointer(place, 'repetitions'));
  if (keys.length === 0) return [];
  if (nodes === undefined || times === undefined)
    return [{ weight: 'unverified', message: '"test_nodes" and "repetitions" are not both whole numbers', pointer }];
  const findings: Finding[] = [];
  const expected = wholeNumber(document, childPointer(place, 'expected_total_executions'));
  if (nodes * times !== expected)
    findings.push({
      weight: 'unverified',
      message: `${count(nodes, 'test')} times ${count(times, 'repetition')} are not what "expected_total_executions" says`,
      pointer,
    });
  if (nodes !== list.distinct)
    findings.push({
      weight: 'unverified',
      message: `"test_nodes" is ${nodes} and the list holds ${count(list.distinct, 'different test')}`,
      pointer,
    });
  return findings;
}

function zeros(document: JsonDocument, place: string): Finding[] {
  return Object.entries(mustBeZero).flatMap(([key, weight]) => {
    const pointer = childPointer(place, key);
    const value = document.get(pointer);
    const number = wholeNumber(document, pointer);
    if (value === undefined || value === false || number === 0) return [];
    const said = value === true ? 'true' : number?.toString();
    const message = `${quote(key)} is ${said ?? 'neither a whole number nor true or false'}`;
    return [{ weight: said === undefined ? 'unverified' : weight, message, pointer }];
  });
}
