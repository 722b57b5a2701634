import { apiCommitChanges, apiFirstParent, compareCommits, currentPullRequest, listedChanges, pullRequestChanges, pullRequestsOf, withNeeds } from "./adapters-api-changes.js";

export { withNeeds };