import { promises as fs } from 'node:fs';

/** A report and the text beside it, as a step of this job wrote them. */
export async function readReportPair(
  path: string,
): Promise<{ ok: true; json: string; markdown: string } | { ok: false; message: string }> {
  try {
    const beside = path.replace(/\.json$/, '.md');
    const [json, markdown] = await Promise.all([fs.readFile(path, 'utf8'), fs.readFile(beside, 'utf8')]);
    return { ok: true, json, markdown };
  } catch (error) {
    return { ok: false, message: `what its step wrote could not be read (${(error as NodeJS.ErrnoException).code})` };
  }
}
