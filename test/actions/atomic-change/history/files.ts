import type { FileContent } from '../../../support/git-repository.ts';
import { mode, type Step } from './step.ts';

const numbers = (...all: number[]): string => all.map((each) => `line ${each}\n`).join('');
/** The files of these steps in the first commit. */
export const files: Record<string, FileContent> = {
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
  'other.txt': 'other\n',
};

/** Whole files that change together: names, kinds, modes and white space. */
export const fileSteps: readonly Step[] = [
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
    findings: ['together guide'],
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
];
