import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { BacktestDocument, Landing, OpenCount } from '../../../shared/core/backtest.ts';
import { backtestDocument } from '../../../shared/domain/backtest/summary.ts';
import { renderBacktest } from '../../../shared/render/backtest.ts';
import { cells } from '../../../shared/render/fitted.ts';

const landing = (verdict: Landing['verdict'], more: Partial<Landing> = {}): Landing => ({
  ...{ commit: 'c'.repeat(40), base: 'b'.repeat(40), at: '2026-11-01T12:00:00Z', title: 'raise the pin (#7)' },
  ...{ verdict, controls: [{ control: 'sample', status: 'passed', summary: '' }], problems: [], open: [] },
  ...more,
});
const problem = { rule: 'sample/fits', severity: 'high', message: 'it is wrong' } as const;
const documentOf = (landings: Landing[], more: Partial<BacktestDocument> = {}): BacktestDocument => ({
  ...backtestDocument({
    ...{ version: '1.0.0', range: { from: 'v1', to: 'main' }, landings, beyond: 0 },
    configuration: { kind: 'file', path: 'governance.yml', sha256: 'a'.repeat(64) },
  }),
  ...more,
});
const rendered = (document: BacktestDocument, open: OpenCount[] = [], width?: number, color = false): string[] =>
  renderBacktest(document, open, { color, width }).split('\n');

describe('what backtest found is shown', () => {
  test('with the figure first, then what was blocked and why, then what each control said', () => {
    const place = { path: 'a.json', line: 2, column: 5 };
    const blocked = landing('blocked', {
      problems: [
        { ...problem, ...place },
        { ...problem, rule: 'sample/other' },
        { ...problem, before: true },
      ],
      controls: [{ control: 'sample', status: 'failed', summary: '' }],
    });
    const inherited = landing('inherited', { problems: [{ ...problem, before: true }], controls: [] });
    expect(rendered(documentOf([blocked, inherited, landing('partly'), landing('clear')]))).toEqual([
      'backtest: would have blocked 1 of 4 landings',
      '  the others: 1 red only by what was wrong before, 1 passed, 1 passed as far as a replay can look',
      '  4 landings of v1..main, each against its first parent, by governance.yml as it is now (sha256 aaaaaaaaaaaa)',
      '  blocked  cccccccccccc  2026-11-01  raise the pin (#7)',
      '      a.json:2:5  sample/fits (high)',
      '      it is wrong',
      '      and 1 more: sample/other',
      '  red before  1 landing, the first is cccccccccccc  2026-11-01  raise the pin (#7)',
      '      sample/fits',
      '  what each control said:',
      '    sample: 2 passed, 1 failed',
      '',
    ]);
  });

  const open = { control: 'sample', message: 'no command', count: 3 };
  test.each<[name: string, document: BacktestDocument, open: OpenCount[], expected: string]>([
    ['what broke', documentOf([landing('not-judged', { because: 'it does not fit' })]), [], '      it does not fit'],
    [
      'what fail-on lets through',
      documentOf([landing('reported', { problems: [problem] })]),
      [],
      '  the others: 1 failed where fail-on lets it through',
    ],
    [
      'what was there before anything was asked',
      documentOf([landing('without-configuration')]),
      [],
      '  the others: 1 before anything was asked for',
    ],
    [
      'older landings',
      documentOf([landing('clear')], { beyond: 1 }),
      [],
      '  not judged: 1 older landing of the range (--most)',
    ],
    [
      'where the clone ends',
      documentOf([landing('clear')], { cut: { message: 'cut off', needs: 'all of it' } }),
      [],
      '  not judged: what came before: cut off; needed: all of it',
    ],
    [
      'a beginning beside the line',
      documentOf([landing('clear')], { range: { from: 'v1', to: 'main', aside: true } }),
      [],
      '  v1 is no part of main: judged is what came since the two parted',
    ],
    [
      'the configuration that each base had',
      documentOf([landing('clear')], { configuration: { kind: 'base' } }),
      [],
      '  1 landing of v1..main, each against its first parent, by the configuration that its base had',
    ],
    [
      'what no replay can look at',
      documentOf([landing('partly')]),
      [{ ...open, replay: true, needs: 'a run' }],
      '    in 3: sample: no command; needed: a run',
    ],
    ['what could not be looked at', documentOf([landing('unverified')]), [open], '  could not be looked at:'],
    ['no landing at all', documentOf([]), [], 'backtest: would have blocked 0 of 0 landings'],
  ])('with %s', (_name, document, reasons, expected) => {
    expect(rendered(document, reasons)).toContain(expected);
  });

  test('with each reason for not judging once', () => {
    const because = 'it does not fit';
    const lines = rendered(documentOf([landing('not-judged', { because }), landing('not-judged', { because })]));
    expect(lines.slice(3, 5)).toEqual([
      '  not judged  2 landings, the first is cccccccccccc  2026-11-01  raise the pin (#7)',
      '      it does not fit',
    ]);
  });

  test.each([
    ['red', landing('inherited', { problems: [problem] }), 31],
    ['green', landing('clear'), 32],
    ['yellow', landing('partly'), 33],
  ])('in %s, and in words too', (_name, one, code) => {
    expect(rendered(documentOf([one]), [], undefined, true)[0]).toContain(
      `\u001b[${code}mwould have blocked 0 of 1 landing\u001b[0m`,
    );
  });

  test('within 40 and 80 columns, whatever commits and files say, and without a sign that a terminal or a runner obeys', () => {
    const foreign = fc.oneof(
      fc.constantFrom('\u001b[2J', '::error::x', '\r\n::stop-commands::x', '\u202Ea', '##[group]x'),
      fc.string({ unit: 'grapheme', maxLength: 80 }),
    );
    fc.assert(
      fc.property(
        foreign,
        foreign,
        fc.constantFrom('blocked', 'inherited', 'not-judged'),
        fc.constantFrom(40, 80),
        (a, b, verdict, width) => {
          const one = landing(verdict, {
            title: a,
            because: b,
            problems: [{ ...problem, message: a, path: b, rule: a }],
          });
          const cut = { message: a, needs: b };
          const document = documentOf([one], { range: { from: a, to: b, aside: true }, cut });
          for (const line of rendered(document, [{ control: a, message: b, count: 1 }], width)) {
            expect(cells(line)).toBeLessThanOrEqual(width);
            // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
            expect(line).not.toMatch(
              /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]|^\s*(?:::|##\[)/,
            );
          }
        },
      ),
    );
  });
});
