import type { ZodType } from 'zod';
import { type Location, locate } from '../../core/location.ts';
import { suggestion } from '../../core/nearest.ts';
import { formatPointer } from '../../core/pointer.ts';
import { keysAt } from '../../core/schema-keys.ts';
import type { JsonDocument } from '../../parse/document.ts';
import { parseJson } from '../../parse/json.ts';
import { decodeText, quote } from '../../parse/text.ts';
import { parseYaml } from '../../parse/yaml.ts';

/** Something of more bytes is no record. */
export const recordMaxBytes = 64 * 1024;

/** Something wrong with a record: a clause that continues "the record …", and where. */
export interface RecordProblem {
  message: string;
  at: Location;
}

/** The document that a record's bytes hold: YAML, JSON by its ending, or the front matter of Markdown. */
export type ReadDocument = { ok: true; document: JsonDocument } | { ok: false; problems: RecordProblem[] };
export type ReadRecord<T> = { ok: true; value: T; document: JsonDocument } | { ok: false; problems: RecordProblem[] };

/** Reads the document of a small file of policy. A key that is given twice is a problem. */
export function parseDocument(path: string, content: Uint8Array): ReadDocument {
  const fail = (message: string, at: Location = { path }): ReadDocument => ({ ok: false, problems: [{ message, at }] });
  const decoded = decodeText(content);
  if (!decoded.ok) return fail(decoded.message, { path, line: decoded.line });
  const lower = path.toLowerCase();
  let text: string | undefined = decoded.text;
  if (lower.endsWith('.md')) text = frontMatter(decoded.text);
  if (text === undefined)
    return fail('has no front matter: expected the facts as YAML between two lines --- at its beginning');
  const parsed = lower.endsWith('.json') ? parseJson(text) : parseYaml(text);
  if (!parsed.ok) return fail(parsed.message, locate(path, parsed.position));
  const twice = parsed.document.duplicates.map(({ pointer, position }) => ({
    message: `has ${pointer} twice`,
    at: locate(path, position),
  }));
  return twice.length > 0 ? { ok: false, problems: twice } : { ok: true, document: parsed.document };
}

/** A document that has the form of a schema; else every problem with its line, and for a misspelt key the nearest valid one. */
export function parseRecord<T>(path: string, content: Uint8Array, schema: ZodType<T>): ReadRecord<T> {
  const read = parseDocument(path, content);
  if (!read.ok) return read;
  const { document } = read;
  const checked = schema.safeParse(document.value);
  if (checked.success) return { ok: true, value: checked.data, document };
  const problems = checked.error.issues.flatMap((issue): RecordProblem[] => {
    const keys = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
    const pointer = formatPointer(keys);
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        message: `has no field ${quote(key)}${pointer === '' ? '' : ` in ${pointer}`}${suggestion(key, keysAt(schema, issue.path))}`,
        at: locate(path, document.keyAt(formatPointer([...keys, key]))),
      }));
    }
    return [
      {
        message: `${pointer === '' ? 'as a whole' : pointer}: ${wordsOf(issue.message)}`,
        at: locate(path, document.near(pointer)),
      },
    ];
  });
  return { ok: false, problems };
}

/** What a schema says is wrong, as the end of a sentence. */
function wordsOf(message: string): string {
  return message.endsWith('received undefined') ? 'is missing' : message.replace(/^Invalid input: /, '');
}

/** The front matter of a Markdown text, with its first line, so that lines keep their numbers. */
function frontMatter(text: string): string | undefined {
  const opening = /^---[ \t]*(?:\r\n|\r|\n)/.exec(text)?.[0];
  if (opening === undefined) return undefined;
  const closing = /^---[ \t]*$/gm;
  closing.lastIndex = opening.length;
  const end = closing.exec(text)?.index;
  return end === undefined ? undefined : text.slice(0, end);
}
