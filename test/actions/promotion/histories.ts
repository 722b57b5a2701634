import { describe, expect, test } from '@jest/globals';
import { entryLine, entryHash as hashOf } from '../../../shared/domain/promotion/entry.ts';
import type { RuleCoverage } from '../../support/coverage.ts';
import * as life from '../../support/promotions.ts';
import { lastOf, otherCommit, verifyWith } from './common.ts';

/** What becomes of histories, of what a run left, and of deployments. */
export function historyTests(rules: RuleCoverage): void {
  describe('the history', () => {
    /** Verifies what a change makes of the histories, all of them good before. */
    async function verifyHistories(
      change: (histories: Record<string, string>) => Record<string, string>,
    ): Promise<string[]> {
      const played = await life.ready('prod');
      played.reviews = life.approvedBy('casey', 'drew');
      return life.against(await rules.evaluate(life.verifying(played, change({ ...played.histories }))));
    }
    const waits = ['append-only: failed', 'one-entry: unverified'];
    test('that a change leaves alone is whole', async () => {
      expect(await verifyHistories((histories) => histories)).toEqual([]);
    });
    test.each<[string, (text: string) => string, string[]]>([
      ['deleted', () => '', waits],
      ['rewritten', (text) => entryLine({ ...lastOf(text), commit: otherCommit }), waits],
      ['with other white space', (text) => text.replace(':', ': '), ['history: failed', 'append-only: failed']],
    ])('%s is a finding', async (_name, change, expected) => {
      const found = await verifyHistories((histories) => ({
        ...histories,
        staging: change(histories['staging'] ?? ''),
      }));
      expect(found.slice(0, 2)).toEqual(expected);
    });

    test('cut off anywhere is a finding', async () => {
      const { histories } = await life.ready('prod');
      const text = histories['staging'] ?? '';
      expect(text.length).toBeGreaterThan(400);
      for (const end of cuts(text).slice(0, -1)) {
        const found = await verifyHistories((all) => ({ ...all, staging: text.slice(0, end) }));
        expect([end, found.includes('append-only: failed')]).toEqual([end, true]);
      }
    });

    test('with a new entry that is cut off anywhere is accepted as what was before, or named', async () => {
      const played = await life.ready('prod');
      played.reviews = life.approvedBy('casey', 'drew');
      const text = life.recordedText(await rules.evaluate(life.recording(played, 'prod', 30))) ?? '';
      played.documents[30] = text;
      for (const end of cuts(text)) {
        const after = { ...played.histories, prod: text.slice(0, end) };
        const found = life.against(await rules.evaluate(life.verifying(played, after)));
        const whole = end === 0 || end === text.length;
        expect([end, found[0]]).toEqual([end, whole ? undefined : 'history: failed']);
      }
    });

    test('with two entries more is a finding', async () => {
      const twice = await verifyHistories((histories) => {
        const { from: _from, ...entry } = lastOf(histories['dev'] ?? '');
        return { ...histories, prod: entryLine({ ...entry, environment: 'prod' }), ...more(histories) };
      });
      expect(twice[0]).toBe('one-entry: failed');
    });
    /** A second entry of dev. */
    const more = (histories: Record<string, string>): Record<string, string> => {
      const text = histories['dev'] ?? '';
      return { dev: text + entryLine({ ...lastOf(text), previous: hashOf(lastOf(text)) }) };
    };

    test('that two continue at once is told to the second', async () => {
      const played = await life.ready('staging');
      played.reviews = life.approvedBy('casey');
      life.begin(played, 21, '2026-03-03T10:05:00Z');
      const texts = new Map<number, string>();
      for (const id of [20, 21]) {
        const text = life.recordedText(await rules.evaluate(life.recording(played, 'staging', id)));
        texts.set(id, text ?? '');
        played.documents[id] = text ?? '';
      }
      const after = (id: number): Record<string, string> => ({ ...played.histories, staging: texts.get(id) ?? '' });
      const [first, second] = [after(20), after(21)];
      expect(life.against(await rules.evaluate(life.verifying(played, first)))).toEqual([]);
      const open = life.verifying(played, second);
      life.land(played, 'staging', first['staging'] ?? '', '2026-03-03T11:00:00Z');
      // What the pull request changes is the same; what it must continue is not.
      const told = await rules.evaluate({ ...open, github: life.answers(played) });
      expect(life.against(told).slice(0, 1)).toEqual(['append-only: failed']);
      expect(played.histories['staging']).toBe(first['staging']);
    });

    test('of a change that nobody can compare is not verified', async () => {
      const played = await life.ready('prod');
      const setup = life.verifying(played, {});
      const { history: _none, ...without } = setup;
      const found = await rules.evaluate(without);
      expect(life.against(found).every((line) => line.endsWith('unverified'))).toBe(true);
      expect(life.against(found)).toContain('append-only: unverified');
    });
  });

  describe('what a run recorded', () => {
    test('is what is verified, and nothing that was written by hand', async () => {
      const edit = (played: life.Platform): void => {
        played.documents[30] = entryLine({ ...lastOf(played.documents[30] ?? ''), runId: 31 });
      };
      expect(await verifyWith(rules, 'prod', edit)).toEqual(['recorded: failed']);
      expect(await verifyWith(rules, 'prod', (played) => void delete played.documents[30])).toEqual([
        'recorded: unverified',
      ]);
    });
  });

  describe('deployments', () => {
    test.each<[string, life.Platform['deployments'], string[]]>([
      ['of the commit', [{ id: 4, sha: life.commit, state: 'success' }], []],
      [
        'of the run that records',
        [
          {
            id: 4,
            sha: otherCommit,
            state: 'success',
            url: `https://github.com/${life.repository}/actions/runs/20/job/5`,
          },
        ],
        [],
      ],
      [
        'of a run whose number only begins so',
        [{ id: 4, sha: otherCommit, state: 'success', url: `https://github.com/${life.repository}/actions/runs/200` }],
        ['deployments: failed'],
      ],
      [
        'that failed, before one of the commit',
        [
          { id: 5, sha: otherCommit, state: 'failure' },
          { id: 4, sha: life.commit, state: 'success' },
        ],
        [],
      ],
      ['none at all, where nothing is in force', [], []],
      [
        'thirty that failed',
        Array.from({ length: 30 }, (_, id) => ({ id, sha: otherCommit, state: 'failure' })),
        ['deployments: unverified'],
      ],
    ])('%s', async (_name, deployments, expected) => {
      const played = Object.assign(await life.ready('staging'), { deployments });
      expect(life.against(await rules.evaluate(life.recording(played, 'staging', 20)))).toEqual(expected);
    });
  });
}

/** Where a text is cut off: here and there, in its last bytes, and not at all. That no byte is another case is proved where it is read. */
function cuts({ length }: string): number[] {
  const some = Array.from({ length: Math.ceil(length / 37) }, (_, index) => index * 37);
  return [...new Set([...some, length - 2, length - 1, length])].filter((end) => end >= 0).sort((a, b) => a - b);
}
