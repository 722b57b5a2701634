import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FileDigest } from '../../../shared/core/container.ts';
import { digester } from '../../../shared/core/file-digest.ts';
import { objectId } from '../../../shared/core/object-id.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What the bytes are, handed over in pieces that end at these places. */
function digest(bytes: Uint8Array, ends: readonly number[] = []): FileDigest {
  const one = digester(bytes.length, { lineEnds: true });
  let from = 0;
  for (const end of [...ends].sort((a, b) => a - b)) {
    one.push(bytes.subarray(from, end));
    from = end;
  }
  one.push(bytes.subarray(from));
  return one.end();
}

/** What is expected of ASCII text. */
function expected(text: string): FileDigest {
  const bytes = Buffer.from(text);
  const unix = text.replaceAll('\r\n', '\n');
  return {
    bytes: bytes.length,
    sha256: sha256(text),
    gitBlob: objectId('blob', bytes, 40),
    lineEnds: { lf: sha256(unix), crlf: sha256(unix.replaceAll('\n', '\r\n')) },
  };
}

describe('what the bytes of a file are', () => {
  test.each(['', 'a', 'a\n', 'a\r\n', '\r', '\r\r\n', '\r\n\r\n', 'a\rb', 'a\n\r', 'a\r\n\r', 'a\nb\r\n'])(
    '%j',
    (text) => {
      expect(digest(Buffer.from(text))).toEqual(expected(text));
    },
  );

  test('is the same however they come', () => {
    const piece = fc.constantFrom('\r', '\n', '\r\n', 'a', 'text');
    fc.assert(
      fc.property(fc.array(piece), fc.array(fc.nat(200)), (pieces, ends) => {
        const bytes = Buffer.from(pieces.join(''));
        const places = ends.map((end) => Math.min(end, bytes.length));
        expect(digest(bytes, places)).toEqual(expected(pieces.join('')));
      }),
    );
  });

  test('line ends are looked at where it is asked for only', () => {
    const one = digester(1);
    one.push(Buffer.from('a'));
    expect(one.end()).not.toHaveProperty('lineEnds');
  });
});
