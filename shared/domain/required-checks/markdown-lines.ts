/**
 * What a reader sees of a line: its text, code between fences, nothing because of an HTML comment, or a part of it. A comment is one only
 * where it begins its line and nothing stands behind its end: of any other the rest is shown, or it is none.
 */
export type LineKind = 'text' | 'code' | 'comment' | 'mixed';

export interface MarkdownLine {
  line: number;
  text: string;
  kind: LineKind;
}

/** The lines of a Markdown document, numbered from 1, as a reader sees them. */
export function markdownLines(count: number, lineOf: (line: number) => string): MarkdownLine[] {
  const read: MarkdownLine[] = [];
  let fence: string | undefined;
  let comment: LineKind | undefined;
  for (let line = 1; line <= count; line += 1) {
    const text = lineOf(line);
    let kind: LineKind = 'text';
    if (comment !== undefined) {
      const end = text.lastIndexOf('-->');
      kind = end !== -1 && text.slice(end + 3).trim() !== '' ? 'mixed' : comment;
      if (end !== -1) comment = text.lastIndexOf('<!--') > end ? 'mixed' : undefined;
    } else if (fence !== undefined) {
      kind = 'code';
      if (closes(text, fence)) fence = undefined;
    } else {
      fence = fenceOf(text);
      const begin = fence === undefined ? text.indexOf('<!--') : -1;
      if (fence !== undefined) kind = 'code';
      else if (begin !== -1) {
        const end = text.lastIndexOf('-->');
        const isOpen = end <= text.lastIndexOf('<!--');
        const isAlone = /^ {0,3}<!--/.test(text) && (isOpen || text.slice(end + 3).trim() === '');
        kind = isAlone ? 'comment' : 'mixed';
        if (isOpen) comment = kind;
      }
    }
    read.push({ line, text, kind });
  }
  return read;
}

/** The mark that begins fenced code. Behind one of backticks no other backtick may stand: it would be code in a line. */
function fenceOf(text: string): string | undefined {
  return /^ {0,3}(?:(?<ticks>`{3,})[^`]*|(?<tildes>~{3,}).*)$/
    .exec(text)
    ?.slice(1)
    .find((mark) => mark !== undefined);
}

function closes(text: string, fence: string): boolean {
  const mark = /^ {0,3}(?<mark>`{3,}|~{3,})\s*$/.exec(text)?.groups?.['mark'];
  return mark?.startsWith(fence) === true;
}
