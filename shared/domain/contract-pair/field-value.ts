import type { Because } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import type { Location } from '../../core/location.ts';

export type PlaceKind = 'expect' | 'pin' | 'manifest' | 'bullet' | 'column';

/** A field in one of the places that map it. */
export interface FieldPlace {
  kind: PlaceKind;
  /** The place in words, e.g. "the bullet “Release tag” of docs/matrix.md". */
  words: string;
  /** Its value has no type of its own, only text. */
  text: boolean;
  reading:
    | { state: 'value'; value: Json; at: Location | undefined }
    | { state: 'absent'; at: Location | undefined }
    | { state: 'unknown'; because: Because };
}

/** A value as it would be written in that kind of place. */
export function written(value: Json, kind: PlaceKind): string {
  if (kind === 'pin' || kind === 'manifest') return JSON.stringify(value);
  if (Array.isArray(value)) return value.map(spelt).join(', ');
  return spelt(value);
}

function spelt(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
