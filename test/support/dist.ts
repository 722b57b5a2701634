import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const dist = join(root, 'dist');

/** The package of a module: the bundler writes the path of each module above its code. */
export const packageMark = /^\/\/ node_modules\/(?:\S*\/node_modules\/)?((?:@[^/\s]+\/)?[^/\s]+)/gm;

/** The folders under actions/ that are controls, sorted. */
export const controlFolders: readonly string[] = readdirSync(join(root, 'actions'))
  .filter((name) => existsSync(join(root, 'actions', name, 'control.ts')))
  .sort();

/** The files that a file of dist imports: statically, or with `import()`. */
export function importsOf(file: string): { static: string[]; dynamic: string[] } {
  const text = readFileSync(join(dist, file), 'utf8');
  const all = (pattern: RegExp): string[] => [...text.matchAll(pattern)].map((match) => match[1] ?? '');
  return {
    // The bundler writes each import statement on one line at the start of a line.
    static: all(/^(?:import|export) (?:.* from )?"([^"]+)";$/gm),
    dynamic: all(/\bimport\("([^"]+)"\)(?!\.[A-Z])/g),
  };
}

/** A file of dist and all that it loads at start, without the modules of Node. */
export function loadedAtStart(file: string): string[] {
  const found = new Set([file]);
  for (const each of found) {
    for (const next of importsOf(each).static) if (next.startsWith('./')) found.add(next.slice(2));
  }
  return [...found].sort();
}

export interface Finished {
  /** The exit code; null when a signal ended it. */
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a file of dist with this Node and nothing in the environment but `env` and what starting a process needs. */
export function runDist(
  file: string,
  options: { args?: readonly string[]; env?: Record<string, string>; cwd?: string } = {},
): Promise<Finished> {
  const { PATH = '', HOME = '', SYSTEMROOT = '' } = process.env;
  const env = { PATH, HOME, ...(SYSTEMROOT === '' ? {} : { SYSTEMROOT }), ...options.env };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(dist, file), ...(options.args ?? [])], {
      cwd: options.cwd ?? root,
      env,
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({ code, stdout: Buffer.concat(out).toString('utf8'), stderr: Buffer.concat(err).toString('utf8') }),
    );
  });
}

/** The file of dist from which a name of the project's own code is exported. */
export function exporterOf(name: string): string {
  const exported = new RegExp(`^export \\{[^}]*\\b${name}\\b[^}]*\\};$`, 'm');
  const files = readdirSync(dist).filter((file) => file.endsWith('.js'));
  const found = files.find((file) => exported.test(readFileSync(join(dist, file), 'utf8')));
  if (found === undefined) throw new Error(`nothing in dist exports ${name}; build it first`);
  return join(dist, found);
}
