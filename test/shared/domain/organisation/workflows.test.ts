import { expect, test } from '@jest/globals';
import { needsOwnFiles, workflowsRead } from '../../../../shared/domain/organisation/workflows.ts';
import { objectId } from '../../../support/platform-state.ts';

const text = 'on: push\njobs: {a: {runs-on: x}}\n';
const blob = (more: object = {}): object => ({
  oid: objectId(text),
  isBinary: false,
  isTruncated: false,
  text,
  ...more,
});
const entry = (more: object = {}, object: unknown = blob()): object => ({
  name: 'ci.yml',
  type: 'blob',
  mode: 0o100644,
  object,
  ...more,
});
const node = (entries: unknown, more: object = {}): object => ({
  nameWithOwner: 'acme/app',
  defaultBranchRef: { name: 'main', target: { oid: 'c'.repeat(40) } },
  root: { __typename: 'Tree' },
  workflows: { __typename: 'Tree', entries },
  ...more,
});
const answer = (given: unknown, errors: { path: string[] }[] = []) =>
  workflowsRead({
    repository: 'acme/app',
    node: given,
    errors: errors.map(({ path }) => ({ path, because: { code: 'MISSING_PERMISSION', message: 'not yours' } })),
  });

test.each<[string, object, string]>([
  ['a file', entry(), 'read'],
  ['an executable one', entry({ mode: 0o100755 }), 'read'],
  ['a link', entry({ mode: 0o120000 }), 'odd'],
  ['a folder', entry({ type: 'tree', mode: 0o040000 }, {}), 'odd'],
  ['a submodule', entry({ type: 'commit', mode: 0o160000 }, null), 'odd'],
  ['a text that was cut', entry({}, blob({ isTruncated: true })), 'unread'],
  ['no text', entry({}, blob({ isBinary: true, text: null })), 'unread'],
  ['the text of something else', entry({}, blob({ text: `${text}# more\n` })), 'unread'],
  ['a text without its name', entry({}, blob({ oid: '' })), 'unread'],
  ['nothing', entry({}, null), 'unread'],
])('%s is %s', (_name, given, state) => {
  const read = answer(node([given]));
  expect(read.state === 'read' ? read.data.files.map((file) => [file.path, file.state]) : read).toEqual([
    ['.github/workflows/ci.yml', state],
  ]);
  expect(needsOwnFiles(read)).toBe(state === 'unread');
});

test('what is not named like a workflow is none', () => {
  const read = answer(node([entry({ name: 'README.md' }), entry({ name: 'CI.YML' })]));
  expect(read.state === 'read' ? read.data.files.map(({ path }) => path) : read).toEqual(['.github/workflows/CI.YML']);
});

test.each<[string, object]>([
  ['there is no folder', node([], { workflows: null })],
  ['there is a file in its place', node([], { workflows: { __typename: 'Blob' } })],
])('%s: no workflow, for certain', (_name, given) => {
  expect(answer(given)).toMatchObject({ state: 'read', data: { files: [], commit: 'c'.repeat(40) } });
});

test.each<[string, unknown, { path: string[] }[]]>([
  ['the tree around it is not shown', node([], { workflows: null, root: null }), []],
  ['the tree around it was not asked for', node([], { root: undefined }), []],
  ['the folder was not asked for', node([], { workflows: undefined }), []],
  ['the folder has no list', node(undefined), []],
  ['an entry has no mode', node([{ name: 'ci.yml', type: 'blob' }]), []],
  ['there is no default branch', node([], { defaultBranchRef: null }), []],
  ['there is nothing', null, []],
  ['there is an error beside it', node([entry()]), [{ path: ['workflows', 'entries'] }]],
  ['there is an error about everything', node([entry()]), [{ path: [] }]],
])('%s: nothing is known', (_name, given, errors) => {
  expect(answer(given, errors).state).toBe('unknown');
});
