import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/contract-change/control.ts';
import { filesOf } from '../actions/contract-change/fixtures.ts';
import { memoryHistory, type Version } from '../support/memory-history.ts';
import {
  answers,
  edited,
  producerPaths as p,
  producerFiles,
  raisedFiles,
  surfaceEntry,
  withFiles,
} from '../support/producer-files.ts';
import { evaluateWith } from '../support/world.ts';

/* What must come along with a change comes along by name only. */

const files = producerFiles();
const added = producerFiles({ codes: ['invalid', 'not_found', 'closed', 'busy'], impact: answers });
const raised = edited(raisedFiles(), p.openapi, '        note: {type: string}\n', '');
const tests = files[p.tests] ?? '';
const untested = { ...added, [p.tests]: tests };

async function open(before: Version, after: Version): Promise<string[]> {
  const { results } = await evaluateWith(control, {
    files: filesOf(after),
    base: filesOf(before),
    history: memoryHistory([{ before, after }]),
    lists: { surfaces: [surfaceEntry] },
  });
  return results
    .filter(({ status, severity }) => (status === 'failed' || status === 'unverified') && severity !== 'info')
    .map(({ rule }) => rule.replace('contract-change/', ''));
}

test('nothing else than the attack turns these red', async () => {
  expect(await open(files, added)).toEqual([]);
  expect(await open(files, untested)).toEqual(['companions']);
  expect(await open(files, raised)).toEqual([]);
});

describe('a test that "must have a change of content"', () => {
  test.each<[name: string, after: Version]>([
    ['is renamed', withFiles(untested, { [p.tests]: null, 'tests/other.test.ts': tests })],
    ['is copied', withFiles(untested, { 'tests/other.test.ts': tests })],
    ['is an empty file beside it', withFiles(untested, { 'tests/.keep': '' })],
    ['is a link to it', withFiles(untested, { 'tests/other.test.ts': { link: 'codes.test.ts' } })],
  ])('%s', async (_name, after) => {
    expect(await open(files, after)).toContain('companions');
  });
});

describe('migration notes', () => {
  test.each([
    ['that only a comment fills', '<!-- ledger.v2 ledger.v3 -->\n'],
    ['of other versions whose names begin alike', 'From ledger.v20 to ledger.v30.\n'],
  ])('%s', async (_name, notes) => {
    expect(await open(files, withFiles(raised, { [p.notes]: notes }))).toContain('overlap');
  });
});

test('a sample that would show the wrong envelope is taken away', async () => {
  const wrong = JSON.stringify({ version: 'ledger.v2', error: { code: 'invalid' }, trace: 'x' });
  const before = withFiles(files, { 'samples/other.json': wrong });
  expect(await open(before, before)).toContain('envelope');
  expect(await open(before, files)).toContain('envelope');
});

test('an impact statement of the change before, in the file that changes', async () => {
  const manifest = (members: object): Version => ({
    'manifest.json': JSON.stringify({
      version: 'orders.v2',
      impact: { behaviour: 'the field note is new', repin: 'no' },
      ...members,
    }),
  });
  const [before, after] = [manifest({}), manifest({ codes: ['frozen'] })];
  const surface = {
    id: 'orders',
    documents: [{ path: 'manifest.json' }],
    versions: [{ id: 'service', breaking: 'number', places: [{ path: 'manifest.json', pointer: '/version' }] }],
    impact: [{ path: 'manifest.json', pointer: '/impact', labels: ['behaviour', 'repin'] }],
  };
  const { results } = await evaluateWith(control, {
    files: filesOf(after),
    base: filesOf(before),
    history: memoryHistory([{ before, after }]),
    lists: { surfaces: [surface] },
  });
  const found = results.filter(({ rule }) => rule === 'contract-change/impact-statement');
  expect(found.map(({ status }) => status)).toEqual(['failed']);
});
