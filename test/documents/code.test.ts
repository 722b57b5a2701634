import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parseSync } from '@swc/core';
import { root } from '../support/dist.ts';
import { blocksOf } from '../support/documents.ts';

const blocks = blocksOf('ts');

test.each(blocks.map(({ place, text }) => [place, text]))(
  'TypeScript that a document shows can be read: %s',
  (_place, text) => {
    // Fields of an object may be shown without the object.
    const fields = /^\w+: /.test(text);
    const whole = fields ? `export const shown = {${text}};` : text;
    expect(parseSync(whole, { syntax: 'typescript', target: 'es2022' }).body.length).toBeGreaterThan(0);
  },
);

test('the entry of a control is shown as it is', () => {
  const main = readFileSync(join(root, 'actions', 'manifest-sync', 'main.ts'), 'utf8');
  expect(blocks.map(({ text }) => text)).toContain(main);
});

test('JSON that a document shows can be read', () => {
  for (const { text } of blocksOf('json')) expect(JSON.parse(text)).toBeInstanceOf(Object);
});
