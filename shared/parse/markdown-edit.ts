/*
 * Edits of single lines of Markdown. They never know whether a reader sees exactly what was meant: whoever uses them reads the
 * edited document again.
 */

/** Text of which nothing is Markdown, in no place of a line, and that GitHub links to nothing. */
const plainText = /^[A-Za-z0-9](?:[A-Za-z0-9.,+/-]|_(?=[A-Za-z0-9])| (?=\S))*$/;
const notVisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/u;

/**
 * A value as it is written in place of another one: as code where that is code, or where anything in it could be markup. Undefined
 * for what no line can show: no text, control and invisible characters, white space at an end.
 */
function spelling(value: string, before: string, inTable: boolean): string | undefined {
  if (value === '' || value !== value.trim() || notVisible.test(value)) return undefined;
  const code = /^(`+)[^`]/.exec(before.trim()) !== null;
  if (!code && plainText.test(value)) return value;
  const longest = Math.max(0, ...[...value.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  const pad = value.startsWith('`') || value.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${inTable ? value.replaceAll('|', '\\|') : value}${pad}${fence}`;
}

/** A line with another value from a 1-based column to its end; white space at the end stays. Undefined when it cannot be written. */
export function withValue(line: string, column: number, value: string): string | undefined {
  const before = line.slice(column - 1);
  const spelt = spelling(value, before, false);
  if (spelt === undefined || before.trim() === '') return undefined;
  return `${line.slice(0, column - 1)}${spelt}${before.slice(before.trimEnd().length)}`;
}

/**
 * A row of a table with other cells, by their index; the others stay, and so does the width of a cell where the value fits.
 * Undefined when it has not that many cells, or a value cannot be written.
 */
export function withCells(line: string, values: ReadonlyMap<number, string>): string | undefined {
  const dividers = [...line.matchAll(/\\[\\|]|\|/g)].filter((match) => match[0] === '|').map((match) => match.index);
  const opening = line.slice(0, dividers[0] ?? 0).trim() === '' ? dividers[0] : undefined;
  const bounds = [opening ?? -1, ...dividers.filter((at) => at !== opening)];
  if (line.slice((bounds.at(-1) ?? 0) + 1).trim() !== '') bounds.push(line.length);
  let edited = line.slice(0, (bounds[0] ?? 0) + 1);
  for (let index = 0; index + 1 < bounds.length; index += 1) {
    const content = line.slice((bounds[index] ?? 0) + 1, bounds[index + 1]);
    const value = values.get(index);
    const cell = value === undefined ? content : withContent(content, value);
    if (cell === undefined) return undefined;
    edited += cell + line.slice(bounds[index + 1], (bounds[index + 1] ?? 0) + 1);
  }
  if ([...values.keys()].some((index) => index >= bounds.length - 1)) return undefined;
  return edited + line.slice((bounds.at(-1) ?? 0) + 1);
}

function withContent(content: string, value: string): string | undefined {
  const before = content.trim();
  const spelt = spelling(value, before, true);
  if (spelt === undefined) return undefined;
  if (before === '') return content.length > spelt.length + 1 ? ` ${spelt}`.padEnd(content.length) : ` ${spelt} `;
  const lead = content.slice(0, content.length - content.trimStart().length);
  const trail = content.slice(content.trimEnd().length);
  const spare = lead.length + trail.length + before.length - spelt.length;
  // What stands at the right keeps its end in place, everything else its start.
  if (lead.length > trail.length)
    return `${' '.repeat(Math.max(Math.min(1, lead.length), spare - trail.length))}${spelt}${trail}`;
  return `${lead}${spelt}${' '.repeat(Math.max(Math.min(1, trail.length), spare - lead.length))}`;
}
