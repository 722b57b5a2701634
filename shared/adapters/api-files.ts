import { type Because, fullCheckout } from '../core/errors.ts';
import { objectId } from '../core/object-id.ts';
import { containedPath } from '../core/path.ts';
import type { GitHub, Tree } from '../core/ports.ts';
import { ownerAndRepo } from '../core/repository.ts';
import { z } from '../core/zod.ts';
import { apiTree } from './api-tree.ts';
import { byCodeUnit, fileKind } from './git.ts';

const Listing = z.object({
  truncated: z.boolean(),
  tree: z.array(z.object({ path: z.string(), mode: z.string(), type: z.string(), sha: z.string() })),
});

type Entry = z.infer<typeof Listing>['tree'][number];
type Listed = { ok: true; entries: ReadonlyMap<string, Entry> } | { ok: false; because: Because };

/**
 * The tree of a commit that is judged through the API. The API gives the target of a symbolic link for the link itself, so
 * the listing of the commit decides what is a file, and bytes count only when they are those of its id.
 */
export function apiFiles(github: GitHub, repository: string, commit: string): Tree {
  const { owner, repo } = ownerAndRepo(repository);
  const bytes = apiTree(github, repository, commit);
  let listing: Promise<Listed> | undefined;
  const list = (): Promise<Listed> => (listing ??= load());

  async function load(): Promise<Listed> {
    const route = 'GET /repos/{owner}/{repo}/git/trees/{sha}';
    const answer = await github.get(route, { owner, repo, sha: commit, recursive: '1' }, Listing);
    if (!answer.ok) return answer;
    if (answer.data.truncated) {
      const message = `the API lists only a part of the files of commit ${commit}`;
      return { ok: false, because: { code: 'TRUNCATED', message, needs: fullCheckout } };
    }
    return { ok: true, entries: new Map(answer.data.tree.map((entry) => [entry.path, entry])) };
  }

  return {
    ref: commit,
    async read(path, maxBytes) {
      const contained = containedPath(path);
      if (!contained.ok) return { found: false, path, reason: 'outside', message: contained.message };
      const listed = await list();
      const unreadable = (because: Because) =>
        ({ found: false, path, reason: 'unreadable', message: because.message, because }) as const;
      if (!listed.ok) return unreadable(listed.because);
      const entry = listed.entries.get(contained.path);
      if (entry === undefined) return { found: false, path, reason: 'absent', message: 'does not exist' };
      const kind = fileKind(entry.mode);
      if (kind !== undefined) return { found: false, path, reason: 'not-a-file', message: `is ${kind}` };
      const answer = await bytes.read(contained.path, maxBytes);
      if (!answer.found) {
        if (answer.reason !== 'absent') return answer;
        const message = `commit ${commit} lists ${path}, but the API does not give it`;
        return unreadable({ code: 'NO_DATA', message, needs: fullCheckout });
      }
      if (objectId('blob', answer.content, entry.sha.length) === entry.sha) return answer;
      const message = `the content of ${path} at commit ${commit} is not what its object id says`;
      return unreadable({ code: 'NO_DATA', message, needs: fullCheckout });
    },
    async list() {
      const listed = await list();
      if (!listed.ok) return listed;
      const files = [...listed.entries.values()].filter(({ type }) => type !== 'tree');
      return { ok: true, paths: files.map(({ path }) => path).sort(byCodeUnit) };
    },
  };
}
