import { posix } from 'node:path';
import { isCommitId } from '../../core/hash-form.ts';
import type { Location } from '../../core/location.ts';
import { containedPath } from '../../core/path.ts';
import type { Piece, Prose } from '../../parse/markdown-prose.ts';
import type { Reference } from './document.ts';

/** The repository of the documents, by which its own web addresses are told from others. */
export interface OwnAddress {
  host: string;
  repository: string;
}

/** More pull requests are no chain that somebody means. */
const longestRange = 200;

/** What a line names. A range of pull requests, `#20-#24`, names each of them. */
export function referencesIn(
  { text, pieces }: Pick<Prose, 'text' | 'pieces'>,
  path: string,
  own: OwnAddress | undefined,
  at: Location,
): Reference[] {
  const found = new Map<string, Reference>();
  const add = (kind: Reference['kind'], value: string, said: string): void => {
    const key = `${kind} ${value}`;
    if (!found.has(key)) found.set(key, { kind, value, text: said, at });
  };
  for (const number of pullsIn(text)) add('pull', String(number), `#${number}`);
  for (const piece of pieces) {
    if (piece.url !== undefined) {
      const linked = linkedBy(piece.url, path, own);
      if (linked !== undefined) add(linked.kind, linked.value, piece.url);
    }
    if (piece.kind === 'code') {
      const code = piece.text.trim();
      const file = isShaLike(code) ? undefined : fileNamed(code);
      if (isShaLike(code)) add('commit', code, code);
      else if (file !== undefined) add('file', file, code);
    } else if (piece.url === undefined) {
      const bare = piece.text.replace(/https?:\/\/[^\s<>|]+[^\s<>|.,;:!?'")\]]/g, (url) => {
        const linked = linkedBy(url, path, own);
        if (linked !== undefined) add(linked.kind, linked.value, url);
        return ' ';
      });
      for (const [sha] of bare.matchAll(/\b(?:[0-9a-f]{64}|[0-9a-f]{40})\b/g)) add('commit', sha, sha);
    }
  }
  return [...found.values()];
}

/** The numbers of the pull requests that a text names; of other repositories none. */
export function pullsIn(text: string): number[] {
  const numbers = new Set<number>();
  const range = /(?<![\w&])#(\d{1,7})\s*(?:-|–|—|\bto\b|\bthrough\b|\buntil\b|\.{2,3})\s*#(\d{1,7})\b/g;
  for (const [, from = '', to = ''] of text.matchAll(range)) {
    const [first, last] = [Number(from), Number(to)];
    if (last - first > longestRange) continue;
    for (let number = first; number <= last; number += 1) numbers.add(number);
  }
  for (const [, number = ''] of text.matchAll(/(?<![\w&])#(\d{1,7})\b/g)) numbers.add(Number(number));
  return [...numbers].sort((a, b) => a - b);
}

/** Whether a text can be the id of a commit, whole or shortened: digits and letters, as no word and no number has them. */
export function isShaLike(text: string): boolean {
  return isCommitId(text) || (/^[0-9a-f]{7,39}$/.test(text) && /\d/.test(text) && /[a-f]/.test(text));
}

const extensions: ReadonlySet<string> = new Set(
  (
    'c cc cfg cjs conf cpp cs css csv env gif go gradle gz h hpp html ini ipynb java jpg js json jsonc jsx kt lock log md mdx mjs mts ' +
    'ndjson patch pdf php pl png ps1 py rb rego rs sarif sh sha256 sql svg swift tar tf tgz toml ts tsx txt wasm xml yaml yml zip'
  ).split(' '),
);

/** The path, or glob, that a code span names; undefined when it is something else. */
export function fileNamed(code: string): string | undefined {
  const text = code.replace(/#[\w-]*$/, '').replace(/:\d+(?:[:-]\d+)?$/, '');
  if (text.length > 300 || !/^[\w@.][\w@.+()[\]*{},-]*(?:\/[\w@.+()[\]*{},-]+)*\/?$/.test(text)) return undefined;
  const last = text.replace(/\/$/, '').split('/').at(-1) ?? '';
  const extension = /\.([A-Za-z0-9]+)$/.exec(last)?.[1]?.toLowerCase();
  const known = extension !== undefined && extensions.has(extension);
  // owner/name is no path, and v1.2.3 no file.
  if (!known && !(text.endsWith('/') && text.includes('/'))) return undefined;
  const contained = containedPath(text.replace(/\/$/, ''));
  return contained.ok ? contained.path + (text.endsWith('/') ? '/' : '') : text;
}

function linkedBy(
  url: string,
  path: string,
  own: OwnAddress | undefined,
): { kind: Reference['kind']; value: string } | undefined {
  if (url.startsWith('#') || url === '') return undefined;
  if (/^[A-Za-z][A-Za-z0-9+.-]*:/.test(url) || url.startsWith('//')) return addressed(url, own);
  const plain = decoded(url.replace(/[?#].*$/s, ''));
  const value = plain.startsWith('/')
    ? posix.normalize(plain.slice(1))
    : posix.normalize(posix.join(posix.dirname(path), plain));
  return { kind: 'file', value };
}

function addressed(url: string, own: OwnAddress | undefined): { kind: Reference['kind']; value: string } {
  const elsewhere = { kind: 'elsewhere' as const, value: url };
  const prefix = own === undefined ? undefined : `https://${own.host}/${own.repository}/`.toLowerCase();
  if (prefix === undefined || !url.toLowerCase().startsWith(prefix)) return elsewhere;
  const rest = decoded(url.slice(prefix.length).replace(/[?#].*$/s, ''));
  const [, pull] = /^pull\/(\d{1,7})(?:\/.*)?$/.exec(rest) ?? [];
  if (pull !== undefined) return { kind: 'pull', value: String(Number(pull)) };
  const [, commit] = /^commit\/([0-9a-f]{7,64})$/.exec(rest) ?? [];
  if (commit !== undefined) return { kind: 'commit', value: commit };
  const [, run] = /^actions\/runs\/(\d{1,15})(?:\/.*)?$/.exec(rest) ?? [];
  if (run !== undefined) return { kind: 'run', value: run };
  const [, tag] = /^releases\/tag\/(.+)$/.exec(rest) ?? [];
  if (tag !== undefined) return { kind: 'tag', value: tag };
  const [, file] = /^(?:blob|tree)\/[^/]+\/(.+)$/.exec(rest) ?? [];
  return file === undefined ? elsewhere : { kind: 'file', value: posix.normalize(file) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The text of pieces, white space folded. */
export function textOf(pieces: readonly Piece[]): string {
  return pieces
    .map(({ text }) => text)
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
}
