import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { control } from '../../actions/contract-change/control.ts';
import type { Evaluation } from '../../shared/core/evaluation.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { filesOf } from '../actions/contract-change/fixtures.ts';
import { pullRequest, runAsAction } from '../support/action-run.ts';
import { gitRepository, type TestRepository } from '../support/git-repository.ts';
import { memoryHistory, type UnitData, type Version } from '../support/memory-history.ts';
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

/*
 * A producer breaks its consumers and dodges the version: by writing the same in another way, by taking away what would show it,
 * by dividing the change, by saying less than is asked. None of it ends green.
 */

const files = producerFiles();
const openapi = files[p.openapi] ?? '';
const code = ['invalid', 'not_found', 'closed', 'busy'];

function openApi(...edits: [from: string, to: string][]): Version {
  return edits.reduce((version, [from, to]) => edited(version, p.openapi, from, to), files as Version);
}

const noteGone: [string, string] = ['        note: {type: string}\n', ''];

const attacks: [name: string, after: Version, rule: string, words: string][] = [
  ['a field removed', openApi(noteGone), 'breaking-bumped', 'stays "ledger.v2"'],
  [
    'a schema moved behind a reference, and narrowed on the way',
    openApi(
      ['amount: {type: number}', "amount: {$ref: '#/components/schemas/Amount'}"],
      ['    Failure:\n', '    Amount: {type: integer}\n    Failure:\n'],
    ),
    'breaking-bumped',
    'number -> integer',
  ],
  [
    'a schema moved behind a chain of references that leads nowhere',
    openApi(
      ["{$ref: '#/components/schemas/Entry'}", "{$ref: '#/components/schemas/A'}"],
      [
        '    Failure:\n',
        "    A: {$ref: '#/components/schemas/B'}\n    B: {$ref: '#/components/schemas/A'}\n    Failure:\n",
      ],
    ),
    'surface-readable',
    'circle',
  ],
  [
    'a schema moved out of the document',
    openApi(['#/components/schemas/Entry', 'https://example.test/entry.json']),
    'breaking-bumped',
    'a reference leads to what is not known',
  ],
  [
    'a component renamed and emptied',
    openApi(
      ['schemas/Entry', 'schemas/Posting'],
      [
        '    Entry:\n      type: object\n      required: [amount]\n',
        '    Posting:\n      type: object\n      required: [amount, by]\n',
      ],
    ),
    'breaking-bumped',
    'became required',
  ],
  [
    'an operation in another case',
    openApi(['/v1/entries', '/v1/Entries']),
    'breaking-bumped',
    'POST /v1/entries was removed',
  ],
  [
    'a field in another case',
    openApi(['        amount: {', '        Amount: {'], ['required: [amount]', 'required: [Amount]']),
    'breaking-bumped',
    '/amount was removed',
  ],
  ['a value in another case', openApi(['enum: [ok]', 'enum: [OK]']), 'breaking-bumped', '"OK"'],
  [
    'a field with a letter that looks the same',
    openApi(['        amount: {', '        \u0430mount: {'], ['required: [amount]', 'required: [\u0430mount]']),
    'breaking-bumped',
    '/amount was removed',
  ],
  [
    'a field hidden behind an anchor',
    openApi(['amount: {type: number}', 'amount: &amount {type: integer}'], ['note: {type: string}', 'note: *amount']),
    'breaking-bumped',
    'number -> integer',
  ],
  [
    'an alias bomb',
    withFiles(files, {
      [p.openapi]: `a: &a [x]\n${Array.from({ length: 30 }, (_, index) => `b${index}: &b${index} [*${index === 0 ? 'a' : `b${index - 1}`}, *${index === 0 ? 'a' : `b${index - 1}`}]\n`).join('')}`,
    }),
    'surface-readable',
    '',
  ],
  ['the OpenAPI deleted', withFiles(files, { [p.openapi]: null }), 'breaking-bumped', 'is no longer there'],
  [
    'the OpenAPI renamed',
    withFiles(files, { [p.openapi]: null, 'api/openapi.yml': openapi }),
    'surface-readable',
    'does not exist',
  ],
  [
    'the OpenAPI renamed to another case',
    withFiles(files, { [p.openapi]: null, 'api/OpenAPI.yaml': openapi }),
    'surface-readable',
    'does not exist',
  ],
  [
    'the OpenAPI replaced by a link',
    withFiles(files, { [p.openapi]: { link: 'other.yaml' }, 'api/other.yaml': openapi }),
    'surface-readable',
    'is a symbolic link',
  ],
  ['the OpenAPI made invalid', withFiles(files, { [p.openapi]: `${openapi}  : [\n` }), 'surface-readable', ''],
  [
    'the OpenAPI made another kind of document',
    openApi(['openapi: 3.1.0', 'swagger: "2.0"']),
    'surface-readable',
    'is no OpenAPI',
  ],
  [
    'two files swapped',
    withFiles(files, { [p.openapi]: files[p.schema] ?? '', [p.schema]: openapi }),
    'surface-readable',
    'is no OpenAPI',
  ],
  [
    'a key given twice, the harmless one last',
    openApi(['        amount: {type: number}', '        amount: {type: integer}\n        amount: {type: number}']),
    'surface-readable',
    'twice',
  ],
  [
    'a code removed everywhere at once, so that all lists agree',
    producerFiles({ codes: ['invalid', 'not_found'], impact: answers }),
    'breaking-bumped',
    'one value less',
  ],
  [
    'a code added to the program alone',
    edited(files, p.code, "code('closed');", "code('closed'); code('busy');"),
    'error-codes-agree',
    'busy',
  ],
  [
    'a code added to all but the guide',
    withFiles(producerFiles({ codes: code, impact: answers }), { [p.guide]: files[p.guide] ?? '' }),
    'error-codes-agree',
    'busy',
  ],
  [
    'a code hidden from the guide in a comment',
    edited(
      producerFiles({ codes: code, impact: answers }),
      p.guide,
      '| `busy` | words |',
      '<!-- | `busy` | words | -->',
    ),
    'error-codes-agree',
    'busy',
  ],
  [
    'a version raised in one place',
    edited(openApi(noteGone), p.manifest, 'ledger.v2', 'ledger.v3'),
    'versions-agree',
    'ledger.v2',
  ],
  [
    'a version raised in white space',
    edited(openApi(noteGone), p.manifest, '"ledger.v2"', '"ledger.v2 "'),
    'breaking-bumped',
    'cannot be compared',
  ],
  [
    'a version that only looks greater',
    edited(openApi(noteGone), p.manifest, '"ledger.v2"', '"ledger.v02"'),
    'breaking-bumped',
    'cannot be compared',
  ],
  [
    'a version of another line',
    edited(openApi(noteGone), p.manifest, '"ledger.v2"', '"ledger-next.v3"'),
    'breaking-bumped',
    'cannot be compared',
  ],
  [
    'a version taken out, so that nothing could be compared',
    edited(openApi(noteGone), p.manifest, '  "service_version": "ledger.v2",\n', ''),
    'breaking-bumped',
    'stays "ledger.v2"',
  ],
  [
    'a version raised while the old one no longer runs',
    withFiles(edited(raisedFiles(), p.openapi, ...noteGone), { [p.running]: '{"active": "ledger.v3"}' }),
    'overlap',
    'does not say that ledger.v2 stays active',
  ],
  [
    'an impact statement left as the template has it',
    producerFiles({ codes: code, impact: answers.replace('a new code', '<none|describe>') }),
    'impact-statement',
    'still says',
  ],
  [
    'the impact statement of an older release moved up',
    withFiles(producerFiles({ codes: code }), {
      [p.changelog]:
        '# Changelog\n\n## Unreleased\n\n- Runtime behavior changes: none\n- Required mapping changes: none\n- Repin required: no\n',
    }),
    'impact-statement',
    'is not answered',
  ],
  [
    'a companion deleted in place of changed',
    withFiles(producerFiles({ codes: code, impact: answers }), { [p.tests]: null }),
    'companions',
    'tests/**',
  ],
  [
    'a copy that stays as it was',
    withFiles(producerFiles({ codes: code, impact: answers }), { [p.copy]: files[p.copy] ?? '' }),
    'copies-equal',
    'differs from',
  ],
  ['a copy taken away', withFiles(files, { [p.copy]: null }), 'copies-equal', 'does not exist'],
  [
    'an endpoint called around the adapter',
    withFiles(files, { 'src/deep/er.ts': "call('/v1/entries');" }),
    'only-in',
    'belongs under',
  ],
  [
    'an endpoint called around the adapter, in a line too long to search',
    withFiles(files, { 'src/deep/er.ts': `${' '.repeat(2_001)}call('/v1/entries');` }),
    'only-in',
    '',
  ],
  [
    'a field forbidden to the envelope, under a reference',
    openApi([
      '        version: {type: string, const: ledger.v2}',
      "        version: {type: string, const: ledger.v2}\n        trace: {$ref: '#/components/schemas/Entry'}",
    ]),
    'envelope',
    'forbidden',
  ],
  ['an envelope that allows everything', openApi(['      additionalProperties: false\n', '']), 'envelope', ''],
  [
    'a number that changes beyond what is read',
    edited(files, p.manifest, '14', '14.000000000000000000000000001'),
    'change-classified',
    '',
  ],
];

async function run(unit: UnitData): Promise<Evaluation> {
  return evaluateWith(control, {
    files: filesOf(unit.after),
    base: filesOf(unit.before),
    history: memoryHistory([unit]),
    lists: { surfaces: [surfaceEntry] },
  });
}

function standing({ results }: Evaluation) {
  return results.filter(
    ({ status, severity }) => (status === 'failed' || status === 'unverified') && severity !== 'info',
  );
}

describe('a change that breaks consumers', () => {
  test.each(attacks)('%s', async (_name, after, rule, words) => {
    const evaluation = await run({ before: files, after });
    expect(['failed', 'unverified']).toContain(reportStatus(evaluation.results));
    const own = standing(evaluation).filter((result) => result.rule === `contract-change/${rule}`);
    expect(own.length).toBeGreaterThan(0);
    expect(JSON.stringify(own)).toContain(words.replaceAll('"', '\\"'));
  });

  test('that is announced by its version, with all that belongs to it, passes: none of these fails for another reason', async () => {
    const unit = { before: files, after: edited(raisedFiles(), p.openapi, ...noteGone) };
    expect(reportStatus((await run(unit)).results)).toBe('passed');
    expect(
      reportStatus((await run({ before: files, after: producerFiles({ codes: code, impact: answers }) })).results),
    ).toBe('passed');
  });

  test('divided in two pull requests of one push is judged in each', async () => {
    const raised = raisedFiles();
    const first = { before: files, after: withFiles(files, { [p.openapi]: null }), key: 'one' };
    const second = {
      before: first.after,
      after: withFiles(files, { [p.openapi]: edited(files, p.openapi, ...noteGone)[p.openapi] ?? '' }),
      key: 'two',
    };
    const third = { before: second.after, after: edited(raised, p.openapi, ...noteGone), key: 'three' };
    const evaluation = await evaluateWith(control, {
      files: filesOf(third.after),
      base: filesOf(files),
      history: memoryHistory([first, second, third]),
      lists: { surfaces: [surfaceEntry] },
    });
    const failed = standing(evaluation).filter(({ rule }) => rule === 'contract-change/breaking-bumped');
    expect(failed.map(({ about }) => about)).toEqual([['ledger', 'service', 'one']]);
  });
});

test('a version raised with the break, and lowered by the next pull request', async () => {
  const raised = edited(raisedFiles(), p.openapi, ...noteGone);
  const back = edited(producerFiles({ impact: `${answers}\n${answers}` }), p.openapi, ...noteGone);
  const evaluation = await run({ before: raised, after: withFiles(back, { [p.notes]: raised[p.notes] ?? '' }) });
  const own = standing(evaluation).filter(({ rule }) => rule === 'contract-change/breaking-bumped');
  expect(own.map(({ message }) => message)).toEqual([expect.stringContaining('which stood for another contract')]);
});

test('the only list of error codes is deleted', async () => {
  const lists = surfaceEntry['error-codes'].lists.filter(({ path }) => path === p.code);
  const evaluation = await evaluateWith(control, {
    files: filesOf(withFiles(files, { [p.code]: null })),
    base: filesOf(files),
    history: memoryHistory([{ before: files, after: withFiles(files, { [p.code]: null }) }]),
    lists: { surfaces: [{ ...surfaceEntry, 'error-codes': { lists } }] },
  });
  const open = standing(evaluation).map(({ rule, status }) => `${status} ${rule.replace('contract-change/', '')}`);
  expect(open).toEqual(expect.arrayContaining(['failed error-codes-agree', 'failed breaking-bumped']));
  expect(evaluation.outputs).toEqual({ class: 'breaking' });
});

describe('what is only written in another way is no change', () => {
  const same: [name: string, after: Version][] = [
    [
      'a schema moved behind a reference',
      openApi(
        ['amount: {type: number}', "amount: {$ref: '#/components/schemas/Amount'}"],
        ['    Failure:\n', '    Amount: {type: number}\n    Failure:\n'],
      ),
    ],
    [
      'a schema given by an anchor',
      openApi(['amount: {type: number}', 'amount: &amount {type: number}'], ['const: ledger.v2}', 'const: ledger.v2}']),
    ],
    [
      'quotes, order and line ends',
      withFiles(files, { [p.openapi]: openapi.replace('enum: [ok]', 'enum: ["ok"]').replaceAll('\n', '\r\n') }),
    ],
  ];
  test.each(same)('%s', async (_name, after) => {
    const evaluation = await run({ before: files, after });
    const { units } = evaluation.data as { units: { surfaces: { class: string }[] }[] };
    expect(['none', 'docs']).toContain(units[0]?.surfaces[0]?.class);
    expect(reportStatus(evaluation.results)).toBe('passed');
  });
});

describe('files that are too much', () => {
  test('an OpenAPI of nine megabytes is not taken for unchanged', async () => {
    const after = withFiles(files, { [p.openapi]: `${openapi}# ${'x'.repeat(9 * 1024 * 1024)}\n` });
    const evaluation = await run({ before: files, after });
    const open = standing(evaluation);
    expect(open.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining([
        'contract-change/surface-readable',
        'contract-change/change-classified',
        'contract-change/breaking-bumped',
      ]),
    );
    expect(reportStatus(evaluation.results)).toBe('unverified');
  });

  test('three thousand new operations do not hide the one that is gone, nor fill the report', async () => {
    const many = Array.from(
      { length: 3_000 },
      (_, index) => `  /v1/x${index}:\n    get: {responses: {"204": {description: None}}}\n`,
    ).join('');
    const after = openApi(['components:\n', `${many}components:\n`], ['/v1/entries', '/v1/entry']);
    const { results, exhibits } = await run({ before: files, after });
    expect(reportStatus(results)).toBe('failed');
    expect(exhibits[0]?.rows.length).toBeLessThanOrEqual(100);
    const unnamed = results.filter(
      ({ rule, status }) => rule === 'contract-change/endpoints-agree' && status === 'failed',
    );
    expect(unnamed.map(({ about }) => about.at(-1)).at(-1)).toBe('more');
    expect(unnamed).toHaveLength(51);
    expect(JSON.stringify(results).length).toBeLessThan(100_000);
  });

  test('a schema that contains itself without end', async () => {
    const deep = openApi(['note: {type: string}', "note: {$ref: '#/components/schemas/Entry'}"]);
    expect(reportStatus((await run({ before: files, after: deep })).results)).toBe('failed');
  });
});

describe('the configuration', () => {
  let repository: TestRepository;
  beforeEach(() => {
    repository = gitRepository();
  });
  afterEach(() => repository.remove());

  const path = '.github/release-governance.yml';
  const config = (surface: object): string => JSON.stringify({ version: 1, surfaces: [surface] });
  const committed = (version: Version): Record<string, string> =>
    Object.fromEntries(Object.entries(version).filter((pair): pair is [string, string] => typeof pair[1] === 'string'));

  test.each<[name: string, surface: object]>([
    ['that names another OpenAPI', { ...surfaceEntry, openapi: ['api/other.yaml'] }],
    [
      'that lets another version be raised',
      {
        ...surfaceEntry,
        versions: [{ id: 'service', breaking: 'patch', places: [{ path: p.manifest, pointer: '/release' }] }],
      },
    ],
    [
      'that calls every member an identity',
      { ...surfaceEntry, openapi: [], endpoints: [], documents: [{ path: p.manifest, identity: ['/error_codes'] }] },
    ],
  ])('%s, in the same change, does not count', async (_name, surface) => {
    const base = repository.commit({ ...committed(files), [path]: config(surfaceEntry) });
    const head = repository.commit({
      ...committed(openApi(noteGone)),
      'api/other.yaml': openapi,
      [path]: config(surface),
    });
    const { report, words, exit } = await runAsAction({ control, repository, payload: pullRequest(base, head) });
    expect([words, exit]).toEqual(['FAILED', 1]);
    expect(report.policySource).toMatchObject({ kind: 'base', ref: base });
    const failed = report.results.filter(({ status }) => status === 'failed').map(({ rule }) => rule);
    expect(failed).toContain('contract-change/breaking-bumped');
  });
});
