import { caseId, type TestReport } from '../../parse/test-report/test-report.ts';

/** What the reports of one verification say together, each test once, whatever its entries. */
export interface Tests {
  /** Different tests that ran to an end. */
  executed: number;
  passed: number;
  /** Their names, sorted; so are all names here. */
  failed: readonly string[];
  skipped: readonly string[];
  /** Passed after an attempt that failed. */
  retried: readonly string[];
  failures: readonly string[];
  disagreements: readonly string[];
  /** How many the reports say should have run, together; undefined unless each of them says so. */
  expected: number | undefined;
  /** Every suite and path of suites of which a test ran. */
  suites: ReadonlySet<string>;
}

const rank = { skipped: 0, passed: 1, retried: 2, failed: 3 } as const;

/** Adds up reports. A test that stands in them several times counts once, by the worst that is said of it. */
export function testsOf(reports: readonly TestReport[]): Tests {
  const outcomes = new Map<string, keyof typeof rank>();
  const suites = new Set<string>();
  for (const { cases } of reports) {
    for (const one of cases) {
      const id = caseId(one);
      const outcome = one.retried ? 'retried' : one.outcome;
      const before = outcomes.get(id);
      if (before === undefined || rank[outcome] > rank[before]) outcomes.set(id, outcome);
      if (one.outcome === 'skipped') continue;
      let path = '';
      for (const suite of one.suites) {
        path = path === '' ? suite : `${path} > ${suite}`;
        suites.add(suite);
        suites.add(path);
      }
    }
  }
  const names = (outcome: keyof typeof rank): string[] =>
    [...outcomes].flatMap(([id, one]) => (one === outcome ? [id] : [])).sort();
  const [failed, skipped, retried, passed] = [names('failed'), names('skipped'), names('retried'), names('passed')];
  const expected = reports.map((report) => report.expected);
  return {
    executed: failed.length + retried.length + passed.length,
    passed: passed.length + retried.length,
    failed,
    skipped,
    retried,
    failures: reports.flatMap(({ failures }) => failures),
    disagreements: reports.flatMap(({ disagreements }) => disagreements),
    expected:
      expected.includes(undefined) || expected.length === 0
        ? undefined
        : expected.reduce<number>((sum, each) => sum + (each ?? 0), 0),
    suites,
  };
}
