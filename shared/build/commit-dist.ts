import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { contentProblems, type HandedOver, listingProblems } from './built-files.ts';
import { distCommit, type TreeEntry } from './dist-commit.ts';
import { root } from './package.ts';
import { asking, given } from './platform-request.ts';
import { updateBranch } from './update-branch.ts';

/*
 * Commits the bytes of dist that a job without rights built, to the branch that it built. It looks at the bytes and runs nothing of them: every name,
 * size and content must be what the build writes, and the branch must still be where it was.
 */

function listed(folder: string): HandedOver[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => {
    const found = lstatSync(join(folder, name));
    const kind = found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other';
    const path = relative(folder, join(folder, name)).replaceAll('\\', '/');
    return { path, kind, size: kind === 'file' ? found.size : 0 };
  });
}

/** The files that the actions of this commit start. Throws where none can be found, for then none would be missed. */
function started(): string[] {
  const found = readdirSync(join(root, 'actions')).flatMap((name) => {
    const main = /^ *main: \.\.\/\.\.\/dist\/([\w.-]+)$/m.exec(
      readFileSync(join(root, 'actions', name, 'action.yml'), 'utf8'),
    );
    return main?.[1] === undefined ? [] : [main[1]];
  });
  if (found.length === 0) throw new Error('no action starts a file of dist: look at actions/*/action.yml');
  return found;
}

function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(`what was built is refused:\n  ${problems.join('\n  ')}`);
}

const folder = given(process.env, 'BUILT', /^\/.+/);
const repository = given(process.env, 'GITHUB_REPOSITORY', /^[\w.-]+\/[\w.-]+$/);
const branch = given(process.env, 'BRANCH', updateBranch);
const sha = given(process.env, 'HEAD_SHA', /^[0-9a-f]{40}$/);

const entries = listed(folder);
refuse(listingProblems(entries, started()));
const files = new Map(
  entries
    .filter(({ kind }) => kind === 'file')
    .map(({ path }) => [path, new Uint8Array(readFileSync(join(folder, path)))]),
);
refuse([...files].flatMap(([path, bytes]) => contentProblems(path, bytes)));

const ask = asking(process.env);
const tree = (await ask(`/repos/${repository}/git/trees/${sha}?recursive=1`)) as {
  truncated: boolean;
  tree: TreeEntry[];
};
const change = distCommit(tree, files);
if (change.additions.length + change.deletions.length === 0) {
  console.log('dist of the branch is what was built');
} else {
  await ask('/graphql', {
    query: 'mutation ($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid } } }',
    variables: {
      input: {
        branch: { repositoryNameWithOwner: repository, branchName: branch },
        // The mutation fails when the branch has moved on since it was built.
        expectedHeadOid: sha,
        message: { headline: 'Rebuild dist' },
        fileChanges: change,
      },
    },
  });
  console.log(`committed ${change.additions.length} files and removed ${change.deletions.length}`);
}
