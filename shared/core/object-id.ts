import { createHash } from 'node:crypto';

/** The id that git gives an object: sha1 or, in repositories with longer ids, sha256 over its header and content. */
export function objectId(kind: 'blob' | 'commit' | 'tree', content: Uint8Array, length: number): string {
  const hash = createHash(length === 40 ? 'sha1' : 'sha256');
  return hash.update(`${kind} ${content.length}\0`).update(content).digest('hex');
}
