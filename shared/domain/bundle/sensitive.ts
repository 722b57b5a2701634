import { redact } from '../../core/sanitise.ts';
import { decodeText } from '../../parse/text.ts';

/** Something in a file that must not be handed on. */
export interface Sensitive {
  /** What it looks like; never the text itself. */
  what: string;
  /** From 1. */
  line: number;
}

/** `clean` is the content without it, where it is text; `opaque` says why nobody could look into it. */
export interface Looked {
  found: Sensitive[];
  clean?: Uint8Array | undefined;
  opaque?: string | undefined;
}

const address =
  /(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9-])/g;
const account = /(?<![A-Z0-9])[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}(?![A-Z0-9])/g;
/** Names that stand for nobody (RFC 2606), and senders that only forward. */
const nobody =
  /@(?:git@|(?:[a-z0-9-]+\.)*(?:example|test|invalid|localhost|example\.(?:com|org|net))$|users\.noreply\.)|^(?:git|noreply|no-reply)@/i;
/** How files begin into which nobody can look line by line: what they hold is packed, or a picture. */
const closed: readonly [what: string, start: readonly number[], at?: number][] = [
  ['is compressed (gzip)', [0x1f, 0x8b]],
  ['is compressed (compress)', [0x1f, 0x9d]],
  ['is compressed (zip)', [0x50, 0x4b, 0x03, 0x04]],
  ['is compressed (zip)', [0x50, 0x4b, 0x05, 0x06]],
  ['is compressed (zip)', [0x50, 0x4b, 0x07, 0x08]],
  ['is compressed (zstd)', [0x28, 0xb5, 0x2f, 0xfd]],
  ['is compressed (lz4)', [0x04, 0x22, 0x4d, 0x18]],
  ['is compressed (xz)', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['is compressed (bzip2)', [0x42, 0x5a, 0x68]],
  ['is compressed (7z)', [0x37, 0x7a, 0xbc, 0xaf]],
  ['is compressed (rar)', [0x52, 0x61, 0x72, 0x21]],
  ['is a PDF', [0x25, 0x50, 0x44, 0x46]],
  ['is a picture (png)', [0x89, 0x50, 0x4e, 0x47]],
  ['is a picture (jpeg)', [0xff, 0xd8, 0xff]],
  ['is a picture (gif)', [0x47, 0x49, 0x46, 0x38]],
  ['is a picture (webp)', [0x57, 0x45, 0x42, 0x50], 8],
];

/**
 * Looks through the bytes of a file for what looks like a credential, an email address or the number of a bank account, line by line.
 * Bytes that are no UTF-8 are looked through for what is written in ASCII, in UTF-16 too. Compressed ones and pictures cannot be looked into.
 */
export function lookThrough(content: Uint8Array, allowed: readonly string[]): Looked {
  const shut = closed.find(([, start, at = 0]) => start.every((byte, index) => content[at + index] === byte));
  if (shut !== undefined) return { found: [], opaque: shut[0] };
  const decoded = decodeText(content);
  const text = decoded.ok ? decoded.text : new TextDecoder('latin1').decode(content).replaceAll('\0', '');
  const found: Sensitive[] = [];
  const lines = withoutKeys(text, found).split('\n');
  const clean = lines.map((line, index) => cleanLine(line, index + 1, allowed, found));
  if (found.length === 0) return { found };
  found.sort((a, b) => a.line - b.line || (a.what < b.what ? -1 : 1));
  if (!decoded.ok) return { found };
  const mark = decoded.bom ? '\ufeff' : '';
  return { found, clean: new TextEncoder().encode(`${mark}${clean.join('\n')}`) };
}

/** A private key goes over several lines, of which only the first looks like one. */
function withoutKeys(text: string, found: Sensitive[]): string {
  if (!text.includes('PRIVATE KEY-----')) return text;
  return text.replace(
    /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
    (key, at: number) => {
      found.push({ what: 'private key', line: lineAt(text, at) });
      return `[redacted private key]${'\n'.repeat(key.split('\n').length - 1)}`;
    },
  );
}

function lineAt(text: string, at: number): number {
  let line = 1;
  for (let next = text.indexOf('\n'); next !== -1 && next < at; next = text.indexOf('\n', next + 1)) line += 1;
  return line;
}

function cleanLine(line: string, number: number, allowed: readonly string[], found: Sensitive[]): string {
  const secrets = redact(line);
  for (const what of secrets.found) found.push({ what, line: number });
  const replace = (what: string, holds: (text: string) => boolean) => (match: string) => {
    if (!holds(match)) return match;
    found.push({ what, line: number });
    return `[redacted ${what}]`;
  };
  let clean = secrets.text;
  if (clean.includes('@'))
    clean = clean.replace(
      address,
      replace('email address', (text) => namesSomebody(text, allowed)),
    );
  return clean.replace(account, replace('bank account', isAccount));
}

function namesSomebody(text: string, allowed: readonly string[]): boolean {
  const lower = text.toLowerCase();
  if (nobody.test(lower)) return false;
  return !allowed.some((each) => {
    const wanted = each.toLowerCase();
    return wanted.startsWith('@') ? lower.endsWith(wanted) : lower === wanted;
  });
}

/** Whether the check digits of an IBAN (ISO 13616, modulo 97) are right. */
function isAccount(text: string): boolean {
  let rest = 0;
  for (const sign of `${text.slice(4)}${text.slice(0, 4)}`) {
    const value = Number.parseInt(sign, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}
