import { decodeText } from '../text.ts';

/** One line of a list of checksums. */
export interface Checksum {
  path: string;
  sha256: string;
  /** From 1. */
  line: number;
}

/** A line that is no checksum: a clause that continues "the list …". */
export interface ChecksumProblem {
  message: string;
  line: number;
}

export type ReadChecksums =
  | { ok: true; entries: Checksum[]; problems: ChecksumProblem[] }
  | { ok: false; message: string; line: number };

const plain = /^(\\?)([0-9a-fA-F]{64}) [ *](.+)$/;
const tagged = /^(\\?)SHA256 \((.+)\) = ([0-9a-fA-F]{64})$/;

/**
 * Reads what `sha256sum` and `sha256sum --tag` write: one file in each line, binary or text, with names that hold line ends or backslashes
 * escaped behind a leading backslash. Empty lines and lines that begin with `#` say nothing; every other line that is no checksum is a
 * problem, where `sha256sum -c` passes over it.
 */
export function parseChecksums(content: Uint8Array): ReadChecksums {
  const decoded = decodeText(content);
  if (!decoded.ok) return decoded;
  const entries: Checksum[] = [];
  const problems: ChecksumProblem[] = [];
  for (const [at, text] of decoded.text.split(/\r\n|\n/).entries()) {
    const line = at + 1;
    if (text.trim() === '' || text.startsWith('#')) continue;
    const [, escaped, sha256, name] = plain.exec(text) ?? reordered(tagged.exec(text));
    const path = name === undefined ? undefined : escaped === '' ? name : unescaped(name);
    if (sha256 === undefined || path === undefined) problems.push({ message: wrongIn(text), line });
    else entries.push({ path, sha256: sha256.toLowerCase(), line });
  }
  return { ok: true, entries, problems };
}

function reordered(match: RegExpExecArray | null): readonly (string | undefined)[] {
  return match === null ? [] : [match[0], match[1], match[3], match[2]];
}

/** A name as it was before it was escaped; undefined where something is escaped that has no meaning. */
function unescaped(name: string): string | undefined {
  const meanings: Readonly<Record<string, string>> = { '\\\\': '\\', '\\n': '\n', '\\r': '\r' };
  if (/^(?:[^\\]|\\[\\nr])*$/.test(name)) return name.replace(/\\[\\nr]/g, (pair) => meanings[pair] ?? pair);
  return undefined;
}

function wrongIn(text: string): string {
  const digits = /^\\?([0-9a-fA-F]+)(?= )/.exec(text)?.[1]?.length;
  if (digits !== undefined && digits !== 64 && [32, 40, 56, 96, 128].includes(digits))
    return `has a checksum of ${digits} digits, expected sha256 with 64`;
  return 'has a line that is no checksum, expected 64 hexadecimal digits, a space, a space or *, and a path';
}
