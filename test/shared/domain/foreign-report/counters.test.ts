import { describe, expect, test } from '@jest/globals';
import { readForeign } from '../../../../shared/domain/foreign-report/read.ts';
import { check, said } from '../../../support/foreign-documents.ts';

const contradiction = '1 /status: the status "passed" contradicts what else the report says';

describe('counters', () => {
  const counted = (summary: unknown): unknown => ({ status: 'passed', checks: [check('a')], summary });
  test.each<[string, unknown, string[]]>([
    ['that agree', { total: 1, passed: 1, failed: 0, pass_ratio: 1 }, []],
    ['that are none', { note: 'x' }, []],
    ['without a total', { passed: 1, failed: 0 }, ['1 /summary/total: "total" is missing']],
    ['without what passed', { total: 1, failed: 0 }, ['1 /summary/passed: "passed" is missing']],
    ['without what failed', { total: 1, passed: 1 }, ['1 /summary/failed: "failed" is missing']],
    ['that are negative', { total: 1, passed: 1, failed: -1 }, ['1 /summary/failed: "failed" is not a whole number']],
    ['that are texts', { total: '1', passed: 1, failed: 0 }, ['1 /summary/total: "total" is not a whole number']],
    [
      'with a ratio below 1',
      { total: 1, passed: 1, failed: 0, pass_ratio: 0.5 },
      ['1 /summary/pass_ratio: "pass_ratio" is not 1'],
    ],
    [
      'with something unverified',
      { total: 1, passed: 1, failed: 0, unverified: true },
      ['1 /summary/unverified: "unverified" is true'],
    ],
    ['with something skipped', { total: 1, passed: 1, failed: 0, skipped: 2 }, ['1 /summary/skipped: "skipped" is 2']],
    [
      'of another number of checks',
      { total_checks: 2, passed_checks: 2, failed_checks: 0 },
      [
        '1 /summary/total_checks: "total_checks" is 2 and the list holds 1 check',
        '1 /summary/passed_checks: "passed_checks" is 2 and the list holds 1 check that passed',
      ],
    ],
    [
      'that cannot be told from text',
      { total: 1, passed: 1, failed: 0, missing: [] },
      ['1 /summary/missing: "missing" is neither a whole number nor true or false'],
    ],
  ])('%s', (_name, summary, expected) => {
    const [first, ...reasons] = said(readForeign(JSON.stringify(counted(summary))));
    expect(first).toMatch(expected.length === 0 ? /^passed: / : /^unverified: /);
    expect(reasons).toEqual(expected.length === 0 ? [] : [...expected, contradiction]);
  });

  test.each<[string, unknown, RegExp]>([
    ['that count failures', { total: 1, passed: 1, failed: 1 }, /^failed: /],
    ['that count grave failures', { total: 1, passed: 1, failed: 0, high_failures: 1 }, /^failed: /],
    ['that count errors', { total: 1, passed: 1, failed: 0, errors: 1 }, /^failed: /],
  ])('%s', (_name, summary, expected) => {
    expect(said(readForeign(JSON.stringify(counted(summary))))[0]).toMatch(expected);
  });

  test.each<[string, unknown, string]>([
    ['alone are a claim', { summary: { total: 2, passed: 2, failed: 0 } }, 'passed (claimed): counters only'],
    ['at the top are read as well', { total: 2, passed: 1, failed: 1 }, 'failed (claimed): counters only'],
    [
      'among metrics too',
      { status: 'passed', metrics: { checks_total: 4, checks_passed: 3, checks_failed: 1 } },
      'failed (claimed): status "passed"',
    ],
    ['at the top are no flags', { status: 'passed', passed: true }, 'passed (claimed): status "passed"'],
  ])('%s', (_name, document, expected) => {
    expect(said(readForeign(JSON.stringify(document)))[0]).toBe(expected);
  });
});

describe('a service level', () => {
  const good = { slo_status: 'pass', breaches: [], current: { status: 'passed', rate: 0.9 } };
  test.each<[string, unknown, string[]]>([
    ['that is met is a claim', good, ['passed (claimed): slo_status "pass"']],
    [
      'that is not met',
      { ...good, slo_status: 'breach' },
      ['failed (claimed): slo_status "breach"', '1 /slo_status: the report says slo_status "breach"'],
    ],
    [
      'with breaches below a good word',
      { ...good, breaches: ['rate too low'] },
      [
        'failed (claimed): slo_status "pass"',
        '1 /breaches/0: "breaches" holds 1 item: "rate too low"',
        '1 /slo_status: the slo_status "pass" contradicts what else the report says',
      ],
    ],
    [
      'that names no breaches at all',
      { slo_status: 'pass' },
      [
        'unverified (claimed): slo_status "pass"',
        '1 /breaches: there is no list "breaches"',
        '1 /slo_status: the slo_status "pass" contradicts what else the report says',
      ],
    ],
    [
      'with too few samples',
      { ...good, warnings: ['samples below threshold (3 < 5)'] },
      [
        'unverified (claimed): slo_status "pass"',
        '1 /warnings/0: "warnings" holds 1 item: "samples below threshold (3 < 5)"',
        '1 /slo_status: the slo_status "pass" contradicts what else the report says',
      ],
    ],
    [
      'with a value that nobody measured and a threshold that nobody set',
      { ...good, current: { rate: null }, thresholds: { min_rate: null } },
      [
        'unverified (claimed): slo_status "pass"',
        '1 /current/rate: nothing was measured: "/current/rate" is null',
        '1 /thresholds/min_rate: nothing was measured: "/thresholds/min_rate" is null',
        '1 /slo_status: the slo_status "pass" contradicts what else the report says',
      ],
    ],
    [
      'with current values that failed',
      { ...good, current: { status: 'failed' } },
      [
        'failed (claimed): slo_status "pass"',
        '1 /current/status: the report says status of current "failed"',
        '1 /slo_status: the slo_status "pass" contradicts what else the report says',
      ],
    ],
    [
      'without current values, where they are named',
      { ...good, current: {} },
      [
        'unverified (claimed): slo_status "pass"',
        '1 /current: nothing was measured: "current" is empty',
        '1 /slo_status: the slo_status "pass" contradicts what else the report says',
      ],
    ],
  ])('%s', (_name, document, expected) => {
    expect(said(readForeign(JSON.stringify(document)))).toEqual(expected);
  });
});
