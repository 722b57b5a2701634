import { crc32, deflateRawSync } from 'node:zlib';

/** One entry of an archive. What is not said is what an honest packer writes. */
export interface ZipEntry {
  name: string | Uint8Array;
  content?: string | Uint8Array;
  /** Not compressed. */
  stored?: true;
  /** The name before the bytes, when it is another one than in the directory. */
  localName?: string;
  /** What else stands before the bytes and not so in the directory. */
  before?: { method?: number; crc?: number; size?: number; packedSize?: number; flags?: number; extra?: Uint8Array };
  /** Bytes behind those of the entry, which belong to none. */
  behind?: Uint8Array;
  /** What the directory says of the unpacked and the packed size, of the checksum and of the method. */
  size?: number;
  packedSize?: number;
  crc?: number;
  method?: number;
  /** General purpose bits besides the one for UTF-8. */
  flags?: number;
  /** It does not say that its name is UTF-8. */
  unmarked?: true;
  /** Type and permissions as Unix has them, e.g. 0o120777 for a link. */
  mode?: number;
  /** The attributes of DOS and Windows. */
  attributes?: number;
  extra?: Uint8Array;
  /** The bytes in the archive, whatever the content is. */
  packed?: Uint8Array;
}

/** What an archive says of itself that is not so. */
export interface ZipShape {
  /** Bytes before the archive; its offsets count from its own beginning, unless `adjusted`. */
  prefix?: Uint8Array;
  adjusted?: true;
  suffix?: Uint8Array;
  comment?: string;
  /** How many entries it says it has, and how many bytes its directory. */
  count?: number;
  directoryBytes?: number;
  /** The end record says so beside the records of zip64. */
  directoryAt?: number;
  disk?: number;
  /** Adds the end records of zip64, with these values instead of the true ones. */
  zip64?: { count?: number; directoryAt?: number; recordAt?: number; signature?: number };
}

/** The bytes of a zip archive with these entries. */
export function zipFile(entries: readonly ZipEntry[], shape: ZipShape = {}): Uint8Array {
  const base = shape.adjusted === true ? (shape.prefix?.length ?? 0) : 0;
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = base;
  for (const entry of entries) {
    const { local, central } = entryParts(entry, at);
    files.push(local);
    directory.push(central);
    at += local.length;
  }
  const listing = Buffer.concat(directory);
  const end = endRecords(entries.length, at, listing.length, shape);
  return new Uint8Array(
    Buffer.concat([shape.prefix ?? Buffer.alloc(0), ...files, listing, end, shape.suffix ?? Buffer.alloc(0)]),
  );
}

function entryParts(entry: ZipEntry, at: number): { local: Buffer; central: Buffer } {
  const content = Buffer.from(entry.content ?? '');
  const packed = Buffer.from(entry.packed ?? (entry.stored === true ? content : deflateRawSync(content)));
  const name = Buffer.from(entry.name);
  const localName = Buffer.from(entry.localName ?? name);
  const extra = Buffer.from(entry.extra ?? []);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  const encoding = entry.unmarked === true ? 0 : 0x800;
  common.writeUInt16LE((entry.flags ?? 0) | encoding, 2);
  common.writeUInt16LE(entry.method ?? (entry.stored === true ? 0 : 8), 4);
  common.writeUInt16LE(0, 6);
  common.writeUInt16LE(0x5a21, 8);
  common.writeUInt32LE(entry.crc ?? crc32(content), 10);
  common.writeUInt32LE(entry.packedSize ?? packed.length, 14);
  common.writeUInt32LE(entry.size ?? content.length, 18);
  common.writeUInt16LE(localName.length, 22);
  common.writeUInt16LE(0, 24);
  const before = Buffer.from(common);
  const { before: other = {} } = entry;
  if (other.flags !== undefined) before.writeUInt16LE(other.flags | encoding, 2);
  if (other.method !== undefined) before.writeUInt16LE(other.method, 4);
  if (other.crc !== undefined) before.writeUInt32LE(other.crc, 10);
  if (other.packedSize !== undefined) before.writeUInt32LE(other.packedSize, 14);
  if (other.size !== undefined) before.writeUInt32LE(other.size, 18);
  const localExtra = Buffer.from(other.extra ?? []);
  before.writeUInt16LE(localExtra.length, 24);
  const behind = Buffer.from(entry.behind ?? []);
  const local = Buffer.concat([
    ...[Buffer.from('PK\x03\x04', 'latin1'), before, localName, localExtra, packed, behind],
  ]);
  const listed = Buffer.from(common);
  listed.writeUInt16LE(name.length, 22);
  listed.writeUInt16LE(extra.length, 24);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE((((entry.mode ?? 0) << 16) | (entry.attributes ?? 0)) >>> 0, 6);
  rest.writeUInt32LE(at, 10);
  const madeBy = Buffer.from([20, entry.mode === undefined ? 0 : 3]);
  const central = Buffer.concat([Buffer.from('PK\x01\x02', 'latin1'), madeBy, listed, rest, name, extra]);
  return { local, central };
}

function endRecords(count: number, at: number, size: number, shape: ZipShape): Buffer {
  const comment = Buffer.from(shape.comment ?? '');
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(shape.disk ?? 0, 4);
  end.writeUInt16LE(shape.zip64 === undefined ? (shape.count ?? count) : 0xffff, 8);
  end.writeUInt16LE(shape.zip64 === undefined ? (shape.count ?? count) : 0xffff, 10);
  end.writeUInt32LE(shape.directoryBytes ?? size, 12);
  end.writeUInt32LE(shape.directoryAt ?? (shape.zip64 === undefined ? at : 0xffffffff), 16);
  end.writeUInt16LE(comment.length, 20);
  if (shape.zip64 === undefined) return Buffer.concat([end, comment]);
  const record = Buffer.alloc(56);
  record.writeUInt32LE(shape.zip64.signature ?? 0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeBigUInt64LE(BigInt(count), 24);
  record.writeBigUInt64LE(BigInt(shape.zip64.count ?? count), 32);
  record.writeBigUInt64LE(BigInt(size), 40);
  record.writeBigUInt64LE(BigInt(shape.zip64.directoryAt ?? at), 48);
  const locator = Buffer.alloc(20);
  locator.write('PK\x06\x07', 'latin1');
  locator.writeBigUInt64LE(BigInt(shape.zip64.recordAt ?? at + size), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([record, locator, end, comment]);
}

/** A megabyte and more of zeros packs to about a thousandth. */
export function zeros(bytes: number): Uint8Array {
  return new Uint8Array(bytes);
}
