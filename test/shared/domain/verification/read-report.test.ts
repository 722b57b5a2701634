import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readReport } from '../../../../shared/domain/verification/read-report.ts';
import { testsOf } from '../../../../shared/domain/verification/tests.ts';
import type { TestCase, TestReport } from '../../../../shared/parse/test-report/test-report.ts';
import { durabilityText, junitText } from '../../../support/test-reports.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const auto = { format: 'auto' as const, contract: undefined };
const contract = 'replay_determinism_v1';

describe('a durability report', () => {
  test('is read with its tests, its time and how many it expected', () => {
    const read = readReport(bytes(durabilityText([0, 0])), { format: 'auto', contract });
    expect(read).toMatchObject({
      state: 'read',
      format: 'summary',
      report: { failures: [], disagreements: [], expected: 2, at: Date.parse('2026-03-10T11:00:00Z') },
    });
  });

  test('tells repetitions of one test apart', () => {
    const tests = [1, 2].map((repetition) => ({ nodeid: 'a.py::t', repetition, returncode: 0 }));
    const summary = {
      test_nodes: 1,
      repetitions: 2,
      expected_total_executions: 2,
      completed_executions: 2,
      execution_complete: true,
      passed_executions: 2,
      failed_executions: 0,
    };
    const read = readReport(bytes(JSON.stringify({ status: 'passed', contract, summary, tests, failures: [] })), auto);
    expect(read.state === 'read' && testsOf([read.report])).toMatchObject({
      executed: 2,
      passed: 2,
      expected: 2,
      disagreements: [],
    });
  });

  test.each<[string, string, { failures?: string[]; disagreements?: string[]; failed?: number }]>([
    ['a test that failed', durabilityText([0, 1]), { failed: 1 }],
    [
      'an execution that is not complete',
      durabilityText([0], { summary: { test_execution_complete: false } }),
      { disagreements: ['"test_execution_complete" is not true'] },
    ],
    ['a status that contradicts it', durabilityText([0], { top: { status: 'failed' } }), { failures: ['status'] }],
    [
      'fewer tests than were expected',
      durabilityText([0], { summary: { expected_total_tests: 2 } }),
      { disagreements: ['2 were expected'] },
    ],
    [
      'no list of tests',
      durabilityText([], {
        top: { tests: undefined, status: 'passed' },
        summary: { total_tests: 1, passed_tests: 1, expected_total_tests: 1 },
      }),
      { disagreements: ['it lists no tests'] },
    ],
  ])('tells of %s', (_name, text, { failures = [], disagreements = [], failed = 0 }) => {
    const read = readReport(bytes(text), { format: 'summary', contract });
    if (read.state !== 'read') throw new Error(JSON.stringify(read));
    const all = testsOf([read.report]);
    expect(all.failed.length).toBe(failed);
    for (const part of failures) expect(all.failures.join('\n')).toContain(part);
    for (const part of disagreements) expect(all.disagreements.join('\n')).toContain(part);
    expect([all.failures.length > 0, all.disagreements.length > 0]).toEqual([
      failures.length > 0,
      disagreements.length > 0,
    ]);
  });
});

describe('what is no report of the format', () => {
  test.each<[string, string, Parameters<typeof readReport>[1], object]>([
    [
      'is wrong where the format is named',
      '<coverage/>',
      { format: 'junit', contract: undefined },
      { state: 'wrong', problem: 'is no report of the format junit: it has another root than testsuites or testsuite' },
    ],
    [
      'is wrong where it is broken',
      '<testsuite>',
      auto,
      { state: 'wrong', problem: 'is cut off: testsuite is not closed', line: 1 },
    ],
    [
      'is unknown with the nearest format',
      '<coverage/>',
      auto,
      { state: 'unknown', because: { message: 'the report is of no known format; the nearest is junit' } },
    ],
    [
      'is unknown with none',
      'hello',
      auto,
      { state: 'unknown', because: { message: expect.stringContaining('is of no known format') } },
    ],
    [
      'has another contract',
      durabilityText([0]),
      { format: 'summary', contract: 'other_v1' },
      { state: 'wrong', problem: 'has the contract "replay_determinism_v1": expected "other_v1"' },
    ],
    [
      'has no summary',
      '{"tests":[]}',
      { format: 'summary', contract: undefined },
      { state: 'wrong', problem: 'is no report of the format summary: it has no summary beside a list of tests' },
    ],
    ['is a summary that is none', '{"summary":{},"tests":3}', auto, { state: 'unknown' }],
  ])('%s', (_name, text, place, expected) => {
    expect(readReport(bytes(text), place)).toMatchObject(expected);
  });
});

const report = (cases: readonly TestCase[]): TestReport => ({
  cases,
  failures: [],
  disagreements: [],
  commits: [],
  at: undefined,
  expected: undefined,
});
const anyCase = fc.record({
  suites: fc.array(fc.constantFrom('a', 'b', 'a > b', '"', '> '), { maxLength: 2 }),
  name: fc.constantFrom('x', 'y', 'b', 'a > b', '', '(no name)', '"a'),
  outcome: fc.constantFrom('passed' as const, 'failed' as const, 'skipped' as const),
  retried: fc.constant(false),
});

test('a test counts once, by the worst that is said of it, in whatever order and report it stands', () => {
  fc.assert(
    fc.property(fc.array(anyCase), fc.nat(), (cases, at) => {
      const one = testsOf([report(cases)]);
      expect(testsOf([report([...cases].reverse())])).toMatchObject({ ...one, suites: one.suites });
      expect(testsOf([report(cases.slice(at)), report(cases.slice(0, at))])).toMatchObject({
        failed: one.failed,
        skipped: one.skipped,
        executed: one.executed,
      });
      expect(testsOf([report([...cases, ...cases])])).toMatchObject({ executed: one.executed, passed: one.passed });
      const idsOf = (which: (one: TestCase) => boolean): Set<string> =>
        new Set(cases.filter(which).map(({ suites, name }) => JSON.stringify([suites, name])));
      // A skip is told also where another entry of the same test ran.
      expect(one.skipped.length).toBe(idsOf(({ outcome }) => outcome === 'skipped').size);
      expect(one.executed).toBe(idsOf(({ outcome }) => outcome !== 'skipped').size);
      expect(one.failed.length > 0).toBe(cases.some(({ outcome }) => outcome === 'failed'));
    }),
  );
});

test('suites count by their paths from the outermost on, where a test of them ran', () => {
  const read = readReport(bytes(junitText([{ name: 'a' }])), auto);
  if (read.state !== 'read') throw new Error('not read');
  expect([...testsOf([read.report]).suites]).toEqual(['unit', 'unit > ledger']);
  const skipped = readReport(bytes(junitText([{ name: 'a', outcome: 'skipped' }])), auto);
  expect(skipped.state === 'read' && testsOf([skipped.report]).suites.size).toBe(0);
});
