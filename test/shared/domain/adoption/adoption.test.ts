import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { listNames } from '../../../../shared/core/catalog.ts';
import { parseConfig } from '../../../../shared/core/config.ts';
import { adoptionOf, configValue, settled } from '../../../../shared/domain/adoption/adoption.ts';
import { groundOf } from '../../../../shared/domain/adoption/ground.ts';
import { parseYaml } from '../../../../shared/parse/yaml.ts';
import { configText } from '../../../../shared/render/adoption-config.ts';
import { allControls } from '../../../support/all-controls.ts';
import { contractFiles, paths } from '../../../support/contract-files.ts';

const controls = await allControls();
const known = { controls: controls.map(({ name }) => name), lists: listNames };
const commit = 'a'.repeat(40);
const hash = 'b'.repeat(64);

type Texts = Readonly<Record<string, string>>;

function found(files: Texts): ReturnType<typeof adoptionOf> {
  const contents = Object.entries(files).map(([path, text]) => ({ path, content: new TextEncoder().encode(text) }));
  return adoptionOf(groundOf(Object.keys(files), contents, []));
}

const pin = { repository: 'https://github.com/acme/ledger', release: 'v1.2.0', commit };
const table = (rows: string, head = '| Desk | Release | Commit | Status |\n|---|---|---|---|'): string =>
  `# Ours\n\n## Pairs\n\n${head}\n${rows}\n`;
const row = `| 5 | v1.2.0 | ${commit} | Approved |`;

describe('what is asked for', () => {
  const cases: [name: string, files: Texts, expected: Record<string, unknown>][] = [
    ['nothing', {}, { version: 1 }],
    ['a pin alone has nothing to be compared with', { 'pin.json': JSON.stringify(pin) }, { version: 1 }],
    [
      'a pin without commit is none',
      { 'pin.json': JSON.stringify({ ...pin, commit: 'main' }), 'd.md': table(row) },
      { version: 1 },
    ],
    [
      'a pin with two commits is none',
      { 'pin.json': JSON.stringify({ ...pin, sha: 'c'.repeat(40) }), 'd.md': table(row) },
      { version: 1 },
    ],
    [
      'two tables with the release are not chosen between',
      { 'pin.json': JSON.stringify(pin), 'd.md': table(row), 'e.md': table(row) },
      { version: 1 },
    ],
    [
      'two tables under one heading are not judged',
      { 'pin.json': JSON.stringify(pin), 'd.md': `${table(row)}\n| A |\n|---|\n| 1 |\n` },
      { version: 1 },
    ],
    ['a list of files that are not there', { 'x.sha256': `${hash}  gone.txt\n` }, { version: 1 }],
    ['a broken list', { 'x.sha256': `${hash} gone.txt\nhello\n` }, { version: 1 }],
    [
      'a list of files beside it',
      { 'd/SHA256SUMS': `${hash}  a.txt\n`, 'd/a.txt': 'x' },
      {
        version: 1,
        'evidence-bundle': { verify: { list: 'd/SHA256SUMS', root: 'd', shape: 'sha256sum' } },
        'executive-summary': {},
      },
    ],
    [
      'an API without a version that can be raised',
      { 'api.yaml': 'openapi: 3.1.0\ninfo: { version: latest }\n' },
      { version: 1 },
    ],
  ];
  test.each(cases)('%s', (_name, files, expected) => {
    expect(configValue(found(files))).toEqual(expected);
  });

  test('a pin with the table of its releases', () => {
    const { contracts } = configValue(found({ 'pin.json': JSON.stringify(pin), 'd.md': table(row) }));
    expect(contracts).toEqual([
      {
        id: 'ledger',
        producer: 'acme/ledger',
        pin: 'pin.json',
        matrix: { path: 'd.md', table: 'Pairs', 'status-column': 'Status', updated: false },
        fields: {
          repository: { pin: '/repository' },
          tag: { pin: '/release', column: 'Release' },
          commit: { pin: '/commit', column: 'Commit' },
        },
      },
    ]);
  });

  test.each([
    ['Deprecated', undefined],
    ['Supported', ['Supported']],
  ])('a row that is %s approves only by a word for it', (status, statuses) => {
    const files = { 'pin.json': JSON.stringify(pin), 'd.md': table(row.replace('Approved', status)) };
    expect(configValue(found(files))).toMatchObject({
      contracts: [{ matrix: statuses === undefined ? {} : { statuses } }],
    });
    expect(JSON.stringify(configValue(found(files)))).not.toContain('Deprecated');
  });
});

describe('two consumers in one repository', () => {
  const app = (name: string): Texts =>
    Object.fromEntries(Object.entries(contractFiles()).map(([path, text]) => [`apps/${name}/${path}`, text]));
  const contractsOf = (files: Texts): unknown => configValue(found(files))['contracts'];

  test('each is held against its own manifest, copies and table', () => {
    const manifest = contractFiles()[paths.mirror] ?? '';
    const files = { ...app('a'), ...app('b'), 'apps/a/vendor/m.json': manifest, 'apps/b/vendor/m.json': manifest };
    const own = (name: string, id: string): object => ({
      id,
      pin: `apps/${name}/${paths.pin}`,
      mirror: `apps/${name}/${paths.mirror}`,
      copies: [`apps/${name}/vendor/m.json`],
      matrix: { path: `apps/${name}/${paths.matrix}` },
    });
    expect(contractsOf(files)).toMatchObject([own('a', 'ledger'), own('b', 'ledger-2')]);
  });

  test('a table that is nearer to none is of both', () => {
    const matrix = contractFiles()[paths.matrix] ?? '';
    const files = { ...app('a'), ...app('b'), 'docs/matrix.md': matrix };
    const shared = Object.fromEntries(Object.entries(files).filter(([path]) => !/^apps\/.*matrix/.test(path)));
    expect(contractsOf(shared)).toMatchObject([
      { matrix: { path: 'docs/matrix.md' } },
      { matrix: { path: 'docs/matrix.md' } },
    ]);
  });

  test('each list of checksums is offered, and its files are found from the folder of their app', () => {
    const list = (name: string): Texts => ({
      [`apps/${name}/docs/x.sha256`]: `${hash}  a.txt\n`,
      [`apps/${name}/a.txt`]: 'x',
    });
    expect(configValue(found(list('a')))['evidence-bundle']).toEqual({
      verify: { list: 'apps/a/docs/x.sha256', root: 'apps/a', shape: 'sha256sum' },
    });
    const both = found({ ...list('a'), ...list('b') });
    expect(configValue(both)).toEqual({ version: 1 });
    expect(both.parts.filter(({ key }) => key === 'evidence-bundle')).toHaveLength(2);
  });
});

test('a manifest that a checkout gave other line ends is the one that the pin names', () => {
  const files = contractFiles();
  const crlf = { ...files, [paths.mirror]: (files[paths.mirror] ?? '').replaceAll('\n', '\r\n') };
  const adoption = found(crlf);
  expect(configValue(adoption)).toMatchObject({ contracts: [{ mirror: paths.mirror }] });
  expect(adoption.recognised.find(({ path }) => path === paths.mirror)?.says).toContain('but for its line ends');
});

test('what the check refuses becomes a comment that says why', () => {
  const adoption = found({ 'pin.json': JSON.stringify(pin), 'd.md': table(row) });
  const without = settled(adoption, (config) =>
    'contracts' in (config as object)
      ? [{ pointer: '/contracts/0/id', message: 'no such id' }]
      : 'atomic-change' in (config as object)
        ? [{ pointer: '/atomic-change/groups/0', message: 'no' }]
        : [],
  );
  expect(configValue(without)).toEqual({ version: 1 });
  expect(configText(without)).toContain('# It does not fit as it was read: no such id');
});

test('what is refused whatever is taken away becomes comments that say why', () => {
  const adoption = found({ 'pin.json': JSON.stringify(pin), 'd.md': table(row) });
  expect(configValue(adoption)).not.toEqual({ version: 1 });
  const without = settled(adoption, () => [{ pointer: '/version', message: 'no' }]);
  expect(configValue(without)).toEqual({ version: 1 });
  expect(configText(without)).toContain('# It was not settled what fits: something was refused 100 times.');
});

/** Words that the finders look for, so that random files come near to what they take. */
const word = fc.oneof(
  fc.constantFrom(
    'v1.2.0',
    commit,
    hash,
    'https://github.com/acme/ledger',
    'acme/ledger',
    'release',
    'commit',
    'Status',
    'Approved',
    '',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);
const key = fc.constantFrom(
  'repository',
  'release',
  'tag',
  'commit',
  'sha',
  'manifest_sha256',
  'openapi',
  'kind',
  'version',
  'a b',
  '~x/y',
  '#',
  '名',
);
const json = fc.dictionary(key, fc.oneof(word, fc.dictionary(key, word))).map((value) => JSON.stringify(value));
const markdown = fc
  .tuple(
    word,
    fc.array(fc.array(word, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
    fc.array(fc.tuple(word, word)),
  )
  .map(([heading, rows, bullets]) => {
    const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
    return [
      `## ${heading}`,
      '',
      line(['Release', 'Commit', 'Status']),
      '|---|---|---|',
      ...rows.map(line),
      '',
      ...bullets.map(([a, b]) => `- ${a}: ${b}`),
    ].join('\n');
  });
const path = fc.constantFrom(
  'pin.json',
  'config/pin.json',
  'config/manifest.json',
  'vendor/x/manifest.json',
  "o'dd: #name.json",
);
const files = fc.tuple(
  fc.dictionary(path, fc.oneof(json, fc.constant(JSON.stringify(pin)))),
  fc.dictionary(fc.constantFrom('a.md', 'docs/b.md', 'docs/ü.md'), fc.oneof(markdown, fc.constant(table(row)))),
  fc.dictionary(fc.constantFrom('x.sha256', 'rows.ndjson', 'api.yaml', 'package.json'), fc.oneof(json, word)),
);

test('whatever a repository holds, what is written for it is a configuration, and says what was found', () => {
  let contracts = 0;
  fc.assert(
    fc.property(files, ([documents, texts, others]) => {
      const adoption = settled(found({ ...documents, ...texts, ...others }), (config) => {
        const checked = parseConfig(config, controls, known);
        return checked.ok ? [] : checked.problems;
      });
      const written = parseYaml(configText(adoption), { exactNumbers: true });
      expect(written.ok ? written.document.value : written.message).toEqual(configValue(adoption));
      expect(parseConfig(configValue(adoption), controls, known)).toMatchObject({ ok: true });
      if ('contracts' in configValue(adoption)) contracts += 1;
    }),
    { numRuns: 300 },
  );
  expect(contracts).toBeGreaterThan(0);
});
