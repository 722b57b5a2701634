import { createHash } from 'node:crypto';
import type { promises as fs } from 'node:fs';
import { availableParallelism } from 'node:os';
import { containedPath } from '../core/path.ts';
import type { ReadSource } from '../core/ports.ts';
import type { NotScanned, RecordScan, ScanLimits, Scanned, ScanSource } from '../core/scan.ts';
import { inflated, isGzip } from './gzip-stream.ts';
import { tooLarge } from './missing.ts';
import { missing, openFile } from './open-file.ts';
import { type Lanes, ownLane, workerLanes } from './scan-lanes.ts';

export interface ScanOptions {
  /** Threads that read records beside this one, which reads the file; 0: all in this one. As many as there are cores, at most 8. */
  threads?: number;
  /** Smaller files are read in this thread; 8 MiB unless given. */
  smallBytes?: number;
  /** What the threads run; the file `<name of the scan>-worker.js` beside this one unless given. */
  worker?: URL;
}

const mostThreads = 8;
const small = 8 * 1024 * 1024;
const chunkBytes = 512 * 1024;
/** Compressed rows become several times as long. */
const usualRatio = 8;

/** The bytes of a source as they lie there. What a piece holds may be overwritten when the next one is asked for. */
interface Opened {
  path: string;
  source: ReadSource | 'memory';
  bytes: number;
  pieces: AsyncIterable<Uint8Array>;
  /** Why what was read is not what lies there. */
  changed(): Promise<string | undefined>;
  close(): Promise<void>;
}

/**
 * Scans one regular file of the folder, or bytes that were read already. Each byte is read once: what is hashed is what is
 * judged. `path` must be one that may be read; links are never followed. Memory does not grow with the file, and the value is
 * the same with any number of threads.
 */
export async function scanFile<P, T>(
  folder: string,
  scan: RecordScan<P, T>,
  parameters: P,
  source: ScanSource,
  limits: ScanLimits,
  options: ScanOptions = {},
): Promise<Scanned<T> | NotScanned> {
  let opened: Opened | NotScanned;
  try {
    opened = 'content' in source ? inMemory(source) : await onDisk(folder, source.path);
  } catch (error) {
    return missing(source.path, error);
  }
  if ('found' in opened) return { ...opened, path: source.path };
  try {
    return await scanOpened(opened, scan, parameters, limits, options);
  } finally {
    await opened.close();
  }
}

async function scanOpened<P, T>(
  opened: Opened,
  scan: RecordScan<P, T>,
  parameters: P,
  { maxBytes }: ScanLimits,
  options: ScanOptions,
): Promise<Scanned<T> | NotScanned> {
  const { path, source } = opened;
  if (opened.bytes > maxBytes) return tooLarge(path, maxBytes);
  const broken = (message: string): NotScanned => ({ found: false, path, reason: 'broken', message });
  const hash = createHash('sha256');
  let bytes = 0;
  async function* hashed(): AsyncGenerator<Uint8Array> {
    for await (const piece of opened.pieces) {
      bytes += piece.length;
      // A file that grows while it is read.
      if (bytes > maxBytes) return;
      hash.update(piece);
      yield piece;
    }
  }
  const { gzip, pieces } = scan.raw === true ? { gzip: false, pieces: hashed() } : await isGzip(hashed());
  let damage: string | undefined;
  const content = gzip
    ? inflated(
        pieces,
        () => bytes,
        (message) => (damage = message),
      )
    : pieces;

  const cutter = scan.cutter(parameters);
  const lanes = lanesFor(scan, parameters, gzip ? opened.bytes * usualRatio : opened.bytes, options);
  let out = 0;
  try {
    for await (const piece of content) {
      out += piece.length;
      if (out > maxBytes) return tooLarge(path, maxBytes);
      for (const block of cutter.push(piece)) await lanes.add(block);
    }
    if (bytes > maxBytes) return tooLarge(path, maxBytes);
    if (damage !== undefined) return broken(damage);
    const changed = bytes === opened.bytes ? await opened.changed() : 'changed while it was read';
    if (changed !== undefined) return broken(changed);
    for (const block of cutter.end()) await lanes.add(block);
    const value = await lanes.value();
    return { found: true, path, source, value, sha256: hash.digest('hex'), bytes };
  } catch (error) {
    if (isFileError(error)) return missing(path, error);
    throw error;
  } finally {
    await lanes.end();
  }
}

function lanesFor<P, T>(scan: RecordScan<P, T>, parameters: P, bytes: number, options: ScanOptions): Lanes<T> {
  const threads = Math.min(options.threads ?? availableParallelism(), mostThreads);
  const reader = scan.reader(parameters);
  // The sources themselves have no file for a worker: only what is built does.
  const worker = options.worker ?? (import.meta.url.endsWith('.ts') ? undefined : workerOf(scan.name));
  if (threads === 0 || worker === undefined || scan.raw === true || bytes < (options.smallBytes ?? small))
    return ownLane(reader);
  return workerLanes(reader, parameters, worker, threads);
}

function workerOf(name: string): URL {
  return new URL(`./${name}-worker.js`, import.meta.url);
}

function inMemory({ path, content }: { path: string; content: Uint8Array }): Opened {
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < content.length; at += chunkBytes) yield content.subarray(at, at + chunkBytes);
  }
  return {
    path,
    source: 'memory',
    bytes: content.length,
    pieces: pieces(),
    changed: async () => undefined,
    close: async () => {},
  };
}

async function onDisk(folder: string, asked: string): Promise<Opened | NotScanned> {
  const contained = containedPath(asked);
  if (!contained.ok) return { found: false, path: asked, reason: 'outside', message: contained.message };
  const opened = await openFile(folder, contained.path);
  if ('found' in opened) return opened;
  const { file } = opened;
  const identity = async (): Promise<{ text: string; bytes: number }> => {
    const { dev, ino, size, mtimeNs, ctimeNs } = await file.stat({ bigint: true });
    return { text: [dev, ino, size, mtimeNs, ctimeNs].join(' '), bytes: Number(size) };
  };
  try {
    const before = await identity();
    return {
      path: contained.path,
      source: 'output',
      bytes: before.bytes,
      pieces: readAhead(file),
      changed: async () => ((await identity()).text === before.text ? undefined : 'changed while it was read'),
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** The file in pieces; while one is used the next one is read into the other of two buffers. */
async function* readAhead(file: fs.FileHandle): AsyncGenerator<Uint8Array> {
  const buffers = [Buffer.allocUnsafeSlow(chunkBytes), Buffer.allocUnsafeSlow(chunkBytes)];
  let position = 0;
  const read = (turn: number): ReturnType<typeof file.read> => {
    const next = file.read(buffers[turn % 2] ?? Buffer.alloc(0), 0, chunkBytes, position);
    // Whoever stops in the middle never asks for it.
    next.catch(() => {});
    return next as ReturnType<typeof file.read>;
  };
  let ahead = read(0);
  try {
    for (let turn = 0; ; turn += 1) {
      const { bytesRead, buffer } = await ahead;
      if (bytesRead === 0) return;
      position += bytesRead;
      ahead = read(turn + 1);
      yield new Uint8Array(buffer.buffer, buffer.byteOffset, bytesRead);
    }
  } finally {
    await ahead.catch(() => {});
  }
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
