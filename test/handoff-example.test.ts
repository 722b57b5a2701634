import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { sha256 } from '../shared/core/fingerprint.ts';
import { AcknowledgementSchema } from '../shared/domain/handoff/acknowledgement.ts';
import { parseRecord } from '../shared/domain/record/parse.ts';
import { root } from './support/dist.ts';
import { generated } from './support/handoffs.ts';

const file = (name: string): Buffer => readFileSync(join(root, 'examples/handoff', name));

test('the example is what the control generates', async () => {
  const { payload, packet } = await generated();
  expect(file('handoff.json').toString('utf8')).toBe(payload);
  expect(file('handoff.md').toString('utf8')).toBe(packet);
});

test('the answer of the example is one to its payload', () => {
  const read = parseRecord('answer.yml', file('answer.yml'), AcknowledgementSchema);
  expect(read).toMatchObject({ ok: true, value: { handoff: sha256(file('handoff.json')), verdict: 'accepted' } });
});
