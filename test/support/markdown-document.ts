import { type MarkdownDocument, parseMarkdown } from '../../shared/parse/markdown.ts';

/** The document of a text that can be parsed. */
export function documentOf(text: string): MarkdownDocument {
  const parsed = parseMarkdown(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.document;
}
