import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { KpiSetSchema } from '../../shared/domain/kpi/config.ts';
import { presets } from '../../shared/domain/kpi/presets.ts';
import { exporterOf } from '../support/dist.ts';
import { rowsMeasured, writeKpiRows } from '../support/kpi-row-file.ts';

/*
 * A million rows of a desktop agent, scanned for the reliability preset, against what Node does at the least to read them: its
 * readline, and JSON.parse of every line. Each runs in a process of its own, which tells its times and its memory.
 */

export const rowCount = 1_000_000;
export const rowRuns = 5;
/** Ratios of wall and processor time to the baseline, and MB of the whole process: the most that passes, and the aim. */
export const rowLimits = { wall: { limit: 1, aim: 0.7 }, cpu: { limit: 2, aim: 1 }, memory: { limit: 250, aim: 200 } };

const tell = `const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
console.log(JSON.stringify({ rows, wall: performance.now() - started, cpu: (userCPUTime + systemCPUTime) / 1000, memory: maxRSS / 1024 }));`;

const baseline = `import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
const started = performance.now();
let rows = 0;
const [path] = process.argv.slice(1);
for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity }))
  if (line !== '' && typeof JSON.parse(line) === 'object') rows += 1;
${tell}`;

const scanning = `const started = performance.now();
const [folder, scanner, records, parameters] = process.argv.slice(1);
const { scanFile } = await import(scanner);
const { rowsScan } = await import(records);
const source = { path: 'rows.ndjson', produced: true };
const scanned = await scanFile(folder, rowsScan, JSON.parse(parameters), source, { maxBytes: 2e9 }, { threads: 2 });
if (!scanned.found) throw new Error(scanned.message);
if (scanned.value.unusable > 0 || scanned.value.keys.some(({ duplicates }) => duplicates.total > 0)) throw new Error('wrong');
const { rows } = scanned.value;
${tell}`;

interface Run {
  rows: number;
  wall: number;
  cpu: number;
  memory: number;
}

function run(code: string, args: readonly string[]): Run {
  const ran = spawnSync(process.execPath, ['--input-type=module', '-e', code, '--', ...args], { encoding: 'utf8' });
  if (ran.status !== 0) throw new Error(`${ran.stdout}${ran.stderr}`);
  const told = JSON.parse(ran.stdout) as Run;
  if (told.rows !== rowCount) throw new Error(`read ${told.rows} rows instead of ${rowCount}`);
  return told;
}

/** The runs of both, which take turns. `folder` is empty and gets a file of about 730 MB. */
export function measureRows(folder: string): { scan: Run[]; against: Run[] } {
  const path = join(folder, 'rows.ndjson');
  writeKpiRows(path, rowCount);
  const set = KpiSetSchema.parse(presets.reliability);
  const parameters = JSON.stringify({ set, now: rowsMeasured, maxRowBytes: 1024 * 1024 });
  const scan: Run[] = [];
  const against: Run[] = [];
  for (let turn = 0; turn < rowRuns; turn += 1) {
    against.push(run(baseline, [path]));
    scan.push(run(scanning, [folder, exporterOf('scanFile'), exporterOf('rowsScan'), parameters]));
  }
  return { scan, against };
}
