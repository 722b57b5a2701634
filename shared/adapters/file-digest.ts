import { createHash } from 'node:crypto';
import { constants, promises as fs } from 'node:fs';
import { objectHash } from '../core/object-id.ts';

/** What a regular file is, by its bytes as they lie there. */
export interface FileDigest {
  /** The id that git gives a blob with these bytes. */
  id: string;
  sha256: string;
  bytes: number;
}

const chunkBytes = 1024 * 1024;

/**
 * Digests a file without keeping it; no link is followed. `idLength`: of the ids of its repository. Undefined when it is no regular file,
 * or changes while it is read. Throws what the file system throws.
 */
export async function digestFile(path: Buffer, idLength: number): Promise<FileDigest | undefined> {
  const file = await fs.open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const stats = await file.stat();
    if (!stats.isFile()) return undefined;
    const id = objectHash('blob', stats.size, idLength);
    const sha256 = createHash('sha256');
    const chunk = Buffer.allocUnsafe(Math.max(1, Math.min(chunkBytes, stats.size)));
    let bytes = 0;
    for (;;) {
      const { bytesRead } = await file.read(chunk, 0, chunk.length, null);
      if (bytesRead === 0) break;
      const part = chunk.subarray(0, bytesRead);
      id.update(part);
      sha256.update(part);
      bytes += bytesRead;
    }
    return bytes === stats.size ? { id: id.digest('hex'), sha256: sha256.digest('hex'), bytes } : undefined;
  } finally {
    await file.close();
  }
}
