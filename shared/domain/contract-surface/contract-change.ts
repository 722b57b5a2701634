import type { Json } from '../../core/json.ts';
import type { JsonDocument } from '../../parse/document.ts';
import { makeChange, type SurfaceChange, worstFirst } from './change.ts';
import { changeFingerprint } from './change-fingerprint.ts';
import type { ChangeClass, ChangeKind, Who } from './change-kind.ts';

/** A change of one file of a contract surface. */
export interface ContractChange extends SurfaceChange {
  /** The surface by its id, and the file of it. */
  surface: string;
  path: string;
  /** What is bound to this change (a notice, an approval) repeats this; see `changeFingerprint`. */
  fingerprint: string;
}

/** The change of a file, with what it stays known by. `after`: the document after the change, where there is one. */
export function contractChange(
  surface: string,
  path: string,
  change: SurfaceChange,
  after: JsonDocument | undefined,
): ContractChange {
  return { ...change, surface, path, fingerprint: changeFingerprint({ surface, path, change, after }) };
}

/** A change of a whole file, or of what one lists as text. */
export function fileChange(
  surface: string,
  path: string,
  kind: ChangeKind,
  parts: {
    who?: Who;
    where?: string;
    value?: Json;
    after?: JsonDocument | undefined;
    position?: SurfaceChange['after']['position'];
  } = {},
): ContractChange {
  const { who = 'response', where = '', value, after, position } = parts;
  const nowhere = { pointer: '', position: undefined };
  const change = makeChange({ kind, who, where, what: '', value }, nowhere, { pointer: '', position });
  return contractChange(surface, path, change, after);
}

/** The worst class of some changes; undefined when there are none. */
export function worstClass(changes: readonly Pick<SurfaceChange, 'class'>[]): ChangeClass | undefined {
  return (['breaking', 'additive', 'docs'] as const).find((each) => changes.some((change) => change.class === each));
}

/** The worst first, then by file and place. */
export function inOrder(changes: readonly ContractChange[]): ContractChange[] {
  return [...changes].sort((a, b) =>
    a.class === b.class && a.path !== b.path ? (a.path < b.path ? -1 : 1) : worstFirst(a, b),
  );
}
