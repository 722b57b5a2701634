import { describe, expect, test } from '@jest/globals';
import { sha256 } from '../../../shared/core/fingerprint.ts';
import { type RuleCoverage } from '../../support/coverage.ts';
import { checkRun, checks } from '../../support/cutover.ts';
import {
  acknowledgeSection,
  acknowledging,
  answer,
  deskTip,
  generated,
  ledgerTip,
  type Played,
  paths,
  producer,
  tried,
} from '../../support/handoffs.ts';
import { type GitHubAnswers } from '../../support/memory-github.ts';
import { review } from '../../support/pull-request.ts';
import { headSha } from '../../support/world.ts';
import { at, open, statusOf } from './common.ts';

/** Answers, and handoffs without one. */
export function acknowledgeTests(rules: RuleCoverage): void {
  describe('acknowledge', () => {
    const payload = async (): Promise<string> => (await generated()).payload;

    test('an answer to this payload, that was measured and approved', async () => {
      const evaluation = await rules.evaluate(acknowledging(await payload()));
      expect(open(evaluation)).toEqual([]);
      expect(statusOf(evaluation)).toBe('passed');
    });

    const unanswered = [
      'answer form: unverified',
      'answer digest: unverified',
      'answer release: unverified',
      'verdict: unverified',
      'answer-measured: unverified',
      'answered-by: unverified',
    ];
    const calendar = 'calendar.yml';
    const september = 'region: DE\ncoverage: {from: 2026-09-01, to: 2026-09-30}\nholidays: []\n';
    const days = (count: number) => ({
      within: undefined,
      'business-days': count,
      calendar: { 'time-zone': 'UTC', 'cut-off': '17:00', files: [calendar] },
    });
    test.each<[name: string, now: string, played: Played, expected: string[]]>([
      ['in time', '2026-09-07T09:59:59Z', {}, unanswered],
      ['too late', '2026-09-07T10:00:00Z', {}, [...unanswered, 'in-time: failed']],
      ['before three business days', '2026-09-07T23:59:59Z', { section: days(3) }, unanswered],
      ['after three business days', '2026-09-08T00:00:00Z', { section: days(3) }, [...unanswered, 'in-time: failed']],
      [
        'without a calendar for the days',
        '2027-01-30T00:00:00Z',
        { section: days(30) },
        [...unanswered, 'in-time: unverified'],
      ],
      [
        'since the release',
        '2026-09-06T10:00:00Z',
        { section: { from: 'released' } },
        [...unanswered, 'in-time: failed'],
      ],
      [
        'of which nobody knows when it came',
        '2026-09-06T10:00:00Z',
        { answers: { [`${at}/commits/${'a1'.repeat(20)}/pulls`]: { json: [] } } },
        [...unanswered, 'in-time: unverified'],
      ],
    ])('no answer yet, %s', async (_name, now, played, expected) => {
      const setup = acknowledging(await payload(), null, { ...played, now, files: { [calendar]: september } });
      expect(open(await rules.evaluate(setup)).sort()).toEqual([...expected].sort());
    });

    test('a calendar that is not there leaves open whether there is time', async () => {
      const setup = acknowledging(await payload(), null, { section: days(3) });
      expect(open(await rules.evaluate(setup))).toContain('in-time: unverified');
    });

    const digest = async (): Promise<string> => sha256(await payload());
    test.each<[name: string, changes: Record<string, unknown>, expected: string[]]>([
      [
        'of another payload',
        { handoff: '0'.repeat(64) },
        ['answer digest: failed', 'verdict: unverified', 'answer-measured: unverified', 'answered-by: unverified'],
      ],
      [
        'of another release',
        { release: 'v2.4.0' },
        ['answer release: failed', 'verdict: unverified', 'answer-measured: unverified', 'answered-by: unverified'],
      ],
      [
        'that accepts with an open blocker',
        { blockers: [{ what: 'no pin', state: 'open' }] },
        ['verdict blockers: failed'],
      ],
      ['that accepts what failed', { results: [{ id: 'ci', status: 'failed' }] }, ['verdict results: failed']],
      ['that accepts without a result', { results: [] }, ['verdict results: failed']],
      ['that rejects', { verdict: 'rejected', reason: 'codes are missing' }, ['verdict verdict: failed']],
      ['with a resolved blocker', { blockers: [{ what: 'no pin', state: 'resolved' }] }, []],
    ])('an answer %s', async (_name, changes, expected) => {
      const text = await payload();
      expect(open(await rules.evaluate(acknowledging(text, answer(await digest(), changes))))).toEqual(expected);
    });

    test.each<[name: string, changes: Record<string, unknown>]>([
      ['another verdict', { verdict: 'ok' }],
      ['a placeholder', { blockers: [{ what: '<none|describe>', state: 'open' }] }],
      ['a path that leads outside', { 'files-changed': ['/Users/d/pin.json'] }],
      ['a field more', { approved: true }],
      ['a result twice', { results: [1, 2].map(() => ({ id: 'ci', status: 'passed' })) }],
    ])('an answer with %s has no form', async (_name, changes) => {
      const lines = open(await rules.evaluate(acknowledging(await payload(), answer(await digest(), changes))));
      expect(lines[0]).toBe('answer form: failed');
      expect(lines).toHaveLength(6);
    });

    const casey = (changes: object): GitHubAnswers => ({
      'GET /repos/acme/desk/pulls/21/reviews': {
        json: [review('casey', 0, { commit_id: '8'.repeat(40), ...changes })],
      },
    });
    test.each<[name: string, answers: GitHubAnswers, expected: string[]]>([
      ['nobody approved', { 'GET /repos/acme/desk/pulls/21/reviews': { json: [] } }, ['answered-by: failed']],
      ['an earlier head was approved', casey({ commit_id: 'c'.repeat(40) }), ['answered-by: failed']],
      [
        'nobody may see who approved',
        { 'GET /repos/acme/desk/pulls/21': { because: { code: 'MISSING_PERMISSION', message: 'may not' } } },
        ['answered-by: unverified'],
      ],
      [
        'the check of the consumer failed',
        checks('acme/desk', 'ci', tried, [checkRun('ci', tried, { conclusion: 'failure' })]),
        ['answer-measured ci: failed'],
      ],
      [
        'the commit of the answer is one of a fork',
        { [`GET /repos/acme/desk/compare/${tried}...${deskTip}`]: { json: { status: 'diverged' } } },
        ['answer-measured commit: failed'],
      ],
      [
        'the check of the consumer did not run',
        checks('acme/desk', 'ci', tried, []),
        ['answer-measured ci: unverified'],
      ],
    ])('%s', async (_name, answers, expected) => {
      expect(open(await rules.evaluate(acknowledging(await payload(), undefined, { answers })))).toEqual(expected);
    });

    test('the answer may lie in this repository, and the payload in another one', async () => {
      const text = await payload();
      const setup = acknowledging(text);
      const said = JSON.stringify(answer(await digest(), { commit: headSha, 'files-changed': [] }), null, 2);
      const swapped = {
        ...setup,
        subject: { ...setup.subject, repository: 'acme/desk' },
        section: {
          ...setup.section,
          acknowledge: {
            ...acknowledgeSection,
            payload: { path: paths.payload, repository: producer },
            answer: { path: paths.answer },
          },
        },
      };
      expect(open(await rules.evaluate(swapped))).toEqual([]);

      const at = `GET /repos/${producer}`;
      const mono = {
        ...setup,
        section: {
          ...setup.section,
          acknowledge: { ...acknowledgeSection, approvers: [], answer: { path: paths.answer } },
        },
        github: {
          ...setup.github,
          [`${at}/contents/${paths.answer}?ref=${ledgerTip}`]: { raw: said },
          [`${at}/compare/${headSha}...${ledgerTip}`]: { json: { status: 'ahead' } },
          ...checks(producer, 'ci', headSha, [checkRun('ci', headSha, { started_at: '2026-09-02T10:40:00Z' })]),
        },
      };
      expect(open(await rules.evaluate(mono))).toEqual([]);
      const broken = {
        ...mono,
        github: { ...mono.github, [`${at}/contents/${paths.answer}?ref=${ledgerTip}`]: { raw: '{' } },
      };
      const { results } = await rules.evaluate(broken);
      expect(results.find(({ status }) => status === 'failed')?.location).toMatchObject({
        path: paths.answer,
        line: 1,
      });
    });

    test('without a payload there is nothing to answer', async () => {
      const gone = await rules.evaluate(acknowledging('{'));
      expect(open(gone)).toHaveLength(6);
      expect(statusOf(gone)).toBe('unverified');
      const { github: _github, ...setup } = acknowledging(await payload());
      expect(statusOf(await rules.evaluate(setup))).toBe('unverified');
    });
  });
}
