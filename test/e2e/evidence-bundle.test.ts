import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect, test } from '@jest/globals';
import { type Interruptible, interrupted, isWrite, killPoints } from '../support/interrupted.ts';
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
  const failed = (report?.results ?? []).some(({ status }) => status === 'failed');
  const verdict = code === 0 && !failed ? 'accepted' : code === 1 && failed ? 'named' : `exit ${code}`;
  verdicts.set(key, verdict);
  return verdict;
}

/** What lies where the bundle belongs. `whole`: the digest of the bundle that is made there. */
async function lyingThere(whole: string): Promise<string> {
  const there = existsSync(bundle.archive) ? sha256(readFileSync(bundle.archive)) : undefined;
  const report = bundle.reportOf('create');
  const told = (report?.data as { digest?: string } | undefined)?.digest;
  if (there === undefined) return report?.status === 'passed' ? 'a report without its bundle' : 'none';
  const statement = JSON.parse(
    readFileSync(join(bundle.reports, 'evidence-bundle-create.test-result.intoto.json'), 'utf8'),
  ) as { subject: { digest: { sha256: string } }[] };
  const words = [
    there === whole ? 'a bundle' : 'another bundle',
    ...(report === undefined ? ['without its report'] : told === there ? [] : ['with the report of another']),
    ...(statement.subject.some(({ digest }) => digest.sha256 === there) ? [] : ['with the statement of another']),
  ];
  return `${words.join(' ')}, ${await verdictOf(bundle.archive)}`;
}

function count(counts: Record<string, number>, what: string): void {
  counts[what] = (counts[what] ?? 0) + 1;
}

/** A first bundle, and the effects of making it. */
async function madeOnce(): Promise<{ whole: string; effects: readonly string[] }> {
  bundle = await bundleRun();
  bundle.produce(60_000);
  const { code, effects } = await interrupted(creating());
  expect(code).toBe(0);
  return { whole: sha256(readFileSync(bundle.archive)), effects };
}

test('killed at every step, create leaves a bundle that verify accepts, or none; what is half is named', async () => {
  const { whole, effects } = await madeOnce();
  const points = killPoints(effects);
  const states: Record<string, number> = {};
  for (const point of points) {
    const { killed } = await interrupted(creating(), point);
    const state = await lyingThere(whole);
    const part = readdirSync(bundle.reports).find((name) => name.endsWith('.bundle.zip.part'));
    const half =
      part === undefined ? '' : `; what is not called a bundle: ${await verdictOf(join(bundle.reports, part))}`;
    count(states, `${killed ? '' : 'not killed: '}${state}${half}`);
    // Whatever was left, the next run makes the same bundle.
    expect([point, (await bundle.run('create')).code, await lyingThere(whole)]).toEqual([
      point,
      0,
      'a bundle, accepted',
    ]);
  }
  console.info(`create was killed at ${points.length} points of ${effects.length} steps, and left:`, states);
  expect(Object.keys(states).sort()).toEqual([
    'a bundle without its report, accepted',
    'a bundle, accepted',
    'none',
    'none; what is not called a bundle: accepted',
    'none; what is not called a bundle: named',
  ]);
  rmSync(bundle.archive);
  expect(await verdictOf(bundle.archive)).toBe('named');
}, 600_000);

test('a second create at any step of a first one is told, and nothing of the first is lost', async () => {
  const { effects } = await madeOnce();
  const told: Record<string, number> = {};
  const whole = { first: '', second: '' };
  for (const [name, bytes] of [
    ['second', 30_000],
    ['first', 60_000],
  ] as const) {
    bundle.produce(bytes);
    await bundle.run('create');
    whole[name] = sha256(readFileSync(bundle.archive));
  }
  expect(whole.first).not.toBe(whole.second);
  for (let step = 1; step <= effects.length; step += 1) {
    let second = '';
    const { code } = await interrupted(creating(), { step, does: 'stop' }, async () => {
      // It would pack something else.
      bundle.produce(30_000);
      const ran = await bundle.run('create');
      const isTold = ran.stdout.includes('another run is writing evidence-bundle-create');
      second = `${ran.code}${isTold ? ' (told)' : ''}`;
      bundle.produce(60_000);
    });
    const left = readdirSync(bundle.reports).filter((name) => /\.(?:part|lock)$/.test(name));
    expect([step, left]).toEqual([step, []]);
    // One after the other, the last one is what lies there: the second before the first has claimed its files or after it has released them.
    count(told, `exits ${code} and ${second}: ${await lyingThere(whole.first)}`);
  }
  console.info(`a second create at each of ${effects.length} steps of a first one:`, told);
  expect(Object.keys(told).sort()).toEqual([
    'exits 0 and 0: a bundle, accepted',
    'exits 0 and 0: another bundle, accepted',
    'exits 0 and 2 (told): a bundle, accepted',
  ]);
}, 600_000);

test('a disk that is full at any step gives no half bundle, and never passes without a whole one', async () => {
  const { whole, effects } = await madeOnce();
  const states: Record<string, number> = {};
  const steps = effects.flatMap((effect, index) => (isWrite(effect) ? [index + 1] : []));
  for (const step of steps) {
    const { code, stdout } = await interrupted(creating(), { step, does: 'full' });
    const isTold = /ENOSPC|the disk is full/.test(stdout);
    count(states, `exit ${code}${isTold ? ' (told)' : ''}: ${await lyingThere(whole)}`);
  }
  console.info(`the disk was full at each of ${steps.length} writes of create:`, states);
  expect(Object.keys(states).sort()).toEqual(
    [
      'exit 4 (told): a bundle, accepted',
      'exit 4 (told): a bundle without its report, accepted',
      'exit 4 (told): none',
    ].sort(),
  );
  expect((await bundle.run('create')).code).toBe(0);
}, 600_000);
