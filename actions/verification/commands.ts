import type { CommandRun, EndedCommand } from '../../shared/core/command.ts';
import { milliseconds } from '../../shared/core/duration.ts';
import type { Because } from '../../shared/core/errors.ts';
import { type Found, producedReports } from '../../shared/domain/found-report/found.ts';
import { noData, passed, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import type { Verification } from '../../shared/domain/verification/config.ts';
import { listed, quote } from '../../shared/parse/text.ts';
import type { Ctx } from './definition.ts';

/** A run that ended, and what it left. */
export interface EndedRun {
  run: EndedCommand;
  /** The sha256 of the files that are compared; undefined for one that is not there. */
  files: readonly (string | undefined)[];
  /** What lay at the place of the reports before it ran, and after; both empty where none is asked for. */
  before: Found;
  found: Found;
}

/** The runs of one command, in their order; after one that did not end by itself there is none. */
export interface Runs {
  all: readonly CommandRun[];
  ended: readonly EndedRun[];
}

const fileBytes = 64 * 1024 * 1024;

/** Runs the command as often as is asked. Reports are read after each run, before the next one writes over them. */
export async function runAll(ctx: Ctx, asked: Verification): Promise<Runs> {
  const { command: argv = [], folder = '', timeout = '10min', environment, repeat, report } = asked;
  const all: CommandRun[] = [];
  const ended: EndedRun[] = [];
  const reports = async (): Promise<Found> =>
    report === undefined ? { reports: [], not: [] } : producedReports(ctx, report);
  for (let time = 0; time < (repeat?.times ?? 1); time += 1) {
    const { variations = [], files: compared = [] } = repeat ?? {};
    const before = await reports();
    const run = await ctx.command({
      argv,
      folder,
      timeoutMs: milliseconds(timeout),
      pass: environment?.pass ?? [],
      set: { ...environment?.set, ...variations[time % Math.max(1, variations.length)] },
      logBytes: (asked['log-kib'] ?? 4096) * 1024,
      outputs: [...new Set([...compared, ...before.reports.map(({ name }) => name)])],
    });
    all.push(run);
    if (run.state !== 'ended') break;
    const files: (string | undefined)[] = [];
    for (const path of compared) {
      const file = await ctx.produced.read(path, fileBytes);
      files.push(file.found ? file.sha256 : undefined);
    }
    ended.push({ run, files, before, found: await reports() });
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
  return noData(message, 'a command that runs to its end');
}

/** Whether it ran to its end. A program that is not there cannot be judged; one that hangs was seen to. */
export function judgeRan(asked: Verification, runs: Runs): Verdict {
  const last = runs.all.at(-1);
  if (last === undefined || last.state !== 'ended') return unverified(whyNot(runs));
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
    return unverified(noData(message, needs));
  }
  return passed;
}

export function judgeExit({ exit: expected = 0, output: text, report }: Verification, runs: Runs): Verdict {
  const codes = runs.ended.map(({ run }) => run.exit);
  const wrong = codes.find((code) => code !== undefined && code !== expected);
  if (wrong !== undefined) {
    const problem = `it ended with ${wrong}, expected ${expected}`;
    return { status: 'failed', problem, expected, actual: wrong, fix: 'mend what the log of the command says' };
  }
  if (!wasMeasured(runs)) return unverified(whyNot(runs));
  if (text === undefined) {
    if (expected === 0 || report !== undefined) return passed;
    const message = `it ended with ${expected} as expected, and nothing tells a refusal from a crash`;
    return unverified(noData(message, 'output: a text of the refusal, or a report'));
  }
  const without = runs.ended.find(({ run }) => !run.log.includes(text))?.run;
  if (without === undefined) return passed;
  const problem = `its output does not hold ${quote(text)}`;
  if (without.capped)
    return unverified({ code: 'TRUNCATED', message: `${problem} as far as it was kept`, needs: 'a greater log-kib' });
  const fix = 'mend what the log of the command says, or have output mended where the words were changed on purpose';
  return { status: 'failed', problem, expected: text, actual: 'none', fix };
}

export function judgeLog(asked: Verification, runs: Runs): Verdict {
  const { ended } = runs;
  if (ended.length === 0) return unverified(whyNot(runs));
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
  const old: string[] = [];
  const differ = (values: readonly unknown[]): boolean => values.some((value) => value !== values[0]);
  if (repeat.output && differ(ended.map(({ run }) => run.outputSha256))) differences.push('standard output');
  for (const [index, path] of repeat.files.entries()) {
    const digests = ended.map(({ files }) => files[index]);
    if (digests.includes(undefined)) missing.push(path);
    else if (differ(digests)) differences.push(path);
    else if (!ended.every(({ run }) => run.renewed.includes(path))) old.push(path);
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
  if (!wasMeasured(runs) || ended.length < repeat.times) return unverified(whyNot(runs));
  if (missing.length > 0) {
    const message = `it was not found after every run: ${listed(missing)}`;
    return unverified(noData(message, 'files that the command writes, and no commit has'));
  }
  if (old.length === 0) return passed;
  const message = `not every run wrote it, so that it shows nothing: ${listed(old)}`;
  return unverified(noData(message, 'a command that writes these files in each run, whatever is there already'));
}

/** The log of all runs as one text. */
export function logOf({ ended }: Runs): string {
  if (ended.length === 1) return ended[0]?.run.log ?? '';
  return ended.map(({ run }, index) => `--- run ${index + 1}, exit ${run.exit ?? 'none'} ---\n${run.log}`).join('\n');
}
