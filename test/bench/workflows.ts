import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/*
 * Which checks 200 workflow files can make, from text to names, against reading the YAML of the same files alone. Each runs in a
 * process of its own, which tells its times.
 */

export const workflowRuns = 9;
/** Ratios of wall time: the most that passes, and the aim. */
export const workflowLimits = { limit: 3, aim: 2.5 };

const root = fileURLToPath(new URL('../..', import.meta.url));
const expected = { parse: 200, checks: 200 * 54 };

function run(what: keyof typeof expected): number {
  const ran = spawnSync(process.execPath, ['--import', 'tsx', 'test/bench/workflow-run.ts', what], {
    cwd: root,
    encoding: 'utf8',
  });
  if (ran.status !== 0) throw new Error(`${ran.stdout}${ran.stderr}`);
  const { made, wall } = JSON.parse(ran.stdout) as { made: number; wall: number };
  if (made !== expected[what]) throw new Error(`${what} made ${made} instead of ${expected[what]}`);
  return wall;
}

/** The milliseconds of both, which take turns. */
export function measureWorkflows(): { checks: number[]; parse: number[] } {
  const checks: number[] = [];
  const parse: number[] = [];
  for (let turn = 0; turn < workflowRuns; turn += 1) {
    parse.push(run('parse'));
    checks.push(run('checks'));
  }
  return { checks, parse };
}
