import { createHash, type Hash } from 'node:crypto';
import type { FileDigest } from '../core/container.ts';

/** Takes the bytes of one file as they come; `end` gives what they are. */
export interface Digester {
  push(bytes: Uint8Array): void;
  /** Bytes until now. */
  count(): number;
  end(): FileDigest;
}

const cr = 0x0d;
const lf = 0x0a;

/** The digester of a file that has `declared` bytes; with another number of them its git blob means nothing. */
export function digester(declared: number): Digester {
  const raw = createHash('sha256');
  const blob = createHash('sha1').update(`blob ${declared}\0`);
  const lines = unixLines(raw);
  let bytes = 0;
  return {
    push(chunk) {
      bytes += chunk.length;
      lines.before(chunk);
      raw.update(chunk);
      blob.update(chunk);
      lines.after(chunk);
    },
    count: () => bytes,
    end() {
      const unixSha256 = lines.end();
      const sha256 = raw.digest('hex');
      return { bytes, sha256, gitBlob: blob.digest('hex'), unixSha256: unixSha256 ?? sha256 };
    },
  };
}

/** The hash with every CRLF as LF. It is a copy of the raw one up to the first carriage return: most files have none. */
function unixLines(raw: Hash): {
  before(chunk: Uint8Array): void;
  after(chunk: Uint8Array): void;
  end(): string | undefined;
} {
  let own: Hash | undefined;
  /** The last byte was a carriage return, of which the next one tells whether it stays. */
  let held = false;
  let lines = new Uint8Array(0);
  return {
    before(chunk) {
      if (own === undefined && chunk.includes(cr)) own = raw.copy();
    },
    after(chunk) {
      if (own === undefined) return;
      if (lines.length < chunk.length + 1) lines = new Uint8Array(chunk.length + 1);
      let size = 0;
      // Byte by byte: with a line end every few bytes, whole pieces cost more than they save.
      for (const byte of chunk) {
        if (held && byte !== lf) lines[size++] = cr;
        held = byte === cr;
        if (!held) lines[size++] = byte;
      }
      own.update(lines.subarray(0, size));
    },
    end() {
      if (held) own?.update('\r');
      return own?.digest('hex');
    },
  };
}
