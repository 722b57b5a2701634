import { describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import type { ZodType } from 'zod';
import { recordFiles } from '../../shared/build/record-files.ts';
import { listNames } from '../../shared/core/catalog.ts';
import { parseConfig } from '../../shared/core/config.ts';
import { parseRecord } from '../../shared/domain/record/parse.ts';
import { allControls } from '../support/all-controls.ts';
import { controlFolders } from '../support/dist.ts';
import { configBlocks, recordBlocks } from '../support/documents.ts';

const controls = await allControls();
const known = { controls: controlFolders, lists: listNames };

describe('a configuration that a document shows', () => {
  // What is shown of a section may rest on the contract of the example.
  const whole = configBlocks.find(({ place, text }) => place.includes('configuration.md') && /^contracts:/m.test(text));
  const { contracts } = load(whole?.text ?? '') as { contracts: unknown };

  // The catalog shows parts of what guides show.
  const parts = configBlocks.filter(({ place }) => place.startsWith('action-catalog.md'));
  const wholes = configBlocks.filter((block) => !parts.includes(block));

  test.each(parts.map(({ place, text }) => [place, text]))(
    'is a part of one that a guide shows: %s',
    (_place, text) => {
      expect(wholes.some((block) => block.text.includes(text))).toBe(true);
    },
  );

  test.each(wholes.map(({ place, text }) => [place, text]))('passes: %s', (_place, text) => {
    expect(parseConfig({ version: 1, contracts, ...(load(text) as object) }, controls, known)).toMatchObject({
      ok: true,
    });
  });
});

test.each(recordFiles.map(({ title, schema }): [string, ZodType] => [title, schema]))(
  'the documents show a %s as it is written, with every field that has to be there',
  (title, schema) => {
    const shown = recordBlocks.filter(({ text }) => text.startsWith(`# a ${title}:`));
    expect(shown.length).toBeGreaterThan(0);
    for (const { text } of shown)
      expect(parseRecord('record.yml', new TextEncoder().encode(text), schema)).toMatchObject({ ok: true });
  },
);

test('what a document shows as a record is one that there is', () => {
  const titles = recordFiles.map(({ title }) => title);
  expect(recordBlocks.filter(({ text }) => !titles.some((title) => text.startsWith(`# a ${title}:`)))).toEqual([]);
});
