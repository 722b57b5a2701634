import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { largestAction, sizeLimits } from '../../shared/build/sizes.ts';
import { auditCount, auditLimits, measureAudit } from './audit.ts';
import { bundleLimits, bundleRuns, measureBundle } from './bundle.ts';
import { type RatioCase, ratioCases, runs } from './cases.ts';
import { checklistLimits, gateCount, measureChecklist } from './checklist.ts';
import { measureRows, rowCount, rowLimits, rowRuns } from './rows.ts';
import { measureWorkflows, workflowLimits, workflowRuns } from './workflows.ts';

/**
 * Measures the cases of cases.ts and fails when one is over its limit. Each ratio comes from one session in which the two
 * commands take turns, so that a busy machine slows both: only the ratio means something, never the milliseconds.
 */

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const scratch = mkdtempSync(join(tmpdir(), 'bench-'));
const out = join(scratch, 'out');
const prepared = join(scratch, 'in');

/** Wall time of one run in milliseconds. */
function time(args: readonly string[], writes?: string): number {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out);
  const argv = args.map((arg) => arg.replace('{out}', out).replace('{in}', prepared));
  const started = process.hrtime.bigint();
  const { status, stderr, stdout } = spawnSync(process.execPath, argv, {
    cwd: root,
    encoding: 'utf8',
  });
  const elapsed = Number(process.hrtime.bigint() - started) / 1e6;
  if (status !== 0 || (writes !== undefined && !existsSync(join(out, writes)))) {
    throw new Error(`node ${argv.join(' ')} did not pass and write ${writes ?? 'nothing'}\n${stdout}${stderr}`);
  }
  return elapsed;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function measure(entry: RatioCase): { ratio: number; command: number; against: number } {
  const { command, against, writes } = entry;
  const alsoWrites = entry.bothWrite === true ? writes : undefined;
  rmSync(prepared, { recursive: true, force: true });
  mkdirSync(prepared);
  entry.prepare?.(prepared);
  const times = { command: [] as number[], against: [] as number[] };
  time(against, alsoWrites);
  time(command, writes);
  for (let run = 0; run < (entry.runs ?? runs); run += 1) {
    times.against.push(time(against, alsoWrites));
    times.command.push(time(command, writes));
  }
  const medians = { command: median(times.command), against: median(times.against) };
  return { ...medians, ratio: medians.command / medians.against };
}

function say(name: string, limit: string, ok: boolean, figures: string): void {
  console.log(`${ok ? 'ok  ' : 'over'}  ${name}: ${figures}; limit ${limit}`);
  if (!ok) process.exitCode = 1;
}

try {
  for (const entry of ratioCases) {
    const { ratio, command, against } = measure(entry);
    const figures = `${ratio.toFixed(2)} times (${command.toFixed(0)} ms against ${against.toFixed(0)} ms, median of ${entry.runs ?? runs})`;
    say(entry.name, `${entry.limit}, aim ${entry.aim}`, ratio <= entry.limit, figures);
  }
  const workflows = measureWorkflows();
  const [checks, parse] = [median(workflows.checks), median(workflows.parse)];
  const told = `${(checks / parse).toFixed(2)} times (${checks.toFixed(0)} ms against ${parse.toFixed(0)} ms, median of ${workflowRuns})`;
  const bounds = `${workflowLimits.limit}, aim ${workflowLimits.aim}`;
  say('checks of 200 workflows against their YAML', bounds, checks / parse <= workflowLimits.limit, told);
  rmSync(prepared, { recursive: true, force: true });
  mkdirSync(prepared);
  const { scan, against } = measureRows(prepared);
  const middle = (of: typeof scan, key: 'wall' | 'cpu' | 'memory'): number => median(of.map((one) => one[key]));
  for (const key of ['wall', 'cpu'] as const) {
    const ratio = middle(scan, key) / middle(against, key);
    const figures = `${ratio.toFixed(2)} times (${middle(scan, key).toFixed(0)} ms against ${middle(against, key).toFixed(0)} ms, median of ${rowRuns})`;
    const { limit, aim } = rowLimits[key];
    say(`${rowCount} rows with two threads, ${key} time`, `${limit}, aim ${aim}`, ratio <= limit, figures);
  }
  const memory = Math.max(...scan.map((one) => one.memory));
  const { limit, aim } = rowLimits.memory;
  say(`${rowCount} rows, memory`, `${limit} MB, aim ${aim}`, memory <= limit, `${memory.toFixed(0)} MB at most`);
  rmSync(prepared, { recursive: true, force: true });
  mkdirSync(prepared);
  const tables = measureChecklist(prepared);
  const { limit: ceiling, aim: best } = checklistLimits.memory;
  say(
    `table of ${gateCount} gates, memory`,
    `${ceiling} MB, aim ${best}`,
    tables <= ceiling,
    `${tables.toFixed(0)} MB`,
  );
  rmSync(prepared, { recursive: true, force: true });
  mkdirSync(prepared);
  const bundle = measureBundle(prepared);
  const [verified, summed] = [median(bundle.verify), median(bundle.against)];
  const times = `${(verified / summed).toFixed(2)} times (${verified.toFixed(0)} ms against ${summed.toFixed(0)} ms, median of ${bundleRuns})`;
  const { wall, memory: room } = bundleLimits;
  say(
    '2 GB of evidence against sha256sum -c',
    `${wall.limit}, aim ${wall.aim}`,
    verified / summed <= wall.limit,
    times,
  );
  const held = `${bundle.memory.toFixed(0)} MB at most`;
  say('2 GB of evidence, memory', `${room.limit} MB, aim ${room.aim}`, bundle.memory <= room.limit, held);
  rmSync(prepared, { recursive: true, force: true });
  mkdirSync(prepared);
  const audited = await measureAudit(prepared);
  const ofAudit = `audit of ${auditCount} repositories`;
  const asked = `${audited.requests} requests, ${audited.points} points`;
  const { requests, memory: most } = auditLimits;
  say(`${ofAudit}, requests`, `${requests.limit}, aim ${requests.aim}`, audited.requests <= requests.limit, asked);
  const used = `${audited.memory.toFixed(0)} MB`;
  say(`${ofAudit}, memory`, `${most.limit} MB, aim ${most.aim}`, audited.memory <= most.limit, used);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
for (const { what, features, limit } of sizeLimits) {
  const { file, gzip } = largestAction(join(root, 'dist'), { features });
  say(`${what}, after gzip -9`, String(limit), gzip <= limit, `${gzip} bytes (${file})`);
}
