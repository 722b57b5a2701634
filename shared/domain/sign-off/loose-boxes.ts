import type { Position } from '../../core/location.ts';
import type { Prose } from '../../parse/markdown-prose.ts';

/** A line that shows its reader a box where none can be: in a cell, a heading, a sentence, behind the text of an item. */
export interface LooseBox {
  text: string;
  position: Position;
}

const box = /(?:^|[\s|])[[［]\s?[xXvV✓✔✗✘]?\s?[\]］](?=$|[\s|.,;])|[☐☑☒⬜⬛□▢◻◽◾🔲🔳🗹]/u;

/** Everything that looks like a box beside those that an item begins with. */
export function looseBoxes(prose: readonly Prose[]): LooseBox[] {
  return prose.flatMap(({ kind, pieces, text, position }) => {
    const shown = pieces.map((piece) => (piece.kind === 'code' ? 'code' : piece.text)).join('');
    const rest = kind === 'item' ? shown.replace(/^\s*\[[ xX]\](?=\s)/, '') : shown;
    return box.test(rest) ? [{ text, position }] : [];
  });
}
