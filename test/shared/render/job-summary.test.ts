import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Annotation } from '../../../shared/core/annotation.ts';
import type { Report } from '../../../shared/core/report.ts';
import { headline } from '../../../shared/domain/decision/exit.ts';
import {
  renderJobSummary,
  type StepReport,
  type StepWithout,
  sharedAnnotations,
  worstStatus,
} from '../../../shared/render/job-summary.ts';
import { annotationsPerLevel, summaryMaxBytes } from '../../../shared/render/limits.ts';
import { renderSummary } from '../../../shared/render/summary.ts';
import { anyReport } from '../../support/any-report.ts';
import { invisible } from '../../support/hostile.ts';
import { report, result } from '../../support/results.ts';

function step(overrides: Partial<Report>): StepReport {
  const made = report(overrides);
  const words = headline(made.status, made.results);
  return {
    control: made.control,
    headline: words,
    report: made,
    markdown: renderSummary(made, { title: made.control, headline: words }),
  };
}

const failed = step({
  control: 'pins',
  status: 'failed',
  results: [
    result({ status: 'failed', message: 'the pin is wrong', location: { path: 'pin.json', line: 3 }, fix: 'write v2' }),
  ],
});
const unseen = step({
  control: 'rules',
  status: 'unverified',
  results: [
    result({
      status: 'unverified',
      because: { code: 'NO_DATA', message: 'the token may not read', needs: 'administration: read' },
    }),
  ],
});
const passed = step({ control: 'tests', results: [result()] });
const skipped = step({ control: 'cutover', status: 'not-applicable' });
const broken = step({
  control: 'broken',
  status: 'error',
  error: { code: 'BAD_CONFIG', message: 'a key is unknown', hint: 'take it out' },
});
const decision = (word: string, status: Report['status']): StepReport => ({
  ...step({
    control: 'executive-summary',
    status,
    results: [result({ status: status === 'passed' ? 'passed' : 'failed' })],
  }),
  headline: word,
});
const gone: StepWithout = { control: 'lost', why: 'its step broke' };

describe('the first lines', () => {
  test.each<[name: string, parts: StepReport[], without: StepWithout[], lines: string[]]>([
    ['all passed', [passed, skipped], [], ['# ✅ PASSED · Gate']],
    [
      'one failed',
      [passed, unseen, failed],
      [],
      ['# ❌ FAILED · Gate', '**pins: the pin is wrong** in `pin.json:3`', 'Fix: write v2'],
    ],
    [
      'one could not look',
      [passed, unseen],
      [],
      ['# ❓ NOT VERIFIED · Gate', '**rules: thing: the token may not read**', 'Needed: administration: read'],
    ],
    ['one broke', [failed, broken], [], ['# 💥 ERROR · Gate', '**broken: a key is unknown**', 'take it out']],
    ['one left no report', [failed], [gone], ['# 💥 ERROR · Gate', '**lost left no report: its step broke**']],
    ['nothing is asked for', [skipped], [], ['# ➖ NOT ASKED FOR · Gate']],
    ['there is nothing', [], [], ['# ➖ NOT ASKED FOR · Gate']],
    [
      'a decision',
      [failed, decision('NO-GO', 'failed')],
      [],
      ['# ❌ NO-GO · Gate', '**pins: the pin is wrong** in `pin.json:3`'],
    ],
    ['a decision for it', [passed, decision('GO', 'passed')], [], ['# ✅ GO · Gate']],
  ])('%s', (_name, parts, without, lines) => {
    const text = renderJobSummary('Gate', parts, without)
      .split('\n')
      .filter((line) => line !== '');
    expect(text.slice(0, lines.length)).toEqual(lines);
  });
});

describe('the rest', () => {
  test('has a row for each, and the summary of each that applies, worst first', () => {
    const text = renderJobSummary('Gate', [passed, skipped, unseen, failed], []);
    const rows = text.split('\n').filter((line) => line.startsWith('| ') && line.includes('`'));
    expect(rows.slice(0, 4).map((row) => /`(\w+)`/.exec(row)?.[1])).toEqual(['pins', 'rules', 'tests', 'cutover']);
    const at = [failed, unseen, passed].map(({ markdown }) => text.indexOf(markdown));
    expect(at.every((place) => place > 0)).toBe(true);
    expect([...at].sort((a, b) => a - b)).toEqual(at);
    expect(text).not.toContain(skipped.markdown);
  });

  test('names what there is no room for, and keeps the worst', () => {
    const long = (each: StepReport): StepReport => ({
      ...each,
      markdown: `${each.markdown}${'x'.repeat(600 * 1024)}\n`,
    });
    const text = renderJobSummary('Gate', [long(passed), long(failed)], []);
    expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(summaryMaxBytes);
    expect(text).toContain(long(failed).markdown);
    expect(text).toContain('no room here for tests');
  });

  test('holds whatever reports say', () => {
    fc.assert(
      fc.property(fc.array(anyReport, { maxLength: 4 }), (reports) => {
        const parts = reports.map((each) => ({ ...step(each), report: each }));
        const text = renderJobSummary('Gate', parts, []);
        expect(text.replaceAll(/[\n\u2060]/g, '')).not.toMatch(invisible);
        expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(summaryMaxBytes);
      }),
      { numRuns: 50 },
    );
  });
});

test.each<[Report['status'], StepReport[], StepWithout[]]>([
  ['not-applicable', [], []],
  ['not-applicable', [skipped], []],
  ['passed', [skipped, passed], []],
  ['unverified', [passed, unseen], []],
  ['failed', [unseen, failed, passed], []],
  ['error', [failed, broken], []],
  ['error', [passed], [gone]],
])('the worst status is %s', (status, parts, without) => {
  expect(worstStatus(parts, without)).toBe(status);
});

describe('the annotations of several reports', () => {
  const list = (title: string, count: number, level: Annotation['level'] = 'error'): Annotation[] =>
    Array.from({ length: count }, (_, index) => ({ level, title: `${title} ${index}`, message: '' }));

  test('are as many as a step may show of each level, and every report has its first', () => {
    const shown = sharedAnnotations([list('a', 10), list('b', 10), [...list('c', 1), ...list('c', 3, 'warning')]]);
    expect(shown.filter(({ level }) => level === 'error')).toHaveLength(annotationsPerLevel);
    expect(shown.slice(0, 5).map(({ title }) => title)).toEqual(['a 0', 'b 0', 'c 0', 'a 1', 'b 1']);
    expect(shown.filter(({ level }) => level === 'warning')).toHaveLength(3);
  });

  test('of nothing are none', () => {
    expect(sharedAnnotations([])).toEqual([]);
    expect(sharedAnnotations([[], []])).toEqual([]);
  });
});
