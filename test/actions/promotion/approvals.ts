import { describe, expect, test } from '@jest/globals';
import type { RuleCoverage } from '../../support/coverage.ts';
import * as life from '../../support/promotions.ts';
import { otherCommit, refused, root, verifyWith } from './common.ts';

/** Who may approve, and where. */
export function approvalTests(rules: RuleCoverage): void {
  describe('who approves', () => {
    const chain = (approvals: object): object => ({
      ...life.section,
      chain: [life.section.chain[0], { environment: 'staging', deployment: 'stage', approvals }],
    });
    test.each<[string, life.PlayedReview[], string[]]>([
      ['nobody', [], ['approvals: failed']],
      ['one of two', life.approvedBy('casey'), ['approvals: failed']],
      ['one of two, and who opened it', life.approvedBy('casey', 'pat'), ['approvals: failed']],
      ['somebody who is not listed', life.approvedBy('casey', 'eve'), ['approvals: failed']],
      [
        'one at an older head',
        [...life.approvedBy('casey'), { by: 'drew', state: 'APPROVED', commit: otherCommit }],
        ['approvals: failed'],
      ],
      [
        'one who then asked for changes',
        [...life.approvedBy('casey', 'drew'), { by: 'drew', state: 'CHANGES_REQUESTED', commit: otherCommit }],
        ['approvals: failed'],
      ],
      ['two', life.approvedBy('drew', 'casey'), []],
    ])('of prod: %s', async (_name, reviews, expected) => {
      expect(await verifyWith(rules, 'prod', (played) => void (played.reviews = reviews))).toEqual(expected);
    });
    test('of a pull request that an app opened: one more', async () => {
      expect(await verifyWith(rules, 'prod', (played) => void (played.opener = 'release[bot]'))).toEqual([
        'approvals: failed',
      ]);
    });
    test('of reviews that may not be seen nothing is known', async () => {
      const open = await verifyWith(
        rules,
        'prod',
        (played) => void (played.more[`${root}/pulls/50/reviews`] = refused),
      );
      expect(open).toEqual(['approvals: unverified']);
    });

    const through = chain({ by: ['@casey', '@pat'], through: 'deployment' }) as Record<string, unknown>;
    test.each<[string, Partial<life.Platform>, string[]]>([
      ['who may', { approvals: [{ by: 'casey', state: 'approved', on: 'stage' }] }, []],
      ['nobody', {}, ['approvals: failed']],
      ['who started the run', { approvals: [{ by: 'pat', state: 'approved', on: 'stage' }] }, ['approvals: failed']],
      ['an app', { approvals: [{ by: 'casey[bot]', state: 'approved', on: 'stage' }] }, ['approvals: failed']],
      [
        'who may, for another environment',
        { approvals: [{ by: 'casey', state: 'approved', on: 'dev' }] },
        ['approvals: failed'],
      ],
      [
        'who may, and somebody who rejects',
        {
          approvals: [
            { by: 'casey', state: 'approved', on: 'stage' },
            { by: 'drew', state: 'rejected', on: 'stage' },
          ],
        },
        ['approvals: failed'],
      ],
      ['who cannot be seen', { more: { [`${root}/actions/runs/20/approvals`]: refused } }, ['approvals: unverified']],
      [
        'while nobody knows who made the commit',
        { more: { [`${root}/commits/${life.commit}`]: { json: { author: null, committer: null } } } },
        ['approvals: unverified'],
      ],
    ])('in the run that records: %s', async (_name, more, expected) => {
      const played = Object.assign(await life.ready('staging'), more);
      const found = await rules.evaluate(life.recording(played, 'staging', 20, { section: through }));
      expect(life.against(found)).toEqual(expected);
      expect(life.recordedText(found) === undefined).toBe(expected.length > 0);
    });
    test('in the run that records: who made the commit does not count', async () => {
      const played = await life.ready('staging');
      played.approvals = [{ by: 'casey', state: 'approved', on: 'stage' }];
      played.more[`${root}/commits/${life.commit}`] = {
        json: { author: { login: 'Casey' }, committer: { login: 'web-flow' } },
      };
      expect(life.against(await rules.evaluate(life.recording(played, 'staging', 20, { section: through })))).toEqual([
        'approvals: failed',
      ]);
    });
    test('in a run that was started again nobody knows for which attempt', async () => {
      const played = await life.ready('staging');
      played.approvals = [{ by: 'casey', state: 'approved', on: 'stage' }];
      played.runs[20] = life.ownRun({ run_attempt: 2, run_started_at: life.times.staging.begins });
      const asked = life.recording(played, 'staging', 20, { section: through });
      const found = await rules.evaluate({ ...asked, subject: { ...asked.subject, attempt: 2 } });
      expect(life.against(found)).toEqual(['approvals: unverified']);
    });
  });
}
