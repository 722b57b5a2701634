import { createHash } from 'node:crypto';
import { promises as fs, fstatSync, readSync } from 'node:fs';
import { Readable } from 'node:stream';
import { crc32, inflateRawSync } from 'node:zlib';
import type { Entry, RandomAccessReader, ZipFile } from 'yauzl';
import type { ContainerEntry, ContainerLimits, OpenedContainer, Unread } from '../core/container.ts';
import { digester } from '../core/file-digest.ts';
import { directoryEnd, kindOf, reason } from './zip-entry.ts';

/** Files up to this size are unpacked at once. */
const smallBytes = 1024 * 1024;
const pieceBytes = 256 * 1024;

interface Listed {
  listed: ContainerEntry;
  entry: Entry;
  /** Where the bytes of the file begin, or why they cannot be found. */
  dataStart: number | string;
}

/**
 * Opens a zip archive. Nothing that it says of itself is believed: sizes are counted and checksums computed while a file is unpacked, its
 * name must stand at both places, and no two entries may share bytes. Whether paths lead outside or stand there twice is for the caller to judge.
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
  const { zip, all, stamp } = opened;
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
    const failed = await unpack(zip, file.fd, one, limited);
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
async function list(
  file: fs.FileHandle,
  limits: ContainerLimits,
): Promise<{ zip: ZipFile; all: Listed[]; stamp: Stamp } | Unread> {
  const { fromRandomAccessReaderPromise, getFileNameLowLevel, RandomAccessReader } = await import('yauzl');
  const stamp = await file.stat({ bigint: true });
  const size = Number(stamp.size);
  // Declared as abstract, which at run time it is not: what a subclass would give is assigned.
  const Reader = RandomAccessReader as unknown as new () => RandomAccessReader;
  const reader = Object.assign(new Reader(), readsOf(file.fd));
  const zip = await fromRandomAccessReaderPromise(reader, size, { decodeStrings: false, autoClose: false });
  const tooMany: Unread = { ok: false, message: `has more than the ${limits.entries} entries that are read` };
  if (zip.entryCount > limits.entries) return tooMany;
  const all: Listed[] = [];
  for await (const entry of zip.eachEntry()) {
    const path = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
    const dataStart = await zip.readLocalFileHeaderPromise(entry).then(
      (header) =>
        header.fileName.equals(entry.fileNameRaw) ? header.fileDataStart : 'has another name before its bytes',
      (error: unknown) => `is broken (${reason(error)})`,
    );
    const kind = kindOf(path, entry);
    all.push({ listed: { path, kind, bytes: kind === 'file' ? entry.uncompressedSize : 0 }, entry, dataStart });
    if (all.length > limits.entries) return tooMany;
  }
  const tail = Buffer.alloc(Math.min(size, 42 + zip.comment.length));
  await file.read(tail, 0, tail.length, size - tail.length);
  // The declared types take the position for a boolean.
  if (Number(zip.readEntryCursor) !== directoryEnd(tail, size, zip.comment.length))
    return broken('its directory does not end where it says');
  return overlap(all) ?? { zip, all, stamp };
}

type Done = (error: Error | null) => void;

/** How a file is read at its places: at once, since a turn of the event loop for each of 100,000 entries takes longer than their bytes. */
function readsOf(
  fd: number,
): Pick<RandomAccessReader, 'read'> & { _readStreamForRange(from: number, to: number): Readable } {
  return {
    read(buffer, offset, length, position, done: Done) {
      try {
        const count = readSync(fd, buffer, offset, length, position);
        done(count === length ? null : new Error('unexpected end of the archive'));
      } catch (error) {
        done(error as Error);
      }
    },
    _readStreamForRange: (from, to) => Readable.from(pieces(fd, from, to), { objectMode: false }),
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

/** Entries that share bytes: a bomb that unpacks the same bytes again and again, or two files of which readers see one or the other. */
function overlap(all: readonly Listed[]): Unread | undefined {
  const ranges = all.flatMap(({ entry, dataStart }) =>
    typeof dataStart === 'number'
      ? [{ from: entry.relativeOffsetOfLocalHeader, to: dataStart + entry.compressedSize }]
      : [],
  );
  ranges.sort((a, b) => a.from - b.from || a.to - b.to);
  let end = 0;
  const shared = ranges.some(({ from, to }) => {
    const within = from < end;
    end = Math.max(end, to);
    return within;
  });
  return shared ? broken('two of its entries share bytes') : undefined;
}

function refused({ entry, dataStart, listed }: Listed): Unread | undefined {
  if (listed.kind !== 'file') return { ok: false, message: 'is not a regular file' };
  if (entry.isEncrypted()) return { ok: false, message: 'is encrypted' };
  if (!entry.canDecodeFileData())
    return { ok: false, message: `is packed by method ${entry.compressionMethod}, which is not read` };
  return typeof dataStart === 'string' ? { ok: false, message: dataStart } : undefined;
}

/** Unpacks a file until it ends, or `push` wants no more. */
async function unpack(
  zip: ZipFile,
  fd: number,
  { entry, dataStart }: Listed,
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
    if (Math.max(entry.compressedSize, entry.uncompressedSize) <= smallBytes) take(small(fd, entry, Number(dataStart)));
    else {
      const stream = await zip.openReadStreamPromise(entry);
      for await (const chunk of stream as AsyncIterable<Buffer>) if (!take(chunk)) break;
    }
    return !wanted || sum === entry.crc32 ? undefined : brokenFile('its checksum is another one');
  } catch (error) {
    return brokenFile(reason(error));
  }
}

/** The bytes of a small file at once. What comes out has as many bytes as the archive declares. */
function small(fd: number, { compressedSize, uncompressedSize, compressionMethod }: Entry, at: number): Uint8Array {
  const packed = Buffer.alloc(compressedSize);
  if (readSync(fd, packed, 0, compressedSize, at) < compressedSize) throw new Error('it is cut off');
  // Zlib wants a limit of at least one byte.
  const limit = { maxOutputLength: Math.max(1, uncompressedSize) };
  const content = compressionMethod === 0 ? packed : inflateRawSync(packed, limit);
  if (content.length === uncompressedSize) return content;
  throw new Error(`it has ${content.length} bytes, expected ${uncompressedSize}`);
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
