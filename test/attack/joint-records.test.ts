import { expect, test } from '@jest/globals';
import { control } from '../../actions/contract-change/control.ts';
import { filesOf } from '../actions/contract-change/fixtures.ts';
import { landingAnswers } from '../support/landings.ts';
import { memoryHistory } from '../support/memory-history.ts';
import { pullAnswers, review } from '../support/pull-request.ts';
import { baseSha, evaluateWith } from '../support/world.ts';

/* Both sides approved a pre-release; the producer raises to the full release by their record. */

const record = '.github/checkpoints/3-0-0-1-51a77710.yml';
const content = `checkpoint: review-3-0-0-1-51a77710\ndecision: GO\ncommit: ${'ab'.repeat(20)}\n`;
const head = '8'.repeat(40);
const surface = {
  id: 'orders',
  documents: [{ path: 'manifest.json' }],
  versions: [{ id: 'service', breaking: 'major', places: [{ path: 'manifest.json', pointer: '/version' }] }],
  cutover: {
    go: { producer: ['@pat'], consumer: ['@casey'] },
    bump: { checkpoint: 'review-{to}', record: '.github/checkpoints/{to}.yml' },
  },
};

async function gated(to: string): Promise<string[]> {
  const before = { 'manifest.json': '{"version": "2.0.0", "field": 1}' };
  const after = { 'manifest.json': `{"version": "${to}"}` };
  const { results } = await evaluateWith(control, {
    files: filesOf(after),
    base: filesOf(before),
    history: memoryHistory([{ before, after }]),
    policyFiles: { [record]: content },
    policyHistory: memoryHistory([]),
    lists: { surfaces: [surface] },
    github: {
      'GET /repos/acme/consumer': { json: { full_name: 'acme/consumer', default_branch: 'main' } },
      ...landingAnswers({ path: record, ref: baseSha, content, pull: 6, head }),
      ...pullAnswers('GET /repos/acme/consumer/pulls/6', {
        head,
        reviews: ['pat', 'casey'].map((who, index) => review(who, index, { commit_id: head })),
      }),
    },
  });
  return results.filter(({ rule }) => rule === 'contract-change/bump-gated').map(({ status }) => status);
}

test('nothing else than the attack turns these red', async () => {
  expect(await gated('3.0.0-1')).toEqual(['passed']);
  expect(await gated('3.0.0')).toEqual(['failed']);
});

test.each(['3.0.0+1'])('the record of 3.0.0-1 is not one of %s, which is written alike', async (to) => {
  expect(await gated(to)).toEqual(['failed']);
});
