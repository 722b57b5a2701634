import { createHash } from 'node:crypto';

type Kind = 'blob' | 'commit' | 'tree';

/** The id that git gives an object: sha1 or, in repositories with longer ids, sha256 over its header and content. */
export function objectId(kind: Kind, content: Uint8Array, length: number): string {
  return objectHash(kind, content.length, length).update(content).digest('hex');
}

/** The same for content that comes in parts: a hash that the `bytes` bytes of the content are given to. */
export function objectHash(kind: Kind, bytes: number, length: number): ReturnType<typeof createHash> {
  return createHash(length === 40 ? 'sha1' : 'sha256').update(`${kind} ${bytes}\0`);
}
