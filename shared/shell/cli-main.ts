import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { listNames } from '../core/catalog.ts';
import type { AnyControl } from '../core/control.ts';
import { runCli } from './cli.ts';
import { gitHubClients } from './github-clients.ts';

// The controls are the files that stand beside this one: there is no list of them to keep.
const folder = dirname(fileURLToPath(import.meta.url));
const suffix = '.control.js';
const names = readdirSync(folder)
  .filter((file) => file.endsWith(suffix))
  .map((file) => file.slice(0, -suffix.length))
  .sort();

process.exitCode = await runCli({
  args: process.argv.slice(2),
  env: process.env,
  cwd: process.cwd(),
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
  isTerminal: { stdout: process.stdout.isTTY === true, stderr: process.stderr.isTTY === true },
  columns: process.stdout.columns ?? process.stderr.columns,
  clock: () => Date.now(),
  controls: {
    names,
    lists: listNames,
    async load(name) {
      const module = (await import(pathToFileURL(`${folder}/${name}${suffix}`).href)) as { control: AnyControl };
      return module.control;
    },
  },
  program: typed(process.argv[1]),
  async releaseCommit() {
    const { releaseCommit } = await import('./release-commit.ts');
    return releaseCommit(folder);
  },
  gitHubClients: (log) => gitHubClients(process.env, log),
});

/** `node <path>`, with ~ for the folder of this user. */
function typed(path: string | undefined): string {
  if (path === undefined || !path.endsWith('.js')) return 'release-governance';
  const home = process.env['HOME'] ?? '';
  const short = home !== '' && path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
  return /[^\w~/.:\\-]/.test(short) ? `node '${short}'` : `node ${short}`;
}
