import { spawn } from 'node:child_process';

export interface Ran {
  /** The exit code, or undefined when the program could not be started or was stopped. */
  code: number | undefined;
  stdout: Buffer;
  stderr: string;
  /** Why it did not run to its end. */
  stopped?: 'not-found' | 'timeout' | 'too-much-output';
}

export interface ExecOptions {
  cwd: string;
  env: NodeJS.ProcessEnv;
  timeoutMs: number;
  maxBytes: number;
  /** What the program reads from its standard input; nothing unless given. */
  input?: string | undefined;
}

/** Runs a program without a shell and collects its output up to a cap. Never throws for what the program does. */
export function exec(program: string, args: readonly string[], options: ExecOptions): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: options.cwd, env: options.env, stdio: ['pipe', 'pipe', 'pipe'] });
    // A program that ends before it has read everything breaks the pipe: its exit code says what happened.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
    const out: Buffer[] = [];
    let err = '';
    let size = 0;
    let stopped: Ran['stopped'];
    const stop = (why: NonNullable<Ran['stopped']>): void => {
      stopped ??= why;
      child.kill('SIGKILL');
    };
    const timer = setTimeout(() => stop('timeout'), options.timeoutMs);
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > options.maxBytes) stop('too-much-output');
      else out.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (err.length < 4000) err += chunk.toString('utf8');
    });
    child.on('error', (error) => {
      clearTimeout(timer);
      resolve({ code: undefined, stdout: Buffer.alloc(0), stderr: error.message, stopped: 'not-found' });
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      const finished = stopped === undefined ? (code ?? undefined) : undefined;
      resolve({
        code: finished,
        stdout: Buffer.concat(out),
        stderr: err,
        ...(stopped === undefined ? {} : { stopped }),
      });
    });
  });
}
