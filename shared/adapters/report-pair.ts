import { relative, sep } from 'node:path';
import { missing, openFile } from './open-file.ts';
import { maxReportBytes } from './report-limits.ts';

/** A report and the text beside it, as a step of this job wrote them into a folder; no link is followed. */
export async function readReportPair(
  folder: string,
  path: string,
): Promise<{ ok: true; json: Uint8Array; markdown: string } | { ok: false; message: string }> {
  const json = await read(folder, path);
  if ('message' in json) return { ok: false, message: json.message };
  const beside = await read(folder, path.replace(/\.json$/, '.md'));
  if ('message' in beside) return { ok: false, message: beside.message };
  return { ok: true, json: json.content, markdown: new TextDecoder().decode(beside.content) };
}

async function read(folder: string, path: string): Promise<{ content: Uint8Array } | { message: string }> {
  const within = relative(folder, path).split(sep).join('/');
  try {
    const opened = await openFile(folder, within);
    if ('found' in opened) return { message: `${within} ${opened.message}` };
    try {
      const { size } = await opened.file.stat();
      if (size > maxReportBytes)
        return { message: `${within} has more than the ${maxReportBytes} bytes that are read` };
      return { content: await opened.file.readFile() };
    } finally {
      await opened.file.close();
    }
  } catch (error) {
    return { message: `${within} ${missing(within, error).message}` };
  }
}
