import type { Because } from './errors.ts';

/** A command of the configuration: a program and its arguments, as they are; no shell reads them. */
export interface CommandRequest {
  argv: readonly string[];
  /** The folder to run in, from the working directory; empty for that itself. */
  folder: string;
  timeoutMs: number;
  /** Names of variables that it gets from the environment, besides those that every command gets. */
  pass: readonly string[];
  /** Variables with the values that the configuration gives them. */
  set: Readonly<Record<string, string>>;
  /** The most bytes of its output that are kept. */
  logBytes: number;
  /** Files that it should write, from the working directory; whether it did is told of each. */
  outputs: readonly string[];
}

/** What became of a command. Its standard input is empty, and what it writes to its standard outputs reaches the log alone. */
export type CommandRun =
  /** It may not run here, or it could not be told of what; nothing was started. */
  | { state: 'refused'; because: Because }
  /** The configuration asks for what there is not: a program, a folder; a clause about it. */
  | { state: 'not-started'; problem: string }
  | EndedCommand;

export interface EndedCommand {
  state: 'ended';
  /** Absent when it did not end by itself. */
  exit?: number | undefined;
  /** The signal that ended it; absent when it ended by itself. */
  signal?: string | undefined;
  /** It was stopped because its time was over, with all that it had started. */
  timedOut: boolean;
  /** It ended, and something that it had started still ran: that was stopped, and its part is missing. What left its process group is not seen. */
  leftBehind: boolean;
  /** When it was started (ms since 1970). */
  startedAt: number;
  durationMs: number;
  /** Standard output and error as they came, without what looks like a credential. Of a longer one the middle is missing, and it says so. */
  log: string;
  /** Bytes that it wrote. */
  written: number;
  capped: boolean;
  /** Something that looks like a credential was taken out of the log. */
  redacted: boolean;
  /** sha256 of all that it wrote to standard output, kept or not. */
  outputSha256: string;
  /** Those of `outputs` that are there and were written or touched while it ran. */
  renewed: readonly string[];
  /** The commit that was checked out, byte by byte, when it was started; absent where the work tree was another or nobody knows. */
  commit?: string | undefined;
}

/** Runs one command to its end. Never throws for what the command does. */
export type RunCommand = (request: CommandRequest) => Promise<CommandRun>;
