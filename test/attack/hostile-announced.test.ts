import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/contract-change/control.ts';
import { announcing, announcingSurface, files } from '../actions/contract-change/announcing.ts';
import { judgeWith } from '../actions/contract-change/fixtures.ts';
import type { Version } from '../support/memory-history.ts';
import { edited, producerPaths as p } from '../support/producer-files.ts';
import { evaluateWith } from '../support/world.ts';

/* A producer announces one change and lands another one, or has consumers follow another contract than the one that is rolled out. */

const judge = judgeWith((setup) => evaluateWith(control, setup));
const { announced, fingerprint } = announcing(judge);

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
