import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { control } from '../../actions/release-handoff/control.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import type { Report } from '../../shared/core/report.ts';
import { by, contractLife, type Life, standing } from '../support/contract-life.ts';
import { answer, changed, paths, releaseFiles } from '../support/handoffs.ts';
import { acknowledge as acknowledged, asked, handOver, handoffSection, ownRun } from '../support/handover.ts';

/*
 * A release is handed over, verified, and answered. Each step builds on those before it. The platform is played, git is real.
 */

let life: Life;
let payload = '';
let packet = '';
beforeAll(() => {
  life = contractLife({ 'release-handoff': handoffSection });
  const { played } = life.ledger;
  played.open(10, releaseFiles(), by('2026-09-22T08:00:00Z', 'casey'));
  played.check(played.merge(10, '2026-09-22T09:00:00Z'), 'suite');
});
afterAll(() => life.remove());

/** Generates, and keeps what came of it. */
async function generate(now: string, of?: string): Promise<Report> {
  const handed = await handOver(life, now, of);
  ({ payload, packet } = handed);
  return handed.report;
}
const acknowledge = (now: string): Promise<Report> => acknowledged(life, now);

test('nothing is handed over before the release is there, or by the results of another commit', async () => {
  const early = await generate('2026-09-22T10:00:00Z');
  expect(standing(early)).toContain('sources: failed');
  expect(payload).toBe('');
  life.ledger.played.release('v3.0.0', '2026-09-22T11:00:00Z');
  const before = life.ledger.repository.git('rev-parse', 'v2.4.0');
  expect(standing(await generate('2026-09-22T12:00:00Z', before))).toEqual(['results: failed', 'results: failed']);
  expect(payload).toBe('');
});

test('handed over: from the released commit, with what was measured there', async () => {
  expect(standing(await generate('2026-09-22T12:00:00Z'))).toEqual([]);
  const first = payload;
  expect(JSON.parse(first)).toMatchObject({
    baseline: { tag: 'v3.0.0', commit: life.ledger.repository.git('rev-parse', 'v3.0.0') },
    previous: { tag: 'v2.4.0', versions: { service: 'ledger.v2' } },
    generatedAt: '2026-09-21T14:13:20Z',
  });
  expect(packet).toContain(sha256(first));
});

test('verified in the pull request that brings it, and edited by hand not', async () => {
  const { played } = life.ledger;
  const judge = (number: number, files: Record<string, string>): Promise<Report> => {
    played.open(number, files, by('2026-09-23T08:00:00Z', 'casey'));
    return life.judge(life.ledger, control, number, '2026-09-23T09:00:00Z', asked('verify', ownRun(life, payload)));
  };
  expect(standing(await judge(20, { [paths.payload]: payload, [paths.packet]: packet }))).toEqual([]);
  const edited = payload.replace('"refuses under load"', '"<none|describe>"');
  expect(standing(await judge(21, { [paths.payload]: edited, [paths.packet]: packet }))).toEqual([
    'agrees Runtime behavior changes: failed',
    'filled: failed',
    'packet: failed',
    'published: failed',
  ]);
  played.merge(20, '2026-09-23T10:00:00Z');
});

test('unanswered: open at first, a finding when the time is over', async () => {
  expect((await acknowledge('2026-09-28T09:59:59Z')).status).toBe('unverified');
  const late = await acknowledge('2026-09-28T10:00:00Z');
  expect(late.status).toBe('failed');
  expect(standing(late)).toContain('in-time: failed');
});

test('answered: by who may, with what was measured since, and without what is in the way; late stays late', async () => {
  const { played, repository } = life.desk;
  const old = repository.git('rev-parse', 'main');
  const text = (changes: Record<string, unknown> = {}): Record<string, string> => ({
    [paths.answer]: JSON.stringify(answer(sha256(payload), { commit: old, ...changes })),
  });
  const bring = (number: number, files: Record<string, string>, time: string, ...people: string[]): string => {
    played.open(number, files, by(time, ...people));
    return played.merge(number, time);
  };
  played.check(old, 'ci', 'success', '2026-09-20T00:00:00Z');
  bring(30, text({ blockers: [{ what: 'no pin', state: 'open' }] }), '2026-09-27T11:00:00Z', 'casey');
  expect(standing(await acknowledge('2026-09-27T12:00:00Z'))).toEqual([
    // The check began before the handoff came, and the file that is said to have been changed is none of the repository.
    `answer-measured ${changed}: unverified`,
    'answer-measured since: failed',
    'verdict: failed',
  ]);
  const commit = bring(31, { [changed]: '{"release": "v3.0.0"}' }, '2026-09-27T13:00:00Z', 'casey');
  played.check(commit, 'ci', 'success', '2026-09-27T13:01:00Z');
  bring(32, text({ commit }), '2026-09-27T14:00:00Z', 'pat');
  expect(standing(await acknowledge('2026-09-27T15:00:00Z'))).toEqual(['answered-by: failed']);
  bring(33, text({ commit, reason: 'all is well' }), '2026-09-27T16:00:00Z', 'casey');
  expect(standing(await acknowledge('2026-09-27T17:00:00Z'))).toEqual([]);
  expect(standing(await acknowledge('2026-10-27T17:00:00Z'))).toEqual([]);
  bring(34, text({ commit, reason: 'all was well' }), '2026-09-28T11:00:00Z', 'casey');
  expect(standing(await acknowledge('2026-09-28T12:00:00Z'))).toEqual(['in-time: failed']);
});

test('handed over again: the old answer is none to it', async () => {
  const { played } = life.ledger;
  played.open(40, { [paths.payload]: payload.replace('"refuses under load"', '"refuses more"') });
  played.merge(40, '2026-09-29T10:00:00Z');
  const again = await acknowledge('2026-09-29T11:00:00Z');
  expect(standing(again)).toContain('answer: failed');
  expect(again.results.find(({ rule }) => rule.endsWith('/in-time'))?.status).toBe('passed');
});
