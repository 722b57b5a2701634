import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { dist } from './dist.ts';

const killer = pathToFileURL(fileURLToPath(new URL('./kill-at-effect.mjs', import.meta.url))).href;

/** A file of dist as a process, with everything that it gets. */
export interface Killable {
  file: string;
  cwd: string;
  env: Readonly<Record<string, string>>;
  /** An existing folder for what is noted of its effects. */
  scratch: string;
}

/** Where a process is killed: before its effect of that number on the file system, or when half of that effect was written. */
export interface KillPoint {
  step: number;
  half: boolean;
}

export interface Killed {
  /** The process was killed there; else it ended by itself with `code`. */
  killed: boolean;
  code: number | null;
  /** Its effects in their order, the one before which it was killed included, as `writeFile a.json`. */
  effects: readonly string[];
}

/** Runs a file of dist and kills it (SIGKILL) at a point; without one it runs to its end. */
export async function killedAt({ file, cwd, env, scratch }: Killable, point?: KillPoint): Promise<Killed> {
  const log = join(scratch, 'effects');
  rmSync(log, { force: true });
  const child = spawn(process.execPath, ['--import', killer, join(dist, file)], {
    cwd,
    env: {
      PATH: process.env['PATH'] ?? '',
      ...env,
      KILL_LOG: log,
      KILL_AT: String(point?.step ?? 0),
      KILL_HALF: point?.half === true ? '1' : '0',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (...ended) => resolve(ended));
  });
  if (!existsSync(log)) throw new Error(`${file} did not start: ${Buffer.concat(said).toString()}`);
  const effects = readFileSync(log, 'utf8').split('\n').slice(0, -1);
  return { killed: signal === 'SIGKILL', code, effects };
}

/** Every point at which a process with these effects can be killed. */
export function killPoints(effects: readonly string[]): KillPoint[] {
  return effects.flatMap((effect, index) => {
    const step = index + 1;
    return /^(?:write|append)/.test(effect)
      ? [
          { step, half: false },
          { step, half: true },
        ]
      : [{ step, half: false }];
  });
}
