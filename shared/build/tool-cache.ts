import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Path of a tool in the cache below the system's temporary folder. `make` puts it into an empty folder when it is not there: one beside
 * its place, so that a broken or a second installation leaves nothing half done. What `make` throws is thrown.
 */
export function installed(
  env: NodeJS.ProcessEnv,
  name: string,
  binary: string,
  make: (folder: string) => void,
): string {
  const cache = ownFolder(env['TMPDIR'] ?? tmpdir());
  const place = join(cache, name);
  const path = join(place, binary);
  if (existsSync(path)) return path;
  const fresh = mkdtempSync(join(cache, 'new-'));
  try {
    make(fresh);
    if (!existsSync(join(fresh, binary))) throw new Error(`${name} was installed, but there is no ${binary} in it`);
    try {
      renameSync(fresh, place);
    } catch (error) {
      // Another process was faster: its installation is as good.
      if (!existsSync(path)) throw error;
    }
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return path;
}

/** A folder that only this user can write to: what lies in it is executed. */
function ownFolder(temporary: string): string {
  const user = process.getuid?.() ?? 0;
  const folder = join(temporary, `release-governance-tools-${user}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  if (!found.isDirectory() || (process.getuid !== undefined && found.uid !== user)) {
    throw new Error(`${folder} belongs to somebody else: remove it, or set TMPDIR`);
  }
  chmodSync(folder, 0o700);
  return folder;
}

/** Runs a command that installs something; throws what it said when it fails. */
export function install(command: string, args: readonly string[], env: NodeJS.ProcessEnv): void {
  try {
    execFileSync(command, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  } catch (error) {
    const said = String((error as { stderr?: Buffer }).stderr ?? '').trim();
    throw new Error(`${command} ${args.join(' ')} failed: ${said === '' ? String(error) : said}`, { cause: error });
  }
}

/** The first line that a command prints, or undefined when it cannot be started or fails. */
export function output(command: string, args: readonly string[], env: NodeJS.ProcessEnv): string | undefined {
  try {
    const stdout = execFileSync(command, args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return stdout.split('\n')[0]?.trim();
  } catch {
    return undefined;
  }
}
