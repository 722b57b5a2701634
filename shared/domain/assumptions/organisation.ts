import type { Assumption } from './protection.ts';

/** What an organisation audit takes for true of GitHub's GraphQL API and could not be proved without a real organisation. */
export const auditAssumptions: readonly Assumption[] = [
  {
    id: 'rules-of-a-ref-are-all-active-ones',
    says: '`Ref.rules` of GraphQL lists the same active rules of all levels as GET /rules/branches/{branch}',
    risk: 'false-red',
    probe: 'compare both for a branch with a ruleset of the repository, of the organisation and of the enterprise',
  },
  {
    id: 'parameters-have-the-same-names',
    says: 'parameters of rules in GraphQL are those of REST in camel case, with the same words but for merge methods',
    risk: 'unverified',
    probe: 'read a ruleset with a rule of every type through both',
  },
  {
    id: 'no-classic-rule-is-certain-for-administrators',
    says: '`branchProtectionRule: null` means that there is none where `viewerCanAdminister` is true',
    risk: 'false-red',
    probe: 'read a protected branch with an app that has administration: read, and with one that has not',
  },
  {
    id: 'counts-of-bypass-lists-are-true',
    says: '`totalCount` of the bypass allowances of a classic rule counts actors that the reader may not see',
    risk: 'false-green',
    probe: 'read a rule that names a secret team with a token that does not see the team',
    unread: 'it takes a team that the credential must not see, and somebody who knows that it is there',
  },
  {
    id: 'fifty-repositories-in-time',
    says: 'a query about 50 repositories with 20 rulesets each is answered within the ten seconds that GitHub gives it',
    risk: 'unverified',
    probe: 'audit 50 repositories with many rulesets; a batch that is too much is asked again in halves',
    unread: 'it takes an organisation with 50 such repositories',
  },
  {
    id: 'errors-name-their-place',
    says: 'an error of one repository has a path that begins with its alias',
    risk: 'unverified',
    probe: 'ask about a repository that does not exist beside one that does',
  },
  {
    id: 'numbers-of-an-organisation-are-of-all-repositories',
    says: '`public_repos` and `owned_private_repos` count every repository, archived, forked and internal ones too',
    risk: 'false-green',
    probe: 'compare both with the list of an organisation that has repositories of every kind',
    unread: 'it is about an organisation, and only its owner knows all repositories',
  },
  {
    id: 'a-deleted-repository-is-not-found-at-once',
    says: 'GraphQL does not find a repository that was deleted before the numbers of its organisation were read, and finds a renamed one by its present name',
    risk: 'false-green',
    probe: 'delete and rename a repository, and ask for it by its former name at once',
    unread: 'it takes a repository that is deleted',
  },
  {
    id: 'internal-repositories-are-listed-to-apps',
    says: 'GET /orgs/{org}/repos with `type=all` gives internal repositories to a GitHub App too',
    risk: 'unverified',
    probe: 'list an organisation with an internal repository as an app',
    unread: 'it is about an organisation, and takes the credential of an app',
  },
  {
    id: 'a-rate-limit-of-graphql-is-an-error-of-its-type',
    says: 'a used up limit of GraphQL comes with status 200 and an error of type RATE_LIMITED, a secondary one with those words',
    risk: 'unverified',
    probe: 'use up the points of a token',
    unread: 'it takes all points that the credential has for an hour',
  },
  {
    id: 'head-is-the-default-branch',
    says: '`object(expression: "HEAD:…")` is of the default branch, in the same moment as `defaultBranchRef` beside it',
    risk: 'false-green',
    probe: 'change the default branch of a repository, and compare the files with those of its tip',
  },
  {
    id: 'entries-of-a-tree-are-all-of-them',
    says: '`Tree.entries` gives every entry of a folder, also of more than 1,000',
    risk: 'false-green',
    probe: 'read a folder with 1,500 files',
  },
  {
    id: 'no-folder-is-null-beside-a-tree-that-is-seen',
    says: '`object` is null without an error only where the path is not there, when the tree around it is shown',
    risk: 'false-green',
    probe: 'ask for a folder that is not there, and with a token without contents: read for one that is',
  },
  {
    id: 'twenty-repositories-with-their-workflows-in-time',
    says: 'a query about the workflow files of 20 repositories is answered within the ten seconds that GitHub gives it',
    risk: 'unverified',
    probe: 'audit 20 repositories with 60 large workflows each; a batch that is too much is asked again in halves',
    unread: 'it takes an organisation with 20 such repositories',
  },
];
