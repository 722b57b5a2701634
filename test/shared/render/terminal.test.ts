import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Report, Result } from '../../../shared/core/report.ts';
import { renderTerminal } from '../../../shared/render/terminal.ts';
import { anyReport, shuffledReport } from '../../support/any-report.ts';
import { invisible } from '../../support/hostile.ts';
import { report, result, sampleAllowance } from '../../support/results.ts';

const failure = result({
  status: 'failed',
  message: 'the pin is wrong',
  location: { path: 'config/pin.json', line: 3, column: 5 },
  fix: 'write v2 in config/pin.json',
  expected: 'v2',
  actual: ['v1'],
});
const unseen = result({
  status: 'unverified',
  about: ['ledger'],
  because: { code: 'MISSING_PERMISSION', message: 'the token may not read rulesets', needs: 'administration: read' },
});

describe('the report for a terminal', () => {
  test.each<[string, Partial<Report>, string, string[]]>([
    ['that passed is one line', {}, 'PASSED', ['sample: PASSED  1 passed']],
    [
      'that failed: the failure with place, rule, values and fix',
      { status: 'failed', summary: '1 failed', results: [result(), failure, result({ status: 'not-applicable' })] },
      'FAILED',
      [
        'sample: FAILED  1 failed',
        '  failed  config/pin.json:3:5  sample/rule (high)',
        '      the pin is wrong',
        '      expected: v2',
        '      actual: ["v1"]',
        '      Fix: write v2 in config/pin.json',
      ],
    ],
    [
      'that is not verified: what hindered it and what is needed',
      { status: 'unverified', summary: '1 not verified', results: [unseen] },
      'NOT VERIFIED',
      [
        'sample: NOT VERIFIED  1 not verified',
        '  not verified  sample/rule (high)',
        '      ledger: the token may not read rulesets',
        '      Needed: administration: read',
      ],
    ],
    [
      'with a waived failure',
      {
        results: [
          { ...failure, location: undefined as never, expected: undefined, actual: undefined, waiver: sampleAllowance },
        ],
      },
      'PASSED',
      [
        'sample: PASSED  1 passed',
        '  failed (waived)  sample/rule (high)',
        '      the pin is wrong',
        '      Waived as W-1 by alice until 2026-04-01: accepted for the pilot',
      ],
    ],
    [
      'that is an error: every problem with its place, and what to do',
      {
        status: 'error',
        summary: '0 passed',
        results: [],
        error: {
          code: 'BAD_CONFIG',
          message: 'the file has 2 problems',
          hint: 'mend it',
          problems: [{ message: 'unknown key x', path: 'a.yml', line: 3, column: 1 }, { message: 'no place' }],
        },
      },
      'ERROR',
      [
        'sample: ERROR  0 passed',
        '  the file has 2 problems',
        '  a.yml:3:1  unknown key x',
        '  no place',
        '  to do: mend it',
      ],
    ],
    ['with notes', { notes: ['W-9 is expired'] }, 'PASSED', ['sample: PASSED  1 passed', '  note: W-9 is expired']],
  ])('%s', (_name, part, headline, expected) => {
    expect(renderTerminal(report(part), headline, false)).toBe(`${expected.join('\n')}\n`);
  });

  test('values are cut', () => {
    const text = renderTerminal(
      report({ status: 'failed', results: [{ ...failure, actual: 'y'.repeat(5000) }] }),
      'FAILED',
      false,
    );
    expect(text).toMatch(/actual: y{100}…y{99}\n/);
  });

  test('a credential is taken out', () => {
    const text = renderTerminal(
      report({ status: 'failed', results: [{ ...failure, actual: 'https://a:secret@b' }] }),
      'FAILED',
      false,
    );
    expect(text).not.toContain('secret');
  });
});

describe('colour', () => {
  const sgr = (code: number, text: string): string => `\u001b[${code}m${text}\u001b[0m`;
  const [red, green, yellow, dim] = [31, 32, 33, 2];

  test.each([
    ['passed', green],
    ['failed', red],
    ['unverified', yellow],
    ['not-applicable', dim],
    ['error', red],
  ] as const)('of the verdict %s', (status, code) => {
    const [line] = renderTerminal(report({ status, summary: 's', results: [] }), 'VERDICT', true).split('\n');
    expect(line).toBe(`${sgr(1, 'sample')}: ${sgr(code, 'VERDICT')}  s`);
  });

  test.each<[string, Result, number, string]>([
    ['a failure', failure, red, 'failed'],
    ['what is not verified', unseen, yellow, 'not verified'],
    ['what is waived', { ...failure, waiver: sampleAllowance }, dim, 'failed (waived)'],
    ['a remark', { ...failure, severity: 'info' }, dim, 'remark'],
    ['a remark that could not be made', { ...unseen, severity: 'info' }, dim, 'not verified'],
  ])('of %s', (_name, one, code, words) => {
    expect(renderTerminal(report({ results: [one] }), 'VERDICT', true)).toContain(`\n  ${sgr(code, words)}  `);
  });
});

describe('for a report as an enemy would write it', () => {
  test('no line is a command, and nothing invisible or coloured is in it', () => {
    fc.assert(
      fc.property(anyReport, (each) => {
        const text = renderTerminal(each, 'FAILED', false);
        for (const line of text.split('\n')) {
          expect(line).not.toMatch(invisible);
          expect(line.trim().startsWith('::')).toBe(false);
          expect(line).not.toContain('##[');
        }
      }),
    );
  });

  test('there are as many lines as the report has things to say', () => {
    fc.assert(
      fc.property(anyReport, (each) => {
        const shown = each.results.filter(({ status }) => status === 'failed' || status === 'unverified');
        const inResults = shown.map((one) => {
          const values = [one.expected, one.actual].filter((value) => value !== undefined).length;
          const lived = one.waiver ?? one.attestation ?? one.deferredTo;
          const next = lived ?? (one.status === 'unverified' ? one.because?.needs : one.fix);
          return 2 + values + (next === undefined ? 0 : 1);
        });
        const inError =
          each.error === undefined
            ? 0
            : 1 + (each.error.problems?.length ?? 0) + (each.error.hint === undefined ? 0 : 1);
        const inExhibits = (each.exhibits ?? []).map(
          ({ columns, rows, remark }) =>
            1 + (remark === undefined ? 0 : 1) + (columns.length === 0 ? 0 : 1 + rows.length),
        );
        const expected = [1, inError, ...inExhibits, ...inResults, each.notes.length].reduce(
          (sum, count) => sum + count,
          0,
        );
        expect(renderTerminal(each, 'FAILED', false).split('\n')).toHaveLength(expected + 1);
      }),
    );
  });

  test('colour adds nothing but colour', () => {
    fc.assert(
      fc.property(anyReport, (each) => {
        const colored = renderTerminal(each, 'FAILED', true);
        // The sequences of the suite itself; any other escape would stay and differ.
        expect(colored.replace(/\u001b\[(?:[012]|3[123])m/g, '')).toBe(renderTerminal(each, 'FAILED', false));
        expect(colored).toContain('\u001b[');
      }),
    );
  });

  test('the order of its results does not matter', () => {
    fc.assert(
      fc.property(shuffledReport, ([one, other]) => {
        expect(renderTerminal(other, 'FAILED', false)).toBe(renderTerminal(one, 'FAILED', false));
      }),
    );
  });
});
