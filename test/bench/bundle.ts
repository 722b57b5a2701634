import { execFileSync, spawnSync } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/*
 * evidence-bundle verifies two gigabytes of files of mixed sizes, from start to written report, against `sha256sum -c` of the same list.
 * Both take turns; each process tells its time, and that of the suite its memory.
 */

export const bundleRuns = 5;
/** The ratio of wall times, and MB of the whole process: the most that passes, and the aim. */
export const bundleLimits = { wall: { limit: 1.5, aim: 1.2 }, memory: { limit: 150, aim: 120 } };

const root = fileURLToPath(new URL('../..', import.meta.url));
const mebibyte = 1024 * 1024;
/** How many files of how many bytes. */
const kinds: readonly [count: number, bytes: number][] = [
  [1, 768 * mebibyte],
  [8, 96 * mebibyte],
  [400, mebibyte],
  [11_000, 10_000],
];

/** Fills an empty folder; its list is what sha256sum writes. */
function prepare(folder: string): void {
  const block = randomFillSync(Buffer.alloc(mebibyte));
  const names: string[] = [];
  for (const [count, bytes] of kinds) {
    mkdirSync(join(folder, 'evidence', String(bytes)), { recursive: true });
    for (let index = 0; index < count; index += 1) {
      const name = `${bytes}/${index}`;
      names.push(name);
      const file = openSync(join(folder, 'evidence', name), 'w');
      block.writeUInt32LE(names.length);
      for (let left = bytes; left > 0; left -= mebibyte) writeSync(file, block, 0, Math.min(left, mebibyte));
      closeSync(file);
    }
  }
  const cwd = join(folder, 'evidence');
  const sums = execFileSync('xargs', ['-0', 'sha256sum'], { cwd, input: names.join('\0'), maxBuffer: 64 * mebibyte });
  writeFileSync(join(cwd, 'SUMS'), sums);
  const verify = { bundle: 'evidence', list: 'SUMS', shape: 'sha256sum' };
  writeFileSync(join(folder, 'governance.json'), JSON.stringify({ version: 1, 'evidence-bundle': { verify } }));
}

function timed(command: string, args: readonly string[], cwd: string): number {
  const started = process.hrtime.bigint();
  const ran = spawnSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 64 * mebibyte });
  if (ran.status !== 0) throw new Error(`${command} ${args.join(' ')}\n${ran.stdout.slice(-2000)}${ran.stderr}`);
  return Number(process.hrtime.bigint() - started) / 1e6;
}

/** The wall times of both in milliseconds, and the most memory in MB. `folder` is empty and gets two gigabytes. */
export function measureBundle(folder: string): { verify: number[]; against: number[]; memory: number } {
  prepare(folder);
  const told = join(folder, 'memory');
  const tell = `import { writeFileSync } from 'node:fs';
process.on('exit', () => writeFileSync(${JSON.stringify(told)}, String(process.resourceUsage().maxRSS / 1024)));`;
  const args = [
    ...['--import', `data:text/javascript,${encodeURIComponent(tell)}`, 'dist/cli.js', 'evidence-bundle'],
    ...[
      '--working-directory',
      folder,
      '--config',
      join(folder, 'governance.json'),
      '--report-dir',
      join(folder, 'out'),
    ],
  ];
  const verify: number[] = [];
  const against: number[] = [];
  let memory = 0;
  for (let turn = 0; turn <= bundleRuns; turn += 1) {
    const times = [
      timed('sha256sum', ['--quiet', '-c', 'SUMS'], join(folder, 'evidence')),
      timed(process.execPath, args, root),
    ];
    // The first of each fills the cache of the machine.
    if (turn > 0) {
      against.push(times[0] ?? Number.NaN);
      verify.push(times[1] ?? Number.NaN);
    }
    memory = Math.max(memory, Number(readFileSync(told, 'utf8')));
  }
  return { verify, against, memory };
}
