import { crc32, inflateRaw } from 'node:zlib';
import type { Entry } from 'yauzl';
import { pathProblem } from '../core/path.ts';
import { tooLarge } from './missing.ts';
import { isWanted, maxArchiveEntries, maxReportBytes, maxUnpackedBytes } from './report-limits.ts';
import { directoryEnd, kindOf, reason } from './zip-entry.ts';

/** One file of an archive. */
export interface ArchiveFile {
  path: string;
  content: Uint8Array;
}

/** What an archive holds, or a clause that continues "the artifact …" and says why nothing of it is taken. */
export type Archive =
  | { ok: true; files: ArchiveFile[]; problems: { path: string; message: string }[] }
  | { ok: false; message: string };

/** Whether bytes begin as a zip archive does, an empty one too. */
export function beginsAsZip(bytes: Uint8Array): boolean {
  const [p, k, a, b] = bytes;
  return p === 0x50 && k === 0x4b && ((a === 3 && b === 4) || (a === 5 && b === 6));
}

/**
 * The `*.json` files of a zip archive, and those with further endings. Nothing that the archive says of itself is believed: sizes are counted while a file
 * is unpacked, the checksum is computed, and its own name stands at both places. A path that leads outside, a name given
 * twice, entries that are not counted or more bytes than allowed void the whole archive; what is wrong with one file (a link,
 * encrypted, too large, broken) is a problem of that file. Never throws for what the archive holds.
 */
export async function readArchive(bytes: Uint8Array, endings: readonly string[] = []): Promise<Archive> {
  if (!beginsAsZip(bytes)) return { ok: false, message: 'is no zip archive' };
  const archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const listed = await list(archive);
  if (!Array.isArray(listed)) return { ok: false, message: listed.message };
  const refused = refuse(listed);
  if (refused !== undefined) return { ok: false, message: refused };

  const files: ArchiveFile[] = [];
  const problems: { path: string; message: string }[] = [];
  let left = maxUnpackedBytes;
  for (const { path, entry, dataStart } of listed) {
    const kind = kindOf(path, entry);
    if (kind === 'folder') continue;
    if (kind !== 'file')
      problems.push({ path, message: kind === 'link' ? 'is a symbolic link' : 'is not a regular file' });
    if (kind !== 'file' || !isWanted(path, endings)) continue;
    const unpacked = await unpack(archive, entry, dataStart, left);
    if (unpacked === 'spent') {
      return { ok: false, message: `has more than the ${maxUnpackedBytes} bytes that are unpacked` };
    }
    if ('content' in unpacked) {
      left -= unpacked.content.length;
      files.push({ path, content: unpacked.content });
    } else {
      left -= unpacked.cost;
      problems.push({ path, message: unpacked.message });
    }
  }
  return { ok: true, files, problems };
}

interface Listed {
  path: string;
  entry: Entry;
  /** Where the bytes of the file begin, or why they cannot be found. */
  dataStart: number | string;
}

/** All entries, as the directory of the archive lists them. */
async function list(archive: Buffer): Promise<Listed[] | { message: string }> {
  const { fromBufferPromise, getFileNameLowLevel } = await import('yauzl');
  try {
    const zip = await fromBufferPromise(archive, { decodeStrings: false, strictFileNames: true });
    if (zip.entryCount > maxArchiveEntries) {
      return { message: `has more than the ${maxArchiveEntries} entries that are read` };
    }
    const listed: Listed[] = [];
    for await (const entry of zip.eachEntry()) {
      const path = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
      const dataStart = await zip.readLocalFileHeaderPromise(entry).then(
        (header) =>
          header.fileName.equals(entry.fileNameRaw) ? header.fileDataStart : 'has another name before its bytes',
        (error: unknown) => `is broken (${reason(error)})`,
      );
      listed.push({ path, entry, dataStart });
    }
    // The declared types take the position for a boolean.
    const end = Number(zip.readEntryCursor);
    if (end === directoryEnd(archive, archive.length, zip.comment.length)) return listed;
    return { message: 'is a broken zip archive (its directory does not end where it says)' };
  } catch (error) {
    return { message: `is a broken zip archive (${reason(error)})` };
  }
}

/** Why nothing of an archive with these entries is taken. */
function refuse(listed: readonly Listed[]): string | undefined {
  const seen = new Set<string>();
  for (const { path } of listed) {
    const wrong = pathProblem(path);
    if (wrong !== undefined) return `holds the path ${JSON.stringify(path.slice(0, 200))}, which ${wrong}`;
    if (seen.has(path)) return `holds ${path} twice`;
    seen.add(path);
  }
  return undefined;
}

/** `cost`: how many bytes were unpacked for nothing. `spent`: the archive has more bytes than may be unpacked. */
type Unpacked = { content: Uint8Array } | { message: string; cost: number } | 'spent';

async function unpack(archive: Buffer, entry: Entry, start: number | string, left: number): Promise<Unpacked> {
  const large = tooLarge('', maxReportBytes).message;
  if (entry.isEncrypted()) return { message: 'is encrypted', cost: 0 };
  if (!entry.canDecodeFileData()) {
    return { message: `is packed by method ${entry.compressionMethod}, which is not read`, cost: 0 };
  }
  if (typeof start === 'string') return { message: start, cost: 0 };
  if (entry.uncompressedSize > maxReportBytes) return { message: large, cost: 0 };
  const limit = Math.min(left, maxReportBytes);
  const packed = archive.subarray(start, start + entry.compressedSize);
  const content = entry.compressionMethod === 0 ? new Uint8Array(packed) : await inflate(packed, limit);
  if (content === 'broken') return { message: 'is broken: its bytes cannot be unpacked', cost: limit };
  if (content === 'too-large' || content.length > limit) {
    return limit < maxReportBytes ? 'spent' : { message: large, cost: limit };
  }
  const size = content.length;
  if (size !== entry.uncompressedSize) {
    const message = `is broken: it has ${size} bytes, expected ${entry.uncompressedSize} as its archive says`;
    return { message, cost: size };
  }
  if (crc32(content) !== entry.crc32) return { message: 'is broken: its checksum is another one', cost: size };
  return { content };
}

function inflate(packed: Uint8Array, maxBytes: number): Promise<Uint8Array | 'too-large' | 'broken'> {
  return new Promise((resolve) => {
    // Zlib wants a limit of at least one byte, and stops as soon as more came.
    inflateRaw(packed, { maxOutputLength: Math.max(1, maxBytes) }, (error, content) => {
      if (error === null) resolve(new Uint8Array(content));
      else resolve((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : 'broken');
    });
  });
}
