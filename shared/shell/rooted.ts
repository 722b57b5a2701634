import { containedPath } from '../core/path.ts';
import type { Tree } from '../core/ports.ts';

/** A tree seen from one of its folders. */
export function rooted(tree: Tree, prefix: string): Tree {
  if (prefix === '') return tree;
  return {
    ref: tree.ref,
    async read(path, maxBytes) {
      const contained = containedPath(path);
      if (!contained.ok) return { found: false, path, reason: 'outside', message: contained.message };
      const answer = await tree.read(`${prefix}${contained.path}`, maxBytes);
      return { ...answer, path };
    },
    async list() {
      const answer = await tree.list();
      if (!answer.ok) return answer;
      return {
        ok: true,
        paths: answer.paths.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length)),
      };
    },
  };
}
