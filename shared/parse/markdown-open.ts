import type { RootContent } from 'mdast';
import type { LineIndex } from './text.ts';

/** A code or HTML block that goes on behind the text that was parsed: where it starts, and the line that ends it. */
export interface OpenBlock {
  start: number;
  closes: RegExp;
}

/** The kinds of HTML blocks that blank lines do not end (CommonMark 0.31, section 4.6, kinds 1 to 5). */
const htmlKinds: readonly { opens: RegExp; closes: RegExp }[] = [
  { opens: /^<(?:script|pre|style|textarea)(?=[\s>]|$)/i, closes: /<\/(?:script|pre|style|textarea)>/i },
  { opens: /^<!--/, closes: /-->/ },
  { opens: /^<\?/, closes: /\?>/ },
  { opens: /^<!\[CDATA\[/, closes: /\]\]>/ },
  { opens: /^<![A-Za-z]/, closes: />/ },
];

/** The block that the last node is, if the lines behind it may belong to it, also after a blank line. */
export function openBlockAtEnd(last: RootContent | undefined, text: string): OpenBlock | undefined {
  const start = last?.position?.start.offset ?? 0;
  const source = text.slice(start, last?.position?.end.offset);
  if (last?.type === 'html') {
    const kind = htmlKinds.find(({ opens }) => opens.test(source.trimStart()));
    return kind === undefined || kind.closes.test(source) ? undefined : { start, closes: kind.closes };
  }
  const fence = last?.type === 'code' ? /^[ \t]*(`{3,}|~{3,})/.exec(source)?.[1] : undefined;
  if (fence === undefined) return undefined;
  const closes = new RegExp(`^ {0,3}${fence}${fence[0] ?? ''}*[ \\t]*$`);
  const [, ...behind] = source.split(/\r\n|\n|\r/);
  return behind.some((line) => closes.test(line)) ? undefined : { start, closes };
}

/** The line that ends the block: the last line of the text when nothing closes it. */
export function closeOfOpenBlock(lines: LineIndex, block: OpenBlock): number {
  const first = lines.position(block.start).line;
  for (let number = first + 1; number <= lines.count; number += 1) {
    if (block.closes.test(lines.line(number) ?? '')) return number;
  }
  return lines.count;
}
