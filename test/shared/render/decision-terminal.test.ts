import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ExecutiveSummary } from '../../../shared/core/executive-summary.ts';
import { renderDecisionTerminal } from '../../../shared/render/decision-terminal.ts';
import { anyExecutiveSummary, executiveSummary, row } from '../../support/any-executive-summary.ts';
import { invisible } from '../../support/hostile.ts';

const subject = `acme/app 0123456${'a'.repeat(33)} · profile standard`;

describe('the executive summary for a terminal', () => {
  test.each<[string, Partial<ExecutiveSummary>, string[]]>([
    ['that says go', {}, ['decision: go', subject, '1 report: 1 go', '  go: passed  manifest-sync']],
    [
      'that says no-go: the first failing control in the second line, then what to do, then everything',
      {
        name: 'release',
        decision: 'no-go',
        accepted: false,
        firstFailing: { control: 'ledger', owner: '@acme/release', message: 'its report is missing' },
        toGo: ['upload it'],
        reports: [
          row(),
          row({ control: 'ledger', verdict: 'no-go', state: 'missing', why: ['one', 'two'], owner: '@acme/release' }),
        ],
        checks: [{ rule: 'x/y', about: ['z'], verdict: 'no-go', message: 'the posture is frozen', fix: 'wait' }],
        allowances: [
          { id: 'W-1', kind: 'waiver', control: 'ledger', state: 'unused', message: 'nothing', terms: 'bob' },
        ],
        notMeasured: [{ rule: 'a/b', about: [], why: 'no data', needs: 'a token' }],
        notes: ['one note'],
      },
      [
        'decision: no-go',
        'first failing: ledger, owner @acme/release: its report is missing',
        `release · ${subject}`,
        '2 reports: 1 no-go, 1 go',
        '  to go: upload it',
        '  no-go: missing  ledger  @acme/release',
        '      one',
        '      two',
        '  go: passed  manifest-sync',
        '  no-go  x/y · z',
        '      the posture is frozen',
        '      Fix: wait',
        '  waiver, not used  W-1  ledger',
        '      nothing',
        '      bob',
        '  not measured  a/b',
        '      no data',
        '      Needed: a token',
        '  note: one note',
      ],
    ],
    [
      'that is a replay with a condition that is not accepted',
      {
        decision: 'conditional-go',
        accepted: false,
        profile: 'strict',
        replay: true,
        firstFailing: { control: 'ledger', message: 'failed (waived)' },
        subject: { event: 'local' },
        policySource: { kind: 'bootstrap', path: 'p' },
        reports: [],
      },
      [
        'decision: conditional-go',
        'first condition: ledger, no owner is named: failed (waived)',
        'replay',
        'not accepted by profile strict',
        'This is a replay: it was judged as of another time, and it allows nothing now.',
        'The policy came with the change itself: there was none before it.',
        'local · profile strict',
        'No report was expected.',
      ],
    ],
  ])('%s', (_name, part, lines) => {
    expect(renderDecisionTerminal(executiveSummary(part), false)).toBe(`${lines.join('\n')}\n`);
  });

  test('begins with the decision alone, also in colour', () => {
    fc.assert(
      fc.property(anyExecutiveSummary, fc.boolean(), (summary, color) => {
        expect(renderDecisionTerminal(summary, color).split('\n')[0]).toBe(`decision: ${summary.decision}`);
      }),
    );
  });

  test('has no line that is a command, and nothing invisible or coloured', () => {
    fc.assert(
      fc.property(anyExecutiveSummary, (summary) => {
        for (const line of renderDecisionTerminal(summary, false).split('\n')) {
          expect(line).not.toMatch(invisible);
          expect(line.trim().startsWith('::')).toBe(false);
          expect(line).not.toContain('##[');
        }
      }),
    );
  });

  test('has as many lines as there are things to say', () => {
    fc.assert(
      fc.property(anyExecutiveSummary, (summary) => {
        const { decision, accepted, replay, policySource, firstFailing, reports, checks, notMeasured } = summary;
        const count = (...holds: boolean[]): number => holds.filter(Boolean).length;
        const sum = (numbers: number[]): number => numbers.reduce((total, each) => total + each, 0);
        const limits = count(replay === true, replay === true, policySource?.kind === 'bootstrap');
        const expected = sum([
          3 + count(firstFailing !== undefined) + limits + count(decision !== 'no-go' && !accepted),
          summary.toGo.length + summary.notes.length + 3 * summary.allowances.length,
          ...reports.map(({ why }) => 1 + why.length),
          ...checks.map(({ fix }) => 2 + count(fix !== undefined)),
          ...notMeasured.map(({ needs }) => 2 + count(needs !== undefined)),
        ]);
        expect(renderDecisionTerminal(summary, false).split('\n')).toHaveLength(expected + 1);
      }),
    );
  });

  test('in colour says the same', () => {
    fc.assert(
      fc.property(anyExecutiveSummary, (summary) => {
        const colored = renderDecisionTerminal(summary, true);
        expect(colored.replace(/\u001b\[(?:[012]|3[123])m/g, '')).toBe(renderDecisionTerminal(summary, false));
        expect(colored).toContain('\u001b[');
      }),
    );
  });
});
