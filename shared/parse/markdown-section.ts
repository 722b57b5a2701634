import { headingsNamed, parseMarkdown } from './markdown.ts';

/**
 * The text of the one section of a heading, up to the next heading of the same or a higher level, without empty lines around it. The message
 * continues "the file …".
 */
export function sectionText(
  text: string,
  heading: string,
): { ok: true; text: string; line: number } | { ok: false; message: string; line?: number } {
  const parsed = parseMarkdown(text);
  if (!parsed.ok) return { ok: false, message: parsed.message, line: parsed.position.line };
  const { headings, lines } = parsed.document;
  const [own, second] = headingsNamed(parsed.document, heading);
  if (own === undefined) return { ok: false, message: `has no section ${JSON.stringify(heading)}` };
  const line = own.position.line;
  if (second !== undefined)
    return { ok: false, message: `has the section ${JSON.stringify(heading)} twice`, line: second.position.line };
  const next = headings.find((each) => each.position.line > line && each.depth <= own.depth);
  const end = next === undefined ? text.length : (lines.start(next.position.line) ?? text.length);
  // The heading itself may be of two lines: its underline is no text of the section.
  const body = text.slice(lines.start(line + 1) ?? text.length, end).replace(/^(?:=+|-+)[ \t]*(?:\r\n|\r|\n|$)/, '');
  const trimmed = body.replace(/^(?:[ \t]*(?:\r\n|\r|\n))+/, '').trimEnd();
  if (trimmed === '') return { ok: false, message: `has nothing in the section ${JSON.stringify(heading)}`, line };
  return { ok: true, text: trimmed.replaceAll(/\r\n|\r/g, '\n'), line };
}
