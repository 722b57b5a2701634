import fc from 'fast-check';
import type { Json } from '../../shared/core/json.ts';
import type { ForeignReport } from '../../shared/domain/foreign-report/read.ts';

/** A document as another tool writes it. */
export type Document = { [key: string]: Json };

const name = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => text.trim() !== '' && text !== '__proto__');
const names = (minLength: number): fc.Arbitrary<string[]> => fc.uniqueArray(name, { minLength, maxLength: 5 });
const passWord = fc.constantFrom('passed', 'pass', 'success', 'ok', 'healthy', 'PASSED');

function plainSummary(total: number): Document {
  return { total, passed: total, failed: 0, high_failures: 0, unverified: false };
}

const checkList = fc.tuple(names(1), fc.constantFrom('check_id', 'id', 'name')).map(([all, key]) => ({
  checks: all.map((each) => ({ [key]: each, passed: true, severity: 'low', detail: 'x' })),
  summary: plainSummary(all.length),
}));

const checkObject = names(1).map((all) => ({
  checks: Object.fromEntries(all.map((each) => [each, true])),
  summary: {
    automated_checks_total: all.length,
    automated_checks_passed: all.length,
    automated_checks_failed: 0,
  },
}));

const tests = names(1).map((all) => ({
  tests: all.map((nodeid) => ({ nodeid, returncode: 0, duration_seconds: 0.5 })),
  failures: [],
  summary: {
    total_tests: all.length,
    expected_total_tests: all.length,
    passed_tests: all.length,
    failed_tests: 0,
    test_execution_complete: true,
  },
}));

const executions = fc.tuple(names(1), fc.integer({ min: 1, max: 3 })).map(([all, repetitions]) => ({
  tests: all.flatMap((nodeid) =>
    Array.from({ length: repetitions }, (_, index) => ({ nodeid, repetition: index + 1, returncode: 0 })),
  ),
  failures: [],
  summary: {
    test_nodes: all.length,
    repetitions,
    expected_total_executions: all.length * repetitions,
    completed_executions: all.length * repetitions,
    execution_complete: true,
    passed_executions: all.length * repetitions,
    failed_executions: 0,
  },
}));

/** Documents that hold single checks or tests, all of which passed, with counters that agree. */
export const measuredDocument: fc.Arbitrary<Document> = fc
  .tuple(fc.oneof(checkList, checkObject, tests, executions), fc.option(passWord, { nil: undefined }))
  .map(([document, status]) => ({ ...(status === undefined ? {} : { status }), contract: 'made_up_v1', ...document }));

const slo = fc.constantFrom('pass', 'passed').map((word) => ({
  slo_status: word,
  thresholds: { min_check_pass_ratio: 1 },
  current: { status: 'passed', checks_total: 4, checks_passed: 4 },
  breaches: [],
  warnings: [],
}));
const decision = fc.constant({ decision: 'go', gate_decision: 'go' });
const executive = names(1).map((all) => ({
  reports: all.map((path) => ({ path, status: 'passed', summary: 'x' })),
  summary: {
    total_reports: all.length,
    passed: all.length,
    failed: 0,
    unverified: 0,
    unknown: 0,
    invalid: 0,
    missing: 0,
  },
}));
const status = passWord.map((word) => ({ status: word }));

/** Documents that hold words and sums only, all of them good. */
export const claimingDocument: fc.Arbitrary<Document> = fc.oneof<fc.Arbitrary<Document>[]>(
  slo,
  decision,
  executive,
  status,
);

export interface Spoilt {
  what: string;
  document: Document;
}

const fieldsOfOneWord = ['status', 'slo_status', 'decision', 'gate_decision'];

/** What a document need not have: thresholds, and counters of what went wrong in particular. */
const dispensable = new Set([
  'repetition',
  'duration_seconds',
  'min_check_pass_ratio',
  'high_failures',
  'unverified',
  'unknown',
  'invalid',
  'missing',
]);

/** Every document that differs in one boolean, counter, return code or word. */
export function spoil(document: Document): Spoilt[] {
  const spoilt: Spoilt[] = [];
  const visit = (value: Json, path: readonly (string | number)[]): void => {
    const key = path.at(-1);
    const put = (other: Json | undefined): void => {
      spoilt.push({
        what: `${path.join('/')}: ${JSON.stringify(other) ?? 'left out'}`,
        document: replaced(document, path, other),
      });
    };
    if (typeof value === 'boolean') put(!value);
    if ((typeof value === 'boolean' || typeof value === 'number') && !dispensable.has(String(key))) put(undefined);
    if (typeof value === 'number' && key !== 'repetition' && key !== 'duration_seconds' && path[0] !== 'thresholds') {
      for (const other of [value + 1, value - 1, value + 0.5, -1, String(value), null]) put(other);
    }
    if (typeof value === 'string' && fieldsOfOneWord.includes(String(key))) {
      for (const other of ['failed', 'no-go', 'conditional-go', 'skipped', 'passed!', 'ok\u200b', '', true, null])
        put(other);
    }
    if (Array.isArray(value) || (typeof value === 'object' && value !== null))
      for (const [child, inner] of Object.entries(value)) visit(inner, [...path, child]);
  };
  visit(document, []);
  return spoilt;
}

function replaced(value: Json, path: readonly (string | number)[], other: Json | undefined): Document {
  const copy = structuredClone(value) as Document;
  let holder = copy as { [key: string]: Json };
  for (const token of path.slice(0, -1)) holder = holder[token] as { [key: string]: Json };
  if (other === undefined) delete holder[String(path.at(-1))];
  else holder[String(path.at(-1))] = other;
  return copy;
}

/** The outcome in one line, then each reason as `<line>: <message>`. */
export function said(read: ForeignReport): string[] {
  if (read.state === 'invalid') return [`invalid: ${read.why}`];
  return [
    `${read.status}${read.claimed ? ' (claimed)' : ''}: ${read.summary}`,
    ...read.reasons.map(({ message, pointer, line }) => `${line ?? '?'} ${pointer}: ${message}`),
  ];
}

/** A check as most tools write it. */
export function check(name: string, passed: unknown = true): object {
  return { check_id: name, passed };
}
