import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { contractFiles, paths } from '../support/contract-files.ts';
import type { FileContent, TestRepository } from '../support/git-repository.ts';

/** One commit of the history: what it does to the one before, and what is to be said of it. */
export interface Step {
  name: string;
  /** Files that it writes; null deletes. */
  files?: Record<string, FileContent>;
  /** What else it does, before the files are written. */
  act?: (repository: TestRepository) => void;
  /** Commits by itself, in place of files and act. */
  merge?: (repository: TestRepository) => void;
  /** `rule group[/fact]` of what failed; none: everything passed. */
  findings: readonly string[];
  /** Of what nobody can tell. */
  unverified?: readonly string[];
}

const numbers = (...all: number[]): string => all.map((each) => `line ${each}\n`).join('');
const service = (port: number | string, prose = 'It answers.'): Record<'yaml' | 'json' | 'md', string> => ({
  yaml: `# ${prose}\nname: desk\nport: ${port}\n`,
  json: `{"listen": {"host": "::", "port": ${port}}, "note": "${prose}"}\n`,
  md: `# Service\n\n${prose}\n\n- Port: \`${port}\`\n- Owner: us\n`,
});
const { yaml, json, md } = service(80);

/** The first commit. */
export const start: Record<string, FileContent> = {
  'pin.json': '{"tag": "v1", "note": "a b"}\n',
  'record.md': '# Record\n\n- Tag: `v1`\n',
  'values.yaml': 'image:\n  tag: v1\n  pull: always\n',
  'values.md': 'v1\n',
  'guide.md': '# Guide\n\nOne two three\nfour five.\n',
  'guide.txt': 'one two three\n',
  'tool.py': 'if x:\n    y()\nz()\n',
  'tool.txt': 'calls y\n',
  'locale/en.txt': 'hello\n',
  'old/a.txt': numbers(1, 2),
  'old/b.txt': numbers(3, 4),
  'template.txt': numbers(5, 6, 7),
  'template.md': numbers(8, 9),
  'Übersicht/日本 語.txt': 'eins\n',
  'lines/\n.txt': 'one\n',
  'service.yaml': yaml,
  'service.json': json,
  'service.md': md,
  ...contractFiles(),
  'db/1.sql': 'create\n',
  'model.ts': 'model\n',
  'notes.md': 'notes\n',
  'changes/1.md': 'first\n',
  'server.ts': 'server\n',
  'client.ts': 'client\n',
  'api.md': 'api\n',
  'api.json': '{"version": 1}\n',
  'app/main.ts': 'main\n',
  'infra/net.tf': 'net\n',
  'terraform.tf': 'all\n',
  'other.txt': 'other\n',
};

const ledger = (changes: Parameters<typeof contractFiles>[0], ...only: string[]): Record<string, FileContent> =>
  Object.fromEntries(Object.entries(contractFiles(changes)).filter(([path]) => only.includes(path)));
const mode = (path: string, bits: number) => (repository: TestRepository) =>
  chmodSync(join(repository.folder, path), bits);

/** Commits with one parent, each on the one before. */
export const steps: readonly Step[] = [
  { name: 'nothing that a group names', files: { 'other.txt': 'another\n' }, findings: [] },
  { name: 'an empty commit', files: {}, findings: [] },

  // All of them.
  {
    name: 'both of a pair',
    files: { 'pin.json': '{"tag": "v2", "note": "a b"}\n', 'record.md': '# Record\n\n- Tag: `v2`\n' },
    findings: [],
  },
  { name: 'the pin alone', files: { 'pin.json': '{"tag": "v3", "note": "a b"}\n' }, findings: ['together pair'] },
  { name: 'the record alone, later', files: { 'record.md': '# Record\n\n- Tag: `v3`\n' }, findings: ['together pair'] },

  // White space and mode.
  { name: 'JSON in other white space', files: { 'pin.json': '{\n  "tag": "v3",\n  "note": "a b"\n}\n' }, findings: [] },
  {
    name: 'white space inside of a JSON text',
    files: { 'pin.json': '{\n  "tag": "v3",\n  "note": "a  b"\n}\n' },
    findings: ['together pair'],
  },
  {
    name: 'the pin, and white space of the record',
    files: { 'pin.json': '{"tag": "v4", "note": "a b"}\n', 'record.md': '# Record\n\n\n- Tag: `v3`\n\n' },
    findings: ['together pair'],
  },
  {
    name: 'YAML indented otherwise',
    files: { 'values.yaml': 'image:\n    tag: v1\n    pull: always\n\n' },
    findings: [],
  },
  {
    name: 'YAML indented to another level',
    files: { 'values.yaml': 'image:\n  tag: v1\npull: always\n' },
    findings: ['together values'],
  },
  {
    name: 'Markdown with other line breaks',
    files: { 'guide.md': '# Guide\n\nOne two\nthree four five.\n' },
    findings: [],
  },
  {
    name: 'Markdown with words joined',
    files: { 'guide.md': '# Guide\n\nOnetwo\nthree four five.\n' },
    findings: ['together guide'],
  },
  { name: 'plain text with other line ends', files: { 'guide.txt': 'one two three\r\n\r\n' }, findings: [] },
  { name: 'Python indented otherwise', files: { 'tool.py': 'if x:\n    y()\n    z()\n' }, findings: ['together code'] },
  { name: 'the mode alone', act: mode('pin.json', 0o755), findings: [] },
  {
    name: 'the mode of the pin, and the record',
    act: mode('pin.json', 0o644),
    files: { 'record.md': '# Record\n\n- Tag: `v4`\n' },
    findings: ['together pair'],
  },

  // Names.
  {
    name: 'a rename without an edit',
    act: ({ git }) => git('mv', 'pin.json', 'pinned.json'),
    findings: ['member-deleted pair', 'together pair'],
  },
  {
    name: 'the rename taken back, and the record',
    act: ({ git }) => git('mv', 'pinned.json', 'pin.json'),
    files: { 'record.md': '# Record\n\n- Tag: `v4`\n- By: us\n' },
    findings: [],
  },
  {
    name: 'a rename with an edit, and the record',
    act: ({ git }) => git('mv', 'pin.json', 'pinned.json'),
    files: {
      'pinned.json': '{"tag": "v5", "note": "a b"}\n',
      'record.md': '# Record\n\n- Tag: `v5`\n- By: us\n',
    },
    findings: ['member-deleted pair'],
  },
  {
    name: 'a new file under the name, alone',
    files: { 'pin.json': '{"tag": "v6"}\n', 'pinned.json': null },
    findings: ['together pair'],
  },
  { name: 'a copy of the pin', files: { 'copy.json': '{"tag": "v6"}\n' }, findings: ['together pair'] },
  {
    name: 'a copy of the pin, and the pin and the record',
    files: {
      'copy-2.json': '{"tag": "v6"}\n',
      'pin.json': '{"tag": "v7"}\n',
      'record.md': '# Record\n\n- Tag: `v7`\n- By: us\n',
    },
    findings: [],
  },
  { name: 'a copy where copies are ignored', files: { 'made.txt': numbers(5, 6, 7) }, findings: [] },
  { name: 'the source of that copy alone', files: { 'template.txt': numbers(6, 7) }, findings: ['together templates'] },
  { name: 'the name in other letters', files: { 'Pin.json': '{"tag": "v8"}\n' }, findings: [] },

  // Deletions and kinds.
  { name: 'a member deleted', files: { 'record.md': null }, findings: ['member-deleted pair', 'together pair'] },
  { name: 'the other deleted too', files: { 'pin.json': null }, findings: ['member-deleted pair', 'together pair'] },
  {
    name: 'both there again',
    files: { 'pin.json': '{"tag": "v7"}\n', 'record.md': '# Record\n\n- Tag: `v7`\n' },
    findings: [],
  },
  { name: 'both deleted in one', files: { 'pin.json': null, 'record.md': null }, findings: ['member-deleted pair'] },
  {
    name: 'both there once more',
    files: { 'pin.json': '{"tag": "v7"}\n', 'record.md': '# Record\n\n- Tag: `v7`\n' },
    findings: [],
  },
  { name: 'one deleted where that is allowed', files: { 'old/a.txt': null }, findings: ['together retired'] },
  {
    name: 'both where deletions are allowed',
    files: { 'old/a.txt': numbers(1), 'old/b.txt': numbers(4) },
    findings: [],
  },
  { name: 'both deleted where that is allowed', files: { 'old/a.txt': null, 'old/b.txt': null }, findings: [] },
  {
    name: 'a link in place of a member, to the same bytes',
    files: { 'real.md': '# Record\n\n- Tag: `v7`\n', 'record.md': { linkTo: 'real.md' } },
    findings: ['member-deleted pair', 'together pair'],
  },
  {
    name: 'a link whose target is the text of the file, and the other',
    files: { 'pin.json': { linkTo: '{"tag": "v7"}' }, 'record.md': '# Record\n\n- Tag: `v7`\n' },
    findings: ['member-deleted pair'],
  },
  {
    name: 'files in place of the links',
    files: { 'pin.json': '{"tag": "v7"}\n', 'record.md': '# Record\n\n- Tag: `v8`\n' },
    findings: [],
  },

  // Those that exist.
  { name: 'the only one that exists', files: { 'locale/en.txt': 'hello you\n' }, findings: [] },
  { name: 'another one comes', files: { 'locale/de.txt': 'hallo\n' }, findings: ['together present'] },
  {
    name: 'both that exist',
    files: { 'locale/en.txt': 'hello all\n', 'locale/de.txt': 'hallo alle\n' },
    findings: [],
  },
  { name: 'one of two that exist', files: { 'locale/en.txt': 'hi\n' }, findings: ['together present'] },
  {
    name: 'one of a glob comes, with the others',
    files: { 'help/a.md': 'a\n', 'locale/en.txt': 'hi all\n', 'locale/de.txt': 'hallo ihr\n' },
    findings: [],
  },
  {
    name: 'all that exist but the glob',
    files: { 'locale/en.txt': 'hey\n', 'locale/de.txt': 'he\n' },
    findings: ['together present'],
  },
  {
    name: 'one that exists deleted, with the others',
    files: { 'locale/en.txt': 'ho\n', 'locale/de.txt': null, 'help/a.md': 'b\n' },
    findings: ['member-deleted present'],
  },

  // Names that are not plain letters.
  {
    name: 'names with spaces, letters of other scripts and a line break',
    files: { 'Übersicht/日本 語.txt': 'zwei\n', 'lines/\n.txt': 'two\n' },
    findings: [],
  },
  { name: 'a name with a line break alone', files: { 'lines/\n.txt': 'three\n' }, findings: ['together names'] },
  {
    name: 'the same letters composed otherwise are another name',
    files: { 'lines/\t.txt': 'tab\n', [`${'Übersicht'.normalize('NFD')}/日本 語.txt`]: 'drei\n' },
    findings: ['together names'],
  },

  // Facts.
  {
    name: 'a fact everywhere',
    files: { 'service.yaml': service(81).yaml, 'service.json': service(81).json, 'service.md': service(81).md },
    findings: [],
  },
  { name: 'prose beside a fact', files: { 'service.yaml': service(81, 'It runs.').yaml }, findings: [] },
  {
    name: 'a fact in one file, prose in another',
    files: { 'service.yaml': service(82).yaml, 'service.json': service(81, 'It runs.').json },
    findings: ['facts-together port/port'],
  },
  {
    name: 'a fact in two of three files',
    files: { 'service.json': service(83).json, 'service.md': service(83).md },
    findings: ['facts-together port/port'],
  },
  {
    name: 'a file that cannot be parsed',
    files: { 'service.json': '{"listen": {"port": 83}' },
    findings: [],
    unverified: ['facts-together port/port'],
  },
  {
    name: 'a file that can be parsed again',
    files: { 'service.json': service(83).json },
    findings: [],
    unverified: ['facts-together port/port'],
  },
  {
    name: 'a place of a fact deleted',
    files: { 'service.yaml': null },
    findings: ['facts-together port/port', 'member-deleted port'],
  },
  {
    name: 'a fact at the places that are left',
    files: { 'service.json': service(84).json, 'service.md': service(84).md },
    findings: [],
  },

  // The facts of a contract.
  {
    name: 'a release everywhere',
    files: ledger({ tag: 'v2.5.0', commit: 'a'.repeat(40) }, paths.pin, paths.mirror, paths.matrix),
    findings: [],
  },
  {
    name: 'prose of the matrix, and when it was updated',
    files: ledger({ tag: 'v2.5.0', commit: 'a'.repeat(40), updated: '2026-11-03' }, paths.matrix),
    findings: [],
  },
  {
    name: 'a release that only pin and mirror know',
    files: ledger({ tag: 'v2.6.0', commit: 'a'.repeat(40) }, paths.pin, paths.mirror),
    findings: ['facts-together ledger/manifest-sha256', 'facts-together ledger/tag'],
  },
  {
    name: 'the matrix of a release alone',
    files: ledger({ tag: 'v2.6.0', commit: 'a'.repeat(40) }, paths.matrix),
    findings: ['facts-together ledger/manifest-sha256', 'facts-together ledger/tag'],
  },

  // When and then.
  { name: 'a condition without what follows', files: { 'db/2.sql': 'alter\n' }, findings: ['follows schema'] },
  {
    name: 'a condition, and one of what may follow',
    files: { 'db/3.sql': 'alter\n', 'changes/2.md': 'x\n' },
    findings: [],
  },
  { name: 'a condition, and the other', files: { 'model.ts': 'model 2\n', 'notes.md': 'more\n' }, findings: [] },
  { name: 'what follows by itself', files: { 'notes.md': 'even more\n' }, findings: [] },
  {
    name: 'a condition, and white space of what follows',
    files: { 'model.ts': 'model 3\n', 'notes.md': 'even more\n\n' },
    findings: ['follows schema'],
  },
  { name: 'a deletion as a condition', files: { 'db/1.sql': null }, findings: ['follows schema'] },
  {
    name: 'a condition, and what follows deleted',
    files: { 'db/1.sql': 'create\n', 'changes/2.md': null },
    findings: ['member-deleted schema'],
  },
  { name: 'one of a condition of two', files: { 'server.ts': 'server 2\n' }, findings: [] },
  { name: 'both of it', files: { 'server.ts': 'server 3\n', 'client.ts': 'client 3\n' }, findings: ['follows api'] },
  {
    name: 'both of it, and one of two that follow',
    files: { 'server.ts': 'server 4\n', 'client.ts': 'client 4\n', 'api.md': 'api 4\n' },
    findings: ['follows api'],
  },
  {
    name: 'both of it, and both that follow',
    files: {
      'server.ts': 'server 5\n',
      'client.ts': 'client 5\n',
      'api.md': 'api 5\n',
      'api.json': '{"version": 5}\n',
    },
    findings: [],
  },

  // Never together.
  { name: 'one side', files: { 'app/main.ts': 'main 2\n', 'app/more.ts': 'more\n' }, findings: [] },
  { name: 'the other side', files: { 'infra/net.tf': 'net 2\n', 'terraform.tf': 'all 2\n' }, findings: [] },
  { name: 'both sides', files: { 'app/main.ts': 'main 3\n', 'terraform.tf': 'all 3\n' }, findings: ['apart apart'] },
  {
    name: 'one side, and the mode of the other',
    act: mode('terraform.tf', 0o755),
    files: { 'app/main.ts': 'main 4\n' },
    findings: [],
  },
  {
    name: 'a file moved from one side to the other',
    act: ({ git }) => git('mv', 'app/more.ts', 'infra/more.ts'),
    findings: ['apart apart'],
  },
  {
    name: 'a name with a line break on one side',
    files: { 'app/a\nb.ts': 'x\n', 'infra/.hidden': 'x\n' },
    findings: ['apart apart'],
  },
];

/** Commits with several parents: each is compared with the first. */
export const merges: readonly Step[] = [
  {
    name: 'a merge of a branch that has both halves in two commits',
    merge: (repository) => {
      branch(repository, 'halves', { 'pin.json': '{"tag": "m1"}\n' }, { 'record.md': 'm1\n' });
      repository.git('merge', '-q', '--no-ff', '-m', 'merge', 'halves');
    },
    findings: [],
  },
  {
    name: 'a merge of a branch that has one half',
    merge: (repository) => {
      branch(repository, 'half', { 'pin.json': '{"tag": "m2"}\n' });
      repository.git('merge', '-q', '--no-ff', '-m', 'merge', 'half');
    },
    findings: ['together pair'],
  },
  {
    name: 'a merge that brings the other half itself',
    merge: (repository) => {
      branch(repository, 'rest', { 'pin.json': '{"tag": "m3"}\n' });
      repository.git('merge', '-q', '--no-ff', '-m', 'merge', 'rest');
      repository.write({ 'record.md': 'm3\n' });
      repository.git('commit', '-q', '-a', '--amend', '-m', 'merge');
    },
    findings: [],
  },
  {
    name: 'a merge that drops the half of its branch',
    merge: (repository) => {
      branch(repository, 'dropped', { 'pin.json': '{"tag": "m4"}\n' });
      repository.git('merge', '-q', '--no-ff', '-s', 'ours', '-m', 'merge', 'dropped');
    },
    findings: [],
  },
  {
    name: 'a merge of a branch that went there and back',
    merge: (repository) => {
      branch(repository, 'back', { 'pin.json': '{"tag": "m5"}\n' }, { 'pin.json': '{"tag": "m3"}\n' });
      repository.git('merge', '-q', '--no-ff', '-m', 'merge', 'back');
    },
    findings: [],
  },
  {
    name: 'a merge of two branches at once, each with a half',
    merge: (repository) => {
      branch(repository, 'left', { 'pin.json': '{"tag": "m6"}\n' });
      branch(repository, 'right', { 'record.md': 'm6\n' });
      repository.git('merge', '-q', '--no-ff', '-m', 'merge', 'left', 'right');
    },
    findings: [],
  },
  {
    name: 'a merge of another history',
    merge: (repository) => {
      repository.git('checkout', '-q', '--orphan', 'foreign');
      repository.git('rm', '-rfq', '.');
      repository.commit({ 'infra/foreign.tf': 'x\n', 'app/foreign.ts': 'x\n' });
      repository.git('checkout', '-q', 'main');
      repository.git('merge', '-q', '--no-ff', '--allow-unrelated-histories', '-m', 'merge', 'foreign');
    },
    findings: ['apart apart'],
  },
];

/** A branch of main with a commit for each set of files; main is checked out again. */
function branch(repository: TestRepository, name: string, ...commits: Record<string, FileContent>[]): void {
  repository.git('checkout', '-q', '-b', name, 'main');
  for (const files of commits) repository.commit(files);
  repository.git('checkout', '-q', 'main');
}

/** Makes the commit of a step, and gives its id. */
export function commitStep(repository: TestRepository, { files = {}, act, merge }: Step): string {
  if (merge !== undefined) {
    merge(repository);
    return repository.git('rev-parse', 'HEAD');
  }
  act?.(repository);
  return repository.commit(files);
}
