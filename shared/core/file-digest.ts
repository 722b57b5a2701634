import { createHash } from 'node:crypto';
import type { FileDigest } from './container.ts';

/** Takes the bytes of one file as they come; `end` gives what they are. */
export interface Digester {
  push(bytes: Uint8Array): void;
  end(): FileDigest;
}

const cr = 0x0d;
const lf = 0x0a;

/** The digester of a file that has `declared` bytes; with another number of them its git blob means nothing. */
export function digester(declared: number, wants?: { lineEnds: true }): Digester {
  const raw = createHash('sha256');
  const blob = createHash('sha1').update(`blob ${declared}\0`);
  const lines = wants === undefined ? undefined : lineEnds();
  let bytes = 0;
  return {
    push(chunk) {
      bytes += chunk.length;
      raw.update(chunk);
      blob.update(chunk);
      lines?.push(chunk);
    },
    end() {
      const found = { bytes, sha256: raw.digest('hex'), gitBlob: blob.digest('hex') };
      const ends = lines?.end();
      return ends === undefined ? found : { ...found, lineEnds: ends };
    },
  };
}

/** What the content would be with other line ends; undefined for what is no text. A carriage return that stands alone is no line end. */
function lineEnds(): { push(chunk: Uint8Array): void; end(): { lf: string; crlf: string } | undefined } {
  const unix = createHash('sha256');
  const dos = createHash('sha256');
  let room = new Uint8Array(0);
  /** The last byte was a carriage return, of which the next one tells whether it belongs to a line end. */
  let held = false;
  let text = true;
  return {
    push(chunk) {
      text &&= !chunk.includes(0);
      if (!text) return;
      if (room.length < chunk.length * 4 + 2) room = new Uint8Array(chunk.length * 4 + 2);
      const half = room.length / 2;
      let short = 0;
      let long = half;
      // Byte by byte: with a line end every few bytes, whole pieces cost more than they save.
      for (const byte of chunk) {
        if (held && byte !== lf) {
          room[short++] = cr;
          room[long++] = cr;
        }
        held = byte === cr;
        if (held) continue;
        if (byte === lf) room[long++] = cr;
        room[short++] = byte;
        room[long++] = byte;
      }
      unix.update(room.subarray(0, short));
      dos.update(room.subarray(half, long));
    },
    end() {
      if (!text) return undefined;
      for (const hash of held ? [unix, dos] : []) hash.update('\r');
      return { lf: unix.digest('hex'), crlf: dos.digest('hex') };
    },
  };
}
