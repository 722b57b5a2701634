import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Annotation } from '../../../shared/core/annotation.ts';
import type { Report } from '../../../shared/core/report.ts';
import type { StepReport, StepWithout } from '../../../shared/core/step-report.ts';
import { notAskedNote } from '../../../shared/core/step-report.ts';
import { headline } from '../../../shared/domain/decision/exit.ts';
import { renderJobSummary, sharedAnnotations } from '../../../shared/render/job-summary.ts';
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
const notAsked = step({ control: 'cutover', status: 'not-applicable', notes: [notAskedNote] });
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
    data: { decision: word.toLowerCase() },
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
    [
      'one left no report',
      [failed],
      [gone],
      ['# 💥 ERROR · Gate', '**lost left no report that counts: its step broke**'],
    ],
    ['nothing applies on this event', [skipped, notAsked], [], ['# ➖ NOT APPLICABLE · Gate']],
    [
      'nothing is asked for',
      [notAsked],
      [],
      [
        '# 💥 NOTHING IS ASKED FOR · Gate',
        '**the configuration asks for none of these controls, so that nothing was judged**',
      ],
    ],
    ['there is nothing', [], [], ['# 💥 NOTHING IS ASKED FOR · Gate']],
    [
      'a decision',
      [failed, decision('NO-GO', 'failed')],
      [],
      ['# ❌ NO-GO · Gate', '**pins: the pin is wrong** in `pin.json:3`'],
    ],
    ['a decision for it', [passed, decision('GO', 'passed')], [], ['# ✅ GO · Gate']],
    [
      'a decision for it beside a step without a report',
      [decision('GO', 'passed')],
      [gone],
      ['# 💥 ERROR · Gate', '**lost left no report that counts: its step broke**'],
    ],
    ['a decision for it beside what failed', [failed, decision('GO', 'passed')], [], ['# ❌ FAILED · Gate']],
    [
      'a decision for it beside what could not look',
      [unseen, decision('GO', 'passed')],
      [],
      ['# ❓ NOT VERIFIED · Gate'],
    ],
    [
      'a decision on conditions',
      [passed, decision('CONDITIONAL-GO', 'unverified')],
      [],
      ['# ❓ CONDITIONAL-GO · Gate'],
    ],
  ])('%s', (_name, parts, without, lines) => {
    const text = renderJobSummary('Gate', { parts, without, apart: [] })
      .split('\n')
      .filter((line) => line !== '');
    expect(text.slice(0, lines.length)).toEqual(lines);
  });
});

describe('the rest', () => {
  test('has a row for each, and the summary of each that applies, worst first', () => {
    const text = renderJobSummary('Gate', { parts: [passed, skipped, unseen, failed], without: [], apart: [] });
    const rows = text.split('\n').filter((line) => line.startsWith('| ') && line.includes('`'));
    expect(rows.slice(0, 4).map((row) => /`(\w+)`/.exec(row)?.[1])).toEqual(['pins', 'rules', 'tests', 'cutover']);
    const at = [failed, unseen, passed].map(({ markdown }) => text.indexOf(markdown));
    expect(at.every((place) => place > 0)).toBe(true);
    expect([...at].sort((a, b) => a - b)).toEqual(at);
    expect(text).not.toContain(skipped.markdown);
  });

  test('names what another job judges, and its row says no verdict', () => {
    const text = renderJobSummary('Gate', { parts: [passed], without: [], apart: ['proofs'] });
    const rows = text.split('\n').filter((line) => line.startsWith('| ') && line.includes('`proofs`'));
    expect(rows).toHaveLength(1);
    expect(rows[0]).toContain('IN ANOTHER JOB');
    expect(rows[0]).not.toContain('✅');
  });

  test('names what there is no room for, and keeps the worst', () => {
    const long = (each: StepReport): StepReport => ({
      ...each,
      markdown: `${each.markdown}${'x'.repeat(600 * 1024)}\n`,
    });
    const text = renderJobSummary('Gate', { parts: [long(passed), long(failed)], without: [], apart: [] });
    expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(summaryMaxBytes);
    expect(text).toContain(long(failed).markdown);
    expect(text).toContain('no room here for tests');
  });

  test('holds whatever reports say', () => {
    fc.assert(
      fc.property(fc.array(anyReport, { maxLength: 4 }), (reports) => {
        const parts = reports.map((each) => ({ ...step(each), report: each }));
        const text = renderJobSummary('Gate', { parts, without: [], apart: [] });
        expect(text.replaceAll(/[\n\u2060]/g, '')).not.toMatch(invisible);
        expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(summaryMaxBytes);
      }),
      { numRuns: 50 },
    );
  });
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
