import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { dist } from './dist.ts';

const effects = new URL('./effects.mjs', import.meta.url).href;

/** A file of dist as a process, with everything that it gets. */
export interface Interruptible {
  file: string;
  cwd: string;
  env: Readonly<Record<string, string>>;
  /** An existing folder for what is noted of its effects. */
  scratch: string;
}

/**
 * What happens to a process at its effect of that number on the file system, from 1 on: it is killed before it; killed when half of it is
 * written; stopped before it until `meanwhile` is over; or the disk is full from then on.
 */
export interface Interruption {
  step: number;
  does: 'kill' | 'half' | 'stop' | 'full';
}

export interface Interrupted {
  /** The process was killed; else it ended by itself with `code`. */
  killed: boolean;
  code: number | null;
  stdout: string;
  stderr: string;
  /** Its effects in their order, as `writeFile a.json`. */
  effects: readonly string[];
}

/** Runs a file of dist, interrupted at one point or not at all. */
export async function interrupted(
  { file, cwd, env, scratch }: Interruptible,
  point?: Interruption,
  meanwhile: () => Promise<void> = async () => undefined,
): Promise<Interrupted> {
  const log = join(scratch, 'effects');
  rmSync(log, { force: true });
  const child = spawn(process.execPath, ['--import', effects, join(dist, file)], {
    cwd,
    env: {
      PATH: process.env['PATH'] ?? '',
      ...env,
      EFFECT_LOG: log,
      EFFECT_AT: String(point?.step ?? 0),
      EFFECT_DOES: point?.does ?? '',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  const ended = new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (...how) => resolve(how));
  });
  if (point?.does === 'stop') {
    await stopped(child.pid, ended);
    try {
      await meanwhile();
    } finally {
      child.kill('SIGCONT');
    }
  }
  const [code, signal] = await ended;
  const stderr = Buffer.concat(err).toString();
  if (!existsSync(log)) throw new Error(`${file} did not start: ${stderr}`);
  const done = readFileSync(log, 'utf8').split('\n').slice(0, -1);
  return { killed: signal === 'SIGKILL', code, stdout: Buffer.concat(out).toString(), stderr, effects: done };
}

/** Waits until a process is stopped, as the kernel says. */
async function stopped(pid: number | undefined, ended: Promise<unknown>): Promise<void> {
  let over = false;
  void ended.finally(() => {
    over = true;
  });
  for (;;) {
    if (over) throw new Error('it ended before it came to that step');
    const state = /\) (\w)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1];
    if (state === 'T') return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Every point at which a process with these effects can be killed. */
export function killPoints(all: readonly string[]): Interruption[] {
  return all.flatMap((effect, index): Interruption[] => {
    const step = index + 1;
    const whole = { step, does: 'kill' } as const;
    return isWrite(effect) ? [whole, { step, does: 'half' }] : [whole];
  });
}

/** Whether an effect writes anything, so that half of it can be done. */
export function isWrite(effect: string): boolean {
  return /^(?:write|append)/.test(effect);
}
