const escape = '\u001b';
const wide =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u;
const commandMark = new RegExp(`^((?:${escape}\\[[0-9;]*m)*)::`);
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
 * The lines of a text, none wider than the terminal: what is too long goes on below, further in; a word that is too long by itself is cut. What
 * comes to stand at the beginning of a line is no more obeyed by a runner than before.
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
  let start = indent.slice(0, Math.floor(room / 3));
  let current = start;
  for (const word of line.trimStart().split(' ')) {
    // One cell is kept for what takes a command its meaning.
    for (const [part, piece] of pieces(word, room - further.length - 1).entries()) {
      const empty = cells(current) === start.length;
      const first = output.length === 0 ? piece : piece.replace(commandMark, '$1: :');
      const joined = empty ? `${current}${first}` : `${current} ${piece}`;
      if (empty || (part === 0 && cells(joined) <= room)) current = joined;
      else {
        output.push(current.trimEnd());
        start = further;
        current = `${further}${piece.replace(commandMark, '$1: :')}`;
      }
    }
  }
  return [...output, current.trimEnd()];
}

/** A word in pieces that fit; colours take no room. */
function pieces(word: string, room: number): string[] {
  if (cells(word) <= room) return [word];
  const found: string[] = [];
  let [piece, taken] = ['', 0];
  for (const [part] of word.matchAll(new RegExp(`${escape}\\[[0-9;]*m|[^]`, 'gu'))) {
    const needed = cells(part);
    if (taken + needed > room) {
      found.push(piece);
      [piece, taken] = ['', 0];
    }
    piece += part;
    taken += needed;
  }
  return [...found, piece];
}
