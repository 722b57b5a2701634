import type { Entry, LocalFileHeader } from 'yauzl';

/*
 * Some readers of zip archives go by the directory at the end, some by what stands before the bytes of each file, some by either end
 * record. Here they must all see the same files.
 */

/** What is compared of an entry: as the directory has it, and as it stands before its bytes. */
export type Central = Pick<
  Entry,
  | 'fileNameRaw'
  | 'generalPurposeBitFlag'
  | 'compressionMethod'
  | 'crc32'
  | 'compressedSize'
  | 'uncompressedSize'
  | 'relativeOffsetOfLocalHeader'
  | 'extraFields'
>;
export type Local = Pick<
  LocalFileHeader,
  | 'fileName'
  | 'generalPurposeBitFlag'
  | 'compressionMethod'
  | 'crc32'
  | 'compressedSize'
  | 'uncompressedSize'
  | 'extraField'
  | 'fileDataStart'
>;

const encrypted = 0x1;
const sizesFollow = 0x8;
const utf8 = 0x800;
const zip64Extra = 0x0001;
const nameExtra = 0x7075;
const large = 0xffffffff;

/**
 * In what the two descriptions of an entry contradict each other, or the names that it gives itself: a clause that continues its name.
 * `name` is what its path was taken for.
 */
export function entryProblem(central: Central, local: Local, name: string): string | undefined {
  if (!local.fileName.equals(central.fileNameRaw)) return 'has another name before its bytes';
  const localExtra = extraFields(local.extraField);
  if (localExtra === undefined) return 'has broken extra fields before its bytes';
  if (otherName(central, name, localExtra)) return 'has another name for other readers';
  if (((central.generalPurposeBitFlag ^ local.generalPurposeBitFlag) & (encrypted | utf8)) !== 0)
    return 'has other flags before its bytes';
  if (central.compressionMethod !== local.compressionMethod) return 'is packed by another method before its bytes';
  const fields = [central.extraFields, localExtra].map((all) => all.filter(({ id }) => id === zip64Extra));
  if (fields.some(({ length }) => length > 1)) return 'has its sizes more than once';
  const follow = (local.generalPurposeBitFlag & sizesFollow) !== 0;
  const same = (said: number, known: number): boolean => said === known || (follow && said === 0);
  const sizes = localSizes(local, fields[1]?.[0]?.data);
  if (sizes === undefined) return 'has no sizes before its bytes';
  return same(local.crc32, central.crc32) &&
    same(sizes.uncompressed, central.uncompressedSize) &&
    same(sizes.compressed, central.compressedSize)
    ? undefined
    : 'has other sizes or another checksum before its bytes';
}

function localSizes(
  { uncompressedSize, compressedSize }: Local,
  zip64: Buffer | undefined,
): { uncompressed: number; compressed: number } | undefined {
  let at = 0;
  const size = (said: number): number | undefined => {
    if (said !== large) return said;
    at += 8;
    return zip64 === undefined || zip64.length < at ? undefined : Number(zip64.readBigUInt64LE(at - 8));
  };
  const uncompressed = size(uncompressedSize);
  const compressed = size(compressedSize);
  return uncompressed === undefined || compressed === undefined ? undefined : { uncompressed, compressed };
}

/**
 * A name of which an archive does not say how it is written: taken for UTF-8, as zip(1), unzip and most others do, and with U+FFFD where
 * it is none. Undefined where the archive says it.
 */
export function unmarkedName({
  fileNameRaw,
  generalPurposeBitFlag,
  extraFields: all,
}: Pick<Central, 'fileNameRaw' | 'generalPurposeBitFlag' | 'extraFields'>): string | undefined {
  const marked = (generalPurposeBitFlag & utf8) !== 0 || all.some(({ id }) => id === nameExtra);
  return marked ? undefined : fileNameRaw.toString('utf8');
}

/** Whether a reader that does not look at extra fields, or looks at others, takes the path for another one. */
function otherName({ fileNameRaw, extraFields: all }: Central, name: string, localExtra: readonly Extra[]): boolean {
  const written = fileNameRaw.toString('utf8');
  const given = [...all, ...localExtra].filter(({ id }) => id === nameExtra);
  return name !== written || given.some(({ data }) => data.subarray(5).toString('utf8') !== written);
}

interface Extra {
  id: number;
  data: Buffer;
}

function extraFields(bytes: Buffer): Extra[] | undefined {
  const fields: Extra[] = [];
  let at = 0;
  for (; at + 4 <= bytes.length; ) {
    const end = at + 4 + bytes.readUInt16LE(at + 2);
    if (end > bytes.length) return undefined;
    fields.push({ id: bytes.readUInt16LE(at), data: bytes.subarray(at + 4, end) });
    at = end;
  }
  return fields;
}

/** Where an entry lies in its archive. */
export interface Placed {
  /** Where it begins, and where its bytes do. */
  at: number;
  dataAt: number;
  packed: number;
  bytes: number;
  crc32: number;
  /** Its sizes stand behind its bytes. */
  follow: boolean;
  /** They stand before them, too. */
  known: boolean;
}

export function placedAt(central: Central, local: Local): Placed {
  return {
    at: central.relativeOffsetOfLocalHeader,
    dataAt: local.fileDataStart,
    packed: central.compressedSize,
    bytes: central.uncompressedSize,
    crc32: central.crc32,
    follow: (local.generalPurposeBitFlag & sizesFollow) !== 0,
    known: local.compressedSize === central.compressedSize,
  };
}

/**
 * Why the entries do not fill the archive from its first byte to its directory, one after the other: in bytes that no entry has, readers
 * that go from file to file find other files. `bytes` reads from the archive.
 */
export function fillProblem(
  all: readonly Placed[],
  directoryAt: number,
  bytes: (from: number, to: number) => Buffer,
): string | undefined {
  const sorted = [...all].sort((a, b) => a.at - b.at);
  let at = 0;
  for (const [index, entry] of sorted.entries()) {
    if (entry.at < at) return 'two of its entries share bytes';
    if (entry.at > at) return `it has ${entry.at - at} bytes of no entry`;
    at = entry.dataAt + entry.packed;
    const next = sorted[index + 1]?.at ?? directoryAt;
    if (entry.follow && next - at <= 24 && next > at && isDescriptor(bytes(at, next), entry)) at = next;
    else if (entry.follow && !entry.known) return 'an entry is not followed by its sizes, as it says';
  }
  if (at === directoryAt) return undefined;
  return at > directoryAt ? 'two of its entries share bytes' : `it has ${directoryAt - at} bytes of no entry`;
}

/** Checksum and sizes as they stand behind the bytes of a file, with or without a mark before them. */
function isDescriptor(found: Buffer, { crc32, packed, bytes }: Placed): boolean {
  const marked = found.length === 16 || found.length === 24;
  const fields = marked ? found.subarray(4) : found;
  if (marked && found.readUInt32LE(0) !== 0x08074b50) return false;
  if (fields.length !== 12 && fields.length !== 20) return false;
  const size = (index: number): number =>
    fields.length === 12 ? fields.readUInt32LE(4 + index * 4) : Number(fields.readBigUInt64LE(4 + index * 8));
  return fields.readUInt32LE(0) === crc32 && size(0) === packed && size(1) === bytes;
}

/** What the end of an archive says, and what was found. */
export interface Ends {
  /** The last bytes of the archive: at least the end record, its comment, and 76 bytes before, if there are that many. */
  tail: Buffer;
  archiveBytes: number;
  commentBytes: number;
  entries: number;
  directoryAt: number;
  directoryEnd: number;
}

/** Why the end records do not say, each of them, where the directory lies and how many entries it has. */
export function endProblem(ends: Ends): string | undefined {
  const { tail, archiveBytes, commentBytes, entries, directoryAt, directoryEnd } = ends;
  const bytes = directoryEnd - directoryAt;
  const record = tail.length - 22 - commentBytes;
  const end = archiveBytes - 22 - commentBytes;
  const wrong = 'its directory does not end where it says';
  // A second reader would take the comment for the end.
  if (tail.subarray(record + 22).includes('PK\x05\x06', 0, 'latin1')) return 'its comment has an end of its own';
  const locator = record - 20;
  const zip64 = locator >= 0 && tail.readUInt32LE(locator) === 0x07064b50;
  const agrees = (said: number, none: number, known: number): boolean => said === known || (zip64 && said === none);
  if (
    !agrees(tail.readUInt16LE(record + 8), 0xffff, entries) ||
    !agrees(tail.readUInt16LE(record + 10), 0xffff, entries) ||
    !agrees(tail.readUInt32LE(record + 12), large, bytes) ||
    !agrees(tail.readUInt32LE(record + 16), large, directoryAt)
  )
    return wrong;
  if (!zip64) return directoryEnd === end ? undefined : wrong;
  const wide = locator - 56;
  if (wide < 0 || Number(tail.readBigUInt64LE(locator + 8)) !== directoryEnd) return wrong;
  const says = (offset: number): number => Number(tail.readBigUInt64LE(wide + offset));
  return end - 76 === directoryEnd &&
    tail.readUInt32LE(wide) === 0x06064b50 &&
    says(24) === entries &&
    says(32) === entries &&
    says(40) === bytes &&
    says(48) === directoryAt
    ? undefined
    : wrong;
}
