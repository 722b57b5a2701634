import type { ListItem, Paragraph } from 'mdast';
import type { Position } from '../core/location.ts';
import { foldedText, segmentsOf } from './markdown-inline.ts';
import { type Reference, referencesOf } from './markdown-reference.ts';
import type { LineIndex } from './text.ts';

/** A box of a task list, as GitHub shows it. */
export interface Box {
  /** The text behind the box in its first paragraph, plain, white space folded. */
  text: string;
  checked: boolean;
  /** The text of the nearest heading above. */
  heading: string | undefined;
  /** How many boxes it stands inside of. */
  level: number;
  /** Code spans and links of the text. */
  references: Reference[];
  position: Position;
}

/** What looks like a box to a reader of the source or of the page, and is none: nobody can tell whether it is ticked. */
export interface BrokenBox {
  heading: string | undefined;
  message: string;
  position: Position;
}

/** GFM, section 5.3: a bracket with a space or an x at the very start of the paragraph, and white space behind it. */
const marker = /^\[([ \t\r\nxX])\](?=[ \t\r\n]+\S)/;
/** What stands for a box in the eyes of a reader: signs, and the names that GitHub shows as signs. */
const sign =
  '[☐☑☒✅✔✓❌✗✘✕✖❎⭕⮽⬜⬛◻◼◽◾▢□■▪▫🔲🔳🗵🗷🗸🗹🟥🟧🟨🟩🟦🟪🟫]|:(?:[a-z]+_)*(?:square|square_button|check|check_mark|cross_mark|multiplication_x|x|o):';
const alike = new RegExp(
  `^\\s*(?:[[［][^\\p{L}\\p{N}\\]］]{0,2}[xXvV]?[^\\p{L}\\p{N}\\]］]{0,2}[\\]］](?!\\()|${sign})`,
  'u',
);
const loose = new RegExp(`^[ \\t]*(?:\\[[ xX]\\][ \\t]+\\S|${sign})`, 'gmu');

/** The box that an item of a list begins with, or what only looks like one. */
export function readBox(
  item: ListItem,
  heading: string | undefined,
  level: number,
  text: string,
  lines: LineIndex,
): Box | BrokenBox | undefined {
  const [first] = item.children;
  // GitHub shows a box also where an underline makes its text a heading.
  if (first?.type === 'heading' && alike.test(foldedText(segmentsOf(first.children))))
    return broken(heading, lines.position(item.position?.start.offset ?? 0));
  if (first?.type !== 'paragraph') return undefined;
  const { start = 0, end = 0 } = { start: first.position?.start.offset, end: first.position?.end.offset };
  const found = marker.exec(text.slice(start, end));
  const segments = segmentsOf(first.children);
  const shown = foldedText(segments);
  const position = lines.position(item.position?.start.offset ?? start);
  if (found !== null) {
    const references = referencesOf(first.children, lines) ?? [];
    const checked = /x/i.test(found[1] ?? '');
    return { text: shown.replace(/^\[[ xX]?\]\s*/, ''), checked, heading, level, references, position };
  }
  return alike.test(shown) ? broken(heading, position) : undefined;
}

/** Lines of a paragraph outside of lists that begin as a box does: GitHub shows them as text. */
export function findLooseBoxes(
  node: Paragraph,
  heading: string | undefined,
  text: string,
  lines: LineIndex,
): BrokenBox[] {
  const { start = 0, end = 0 } = { start: node.position?.start.offset, end: node.position?.end.offset };
  const found: BrokenBox[] = [];
  for (const match of text.slice(start, end).matchAll(loose))
    found.push(broken(heading, lines.position(start + match.index)));
  return found;
}

function broken(heading: string | undefined, position: Position): BrokenBox {
  const message = 'this looks like a box and is none: expected "- [ ] text" or "- [x] text"';
  return { heading, message, position };
}
