/** The branches of Dependabot's updates of packages. */
export const updateBranch = /^dependabot\/npm_and_yarn\/[\w./-]{1,200}$/;

/** What the platform says of a pull request, as far as it matters here (`GET /repos/{owner}/{repo}/pulls/{number}`). */
export interface PullRequest {
  state: string;
  user: { login: string; type: string } | null;
  head: { ref: string; sha: string; repo: { full_name: string } | null };
  base: { ref: string; repo: { full_name: string; default_branch: string } };
}

/** Why dist is not written to the branch of this pull request; nothing when it is one of Dependabot's updates of packages here. */
export function updateProblems(pull: PullRequest, repository: string): string[] {
  const { state, user, head, base } = pull;
  return [
    ...(state === 'open' ? [] : [`the pull request is ${state}, expected open`]),
    ...(user?.login === 'dependabot[bot]' && user.type === 'Bot' ? [] : ['the pull request is not by dependabot[bot]']),
    ...(head.repo?.full_name === repository ? [] : ['the branch is not one of this repository']),
    ...(updateBranch.test(head.ref) ? [] : ['the branch is none of an update of packages']),
    ...(/^[0-9a-f]{40}$/.test(head.sha) ? [] : ['the head is no commit']),
    ...(base.repo.full_name === repository && base.ref === base.repo.default_branch
      ? []
      : ['the pull request does not go into the default branch']),
  ];
}
