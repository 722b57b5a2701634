import { describe, expect, test } from '@jest/globals';
import { facts, paths } from '../../support/contract-files.ts';
import { type Setup } from '../../support/world.ts';
import { good, type Judge, pin, standing } from './fixtures.ts';

export function fileTests(judge: Judge): void {
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
}
