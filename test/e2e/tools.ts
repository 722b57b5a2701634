import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from '../support/dist.ts';

const { config } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { config: { act: string } };
/** The runner that the tests were written with: another version may behave in another way. */
const actVersion = config.act;
const actModule = `github.com/nektos/act@v${actVersion}`;

/** What the workflows are run with. */
export interface Tools {
  /** Path of the act binary. */
  act: string;
  /** A folder in which `node` is Node 24. */
  nodeFolder: string;
}

/**
 * Finds act and Node 24: the binaries that RELEASE_GOVERNANCE_ACT and RELEASE_GOVERNANCE_NODE24 name, else those that are
 * there, else installed once into a folder below the system's temporary folder. Throws with what to do when that cannot be.
 */
export function findTools(env: NodeJS.ProcessEnv = process.env): Tools {
  return { act: findAct(env), nodeFolder: dirname(findNode24(env)) };
}

function findAct(env: NodeJS.ProcessEnv): string {
  const named = env['RELEASE_GOVERNANCE_ACT'] ?? '';
  if (named !== '') {
    if (output(named, ['--version'], env) !== undefined) return named;
    throw new Error(`RELEASE_GOVERNANCE_ACT names ${named}, which cannot be started`);
  }
  if (output('act', ['--version'], env) === `act version ${actVersion}`) return 'act';
  return installed(env, `act-${actVersion}`, 'act', (folder) => {
    if (output('go', ['version'], env) === undefined) {
      throw new Error(
        `the end-to-end tests need act ${actVersion}, and there is neither this version nor a Go toolchain to build it: ` +
          `install Go, or run go install -tags WITHOUT_DOCKER ${actModule} elsewhere and name the binary in RELEASE_GOVERNANCE_ACT`,
      );
    }
    install('go', ['install', '-tags', 'WITHOUT_DOCKER', actModule], { ...env, GOBIN: folder });
  });
}

function findNode24(env: NodeJS.ProcessEnv): string {
  const named = env['RELEASE_GOVERNANCE_NODE24'] ?? '';
  if (named !== '') {
    if (output(named, ['--version'], env)?.startsWith('v24.') === true) return named;
    throw new Error(`RELEASE_GOVERNANCE_NODE24 names ${named}, which is not Node 24`);
  }
  if (process.version.startsWith('v24.')) return process.execPath;
  // The package of the platform itself: `node` would fetch it in an install script.
  const name = `node-${process.platform}-${process.arch}`;
  return installed(env, 'node-24', 'node', (folder) => {
    const options = ['--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund'];
    install('npm', ['install', '--prefix', folder, ...options, `${name}@24`], env);
    symlinkSync(join('node_modules', name, 'bin', 'node'), join(folder, 'node'));
  });
}

/** A tool in the cache; made in a folder beside it, so that a broken or a second installation leaves nothing half done. */
function installed(env: NodeJS.ProcessEnv, name: string, binary: string, make: (folder: string) => void): string {
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

function install(command: string, args: readonly string[], env: NodeJS.ProcessEnv): void {
  try {
    execFileSync(command, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  } catch (error) {
    const said = String((error as { stderr?: Buffer }).stderr ?? '').trim();
    throw new Error(`${command} ${args.join(' ')} failed: ${said === '' ? String(error) : said}`, { cause: error });
  }
}

/** The first line that a command prints, or undefined when it cannot be started or fails. */
function output(command: string, args: readonly string[], env: NodeJS.ProcessEnv): string | undefined {
  try {
    const stdout = execFileSync(command, args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return stdout.split('\n')[0]?.trim();
  } catch {
    return undefined;
  }
}
