import { posix } from 'node:path';
import type { Position } from '../../core/location.ts';
import { containedPath } from '../../core/path.ts';
import type { Reference } from '../../parse/markdown-reference.ts';
import type { Cell } from '../../parse/markdown-table.ts';
import { isPlaceholder } from '../../parse/placeholder.ts';

/** What a cell or an item names as evidence. `text` is what is written, also where it is no path. */
export type Evidence =
  /** A file or folder of the commit: from the root of the judged files; `glob` when it names several. */
  | { kind: 'path' | 'glob'; text: string; path: string; position: Position }
  /** A name without a folder: a file somewhere. */
  | { kind: 'name'; text: string; path: string; position: Position }
  /** An address elsewhere, which is no part of the commit. */
  | { kind: 'address'; text: string; position: Position }
  /** A path that leads out of the repository, or has what a template leaves open. */
  | { kind: 'wrong'; text: string; why: string; position: Position };

/** The evidence that a cell names: its code spans and links, in order. Words beside them name nothing. */
export function evidenceInCell(cell: Cell, document: string): Evidence[] {
  const { text, position, code, references } = cell;
  const all: readonly Reference[] = references ?? (code ? [{ kind: 'code', text, position }] : []);
  return evidenceIn(all, document);
}

/** The same of references; each thing once. `document`: the path of the document that they stand in. */
export function evidenceIn(references: readonly Reference[], document: string): Evidence[] {
  const found = new Map<string, Evidence>();
  for (const reference of references) {
    const one = evidenceOf(reference, document);
    if (one === undefined || found.has(one.text)) continue;
    if (found.size === mostEvidence) {
      const why = `is one of more than ${mostEvidence} things that one claim names`;
      return [...found.values(), { kind: 'wrong', text: one.text, why, position: one.position }];
    }
    found.set(one.text, one);
  }
  return [...found.values()];
}

/** Nobody looks at more for one claim. */
const mostEvidence = 250;

const scheme = /^[A-Za-z][A-Za-z0-9+.-]*:/;

function evidenceOf({ kind, text, position }: Reference, document: string): Evidence | undefined {
  if (text === '' || text.startsWith('#')) return undefined;
  if (scheme.test(text) || text.startsWith('//')) return { kind: 'address', text, position };
  const bare = text.replace(/#.*$/, '').replace(/(?<=\.\w+):\d+(?::\d+|-\d+)?$/, '');
  // Commands, values and names of flags stand in code too.
  if (kind === 'code' && !/^[^\s"'=]+$/.test(bare)) return undefined;
  if (kind === 'code' && !bare.includes('/') && !/^[\w.@*{},-]*[\w*}]\.[A-Za-z][A-Za-z0-9]{0,9}$/.test(bare))
    return undefined;
  if (isPlaceholder(bare) || /[<>]/.test(bare))
    return { kind: 'wrong', text, why: 'is a gap that a template left open', position };
  const whole = kind === 'link' ? linked(bare, document) : bare.replace(/^\.\//, '');
  const contained = containedPath(whole.replace(/\/+$/, ''));
  if (!contained.ok) return { kind: 'wrong', text, why: contained.message, position };
  if (/[*{?[]/.test(bare)) return { kind: 'glob', text, path: contained.path, position };
  const isName = kind === 'code' && !bare.includes('/');
  return { kind: isName ? 'name' : 'path', text, path: contained.path, position };
}

/** Where a link leads: from the folder of its document, or with / in front from the root. */
function linked(target: string, document: string): string {
  let path = target;
  try {
    path = decodeURIComponent(target);
  } catch {
    // What is no encoding stands for itself.
  }
  return path.startsWith('/') ? path.slice(1) : posix.join(posix.dirname(document), path);
}
