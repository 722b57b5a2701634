import { expect, test } from '@jest/globals';
import { doubtIn } from '../../../../shared/domain/drill/doubt.ts';

test.each<[text: string, word: string]>([
  ['Freeze was not possible', 'not'],
  ["we couldn't reopen", "couldn't"],
  ['we couldn’t reopen', 'couldn’t'],
  ['Re-check FAILED', 'failed'],
  ['Re-check: ｆａｉｌｅｄ', 'failed'],
  ['skip\u200bped', 'skipped'],
  ['to be done', 'to be'],
  ['TO DO', 'to do'],
  ['n/a', 'n/a'],
  ['timed out', 'timed out'],
  ['Reopen ✗', '✗'],
  ['half of it', 'half'],
])('%j may say that it was not done', (text, word) => {
  expect(doubtIn(text)).toBe(word);
});

test.each([
  '',
  'Freeze the changes.',
  'Re-pin the ledger to v2.4.0 and note the commit',
  'Re-check the nodes, notices and northern region',
  'Re-check the redirects',
  'Disable the flag; stop deployments',
  'Reopen 10 min later',
])('%j says what was done', (text) => {
  expect(doubtIn(text)).toBeUndefined();
});
