import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promises as fs } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import type { CommandRequest, EndedCommand } from '../core/command.ts';
import { keptOutput } from './kept-output.ts';

/** What a command did; `output` is what it wrote, of which the middle may be missing. */
export type CommandEnd = Omit<EndedCommand, 'log' | 'redacted' | 'commit'> & { output: string };

/** How long things are waited for, in milliseconds. */
export interface Patience {
  /** Between asking a command to end and ending it. */
  toEnd: number;
  /** For the end of its output, and of what it started, after the command has ended. */
  toDrain: number;
}

const usual: Patience = { toEnd: 2000, toDrain: 5000 };

/**
 * Runs a command without a shell, in a process group of its own, below a folder. When its time is over, or it has ended, everything in
 * its group is ended too; what left the group is not waited for. Never throws for what the command does.
 */
export async function runCommand(
  root: string,
  { argv, folder, timeoutMs, logBytes, outputs }: Omit<CommandRequest, 'pass' | 'set'>,
  { env, now, patience = usual }: { env: NodeJS.ProcessEnv; now: () => number; patience?: Patience },
): Promise<CommandEnd | { state: 'not-started'; problem: string }> {
  const cwd = await containedFolder(root, folder);
  if ('problem' in cwd) return { state: 'not-started', problem: cwd.problem };
  const before = await identities(root, outputs);
  const end = await untilEnd(argv, cwd.path, { timeoutMs, logBytes, env, now, patience });
  if (end.state === 'not-started') return end;
  const after = await identities(root, outputs);
  const renewed = outputs.filter((_path, index) => after[index] !== undefined && after[index] !== before[index]);
  return { ...end, renewed };
}

interface Running {
  timeoutMs: number;
  logBytes: number;
  env: NodeJS.ProcessEnv;
  now: () => number;
  patience: Patience;
}

function untilEnd(
  [program = '', ...args]: readonly string[],
  cwd: string,
  { timeoutMs, logBytes, env, now, patience }: Running,
): Promise<Omit<CommandEnd, 'renewed'> | { state: 'not-started'; problem: string }> {
  return new Promise((settle) => {
    const startedAt = now();
    const from = performance.now();
    const child = spawn(program, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const kept = keptOutput(logBytes);
    const digest = createHash('sha256');
    const timers = new Set<NodeJS.Timeout>();
    let timedOut = false;
    let leftBehind = false;
    let ended: { exit: number | null; signal: NodeJS.Signals | null } | undefined;
    let done = false;

    const after = (milliseconds: number, act: () => void): void => void timers.add(setTimeout(act, milliseconds));
    const endGroup = (signal: NodeJS.Signals): void => {
      if (child.pid === undefined) return;
      try {
        process.kill(-child.pid, signal);
      } catch {
        // There is nobody left in the group.
      }
    };
    // A job that is cancelled must not leave the command behind.
    const interrupted = (signal: NodeJS.Signals): void => {
      endGroup('SIGKILL');
      for (const each of signals) process.removeListener(each, interrupted);
      process.kill(process.pid, signal);
    };
    for (const signal of signals) process.on(signal, interrupted);
    const tidy = (): void => {
      done = true;
      for (const timer of timers) clearTimeout(timer);
      for (const signal of signals) process.removeListener(signal, interrupted);
      endGroup('SIGKILL');
      child.stdout.destroy();
      child.stderr.destroy();
    };
    const finish = (): void => {
      if (done) return;
      tidy();
      const exit = timedOut ? undefined : (ended?.exit ?? undefined);
      settle({
        state: 'ended',
        exit,
        signal: ended?.signal ?? undefined,
        timedOut,
        leftBehind,
        startedAt,
        durationMs: Math.round(performance.now() - from),
        ...kept.end(),
        outputSha256: digest.digest('hex'),
      });
    };

    child.stdout.on('data', (chunk: Buffer) => {
      digest.update(chunk);
      kept.add(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => kept.add(chunk));
    child.on('error', (error: NodeJS.ErrnoException) => {
      if (done || child.pid !== undefined) return;
      tidy();
      settle({ state: 'not-started', problem: startProblem(program, error.code) });
    });
    child.on('exit', (exit, signal) => {
      ended = { exit, signal };
      after(patience.toDrain, () => {
        leftBehind = true;
        finish();
      });
    });
    // What it started may run on with its output closed.
    const whenAllEnded = (): void => {
      if (done) return;
      void groupRuns(child.pid).then((runs) => (runs && !timedOut ? after(25, whenAllEnded) : finish()));
    };
    child.on('close', whenAllEnded);
    after(timeoutMs, () => {
      if (ended !== undefined) return;
      timedOut = true;
      endGroup('SIGTERM');
      after(patience.toEnd, () => {
        endGroup('SIGKILL');
        // Something that cannot even be killed is not waited for.
        after(patience.toEnd, finish);
      });
    });
  });
}

/** Whether a process of the group runs. Those that have ended and that nobody has asked about yet do not count, where that can be seen. */
async function groupRuns(group: number | undefined): Promise<boolean> {
  if (group === undefined) return false;
  try {
    process.kill(-group, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
  const ids = (await fs.readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  if (ids.length === 0) return true;
  const states = await Promise.all(
    ids.map(async (id) => {
      const text = await fs.readFile(`/proc/${id}/stat`, 'latin1').catch(() => '');
      // The name of the program stands in parentheses, and may hold anything.
      const [state, , of] = text.slice(text.lastIndexOf(')') + 2).split(' ');
      return Number(of) === group ? state : undefined;
    }),
  );
  return states.some((state) => state !== undefined && state !== 'Z' && state !== 'X');
}

/** What tells that files were written: another file, or another time of its last change, which no program can set. */
function identities(root: string, paths: readonly string[]): Promise<(string | undefined)[]> {
  return Promise.all(
    paths.map(async (path) => {
      const stats = await fs.lstat(join(root, path), { bigint: true }).catch(() => undefined);
      return stats && `${stats.dev} ${stats.ino} ${stats.ctimeNs}`;
    }),
  );
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function startProblem(program: string, code: string | undefined): string {
  if (code === 'ENOENT') return `there is no program ${program}`;
  if (code === 'EACCES') return `${program} is not a program that may be run`;
  return `${program} could not be started (${code ?? 'unknown error'})`;
}

async function containedFolder(root: string, folder: string): Promise<{ path: string } | { problem: string }> {
  const [top, path] = await Promise.all(
    [root, join(root, folder)].map((each) => fs.realpath(each).catch(() => undefined)),
  );
  const stats = path === undefined ? undefined : await fs.stat(path).catch(() => undefined);
  if (top === undefined || path === undefined || stats?.isDirectory() !== true)
    return { problem: `there is no folder ${folder}` };
  const within = relative(top, path);
  if (within === '..' || within.startsWith(`..${sep}`))
    return { problem: `the folder ${folder} leads outside of the working directory` };
  return path === resolve(top, folder) ? { path } : { problem: `the folder ${folder} is reached by a symbolic link` };
}
