import type { Missing, ReadSource } from './ports.ts';

/*
 * Reading of files with many records (rows of measurements), too large to hold: in blocks, by several threads, in memory that
 * does not grow with the file. What a record is and what it says is pure code; the port only moves bytes.
 */

/** Whole records, in file order. */
export interface RecordBlock {
  bytes: Uint8Array;
  /** What the cutter tells the reader about them; plain data. */
  about?: unknown;
}

/** Cuts the bytes of one file, as they come, into blocks of whole records. The same bytes give the same blocks, however they come. */
export interface RecordCutter {
  /** The bytes may be overwritten afterwards. */
  push(bytes: Uint8Array): RecordBlock[];
  /** The file has ended. */
  end(): RecordBlock[];
}

/** Adds up what blocks say. */
export interface RecordReader<T> {
  /** What no record says. Plain data, like every `T`: it goes from one thread to another. */
  empty(): T;
  read(block: RecordBlock): T;
  /** Both, `a` standing before `b`; neither can be used afterwards. */
  merge(a: T, b: T): T;
}

/** A way of reading files of records. */
export interface RecordScan<P, T> {
  /** In threads of its own the reader is made by `<name>-worker.js` from the same parameters. */
  name: string;
  /** The bytes are taken as they lie there, compressed or not. */
  raw?: true;
  cutter(parameters: P): RecordCutter;
  reader(parameters: P): RecordReader<T>;
}

/** A file of records: one that a step of this job produced, or bytes that were read already. */
export type ScanSource = { path: string; produced: true } | { path: string; content: Uint8Array };

export interface ScanLimits {
  /** Of the file, and of what comes out of it when it is compressed with gzip. */
  maxBytes: number;
}

/** What the records of one file say. */
export interface Scanned<T> {
  found: true;
  path: string;
  source: ReadSource | 'memory';
  value: T;
  /** Of the file as it lies there, compressed or not. */
  sha256: string;
  bytes: number;
}

/** `broken`: its gzip container is damaged or cut off, or it changed while it was read. */
export type NotScanned = Missing | { found: false; path: string; reason: 'broken'; message: string };

/** Scans one file; never throws for what is in it. */
export type Scan = <P, T>(
  scan: RecordScan<P, T>,
  parameters: P,
  source: ScanSource,
  limits: ScanLimits,
) => Promise<Scanned<T> | NotScanned>;

/** Reads nothing but the bytes: for the digest of a file of any size. */
export const digestScan: RecordScan<undefined, null> = {
  name: 'digest',
  raw: true,
  cutter: () => ({ push: () => [], end: () => [] }),
  reader: () => ({ empty: () => null, read: () => null, merge: () => null }),
};
