import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promises as fs } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { CommandRequest } from '../core/command.ts';
import { keptOutput } from './kept-output.ts';

/** What a command did; its output as bytes, of which the middle may be missing. */
export interface CommandEnd {
  state: 'ended';
  exit?: number | undefined;
  signal?: string | undefined;
  timedOut: boolean;
  leftBehind: boolean;
  startedAt: number;
  durationMs: number;
  output: string;
  written: number;
  capped: boolean;
  outputSha256: string;
}

/** How long things are waited for, in milliseconds. */
export interface Patience {
  /** Between asking a command to end and ending it. */
  toEnd: number;
  /** For the end of output after the command has ended. */
  toDrain: number;
}

const usual: Patience = { toEnd: 2000, toDrain: 1000 };

/**
 * Runs a command without a shell, in a process group of its own, below a folder. When its time is over, or it has ended, everything in
 * its group is ended too; what left the group is not waited for. Never throws for what the command does.
 */
export async function runCommand(
  root: string,
  { argv, folder, timeoutMs, logBytes }: Omit<CommandRequest, 'pass' | 'set'>,
  { env, now, patience = usual }: { env: NodeJS.ProcessEnv; now: () => number; patience?: Patience },
): Promise<CommandEnd | { state: 'not-started'; problem: string }> {
  const [program = '', ...args] = argv;
  const cwd = await containedFolder(root, folder);
  if ('problem' in cwd) return { state: 'not-started', problem: cwd.problem };
  return new Promise((resolve) => {
    const startedAt = now();
    const from = performance.now();
    const child = spawn(program, args, { cwd: cwd.path, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
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
      resolve({
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
      resolve({ state: 'not-started', problem: startProblem(program, error.code) });
    });
    child.on('exit', (exit, signal) => {
      ended = { exit, signal };
      after(patience.toDrain, () => {
        leftBehind = true;
        finish();
      });
    });
    child.on('close', finish);
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
  return within === '..' || within.startsWith(`..${sep}`)
    ? { problem: `the folder ${folder} leads outside of the working directory` }
    : { path };
}
