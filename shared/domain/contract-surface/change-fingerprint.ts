import { sha256 } from '../../core/fingerprint.ts';
import { isObject, type Json, stableJson } from '../../core/json.ts';
import { childPointer } from '../../core/pointer.ts';
import type { JsonDocument } from '../../parse/document.ts';
import type { SurfaceChange } from './change.ts';
import type { ChangeKind } from './change-kind.ts';
import { localTarget, nameKeys } from './reference.ts';
import { subtypesOf } from './subtypes.ts';

/** A change where it happened: the surface by its id, the file, and the document after the change where there is one. */
export interface FingerprintedChange {
  surface: string;
  path: string;
  change: Pick<SurfaceChange, 'id' | 'kind' | 'after' | 'content'>;
  after: JsonDocument | undefined;
}

/**
 * What a change stays known by: surface, file, what changed, and what it brings; never lines, order, words or the rest of the
 * document. Whatever is bound to it (a notice) is void when the change becomes another one: `c1:` and 32 hexadecimal digits.
 */
export function changeFingerprint({ surface, path, change, after }: FingerprintedChange): string {
  const { id, kind, content = [change.after.pointer] } = change;
  const brings = after === undefined || !bringsContent.has(kind) ? [] : content;
  const plain = ofDocuments.has(kind);
  const meanings = brings.map((pointer) => (after === undefined ? '' : meaning(after, pointer, plain)));
  return `c1:${sha256(stableJson([surface, path, id, ...meanings])).slice(0, 32)}`;
}

/** What several changes stay known by together, whatever their order: `c1:` and 32 hexadecimal digits. */
export function changesFingerprint(fingerprints: readonly string[]): string {
  return `c1:${sha256(stableJson([...new Set(fingerprints)].sort())).slice(0, 32)}`;
}

/** Kinds of which the change alone does not say what comes: the rest of it stands where they lead. */
const bringsContent: ReadonlySet<ChangeKind> = new Set<ChangeKind>([
  'operation-added',
  'security-changed',
  'server-added',
  'parameter-added',
  'parameter-added-required',
  'body-added',
  'body-added-required',
  'media-type-added',
  'status-added',
  'schema-added',
  'field-added',
  'field-added-required',
  'field-added-to-closed',
  'type-widened',
  'type-narrowed',
  'type-changed',
  'closed',
  'opened',
  'constraint-added',
  'constraint-changed',
  'items-restricted',
  'branch-added',
  'subtype-added',
  'default-changed',
  'not-provable',
  'member-added',
  'member-changed',
  'file-added',
]);

/** Kinds of documents of which nothing is known but that they are JSON: nothing in them is a word, or a reference. */
const ofDocuments: ReadonlySet<ChangeKind> = new Set<ChangeKind>(['member-added', 'member-changed', 'file-added']);

const mostSteps = 20_000;
const words = new Set(['description', 'summary', 'title', '$comment']);
/** Below these nothing is a word: they hold values. */
const values = new Set(['enum', 'const', 'default', 'example', 'examples', 'mapping']);
/** Parts of a description; the same by names that say nothing of them; or values. */
type Mode = 'parts' | 'names' | 'values';

/** A digest of what stands at a pointer, references followed and words left out; of the whole document where that takes too long. */
function meaning(document: JsonDocument, pointer: string, plain: boolean): string {
  let left = mostSteps;
  const open: string[] = [];
  const expand = (at: string, value: Json | undefined, mode: Mode): Json => {
    left -= 1;
    if (left < 0) return null;
    if (Array.isArray(value)) return value.map((item, index) => expand(childPointer(at, index), item, mode));
    if (!isObject(value)) return value ?? null;
    const reference = mode === 'parts' ? value['$ref'] : undefined;
    const target = typeof reference === 'string' ? localTarget(reference, undefined) : undefined;
    const found = target === undefined ? undefined : document.get(target);
    const members: { [key: string]: Json } = {};
    for (const [name, subtype] of mode === 'parts' ? subtypesOf(document, at, value as Json) : [])
      if (subtype.pointer !== undefined) members[`:${name}`] = enter(subtype.pointer);
    for (const [key, member] of Object.entries(value as Record<string, Json>)) {
      const word = mode === 'parts' && words.has(key) && typeof member === 'string';
      if (word || (key === '$ref' && found !== undefined)) continue;
      const next =
        mode === 'parts' && values.has(key) ? 'values' : mode === 'parts' && nameKeys.has(key) ? 'names' : 'parts';
      members[`=${key}`] = expand(childPointer(at, key), member, mode === 'values' ? mode : next);
    }
    if (target === undefined || found === undefined) return members;
    const expanded = enter(target);
    return Object.keys(members).length === 0 ? expanded : { ...members, to: expanded };
  };
  const enter = (target: string): Json => {
    const around = open.lastIndexOf(target);
    // A schema that contains itself is told by how far up it is.
    if (around !== -1) return { up: open.length - around };
    open.push(target);
    const expanded = expand(target, document.get(target), 'parts');
    open.pop();
    return expanded;
  };
  const expanded = expand(pointer, document.get(pointer), plain ? 'values' : 'parts');
  return sha256(stableJson(left < 0 ? document.value : expanded));
}
