import type { PhrasingContent } from 'mdast';

/** A piece of the plain text of a heading, paragraph or cell, with the offsets of its source. */
export interface Segment {
  text: string;
  start: number;
  end: number;
  code: boolean;
}

/**
 * The text that a reader sees, in order: code spans without their backticks, emphasis and links as their text, images
 * as their description, HTML tags and comments as nothing, line breaks as `\n`.
 */
export function segmentsOf(nodes: readonly PhrasingContent[]): Segment[] {
  const segments: Segment[] = [];
  const visit = (node: PhrasingContent): void => {
    if ('children' in node) {
      node.children.forEach(visit);
      return;
    }
    const start = node.position?.start.offset ?? 0;
    const end = node.position?.end.offset ?? start;
    const add = (text: string, code = false): void => void segments.push({ text, start, end, code });
    if (node.type === 'text') add(node.value);
    else if (node.type === 'inlineCode') add(node.value, true);
    else if (node.type === 'image' || node.type === 'imageReference') add(node.alt ?? '');
    else if (node.type === 'break') add('\n');
    else if (node.type === 'html' && /^<br\s*\/?>$/i.test(node.value)) add('\n');
  };
  nodes.forEach(visit);
  return segments;
}

/** The text of segments with every run of white space as one space, and none around it. */
export function foldedText(segments: readonly Segment[]): string {
  return fold(segments.map((segment) => segment.text).join(''));
}

export function fold(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** The code span that the segments consist of, apart from white space around it; undefined when they are something else. */
export function soleCode(segments: readonly Segment[]): Segment | undefined {
  const visible = segments.filter((segment) => segment.code || segment.text.trim() !== '');
  return visible.length === 1 && visible[0]?.code === true ? visible[0] : undefined;
}

/** The offset where the visible text of the segments starts; undefined when there is none. */
export function startOf(segments: readonly Segment[], source: string): number | undefined {
  const first = segments.find((segment) => segment.code || segment.text.trim() !== '');
  if (first === undefined || first.code) return first?.start;
  const written = source.slice(first.start, first.end);
  return first.start + Math.max(written.search(/\S/), 0);
}

/** What a segment holds from an offset of its source on. */
function rest(segment: Segment, textFrom: number, sourceFrom: number): Segment {
  return { ...segment, text: segment.text.slice(textFrom), start: segment.start + sourceFrom };
}

/** `Label: value` in segments: the label, and the segments of the value. */
export interface Labelled {
  label: string;
  value: Segment[];
}

/**
 * Splits at the first colon outside code that white space or the end follows. Undefined when there is none, or nothing
 * stands before it.
 */
export function splitLabel(segments: readonly Segment[], source: string): Labelled | undefined {
  for (const [index, segment] of segments.entries()) {
    if (segment.code) continue;
    const next = segments[index + 1];
    const colon = segment.text.search(
      next === undefined || /^\s/.test(next.text) || next.code ? /[:：](?=\s|$)/ : /[:：](?=\s)/,
    );
    if (colon === -1) continue;
    const before = [...segments.slice(0, index), { ...segment, text: segment.text.slice(0, colon) }];
    const label = foldedText(before);
    if (label === '') return undefined;
    // Escapes and entities make the source longer than the text; the colon is the same one in both.
    const written = source.slice(segment.start, segment.end);
    const at = written.startsWith(segment.text.slice(0, colon + 1))
      ? colon
      : Math.max(written.search(/[:：](?=\s|$)/), 0);
    return { label, value: [rest(segment, colon + 1, at + 1), ...segments.slice(index + 1)] };
  }
  return undefined;
}

/** Segments cut into the lines of the source or of hard breaks. */
export function segmentLines(segments: readonly Segment[], source: string): Segment[][] {
  const lines: Segment[][] = [[]];
  for (const segment of segments) {
    if (segment.code || !/[\r\n]/.test(segment.text)) {
      lines.at(-1)?.push(segment);
      continue;
    }
    const texts = segment.text.split(/\r\n|\n|\r/);
    let start = segment.start;
    for (const [index, text] of texts.entries()) {
      if (index > 0) lines.push([]);
      const lineEnd = /\r\n|\n|\r/g;
      lineEnd.lastIndex = start;
      const match = index < texts.length - 1 ? lineEnd.exec(source.slice(0, segment.end)) : null;
      lines.at(-1)?.push({ ...segment, text, start, end: match?.index ?? segment.end });
      start = match === null ? segment.end : match.index + match[0].length;
    }
  }
  return lines;
}
