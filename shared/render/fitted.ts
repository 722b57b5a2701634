const escape = '\u001b';
const wide =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u;
/** Narrower panes are not served: a word must have some room beside its indentation. */
const leastWidth = 20;

/** How many cells a terminal needs for a text; colours need none. */
export function cells(text: string): number {
  let count = 0;
  for (const character of text.replace(new RegExp(`${escape}\\[[0-9;]*m`, 'g'), '')) {
    count += /\p{Mn}/u.test(character) ? 0 : wide.test(character) ? 2 : 1;
  }
  return count;
}

/**
 * The lines of a text, none wider than the terminal: what is too long goes on below, further in; a word that is too long by itself is cut.
 * Without a width nothing is changed, so that a file or a pipe has one line for each thing.
 */
export function fitted(lines: readonly string[], width: number | undefined): string[] {
  if (width === undefined) return [...lines];
  const room = Math.max(leastWidth, width);
  return lines.flatMap((line) => (cells(line) <= room ? [line] : folded(line, room)));
}

function folded(line: string, room: number): string[] {
  const indent = /^ */.exec(line)?.[0] ?? '';
  const further = ' '.repeat(Math.min(indent.length + 2, Math.floor(room / 3)));
  const output: string[] = [];
  let current = indent.slice(0, Math.floor(room / 3));
  let begins = true;
  for (const word of line.trimStart().split(' ')) {
    for (const piece of pieces(word, room - further.length)) {
      const joined = begins ? `${current}${piece}` : `${current} ${piece}`;
      if (begins || cells(joined) <= room) current = joined;
      else {
        output.push(current.trimEnd());
        current = `${further}${piece}`;
      }
      begins = false;
    }
  }
  return [...output, current.trimEnd()];
}

/** A word in pieces that fit; one with colours in it is short by itself. */
function pieces(word: string, room: number): string[] {
  if (cells(word) <= room || word.includes(escape)) return [word];
  const found: string[] = [];
  let piece = '';
  for (const character of word) {
    if (cells(piece + character) > room) {
      found.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...found, piece];
}
