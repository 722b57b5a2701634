import { describe, expect, test } from '@jest/globals';
import type { History } from '../../../shared/core/history.ts';
import { checkRun } from '../../support/cutover.ts';
import { landingAnswers, pullOf } from '../../support/landings.ts';
import type { GitHubAnswers } from '../../support/memory-github.ts';
import { memoryHistory, type Version } from '../../support/memory-history.ts';
import { edited, producerPaths as p, surfaceEntry } from '../../support/producer-files.ts';
import { pullAnswers, review } from '../../support/pull-request.ts';
import { baseSha, headSha, type Setup } from '../../support/world.ts';
import {
  type Announced,
  announcing,
  announcingSurface,
  approvedBy,
  desk,
  files,
  notices,
  pinned,
  removed,
  tip,
} from './announcing.ts';
import { type Judge, resultOf, standing } from './fixtures.ts';

const rules = /^\S+ (?:notice|emergency)/;
const added = edited(files, p.openapi, 'enum: [invalid,', 'enum: [busy, invalid,');
const emergency = { mode: 'emergency', approver: 'alice', incident: 'INC-1', codes: '{}' };
const refused = { code: 'MISSING_PERMISSION', message: 'the token may not read it', needs: 'contents: read' } as const;
/** All that an emergency brings along. */
const complete = edited(
  edited(removed, p.guide, '# The ledger', '# The ledger, in an emergency'),
  p.tests,
  'expect',
  'assert',
);
export function noticeTests(judge: Judge): void {
  const { announced, fingerprint } = announcing(judge);

  const cases: [name: string, played: Announced, expected: string[], words?: string][] = [
    ['announced in time', {}, []],
    ['an added code that is announced', { after: added, notice: { codes: '{ busy: 409 }' } }, []],
    [
      'no notice',
      { notice: null },
      ['failed notice-given ledger', 'unverified notice-period ledger'],
      'announced now it would pass from 2026-03-25 00:00 Europe/Berlin',
    ],
    [
      'one day too early',
      { more: { now: '2026-02-15T23:00:00Z' } },
      ['failed notice-period ledger'],
      'it passes from 2026-02-17 00:00 Europe/Berlin',
    ],
    ['the first moment', { more: { now: '2026-02-16T23:00:00Z' } }, []],
    [
      'an old event that is run again when the notice is ripe',
      { more: { eventTime: '2026-02-10T00:00:00Z', now: '2026-06-01T00:00:00Z' } },
      ['failed notice-period ledger'],
      'it passes from 2026-02-17',
    ],
    [
      'a change that became another one',
      { after: added, notice: { changes: '[c1:00000000000000000000000000000000]', codes: '{ busy: 409 }' } },
      ['failed notice-given ledger', 'unverified notice-period ledger'],
      'which is another change of the same code',
    ],
    [
      'an added code that the notice does not name',
      { after: added },
      ['failed notice-given ledger'],
      'busy is not among its codes',
    ],
    [
      'a code with another status than the contract says',
      {
        after: edited(added, p.manifest, '"window"', '"statuses": {"busy": [503]},\n  "window"'),
        surface: {
          ...announcingSurface,
          notices: { ...notices, statuses: { path: p.manifest, pointer: '/statuses' } },
        },
        notice: { codes: '{ busy: 409 }' },
      },
      ['failed notice-given ledger'],
      'busy is announced with 409, and sent with 503',
    ],
    [
      'a code of which the contract does not say the status',
      {
        after: added,
        surface: {
          ...announcingSurface,
          notices: { ...notices, statuses: { path: p.manifest, pointer: '/statuses' } },
        },
        notice: { codes: '{ busy: 409 }' },
      },
      ['failed notice-given ledger'],
      'does not say at /statuses with which status busy is sent',
    ],
    [
      'a notice on the head alone',
      { notice: null, unit: { after: { ...removed, 'notices/a.yml': 'id: N-1\n' } } },
      ['failed notice-given ledger', 'unverified notice-period ledger'],
    ],
    [
      'a notice that is broken',
      { notice: { fallback: '<none|describe>', codes: '{}' } },
      [
        'failed notice-given ledger',
        'failed notices-readable ledger | notice | notices/a.yml',
        'unverified notice-period ledger',
      ],
      'is a placeholder that nobody filled in',
    ],
    [
      'a calendar that is broken',
      { policy: { 'calendar.yml': 'x' } },
      ['failed notices-readable ledger | calendar | calendar.yml', 'unverified notice-period ledger'],
    ],
    [
      'a calendar that nobody may read',
      { policy: { 'calendar.yml': { reason: 'unreadable', message: 'could not be read', because: refused } } },
      ['unverified notice-period ledger', 'unverified notices-readable ledger'],
    ],
    ['without a token', { more: { credentials: [] } }, ['unverified notice-period ledger']],
    [
      'changes that are not all known',
      {
        unit: { after: { ...removed, [p.manifest]: { reason: 'unreadable', message: 'is hidden', because: refused } } },
      },
      ['unverified notice-given ledger', 'unverified notice-period ledger'],
    ],
    ['nothing that must be announced', { after: edited(files, p.guide, '# The', '# Our'), notice: null }, []],
    ['an emergency with all that belongs to it', { after: complete, notice: emergency }, []],
    [
      'an emergency after 23 hours and 59 minutes',
      { after: complete, notice: emergency, more: { now: '2026-02-03T08:59:59Z' } },
      ['failed notice-period ledger'],
      'its period of 24 hours is not over: it passes from 2026-02-03 10:00',
    ],
    [
      'an emergency without docs',
      { after: edited(removed, p.tests, 'expect', 'assert'), notice: emergency },
      ['failed emergency-same-day ledger'],
      'docs are not updated by this change itself',
    ],
    [
      'an emergency whose docs are deleted',
      { after: Object.fromEntries(Object.entries(complete).filter(([name]) => name !== p.guide)), notice: emergency },
      ['failed emergency-same-day ledger'],
    ],
    [
      'an emergency in days that nobody can count',
      { after: complete, notice: emergency, policy: { 'calendar.yml': 'x' } },
      ['failed notices-readable ledger | calendar | calendar.yml'],
    ],
    [
      'an emergency that somebody else approved',
      { after: complete, notice: emergency, answers: approvedBy('bob') },
      ['failed emergency-approved ledger'],
      'who did not approve the pull request',
    ],
    [
      'an emergency of which nobody may see the reviews',
      {
        after: complete,
        notice: emergency,
        answers: { 'GET /repos/acme/consumer/pulls/5/reviews': { because: refused } },
      },
      ['unverified emergency-approved ledger'],
    ],
    [
      'an emergency that no consumer could follow',
      {
        after: complete,
        notice: emergency,
        surface: { ...announcingSurface, notices: { ...notices, rollout: undefined } },
      },
      ['failed emergency-rollout ledger | N-1'],
      'no consumer is named that could',
    ],
  ];

  describe('a change that must be announced', () => {
    test.each(cases)('%s', async (_name, played, expected, words = '') => {
      const evaluation = await announced(played);
      expect(standing(evaluation).filter((line) => rules.test(line))).toEqual(expected);
      const said = evaluation.results.flatMap(({ message, because }) => [message, because?.message ?? '']).join('\n');
      expect(said).toContain(words);
    });

    test('says what a notice must name, and gives it in the fix', async () => {
      const { fix } = resultOf(await announced({ notice: null }), 'notice-given', 'failed');
      expect(fix).toContain(`changes: [${await fingerprint(removed, announcingSurface)}]`);
    });

    test('is not known where nobody knows what changes', async () => {
      const evaluation = await judge({ before: files, after: files }, announcingSurface, {
        history: memoryHistory({ because: refused }),
      });
      const open = standing(evaluation).filter((line) => rules.test(line));
      expect(open).toHaveLength(6);
      expect(open.every((line) => line.startsWith('unverified'))).toBe(true);
    });
  });

  const pulls = `GET /repos/acme/consumer/commits/${headSha}/pulls`;
  const merged = (mergedAt: string): GitHubAnswers => ({
    [pulls]: { json: [pullOf({ number: 8, head: 'c'.repeat(40), mergedAt, mergeCommit: headSha })] },
  });
  const push: Setup = { subject: { event: 'push' }, now: '2026-06-01T00:00:00Z' };
  test.each<[string, Announced, string[]]>([
    ['after the period', { more: push, answers: merged('2026-02-17T00:00:00Z') }, []],
    ['before its end', { more: push, answers: merged('2026-02-16T00:00:00Z') }, ['failed notice-period ledger']],
    ['nobody knows when', { more: push, answers: { [pulls]: { json: [] } } }, ['unverified notice-period ledger']],
    [
      'the platform does not say',
      { more: push, answers: { [pulls]: { because: refused } } },
      ['unverified notice-period ledger'],
    ],
    [
      'in a range that somebody asks for',
      { more: { section: { range: 'v1..v2' } }, answers: merged('2026-02-16T00:00:00Z') },
      ['failed notice-period ledger'],
    ],
  ])('what has landed is judged by when it did: %s', async (_name, played, expected) => {
    expect(standing(await announced(played)).filter((line) => rules.test(line))).toEqual(expected);
  });

  describe('a rollout while an emergency stands', () => {
    const rolled = edited(files, p.running, 'ledger.v2', 'ledger.v2, everywhere');
    const other = 'c'.repeat(40);
    const since = (after: Version): Setup => ({ policyHistory: memoryHistory([{ before: files, after }]) });
    const named = { ...emergency, changes: '[c1:00000000000000000000000000000000]' };
    test.each<[string, Announced, string, string?]>([
      ['every consumer is pinned to this contract', {}, 'passed'],
      ['a consumer is pinned to an earlier commit with it', { answers: pinned(other), more: since(rolled) }, 'passed'],
      [
        'a consumer is pinned to an earlier contract',
        { answers: pinned(other), more: since(added) },
        'failed',
        'not by acme/desk (acme/desk is pinned to commit',
      ],
      [
        'nobody knows what changed since the pin',
        { answers: pinned(other), more: { policyHistory: memoryHistory({ because: refused }) } },
        'unverified',
      ],
      [
        'its check did not succeed',
        { answers: pinned(headSha, [checkRun('contracts', tip, { conclusion: 'failure' })]) },
        'failed',
      ],
      ['its check did not run', { answers: pinned(headSha, []) }, 'unverified'],
      ['its pin names no commit', { answers: pinned('v2.4.0') }, 'failed', 'names no commit at /commit of pin.json'],
      [
        'it has no pin',
        { answers: { [`${desk}/contents/pin.json?ref=${tip}`]: { because: { code: 'NOT_FOUND', message: 'no' } } } },
        'failed',
        'has no pin',
      ],
      [
        'its pin is hidden',
        { answers: { [`${desk}/contents/pin.json?ref=${tip}`]: { because: refused } } },
        'unverified',
      ],
      ['its tip is hidden', { answers: { [`${desk}/git/ref/heads/main`]: { because: refused } } }, 'unverified'],
      ['no token for it', { more: { credentials: ['token'] } }, 'unverified'],
      ['work that has no commit', { unit: { head: null }, more: { subject: { event: 'local' } } }, 'unverified'],
      ['changes that cannot be listed', { unit: { because: refused } }, 'unverified'],
      ['no emergency', { notice: { codes: '{}' } }, 'not-applicable'],
    ])('%s', async (_name, played, expected, words = '') => {
      const evaluation = await announced({ after: rolled, notice: named, ...played });
      const found = evaluation.results.filter(({ rule }) => rule === 'contract-change/emergency-rollout');
      expect(found.map(({ status }) => status)).toEqual([expected]);
      expect(found[0]?.message).toContain(words);
    });
  });

  describe('the word of both sides', () => {
    const go = { producer: ['ledger-owner'], consumer: ['desk-owner'] };
    const cutover = {
      go,
      bump: { checkpoint: '{to}-review', record: '.github/checkpoints/{to}.yml' },
      wave: { checkpoint: 'joint-green', record: '.github/checkpoints/wave.yml' },
    };
    const surface = { ...surfaceEntry, cutover };
    const records = { bump: '.github/checkpoints/ledger-v3.yml', wave: cutover.wave.record };
    const raised = edited(files, p.manifest, 'ledger.v2', 'ledger.v3');
    const told = (checkpoint: string, commit: string, decision = 'GO'): string =>
      `checkpoint: ${checkpoint}\ndecision: ${decision}\ncommit: ${commit}\n`;
    const own: GitHubAnswers = {
      'GET /repos/acme/consumer': { json: { full_name: 'acme/consumer', default_branch: 'main' } },
    };
    const brought = (record: string, content: string, pull: number, people: readonly string[]): GitHubAnswers => ({
      ...landingAnswers({
        path: record,
        ref: baseSha,
        content,
        pull,
        commit: String(pull).repeat(40),
        mergeCommit: String(pull).repeat(40),
      }),
      ...pullAnswers(`GET /repos/acme/consumer/pulls/${pull}`, {
        head: 'd'.repeat(40),
        reviews: people.map((who) => review(who)),
      }),
    });
    interface Said {
      after?: Version;
      bump?: string | null;
      wave?: string | null;
      people?: readonly string[];
      since?: Parameters<typeof memoryHistory>[0];
      more?: Setup;
    }
    const both = ['pat', 'casey'];
    async function lines(said: Said): Promise<string[]> {
      const { bump = told('ledger-v3-review', baseSha), wave = told('joint-green', baseSha), people = both } = said;
      const evaluation = await judge({ before: files, after: said.after ?? raised }, surface, {
        policyFiles: {
          ...(bump === null ? {} : { [records.bump]: bump }),
          ...(wave === null ? {} : { [records.wave]: wave }),
        },
        policyHistory: memoryHistory(said.since ?? []),
        roles: { 'ledger-owner': ['pat'], 'desk-owner': ['casey'] },
        github: {
          ...own,
          ...brought(records.bump, bump ?? '', 6, people),
          ...brought(records.wave, wave ?? '', 7, people),
        },
        ...said.more,
      });
      return evaluation.results
        .filter(({ rule }) => rule.endsWith('bump-gated') || rule.endsWith('wave-green'))
        .sort((a, b) => (a.rule < b.rule ? -1 : 1))
        .map(
          ({ status, rule, because, message }) =>
            `${status} ${rule.split('/')[1] ?? ''}: ${because?.message ?? message}`,
        );
    }
    const earlier = 'c3'.repeat(20);
    test.each<[string, Said, RegExp[]]>([
      [
        'was recorded for both',
        { after: { ...raised, ...added, [p.manifest]: raised[p.manifest] ?? '' } },
        [/^passed bump/, /^passed wave/],
      ],
      ['is not asked where nothing changes', { after: files }, [/^passed bump/, /^passed wave/]],
      [
        'is missing',
        { after: { ...added, [p.manifest]: raised[p.manifest] ?? '' }, bump: null, wave: null },
        [
          /^failed bump.*from "ledger\.v2" to "ledger\.v3", and there is no record that ledger-v3-review/,
          /^failed wave.*changes again, and there is no record that joint-green/,
        ],
      ],
      [
        'is of one side',
        { after: { ...added, [p.manifest]: raised[p.manifest] ?? '' }, people: ['pat'] },
        [/^failed bump.*not approved by both sides: consumer/, /^failed wave.*not approved by both sides/],
      ],
      [
        'says NO-GO',
        { after: added, wave: told('joint-green', baseSha, 'NO-GO') },
        [/^passed bump/, /^failed wave.*says NO-GO/],
      ],
      [
        'is of another checkpoint',
        { bump: told('ledger-v2-review', baseSha) },
        [/^failed bump.*says GO for "ledger-v2-review"/, /./],
      ],
      [
        'is not known without a token',
        { after: { ...added, [p.manifest]: raised[p.manifest] ?? '' }, more: { credentials: [] } },
        [/^unverified bump/, /^unverified wave/],
      ],
      [
        'names an earlier commit, and nothing changed since',
        { after: added, wave: told('joint-green', earlier), since: [{ before: files, after: { ...files, x: 'y' } }] },
        [/^passed bump/, /^passed wave/],
      ],
      [
        'names a commit from before the last wave',
        { after: added, wave: told('joint-green', earlier), since: [{ before: removed, after: files }] },
        [/^passed bump/, /^failed wave.*recorded as green only what was before 1 change of it: api\/openapi\.yaml/],
      ],
      [
        'names a commit that nobody finds',
        { after: added, wave: told('joint-green', earlier), more: { policyHistory: historyThatEnds() } },
        [/^passed bump/, /^unverified wave/],
      ],
      [
        'is not asked for a version that nobody can read',
        { after: { ...files, [p.manifest]: '{' } },
        [/^passed bump/, /^unverified wave/],
      ],
      [
        'is not known where nobody knows what changes',
        { more: { history: memoryHistory({ because: refused }) } },
        [/^unverified bump/, /^unverified wave/],
      ],
    ])('%s', async (_name, said, expected) => {
      const found = await lines(said);
      expect(found).toHaveLength(2);
      for (const [index, pattern] of expected.entries()) expect(found[index]).toMatch(pattern);
    });

    /** The line of the record is known, and the range of the wave is not. */
    function historyThatEnds(): History {
      return {
        units: async (request) =>
          request?.eachCommit === true ? { ok: true, units: [] } : { ok: false, because: refused },
      };
    }
  });
}
