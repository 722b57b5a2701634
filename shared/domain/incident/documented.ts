import { sha256 } from '../../core/fingerprint.ts';
import { readMarked } from '../../core/issue-marks.ts';
import { stableJson } from '../../core/json.ts';
import { parseMarkdown } from '../../parse/markdown.ts';
import { shownText } from '../../parse/markdown-text.ts';
import { isSaid } from '../../parse/said.ts';

/** The headings under which people say what happened, and what is written there until they do. */
export const incidentParts = [
  { heading: 'Cause', blank: 'TBD' },
  { heading: 'Corrective action', blank: 'TBD' },
] as const;

/** What people wrote under the headings: a clause for each part that is not filled in, and what tells this text from another one. */
export interface Documentation {
  lacking: readonly string[];
  key: string;
}

/** Reads the documentation in the text of an issue. */
export function documentationIn(body: string, mark: string): Documentation {
  const read = readMarked(body, mark);
  const text = read.state === 'whole' ? `${read.before}\n${read.after}` : body;
  const parsed = parseMarkdown(text);
  if (!parsed.ok) return { lacking: [`the text cannot be read: ${parsed.message}`], key: '' };
  const { headings, lines } = parsed.document;
  const parts = incidentParts.map(({ heading }) => {
    const own = headings.filter((each) => each.text.toLowerCase() === heading.toLowerCase());
    const [only] = own;
    if (only === undefined) return { said: '', problem: `${heading} is missing` };
    if (own.length > 1) return { said: '', problem: `${heading} is there ${own.length} times` };
    const next = headings.find(({ position, depth }) => position.line > only.position.line && depth <= only.depth);
    // Of a heading that is underlined the second line is not text.
    const from = lines.start(only.position.line + 1) ?? text.length;
    const until = next === undefined ? text.length : (lines.start(next.position.line) ?? text.length);
    const shown = shownText(text.slice(from, until));
    const said = shown.ok ? shown.text : '';
    return { said, problem: isSaid(said) ? undefined : `${heading} is not filled in` };
  });
  const letters = parts.map(({ said }) => said.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase());
  return {
    lacking: parts.flatMap(({ problem }) => problem ?? []),
    key: sha256(stableJson(letters)).slice(0, 16),
  };
}
