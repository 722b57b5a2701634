import { caseId, suitePath, type TestReport } from '../../parse/test-report/test-report.ts';

/** What the reports of one verification say together, each test once, whatever its entries. */
export interface Tests {
  /** Different tests that ran to an end. */
  executed: number;
  passed: number;
  /** Their names, sorted; so are all names here. */
  failed: readonly string[];
  /** Of which an entry did not run, also where another entry of the same name did. */
  skipped: readonly string[];
  /** Passed after an attempt that failed. */
  retried: readonly string[];
  failures: readonly string[];
  disagreements: readonly string[];
  /** How many the reports say should have run, together; undefined unless each of them says so. */
  expected: number | undefined;
  /** Tests that are not listed because a filter left them out, one clause for each report that says so. */
  leftOut: readonly string[];
  /** Every path of suites of which a test ran, from the outermost on. */
  suites: ReadonlySet<string>;
}

const rank = { passed: 1, retried: 2, failed: 3 } as const;

/** Adds up reports. A test that stands in them several times counts once, by the worst that is said of it; a skip is never covered by a pass. */
export function testsOf(reports: readonly TestReport[]): Tests {
  const outcomes = new Map<string, keyof typeof rank>();
  const skips = new Set<string>();
  const suites = new Set<string>();
  for (const { cases } of reports) {
    for (const one of cases) {
      const id = caseId(one);
      if (one.outcome === 'skipped') {
        skips.add(id);
        continue;
      }
      const outcome = one.retried && one.outcome === 'passed' ? 'retried' : one.outcome;
      const before = outcomes.get(id);
      if (before === undefined || rank[outcome] > rank[before]) outcomes.set(id, outcome);
      for (let depth = 1; depth <= one.suites.length; depth += 1) suites.add(suitePath(one.suites.slice(0, depth)));
    }
  }
  const names = (outcome: keyof typeof rank): string[] =>
    [...outcomes].flatMap(([id, one]) => (one === outcome ? [id] : [])).sort();
  const [failed, retried, passed] = [names('failed'), names('retried'), names('passed')];
  const expected = reports.map((report) => report.expected);
  return {
    executed: failed.length + retried.length + passed.length,
    passed: passed.length + retried.length,
    failed,
    skipped: [...skips].sort(),
    retried,
    failures: reports.flatMap(({ failures }) => failures),
    disagreements: reports.flatMap(({ disagreements }) => disagreements),
    expected:
      expected.includes(undefined) || expected.length === 0
        ? undefined
        : expected.reduce<number>((sum, each) => sum + (each ?? 0), 0),
    leftOut: reports.flatMap(({ leftOut }) => (leftOut === undefined ? [] : [`${leftOut.count} ${leftOut.word}`])),
    suites,
  };
}
