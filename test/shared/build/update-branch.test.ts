import { describe, expect, test } from '@jest/globals';
import { type PullRequest, updateProblems } from '../../../shared/build/update-branch.ts';

const pull: PullRequest = {
  state: 'open',
  user: { login: 'dependabot[bot]', type: 'Bot' },
  head: { ref: 'dependabot/npm_and_yarn/zod-5.0.0', sha: 'a'.repeat(40), repo: { full_name: 'us/suite' } },
  base: { ref: 'main', repo: { full_name: 'us/suite', default_branch: 'main' } },
};

describe('a pull request to which dist is written', () => {
  test('is one of Dependabot for packages, from a branch of the repository into the default branch', () => {
    expect(updateProblems(pull, 'us/suite')).toEqual([]);
  });

  test.each<[what: string, other: PullRequest, said: RegExp]>([
    ['one that is closed', { ...pull, state: 'closed' }, /is closed/],
    ['one of somebody else', { ...pull, user: { login: 'mallory', type: 'User' } }, /not by dependabot/],
    ['one of a user with the name', { ...pull, user: { login: 'dependabot[bot]', type: 'User' } }, /not by dependabot/],
    ['one of a deleted account', { ...pull, user: null }, /not by dependabot/],
    [
      'one of a fork',
      { ...pull, head: { ...pull.head, repo: { full_name: 'mallory/suite' } } },
      /not one of this repository/,
    ],
    ['one of a deleted fork', { ...pull, head: { ...pull.head, repo: null } }, /not one of this repository/],
    ['one from another branch', { ...pull, head: { ...pull.head, ref: 'main' } }, /none of an update of packages/],
    [
      'one whose branch would end a line of outputs',
      { ...pull, head: { ...pull.head, ref: 'dependabot/npm_and_yarn/x\nsha=1' } },
      /none of an update of packages/,
    ],
    ['one for actions', { ...pull, head: { ...pull.head, ref: 'dependabot/github_actions/x' } }, /none of an update/],
    ['one without a commit', { ...pull, head: { ...pull.head, sha: 'main' } }, /the head is no commit/],
    ['one into another branch', { ...pull, base: { ...pull.base, ref: 'v0' } }, /does not go into the default branch/],
  ])('is not %s', (_what, other, said) => {
    expect(updateProblems(other, 'us/suite')).toEqual([expect.stringMatching(said)]);
  });
});
