import { describe, expect, test } from '@jest/globals';
import type { Because } from '../../../shared/core/errors.ts';
import type { Evaluation } from '../../../shared/core/evaluation.ts';
import { memoryHistory, type UnitData, type Version } from '../../support/memory-history.ts';
import {
  edited,
  producerPaths as p,
  producerFiles,
  raisedFiles,
  surfaceEntry,
  withFiles,
} from '../../support/producer-files.ts';
import type { Setup } from '../../support/world.ts';
import { filesOf, type Judge, resultOf, standing } from './fixtures.ts';

const files = producerFiles();
const shallow: Because = { code: 'NO_BASE', message: 'the checkout ends before the base', needs: 'fetch-depth: 0' };

interface ChangeLine {
  class: string;
  path: string;
  who: string;
  message: string;
  fingerprint: string;
  after: { line?: number };
}

/** The changes that the data of the report lists. */
export function changesOf({ data }: Evaluation): ChangeLine[] {
  const { units } = data as { units: { surfaces: { changes: ChangeLine[] }[] }[] };
  return units.flatMap(({ surfaces }) => surfaces.flatMap(({ changes }) => changes));
}

const lines = (evaluation: Evaluation): string[] =>
  changesOf(evaluation).map(({ class: judged, who, path, message }) => `${judged} ${who} ${path}: ${message}`);

/** One edit of one file, and the one change that it is. */
const edits: [name: string, path: string, from: string, to: string, line: string][] = [
  [
    'a field of a request that is gone',
    p.openapi,
    '        note: {type: string}\n',
    '',
    'breaking request api/openapi.yaml: #/components/schemas/Entry /note was removed',
  ],
  [
    'a field of a request that became required',
    p.openapi,
    'required: [amount]',
    'required: [amount, note]',
    'breaking request api/openapi.yaml: #/components/schemas/Entry /note became required',
  ],
  [
    'a field of a request that was added',
    p.openapi,
    'note: {type: string}',
    'note: {type: string}\n        tag: {type: string}',
    'additive request api/openapi.yaml: #/components/schemas/Entry /tag was added and may be left out',
  ],
  [
    'a type of a request that takes less',
    p.openapi,
    'amount: {type: number}',
    'amount: {type: integer}',
    'breaking request api/openapi.yaml: #/components/schemas/Entry /amount may have fewer types: number -> integer',
  ],
  [
    'a value of an answer that was added',
    p.openapi,
    'enum: [ok]',
    'enum: [ok, slow]',
    'breaking response api/openapi.yaml: GET /v1/health response 200 application/json/state may have one more value: "slow"',
  ],
  [
    'an operation that was added',
    p.openapi,
    'components:\n',
    '  /v1/extra:\n    get: {responses: {"204": {description: None}}}\ncomponents:\n',
    'additive request api/openapi.yaml: GET /v1/extra was added',
  ],
  [
    'an operation that was removed',
    p.openapi,
    '    get:\n      responses:\n        "200":\n          description: Well\n          content:\n            application/json:\n              schema:\n                type: object\n                required: [state]\n                properties:\n                  state: {type: string, enum: [ok]}\n',
    '    parameters: []\n',
    'breaking request api/openapi.yaml: GET /v1/health was removed',
  ],
  [
    'an envelope that lost a field',
    p.openapi,
    '      required: [version, error]',
    '      required: [error]',
    'breaking envelope api/openapi.yaml: #/components/schemas/Failure /version may now be missing',
  ],
  [
    'an envelope that allows more',
    p.openapi,
    '      additionalProperties: false',
    '      additionalProperties: true',
    'breaking envelope api/openapi.yaml: #/components/schemas/Failure allows more fields beyond those it names',
  ],
  [
    'an error code that was added',
    p.openapi,
    'enum: [invalid,',
    'enum: [busy, invalid,',
    'additive error-code api/openapi.yaml: #/components/schemas/Failure /error/code may have one more value: "busy"',
  ],
  [
    'an error code that was removed',
    p.openapi,
    'enum: [invalid, ',
    'enum: [',
    'breaking error-code api/openapi.yaml: #/components/schemas/Failure /error/code may have one value less: "invalid"',
  ],
  [
    'words',
    p.openapi,
    'description: Made',
    'description: Written',
    'docs response api/openapi.yaml: POST /v1/entries response 201 is described in other words',
  ],
  [
    'a limit that nobody can judge',
    p.openapi,
    'amount: {type: number}',
    'amount: {type: number, not: {const: 0}}',
    'breaking request api/openapi.yaml: #/components/schemas/Entry /amount differs in a way that cannot be proved compatible: "not" (what a change of not means for others is not known)',
  ],
  [
    'a JSON Schema of errors',
    p.schema,
    '"required":["code"]',
    '"required":[]',
    'breaking error-code contracts/error.schema.json: /error/code may now be missing',
  ],
  [
    'a release of the manifest',
    p.manifest,
    'v2.4.0',
    'v2.4.1',
    'docs response contracts/manifest.json: /release names another release',
  ],
  [
    'a member of the manifest that has another value',
    p.manifest,
    '"days": 14',
    '"days": 7',
    'breaking response contracts/manifest.json: /window/days has another value: 14 -> 7',
  ],
  [
    'a member of the manifest that is gone',
    p.manifest,
    ',\n  "window": {\n    "days": 14\n  }',
    '',
    'breaking response contracts/manifest.json: /window was removed',
  ],
  [
    'a member of the manifest that is new',
    p.manifest,
    '"days": 14',
    '"days": 14, "hours": 1',
    'additive response contracts/manifest.json: /window/hours was added',
  ],
  [
    'a code of the manifest',
    p.manifest,
    '    "invalid"',
    '    "busy",\n    "invalid"',
    'additive error-code contracts/manifest.json: /error_codes may have one more value: "busy"',
  ],
  [
    'the version of the manifest',
    p.manifest,
    'ledger.v2',
    'ledger.v3',
    'docs response contracts/manifest.json: /service_version has another value: ledger.v2 -> ledger.v3',
  ],
  [
    'a code of a guide',
    p.guide,
    '| `closed` | words |',
    '| `closed` | words |\n| `busy` | words |',
    'additive error-code docs/service.md: the column “Code” under “Error codes” of docs/service.md may have one more value: "busy"',
  ],
  [
    'a code of the program that is gone',
    p.code,
    "code('closed');\n",
    '',
    'breaking error-code src/codes.ts: what code\\(\'([a-z_]+)\'\\) finds in src/codes.ts may have one value less: "closed"',
  ],
  [
    'prose of a guide',
    p.guide,
    '# The ledger',
    '# Our ledger',
    'docs response docs/service.md: the document is described in other words',
  ],
];

export function changeTests(judge: Judge, evaluate: (setup: Setup) => Promise<Evaluation>): void {
  describe('a change', () => {
    test.each(edits)('%s', async (_name, path, from, to, line) => {
      const evaluation = await judge({ before: files, after: edited(files, path, from, to) });
      expect(lines(evaluation).filter((each) => !each.startsWith('docs response docs/') || each === line)).toEqual([
        line,
      ]);
      expect(resultOf(evaluation, 'change-classified', 'passed').about).toEqual(['ledger']);
      const [judged = ''] = line.split(' ');
      expect(evaluation.outputs).toEqual({ class: judged });
    });

    test('a file that comes is additive, one that goes is breaking', async () => {
      const without = withFiles(files, { [p.manifest]: null });
      expect(lines(await judge({ before: without, after: files }))).toEqual([
        'additive response contracts/manifest.json: the document is new',
      ]);
      expect(lines(await judge({ before: files, after: without }))).toEqual([
        'breaking response contracts/manifest.json: the document is no longer there',
      ]);
    });

    test('nothing is said twice of what is written in another way', async () => {
      const manifest = JSON.parse(files[p.manifest] ?? '') as object;
      const turned = JSON.stringify(Object.fromEntries(Object.entries(manifest).reverse()));
      const inPlace = edited(
        files,
        p.openapi,
        "{$ref: '#/components/schemas/Entry'}",
        '{type: object, required: [amount], properties: {amount: {type: number}, note: {type: string}}}',
      );
      const evaluation = await judge({ before: files, after: { ...inPlace, [p.manifest]: turned } });
      expect(changesOf(evaluation)).toEqual([]);
    });

    test('has the line where it is, and a fingerprint that lines do not change', async () => {
      const first = await judge({
        before: files,
        after: edited(files, p.openapi, 'required: [amount]', 'required: [amount, note]'),
      });
      const moved = edited(
        edited(files, p.openapi, 'required: [amount]', 'required: [note, amount]'),
        p.openapi,
        'paths:',
        '\n# words\n\npaths:',
      );
      const second = await judge({ before: files, after: moved });
      const [one, other] = [changesOf(first)[0], changesOf(second)[0]];
      expect(one?.fingerprint).toMatch(/^c1:[0-9a-f]{32}$/);
      expect(other?.fingerprint).toBe(one?.fingerprint);
      expect((other?.after.line ?? 0) - (one?.after.line ?? 0)).toBe(3);
    });

    test('is shown in a table, the worst first', async () => {
      const after = edited(
        edited(files, p.manifest, 'v2.4.0', 'v2.5.0'),
        p.openapi,
        '        note: {type: string}\n',
        '',
      );
      const { exhibits } = await judge({ before: files, after });
      expect(exhibits).toHaveLength(1);
      const [exhibit] = exhibits;
      expect(exhibit?.title).toBe('Contract changes');
      expect(exhibit?.remark).toBe('1 breaking, 0 additive, 1 docs.');
      expect(exhibit?.rows.map(({ cells, mark }) => [cells[0], cells[3], mark])).toEqual([
        ['breaking', 'api/openapi.yaml:34', 'bad'],
        ['docs', 'contracts/manifest.json:2', undefined],
      ]);
    });
  });

  describe('what cannot be compared', () => {
    const unreadable = { reason: 'unreadable' as const, message: 'could not be read', because: shallow };
    test.each<[name: string, before: Version, after: Version, words: RegExp]>([
      [
        'an earlier OpenAPI that was broken',
        { ...files, [p.openapi]: 'a: [' },
        files,
        /api\/openapi\.yaml of the earlier version/,
      ],
      ['an OpenAPI that is broken', files, { ...files, [p.openapi]: 'a: [' }, /api\/openapi\.yaml/],
      ['a file that nobody may read', files, { ...files, [p.manifest]: unreadable }, /ends before the base/],
      ['an earlier file that nobody may read', { ...files, [p.manifest]: unreadable }, files, /ends before the base/],
      [
        'an earlier file that was none',
        { ...files, [p.manifest]: { link: 'x' } },
        files,
        /of the earlier version is a symbolic link/,
      ],
      [
        'an earlier list that was broken',
        { ...files, [p.guide]: '# The ledger\n' },
        files,
        /docs\/service\.md of the earlier version has no table/,
      ],
      [
        'a list that is broken',
        files,
        edited(files, p.guide, '| Code | Meaning |', '| Kode | Meaning |'),
        /docs\/service\.md has no table/,
      ],
      ['a number that loses digits', files, edited(files, p.manifest, '14', '14.00000000000000000001'), /loses digits/],
    ])('%s', async (_name, before, after, words) => {
      const evaluation = await judge({ before, after });
      expect(resultOf(evaluation, 'change-classified', 'unverified').because?.message).toMatch(words);
      expect(evaluation.outputs).toEqual({ class: 'unknown' });
      expect(resultOf(evaluation, 'breaking-bumped', 'unverified').about).toEqual(['ledger', 'service']);
    });

    test('what leads out of the document counts as breaking, and is not all that is known', async () => {
      const after = edited(files, p.openapi, '#/components/schemas/Entry', 'entry.yaml#/Entry');
      const evaluation = await judge({ before: files, after });
      expect(resultOf(evaluation, 'change-classified', 'unverified').because?.message).toContain(
        'refers to "entry.yaml#/Entry"',
      );
      expect(resultOf(evaluation, 'breaking-bumped', 'failed').message).toContain(
        'a reference leads to what is not known',
      );
      expect(evaluation.outputs).toEqual({ class: 'breaking' });
    });

    test('changes that nobody could list leave files comparable and companions open', async () => {
      const unit: UnitData = {
        before: files,
        after: edited(files, p.openapi, 'enum: [invalid,', 'enum: [busy, invalid,'),
        because: shallow,
      };
      const evaluation = await judge(unit);
      expect(lines(evaluation)).toHaveLength(1);
      expect(standing(evaluation).filter((each) => /change-classified|companions/.test(each))).toEqual([
        'unverified change-classified ledger',
        'unverified companions ledger | changelog',
        'unverified companions ledger | codes',
      ]);
    });

    test('without units everything about changes is open, and the state is judged', async () => {
      const evaluation = await evaluate({
        files: filesOf(files),
        base: filesOf(files),
        history: memoryHistory({ because: shallow }),
        lists: { surfaces: [surfaceEntry] },
      });
      expect(standing(evaluation)).toEqual([
        'unverified breaking-bumped ledger | service',
        'unverified bump-justified ledger | service',
        'unverified change-classified ledger',
        'unverified companions ledger | changelog',
        'unverified companions ledger | codes',
        'unverified impact-statement ledger | “Unreleased” of CHANGELOG.md',
        'unverified overlap ledger | service',
      ]);
      expect(evaluation.outputs).toEqual({ class: 'unknown' });
    });
  });

  describe('the version', () => {
    const broken = (from: Version): Version => edited(from, p.openapi, '        note: {type: string}\n', '');
    const semver = {
      ...surfaceEntry,
      versions: [{ id: 'release', breaking: 'minor', places: [{ path: p.manifest, pointer: '/release' }] }],
      envelope: undefined,
      overlap: undefined,
    };

    test('must be raised by what breaks', async () => {
      const result = resultOf(await judge({ before: files, after: broken(files) }), 'breaking-bumped', 'failed');
      expect(result).toMatchObject({
        message:
          'pull request #7: 1 breaking change of ledger, and the version service stays "ledger.v2": api/openapi.yaml: #/components/schemas/Entry /note was removed',
        expected: 'ledger.v3',
        location: { path: p.openapi, line: 34 },
        fix: 'take the breaking changes back, or write ledger.v3 in contracts/manifest.json, api/openapi.yaml, docs/service.md, src/codes.ts',
      });
    });

    test('that is not raised is another failure with each further change', async () => {
      const hash = async (after: Version): Promise<string | undefined> =>
        resultOf(await judge({ before: files, after }), 'breaking-bumped', 'failed').valueHash;
      const once = await hash(broken(files));
      expect(await hash(edited(broken(files), p.openapi, 'paths:', '# words\npaths:'))).toBe(once);
      expect(await hash(edited(broken(files), p.openapi, 'enum: [ok]', 'enum: [ok, slow]'))).not.toBe(once);
    });

    test('that is raised lets it break, with all that belongs to it', async () => {
      const evaluation = await judge({ before: files, after: broken(raisedFiles()) });
      expect(standing(evaluation)).toEqual([]);
      expect(evaluation.outputs).toEqual({ class: 'breaking' });
      expect(evaluation.data).toMatchObject({
        units: [
          {
            surfaces: [
              { id: 'ledger', versions: [{ id: 'service', before: 'ledger.v2', after: 'ledger.v3', step: 'raised' }] },
            ],
          },
        ],
      });
    });

    test.each<[string, string, string, 'passed' | 'failed', string]>([
      ['a higher minor', 'v2.4.0', 'v2.5.0', 'passed', 'raises the version'],
      ['a higher major', 'v2.4.0', 'v3.0.0', 'passed', 'raises the version'],
      ['a higher patch', 'v2.4.0', 'v2.4.1', 'failed', 'a part that counts for less'],
      ['a pre-release of itself', 'v2.4.0', 'v2.4.0-rc.1', 'failed', 'a part that counts for less'],
      ['a lower one', 'v2.4.0', 'v2.3.9', 'failed', 'goes back'],
      ['no version', 'v2.4.0', 'latest', 'failed', 'cannot be compared'],
    ])('%s', async (_name, from, to, status, words) => {
      const evaluation = await judge(
        { before: producerFiles({ release: from }), after: broken(producerFiles({ release: to })) },
        semver,
      );
      const result = evaluation.results.find(({ rule }) => rule === 'contract-change/breaking-bumped');
      expect([result?.status, result?.message]).toEqual([status, expect.stringContaining(words)]);
    });

    test('that nobody can read leaves it open', async () => {
      const unread = withFiles(broken(files), { [p.manifest]: '{}', [p.guide]: 'x', [p.code]: 'x' });
      const evaluation = await judge({
        before: files,
        after: edited(unread, p.openapi, 'version: ledger.v2', 'edition: ledger.v2'),
      });
      expect(resultOf(evaluation, 'breaking-bumped', 'unverified').because?.message).toContain(
        'has nothing at /service_version',
      );
      expect(resultOf(evaluation, 'bump-justified', 'unverified').about).toEqual(['ledger', 'service']);
      expect(resultOf(evaluation, 'overlap', 'unverified').about).toEqual(['ledger', 'service']);
    });

    test('must not go back, whatever else changes', async () => {
      const result = resultOf(await judge({ before: raisedFiles(), after: files }), 'breaking-bumped', 'failed');
      expect(result.message).toContain('goes back from "ledger.v3" to "ledger.v2", which stood for another contract');
      const bare = {
        id: 'ledger',
        documents: [{ path: p.manifest }],
        versions: [{ id: 'service', breaking: 'number', places: [{ path: p.manifest, pointer: '/service_version' }] }],
      };
      const before = edited(files, p.manifest, 'ledger.v2', 'ledger.v3');
      expect(resultOf(await judge({ before, after: files }, bare), 'breaking-bumped', 'failed')).toMatchObject({
        message:
          'pull request #7: the version service goes back from "ledger.v3" to "ledger.v2", which stood for another contract',
        fix: 'keep ledger.v3, or write ledger.v4 in contracts/manifest.json',
        location: { path: p.manifest, line: 4 },
      });
    });

    test('that is said for the first time raises nothing, and nothing may break with it', async () => {
      const places = [p.manifest, p.openapi, p.guide, p.code];
      const before = places.reduce((version, path) => edited(version, path, 'ledger.v2', ''), files as Version);
      const bare = {
        id: 'ledger',
        documents: [{ path: p.schema }],
        versions: [
          {
            id: 'service',
            breaking: 'number',
            places: surfaceEntry.versions[0].places.filter(({ path }) => path === p.code),
          },
        ],
      };
      const first = await judge({ before: edited(before, p.code, "''", 'none'), after: files }, bare);
      expect(resultOf(first, 'breaking-bumped', 'passed').about).toEqual(['ledger', 'service']);
      expect(resultOf(first, 'bump-justified', 'passed').about).toEqual(['ledger', 'service']);
      const broken = edited(files, p.schema, '"type":"string"', '"type":"integer"');
      const breaks = await judge({ before: edited(before, p.code, "''", 'none'), after: broken }, bare);
      expect(resultOf(breaks, 'breaking-bumped', 'unverified').because?.message).toContain(
        'of the earlier version has nothing',
      );
    });

    test('that is read at its next place where the first is new', async () => {
      const evaluation = await judge({ before: withFiles(files, { [p.manifest]: null }), after: broken(files) });
      expect(resultOf(evaluation, 'breaking-bumped', 'failed').message).toContain('stays "ledger.v2"');
    });

    test('is raised for nothing, which is said and fails nothing', async () => {
      const bare = {
        ...surfaceEntry,
        openapi: [],
        schemas: [],
        endpoints: [],
        envelope: undefined,
        overlap: undefined,
        'error-codes': undefined,
      };
      const bump = {
        ...bare,
        versions: [{ id: 'service', breaking: 'number', places: [{ path: p.manifest, pointer: '/service_version' }] }],
      };
      const evaluation = await judge(
        { before: files, after: edited(files, p.manifest, 'ledger.v2', 'ledger.v3') },
        bump,
      );
      expect(resultOf(evaluation, 'bump-justified', 'failed')).toMatchObject({
        severity: 'info',
        expected: 'ledger.v2',
        actual: 'ledger.v3',
      });
    });

    test('of each pull request of a push counts for itself', async () => {
      const raised = raisedFiles();
      const history = memoryHistory([
        { before: files, after: broken(files), name: 'pull request #1', key: 'one' },
        { before: broken(files), after: broken(raised), name: 'pull request #2', key: 'two' },
      ]);
      const setup = {
        files: filesOf(broken(raised)),
        base: filesOf(files),
        history,
        lists: { surfaces: [surfaceEntry] },
      };
      const evaluation = await evaluate(setup);
      expect(standing(evaluation)).toEqual([
        'failed breaking-bumped ledger | service | one',
        'failed companions ledger | changelog | one',
        'failed impact-statement ledger | “Unreleased” of CHANGELOG.md | one',
      ]);
      expect(evaluation.exhibits[0]?.columns[0]?.name).toBe('Unit');
    });
  });
}
