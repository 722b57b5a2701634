import { describe, expect, test } from '@jest/globals';
import { reportStatus } from '../../../shared/domain/decision/status.ts';
import { paths } from '../../support/contract-files.ts';
import { type Setup } from '../../support/world.ts';
import { good, type Judge, mirror, standing } from './fixtures.ts';

export function copyTests(judge: Judge): void {
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
      const files = { ...good, ...more };
      expect(standing(await judge({ files, base: files }, { copies }))).toEqual(expected);
    });

    test('whether one was removed is unverified where there is no earlier version to look at', async () => {
      const { results } = await judge({ files: { ...good, 'vendor/a/manifest.json': mirror } }, { copies });
      const found = results.filter(({ rule }) => rule === 'manifest-sync/copies-equal');
      expect(found.map(({ status, because }) => [status, because?.code])).toEqual([
        ['unverified', 'NO_BASE'],
        ['passed', undefined],
      ]);
      expect(reportStatus(results)).toBe('unverified');
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
}
