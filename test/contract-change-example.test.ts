import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { control } from '../actions/contract-change/control.ts';
import { changesOf } from './actions/contract-change/changes.ts';
import { judgeWith, type Surface } from './actions/contract-change/fixtures.ts';
import type { Version } from './support/memory-history.ts';
import { evaluateWith } from './support/world.ts';

/* Every class of change, and everybody whom it concerns, on the producer that the repository ships as an example. */

const root = join(import.meta.dirname, '..', 'examples', 'producer');
const files: Record<string, string> = Object.fromEntries(
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [relative(root, path), readFileSync(path, 'utf8')]),
);
const { surfaces } = load(files['.github/release-governance.yml'] ?? '') as { surfaces: [Surface] };
const judge = judgeWith((setup) => evaluateWith(control, setup));

type Edit = [path: string, from: string, to: string];
const openapi = 'api/openapi.yaml';
const manifest = 'contracts/manifest.json';

function edited(edits: readonly Edit[]): Version {
  const version = { ...files };
  for (const [path, from, to] of edits) {
    if (version[path]?.includes(from) !== true) throw new Error(`${path} has no ${from}`);
    version[path] = version[path].replace(from, to);
  }
  return version;
}

test.each<[name: string, expected: string, kinds: readonly string[], edits: readonly Edit[]]>([
  ['nothing', 'none', [], []],
  ['a description', 'docs', ['docs response'], [[openapi, 'description: The account.', 'description: An account.']]],
  ['the words of the service document', 'docs', ['docs response'], [['docs/service.md', 'asks for', 'looks for']]],
  [
    'a field more in an answer',
    'additive',
    ['additive response'],
    [
      [
        openapi,
        '        owner: { type: string }\n',
        '        owner: { type: string }\n        opened: { type: string }\n',
      ],
    ],
  ],
  [
    'a field more that a request may have',
    'additive',
    ['additive request'],
    [[openapi, '        note: { type: string }\n', '        note: { type: string }\n        tag: { type: string }\n']],
  ],
  [
    'an error code more',
    'additive',
    ['additive error-code'],
    [
      [openapi, 'ledger_closed]', 'ledger_closed, frozen]'],
      [manifest, '"ledger_closed"', '"ledger_closed",\n    "frozen"'],
    ],
  ],
  [
    'a field less in an answer',
    'breaking',
    ['breaking response'],
    [
      [openapi, 'required: [id, balance, owner]', 'required: [id, balance]'],
      [openapi, '        owner: { type: string }\n', ''],
    ],
  ],
  [
    'a field that every request must have',
    'breaking',
    ['breaking request'],
    [[openapi, 'required: [account, amount]', 'required: [account, amount, note]']],
  ],
  [
    'an error code less',
    'breaking',
    ['breaking error-code'],
    [[openapi, 'duplicate_entry, ledger_closed]', 'duplicate_entry]']],
  ],
  [
    'a member of the envelope that may be left out',
    'breaking',
    ['breaking envelope'],
    [[openapi, 'required: [service_version, error]', 'required: [error]']],
  ],
  [
    'an operation in place of another',
    'breaking',
    ['additive request', 'breaking request'],
    [[openapi, '    post:\n', '    put:\n']],
  ],
  [
    'a member less of the manifest',
    'breaking',
    ['breaking response'],
    [[manifest, '  "api_version": "http.v1",\n', '']],
  ],
])('%s is %s', async (_name, expected, kinds, edits) => {
  const evaluation = await judge({ before: files, after: edited(edits) }, surfaces[0]);
  expect(evaluation.outputs['class']).toBe(expected);
  const found = new Set(changesOf(evaluation).map((change) => `${change.class} ${change.who}`));
  expect([...found].sort()).toEqual(kinds);
});
