import type { Because } from './errors.ts';

/*
 * A folder or a zip archive whose files are looked at one by one, without unpacking it and without holding a file in memory.
 */

/** `link`: a symbolic link or a reparse point, never followed; `other`: a device, a socket and whatever else is no file. */
export type EntryKind = 'file' | 'folder' | 'link' | 'other';

/** One entry as its container writes it: nothing in it is trusted. */
export interface ContainerEntry {
  /** With `/`; it can lead outside, be absolute, or stand there twice. */
  path: string;
  kind: EntryKind;
  /** Of a file, as the container declares; what it really has is counted while it is read. */
  bytes: number;
}

/** What the bytes of one file are. */
export interface FileDigest {
  bytes: number;
  sha256: string;
  /** The id that git gives the content in a repository with sha1. */
  gitBlob: string;
  /** Where it was asked for, of a text: sha256 of the content with every line end as LF, and with every one as CRLF. */
  lineEnds?: { lf: string; crlf: string };
}

/** `message` continues "the file …"; `because` where it could not be looked at, absent where it was, and is broken. */
export type Unread = { ok: false; message: string; because?: Because };

/** What a container holds. */
export interface Container {
  readonly kind: 'folder' | 'zip';
  /** A folder sorted by code unit, an archive in the order of its directory. */
  readonly entries: readonly ContainerEntry[];
  /** Reads a file to its end. Never throws for what is in the container. */
  digest(entry: ContainerEntry, wants?: { lineEnds: true }): Promise<{ ok: true; digest: FileDigest } | Unread>;
  /** The bytes of a small file. */
  read(entry: ContainerEntry, maxBytes: number): Promise<{ ok: true; content: Uint8Array } | Unread>;
  /** The sha256 of the archive itself, read anew; a folder has none. */
  archive?(): Promise<{ ok: true; sha256: string } | Unread>;
  close(): Promise<void>;
}

/** What bounds the reading of a container that others made. */
export interface ContainerLimits {
  entries: number;
  /** Of all files together, unpacked. */
  bytes: number;
}

export type OpenedContainer = { ok: true; container: Container } | Unread;
