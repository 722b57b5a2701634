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
  /** The default branch, whose files are those that are judged; undefined where it is not known. */
  branch?: string | undefined;
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
  const links = pieces.map((piece) => (piece.url === undefined ? undefined : linkedBy(piece.url, path, own)));
  // A reader sees the text of a link, and follows its address.
  const shown = pieces.map((piece, index) => {
    const linked = links[index];
    if (linked === undefined) return piece.text;
    if (!isNamedBy(piece.text.trim(), linked))
      add('mismatch', `${piece.text.trim()} ${linked.value}`, piece.text.trim());
    return linked.kind === 'pull' ? `#${linked.value}` : ' ';
  });
  const whole = pieces.length === 0 ? text : shown.join('');
  const ownName = own === undefined ? undefined : new RegExp(`(?<![\\w/.-])${literal(own.repository)}#`, 'gi');
  for (const number of pullsIn(ownName === undefined ? whole : whole.replace(ownName, '#')))
    add('pull', String(number), `#${number}`);
  for (const [index, piece] of pieces.entries()) {
    const linked = links[index];
    if (piece.url !== undefined) {
      if (linked !== undefined) add(linked.kind, linked.value, piece.url);
      continue;
    }
    if (piece.kind === 'code') {
      const code = piece.text.trim();
      const file = isShaLike(code) ? undefined : fileNamed(code);
      if (isShaLike(code)) add('commit', code, code);
      else if (file !== undefined) add('file', file, code);
    } else {
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

/** Whether the text of a link names nothing, or what its address leads to. */
function isNamedBy(text: string, { kind, value }: { kind: Reference['kind']; value: string }): boolean {
  const pulls = pullsIn(text);
  if (pulls.length > 0) return kind === 'pull' && pulls.every((number) => String(number) === value);
  if (isShaLike(text)) return kind === 'commit' && value.startsWith(text);
  const file = fileNamed(text);
  if (file === undefined) return true;
  const name = file.replace(/^(?:\.\.?\/)+/, '');
  return (kind === 'file' || kind === 'other-file') && (value === name || value.endsWith(`/${name}`));
}

function literal(text: string): string {
  return text.replace(/[^\w]/g, '\\$&');
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
  if (/^(?:node|next|nuxt|vue|react|express|three|d3|deno|alpine|ember|chart|moment|angular)\.js$/i.test(text))
    return undefined;
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
  const address = url.replace(/^https?:\/\/(?:www\.)?/i, '');
  const prefix = own === undefined ? undefined : `${own.host}/${own.repository}/`.toLowerCase();
  if (prefix === undefined || address === url || !address.toLowerCase().startsWith(prefix)) return elsewhere;
  const rest = decoded(address.slice(prefix.length).replace(/[?#].*$/s, ''));
  const [, pull] = /^(?:pull|issues)\/(\d{1,7})(?:\/.*)?$/.exec(rest) ?? [];
  if (pull !== undefined) return { kind: 'pull', value: String(Number(pull)) };
  const [, commit] = /^commit\/([0-9a-f]{7,64})$/.exec(rest) ?? [];
  if (commit !== undefined) return { kind: 'commit', value: commit };
  const [, run] = /^actions\/runs\/(\d{1,15})(?:\/.*)?$/.exec(rest) ?? [];
  if (run !== undefined) return { kind: 'run', value: run };
  const [, tag] = /^releases\/tag\/(.+)$/.exec(rest) ?? [];
  if (tag !== undefined) return { kind: 'tag', value: tag };
  const [, named] = /^(?:blob|tree|raw)\/(.+)$/.exec(rest) ?? [];
  if (named === undefined) return elsewhere;
  const branch = `${own?.branch ?? ''}/`;
  // Another branch, or another commit, can have other bytes.
  if (branch === '/' || !named.startsWith(branch))
    return { kind: 'other-file', value: posix.normalize(named.replace(/^[^/]+\//, '')) };
  return { kind: 'file', value: posix.normalize(named.slice(branch.length)) };
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
