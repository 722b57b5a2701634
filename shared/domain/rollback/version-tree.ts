import { sha256 } from '../../core/fingerprint.ts';
import type { PastVersion } from '../../core/past.ts';
import { containedPath } from '../../core/path.ts';
import type { Tree } from '../../core/ports.ts';

/** The tree of an earlier state, with the files of the contract under the names that they have now. */
export function versionTree({ commit, files }: PastVersion, folder: string, whole: () => Tree): Tree {
  return {
    ref: commit,
    async read(path, maxBytes) {
      const contained = containedPath(path);
      const file = contained.ok ? files.get(contained.path) : undefined;
      if (file === undefined) return whole().read(path, maxBytes);
      if (!file.found) return { ...file, path };
      const { content } = file;
      if (content.length > maxBytes) {
        const message = `has more than the ${maxBytes} bytes that are read`;
        return { found: false, path, reason: 'too-large', message };
      }
      return {
        found: true,
        source: 'tree',
        path,
        ref: commit,
        sha256: sha256(content),
        bytes: content.length,
        content,
      };
    },
    async list() {
      const listed = await whole().list();
      if (!listed.ok) return listed;
      const renamed = new Map([...files].flatMap(([path, file]) => (file.found ? [[file.path, path] as const] : [])));
      return { ok: true, paths: listed.paths.map((path) => renamed.get(`${folder}${path}`) ?? path).sort() };
    },
  };
}
