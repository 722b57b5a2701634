import { describe, expect, test } from '@jest/globals';
import type { BacktestDocument, Landing } from '../../../../shared/core/backtest.ts';
import type { Report } from '../../../../shared/core/report.ts';
import {
  type Judged,
  judgedLanding,
  problemKeys,
  pullRequestIn,
  unjudgedLanding,
} from '../../../../shared/domain/backtest/landing.ts';
import { backtestDocument, openOver } from '../../../../shared/domain/backtest/summary.ts';
import { report, result, sampleAllowance } from '../../../support/results.ts';

const about = { commit: 'a'.repeat(40), base: 'b'.repeat(40), at: '2026-11-01T12:00:00Z', title: 'change' };
const said = (status: Report['status'], exit: number, more: Partial<Report> = {}): Judged => ({
  report: report({ status, ...more }),
  exit,
});
const failure = result({ status: 'failed', message: 'wrong', location: { path: 'a.json', line: 2 } });
const failing = said('failed', 1, {
  results: [result({ ...failure, severity: 'low', rule: 'sample/small', fingerprint: 'v1:low' }), failure],
});
const open = said('unverified', 3, {
  control: 'other',
  results: [result({ status: 'unverified' }), result({ status: 'unverified' })],
});
const broken = said('error', 2, { control: 'third', error: { code: 'BAD_CONFIG', message: 'it does not fit' } });

const replayOnly = said('unverified', 3, {
  control: 'far',
  results: [
    result({ status: 'unverified', because: { code: 'NOT_REPLAYED', message: 'no command', needs: 'a run' } }),
    result({ status: 'unverified', because: { code: 'NO_CREDENTIAL', message: 'no token' } }),
    result({ status: 'unverified', severity: 'info' }),
  ],
});

describe('a landing', () => {
  test.each<[verdict: string, judged: Judged[]]>([
    ['clear', [said('passed', 0), said('not-applicable', 0)]],
    ['blocked', [said('passed', 0), open, broken, failing]],
    ['reported', [{ ...failing, exit: 0 }, open]],
    ['not-judged', [broken, { ...failing, exit: 0 }]],
    ['unverified', [said('passed', 0), open]],
    ['unverified', [{ ...open, exit: 0 }]],
    ['inherited', [said('passed', 0), open, { ...failing, before: problemKeys(failing.report) }]],
    ['blocked', [{ ...failing, before: problemKeys({ results: [failure] }) }]],
    ['blocked', [{ ...failing, before: new Set() }]],
    ['not-judged', [broken, { ...failing, before: problemKeys(failing.report) }]],
    ['reported', [{ ...failing, exit: 0, before: problemKeys(failing.report) }]],
    ['partly', [said('passed', 0), replayOnly]],
    ['unverified', [replayOnly]],
    ['unverified', [said('passed', 0), open, replayOnly]],
    ['unverified', [said('passed', 0), said('unverified', 3)]],
    ['unverified', [said('not-applicable', 0)]],
    ['unverified', []],
  ])('is %s by the worst that is said of it', (verdict, judged) => {
    expect(judgedLanding(about, judged).verdict).toBe(verdict);
  });

  test('tells every problem, the worst first, and what was not looked at once', () => {
    const waived = result({ status: 'failed', waiver: sampleAllowance });
    const remark = result({ status: 'failed', severity: 'info' });
    const landing = judgedLanding(about, [failing, open, said('failed', 1, { results: [waived, remark] })]);
    expect(landing.problems).toEqual([
      { rule: 'sample/rule', severity: 'high', message: 'wrong', path: 'a.json', line: 2 },
      { rule: 'sample/small', severity: 'low', message: 'wrong', path: 'a.json', line: 2 },
    ]);
    expect(landing.open).toEqual([{ control: 'other', message: 'there is nothing to look at' }]);
  });

  test('tells what it brought in before what its base had, however bad that was', () => {
    const small = result({ ...failure, severity: 'low', rule: 'sample/small', fingerprint: 'v1:small' });
    const both = said('failed', 1, { results: [failure, small] });
    const { problems, verdict } = judgedLanding(about, [{ ...both, before: problemKeys({ results: [failure] }) }]);
    expect(verdict).toBe('blocked');
    expect(problems.map(({ rule, before }) => [rule, before])).toEqual([
      ['sample/small', undefined],
      ['sample/rule', true],
    ]);
  });

  test('brought in what is wrong in another way than in its base', () => {
    const [was, is] = ['v9', 'v8'].map((actual) => result({ ...failure, actual, valueHash: actual }));
    const before = problemKeys({ results: was === undefined ? [] : [was] });
    expect(
      judgedLanding(about, [{ ...said('failed', 1, { results: is === undefined ? [] : [is] }), before }]).verdict,
    ).toBe('blocked');
  });

  test('marks what no replay can look at', () => {
    expect(judgedLanding(about, [replayOnly]).open).toEqual([
      { control: 'far', message: 'no command', needs: 'a run', replay: true },
      { control: 'far', message: 'no token', replay: true },
    ]);
  });

  test('says what broke', () => {
    expect(judgedLanding(about, [broken]).because).toBe('third: it does not fit');
  });

  test.each([
    ['Merge pull request #12 from acme/fix', 12],
    ['Raise the pin (#7)', 7],
    ['Raise the pin (#7) again', undefined],
    ['#7', undefined],
    ['Merge pull request #99999999999 from acme/fix', undefined],
  ])('of the title %s is that of pull request %s', (title, number) => {
    expect(pullRequestIn(title)).toBe(number);
  });
});

describe('a range', () => {
  const document = (landings: Landing[], beyond = 0, cut?: BacktestDocument['cut']) =>
    backtestDocument({
      version: '1.0.0',
      range: { from: 'a', to: 'b' },
      configuration: { kind: 'base' },
      landings,
      beyond,
      ...(cut === undefined ? {} : { cut }),
    });
  const clear = judgedLanding(about, [said('passed', 0)]);
  const none = unjudgedLanding(about, 'without-configuration', 'none');

  test.each<[name: string, status: string, landings: Landing[], beyond: number]>([
    ['everything is clear', 'passed', [clear, clear], 0],
    ['one is blocked', 'failed', [clear, judgedLanding(about, [failing])], 0],
    ['one is not verified', 'unverified', [clear, judgedLanding(about, [open])], 0],
    ['one could not be judged', 'unverified', [clear, unjudgedLanding(about, 'not-judged', 'broken')], 0],
    ['there was no configuration', 'unverified', [none], 0],
    ['older ones were not judged', 'unverified', [clear], 3],
    ['there is nothing', 'unverified', [], 0],
    ['fail-on lets one through', 'unverified', [clear, judgedLanding(about, [{ ...failing, exit: 0 }])], 0],
    ['fail-on lets everything through', 'unverified', [judgedLanding(about, [{ ...failing, exit: 0 }])], 0],
  ])('in which %s is %s', (_name, status, landings, beyond) => {
    expect(document(landings, beyond).status).toBe(status);
  });

  test('of which the older part is not here is unverified', () => {
    expect(document([clear], 0, { message: 'cut off' }).status).toBe('unverified');
  });

  test('in which all that is red was red before is failed', () => {
    const inherited = judgedLanding(about, [{ ...failing, before: problemKeys(failing.report) }]);
    expect(document([inherited]).status).toBe('failed');
  });

  test('counts each verdict, and what each control said', () => {
    const { counts, controls } = document([clear, none, judgedLanding(about, [failing, open])]);
    expect(counts).toEqual({
      ...{ blocked: 1, inherited: 0, reported: 0, unverified: 0, partly: 0, 'not-judged': 0 },
      ...{ 'without-configuration': 1, clear: 1 },
    });
    expect(controls).toEqual([
      { control: 'other', passed: 0, failed: 0, unverified: 1, 'not-applicable': 0, error: 0 },
      { control: 'sample', passed: 1, failed: 1, unverified: 0, 'not-applicable': 0, error: 0 },
    ]);
  });

  test('tells what was not looked at once for all landings, commits left out', () => {
    const missing = (commit: string): Landing =>
      judgedLanding(about, [
        said('unverified', 3, {
          results: [
            result({ status: 'unverified', because: { code: 'NO_DATA', message: `no ${commit}`, needs: 'it' } }),
          ],
        }),
      ]);
    expect(openOver([judgedLanding(about, [open]), missing('c'.repeat(40)), missing('d'.repeat(40))])).toEqual([
      { control: 'sample', message: 'no a commit', needs: 'it', count: 2 },
      { control: 'other', message: 'there is nothing to look at', count: 1 },
    ]);
  });
});
