import { cut, oneLine, redact } from '../core/sanitise.ts';
import { valueMaxLength } from './limits.ts';

/** Text as plain GitHub-flavoured Markdown: nothing in it is markup, HTML, a link, a mention or a table cell border. */
export function plain(text: string): string {
  return oneLine(redact(text).text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_{}[\]()#+!|~$-]/g, '\\$&')
    .replace(/@(?=\w)/g, '@\u2060')
    .replace(/\b(https?|ftp)(?=:\/\/)/gi, '$1\u2060')
    .replace(/\bwww(?=\.)/gi, 'www\u2060')
    .replace(/^(\d+)(?=[.)])/, '$1\u2060');
}

/** A value as a code span that also holds in a table cell; cut to the length that is shown. */
export function code(text: string, max: number = valueMaxLength): string {
  const inner = cut(oneLine(redact(text).text), max);
  if (inner === '') return '*(empty)*';
  const longest = Math.max(0, ...[...inner.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  const pad = inner.startsWith('`') || inner.endsWith('`') ? ' ' : '';
  // In a table cell GFM splits at pipes before it reads code spans, and takes `\|` for a pipe inside of them.
  return `${fence}${pad}${inner.replaceAll('|', '\\|')}${pad}${fence}`;
}

/** A GFM table. Cells are Markdown already; they must be one line and have no bare pipe. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A value of a result as one line of text: text as it is, everything else as JSON. */
export function shown(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
}
