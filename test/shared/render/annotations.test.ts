import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Annotation } from '../../../shared/core/annotation.ts';
import type { Report, Result } from '../../../shared/core/report.ts';
import { annotations } from '../../../shared/render/annotations.ts';
import { anyReport, shuffledReport } from '../../support/any-report.ts';
import { hostileText, invisible } from '../../support/hostile.ts';
import { report, result, sampleAllowance } from '../../support/results.ts';

const failure = result({
  status: 'failed',
  message: 'the pin is wrong',
  location: { path: 'config/pin.json', line: 3, column: 5 },
  fix: 'write v2 in config/pin.json',
  expected: 'v2',
  actual: ['v1'],
});
const because = {
  code: 'MISSING_PERMISSION',
  message: 'the token may not read rulesets',
  needs: 'administration: read',
};
const unseen = result({ status: 'unverified', about: ['ledger'], because });
const needed = 'ledger: the token may not read rulesets\nNeeded: administration: read';

function of(results: Result[], more: Partial<Report> = {}, folder = ''): Annotation[] {
  return annotations(report({ status: 'failed', results, ...more }), folder);
}

describe('the annotation', () => {
  test.each<[string, Result[], Annotation[]]>([
    [
      'of a failure: an error with its place, its values and its fix',
      [failure],
      [
        {
          level: 'error',
          title: 'sample/rule failed',
          message: 'the pin is wrong\nExpected: v2\nActual: ["v1"]\nFix: write v2 in config/pin.json',
          file: 'config/pin.json',
          line: 3,
          column: 5,
        },
      ],
    ],
    [
      'of what is unverified: a warning with what is needed',
      [unseen],
      [{ level: 'warning', title: 'sample/rule not verified', message: needed }],
    ],
    [
      'of what is waived: a notice',
      [result({ status: 'failed', message: 'the pin is wrong', waiver: sampleAllowance })],
      [
        {
          level: 'notice',
          title: 'sample/rule failed (waived)',
          message: 'the pin is wrong\nWaived as W-1 by alice until 2026-04-01: accepted for the pilot',
        },
      ],
    ],
    [
      'of what is deferred: a notice',
      [{ ...unseen, deferredTo: 'release' }],
      [
        {
          level: 'notice',
          title: 'sample/rule not verified (deferred)',
          message: 'ledger: the token may not read rulesets\nDeferred to release',
        },
      ],
    ],
    [
      'of a remark: a notice',
      [{ ...unseen, severity: 'info' }],
      [{ level: 'notice', title: 'sample/rule not verified', message: needed }],
    ],
    [
      'of an empty value',
      [result({ status: 'failed', message: 'm', expected: '', actual: '' })],
      [{ level: 'error', title: 'sample/rule failed', message: 'm\nExpected: \nActual: ' }],
    ],
    ['of what passed: none', [result()], []],
    ['of what is not applicable: none', [result({ status: 'not-applicable' })], []],
  ])('%s', (_name, results, expected) => {
    expect(of(results)).toEqual(expected);
  });

  test('files are named from the top of the repository', () => {
    expect(of([failure], {}, 'services/app/')[0]?.file).toBe('services/app/config/pin.json');
    expect(of([{ ...failure, location: { path: 'pin.json' } }])[0]).not.toHaveProperty('line');
  });

  test('of a broken run: the error first, then each problem at its place', () => {
    const problems = [{ message: 'unknown key x', path: 'a.yml', line: 3, column: 1 }, { message: 'no place' }];
    const error = { code: 'BAD_CONFIG' as const, message: 'the file has 2 problems', hint: 'mend it', problems };
    const title = 'sample: BAD_CONFIG';
    expect(of([], { status: 'error', error }, 'services/app/')).toEqual([
      { level: 'error', title, message: 'the file has 2 problems\nmend it', file: 'a.yml', line: 3, column: 1 },
      { level: 'error', title, message: 'unknown key x', file: 'a.yml', line: 3, column: 1 },
      { level: 'error', title, message: 'no place' },
    ]);
  });
});

describe('the limits of the runner', () => {
  const numbered = (count: number, part: Partial<Result>): Result[] =>
    Array.from({ length: count }, (_, index) => result({ ...part, rule: `sample/${String(index).padStart(3, '0')}` }));
  const severe = { severity: 'critical' } as const;

  test('ten of each level, the worst of them', () => {
    const results = [
      ...numbered(30, { status: 'failed', severity: 'low' }),
      ...numbered(3, { status: 'failed', ...severe }),
      ...numbered(30, { status: 'unverified', severity: 'low' }),
      ...numbered(2, { status: 'unverified', ...severe }),
      ...numbered(30, { status: 'failed', waiver: sampleAllowance }),
      ...numbered(30, { status: 'failed', severity: 'info' }),
    ];
    const all = of(results);
    const titles = (level: string): string[] => all.filter((each) => each.level === level).map(({ title }) => title);
    const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `sample/00${index}`);
    expect(titles('error')).toEqual([...names(3), ...names(7)].map((name) => `${name} failed`));
    expect(titles('warning')).toEqual([...names(2), ...names(8)].map((name) => `${name} not verified`));
    expect(titles('notice')).toEqual(names(10).map((name) => `${name} failed (waived)`));
  });

  test('the error of the run counts among the ten, and comes first', () => {
    const problems = Array.from({ length: 30 }, (_, index) => ({ message: `problem ${index}` }));
    const all = of(numbered(30, { status: 'failed' }), { error: { code: 'INTERNAL', message: 'it broke', problems } });
    expect(all.map(({ message }) => message)).toEqual([
      'it broke',
      ...problems.slice(0, 9).map(({ message }) => message),
    ]);
  });

  test('a long message is cut to 4000 characters', () => {
    const [one] = of([{ ...failure, message: 'x'.repeat(1_000_000) }]);
    expect(Array.from(one?.message ?? '')).toHaveLength(4000);
    expect(one?.message).toMatch(/^x+…x+\nExpected: v2\n/);
  });
});

describe('for a report as an enemy would write it', () => {
  test('title and file are one visible line, and so is every line of the message', () => {
    fc.assert(
      fc.property(anyReport, hostileText, (each, folder) => {
        for (const { title, file, message } of annotations(each, folder)) {
          expect(title).not.toMatch(invisible);
          expect(file ?? '').not.toMatch(invisible);
          for (const line of message.split('\n')) expect(line).not.toMatch(invisible);
          expect(Array.from(message).length).toBeLessThanOrEqual(4000);
        }
      }),
    );
  });

  test('the order of its results does not matter', () => {
    fc.assert(
      fc.property(shuffledReport, ([one, other]) => {
        expect(annotations(other, '')).toEqual(annotations(one, ''));
      }),
    );
  });

  test('nothing that stands in the way, is lived with or broke is left out below the limits', () => {
    fc.assert(
      fc.property(anyReport, (each) => {
        const told = each.results.filter(({ status }) => status === 'failed' || status === 'unverified').length;
        const broken = each.error === undefined ? 0 : 1 + (each.error.problems?.length ?? 0);
        expect(annotations(each, '')).toHaveLength(told + broken);
      }),
    );
  });
});
