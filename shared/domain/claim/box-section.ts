import { boxesUnder, headingsNamed, type MarkdownDocument, opaqueUnder } from '../../parse/markdown.ts';
import type { Box } from '../../parse/markdown-box.ts';
import { hiddenParts } from '../../parse/markdown-plain.ts';
import { quote } from '../../parse/text.ts';
import type { DocumentProblem } from './table.ts';
import { nameKey } from './words.ts';

/**
 * What a section of boxes says. `all`: each tick is a claim, and each must be there; `none`: a tick is a reason against (a no-go list);
 * `template`: to be copied, and nobody ticks it in the repository.
 */
export const boxModes = ['all', 'none', 'template'] as const;
export type BoxMode = (typeof boxModes)[number];

/**
 * The boxes of the only section of a heading, with everything that keeps them from being read as a reader sees them: no such heading or
 * several, no box, what only looks like one, HTML, images, quotations, two boxes with one text.
 */
export function readBoxSection(
  document: MarkdownDocument,
  heading: string,
): { boxes: Box[]; problems: DocumentProblem[] } {
  const headings = headingsNamed(document, heading);
  if (headings.length !== 1) {
    const count = headings.length === 0 ? 'no heading' : `${headings.length} headings`;
    return {
      boxes: [],
      problems: [{ message: `has ${count} ${quote(heading, 80)}`, position: headings[1]?.position }],
    };
  }
  const { boxes, broken } = boxesUnder(document, heading);
  const where = `under ${quote(heading, 80)}`;
  const problems: DocumentProblem[] = [
    ...broken.map(({ message, position }) => ({
      message: `has a line ${where} that cannot be read: ${message}`,
      position,
    })),
    ...hiddenParts(opaqueUnder(document, heading), where),
  ];
  if (boxes.length === 0) problems.push({ message: `has no box ${where}`, position: headings[0]?.position });
  const seen = new Set<string>();
  for (const { text, position } of boxes) {
    const key = nameKey(text);
    if (seen.has(key)) problems.push({ message: `has two boxes ${quote(text, 80)} ${where}`, position });
    seen.add(key);
  }
  return { boxes, problems };
}
