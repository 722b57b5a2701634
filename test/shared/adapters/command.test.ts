import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { runCommand } from '../../../shared/adapters/command.ts';
import { keptOutput } from '../../../shared/adapters/kept-output.ts';
import { temporaryFolder, writeFiles } from '../../support/git-repository.ts';

let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
});
afterEach(() => remove());

const patience = { toEnd: 300, toDrain: 300 };

/** Runs a program of Node.js. */
function node(script: string, more: { timeoutMs?: number; logBytes?: number; folder?: string } = {}) {
  const request = {
    argv: [process.execPath, '-e', script],
    folder: '',
    timeoutMs: 60_000,
    logBytes: 4096,
    outputs: [],
    ...more,
  };
  return runCommand(folder, request, { env: { PATH: process.env['PATH'] }, now: () => 7, patience });
}

const ended = { state: 'ended', timedOut: false, leftBehind: false, capped: false, startedAt: 7 };

test('a command ends with its exit code; both outputs are kept, and of the first the digest', async () => {
  const run = await node("process.stdout.write('out\\n', () => process.stderr.write('err\\n', () => process.exit(3)))");
  expect(run).toMatchObject({ ...ended, exit: 3, signal: undefined, output: 'out\nerr\n', written: 8 });
  expect(run).toHaveProperty('outputSha256', createHash('sha256').update('out\n').digest('hex'));
});

test('arguments are no words of a shell, and the environment is the given one', async () => {
  const argv = [process.execPath, '-e', 'console.log(process.argv[1], Object.keys(process.env))', '$(echo x) > y; ls'];
  const request = { argv, folder: '', timeoutMs: 60_000, logBytes: 4096, outputs: [] };
  const run = await runCommand(folder, request, { env: { A: '1' }, now: () => 7 });
  expect(run).toMatchObject({ exit: 0, output: "$(echo x) > y; ls [ 'A' ]\n" });
});

test('it reads nothing', async () => {
  expect(await node("process.stdin.on('data', () => {}).on('end', () => console.log('end'))")).toMatchObject({
    exit: 0,
    output: 'end\n',
  });
});

describe('is not started', () => {
  test.each<[string, string[], string, string]>([
    ['a program that there is not', ['no-such-program-here'], '', 'there is no program no-such-program-here'],
    ['a file that is no program', ['./data'], '', './data is not a program that may be run'],
    ['in a folder that there is not', ['true'], 'no', 'there is no folder no'],
    ['in a file', ['true'], 'data', 'there is no folder data'],
    ['in a folder that leads outside', ['true'], 'out', 'the folder out leads outside of the working directory'],
  ])('%s', async (_name, argv, where, problem) => {
    writeFiles(folder, { data: 'x', out: { linkTo: '/' } });
    const request = { argv, folder: where, timeoutMs: 60_000, logBytes: 4096, outputs: [] };
    expect(await runCommand(folder, request, { env: { PATH: process.env['PATH'] }, now: () => 7 })).toEqual({
      state: 'not-started',
      problem,
    });
  });
});

test('a command that hangs is stopped with all that it started, also when it does not listen', async () => {
  const script = "trap '' TERM; (trap '' TERM; sleep 600) & echo $!; sleep 600";
  const request = { argv: ['sh', '-c', script], folder: '', timeoutMs: 2000, logBytes: 4096, outputs: [] };
  const run = await runCommand(folder, request, { env: { PATH: process.env['PATH'] }, now: () => 7, patience });
  expect(run).toMatchObject({ state: 'ended', exit: undefined, timedOut: true });
  const child = Number('output' in run ? run.output : 'none');
  expect(child).toBeGreaterThan(0);
  expect(await isGone(child)).toBe(true);
});

test('what a command leaves behind with its output open is stopped, and said', async () => {
  const run = await node(
    `const c = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
     console.log(c.pid); c.unref(); process.exitCode = 0;`,
  );
  expect(run).toMatchObject({ exit: 0, timedOut: false, leftBehind: true });
  expect(await isGone(Number('output' in run ? run.output : 'none'))).toBe(true);
});

test('a command that a signal ends has no exit code', async () => {
  expect(await node("process.kill(process.pid, 'SIGKILL')")).toMatchObject({
    ...ended,
    exit: undefined,
    signal: 'SIGKILL',
  });
});

test('of a long output the first and the last part are kept, all of it is counted, and memory does not grow with it', async () => {
  const script = `const line = 'x'.repeat(1023) + '\\n'; let left = 50_000;
    const go = () => { while (left > 0) { left -= 1; if (!process.stdout.write(line)) { process.stdout.once('drain', go); return; } } console.log('the end'); };
    console.log('the start'); go();`;
  const run = await node(script, { logBytes: 8192 });
  expect(run).toMatchObject({ exit: 0, capped: true, written: 10 + 50_000 * 1024 + 8 });
  const { output } = run as { output: string };
  expect(output.length).toBeLessThan(8192 + 100);
  expect(output).toMatch(/^the start\n[^]*\n\[\d+ bytes are left out here\]\n[^]*the end\n$/);
});

/** A process that was stopped may be known for a moment more. */
async function isGone(pid: number): Promise<boolean> {
  for (let turn = 0; turn < 200; turn += 1) {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    const state = await runCommand(
      '/',
      { argv: ['cat', `proc/${pid}/stat`], folder: '', timeoutMs: 5000, logBytes: 4096, outputs: [] },
      { env: process.env, now: () => 0 },
    );
    // Nobody may have asked what became of it yet.
    if ('output' in state && / Z /.test(state.output)) return true;
  }
  return false;
}

test('output that fits is kept as it is; of what does not, nothing but beginning and end, and all is counted', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 5000 })), fc.integer({ min: 1024, max: 20_000 }), (chunks, cap) => {
      const kept = keptOutput(cap);
      for (const chunk of chunks) kept.add(Buffer.from(chunk.map((byte) => 97 + (byte % 26))));
      const whole = Buffer.concat(chunks.map((chunk) => Buffer.from(chunk.map((byte) => 97 + (byte % 26))))).toString();
      const { output, written, capped } = kept.end();
      expect(written).toBe(whole.length);
      expect(capped).toBe(whole.length > 2 * Math.floor(cap / 2));
      const parts = capped ? output.split(/\n\[(\d+) bytes are left out here\]\n/) : [output, '0', ''];
      const [head = '', left = '', end = ''] = parts;
      expect(whole.startsWith(head) && whole.endsWith(end)).toBe(true);
      expect(head.length + Number(left) + end.length).toBe(written);
      expect(head.length + end.length).toBeLessThanOrEqual(cap);
    }),
  );
});
