import type { Json } from '../../core/json.ts';
import { isObject } from '../../core/json.ts';
import { type Location, locate } from '../../core/location.ts';
import { childPointer } from '../../core/pointer.ts';
import { type JsonDocument, lookUp } from '../../parse/document.ts';
import { decodeText } from '../../parse/text.ts';
import { readSource } from '../data-file/source.ts';
import { type Lock, shapeOf } from './config.ts';

/** Something of more bytes is no lock. */
export const lockMaxBytes = 1024 * 1024;
/** A list of more entries is not judged: nobody set that up by hand. */
export const mostEntries = 1000;

/** A target as the lock has it. */
export interface LockedTarget {
  name: string;
  /** The word of the lock for its state; undefined when it has none. */
  status: string | undefined;
  value(pointer: string): Json | undefined;
  /** Where the value is, or where it would be. */
  at(pointer: string): Location;
}

/** A lock that could be read. What it lacks is undefined; nothing in it is judged. */
export interface ReadLock {
  status: string | undefined;
  operating: string | undefined;
  targets: readonly LockedTarget[];
  /** Entries of the list of targets that are none: without a name, or no object. */
  nameless: readonly Location[];
  value(pointer: string): Json | undefined;
  at(pointer: string): Location;
}

/** Reads a lock; else every problem, as a clause that continues "the lock …", and where. */
export function readLock(
  lock: Lock,
  content: Uint8Array,
): { ok: true; lock: ReadLock } | { ok: false; problems: { message: string; at: Location }[] } {
  const { path } = lock;
  const decoded = decodeText(content);
  if (!decoded.ok) return { ok: false, problems: [{ message: decoded.message, at: { path, line: decoded.line } }] };
  const read = readSource({ path, text: decoded.text });
  if (!read.ok) {
    const problems = read.problems.map(({ message, pointer, position }) => ({
      message: `${pointer === '' ? '' : `${pointer} `}${message}`,
      at: locate(path, position),
    }));
    return { ok: false, problems };
  }
  const { document } = read;
  if (!isObject(document.value))
    return { ok: false, problems: [{ message: 'is not an object', at: { path, line: 1 } }] };
  const shape = shapeOf(lock);
  const list = shape.targets === undefined ? undefined : document.get(shape.targets);
  if (lock.targets.length > 0 && !Array.isArray(list)) {
    const at = locate(path, document.near(shape.targets ?? ''));
    return { ok: false, problems: [{ message: `has no list at ${shape.targets ?? 'no place'}`, at }] };
  }
  if (Array.isArray(list) && list.length > mostEntries) {
    const at = locate(path, document.near(shape.targets ?? ''));
    return {
      ok: false,
      problems: [{ message: `lists ${list.length} targets: more than ${mostEntries} are not read`, at }],
    };
  }
  const entries = (Array.isArray(list) ? list : []).map((value, index) => ({
    target: targetIn(document, path, shape, value, childPointer(shape.targets ?? '', index)),
    base: childPointer(shape.targets ?? '', index),
  }));
  const targets = entries.flatMap(({ target }) => target ?? []);
  const nameless = entries
    .filter(({ target }) => target === undefined)
    .map(({ base }) => locate(path, document.near(base)));
  return {
    ok: true,
    lock: {
      status: textAt(document.value, shape.status),
      operating: textAt(document.value, shape['operating-mode']),
      targets,
      nameless,
      value: (pointer) => document.get(pointer),
      at: (pointer) => locate(path, document.near(pointer)),
    },
  };
}

function targetIn(
  document: JsonDocument,
  path: string,
  shape: ReturnType<typeof shapeOf>,
  value: Json,
  base: string,
): LockedTarget | undefined {
  const name = textAt(value, shape.name);
  if (!isObject(value) || name === undefined || name.trim() === '') return undefined;
  return {
    name,
    status: textAt(value, shape['target-status']),
    value: (pointer) => lookUp(value as Json, pointer),
    at: (pointer) => locate(path, document.near(`${base}${pointer}`)),
  };
}

function textAt(value: Json, pointer: string | undefined): string | undefined {
  const found = pointer === undefined ? undefined : lookUp(value, pointer);
  return typeof found === 'string' ? found : undefined;
}

/** The pointer of a field of a target. */
export function fieldPointer(name: string): string {
  return childPointer('', name);
}
