import { readMarked } from '../../core/issue-marks.ts';
import { parseMarkdown } from '../../parse/markdown.ts';
import { shownText } from '../../parse/markdown-text.ts';
import { isSaid } from '../../parse/said.ts';

/** The headings under which people say what happened, and what is written there until they do. */
export const incidentParts = [
  { heading: 'Cause', blank: 'TBD' },
  { heading: 'Corrective action', blank: 'TBD' },
] as const;

/** What an issue lacks to be documented, a clause for each part; none when cause and corrective action are filled in. */
export function lackingIn(body: string, mark: string): string[] {
  const read = readMarked(body, mark);
  const text = read.state === 'whole' ? `${read.before}\n${read.after}` : body;
  const parsed = parseMarkdown(text);
  if (!parsed.ok) return [`the text cannot be read: ${parsed.message}`];
  const { headings, lines } = parsed.document;
  return incidentParts.flatMap(({ heading }) => {
    const own = headings.filter((each) => each.text.toLowerCase() === heading.toLowerCase());
    const [only] = own;
    if (only === undefined) return [`${heading} is missing`];
    if (own.length > 1) return [`${heading} is there ${own.length} times`];
    const next = headings.find(({ position, depth }) => position.line > only.position.line && depth <= only.depth);
    // Of a heading that is underlined the second line is not text.
    const from = lines.start(only.position.line + 1) ?? text.length;
    const until = next === undefined ? text.length : (lines.start(next.position.line) ?? text.length);
    const shown = shownText(text.slice(from, until));
    return shown.ok && isSaid(shown.text) ? [] : [`${heading} is not filled in`];
  });
}
