import { isObject, type Json } from '../../core/json.ts';
import type { JsonDocument } from '../../parse/document.ts';
import { quote } from '../../parse/text.ts';
import { parseDocument, type RecordProblem } from '../record/parse.ts';

/** The fields of a posture record, whatever they are. */
export type ReadPosture =
  | { ok: true; value: Readonly<{ [key: string]: Json }>; document: JsonDocument }
  | { ok: false; problems: RecordProblem[] };

/** Reads a posture record: a mapping in YAML, in JSON, or as front matter, without a key twice. Nothing in it is judged. */
export function readPosture(path: string, content: Uint8Array): ReadPosture {
  const read = parseDocument(path, content);
  if (!read.ok) return read;
  const { value } = read.document;
  if (!isObject(value)) return { ok: false, problems: [{ message: 'is not a mapping', at: { path } }] };
  return { ok: true, value: value as { [key: string]: Json }, document: read.document };
}

/** What a record says, with who, since when and why, as a clause: `says "frozen" (alice, incident 12)`. */
export function postureSays({ posture, by, since, reason }: Readonly<{ [key: string]: Json }>): string {
  const words = [by, since, reason].filter((part) => typeof part === 'string').join(', ');
  const word = typeof posture === 'string' ? quote(posture) : posture === undefined ? 'nothing' : 'what is no text';
  return `says ${word}${words === '' ? '' : ` (${words})`}`;
}
