import { appendFileSync } from 'node:fs';
import { asking, given } from './platform-request.ts';
import { type PullRequest, updateProblems } from './update-branch.ts';

/*
 * Gives a job the branch and the head of a pull request of Dependabot, or fails with why it is none. Nothing of the pull request is checked out
 * or run here.
 */

const repository = given(process.env, 'GITHUB_REPOSITORY', /^[\w.-]+\/[\w.-]+$/);
const number = given(process.env, 'PULL_REQUEST', /^[1-9]\d{0,8}$/);
const output = given(process.env, 'GITHUB_OUTPUT', /^\/.+/);
const pull = (await asking(process.env)(`/repos/${repository}/pulls/${number}`)) as PullRequest;
const problems = updateProblems(pull, repository);
if (problems.length > 0) throw new Error(problems.join('; '));
appendFileSync(output, `branch=${pull.head.ref}\nsha=${pull.head.sha}\n`);
