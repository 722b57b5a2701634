import canonicalize from 'canonicalize';
import { sha256 } from '../../core/fingerprint.ts';
import type { Json } from '../../core/json.ts';

/** What a digest of a manifest is taken over. */
export type HashMode = 'raw-bytes' | 'lf-normalised' | 'canonical-json';

/** The bytes with every CRLF as LF. A lone CR stays. */
export function lfNormalised(bytes: Uint8Array): Uint8Array {
  return bytes.filter((byte, index) => !(byte === 0x0d && bytes[index + 1] === 0x0a));
}

function crlf(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(
    Buffer.from(Buffer.from(lfNormalised(bytes)).toString('latin1').replaceAll('\n', '\r\n'), 'latin1'),
  );
}

/** The sha256 of a manifest. `value` is its parsed JSON, for `canonical-json` (RFC 8785). */
export function manifestDigest(mode: HashMode, bytes: Uint8Array, value: Json): string {
  switch (mode) {
    case 'raw-bytes':
      return sha256(bytes);
    case 'lf-normalised':
      return sha256(lfNormalised(bytes));
    case 'canonical-json':
      return sha256(canonicalize(value) ?? '');
  }
}

/** Whether only line endings keep these bytes from having the digest. */
export function differsInLineEndingsOnly(bytes: Uint8Array, digest: string): boolean {
  return sha256(bytes) !== digest && (sha256(lfNormalised(bytes)) === digest || sha256(crlf(bytes)) === digest);
}
