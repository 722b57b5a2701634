import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/manifest-sync/control.ts';
import type { Evaluation } from '../../shared/core/evaluation.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import {
  contractEntry,
  contractFiles,
  facts,
  manifestText,
  matrixText,
  paths,
  pinText,
  sha256,
} from '../support/contract-files.ts';
import { coverRules } from '../support/coverage.ts';
import { type GitHubAnswer, type GitHubAnswers, notFound } from '../support/memory-github.ts';
import { configurationOf, type Setup } from '../support/world.ts';

const rules = coverRules(control);

type Entry = Record<string, unknown>;

function judge(setup: Omit<Setup, 'lists'>, entry: Entry = {}): Promise<Evaluation> {
  return rules.evaluate({
    now: '2026-11-20T12:00:00Z',
    ...setup,
    lists: { contracts: [{ ...contractEntry, ...entry }] },
  });
}

/** What stands in the way, as `rule status`, each once; `info` remarks are marked. */
function standing({ results }: Evaluation): string[] {
  const bad = results.filter(({ status }) => status === 'failed' || status === 'unverified');
  return [
    ...new Set(
      bad.map(
        ({ rule, status, severity }) => `${rule.split('/')[1] ?? ''} ${status}${severity === 'info' ? ' (info)' : ''}`,
      ),
    ),
  ].sort();
}

const good = contractFiles();
const { pin, mirror, matrix } = {
  pin: good[paths.pin] ?? '',
  mirror: good[paths.mirror] ?? '',
  matrix: good[paths.matrix] ?? '',
};

test('files that agree pass, and every result says what it is about', async () => {
  const evaluation = await judge({ files: good });
  expect(standing(evaluation)).toEqual([]);
  expect(reportStatus(evaluation.results)).toBe('passed');
  expect(evaluation.results.every(({ about }) => about[0] === 'ledger')).toBe(true);
  expect(evaluation.data).toEqual({ contracts: [{ id: 'ledger', tag: facts.tag, commit: facts.commit }] });
});

describe('files', () => {
  const broken: [name: string, files: Setup['files'], expected: string[]][] = [
    [
      'no pin',
      { ...good, [paths.pin]: { reason: 'absent', message: 'does not exist' } },
      [
        'exact-numbers unverified',
        'field-format unverified',
        'field-present unverified',
        'fields-agree unverified',
        'file-encoding unverified',
        'file-parses unverified',
        'file-present failed',
        'producer unverified',
        'unique-keys unverified',
      ],
    ],
    [
      'a pin that cannot be looked at',
      {
        ...good,
        [paths.pin]: {
          reason: 'unreadable',
          message: 'could not be read',
          because: { code: 'NO_DATA', message: 'the tree could not be read' },
        },
      },
      [
        'exact-numbers unverified',
        'field-format unverified',
        'field-present unverified',
        'fields-agree unverified',
        'file-encoding unverified',
        'file-parses unverified',
        'file-present unverified',
        'producer unverified',
        'unique-keys unverified',
      ],
    ],
    [
      'a pin that is a link',
      { ...good, [paths.pin]: { reason: 'not-a-file', message: 'is a symbolic link' } },
      [
        'exact-numbers unverified',
        'field-format unverified',
        'field-present unverified',
        'fields-agree unverified',
        'file-encoding unverified',
        'file-parses unverified',
        'file-present failed',
        'producer unverified',
        'unique-keys unverified',
      ],
    ],
    [
      'a pin that is no JSON',
      { ...good, [paths.pin]: '{ "release": ' },
      [
        'exact-numbers unverified',
        'field-format unverified',
        'field-present unverified',
        'fields-agree unverified',
        'file-parses failed',
        'producer unverified',
        'unique-keys unverified',
      ],
    ],
    [
      'a pin in UTF-16',
      { ...good, [paths.pin]: new Uint8Array(Buffer.from(`\uFEFF${pin}`, 'utf16le')) },
      [
        'exact-numbers unverified',
        'field-format unverified',
        'field-present unverified',
        'fields-agree unverified',
        'file-encoding failed',
        'file-parses failed',
        'producer unverified',
        'unique-keys unverified',
      ],
    ],
    ['a pin with a byte order mark', { ...good, [paths.pin]: `\uFEFF${pin}` }, ['file-encoding failed']],
    ['a pin with CRLF', { ...good, [paths.pin]: pin.replaceAll('\n', '\r\n') }, ['file-encoding failed']],
    [
      'a key given twice',
      { ...good, [paths.pin]: pin.replace('{\n', `{\n  "release": "${facts.tag}",\n`) },
      ['unique-keys failed'],
    ],
    [
      'no mirror',
      { ...good, [paths.mirror]: { reason: 'absent', message: 'does not exist' } },
      [
        'exact-numbers unverified',
        'field-format unverified',
        'field-present unverified',
        'fields-agree unverified',
        'file-encoding unverified',
        'file-parses unverified',
        'file-present failed',
        'list-unique unverified',
        'mirror-hash unverified',
        'mirror-line-endings unverified',
        'unique-keys unverified',
      ],
    ],
    [
      'no matrix',
      { ...good, [paths.matrix]: { reason: 'too-large', message: 'has 2000000 bytes' } },
      [
        'field-format unverified',
        'field-present unverified',
        'fields-agree unverified',
        'file-encoding unverified',
        'file-parses unverified',
        'file-present failed',
        'matrix-history unverified',
        'matrix-row unverified',
        'matrix-status unverified',
        'matrix-structure unverified',
        'matrix-updated unverified',
        'producer unverified',
      ],
    ],
  ];
  test.each(broken)('%s', async (_name, files, expected) => {
    expect(standing(await judge({ files: files ?? {} }))).toEqual(expected);
  });
});

describe('facts', () => {
  const hash = sha256(mirror);
  const changed: [name: string, files: Record<string, string>, expected: string[]][] = [
    [
      'another tag in the pin',
      { [paths.pin]: pin.replace(facts.tag, 'v2.4.1') },
      ['fields-agree failed', 'matrix-row failed'],
    ],
    [
      'another tag in the mirror',
      { [paths.mirror]: mirror.replace(facts.tag, 'v2.4.1') },
      ['fields-agree failed', 'mirror-hash failed'],
    ],
    [
      'another tag in the bullet',
      { [paths.matrix]: matrix.replace(`Release: \`${facts.tag}`, 'Release: `v2.4.1') },
      ['fields-agree failed'],
    ],
    [
      'another tag in the row',
      { [paths.matrix]: matrix.replace(`| ${facts.tag}`, '| v2.4.1') },
      ['fields-agree failed', 'matrix-row failed'],
    ],
    ['a short commit everywhere', contractFiles({ commit: '7b1d0c5' }), ['field-format failed']],
    ['a branch for a tag everywhere', contractFiles({ tag: 'main' }), ['field-format failed']],
    [
      'a tag that is not a text',
      { [paths.pin]: pin.replace(`"${facts.tag}"`, '240') },
      ['field-format failed', 'fields-agree failed'],
    ],
    [
      'a number that loses digits',
      { [paths.pin]: pin.replace('{\n', '{\n  "serial": 9007199254740993,\n') },
      ['exact-numbers failed'],
    ],
    ['an empty service', contractFiles({ service: '' }), ['field-present failed', 'fields-agree failed']],
    ['the tag missing from the pin', { [paths.pin]: pin.replace(/ {2}"release".*\n/, '') }, ['field-present failed']],
    ['the bullet missing', { [paths.matrix]: matrix.replace(/- Release: .*\n/, '') }, ['field-present failed']],
    [
      'the column missing',
      { [paths.matrix]: matrix.replace('| Release |', '| Version |') },
      ['field-present failed', 'matrix-row failed'],
    ],
    [
      'an error code removed',
      { ...withManifest({ codes: ['account_not_found', 'duplicate_entry'] }) },
      ['fields-agree failed'],
    ],
    ['an error code added', { ...withManifest({ codes: [...facts.codes, 'new_one'] }) }, ['fields-agree failed']],
    ['error codes in another order', { ...withManifest({ codes: [...facts.codes].reverse() }) }, []],
    ['an error code twice', { ...withManifest({ codes: [...facts.codes, 'ledger_closed'] }) }, ['list-unique failed']],
    [
      'the hash of other bytes',
      { [paths.pin]: pin.replace(hash, 'a'.repeat(64)) },
      ['fields-agree failed', 'mirror-hash failed'],
    ],
    [
      'a truncated hash',
      { [paths.pin]: pin.replace(hash, hash.slice(0, 40)) },
      ['field-format failed', 'fields-agree failed', 'mirror-hash failed'],
    ],
    [
      'the hash missing from the pin',
      { [paths.pin]: pin.replace(/,\n {2}"manifest_sha256".*\n/, '\n') },
      ['field-present failed'],
    ],
    [
      'a mirror with other line ends',
      { [paths.mirror]: mirror.replaceAll('\n', '\r\n') },
      ['file-encoding failed', 'mirror-line-endings failed'],
    ],
    [
      'another producer everywhere',
      contractFiles({ repository: 'https://github.com/someone-else/ledger' }),
      ['producer failed'],
    ],
    [
      'the producer in another spelling',
      contractFiles({ repository: 'https://github.com/Harbour-Example/ledger.git' }),
      [],
    ],
    [
      'a producer that is no repository',
      contractFiles({ repository: 'ledger' }),
      ['field-format failed', 'fields-agree failed', 'producer failed'],
    ],
  ];
  test.each(changed)('%s', async (_name, files, expected) => {
    expect(standing(await judge({ files: { ...good, ...files } }))).toEqual(expected);
  });

  test('a set that differs names what is missing and what is unexpected', async () => {
    const { results } = await judge({
      files: { ...good, ...withManifest({ codes: ['account_not_found', 'ledger_closed', 'new_one'] }) },
    });
    const [failed] = results.filter(({ status }) => status === 'failed');
    expect(failed?.message).toBe(
      'error-codes: the mirror (/error_codes) has not the same items as the configuration: missing duplicate_entry; unexpected new_one',
    );
    expect(failed?.location).toEqual({ path: paths.mirror, line: 5, column: 18 });
  });

  test('the fix is the value to write and where', async () => {
    const { results } = await judge({
      files: { ...good, [paths.matrix]: matrix.replace(`| ${facts.tag}`, '| v2.4.1') },
    });
    const [failed] = results.filter(({ status }) => status === 'failed');
    expect(failed).toMatchObject({
      expected: facts.tag,
      actual: 'v2.4.1',
      location: { path: paths.matrix, line: 17, column: 11 },
    });
    expect(failed?.fix).toContain(`write ${facts.tag} in the column “Release” at ${paths.matrix}:17`);
  });

  describe('an optional field', () => {
    const fields = {
      ...contractEntry.fields,
      'manifest-sha256': { ...contractEntry.fields['manifest-sha256'], required: false },
    };
    const noHashInPin = { [paths.pin]: pin.replace(/,\n {2}"manifest_sha256".*\n/, '\n') };
    const noHashInMatrix = { [paths.matrix]: matrix.replace(/- Manifest SHA-256: .*\n/, '') };
    const cases: [name: string, files: Record<string, string>, expected: string[], hash: string][] = [
      ['in every place', {}, [], 'passed'],
      ['in no place', { ...noHashInPin, ...noHashInMatrix }, [], 'not-applicable'],
      ['in the matrix only', noHashInPin, ['field-present failed'], 'passed'],
      ['in the pin only', noHashInMatrix, ['field-present failed'], 'passed'],
    ];
    test.each(cases)('%s', async (_name, files, expected, hashStatus) => {
      const evaluation = await judge({ files: { ...good, ...files } }, { fields });
      expect(standing(evaluation)).toEqual(expected);
      expect(evaluation.results.find(({ rule }) => rule === 'manifest-sync/mirror-hash')?.status).toBe(hashStatus);
    });
  });

  test('a required hash that no place has leaves the mirror unverified', async () => {
    const files = {
      ...good,
      [paths.pin]: pin.replace(/,\n {2}"manifest_sha256".*\n/, '\n'),
      [paths.matrix]: matrix.replace(/- Manifest SHA-256: .*\n/, ''),
    };
    expect(standing(await judge({ files }))).toEqual([
      'field-present failed',
      'mirror-hash unverified',
      'mirror-line-endings unverified',
    ]);
  });

  const modes: [hash: string, recorded: string, expected: string[]][] = [
    ['lf-normalised', sha256(mirror), ['file-encoding failed']],
    [
      'canonical-json',
      sha256(
        `{"commit":"${facts.commit}","error_codes":["account_not_found","duplicate_entry","ledger_closed"],"release":"${facts.tag}","service":"${facts.service}"}`,
      ),
      ['file-encoding failed'],
    ],
    ['canonical-json', sha256(mirror), ['file-encoding failed', 'mirror-hash failed']],
  ];
  test.each(modes)('a mirror with CRLF under hash: %s, recorded %s', async (hashMode, recorded, expected) => {
    const files = {
      ...good,
      [paths.pin]: pinText(facts, recorded),
      [paths.mirror]: mirror.replaceAll('\n', '\r\n'),
      [paths.matrix]: matrixText(facts, recorded),
    };
    expect(standing(await judge({ files }, { hash: hashMode }))).toEqual(expected);
  });

  test('versions can be compared as versions, lists in their order, and either can be ignored', async () => {
    const files = {
      [paths.pin]: '{"version":"v1.2.0+build.7","steps":["a","b"],"note":"one"}',
      [paths.mirror]: '{"version":"1.2.0","steps":["b","a"],"note":"two"}',
    };
    const fields = {
      version: { pin: '/version', manifest: '/version', compare: 'semver' },
      steps: { pin: '/steps', manifest: '/steps', compare: 'list-equal' },
      note: { pin: '/note', manifest: '/note', compare: 'ignore' },
    };
    const { results } = await judge({ files }, { matrix: undefined, fields });
    const bad = results.filter(({ status }) => status === 'failed');
    expect(bad.map(({ about }) => about.join(' '))).toEqual(['ledger steps the mirror (/steps)']);
  });
});

function withoutPin(): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(contractEntry.fields).map(([name, { pin: _pin, ...field }]: [string, Record<string, unknown>]) => [
      name,
      field,
    ]),
  );
}

function withManifest(changes: { codes: string[] }): Record<string, string> {
  const manifest = manifestText({ ...facts, ...changes });
  const hash = sha256(manifest);
  return { [paths.pin]: pinText(facts, hash), [paths.mirror]: manifest, [paths.matrix]: matrixText(facts, hash) };
}

describe('the matrix', () => {
  const cases: [name: string, text: string, expected: string[]][] = [
    [
      'a heading renamed',
      matrix.replace('## Approved releases', '## Approved'),
      [
        'field-present unverified',
        'fields-agree unverified',
        'matrix-row unverified',
        'matrix-status unverified',
        'matrix-structure failed',
      ],
    ],
    [
      'a broken delimiter row',
      matrix.replace('| --- | --- | --- | --- | --- |', '| --- | --- |'),
      [
        'field-present unverified',
        'fields-agree unverified',
        'matrix-row unverified',
        'matrix-status unverified',
        'matrix-structure failed',
      ],
    ],
    [
      'a short row',
      matrix.replace('| 5.1.0 | ', '| '),
      [
        'field-format failed',
        'fields-agree failed',
        'matrix-row failed',
        'matrix-status failed',
        'matrix-structure failed',
      ],
    ],
    ['a long row', matrix.replace('| Approved |', '| Approved | more |'), ['matrix-structure failed']],
    [
      'a second row',
      matrix.replace(/(\| 5\.1\.0 .*\n)/, '$1$1'),
      ['field-present unverified', 'fields-agree unverified', 'matrix-row failed', 'matrix-status unverified'],
    ],
    [
      'no row',
      matrix.replace(/\| 5\.1\.0 .*\n/, ''),
      ['field-present unverified', 'fields-agree unverified', 'matrix-row failed', 'matrix-status unverified'],
    ],
    ['a column twice', matrix.replace('| Desk |', '| status |'), ['matrix-structure failed']],
    [
      'an image in a cell',
      matrix.replace('| Approved |', '| ![no](x.png) Approved |'),
      ['matrix-status failed', 'matrix-structure failed'],
    ],
    [
      'a table under a heading of its own',
      matrix.replace('| Desk |', '### Rejected\n\n| Desk |'),
      ['matrix-structure failed'],
    ],
    ['a bullet twice', matrix.replace(/(- Release: .*\n)/, '$1$1'), ['matrix-structure failed']],
    ['a status that does not approve', matrix.replace('| Approved |', '| Blocked |'), ['matrix-status failed']],
    ['a status in other letters', matrix.replace('| Approved |', '| approved |'), ['matrix-status failed']],
    ['no status column', matrix.replace('| Status |', '| State |'), ['matrix-status failed']],
    ['a day that does not exist', matrix.replace('2026-11-02', '2026-02-30'), ['matrix-updated failed']],
    ['a day in the future', matrix.replace('2026-11-02', '2026-11-23'), ['matrix-updated failed']],
    ['today at the date line', matrix.replace('2026-11-02', '2026-11-21'), []],
    ['no date', matrix.replace('Updated: 2026-11-02', ''), ['matrix-updated failed']],
  ];
  test.each(cases)('%s', async (_name, text, expected) => {
    const found = standing(await judge({ files: { ...good, [paths.matrix]: text } })).filter(
      (each) => !each.startsWith('field-format unverified'),
    );
    expect(found).toEqual(expected);
  });

  describe('append-only', () => {
    const entry = { matrix: { ...contractEntry.matrix, rows: 'append-only' } };
    const first = ['5.0.0', 'v2.3.0', 'f'.repeat(40), 'ledger.v1', 'Retired'];
    const before = contractFiles({ earlierRows: [] });
    const now = contractFiles({ earlierRows: [first] });
    const cases: [name: string, files: Record<string, string>, base: Setup['base'], expected: string[]][] = [
      [
        'the pinned row among others',
        now,
        contractFiles({ ...{ tag: first[1] ?? '', commit: first[2] ?? '' }, status: 'x' }),
        ['matrix-history failed'],
      ],
      ['a row added at the end', contractFiles({ earlierRows: [first] }), { [paths.matrix]: matrixOnly([first]) }, []],
      [
        'an earlier row changed',
        contractFiles({ earlierRows: [['4.9.9', ...first.slice(1)]] }),
        { [paths.matrix]: matrixOnly([first]) },
        ['matrix-history failed'],
      ],
      [
        'an earlier row removed',
        contractFiles({ earlierRows: [] }),
        { [paths.matrix]: matrixOnly([first]) },
        ['matrix-history failed'],
      ],
      ['the first matrix of all', now, {}, []],
      [
        'no earlier version to compare with',
        now,
        { because: { code: 'NO_BASE', message: 'there is no earlier commit' } },
        ['matrix-history unverified'],
      ],
      [
        'an earlier version that cannot be read',
        before,
        { [paths.matrix]: 'no table here' },
        ['matrix-history unverified'],
      ],
      [
        'the pinned row twice',
        { ...now, [paths.matrix]: (now[paths.matrix] ?? '').replace(/(\| 5\.1\.0 .*\n)/, '$1$1') },
        {},
        ['field-present unverified', 'fields-agree unverified', 'matrix-row failed', 'matrix-status unverified'],
      ],
      [
        'no row for the pinned release',
        { ...now, [paths.matrix]: (now[paths.matrix] ?? '').replace(/\| 5\.1\.0 .*\n/, '') },
        {},
        ['field-present unverified', 'fields-agree unverified', 'matrix-row failed', 'matrix-status unverified'],
      ],
    ];
    test.each(cases)('%s', async (_name, files, base, expected) => {
      const setup: Omit<Setup, 'lists'> = base === undefined ? { files } : { files, base };
      expect(standing(await judge(setup, entry)).filter((each) => !each.startsWith('field-format'))).toEqual(expected);
    });
  });
});

function matrixOnly(rows: string[][]): string {
  return matrixText({ ...facts, earlierRows: rows }, sha256(mirror)).replace(/\| 5\.1\.0 .*\n/, '');
}

describe('further copies', () => {
  const copies = ['vendor/*/manifest.json'];
  const cases: [name: string, more: NonNullable<Setup['files']>, expected: string[]][] = [
    ['equal', { 'vendor/a/manifest.json': mirror, 'vendor/b/manifest.json': mirror }, []],
    [
      'one differs in a byte',
      { 'vendor/a/manifest.json': mirror, 'vendor/b/manifest.json': `${mirror} ` },
      ['copies-equal failed'],
    ],
    ['none matches', {}, ['copies-equal failed']],
  ];
  test.each(cases)('%s', async (_name, more, expected) => {
    expect(standing(await judge({ files: { ...good, ...more } }, { copies }))).toEqual(expected);
  });

  test('a copy that is gone, or became a link, is no way to make copies agree', async () => {
    const before = { ...good, 'vendor/a/manifest.json': mirror, 'vendor/b/manifest.json': mirror };
    const link = { reason: 'not-a-file' as const, message: 'is a symbolic link' };
    for (const b of [undefined, link]) {
      const files = {
        ...good,
        'vendor/a/manifest.json': mirror,
        ...(b === undefined ? {} : { 'vendor/b/manifest.json': b }),
      };
      expect(standing(await judge({ files, base: before }, { copies }))).toEqual(['copies-equal failed']);
    }
  });

  test('without a mirror to compare with they are unverified', async () => {
    const files = {
      ...good,
      [paths.mirror]: { reason: 'absent' as const, message: 'does not exist' },
      'vendor/a/manifest.json': mirror,
    };
    expect(standing(await judge({ files }, { copies }))).toContain('copies-equal unverified');
  });
});

describe('the producer', () => {
  const repo = 'GET /repos/harbour-example/ledger';
  const tip = 'd'.repeat(40);
  const there: GitHubAnswers = {
    [repo]: { json: { full_name: 'harbour-example/ledger' } },
    [`${repo}/git/ref/tags/${facts.tag}`]: { json: { object: { type: 'commit', sha: facts.commit } } },
    [`${repo}/git/ref/heads/${facts.tag}`]: notFound,
    [`${repo}/contents/contracts/manifest.json`]: { raw: mirror },
    [`${repo}/releases/tags/${facts.tag}`]: { json: { tag_name: facts.tag, draft: false, prerelease: false } },
    [`${repo}/releases/latest`]: { json: { tag_name: facts.tag, draft: false, prerelease: false } },
  };
  const remote = { mode: 'if-token', path: 'contracts/manifest.json' };
  const all = ['branch-like-tag', 'newer-release', 'pre-release', 'remote-manifest', 'remote-tag', 'tag-moved'];
  const allUnverified = all.map((rule) => `${rule} unverified${rule === 'newer-release' ? ' (info)' : ''}`);
  const refused = (code: 'MISSING_PERMISSION' | 'RATE_LIMITED' | 'GITHUB_DOWN' | 'NOT_FOUND'): GitHubAnswer => ({
    because: { code, message: `refused: ${code}` },
  });

  const cases: [name: string, answers: GitHubAnswers, entry: Entry, expected: string[]][] = [
    ['everything is as pinned', there, {}, []],
    [
      'the manifest has other bytes',
      { ...there, [`${repo}/contents/contracts/manifest.json`]: { raw: `${mirror}\n` } },
      {},
      ['remote-manifest failed'],
    ],
    [
      'the manifest is not there',
      { ...there, [`${repo}/contents/contracts/manifest.json`]: notFound },
      {},
      ['remote-manifest failed'],
    ],
    [
      'the manifest may not be read',
      { ...there, [`${repo}/contents/contracts/manifest.json`]: refused('MISSING_PERMISSION') },
      {},
      ['remote-manifest unverified'],
    ],
    [
      'the manifest is read at the pinned commit',
      {
        ...there,
        [`${repo}/contents/contracts/manifest.json?ref=${facts.commit}`]: { raw: mirror },
        [`${repo}/contents/contracts/manifest.json`]: notFound,
      },
      { ref: 'commit' },
      [],
    ],
    [
      'the manifest is read at a ref',
      {
        ...there,
        [`${repo}/contents/contracts/manifest.json?ref=refs%2Fheads%2Fmain`]: { raw: mirror },
        [`${repo}/contents/contracts/manifest.json`]: notFound,
      },
      { ref: 'refs/heads/main' },
      [],
    ],
    [
      'the tag is not there',
      { ...there, [`${repo}/git/ref/tags/${facts.tag}`]: notFound },
      {},
      ['remote-manifest failed', 'remote-tag failed'],
    ],
    [
      'the tag names another commit',
      { ...there, [`${repo}/git/ref/tags/${facts.tag}`]: { json: { object: { type: 'commit', sha: tip } } } },
      {},
      ['remote-tag failed'],
    ],
    [
      'an annotated tag is peeled',
      {
        ...there,
        [`${repo}/git/ref/tags/${facts.tag}`]: { json: { object: { type: 'tag', sha: tip } } },
        [`${repo}/git/tags/${tip}`]: { json: { object: { type: 'commit', sha: facts.commit } } },
      },
      {},
      [],
    ],
    [
      'a tag of a tag is peeled',
      {
        ...there,
        [`${repo}/git/ref/tags/${facts.tag}`]: { json: { object: { type: 'tag', sha: tip } } },
        [`${repo}/git/tags/${tip}`]: { json: { object: { type: 'tag', sha: 'e'.repeat(40) } } },
        [`${repo}/git/tags/${'e'.repeat(40)}`]: { json: { object: { type: 'commit', sha: facts.commit } } },
      },
      {},
      [],
    ],
    [
      'a tag of a blob',
      { ...there, [`${repo}/git/ref/tags/${facts.tag}`]: { json: { object: { type: 'blob', sha: tip } } } },
      {},
      ['remote-manifest unverified', 'remote-tag unverified'],
    ],
    ['the pinned commit is an ancestor', { ...ancestor('ahead') }, { 'tag-relation': 'sha-ancestor-of-tag' }, []],
    [
      'the pinned commit is beside the tag',
      { ...ancestor('diverged') },
      { 'tag-relation': 'sha-ancestor-of-tag' },
      ['remote-tag failed'],
    ],
    [
      'the pinned commit is after the tag',
      { ...ancestor('behind') },
      { 'tag-relation': 'sha-ancestor-of-tag' },
      ['remote-tag failed'],
    ],
    [
      'the producer has no such commit',
      { ...ancestor('ahead'), [`${repo}/compare/${facts.commit}...${tip}`]: notFound },
      { 'tag-relation': 'sha-ancestor-of-tag' },
      ['remote-tag failed'],
    ],
    [
      'the comparison is refused',
      { ...ancestor('ahead'), [`${repo}/compare/${facts.commit}...${tip}`]: refused('RATE_LIMITED') },
      { 'tag-relation': 'sha-ancestor-of-tag' },
      ['remote-tag unverified'],
    ],
    ['any relation will do', { ...ancestor('ahead') }, { 'tag-relation': 'off' }, []],
    [
      'a branch has the name of the tag',
      { ...there, [`${repo}/git/ref/heads/${facts.tag}`]: { json: { object: { type: 'commit', sha: tip } } } },
      {},
      ['branch-like-tag failed'],
    ],
    [
      'a pre-release',
      {
        ...there,
        [`${repo}/releases/tags/${facts.tag}`]: { json: { tag_name: facts.tag, draft: false, prerelease: true } },
      },
      {},
      ['pre-release failed'],
    ],
    [
      'a pre-release that is allowed',
      {
        ...there,
        [`${repo}/releases/tags/${facts.tag}`]: { json: { tag_name: facts.tag, draft: false, prerelease: true } },
      },
      { 'allow-pre-release': true },
      [],
    ],
    ['a tag without a release', { ...there, [`${repo}/releases/tags/${facts.tag}`]: notFound }, {}, []],
    [
      'a newer release',
      { ...there, [`${repo}/releases/latest`]: { json: { tag_name: 'v2.10.0', draft: false, prerelease: false } } },
      {},
      ['newer-release failed (info)'],
    ],
    [
      'no release at all',
      { ...there, [`${repo}/releases/latest`]: notFound, [`${repo}/releases/tags/${facts.tag}`]: notFound },
      {},
      [],
    ],
    ['a repository that is not seen', { [repo]: refused('NOT_FOUND') }, {}, allUnverified],
    ['a rate limit', { [repo]: refused('RATE_LIMITED') }, {}, allUnverified],
  ];
  function ancestor(status: string): GitHubAnswers {
    return {
      ...there,
      [`${repo}/git/ref/tags/${facts.tag}`]: { json: { object: { type: 'commit', sha: tip } } },
      [`${repo}/compare/${facts.commit}...${tip}`]: { json: { status } },
    };
  }
  test.each(cases)('%s', async (_name, github, changes, expected) => {
    const evaluation = await judge({ files: good, github }, { remote: { ...remote, ...changes } });
    expect(standing(evaluation)).toEqual(expected);
  });

  test.each(['if-token', 'required'])('no credential under mode %s', async (mode) => {
    const evaluation = await judge({ files: good }, { remote: { ...remote, mode } });
    expect(standing(evaluation)).toEqual(allUnverified);
    for (const { because } of evaluation.results.filter(({ status }) => status === 'unverified')) {
      expect(because).toMatchObject({ code: 'NO_CREDENTIAL', needs: expect.stringContaining('producer-token') });
      expect(because?.deferrable).toBe(mode === 'required' ? false : undefined);
    }
  });

  test('a producer on another server is not looked for on this one', async () => {
    const producer = 'https://git.example.test/harbour-example/ledger';
    const evaluation = await judge(
      { files: contractFiles({ repository: producer }), github: there },
      { remote, producer },
    );
    expect(standing(evaluation)).toEqual(allUnverified);
  });

  test('an answer that never comes makes the report an error, with the local results kept', async () => {
    const evaluation = await judge({ files: good, github: { [repo]: refused('GITHUB_DOWN') } }, { remote });
    expect(reportStatus(evaluation.results)).toBe('error');
    expect(
      evaluation.results.some(({ rule, status }) => rule === 'manifest-sync/mirror-hash' && status === 'passed'),
    ).toBe(true);
  });

  describe('a recorded commit of the tag', () => {
    const recorded = (sha: string): Setup['files'] => ({
      ...good,
      [paths.pin]: pin.replace('{\n', `{\n  "tag_commit": "${sha}",\n`),
    });
    const entry = { remote, fields: { ...contractEntry.fields, 'tag-commit': { pin: '/tag_commit' } } };
    const cases: [name: string, files: Setup['files'], answers: GitHubAnswers, expected: string[]][] = [
      ['is still the tag’s', recorded(facts.commit), there, []],
      ['is not the tag’s any more', recorded(tip), there, ['tag-moved failed']],
      [
        'of a tag that is gone',
        recorded(facts.commit),
        { ...there, [`${repo}/git/ref/tags/${facts.tag}`]: notFound },
        ['remote-manifest failed', 'remote-tag failed', 'tag-moved failed'],
      ],
      [
        'of a tag that may not be read',
        recorded(facts.commit),
        { ...there, [`${repo}/git/ref/tags/${facts.tag}`]: refused('MISSING_PERMISSION') },
        ['remote-manifest unverified', 'remote-tag unverified', 'tag-moved unverified'],
      ],
    ];
    test.each(cases)('%s', async (_name, files, github, expected) => {
      expect(standing(await judge({ files: files ?? {}, github }, entry))).toEqual(expected);
    });
  });

  test('the remote rules say that the producer was not asked when remote is off', async () => {
    const { results } = await judge({ files: good });
    const remoteResults = results.filter(({ rule }) => all.includes(rule.split('/')[1] ?? ''));
    expect(remoteResults.map(({ status }) => status)).toEqual(all.map(() => 'not-applicable'));
    expect(remoteResults[0]?.because?.message).toBe('remote is off: the producer was not asked');
  });
});

describe('the configuration', () => {
  const wrong: [name: string, contracts: unknown, problem: RegExp][] = [
    ['two contracts with one id', [contractEntry, contractEntry], /^\/contracts\/1\/id: the id ledger is used twice/m],
    ['a field in one place only', [{ ...contractEntry, fields: { x: { pin: '/x' } } }], /x is in one place only/],
    [
      'a bullet without a matrix',
      [{ ...contractEntry, matrix: undefined }],
      /fields\/repository\/bullet: the contract has no matrix/,
    ],
    [
      'copies without a mirror',
      [{ id: 'a', producer: 'o/r', pin: 'p.json', copies: ['x'], fields: { tag: { pin: '/t', expect: 'v1.0.0' } } }],
      /copies are compared with the mirror/,
    ],
    ['a path that leaves the repository', [{ ...contractEntry, pin: '../pin.json' }], /the path leaves the repository/],
    ['an absolute path', [{ ...contractEntry, pin: '/etc/passwd' }], /the path is absolute/],
    [
      'a pointer that is none',
      [{ ...contractEntry, fields: { tag: { pin: 'release', manifest: '/release' } } }],
      /expected a JSON Pointer/,
    ],
    [
      'no field of the pin',
      [{ ...contractEntry, fields: { ...contractEntry.fields, ...withoutPin() } }],
      /nothing of it is compared/,
    ],
    ['pin and mirror in one file', [{ ...contractEntry, mirror: paths.pin }], /must be different files/],
    [
      'a hash without a mirror',
      [{ ...contractEntry, mirror: undefined, fields: { 'manifest-sha256': { pin: '/h' } }, matrix: undefined }],
      /there is no mirror/,
    ],
    [
      'an expectation that is ignored',
      [{ ...contractEntry, fields: { ...contractEntry.fields, x: { pin: '/x', expect: 1, compare: 'ignore' } } }],
      /nothing can be expected/,
    ],
    ['a key misspelt', [{ ...contractEntry, mirrow: 'x' }], /unknown key mirrow \(did you mean mirror\?\)/],
    ['a remote without a path', [{ ...contractEntry, remote: { mode: 'required' } }], /path is missing/],
    [
      'a matrix without the key columns',
      [
        {
          ...contractEntry,
          matrix: { ...contractEntry.matrix, rows: 'append-only' },
          fields: { a: { pin: '/a', manifest: '/a' } },
        },
      ],
      /the pinned row is found by the columns of tag and commit/,
    ],
    [
      'a pattern that is no regular expression',
      [{ ...contractEntry, fields: { a: { pin: '/a', manifest: '/a', pattern: '(' } } }],
      /is not a regular expression/,
    ],
  ];
  test.each(wrong)('%s', (_name, contracts, problem) => {
    expect(() => configurationOf(control, { lists: { contracts } })).toThrow(problem);
  });

  test('no contract at all verifies nothing', async () => {
    const evaluation = await rules.evaluate({ files: good, lists: { contracts: [] } });
    expect(reportStatus(evaluation.results)).toBe('unverified');
  });
});

rules.prove();
