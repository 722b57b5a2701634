import type { Answer } from '../../core/ports.ts';
import { fileAt } from './file-at.ts';
import type { NamedRepository, Seen } from './repository.ts';

const mostBytes = 4 * 1024 * 1024;

/** Reads files of a repository at commits of it; `path` counts from the top. More than 4 MiB are not read. */
export type ReadAt = (path: string, commit: string) => Promise<Seen<Uint8Array>>;

/** A reader that asks for each file once. `recorded` notes what the API gave. */
export function readingAt(
  repository: Answer<NamedRepository>,
  recorded: (path: string, ref: string, content: Uint8Array) => void,
): ReadAt {
  const known = new Map<string, Promise<Seen<Uint8Array>>>();
  return (path, commit) => {
    const key = `${commit}:${path}`;
    const read = async (): Promise<Seen<Uint8Array>> => {
      if (!repository.ok) return { state: 'unknown', because: repository.because };
      const file = await fileAt(repository.data, path, commit, mostBytes);
      if (file.state === 'there') recorded(`${repository.data.name}/${path}`, commit, file.data);
      return file;
    };
    const reading = known.get(key) ?? read();
    known.set(key, reading);
    return reading;
  };
}
