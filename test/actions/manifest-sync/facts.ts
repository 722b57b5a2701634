import { describe, expect, test } from '@jest/globals';
import {
  contractEntry,
  contractFiles,
  facts,
  matrixText,
  paths,
  pinText,
  sha256,
} from '../../support/contract-files.ts';
import { good, type Judge, matrix, mirror, pin, standing, withManifest } from './fixtures.ts';

export function factTests(judge: Judge): void {
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
      [
        'an error code twice',
        { ...withManifest({ codes: [...facts.codes, 'ledger_closed'] }) },
        ['list-unique failed'],
      ],
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
}
