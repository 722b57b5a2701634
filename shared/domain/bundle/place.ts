import type { Container } from '../../core/container.ts';
import { digester } from '../../core/file-digest.ts';
import { containedPath } from '../../core/path.ts';
import type { Tree } from '../../core/ports.ts';
import type { FilePlace } from './compare.ts';

/** Files of a tree up to this size are read; 256 MiB. */
const treeMaxBytes = 256 * 1024 * 1024;

/** The files of a container, by the paths that they have below a folder of it (with a trailing `/`, or empty). */
export function filesOfContainer(container: Container, below = ''): FilePlace {
  const files = new Map(container.entries.flatMap((entry) => (entry.kind === 'folder' ? [] : [[entry.path, entry]])));
  return {
    async digest(path, wants) {
      const entry = files.get(`${below}${path}`);
      if (entry === undefined) return undefined;
      if (entry.kind !== 'file') return { ok: false, message: 'is not a regular file' };
      return container.digest(entry, wants);
    },
  };
}

/** The files of a tree, which is the judged one or that of another commit. */
export function filesOfTree(tree: Tree, maxBytes = treeMaxBytes): FilePlace {
  return {
    async digest(path, wants) {
      const contained = containedPath(path);
      if (!contained.ok) return { ok: false, message: contained.message };
      const found = await tree.read(contained.path, maxBytes);
      if (found.found) {
        const one = digester(found.bytes, wants);
        one.push(found.content);
        return { ok: true, digest: one.end() };
      }
      if (found.reason === 'absent') return undefined;
      return { ok: false, message: found.message, ...(found.because === undefined ? {} : { because: found.because }) };
    },
  };
}
