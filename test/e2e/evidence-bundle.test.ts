import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect, test } from '@jest/globals';
import { type Interruptible, type Interruption, interrupted, isWrite, killPoints } from '../support/interrupted.ts';
import { type BundleRun, bundleRun } from './bundle-run.ts';

/* The built files make a bundle as the runner starts them, are killed while they do, and verify what is left. */

let bundle: BundleRun;
afterEach(() => bundle.close());

const exec = promisify(execFile);

test('a bundle that was created is verified; other tools open it, and what they pack is read', async () => {
  bundle = await bundleRun();
  bundle.produce(12_000);
  const created = await bundle.run('create');
  expect([
    created.code,
    created.report?.results.filter(({ status }) => status === 'failed' || status === 'unverified'),
  ]).toEqual([0, []]);
  const first = readFileSync(bundle.archive);
  const summary = readFileSync(join(bundle.temporary, 'summary'), 'utf8');
  expect(summary).toContain('flowchart LR');
  await bundle.run('create');
  expect(readFileSync(bundle.archive).equals(first)).toBe(true);

  bundle.bring();
  expect((await bundle.run('verify')).code).toBe(0);

  const apart = join(bundle.temporary, 'apart');
  const brought = join(bundle.workspace, 'evidence.zip');
  await exec('unzip', ['-q', bundle.archive, '-d', apart]);
  expect(readFileSync(join(apart, 'notes/notes.md'), 'utf8')).toBe('Entries are smaller.\n');
  const python = 'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.testzip(), len(z.namelist()))';
  expect((await exec('python3', ['-c', python, bundle.archive])).stdout).toBe('None 3\n');
  rmSync(brought);
  await exec('zip', ['-q', '-r', '-D', brought, '.'], { cwd: apart });
  expect((await bundle.run('verify')).code).toBe(0);

  writeFileSync(join(apart, 'notes/notes.md'), 'Entries are larger.\n');
  rmSync(brought);
  await exec('zip', ['-q', '-r', '-D', brought, '.'], { cwd: apart });
  const edited = await bundle.run('verify');
  expect(edited.code).toBe(1);
  expect(edited.report?.results).toContainEqual(
    expect.objectContaining({ rule: 'evidence-bundle/digests', status: 'failed', about: ['notes/notes.md'] }),
  );
});

const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');
const creating = (): Interruptible => ({
  file: 'evidence-bundle.js',
  cwd: bundle.workspace,
  env: bundle.environment('create'),
  scratch: bundle.temporary,
});
const verdicts = new Map<string, string>();

/** What `verify` says of a file that is brought as the bundle, asked once for the same bytes; of one that is not there too. */
async function verdictOf(file: string): Promise<string> {
  const key = existsSync(file) ? sha256(readFileSync(file)) : '';
  const known = verdicts.get(key);
  if (known !== undefined) return known;
  rmSync(join(bundle.workspace, 'evidence.zip'), { force: true });
  if (key !== '') bundle.bring(file);
  const { code, report } = await bundle.run('verify');
  const failed = (report?.results ?? []).filter(({ status }) => status === 'failed');
  const verdict = code === 0 && failed.length === 0 ? 'accepted' : 'named';
  // Nothing else is an answer: not that it could not look, and not that it broke.
  if (verdict === 'named') expect([code, failed.length > 0]).toEqual([1, true]);
  verdicts.set(key, verdict);
  return verdict;
}

test('killed at every step, create leaves a bundle that verify accepts, or none; what is half is named', async () => {
  bundle = await bundleRun();
  bundle.produce(240_000);
  const asked = creating();
  const { code, effects } = await interrupted(asked);
  expect(code).toBe(0);
  const whole = readFileSync(bundle.archive);
  const digest = sha256(whole);
  const states: Record<string, number> = {};
  const points = killPoints(effects);

  async function leaves(point: Interruption): Promise<string> {
    expect(await interrupted(asked, point)).toMatchObject({ killed: true });
    const left = readdirSync(bundle.reports);
    const part = left.find((name) => name.endsWith('.part'));
    const report = bundle.reportOf('create');
    // A report that is there tells of the bundle that is there.
    if (report !== undefined) expect(report).toMatchObject({ status: 'passed', data: { digest } });
    if (existsSync(bundle.archive)) {
      expect(readFileSync(bundle.archive).equals(whole)).toBe(true);
      expect(await verdictOf(bundle.archive)).toBe('accepted');
      const statement = readFileSync(join(bundle.reports, 'evidence-bundle-create.test-result.intoto.json'), 'utf8');
      expect(JSON.parse(statement)).toMatchObject({
        subject: expect.arrayContaining([expect.objectContaining({ digest: { sha256: digest } })]),
      });
      return report === undefined ? 'a bundle without its report' : 'a bundle';
    }
    expect(report).toBeUndefined();
    if (part === undefined) {
      expect(await verdictOf(bundle.archive)).toBe('named');
      return 'none';
    }
    return `what is not called a bundle, ${await verdictOf(join(bundle.reports, part))}`;
  }

  for (const point of points) {
    const state = await leaves(point);
    states[state] = (states[state] ?? 0) + 1;
    // Whatever was left, the next run makes the same bundle.
    expect([point, (await bundle.run('create')).code]).toEqual([point, 0]);
    expect(readFileSync(bundle.archive).equals(whole)).toBe(true);
  }
  console.info(`create was killed at ${points.length} points of ${effects.length} steps, and left:`, states);
  expect(Object.keys(states).sort()).toEqual([
    'a bundle',
    'a bundle without its report',
    'none',
    'what is not called a bundle, accepted',
    'what is not called a bundle, named',
  ]);
}, 600_000);

test('a second create at any step of a first one is told, and nothing of the first is lost', async () => {
  bundle = await bundleRun();
  bundle.produce(240_000);
  const asked = creating();
  const { effects } = await interrupted(asked);
  const told: Record<string, number> = {};
  for (let step = 1; step <= effects.length; step += 1) {
    let second: Awaited<ReturnType<BundleRun['run']>> | undefined;
    const first = await interrupted(asked, { step, does: 'stop' }, async () => {
      // It would pack something else.
      bundle.produce(120_000);
      second = await bundle.run('create');
      bundle.produce(240_000);
    });
    if (second === undefined) throw new Error('there was no second run');
    const digest = sha256(readFileSync(bundle.archive));
    const left = readdirSync(bundle.reports);
    expect(left.filter((name) => name.endsWith('.part') || name.endsWith('.lock'))).toEqual([]);
    // What the report says is what lies there.
    expect([step, bundle.reportOf('create')]).toEqual([
      step,
      expect.objectContaining({ status: 'passed', data: expect.objectContaining({ digest }) }),
    ]);
    expect(await verdictOf(bundle.archive)).toBe('accepted');
    const outcome = `${first.code} and ${second.code}`;
    told[outcome] = (told[outcome] ?? 0) + 1;
    if (second.code !== 0) expect(second.stdout).toContain('another run is writing evidence-bundle-create');
  }
  console.info(`a second create at each of ${effects.length} steps of a first one, exit codes:`, told);
  // Before the first one has claimed its files, and after it has released them, both come one after the other.
  expect(Object.keys(told).sort()).toEqual(['0 and 0', '0 and 2']);
}, 600_000);

test('a disk that is full at any step gives no half bundle, and never passes without a whole one', async () => {
  bundle = await bundleRun();
  bundle.produce(240_000);
  const asked = creating();
  const { effects } = await interrupted(asked);
  const whole = sha256(readFileSync(bundle.archive));
  const codes: Record<string, number> = {};
  const steps = effects.flatMap((effect, index) => (isWrite(effect) ? [index + 1] : []));
  for (const step of steps) {
    const { code, killed } = await interrupted(asked, { step, does: 'full' });
    expect([step, killed]).toEqual([step, false]);
    const there = existsSync(bundle.archive) ? sha256(readFileSync(bundle.archive)) : undefined;
    const report = bundle.reportOf('create');
    if (there !== undefined) expect([step, there]).toEqual([step, whole]);
    if (code === 0) expect([step, there, report?.status]).toEqual([step, whole, 'passed']);
    if (report?.status === 'passed') expect([step, there]).toEqual([step, whole]);
    codes[String(code)] = (codes[String(code)] ?? 0) + 1;
  }
  console.info(`the disk was full at each of ${steps.length} writes of create, exit codes:`, codes);
  expect((await bundle.run('create')).code).toBe(0);
}, 600_000);
