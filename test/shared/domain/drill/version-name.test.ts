import { describe, expect, test } from '@jest/globals';
import { isFixedVersion, sameVersion } from '../../../../shared/domain/drill/version-name.ts';

const commit = '0123456789abcdef0123456789abcdef01234567';

describe('two notations', () => {
  test.each([
    ['v1.2.0', 'refs/tags/v1.2.0'],
    ['v1.2.0', 'tags/v1.2.0'],
    ['v1.2.0', '1.2.0'],
    ['v1.2.0', ' V1.2.0 '],
    ['v1.2.0', 'https://github.com/acme/desk/releases/tag/v1.2.0'],
    ['v1.2.0\u20111', 'v1.2.0-1'],
    [commit, commit.slice(0, 12)],
    [commit, `https://github.com/acme/desk/commit/${commit}`],
  ])('%s is %s', (one, other) => {
    expect([sameVersion(one, other), sameVersion(other, one)]).toEqual([true, true]);
  });

  test.each([
    ['v1.2.0', 'v1.2.1'],
    ['v1.2.0', 'v1.2.0-rc.1'],
    ['release-1', 'release-10'],
    [commit, commit.slice(1)],
    ['123456', '1234567'],
  ])('%s is not %s', (one, other) => {
    expect([sameVersion(one, other), sameVersion(other, one)]).toEqual([false, false]);
  });
});

test.each<[text: string, fixed: boolean]>([
  ['v1.2.0', true],
  ['refs/tags/v1', true],
  [commit, true],
  ['2026-11-24', true],
  ['header-7', true],
  ['latest', false],
  ['main', false],
  ['HEAD', false],
  ['HEAD~1', false],
  ['main@{1}', false],
  ['refs/heads/v1', false],
  ['refs/pull/1/head', false],
  ['v1 or so', false],
  ['', false],
])('whether %j stays the same version: %s', (text, fixed) => {
  expect(isFixedVersion(text)).toBe(fixed);
});
