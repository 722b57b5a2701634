import { describe, expect, test } from '@jest/globals';
import { contractEntry, contractFiles, facts, matrixText, paths, sha256 } from '../../support/contract-files.ts';
import { type Setup } from '../../support/world.ts';
import { good, type Judge, matrix, mirror, standing } from './fixtures.ts';

function matrixOnly(rows: string[][]): string {
  return matrixText({ ...facts, earlierRows: rows }, sha256(mirror)).replace(/\| 5\.1\.0 .*\n/, '');
}

export function matrixTests(judge: Judge): void {
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
        [
          'a row added at the end',
          contractFiles({ earlierRows: [first] }),
          { [paths.matrix]: matrixOnly([first]) },
          [],
        ],
        [
          'a row whose commit is written in another form',
          {
            ...now,
            [paths.matrix]: (now[paths.matrix] ?? '').replace(
              /(\| 5\.1\.0 .*\n)/,
              `$1| 5.1.0 | ${facts.tag} | ${facts.commit.toUpperCase()} | ledger.v2 | Blocked |\n`,
            ),
          },
          {},
          ['matrix-structure failed'],
        ],
        [
          'the header changed',
          now,
          { [paths.matrix]: matrixOnly([first]).replace('| Desk |', '| Client |') },
          ['matrix-history failed'],
        ],
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
        expect(standing(await judge(setup, entry)).filter((each) => !each.startsWith('field-format'))).toEqual(
          expected,
        );
      });
    });
  });
}
