import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { runCommand } from '../../../shared/adapters/command.ts';
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
    ['in a folder that a link leads to', ['true'], 'in', 'the folder in is reached by a symbolic link'],
  ])('%s', async (_name, argv, where, problem) => {
    writeFiles(folder, { data: 'x', out: { linkTo: '/' }, real: null, 'real/x': 'x', in: { linkTo: 'real' } });
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

test.each<[string, string, boolean]>([
  ['with its output closed', 'sleep 600 >/dev/null 2>&1 & echo $!', true],
  ['that ends a moment later', 'sleep 0.05 >/dev/null 2>&1 & echo $!', false],
  ['that has ended, and that nobody waits for', '(sleep 0 & exec sleep 0.05) >/dev/null 2>&1; echo 0', false],
])('what a command starts %s', async (_name, script, leftBehind) => {
  const request = { argv: ['sh', '-c', script], folder: '', timeoutMs: 60_000, logBytes: 4096, outputs: [] };
  // Only what never ends is not waited for.
  const wait = leftBehind ? patience : { ...patience, toDrain: 60_000 };
  const run = await runCommand(folder, request, { env: { PATH: process.env['PATH'] }, now: () => 7, patience: wait });
  expect(run).toMatchObject({ exit: 0, leftBehind });
  const child = Number('output' in run ? run.output : 'none');
  expect(child === 0 || (await isGone(child))).toBe(true);
});

test('of the files that it should write it is told which it wrote', async () => {
  writeFiles(folder, { same: 'x', old: 'x', touched: 'x', replaced: 'x', gone: 'x' });
  const outputs = ['same', 'old', 'touched', 'replaced', 'gone', 'made/new', 'never'];
  const script =
    'printf x > same; touch touched; printf x > t; mv t replaced; rm gone; mkdir made; printf y > made/new';
  const request = { argv: ['sh', '-c', script], folder: '', timeoutMs: 60_000, logBytes: 4096, outputs };
  expect(await runCommand(folder, request, { env: { PATH: process.env['PATH'] }, now: () => 7 })).toMatchObject({
    exit: 0,
    renewed: ['same', 'touched', 'replaced', 'made/new'],
  });
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
