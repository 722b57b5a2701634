import { sha256 } from '../../core/fingerprint.ts';
import { isObject, type Json, stableJson } from '../../core/json.ts';
import { childPointer } from '../../core/pointer.ts';
import type { JsonDocument } from '../../parse/document.ts';
import type { SurfaceChange } from './change.ts';
import type { ChangeKind } from './change-kind.ts';
import { localTarget } from './reference.ts';

/** A change where it happened: the surface by its id, the file, and the document after the change where there is one. */
export interface FingerprintedChange {
  surface: string;
  path: string;
  change: Pick<SurfaceChange, 'id' | 'kind' | 'after'>;
  after: JsonDocument | undefined;
}

/**
 * What a change stays known by: surface, file, what changed, and what it brings; never lines, order, words or the rest of the
 * document. Whatever is bound to it (a notice) is void when the change becomes another one: `c1:` and 32 hexadecimal digits.
 */
export function changeFingerprint({ surface, path, change, after }: FingerprintedChange): string {
  const content = after === undefined ? [] : contentPlaces(change).map((pointer) => meaning(after, pointer));
  return `c1:${sha256(stableJson([surface, path, change.id, ...content])).slice(0, 32)}`;
}

/** Where the new content of a change stands: what holds for an operation without standing in it belongs to it. */
function contentPlaces({ kind, after: { pointer } }: FingerprintedChange['change']): string[] {
  if (!bringsContent.has(kind)) return [];
  if (kind === 'security-changed') return [`${pointer}/security`, '/security'];
  if (kind !== 'operation-added') return [pointer];
  const item = pointer.slice(0, pointer.lastIndexOf('/'));
  return [pointer, `${item}/parameters`, `${item}/servers`, '/security', '/servers'];
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
  'closed',
  'opened',
  'constraint-added',
  'constraint-changed',
  'items-restricted',
  'branch-added',
  'default-changed',
  'not-provable',
  'member-added',
  'member-changed',
  'file-added',
]);

const mostSteps = 20_000;
const words = new Set(['description', 'summary', 'title', '$comment']);
/** Below these nothing is a word: they hold values. */
const values = new Set(['enum', 'const', 'default', 'example', 'examples']);

/** A digest of what stands at a pointer, references followed and words left out; of the whole document where that takes too long. */
function meaning(document: JsonDocument, pointer: string): string {
  let left = mostSteps;
  const open: string[] = [];
  const expand = (at: string, value: Json | undefined, plain: boolean): Json => {
    left -= 1;
    if (left < 0) return null;
    if (Array.isArray(value)) return value.map((item, index) => expand(childPointer(at, index), item, plain));
    if (!isObject(value)) return value ?? null;
    const reference = plain ? undefined : value['$ref'];
    const target = typeof reference === 'string' ? localTarget(reference, undefined) : undefined;
    const found = target === undefined ? undefined : document.get(target);
    const members: { [key: string]: Json } = {};
    for (const [key, member] of Object.entries(value as Record<string, Json>)) {
      const word = !plain && words.has(key) && typeof member === 'string';
      if (word || (key === '$ref' && found !== undefined)) continue;
      members[`=${key}`] = expand(childPointer(at, key), member, plain || values.has(key));
    }
    if (target === undefined || found === undefined) return members;
    const around = open.lastIndexOf(target);
    // A schema that contains itself is told by how far up it is.
    if (around !== -1) return { ...members, up: open.length - around };
    open.push(target);
    const expanded = expand(target, found, false);
    open.pop();
    return Object.keys(members).length === 0 ? expanded : { ...members, to: expanded };
  };
  const expanded = expand(pointer, document.get(pointer), false);
  return sha256(stableJson(left < 0 ? document.value : expanded));
}
