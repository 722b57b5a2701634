import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readDrill } from '../../../../shared/domain/drill/read.ts';
import type { DrillRecord, Said } from '../../../../shared/domain/drill/record.ts';
import { wordsWith } from '../../../../shared/domain/drill/words.ts';
import { foldedName } from '../../../../shared/domain/record/folded-name.ts';

const words = wordsWith({});
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A record without its places. */
function plain(record: DrillRecord): unknown {
  const text = (said: Said | undefined): string | undefined => said?.text;
  return {
    facts: Object.fromEntries(Object.entries(record.facts).map(([name, said]) => [name, said.text])),
    switches: record.switches.map(({ name, from, to, before, after }) => [
      name,
      ...[from, to, before, after].map(text),
    ]),
    checks: record['post-checks'].map(({ name, result }) => [name, text(result)]),
    versions: record.versions.map(({ name, simulated, ref, expected, result }) => [
      name,
      simulated,
      ...[ref, expected, result].map(text),
    ]),
    steps: record.steps.map(({ text: step }) => step),
  };
}

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,8}( [a-z0-9]{1,6})?$/);
const someRecord = fc.record({
  facts: fc.record({ commit: word, operator: word, mode: word, environment: word }),
  switches: fc.uniqueArray(fc.tuple(word, word, word, word, word), {
    selector: ([name]) => foldedName(name),
    maxLength: 6,
  }),
  checks: fc.uniqueArray(fc.tuple(word, word), { selector: ([name]) => foldedName(name), maxLength: 6 }),
  versions: fc
    .subarray(['N-1', 'N', 'N+1'])
    .chain((names) => fc.tuple(...names.map((name) => fc.tuple(fc.constant(name), word, word, word)))),
  steps: fc.array(word, { maxLength: 6 }),
});

type Some = typeof someRecord extends fc.Arbitrary<infer T> ? T : never;

const table = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

function markdownOf({ facts, switches, checks, versions, steps }: Some): string {
  return [
    '# Drill',
    Object.entries(facts)
      .map(([name, value]) => `- ${name}: ${value}`)
      .join('\n'),
    table(['Flag', 'From', 'To', 'Before', 'After'], switches),
    '## Checks',
    table(['Check', 'Result'], checks),
    table(['Version', 'Tag', 'Expected', 'Result'], versions as [string, string, string, string][]),
    '## Steps',
    steps.map((step, index) => `${index + 1}. ${step}`).join('\n'),
  ].join('\n\n');
}

function jsonOf({ facts, switches, checks, versions, steps }: Some): string {
  return JSON.stringify({
    ...facts,
    switches: switches.map(([name, from, to, before, after]) => ({ name, from, to, before, after })),
    'post-checks': checks.map(([name, result]) => ({ name, result })),
    versions: (versions as [string, string, string, string][]).map(([version, ref, expected, result]) => ({
      version,
      ref,
      expected,
      result,
    })),
    steps,
  });
}

test('Markdown and JSON that say the same are the same record', async () => {
  await fc.assert(
    fc.asyncProperty(someRecord, async (some) => {
      const markdown = await readDrill('drill.md', bytes(markdownOf(some)), words);
      const json = await readDrill('drill.json', bytes(jsonOf(some)), words);
      expect([markdown.problems, json.problems]).toEqual([[], []]);
      expect(plain(markdown.record)).toEqual(plain(json.record));
    }),
    { numRuns: 60 },
  );
});

test('any bytes are a record or have a problem, and never throw', async () => {
  const lines = [
    '# Steps',
    '| Flag | From |',
    '| --- | --- |',
    '| a | b |',
    '- mode: live',
    '```',
    '1. freeze',
    '---',
    '<b>',
    'mode: x',
    '> q',
    '\u0000',
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...lines)),
      fc.constantFrom('d.md', 'd.yml', 'd.json'),
      async (text, path) => {
        const { record } = await readDrill(path, bytes(text.join('\n')), words);
        expect(record.path).toBe(path);
      },
    ),
    { numRuns: 100 },
  );
});

describe('what a reader of the page does not see as a fact', () => {
  const read = async (text: string): Promise<{ record: DrillRecord; problems: string[] }> => {
    const { record, problems } = await readDrill('drill.md', bytes(text), words);
    return { record, problems: problems.map(({ message }) => message) };
  };

  test.each<[string, string]>([
    ['facts in a code fence', '```\n- Mode: live\n```\n'],
    ['facts in a comment', '<!-- - Mode: live -->\n'],
    ['facts that are indented code', 'x\n\n    - Mode: live\n'],
    ['a row of a part', '## Checks\n\n- Mode: live\n'],
  ])('%s', async (_name, text) => {
    expect((await read(text)).record.facts).toEqual({});
  });

  test.each<[string, string, string]>([
    ['a quotation', '> - Mode: live\n', 'so that a reader may see something else'],
    ['a table without its line', '| Flag | From |\n| a | b |\n', 'a table that is none'],
    [
      'two columns of one meaning',
      '| Flag | From | Setting before |\n| --- | --- | --- |\n| a | b | c |\n',
      'two columns for from',
    ],
    ['a row without a name', '| Flag | From |\n| --- | --- |\n| | b |\n', 'a row without a name'],
    ['a short row', '| Flag | From |\n| --- | --- |\n| a |\n', 'a table that is not whole'],
    ['a version twice', '| Version | Tag |\n| --- | --- |\n| N | v1 |\n| n (simulated) | v2 |\n', 'has "N" twice'],
    [
      'a fact in a table and in a bullet',
      '| Field | Value |\n| --- | --- |\n| Mode | live |\n\n- Mode: live\n',
      'says twice what its mode is',
    ],
  ])('%s is a problem', async (_name, text, problem) => {
    expect((await read(text)).problems.join()).toContain(problem);
  });
});
