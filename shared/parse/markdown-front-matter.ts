/** The data between `---` lines at the very beginning of a text. */
export interface FrontMatter {
  /** What stands between the lines. */
  content: string;
  /** The text with blanks in the place of the front matter: every offset behind it stays what it was. */
  blanked: string;
}

/**
 * The front matter of a document; undefined when it has none. GitHub shows it as a table of its own, so that nothing in it is
 * a heading, a table or a box of the document.
 */
export function frontMatterOf(text: string): FrontMatter | undefined {
  const head = /^\uFEFF?---[ \t]*(?:\r\n|\n|\r)/.exec(text)?.[0];
  if (head === undefined) return undefined;
  const ends = /^(?:---|\.\.\.)[ \t]*$/gm;
  ends.lastIndex = head.length;
  const end = ends.exec(text);
  if (end === null) return undefined;
  const to = end.index + end[0].length;
  const blanked = text.slice(0, to).replaceAll(/[^\r\n\uFEFF]/g, ' ') + text.slice(to);
  return { content: text.slice(head.length, end.index), blanked };
}
