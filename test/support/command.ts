import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Path of a new command in the folder that prints a line and ends with the exit code. */
export function command(folder: string, name: string, line: string, exit = 0): string {
  const path = join(folder, name);
  const print = line === '' ? '' : `echo '${line}'\n`;
  writeFileSync(path, `#!/bin/sh\n${print}exit ${exit}\n`);
  chmodSync(path, 0o755);
  return path;
}
