import { createHash } from 'node:crypto';
import { promises as fs, fstatSync, readSync } from 'node:fs';
import { Readable } from 'node:stream';
import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib';
import type { RandomAccessReader } from 'yauzl';
import type { ContainerEntry, ContainerLimits, OpenedContainer, Unread } from '../core/container.ts';
import { digester } from '../core/file-digest.ts';
import { kindOf, reason } from './zip-entry.ts';
import { endProblem, entryProblem, fillProblem, type Placed, placedAt, unmarkedName } from './zip-layout.ts';

/** Files up to this size are unpacked at once. */
const smallBytes = 1024 * 1024;
const pieceBytes = 256 * 1024;

/** Without the buffers of its reader, which 100,000 entries would keep in memory. */
interface Listed {
  listed: ContainerEntry;
  place: Placed;
  method: number;
  encrypted: boolean;
  /** In what it contradicts itself. */
  problem: string | undefined;
}

/**
 * Opens a zip archive. Nothing that it says of itself is believed: sizes are counted and checksums computed while a file is unpacked, what
 * it says at several places must agree, and its entries fill it without gaps. Whether paths lead outside or stand there twice is for the caller to judge.
 */
export async function openZip(path: string, limits: ContainerLimits): Promise<OpenedContainer> {
  let file: fs.FileHandle;
  try {
    file = await fs.open(path, 'r');
  } catch (error) {
    return unreadable(error);
  }
  const opened = await list(file, limits).catch((error: unknown) => broken(reason(error)));
  if (!('all' in opened)) {
    await file.close();
    return opened;
  }
  const { all, stamp } = opened;
  const of = new Map(all.map((one) => [one.listed, one]));
  let left = limits.bytes;

  async function each(
    entry: ContainerEntry,
    push: (bytes: Uint8Array) => void,
    most: number,
  ): Promise<Unread | undefined> {
    const one = of.get(entry);
    if (one === undefined) throw new Error(`no entry of this archive: ${entry.path}`);
    const wrong = refused(one);
    if (wrong !== undefined) return wrong;
    const allowed = Math.min(left, most);
    let count = 0;
    const limited = (bytes: Uint8Array): boolean => {
      count += bytes.length;
      if (count <= allowed) push(bytes);
      return count <= allowed;
    };
    const failed = await unpack(file.fd, one, limited);
    left -= count;
    if (count > allowed && allowed === most)
      return { ok: false, message: `has more than the ${most} bytes that are read` };
    if (count > allowed)
      return {
        ok: false,
        message: `is not read: the archive has more than the ${limits.bytes} bytes that are unpacked`,
      };
    if (failed !== undefined) return failed;
    if (!sameFile(stamp, fstatSync(file.fd, { bigint: true })))
      return { ok: false, message: 'changed while it was read' };
    return undefined;
  }

  return {
    ok: true,
    container: {
      kind: 'zip',
      entries: all.map(({ listed }) => listed),
      async digest(entry, wants) {
        const pipe = digester(entry.bytes, wants);
        return (await each(entry, pipe.push, Number.MAX_SAFE_INTEGER)) ?? { ok: true, digest: pipe.end() };
      },
      async read(entry, maxBytes) {
        const parts: Uint8Array[] = [];
        const failed = await each(entry, (bytes) => parts.push(bytes), maxBytes);
        return failed ?? { ok: true, content: new Uint8Array(Buffer.concat(parts)) };
      },
      async archive() {
        const hash = createHash('sha256');
        try {
          for (const piece of pieces(file.fd, 0, Number(stamp.size))) hash.update(piece);
        } catch (error) {
          return brokenFile(reason(error));
        }
        if (!sameFile(stamp, fstatSync(file.fd, { bigint: true })))
          return { ok: false, message: 'changed while it was read' };
        return { ok: true, sha256: hash.digest('hex') };
      },
      close: () => file.close(),
    },
  };
}

interface Stamp {
  size: bigint;
  mtimeNs: bigint;
  ctimeNs: bigint;
}

function sameFile(a: Stamp, b: Stamp): boolean {
  return a.size === b.size && a.mtimeNs === b.mtimeNs && a.ctimeNs === b.ctimeNs;
}

/** All entries, as the directory of the archive lists them. */
async function list(file: fs.FileHandle, limits: ContainerLimits): Promise<{ all: Listed[]; stamp: Stamp } | Unread> {
  const { fromRandomAccessReaderPromise, getFileNameLowLevel, RandomAccessReader } = await import('yauzl');
  const stamp = await file.stat({ bigint: true });
  const size = Number(stamp.size);
  // Declared as abstract, which at run time it is not: what a subclass would give is assigned.
  const Reader = RandomAccessReader as unknown as new () => RandomAccessReader;
  const reader = Object.assign(new Reader(), readsOf(file.fd));
  const zip = await fromRandomAccessReaderPromise(reader, size, { decodeStrings: false, autoClose: false });
  const tooMany: Unread = { ok: false, message: `has more than the ${limits.entries} entries that are read` };
  if (zip.entryCount > limits.entries) return tooMany;
  const directoryAt = Number(zip.readEntryCursor);
  const all: Listed[] = [];
  for await (const entry of zip.eachEntry()) {
    const { generalPurposeBitFlag: flags, fileNameRaw, extraFields } = entry;
    const path = unmarkedName(entry) ?? getFileNameLowLevel(flags, fileNameRaw, extraFields, true);
    const local = await zip.readLocalFileHeaderPromise(entry);
    const kind = kindOf(path, entry);
    const problem = entryProblem(entry, local, path);
    if (problem !== undefined && kind !== 'file') return broken(`${reason(path)} ${problem}`);
    all.push({
      listed: { path, kind, bytes: kind === 'file' ? entry.uncompressedSize : 0 },
      place: placedAt(entry, local),
      method: entry.compressionMethod,
      encrypted: entry.isEncrypted(),
      problem,
    });
    if (all.length > limits.entries) return tooMany;
  }
  const commentBytes = zip.comment.length;
  // The end record, and before it those of zip64.
  const tail = part(file.fd, Math.max(0, size - commentBytes - 22 - 20 - 56), size);
  const directoryEnd = Number(zip.readEntryCursor);
  const wrong =
    endProblem({ tail, archiveBytes: size, commentBytes, entries: all.length, directoryAt, directoryEnd }) ??
    fillProblem(
      all.map(({ place }) => place),
      directoryAt,
      (from, to) => part(file.fd, from, to),
    );
  return wrong === undefined ? { all, stamp } : broken(wrong);
}

function part(fd: number, from: number, to: number): Buffer {
  return Buffer.concat([...pieces(fd, from, to)]);
}

type Done = (error: Error | null) => void;

/** How a file is read at its places: at once, since a turn of the event loop for each of 100,000 entries takes longer than their bytes. */
function readsOf(fd: number): Pick<RandomAccessReader, 'read'> {
  return {
    read(buffer, offset, length, position, done: Done) {
      try {
        const count = readSync(fd, buffer, offset, length, position);
        done(count === length ? null : new Error('unexpected end of the archive'));
      } catch (error) {
        done(error as Error);
      }
    },
  };
}

/** The bytes of a range, piece by piece. A stream of the file system would close the file with itself. */
function* pieces(fd: number, from: number, to: number): Generator<Buffer> {
  for (let at = from; at < to; ) {
    const piece = Buffer.allocUnsafe(Math.min(pieceBytes, to - at));
    const count = readSync(fd, piece, 0, piece.length, at);
    if (count === 0) throw new Error('unexpected end of the archive');
    yield piece.subarray(0, count);
    at += count;
  }
}

function refused({ method, encrypted, problem, listed }: Listed): Unread | undefined {
  if (listed.kind !== 'file') return { ok: false, message: 'is not a regular file' };
  if (encrypted) return { ok: false, message: 'is encrypted' };
  if (problem !== undefined) return { ok: false, message: problem };
  if (method === 0 || method === 8) return undefined;
  return { ok: false, message: `is packed by method ${method}, which is not read` };
}

/** Unpacks a file until it ends, or `push` wants no more. */
async function unpack(
  fd: number,
  { place, method }: Listed,
  push: (bytes: Uint8Array) => boolean,
): Promise<Unread | undefined> {
  try {
    let sum = 0;
    let wanted = true;
    const take = (bytes: Uint8Array): boolean => {
      sum = crc32(bytes, sum);
      wanted = push(bytes);
      return wanted;
    };
    if (Math.max(place.packed, place.bytes) <= smallBytes) take(small(fd, place, method));
    else await large(fd, place, method, take);
    return !wanted || sum === place.crc32 ? undefined : brokenFile('its checksum is another one');
  } catch (error) {
    return brokenFile(reason(error));
  }
}

/** The bytes of a small file at once. What comes out has as many bytes as the archive declares. */
function small(fd: number, { dataAt, packed, bytes }: Placed, method: number): Uint8Array {
  const content = part(fd, dataAt, dataAt + packed);
  if (method === 0) return whole(content, packed, packed, bytes);
  // Zlib wants a limit of at least one byte. With `info` it tells how many bytes it took.
  const options = { maxOutputLength: Math.max(1, bytes), info: true };
  const { buffer, engine } = inflateRawSync(content, options) as unknown as {
    buffer: Buffer;
    engine: { bytesWritten: number };
  };
  return whole(buffer, engine.bytesWritten, packed, bytes);
}

/** What was unpacked, when it is all that is packed: behind its end, readers that go from file to file find other files. */
function whole(content: Buffer, taken: number, packed: number, declared: number): Buffer {
  if (content.length !== declared) throw new Error(`it has ${content.length} bytes, expected ${declared}`);
  if (taken !== packed) throw new Error(`${packed - taken} bytes follow its end`);
  return content;
}

async function large(
  fd: number,
  { dataAt, packed, bytes }: Placed,
  method: number,
  take: (bytes: Uint8Array) => boolean,
): Promise<void> {
  let count = 0;
  const counted = (chunk: Uint8Array): boolean => {
    count += chunk.length;
    if (count > bytes) throw new Error(`it has more bytes than the ${bytes} that it says`);
    return take(chunk);
  };
  const source = pieces(fd, dataAt, dataAt + packed);
  let taken = packed;
  if (method === 0) {
    for (const piece of source) if (!counted(piece)) return;
  } else {
    const inflate = createInflateRaw();
    const compressed = Readable.from(source, { objectMode: false });
    compressed.once('error', (error) => inflate.destroy(error));
    compressed.pipe(inflate);
    try {
      for await (const chunk of inflate as AsyncIterable<Buffer>) if (!counted(chunk)) return;
    } finally {
      compressed.destroy();
    }
    taken = inflate.bytesWritten;
  }
  if (count !== bytes) throw new Error(`it has ${count} bytes, expected ${bytes}`);
  if (taken !== packed) throw new Error(`${packed - taken} bytes follow its end`);
}

function brokenFile(why: string): Unread {
  return { ok: false, message: `is broken (${why})` };
}

function broken(why: string): Unread {
  return { ok: false, message: `is a broken zip archive (${why})` };
}

function unreadable(error: unknown): Unread {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
  if (code === 'ENOENT') return { ok: false, message: 'does not exist' };
  const message = `could not be read (${code})`;
  return { ok: false, message, because: { code: 'NO_DATA', message: `it ${message}`, needs: 'read access to it' } };
}
