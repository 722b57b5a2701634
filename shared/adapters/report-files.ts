import { promises as fs } from 'node:fs';
import { join } from 'node:path';

/** The paths of a report's files in a folder. */
export function reportPaths(folder: string, name: string): { json: string; markdown: string } {
  return { json: join(folder, `${name}.report.json`), markdown: join(folder, `${name}.report.md`) };
}

/** Removes what an earlier run left, so that a run that breaks cannot leave an old verdict behind. */
export async function removeReport(folder: string, name: string): Promise<void> {
  const { json, markdown } = reportPaths(folder, name);
  await Promise.all([fs.rm(json, { force: true }), fs.rm(markdown, { force: true })]);
}

/** Writes both files; the JSON appears whole or not at all. */
export async function writeReport(
  folder: string,
  name: string,
  json: string,
  markdown: string,
): Promise<{ json: string; markdown: string }> {
  await fs.mkdir(folder, { recursive: true });
  const paths = reportPaths(folder, name);
  await fs.writeFile(paths.markdown, markdown);
  const partial = `${paths.json}.partial`;
  await fs.writeFile(partial, json);
  await fs.rename(partial, paths.json);
  return paths;
}
