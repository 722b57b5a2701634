import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { digester } from '../../../shared/adapters/file-digest.ts';
import type { FileDigest } from '../../../shared/core/container.ts';
import { objectId } from '../../../shared/core/object-id.ts';

const sha256 = (text: Uint8Array): string => createHash('sha256').update(text).digest('hex');

/** What the bytes are, handed over in pieces that end at these places. */
function digest(bytes: Uint8Array, ends: readonly number[] = []): FileDigest {
  const one = digester(bytes.length);
  let from = 0;
  for (const end of [...ends].sort((a, b) => a - b)) {
    one.push(bytes.subarray(from, end));
    from = end;
  }
  one.push(bytes.subarray(from));
  expect(one.count()).toBe(bytes.length);
  return one.end();
}

function unix(bytes: Uint8Array): Uint8Array {
  return Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
}

describe('what the bytes of a file are', () => {
  test.each(['', 'a', 'a\n', 'a\r\n', '\r', '\r\r\n', '\r\n\r\n', 'a\rb', 'a\n\r', 'a\r\n\r'])('%j', (text) => {
    const bytes = Buffer.from(text);
    expect(digest(bytes)).toEqual({
      bytes: bytes.length,
      sha256: sha256(bytes),
      gitBlob: objectId('blob', bytes, 40),
      unixSha256: sha256(unix(bytes)),
    });
  });

  test('is the same however they come', () => {
    const piece = fc.constantFrom('\r', '\n', '\r\n', 'a', 'text');
    fc.assert(
      fc.property(fc.array(piece), fc.array(fc.nat(200)), (pieces, ends) => {
        const bytes = Buffer.from(pieces.join(''));
        const places = ends.map((end) => Math.min(end, bytes.length));
        expect(digest(bytes, places)).toEqual(digest(bytes));
        expect(digest(bytes).unixSha256).toBe(sha256(unix(bytes)));
      }),
    );
  });
});
