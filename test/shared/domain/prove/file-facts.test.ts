import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { dump } from 'js-yaml';
import { fileFacts, type Mutation } from '../../../../shared/domain/prove/file-facts.ts';
import { parseJson } from '../../../../shared/parse/json.ts';
import { parseYaml } from '../../../../shared/parse/yaml.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (content: Uint8Array | undefined): string | undefined => content && new TextDecoder().decode(content);

/** Every file is tried without content; that is a test of its own. */
const withoutEmpty = (mutations: readonly Mutation[]): Mutation[] => mutations.filter(({ to }) => to !== '0 bytes');

/** What is tried of a text, one line each, and the text then. */
function facts(path: string, content: string): [fact: string, after: string | undefined][] {
  return withoutEmpty(fileFacts(path, bytes(content)).mutations).map((each) => {
    const change = each.to === undefined ? 'out' : `${each.from} -> ${each.to}`;
    return [`${each.line}:${each.column} ${each.kind} ${each.what}: ${change}`, text(each.bytes())];
  });
}

describe('the facts of a file', () => {
  test('are the scalars of JSON, and the entries of its lists', () => {
    expect(facts('a.json', '{"tag": "v1.0.0", "on": true, "n": null, "ids": [7, 8]}')).toEqual([
      ['1:9 version /tag: v1.0.0 -> v1.0.1', '{"tag": "v1.0.1", "on": true, "n": null, "ids": [7, 8]}'],
      ['1:25 flag /on: true -> false', '{"tag": "v1.0.0", "on": false, "n": null, "ids": [7, 8]}'],
      ['1:36 nothing /n: null -> "other"', '{"tag": "v1.0.0", "on": true, "n": "other", "ids": [7, 8]}'],
      ['1:50 number /ids/0: 7 -> 8', '{"tag": "v1.0.0", "on": true, "n": null, "ids": [8, 8]}'],
      ['1:50 entry the entry /ids/0: out', '{"tag": "v1.0.0", "on": true, "n": null, "ids": [8]}'],
      ['1:51 entry the entry /ids/1: out', '{"tag": "v1.0.0", "on": true, "n": null, "ids": [7]}'],
      ['1:53 number /ids/1: 8 -> 9', '{"tag": "v1.0.0", "on": true, "n": null, "ids": [7, 9]}'],
      ['1:1 file the file: out', undefined],
    ]);
  });

  test('are the file without content too, where it has some', () => {
    const { mutations } = fileFacts('a.txt', bytes('x'));
    expect(mutations.slice(-2).map(({ from, to, bytes: after }) => [from, to, after()?.length])).toEqual([
      ['1 bytes', '0 bytes', 0],
      ['1 bytes', undefined, undefined],
    ]);
    expect(fileFacts('a.txt', bytes('')).mutations.map(({ to }) => to)).toEqual([undefined]);
  });

  test.each([
    [
      'a sentence in JSON',
      'a.json',
      '{"why": "we wait for v1.0.0 of the ledger, see it"}',
      '{"why": "we wait for v1.0.1 of the ledger, see it"}',
    ],
    [
      'a sentence in YAML',
      'a.yml',
      'why: "we wait for v1.0.0 of the \\"ledger\\", see it"\n',
      'why: "we wait for v1.0.1 of the \\"ledger\\", see it"\n',
    ],
    [
      'a paragraph',
      'a.md',
      '# A\n\nIt works with v1.0.0 of the ledger.\n',
      '# A\n\nIt works with v1.0.1 of the ledger.\n',
    ],
    [
      'a cell',
      'a.md',
      '| A |\n| --- |\n| since 2026-11-02 it works as it should |\n',
      '| A |\n| --- |\n| since 2026-11-03 it works as it should |\n',
    ],
    [
      'a labelled sentence',
      'a.md',
      '- Why: we wait for v1.0.0 of the ledger\n',
      '- Why: we wait for v1.0.1 of the ledger\n',
    ],
    [
      'a paragraph below front matter',
      'a.md',
      '---\ntag: v2.0.0\n---\n\nWith v1.0.0 it is so.\n',
      '---\ntag: v2.0.0\n---\n\nWith v1.0.1 it is so.\n',
    ],
  ])('are what is told in the middle of %s, once', (_name, path, content, after) => {
    expect(facts(path, content).filter(([, then]) => then === after)).toHaveLength(1);
  });

  test('are the entries of an object of objects too', () => {
    const all = facts('a.json', '{"a": {"x": 1}, "b": {}}').map(([fact]) => fact);
    expect(all).toContain('1:2 entry the entry /a: out');
    expect(all).toContain('1:15 entry the entry /b: out');
  });

  test('are the scalars of YAML in their own spelling, and the entries of its lists', () => {
    const yaml = "tag: v1.0.0 # now\nname: 'it''s'\nlist:\n  - a: 1\n    b: \"x\"\n  - [p, q]\n";
    expect(facts('a.yml', yaml)).toEqual([
      ['1:6 version /tag: v1.0.0 -> v1.0.1', yaml.replace('v1.0.0', 'v1.0.1')],
      ["2:7 name /name: it's -> it's-2", yaml.replace("it''s", "it''s-2")],
      ['4:1 entry the entry /list/0: out', yaml.replace('  - a: 1\n    b: "x"\n', '')],
      ['4:8 number /list/0/a: 1 -> 2', yaml.replace('a: 1', 'a: 2')],
      ['5:8 name /list/0/b: x -> x-2', yaml.replace('"x"', '"x-2"')],
      ['6:1 entry the entry /list/1: out', yaml.replace('  - [p, q]\n', '')],
      ['6:6 name /list/1/0: p -> p-2', yaml.replace('p,', 'p-2,')],
      ['6:6 entry the entry /list/1/0: out', yaml.replace('p, ', '')],
      ['6:7 entry the entry /list/1/1: out', yaml.replace(', q', '')],
      ['6:9 name /list/1/1: q -> q-2', yaml.replace('q]', 'q-2]')],
      ['1:1 file the file: out', undefined],
    ]);
  });

  test('are cells, rows, labels, boxes and links of Markdown, and no prose', () => {
    const lines = [
      'Updated: 2026-11-02',
      '',
      '| Tag | Proof |',
      '| --- | --- |',
      '| `v1.0.0` | [here](a/b.json) |',
      '',
      '- [x] Done: `c.json`',
      '',
      'Nothing here counts.',
    ];
    const said = facts('a.md', `${lines.join('\n')}\n`).map(([fact]) => fact);
    expect(said).toEqual([
      '1:10 date Updated: 2026-11-02 -> 2026-11-03',
      '5:1 entry the row v1.0.0: out',
      '5:4 version Tag of v1.0.0: v1.0.0 -> v1.0.1',
      '5:21 path the link to a/b.json: a/b.json -> a/b-2.json',
      '7:4 box Done: c.json: x ->  ',
      '7:14 path Done: c.json -> c-2.json',
      '1:1 file the file: out',
    ]);
  });

  test('are the records of rows, a line each', () => {
    expect(facts('a.ndjson', '{"id":1}\nnot a record\n{"id":2}\n')).toEqual([
      ['1:1 entry the row: out', 'not a record\n{"id":2}\n'],
      ['1:7 number /id: 1 -> 2', '{"id":2}\nnot a record\n{"id":2}\n'],
      ['3:1 entry the row: out', '{"id":1}\nnot a record\n'],
      ['3:7 number /id: 2 -> 3', '{"id":1}\nnot a record\n{"id":3}\n'],
      ['1:1 file the file: out', undefined],
    ]);
  });

  test.each([
    ['version = "1.2.3"', 'pins.toml', ['1:12 version version: 1.2.3 -> 1.2.4']],
    [
      'see 2026-11-02 and v1.2.3 today',
      'note.txt',
      ['1:5 date date: 2026-11-02 -> 2026-11-03', '1:20 version version: v1.2.3 -> v1.2.4'],
    ],
    ["const a = 'x'; // v1.2.3", 'a.ts', ['1:19 version version: v1.2.3 -> v1.2.4']],
    [
      `${'ab'.repeat(32)}  a/b.json`,
      'list.sha256',
      ['1:1 hash hash: ', '1:1 entry the line of a/b.json: out', '1:67 path path: a/b.json -> a/b-2.json'],
    ],
  ])('are what a line of %s tells by its form', (line, path, expected) => {
    const said = facts(path, `${line}\n`).map(([fact]) => fact);
    expect(said).toHaveLength(expected.length + 1);
    for (const [index, part] of expected.entries()) expect(said[index]).toContain(part);
  });

  test.each([
    ['bytes that are no text', 'a.json', new Uint8Array([0, 1, 2]), ['not-text']],
    ['an encoding that is not UTF-8', 'a.yml', new Uint8Array([0xff, 0xfe, 65, 0]), ['not-text']],
    ['an empty file', 'a.json', new Uint8Array(), []],
    ['prose', 'a.md', bytes('Only words that tell people something.\n'), []],
    ['a value that is prose', 'a.json', bytes('{"why": "because it was so before"}'), ['prose']],
  ])('of %s are the file alone, and what is left is told', (_name, path, content, why) => {
    const { mutations, untried } = fileFacts(path, content);
    expect(withoutEmpty(mutations).map(({ kind }) => kind)).toEqual(['file']);
    expect(untried.map((each) => each.why)).toEqual(why);
  });

  test('of a file that has not the form of its name are those of its lines', () => {
    expect(facts('a.json', '{ tag: v1.0.0\n').map(([fact]) => fact)).toEqual([
      '1:8 version version: v1.0.0 -> v1.0.1',
      '1:1 file the file: out',
    ]);
  });

  test('keep a byte order mark and the ends of lines', () => {
    const [first] = fileFacts('a.txt', bytes('\uFEFFtag: v1.0.0\r\n')).mutations;
    expect(text(first?.bytes())).toBe(text(bytes('tag: v1.0.1\r\n')));
    expect(first?.bytes()?.slice(0, 3)).toEqual(new Uint8Array([0xef, 0xbb, 0xbf]));
  });
});

describe('whatever a file says', () => {
  const unlike = (path: string, content: string, valueOf: (text: string) => unknown): void => {
    const before = JSON.stringify(valueOf(content));
    const once = fileFacts(path, bytes(content)).mutations;
    expect(fileFacts(path, bytes(content)).mutations.map((each) => text(each.bytes()))).toEqual(
      once.map((each) => text(each.bytes())),
    );
    for (const each of once.filter((one) => one.kind !== 'file' && one.isSound())) {
      const after = valueOf(text(each.bytes()) ?? '');
      expect(JSON.stringify(after)).not.toBe(before);
    }
  };

  test('each fact of JSON leaves JSON that says something else', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom(undefined, 2), (value, indent) => {
        const content = JSON.stringify(value, null, indent);
        const sound = fileFacts('a.json', bytes(content)).mutations.filter(({ kind }) => kind !== 'file');
        // So near to nothing that numbers have no digits left.
        expect(sound.every((each) => each.isSound() || /e-3\d\d$/.test(each.from))).toBe(true);
        unlike('a.json', content, (one) => {
          const parsed = parseJson(one);
          expect(parsed.ok).toBe(true);
          return parsed.ok ? parsed.document.value : undefined;
        });
      }),
    );
  });

  test('each fact of YAML leaves YAML that says something else', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
        const content = dump(value);
        const parse = (one: string): unknown => {
          const parsed = parseYaml(one, { keysAsText: true });
          return parsed.ok ? parsed.document.value : undefined;
        };
        if (parse(content) !== undefined) unlike('a.yml', content, parse);
      }),
    );
  });

  test('nothing is thrown', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('a.json', 'a.yml', 'a.md', 'a.ndjson', 'a.txt', 'a.ts'),
        fc.string({ maxLength: 300 }),
        (path, content) => {
          for (const each of fileFacts(path, bytes(content)).mutations) expect(typeof each.isSound()).toBe('boolean');
        },
      ),
    );
  });
});
