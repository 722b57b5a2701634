import type { Json } from '../../shared/core/json.ts';

/** One change of one fact of a set of files. */
export interface Mutation {
  /** What was changed, unique in the set: file, fact, way. */
  name: string;
  /** The changed files by path; `null` means that the file is gone. */
  files: Record<string, string | Uint8Array | null>;
}

/** A value of the same type that says something else. */
function changed(value: Json): Json {
  if (typeof value === 'string')
    return /[0-9]$/.test(value) ? value.replace(/[0-9]$/, (digit) => String((Number(digit) + 1) % 10)) : `${value}x`;
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  return value === null ? 'now a text' : [];
}

/** The other value of a text, as text. */
function other(text: string): string {
  const value = changed(text);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The value as another type that looks the same to a careless reader. */
function retyped(value: Json): Json {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return 'none';
}

type Path = readonly (string | number)[];

function leaves(value: Json, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const entries: [string | number, Json][] = Array.isArray(value)
    ? value.map((item, index) => [index, item])
    : Object.entries(value);
  return entries.length === 0 ? [path] : entries.flatMap(([key, inner]) => leaves(inner, [...path, key]));
}

/** A copy of the document with the value at a path replaced, or removed for `undefined`. */
function withValue(value: Json, path: Path, replace: (old: Json) => Json | undefined): Json {
  const [key, ...rest] = path;
  if (key === undefined) return replace(value) ?? null;
  const copy = structuredClone(value) as Record<string | number, Json>;
  const inner = rest.length === 0 ? replace(copy[key] ?? null) : withValue(copy[key] ?? null, rest, replace);
  if (inner !== undefined) copy[key] = inner;
  else if (Array.isArray(copy)) copy.splice(Number(key), 1);
  else delete copy[key];
  return copy as Json;
}

/** Every leaf of a JSON file changed, removed and retyped, and every key renamed; the writing of the file is kept. */
export function jsonMutations(path: string, text: string): Mutation[] {
  const document = JSON.parse(text) as Json;
  const write = (value: Json): string => `${JSON.stringify(value, null, 2)}\n`;
  if (write(document) !== text) throw new Error(`${path} is not written as these mutations write it`);
  const ways = { changed, retyped, removed: () => undefined };
  const byLeaf = leaves(document).flatMap((leaf) =>
    Object.entries(ways).map(([way, replace]) => ({
      name: `${path} /${leaf.join('/')} ${way}`,
      files: { [path]: write(withValue(document, leaf, replace)) },
    })),
  );
  const keys = [...text.matchAll(/"(\w+)":/g)].map((match) => match[1] ?? '');
  const renamed = keys.map((key) => ({
    name: `${path} key ${key} renamed`,
    files: { [path]: text.replace(`"${key}":`, `"${key}_":`) },
  }));
  return [
    ...byLeaf,
    ...renamed,
    { name: `${path} re-indented`, files: { [path]: `${JSON.stringify(document, null, 4)}\n` } },
    { name: `${path} without its last line end`, files: { [path]: text.trimEnd() } },
    {
      name: `${path} with a key given twice`,
      files: { [path]: text.replace('{\n', `{\n  ${text.split('\n')[1] ?? ''}\n`) },
    },
    { name: `${path} with one more key`, files: { [path]: text.replace('{\n', '{\n  "another_key": 1,\n') } },
  ];
}

/** Every bullet and every table cell of a Markdown file changed and emptied, rows and sections broken in every way. */
export function markdownMutations(path: string, text: string): Mutation[] {
  const all = text.split('\n');
  const mutations: Mutation[] = [];
  const add = (name: string, lines: readonly string[]): void => {
    mutations.push({ name: `${path} ${name}`, files: { [path]: lines.join('\n') } });
  };
  const replaced = (index: number, ...lines: string[]): string[] => [
    ...all.slice(0, index),
    ...lines,
    ...all.slice(index + 1),
  ];
  let rows = 0;
  for (const [index, line] of all.entries()) {
    const bullet = /^- ([^`:]+): `([^`]*)`$/.exec(line);
    if (bullet !== null) {
      const [, label = '', value = ''] = bullet;
      add(`bullet ${label}: value changed`, replaced(index, `- ${label}: \`${other(value)}\``));
      add(`bullet ${label}: value emptied`, replaced(index, `- ${label}:`));
      add(`bullet ${label}: label changed`, replaced(index, `- ${label}s: \`${value}\``));
      add(`bullet ${label}: removed`, replaced(index));
      add(`bullet ${label}: twice`, replaced(index, line, line));
      add(`bullet ${label}: in a comment`, replaced(index, `<!-- ${line} -->`));
    } else if (/^\|[-| ]+\|$/.test(line)) {
      add('delimiter row removed', replaced(index));
      add('delimiter row one cell short', replaced(index, line.replace(/\|[- ]+\|$/, '|')));
      add('delimiter row with a wrong character', replaced(index, line.replace('---', '-=-')));
      add('blank line before the first row', replaced(index, line, ''));
    } else if (line.startsWith('|')) {
      rows += 1;
      const kind = rows === 1 ? 'header' : 'row';
      const cells = line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim());
      for (const [column, cell] of cells.entries()) {
        const write = (value: string): string =>
          `| ${cells.map((each, at) => (at === column ? value : each)).join(' | ')} |`;
        add(`${kind} cell ${column + 1} changed`, replaced(index, write(other(cell))));
        add(`${kind} cell ${column + 1} emptied`, replaced(index, write('')));
      }
      add(`${kind} removed`, replaced(index));
      add(`${kind} twice`, replaced(index, line, line));
      add(`${kind} one cell short`, replaced(index, `| ${cells.slice(1).join(' | ')} |`));
      add(`${kind} one cell long`, replaced(index, `| ${[...cells, 'more'].join(' | ')} |`));
      add(`${kind} in a comment`, replaced(index, `<!-- ${line} -->`));
    } else if (line.startsWith('#')) {
      add(`heading ${line} changed`, replaced(index, `${line} x`));
      add(`heading ${line} removed`, replaced(index));
    } else if (line.startsWith('Updated: ')) {
      add('date in the future', replaced(index, 'Updated: 2099-01-01'));
      add('date of another past day', replaced(index, 'Updated: 2026-02-07'));
      add('date that is no day', replaced(index, 'Updated: 2026-02-30'));
      add('date in another form', replaced(index, 'Updated: 8 February 2026'));
      add('date removed', replaced(index));
      add('date twice', replaced(index, line, line));
    }
  }
  return mutations;
}

const encoder = new TextEncoder();

/** The same text in other bytes, and bytes that are no text. */
export function byteMutations(path: string, text: string): Mutation[] {
  const ways: Record<string, Uint8Array> = {
    'with CRLF line ends': encoder.encode(text.replaceAll('\n', '\r\n')),
    'with a byte order mark': encoder.encode(`\uFEFF${text}`),
    'as UTF-16': new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le')),
    'with a byte that is not UTF-8': Uint8Array.from([
      ...encoder.encode(text.slice(0, 20)),
      0xe9,
      ...encoder.encode(text.slice(20)),
    ]),
    'with a NUL byte': Uint8Array.from([...encoder.encode(text), 0]),
    'cut in half': encoder.encode(text.slice(0, Math.floor(text.length / 2))),
    empty: new Uint8Array(),
    'white space only': encoder.encode(' \n\n'),
  };
  return Object.entries(ways).map(([way, bytes]) => ({ name: `${path} ${way}`, files: { [path]: bytes } }));
}

/** Files deleted, renamed, and put in each other's place. */
export function fileMutations(files: Readonly<Record<string, string>>): Mutation[] {
  const paths = Object.keys(files);
  const text = (path: string): string => files[path] ?? '';
  return paths.flatMap((path) => [
    { name: `${path} deleted`, files: { [path]: null } },
    { name: `${path} renamed`, files: { [path]: null, [`${path}.old`]: text(path) } },
    ...paths
      .filter((other) => other > path)
      .map((other) => ({ name: `${path} and ${other} swapped`, files: { [path]: text(other), [other]: text(path) } })),
    ...paths
      .filter((other) => other !== path)
      .map((other) => ({ name: `${path} overwritten by ${other}`, files: { [path]: text(other) } })),
  ]);
}
