import { createHash } from 'node:crypto';
import { constants, promises as fs } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ZipFile } from 'yazl';
import type { Packed, PackedFile } from '../core/pack.ts';
import { byCodeUnit } from './git.ts';
import { missing, openFile } from './open-file.ts';

/** The earliest time that the format has: when a file was packed is no property of the evidence. Months begin at 0. */
const noTime = new Date(1980, 0, 1);

/** A file that is not what it was when it was looked at. */
class Changed extends Error {}

/**
 * Writes an archive to a path at which nothing lies, and leaves nothing there where it cannot be whole. Files are stored, not compressed,
 * and sorted by path: compressors differ from version to version.
 */
export async function packZip(target: string, files: readonly PackedFile[], folder: string): Promise<Packed> {
  let written: fs.FileHandle | undefined;
  try {
    written = await fs.open(
      target,
      constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW,
      0o644,
    );
    const { ZipFile } = await import('yazl');
    const zip = new ZipFile();
    const hash = createHash('sha256');
    let bytes = 0;
    const counted = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        bytes += chunk.length;
        done(null, chunk);
      },
    });
    await Promise.all([
      fill(zip, files, folder),
      pipeline(zip.outputStream as Readable, counted, written.createWriteStream({ flush: true })),
    ]);
    return { ok: true, bytes, sha256: hash.digest('hex') };
  } catch (error) {
    await written?.close();
    if (written !== undefined) await fs.rm(target, { force: true });
    return problem(error);
  }
}

/** Hands all files to the archive; rejected as soon as one of them cannot be packed. */
function fill(zip: ZipFile, files: readonly PackedFile[], folder: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown): void => {
      reject(error);
      // What reads from the archive waits for its end otherwise.
      (zip.outputStream as Readable).destroy(error instanceof Error ? error : new Error(String(error)));
    };
    zip.on('error', fail);
    const sorted = [...files].sort((a, b) => byCodeUnit(a.path, b.path));
    const options = { mtime: noTime, mode: 0o100644, compress: false, forceDosTimestamp: true };
    for (const file of sorted)
      zip.addReadStreamLazy(file.path, options, (give) => {
        open(file, folder, fail).then((source) => give(undefined, source), fail);
      });
    zip.outputStream.once('end', resolve);
    zip.end();
  });
}

async function open(file: PackedFile, folder: string, fail: (error: unknown) => void): Promise<Readable> {
  const { path, from } = file;
  if ('content' in from) {
    if (createHash('sha256').update(from.content).digest('hex') !== file.sha256) throw changed(path);
    return Readable.from([Buffer.from(from.content)], { objectMode: false });
  }
  const opened = await openFile(folder, from.produced).catch((error: unknown) => missing(from.produced, error));
  if (!('file' in opened)) throw new Changed(`is not written: ${path} ${opened.message}`);
  return checked(opened.file.createReadStream(), file, fail);
}

function changed(path: string): Changed {
  return new Changed(`is not written: ${path} changed since it was looked at`);
}

/** The bytes as they pass, which must be those that the file had when it was looked at. */
function checked(source: Readable, { path, sha256 }: PackedFile, fail: (error: unknown) => void): Readable {
  const hash = createHash('sha256');
  const check = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
    flush(done) {
      const same = hash.digest('hex') === sha256;
      done(same ? null : changed(path));
    },
  });
  pipeline(source, check).catch(fail);
  return check;
}

function problem(error: unknown): Packed {
  if (error instanceof Changed) return { ok: false, message: error.message };
  const code = (error as NodeJS.ErrnoException).code;
  if (code === undefined) throw error;
  if (code === 'EEXIST') return { ok: false, message: 'is not written: another run is writing it' };
  const message = code === 'ENOSPC' ? 'could not be written: the disk is full' : `could not be written (${code})`;
  return {
    ok: false,
    message,
    because: { code: 'NO_DATA', message: `it ${message}`, needs: 'space and write access for it' },
  };
}
