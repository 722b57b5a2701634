import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { version } from '../../../shared/core/version.ts';
import { releaseCommit } from '../../../shared/shell/release-commit.ts';
import { gitRepository, type TestRepository } from '../../support/git-repository.ts';

const home = 'https://github.com/release-governance/release-governance';
const tag = `v${version}`;

let clone: TestRepository;
let commit: string;
beforeEach(() => {
  clone = gitRepository();
  commit = clone.commit({ 'dist/cli.js': 'x' });
});
afterEach(() => clone.remove());

test('a clone of a release has the commit of its tag, also of one with a message', async () => {
  clone.git('remote', 'add', 'origin', `${home}.git`);
  clone.git('tag', tag);
  expect(await releaseCommit(`${clone.folder}/dist`)).toBe(commit);
  clone.git('tag', '-f', '-a', '-m', 'x', tag);
  expect(await releaseCommit(`${clone.folder}/dist`)).toBe(commit);
});

const others: [name: string, make: () => void][] = [
  ['no tag', () => clone.git('remote', 'add', 'origin', home)],
  [
    'a commit behind the tag',
    () => {
      clone.git('remote', 'add', 'origin', home);
      clone.git('tag', tag);
      clone.commit({ 'dist/cli.js': 'y' });
    },
  ],
  ['no origin', () => clone.git('tag', tag)],
  [
    'a fork, or a copy inside of another repository',
    () => {
      clone.git('remote', 'add', 'origin', 'https://github.com/acme/desk');
      clone.git('tag', tag);
    },
  ],
];
test.each(others)('nothing is said of %s', async (_name, make) => {
  make();
  expect(await releaseCommit(`${clone.folder}/dist`)).toBeUndefined();
});
