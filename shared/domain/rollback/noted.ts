import type { Position } from '../../core/location.ts';
import { type LabelledLine, type MarkdownDocument, parseMarkdown } from '../../parse/markdown.ts';
import { hiddenParts } from '../../parse/markdown-plain.ts';
import type { MarkdownTable } from '../../parse/markdown-table.ts';
import { isPlaceholder } from '../../parse/placeholder.ts';
import { decodeText } from '../../parse/text.ts';
import { foldedName } from '../record/folded-name.ts';
import { type NotePart, noteFiles, noteLabels, openParts } from './note.ts';

/*
 * An incident note as its reader sees it. Whatever could show something else than what is read here is a problem.
 */

export const noteMaxBytes = 256 * 1024;

/** A note that could be read, or why not, as the end of a sentence about it. */
export type ReadNote = { ok: true; document: MarkdownDocument } | { ok: false; message: string };

export function readNote(content: Uint8Array): ReadNote {
  const decoded = decodeText(content);
  return decoded.ok ? parseMarkdown(decoded.text) : decoded;
}

/** What a note says of a part, in whatever letters its label is written: `Label: value` as a bullet or as a line. */
export function saidOf({ bullets, labelledLines }: MarkdownDocument, part: NotePart): LabelledLine[] {
  return [...bullets, ...labelledLines].filter(({ label }) => labelNamed(label) === part);
}

/** Whether nobody has filled in a part: nothing, a placeholder, a word for nothing, or the words of the template. */
export function isOpenPart(part: NotePart, value: string): boolean {
  if (isPlaceholder(value, { orUnsaid: true })) return true;
  const text = value.replace(/[<>`]/g, '').trim();
  const template = (openParts as Partial<Record<NotePart, string>>)[part];
  if (template !== undefined && [template, template.split(': ').at(-1)].includes(text)) return true;
  return /^(?:to be|not yet) (?:added|announced|completed|decided|defined|described|determined|done|filled|provided|said|supplied|written)\b/i.test(
    text,
  );
}

/** Something that lets a reader see another note. `message`: a clause that continues its path. */
export interface Unclear {
  message: string;
  position: Position;
}

/** Everything in a note that may show its reader something else than what is read of it. */
export function unclearParts(document: MarkdownDocument): Unclear[] {
  const files = fileTables(document);
  const columns = [noteFiles.path, noteFiles.digest];
  const headings = document.headings.filter(({ text }) => foldedName(text) === foldedName(noteFiles.heading));
  return [
    ...hiddenParts(document.opaque),
    ...document.brokenTables.map(({ message, position }) => ({
      message: `has a table that is none: ${message}`,
      position,
    })),
    ...document.tables.flatMap(({ problems }) =>
      problems.map(({ message, position }) => ({ message: `has a table that is not whole: ${message}`, position })),
    ),
    ...headings.slice(1).map(({ position }) => ({ message: 'has two headings of restored files', position })),
    ...struckParts(document).map(({ position }) => ({ message: 'has text that is struck out', position })),
    ...files.slice(1).map(({ position }) => ({ message: 'has more than one table of restored files', position })),
    ...files
      .filter(({ header }) => header.map(({ text }) => text).join('|') !== columns.join('|'))
      .map(({ position }) => ({
        message: `has a table of restored files with other columns than ${columns.join(' and ')}`,
        position,
      })),
    ...document.headings
      .filter(({ text }) => labelNamed(text) !== undefined)
      .map(({ position }) => ({ message: 'has a part as a heading', position })),
    ...document.tables
      .flatMap(({ header, rows }) => [header, ...rows.map(({ cells }) => cells)].flatMap(([first]) => first ?? []))
      .filter(({ text }) => labelNamed(text) !== undefined)
      .map(({ position }) => ({ message: 'has a part in a table', position })),
  ];
}

/** What a reader takes for what does not hold any more, where it is read like any other text. */
function struckParts(document: MarkdownDocument): { position: Position }[] {
  const parts = (Object.keys(noteLabels) as NotePart[]).flatMap((part) => saidOf(document, part));
  const cells = fileTables(document).flatMap(({ header, rows }) => [header, ...rows.map((row) => row.cells)].flat());
  return [...parts.map(({ value: text, ...rest }) => ({ text, ...rest })), ...cells].filter(
    ({ text, code }) => !code && /~{1,2}[^\s~](?:[^~]*[^\s~])?~{1,2}/.test(text),
  );
}

/** The files that a note names, with the digests beside them. */
export function filesOf(document: MarkdownDocument): { name: string; digest: string; position: Position }[] {
  return fileTables(document).flatMap(({ header, rows }) => {
    const columns = [noteFiles.path, noteFiles.digest].map((name) => header.findIndex(({ text }) => text === name));
    return rows.map(({ cells, position }) => {
      const [name = '', digest = ''] = columns.map((column) => cells[column]?.text ?? '');
      return { name, digest, position };
    });
  });
}

/** Every table that a reader may take for that of the restored files: by its heading, or by one of its columns. */
function fileTables({ tables }: MarkdownDocument): MarkdownTable[] {
  const names = new Set([noteFiles.path, noteFiles.digest].map(foldedName));
  return tables.filter(
    ({ heading = '', header }) =>
      foldedName(heading) === foldedName(noteFiles.heading) || header.some(({ text }) => names.has(foldedName(text))),
  );
}

const labels: ReadonlyMap<string, NotePart> = new Map(
  Object.entries(noteLabels).map(([part, label]) => [foldedName(label), part as NotePart]),
);

function labelNamed(text: string): NotePart | undefined {
  return labels.get(foldedName(text).replace(/\s+/g, ' ').trim().replace(/:$/, ''));
}
