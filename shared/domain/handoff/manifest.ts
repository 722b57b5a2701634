import { isObject } from '../../core/json.ts';
import type { JsonDocument } from '../../parse/document.ts';
import { readJson } from '../../parse/json-bytes.ts';

/** A manifest; or what is wrong with it, as a clause that continues its path. */
export type ReadManifest = { ok: true; document: JsonDocument } | { ok: false; message: string; line?: number };

/** Reads a manifest: a JSON object with no key twice. */
export function readManifest(content: Uint8Array): ReadManifest {
  const read = readJson(content);
  if (!read.ok) return read;
  const { document } = read;
  return isObject(document.value) ? { ok: true, document } : { ok: false, message: 'is no JSON object', line: 1 };
}

/** The versions that a manifest says, by name; a fact that it does not have is left out. Tag and commit are none. */
export function versionsIn(
  document: JsonDocument,
  facts: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const said = Object.entries(facts).flatMap(([name, pointer]): [string, string][] => {
    const value = document.get(pointer);
    return name !== 'tag' && name !== 'commit' && typeof value === 'string' && value !== '' ? [[name, value]] : [];
  });
  return Object.fromEntries(said);
}
