import { promises as fs } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** The paths of a report's files in a folder. */
export function reportPaths(folder: string, name: string): { json: string; markdown: string } {
  return { json: join(folder, `${name}.report.json`), markdown: join(folder, `${name}.report.md`) };
}

/** Removes what an earlier run left, so that a run that breaks cannot leave an old verdict behind; `*` in the name of a document stands for any name. */
export async function removeReport(folder: string, name: string, documents: readonly string[]): Promise<void> {
  const { json, markdown } = reportPaths(folder, name);
  const several = documents.filter((document) => document.includes('*')).map((document) => document.split('*'));
  const there = several.length === 0 ? [] : await fs.readdir(folder).catch(ifThere);
  const named = there.filter((file) =>
    several.some(([start = '', end = '']) => {
      const whole = file.startsWith('.') && file.endsWith('.part') ? file.slice(1, -'.part'.length) : file;
      const middle = whole.slice(start.length, whole.length - end.length);
      return whole.startsWith(start) && whole.endsWith(end) && /^[a-z0-9-]+$/.test(middle);
    }),
  );
  const plain = documents.filter((document) => !document.includes('*'));
  const whole = [basename(markdown), ...plain];
  const paths = [...whole, ...[basename(json), ...whole].map(partName), ...named].map((file) => join(folder, file));
  // No report may lie beside documents that are not its own.
  await fs.rm(json, { force: true });
  await Promise.all(paths.map((path) => fs.rm(path, { force: true })));
}

/** The name of a document while it is written, and of one whose run was killed. */
export function partName(document: string): string {
  return `.${document}.part`;
}

function ifThere(error: unknown): string[] {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
  throw error;
}

/** Writes a report and its documents, each whole or not at all under its name; the JSON of the report comes last. */
export async function writeReport(
  folder: string,
  name: string,
  {
    json,
    markdown,
    documents,
    packed,
  }: {
    json: string;
    markdown: string;
    documents: Readonly<Record<string, string | Uint8Array>>;
    /** Documents that lie there under their `partName`. */
    packed: readonly string[];
  },
): Promise<{ json: string; markdown: string; documents: string[] }> {
  await fs.mkdir(folder, { recursive: true });
  const paths = reportPaths(folder, name);
  await writeWhole(paths.markdown, markdown);
  const written = Object.entries(documents).map(([document, text]) => ({ path: join(folder, document), text }));
  for (const { path, text } of written) await writeWhole(path, text);
  for (const document of packed) await fs.rename(join(folder, partName(document)), join(folder, document));
  await writeWhole(paths.json, json);
  return {
    ...paths,
    documents: [...written.map(({ path }) => path), ...packed.map((document) => join(folder, document))],
  };
}

async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const part = join(dirname(path), partName(basename(path)));
  await fs.writeFile(part, content);
  await fs.rename(part, path);
}
