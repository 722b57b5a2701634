import type { Because } from '../../core/errors.ts';
import type { JsonDocument } from '../../parse/document.ts';
import { parseJson } from '../../parse/json.ts';
import { decodeText } from '../../parse/text.ts';

/** A report as it was found; nothing in it is believed. */
export interface FoundFile {
  /** Where it lies, for people: `artifact/path`, or a path. */
  name: string;
  path: string;
  content: Uint8Array;
  sha256: string;
  /** Of an artifact: what the platform says of it. */
  artifact?: { id: number; runId: number; headSha: string; createdAt: string } | undefined;
}

/** A file that could be read as JSON. */
export interface ReadFile extends FoundFile {
  document: JsonDocument;
}

/** Why a file was not taken: it was looked at and is wrong, or it was not looked at. */
export type NotTaken = { problem: string } | { because: Because };

/** Parses a file. A key that is there twice shows different readers different reports, so that it is none. */
export function readFile(file: FoundFile): ReadFile | NotTaken {
  const wrong = (message: string): NotTaken => ({ problem: `${file.name} ${message}` });
  const decoded = decodeText(file.content);
  if (!decoded.ok) return wrong(`is not text: ${decoded.message}`);
  const parsed = parseJson(decoded.text);
  if (!parsed.ok) return wrong(parsed.message);
  const { document } = parsed;
  const [twice] = document.duplicates;
  return twice === undefined
    ? { ...file, document }
    : wrong(`has the key ${twice.pointer} twice (line ${twice.position.line})`);
}
