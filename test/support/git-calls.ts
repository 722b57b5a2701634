import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { temporaryFolder } from './git-repository.ts';

/** Runs something with a `git` first on the PATH that writes down what it is asked, and gives that: one line for each process. */
export async function gitCalls<T>(use: () => Promise<T>): Promise<{ result: T; calls: string[] }> {
  const { folder, remove } = temporaryFolder();
  const path = process.env['PATH'] ?? '';
  const real = path
    .split(delimiter)
    .map((each) => join(each, 'git'))
    .find((file) => existsSync(file));
  if (real === undefined) throw new Error('there is no git on the PATH');
  const log = join(folder, 'calls');
  writeFileSync(join(folder, 'git'), `#!/bin/sh\necho "$*" >> '${log}'\nexec '${real}' "$@"\n`);
  chmodSync(join(folder, 'git'), 0o755);
  process.env['PATH'] = `${folder}${delimiter}${path}`;
  try {
    const result = await use();
    const calls = existsSync(log) ? readFileSync(log, 'utf8').split('\n') : [];
    return { result, calls: calls.filter((line) => line !== '') };
  } finally {
    process.env['PATH'] = path;
    remove();
  }
}
