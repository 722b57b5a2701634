import { isObject, type Json } from '../../core/json.ts';
import type { JsonDocument } from '../../parse/document.ts';
import { parseJson } from '../../parse/json.ts';
import { decodeText } from '../../parse/text.ts';
import { parseYaml } from '../../parse/yaml.ts';

/** More bytes than these are no posture record. */
export const postureMaxBytes = 64 * 1024;

/** The fields of a posture record, whatever they are; `problem` is a clause that continues "the posture record …". */
export type PostureRecord =
  | { ok: true; value: Readonly<{ [key: string]: Json }>; document: JsonDocument }
  | { ok: false; problem: string };

/** Reads a posture record: a mapping in YAML, or JSON by its ending, without a key twice. Nothing in it is judged. */
export function readPosture(path: string, content: Uint8Array): PostureRecord {
  const decoded = decodeText(content);
  if (!decoded.ok) return { ok: false, problem: decoded.message };
  const parsed = path.endsWith('.json') ? parseJson(decoded.text) : parseYaml(decoded.text);
  if (!parsed.ok) return { ok: false, problem: parsed.message };
  const { document } = parsed;
  const { value, duplicates } = document;
  if (!isObject(value)) return { ok: false, problem: 'is not a mapping' };
  if (duplicates.length > 0) return { ok: false, problem: 'has a key twice' };
  return { ok: true, value: value as { [key: string]: Json }, document };
}

/** What a record says, with who, since when and why, as a clause: `says "frozen" (alice, incident 12)`. */
export function postureSays({ posture, by, since, reason }: Readonly<{ [key: string]: Json }>): string {
  const words = [by, since, reason].filter((part) => typeof part === 'string').join(', ');
  return `says ${JSON.stringify(posture) ?? 'nothing'}${words === '' ? '' : ` (${words})`}`;
}
