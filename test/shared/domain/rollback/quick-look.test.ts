import { describe, expect, test } from '@jest/globals';
import { ContractsSchema } from '../../../../shared/domain/contract-pair/config.ts';
import { samePin } from '../../../../shared/domain/rollback/present.ts';
import { contentsOf, pinnedBy, quickFailure } from '../../../../shared/domain/rollback/quick-look.ts';
import { contractEntry, paths } from '../../../support/contract-files.ts';
import { memoryPast } from '../../../support/memory-past.ts';
import { brokenFiles, id, releaseFiles } from '../../../support/rollback.ts';
import type { Files } from '../../../support/world.ts';

const [contract] = ContractsSchema.parse([contractEntry]);
if (contract === undefined) throw new Error('the sample contract is none');

const versionOf = async (files: Files) => {
  const past = memoryPast([{ commit: id(1), files }]);
  return { commit: id(1), files: await past.files(id(1), [paths.pin, paths.mirror, paths.matrix], 1e6) };
};

describe('what pin and mirror show by themselves', () => {
  const gone = { reason: 'unreadable', message: 'gone', because: { code: 'NO_DATA', message: 'gone' } } as const;
  const cases: [name: string, files: Files, expected: string | undefined][] = [
    ['nothing where they agree', releaseFiles(1), undefined],
    ['that they differ', brokenFiles(1), 'manifest-sync/fields-agree: tag: the mirror'],
    ['that one is no JSON', { ...releaseFiles(1), [paths.pin]: '{' }, 'manifest-sync/file-parses: config/pin.json'],
    [
      'that one is no text',
      { ...releaseFiles(1), [paths.pin]: new Uint8Array([0xff]) },
      'manifest-sync/file-encoding: ',
    ],
    [
      'that one is absent',
      { [paths.mirror]: releaseFiles(1)[paths.mirror] ?? '' },
      'manifest-sync/file-present: config/pin',
    ],
    ['nothing where one cannot be read', { ...releaseFiles(1), [paths.pin]: gone }, undefined],
  ];
  test.each(cases)('%s', async (_name, files, expected) => {
    const failure = quickFailure(contract, await versionOf(files));
    expect(failure?.slice(0, expected?.length)).toBe(expected);
  });
});

describe('the releases that files name', () => {
  const commit = (minor: number): string => String(minor).padStart(40, '7');
  const cases: [name: string, files: Files, tags: string[], commits: string[]][] = [
    ['one where they agree', releaseFiles(1), ['v2.1.0'], [commit(1)]],
    ['both where they differ', brokenFiles(1), ['v2.1.0', 'v2.101.0'], [commit(1), commit(101)]],
    ['that of the mirror where the pin is broken', { ...releaseFiles(1), [paths.pin]: '{' }, ['v2.1.0'], [commit(1)]],
    ['none without both', {}, [], []],
  ];
  test.each(cases)('%s', async (_name, files, tags, commits) => {
    const pinned = pinnedBy(contract, contentsOf(await versionOf(files)));
    expect([[...pinned.tags], [...pinned.commits]]).toEqual([tags, commits]);
  });

  const left = { tags: new Set(['v1']), commits: new Set(['c1']) };
  const same: [tag: string | undefined, pinned: string | undefined, expected: boolean][] = [
    ['v1', 'c1', true],
    ['v1', 'c2', true],
    ['v2', 'c1', true],
    ['v2', 'c2', false],
    [undefined, 'c1', true],
    [undefined, undefined, false],
  ];
  test.each(same)('the tag %s of the commit %s is the one that is left: %s', (tag, pinned, expected) => {
    expect(samePin({ tag, pinned }, left)).toBe(expected);
  });
});
