import type { JsonDocument } from './document.ts';
import { parseJson } from './json.ts';
import { decodeText } from './text.ts';

/** A JSON document; or why there is none that every reader sees the same, as a clause that continues its path, and where. */
export type ReadJson =
  | { ok: true; document: JsonDocument }
  | { ok: false; message: string; line: number; column?: number | undefined };

/** Reads JSON as UTF-8, without a byte order mark, and with no key twice. */
export function readJson(content: Uint8Array): ReadJson {
  const decoded = decodeText(content);
  if (!decoded.ok) return { ok: false, message: decoded.message, line: decoded.line };
  if (decoded.bom) return { ok: false, message: 'begins with a byte order mark', line: 1 };
  const parsed = parseJson(decoded.text);
  if (!parsed.ok) return { ok: false, message: parsed.message, ...parsed.position };
  const { document } = parsed;
  const [twice] = document.duplicates;
  if (twice === undefined) return { ok: true, document };
  const message = `has ${twice.pointer} twice, so that readers could see different documents`;
  return { ok: false, message, ...twice.position };
}
