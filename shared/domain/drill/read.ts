import { decodeText } from '../../parse/text.ts';
import { readDrillDocument } from './document.ts';
import { emptyDrill, type ReadDrill } from './record.ts';
import type { Words } from './words.ts';

/** Reads the record of a drill: Markdown by its ending, unless it begins with front matter, which is the record then; else YAML or JSON. */
export async function readDrill(path: string, content: Uint8Array, words: Words): Promise<ReadDrill> {
  const decoded = decodeText(content);
  if (!decoded.ok) {
    const at = { path, line: decoded.line };
    return { record: emptyDrill(path), problems: [{ message: decoded.message, at }] };
  }
  if (!/\.(?:md|markdown)$/i.test(path) || /^---[ \t]*(?:\r\n|\r|\n)/.test(decoded.text))
    return readDrillDocument(path, content);
  const { readDrillMarkdown } = await import('./markdown.ts');
  return readDrillMarkdown(path, decoded.text, words);
}
