import { notFound } from '../../support/memory-github.ts';
import { account } from '../../support/pull-request.ts';
import { at, checkRun, note, paths, signing } from '../../support/sign-offs.ts';
import { headSha } from '../../support/world.ts';
import { type Case, denied, lee, ona, record } from './setups.ts';

/* Cases: who approved what, and what was edited since. */

export const peopleCases: Case[] = [
  // approvals
  ['nobody approved', { pull: { reviews: [] } }, ['approved: failed']],
  ['one role is missing', { pull: { reviews: [signing('lee')] } }, ['approved: failed']],
  [
    'somebody of both roles leaves the other one to whoever can fill it',
    { pull: { reviews: [signing('lou'), signing('lee', 3)] } },
    [],
  ],
  [
    'an approval that was taken back',
    { pull: { reviews: [signing('lee'), signing('ona', 5), signing('ona', 9, { state: 'CHANGES_REQUESTED' })] } },
    ['approved: failed'],
  ],
  [
    'an approval that was dismissed',
    { pull: { reviews: [signing('lee'), signing('ona', 5, { state: 'DISMISSED' })] } },
    ['approved: failed'],
  ],
  [
    'the author among the approvers',
    { pull: { opener: account('lee'), reviews: [signing('lee'), signing('ona', 5)] } },
    ['approved: failed'],
  ],
  ['an app opened it, and nobody approved besides', { pull: { opener: account('bot', 'Bot') } }, ['approved: failed']],
  [
    'an app opened it, and one approved besides',
    {
      pull: { opener: account('bot', 'Bot'), reviews: [signing('lee'), signing('ona', 5), signing('lou', 7)] },
    },
    [],
  ],
  [
    'approvals before the check ended',
    {
      answers: {
        [`${at}/commits/${headSha}/check-runs`]: { json: [checkRun({ completed_at: '2026-11-20T12:02:00Z' })] },
      },
    },
    ['approved: failed'],
  ],
  [
    'a check that nobody knows the end of',
    { answers: { [`${at}/commits/${headSha}/check-runs`]: { json: [checkRun({ completed_at: null })] } } },
    ['approved: NO_DATA'],
  ],
  [
    'approvals later than the pull request may wait',
    {
      pull: { createdAt: '2026-11-18T09:00:00Z' },
      answers: {
        [`${at}/commits/${headSha}/check-runs`]: { json: [checkRun({ completed_at: '2026-11-19T11:00:00Z' })] },
      },
    },
    ['approved: failed'],
  ],
  ['approvals that no longer hold', { now: '2026-12-21T12:00:00Z' }, ['approved: failed']],
  [
    'reviews that may not be read',
    { answers: { [`${at}/pulls/7/reviews`]: { because: denied } } },
    ['approved: MISSING_PERMISSION', 'unedited: MISSING_PERMISSION'],
  ],
  // edits
  [
    'the note was edited after its approval',
    {
      pull: { reviews: [signing('lee', 0, { commit_id: 'c'.repeat(40) }), signing('ona', 5)] },
      answers: { [`${at}/contents/${paths.note}?ref=${'c'.repeat(40)}`]: { raw: 'another text' } },
    },
    ['approved: failed', 'unedited: failed'],
  ],
  [
    'something else than the note was pushed after its approval',
    {
      pull: { reviews: [signing('lee', 0, { commit_id: 'c'.repeat(40) }), signing('ona', 5)] },
      answers: { [`${at}/contents/${paths.note}?ref=${'c'.repeat(40)}`]: { raw: note } },
    },
    ['approved: failed'],
  ],
  [
    'what landed is not what was approved',
    { landed: { atHead: { [paths.note]: 'another text' } } },
    ['unedited: failed'],
  ],
  ['the evidence was exchanged afterwards', { landed: { atHead: { [paths.kpi]: '{}' } } }, ['unedited: failed']],
  ['a box was ticked afterwards', { landed: { atHead: { [paths.checklist]: 'open' } } }, ['unedited: failed']],
  [
    'a risk register that was not there when it was approved',
    { landed: {}, answers: { [`${at}/contents/${paths.risks}?ref=${'8'.repeat(40)}`]: notFound } },
    ['unedited: failed'],
  ],
  [
    'the note came without a pull request',
    { landed: {}, answers: { [`${at}/commits/${'e'.repeat(40)}/pulls`]: { json: [] } } },
    ['approved: NO_DATA', 'unedited: NO_DATA'],
  ],
  // the approval record
  ['a record that the reviews bear out', record(lee, ona), []],
  [
    'a record with a name that is no login',
    record(lee, ona.replace('ona', 'Ona Nord')),
    ['record operations: NO_DATA'],
  ],
  [
    'a record with somebody who did not approve',
    record(lee.replace('@lee', '@lou'), ona),
    ['record release owner: failed'],
  ],
  ['two approvals in one moment', record(lee, ona.replace('12:05', '12:00')), ['record operations: failed']],
  ['one person for two roles', record(lee, ona.replace('ona', '@lee')), ['record operations: failed']],
  ['a time without its zone', record(lee, ona.replace('12:05:00Z', '12:05:00')), ['record operations: failed']],
  ['a time that is still to come', record(lee, ona.replace('2026', '2027')), ['record operations: failed']],
  ['a time before the evidence', record(lee, ona.replace('2026-11-20', '2026-11-18')), ['record operations: failed']],
  ['a line that rejects', record(lee, ona.replace('approve-go', 'reject')), ['record operations: failed']],
  ['a line that nobody filled in', record(lee, '| operations | `<login>` | | |'), ['record operations: failed']],
];
