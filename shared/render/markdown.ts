import { codeSpan, escapeMarkdown, tableLines } from '../core/markdown-text.ts';
import { cut, oneLine, redact } from '../core/sanitise.ts';
import { textMaxLength, valueMaxLength } from './limits.ts';

/**
 * Text as plain GitHub-flavoured Markdown: nothing in it is markup, HTML, a link, a mention, a reference or a table cell
 * border. Cut to the length that is shown.
 */
export function plain(text: string): string {
  return escapeMarkdown(cut(oneLine(redact(text).text), textMaxLength));
}

/** The same, cut to the length of a value, for heads and cells. Redacted before it is cut: half of a credential would not be known as one. */
export function brief(text: string): string {
  return escapeMarkdown(cut(oneLine(redact(text).text), valueMaxLength));
}

/** Text that stands out; none stays none. */
export function strong(text: string): string {
  const inner = plain(text);
  return inner === '' ? '' : `**${inner}**`;
}

/** A value as code that also holds in a table cell; cut to the length that is shown. */
export function code(text: string): string {
  const inner = cut(oneLine(redact(text).text), valueMaxLength);
  if (inner === '') return '*(empty)*';
  // GFM splits a row at pipes before it reads code spans, and no code span can hold a pipe after a backslash.
  if (inner.includes('|')) return `<code>${escapeMarkdown(inner)}</code>`;
  return codeSpan(inner);
}

/** A GFM table; where `right` says so a column stands at the right. Cells are Markdown already; they must be one line and have no bare pipe. */
export function table(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly boolean[] = [],
): string {
  return tableLines(header, rows, right).join('\n');
}

/** A value of a result as one line of text: text as it is, everything else as JSON. */
export function shown(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
}
