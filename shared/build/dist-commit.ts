import { createHash } from 'node:crypto';

/** A commit of new bytes of dist, in the form of the GraphQL mutation `createCommitOnBranch`. */
export interface DistCommit {
  additions: { path: string; contents: string }[];
  deletions: { path: string }[];
}

/** A file of a tree, as `GET /repos/{owner}/{repo}/git/trees/{sha}?recursive=1` lists it. */
export interface TreeEntry {
  path: string;
  type: string;
  sha: string;
}

/** What makes dist of a tree into the given files, by their paths in dist. Throws for a list that the platform cut off. */
export function distCommit(
  tree: { truncated: boolean; tree: readonly TreeEntry[] },
  files: ReadonlyMap<string, Uint8Array>,
): DistCommit {
  if (tree.truncated) throw new Error('the platform cut the list of files of the branch off');
  const before = new Map(
    tree.tree
      .filter(({ path, type }) => type !== 'tree' && path.startsWith('dist/'))
      .map(({ path, sha }) => [path, sha]),
  );
  const after = new Map([...files].map(([path, bytes]) => [`dist/${path}`, bytes]));
  return {
    additions: [...after]
      .filter(([path, bytes]) => before.get(path) !== blobId(bytes))
      .map(([path, bytes]) => ({ path, contents: Buffer.from(bytes).toString('base64') })),
    deletions: [...before.keys()].filter((path) => !after.has(path)).map((path) => ({ path })),
  };
}

/** The id that git gives to the bytes of a file. */
function blobId(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
