import type { Position } from '../../core/location.ts';
import type { JsonDocument } from '../../parse/document.ts';

/**
 * Why a part of a contract surface is not known: a clause without a full stop, and where. As long as there is one, nothing
 * may be said to be unchanged.
 *
 * - `unreadable`: the text is no JSON or YAML, or has a key twice
 * - `not-a-surface`: it is none of the kinds of document that can be read
 * - `malformed`: a part has not the form that the specification gives it
 * - `unresolved`: a local reference leads nowhere or in a circle
 * - `remote`: a reference leads out of the document
 * - `too-large`: a cap on size or depth was reached, and the rest was not looked at
 */
export interface SurfaceProblem {
  code: 'unreadable' | 'not-a-surface' | 'malformed' | 'unresolved' | 'remote' | 'too-large';
  message: string;
  /** A JSON Pointer; `''` is the whole document. */
  pointer: string;
  position: Position | undefined;
}

/** Collects problems of one document, each place and message once. */
export interface ProblemSink {
  add(code: SurfaceProblem['code'], pointer: string, message: string): void;
  readonly list: readonly SurfaceProblem[];
}

/** `most`: how many are kept; one more says that there were others. */
export function problemSink(document: JsonDocument, most = 200): ProblemSink {
  const list: SurfaceProblem[] = [];
  const seen = new Set<string>();
  let full = false;
  return {
    list,
    add(code, pointer, message) {
      const key = `${pointer}\n${message}`;
      if (full || seen.has(key)) return;
      seen.add(key);
      full = list.length >= most;
      if (full)
        list.push({ code: 'too-large', message: `has more than ${most} problems`, pointer: '', position: undefined });
      else list.push({ code, message, pointer, position: document.near(pointer) });
    },
  };
}
