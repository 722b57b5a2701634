import type { CommandRun, EndedCommand } from '../../shared/core/command.ts';
import { milliseconds } from '../../shared/core/duration.ts';
import type { Because } from '../../shared/core/errors.ts';
import { passed, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import type { Verification } from '../../shared/domain/verification/config.ts';
import type { Ctx } from './definition.ts';

/** The runs of one command, in their order; after one that did not end by itself there is none. */
export interface Runs {
  all: readonly CommandRun[];
  /** Those that ended, each with the sha256 of the files that are compared; undefined for one that is not there. */
  ended: readonly { run: EndedCommand; files: readonly (string | undefined)[] }[];
}

const fileBytes = 64 * 1024 * 1024;

export async function runAll(ctx: Ctx, asked: Verification): Promise<Runs> {
  const { command: argv = [], folder = '', timeout = '10min', environment, repeat } = asked;
  const all: CommandRun[] = [];
  const ended: Runs['ended'][number][] = [];
  for (let time = 0; time < (repeat?.times ?? 1); time += 1) {
    const { variations = [] } = repeat ?? {};
    const run = await ctx.command({
      argv,
      folder,
      timeoutMs: milliseconds(timeout),
      pass: environment?.pass ?? [],
      set: { ...environment?.set, ...variations[time % Math.max(1, variations.length)] },
      logBytes: (asked['log-kib'] ?? 4096) * 1024,
    });
    all.push(run);
    if (run.state !== 'ended') break;
    const files: (string | undefined)[] = [];
    for (const path of repeat?.files ?? []) {
      const file = await ctx.produced.read(path, fileBytes);
      files.push(file.found ? file.sha256 : undefined);
    }
    ended.push({ run, files });
    if (!endedByItself(run)) break;
  }
  return { all, ended };
}

function endedByItself({ timedOut, signal }: EndedCommand): boolean {
  return !timedOut && signal === undefined;
}

/** Whether the command was measured: each run was started and ended by itself. */
export function wasMeasured({ all, ended }: Runs): boolean {
  return all.length === ended.length && ended.every(({ run }) => endedByItself(run) && !run.leftBehind);
}

/** Why a command gives nothing to judge. */
export function whyNot({ all }: Runs): Because {
  const last = all.at(-1);
  if (last?.state === 'refused') return last.because;
  const message =
    last?.state === 'not-started'
      ? `the command was not started: ${last.problem}`
      : 'the command did not end by itself';
  return { code: 'NO_DATA', message, needs: 'a command that runs to its end' };
}

/** Whether it ran to its end. A program that is not there cannot be judged; one that hangs was seen to. */
export function judgeRan(asked: Verification, runs: Runs): Verdict {
  const last = runs.all.at(-1);
  if (last === undefined || last.state !== 'ended') return { status: 'unverified', because: whyNot(runs) };
  if (last.timedOut) {
    const { timeout = '10min' } = asked;
    const problem = `it was still running after ${timeout}, and was stopped`;
    return {
      status: 'failed',
      problem,
      expected: timeout,
      actual: 'stopped',
      fix: 'mend what hangs, or raise timeout',
    };
  }
  if (last.signal !== undefined) {
    const problem = `it was ended by ${last.signal}`;
    return {
      status: 'failed',
      problem,
      expected: 'an exit code',
      actual: last.signal,
      fix: 'mend what ends the program',
    };
  }
  if (last.leftBehind) {
    const message = 'the command ended while something that it had started still ran, which was stopped';
    const needs = 'a command that waits for all that it starts';
    return { status: 'unverified', because: { code: 'NO_DATA', message, needs } };
  }
  return passed;
}

export function judgeExit({ exit: expected = 0 }: Verification, runs: Runs): Verdict {
  const codes = runs.ended.map(({ run }) => run.exit);
  const wrong = codes.find((code) => code !== undefined && code !== expected);
  if (wrong !== undefined) {
    const problem = `it ended with ${wrong}, expected ${expected}`;
    return { status: 'failed', problem, expected, actual: wrong, fix: 'mend what the log of the command says' };
  }
  return wasMeasured(runs) ? passed : { status: 'unverified', because: whyNot(runs) };
}

export function judgeLog(asked: Verification, runs: Runs): Verdict {
  const { ended } = runs;
  if (ended.length === 0) return { status: 'unverified', because: whyNot(runs) };
  if (ended.some(({ run }) => run.redacted)) {
    return {
      status: 'failed',
      problem: 'its output holds what looks like a credential, which was taken out of the log',
      expected: 'no credential',
      actual: 'a credential',
      fix: 'replace the credential, and let the command print none',
    };
  }
  const long = ended.find(({ run }) => run.capped);
  if (long === undefined) return passed;
  const message = `the command wrote ${long.run.written} bytes, of which ${asked['log-kib'] ?? 4096} KiB were kept`;
  return { status: 'unverified', because: { code: 'TRUNCATED', message, needs: 'less output, or a greater log-kib' } };
}

export function judgeDeterministic({ repeat }: Verification, runs: Runs): Verdict {
  if (repeat === undefined) return { status: 'not-applicable', why: 'the configuration does not ask for a repetition' };
  const { ended } = runs;
  const differences: string[] = [];
  const missing: string[] = [];
  const differ = (values: readonly unknown[]): boolean => values.some((value) => value !== values[0]);
  if (repeat.output && differ(ended.map(({ run }) => run.outputSha256))) differences.push('standard output');
  for (const [index, path] of repeat.files.entries()) {
    const digests = ended.map(({ files }) => files[index]);
    if (digests.includes(undefined)) missing.push(path);
    else if (differ(digests)) differences.push(path);
  }
  if (differences.length > 0) {
    const problem = `it differs from run to run: ${differences.join(', ')}`;
    return {
      status: 'failed',
      problem,
      expected: [],
      actual: differences,
      fix: 'take time, order and chance out of what it writes',
    };
  }
  if (!wasMeasured(runs) || ended.length < repeat.times) return { status: 'unverified', because: whyNot(runs) };
  if (missing.length === 0) return passed;
  const message = `it was not found after every run: ${missing.join(', ')}`;
  return {
    status: 'unverified',
    because: { code: 'NO_DATA', message, needs: 'files that the command writes, and no commit has' },
  };
}

/** The log of all runs as one text. */
export function logOf({ ended }: Runs): string {
  if (ended.length === 1) return ended[0]?.run.log ?? '';
  return ended.map(({ run }, index) => `--- run ${index + 1}, exit ${run.exit ?? 'none'} ---\n${run.log}`).join('\n');
}
