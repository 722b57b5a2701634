import { locate } from '../../shared/core/location.ts';
import type { Tree } from '../../shared/core/ports.ts';
import { against, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import { type MarkdownDocument, parseMarkdown } from '../../shared/parse/markdown.ts';
import { decodeText } from '../../shared/parse/text.ts';

/** More than this is no document that somebody reads. */
export const documentMaxBytes = 4 * 1024 * 1024;

/** A Markdown document of a tree, or the verdict on why there is none. */
export type LoadedDocument =
  | { ok: true; document: MarkdownDocument; text: string }
  | { ok: false; verdict: Verdict; absent: boolean };

export type LoadDocument = (path: string) => Promise<LoadedDocument>;

/** What was parsed, by path and digest: the base mostly has the same bytes. */
export type Parsed = Map<string, LoadedDocument>;

/** Loads documents of a tree, each once; `parsed` is shared with the loaders of other trees. */
export function documentsOf(tree: Pick<Tree, 'read'>, parsed: Parsed): LoadDocument {
  const known = new Map<string, Promise<LoadedDocument>>();
  return (path) => {
    const asked = known.get(path) ?? load(tree, path, parsed);
    known.set(path, asked);
    return asked;
  };
}

async function load(tree: Pick<Tree, 'read'>, path: string, parsed: Parsed): Promise<LoadedDocument> {
  const found = await tree.read(path, documentMaxBytes);
  if (!found.found) {
    if (found.because !== undefined) return { ok: false, verdict: unverified(found.because), absent: false };
    return { ok: false, verdict: wrong(path, found.message), absent: found.reason === 'absent' };
  }
  const key = `${found.sha256} ${path}`;
  const document = parsed.get(key) ?? parse(path, found.content);
  parsed.set(key, document);
  return document;
}

function parse(path: string, content: Uint8Array): LoadedDocument {
  const text = decodeText(content);
  if (!text.ok) return { ok: false, verdict: wrong(path, text.message, text.line), absent: false };
  const read = parseMarkdown(text.text);
  if (read.ok) return { ok: true, document: read.document, text: text.text };
  return { ok: false, verdict: wrong(path, read.message, read.position.line), absent: false };
}

function wrong(path: string, message: string, line?: number): Verdict {
  const at = locate(path, line === undefined ? undefined : { line, column: 1 });
  return against(`${path} ${message}`, 'a Markdown document', 'nothing', `write ${path} as Markdown, in UTF-8`, at);
}
