import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import type { Found, Missing } from '../core/ports.ts';
import { worktree } from './worktree.ts';

/** Adds text to a file of a folder, which is made when it is not there; `anew` begins the file again. A link is replaced, never followed. */
export async function appendJournal(
  folder: string,
  name: string,
  text: string,
  { anew }: { anew: boolean },
): Promise<void> {
  const path = join(folder, name);
  if (anew) {
    await fs.mkdir(folder, { recursive: true });
    await fs.rm(path, { force: true });
  }
  await fs.writeFile(path, text, { flag: anew ? 'wx' : 'a' });
}

/** What lies under a name in a folder; no link is followed. */
export async function readJournalFile(folder: string, name: string, maxBytes: number): Promise<Found | Missing> {
  const read = await worktree(folder, undefined).read(name, maxBytes);
  return read.found ? { ...read, source: 'output' } : read;
}
