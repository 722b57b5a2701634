import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/contract-change/control.ts';
import {
  type Announced,
  announcing,
  announcingSurface,
  files,
  notices,
  removed,
} from '../actions/contract-change/announcing.ts';
import { judgeWith } from '../actions/contract-change/fixtures.ts';
import { calendarText } from '../support/calendars.ts';
import { landingAnswers, pullOf } from '../support/landings.ts';
import type { GitHubAnswers } from '../support/memory-github.ts';
import type { Version } from '../support/memory-history.ts';
import { noticeText } from '../support/notices.ts';
import { edited, producerPaths as p } from '../support/producer-files.ts';
import { baseSha, evaluateWith, headSha } from '../support/world.ts';

/* A producer wants a breaking change out before consumers had the time that was agreed. */

const { announced, fingerprint } = announcing(judgeWith((setup) => evaluateWith(control, setup)));
const name = await fingerprint(removed, announcingSurface);
const path = 'notices/a.yml';
const emergency = { mode: 'emergency', approver: 'mallory', incident: 'INC-1', codes: '{}' };
const pulls = `GET /repos/acme/consumer/commits/${headSha}/pulls`;
const merged = (mergedAt: string): GitHubAnswers => ({
  [pulls]: { json: [pullOf({ number: 8, head: 'c'.repeat(40), mergedAt, mergeCommit: headSha })] },
});

async function against(played: Announced): Promise<string> {
  const evaluation = await announced(played);
  return evaluation.results
    .filter(({ rule, status }) => /notice|emergency/.test(rule) && (status === 'failed' || status === 'unverified'))
    .map(({ message, because }) => because?.message ?? message)
    .join('\n');
}

test('nothing else than the attack turns these red', async () => {
  expect(await against({})).toBe('');
});

describe('before its time', () => {
  test.each<[attack: string, played: Announced, words: string]>([
    [
      'the notice comes with the change',
      { notice: null, unit: { after: { ...removed, [path]: noticeText({ changes: `[${name}]`, codes: '{}' }) } } },
      `no notice names the change ${name}`,
    ],
    [
      'the push of the change is run again when the notice is ripe',
      { more: { subject: { event: 'push' }, now: '2026-06-01T00:00:00Z' }, answers: merged('2026-02-16T22:59:59Z') },
      'it passes from 2026-02-17 00:00 Europe/Berlin',
    ],
    [
      'a range is judged long after it landed',
      { more: { section: { range: 'v1..v2' }, now: '2026-06-01T00:00:00Z' }, answers: merged('2026-02-03T00:00:00Z') },
      'it passes from 2026-02-17 00:00 Europe/Berlin',
    ],
    [
      'it was pushed past every pull request',
      { more: { subject: { event: 'push' }, now: '2026-06-01T00:00:00Z' }, answers: { [pulls]: { json: [] } } },
      'GitHub knows no pull request that brought',
    ],
    [
      'an old pull request is reopened for it',
      {
        more: { subject: { event: 'push' }, now: '2026-06-01T00:00:00Z' },
        answers: {
          [pulls]: {
            json: ['2026-02-03T00:00:00Z', '2026-05-01T00:00:00Z'].map((mergedAt, index) =>
              pullOf({ number: index, head: 'c'.repeat(40), mergedAt, mergeCommit: headSha }),
            ),
          },
        },
      },
      'GitHub knows more than one pull request that brought',
    ],
    [
      'a calendar without the holidays comes with the change',
      {
        unit: { after: { ...removed, 'calendar.yml': calendarText([]) } },
        policy: { 'calendar.yml': calendarText(['2026-02-16', '2026-02-17']) },
        more: { now: '2026-02-17T12:00:00Z' },
      },
      'it passes from 2026-02-19 00:00 Europe/Berlin',
    ],
    [
      'an emergency of which nobody who is listed knows',
      { notice: emergency, more: { now: '2026-02-04T00:00:00Z' } },
      'names mallory as its approver, who did not approve the pull request',
    ],
    [
      'an emergency beside the standard notice',
      {
        policy: { 'notices/b.yml': noticeText({ ...emergency, id: 'N-2', changes: `[${name}]` }) },
        answers: landingAnswers({
          path: 'notices/b.yml',
          ref: baseSha,
          content: noticeText({ ...emergency, id: 'N-2', changes: `[${name}]` }),
        }),
      },
      '2 notices name the change',
    ],
    [
      'an emergency of which its consumers are not named',
      {
        notice: { ...emergency, approver: 'alice' },
        surface: { ...announcingSurface, notices: { ...notices, rollout: undefined } },
      },
      'no consumer is named that could',
    ],
  ])('%s', async (_attack, played, words) => {
    expect(await against(played)).toContain(words);
  });
});

describe('a notice of another change', () => {
  const state = 'state: {type: string, enum: [ok]}';
  const withState = (schema: string): Version => edited(files, p.openapi, state, `state: ${schema}`);
  const strict = (schema: string): Version =>
    edited(
      edited(
        files,
        p.openapi,
        '    Entry:\n      type: object\n',
        "    Entry:\n      $ref: '#/components/schemas/Strict'\n      type: object\n",
      ),
      p.openapi,
      '    Failure:\n',
      `    Strict: ${schema}\n    Failure:\n`,
    );
  test.each<[name: string, said: Version, done: Version]>([
    [
      'a text that becomes an object, and then one with other fields',
      withState('{type: object, required: [word], properties: {word: {type: string}}}'),
      withState('{type: object, required: [number], properties: {number: {type: integer}}}'),
    ],
    [
      'a field that may now be an object, and then one with other fields',
      withState('{type: [string, object], enum: [ok], properties: {word: {type: string}}}'),
      withState('{type: [string, object], enum: [ok], properties: {number: {type: integer}}}'),
    ],
    [
      'one more schema that must be fulfilled, by a $ref, and then one that asks for more',
      strict('{type: object, required: [account], properties: {account: {type: string}}}'),
      strict('{type: object, required: [account, iban, bic], maxProperties: 3}'),
    ],
  ])('%s', async (_name, said, done) => {
    const name = await fingerprint(said, announcingSurface);
    expect(name).not.toBe('c1:nothing');
    const { results } = await announced({ after: done, notice: { changes: `[${name}]`, codes: '{}' } });
    const given = results.filter(({ rule }) => rule === 'contract-change/notice-given');
    expect(given.map(({ status }) => status)).toEqual(['failed']);
  });
});

test('a member of a manifest called title is no word: another value is another change', async () => {
  const surface = {
    ...announcingSurface,
    notices: { ...announcingSurface.notices, additive: ['error-code', 'response'] },
  };
  const limits = (title: string): Version =>
    edited(files, p.manifest, '"window": {', `"limits": { "title": "${title}" },\n  "window": {`);
  const name = await fingerprint(limits('soft'), surface);
  expect(name).not.toBe('c1:nothing');
  const { results } = await announced({
    after: limits('hard'),
    surface,
    notice: { changes: `[${name}]`, codes: '{}' },
  });
  const given = results.filter(({ rule }) => rule === 'contract-change/notice-given');
  expect(given.map(({ status }) => status)).toEqual(['failed']);
});
