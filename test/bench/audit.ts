import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

/*
 * An audit of 1,000 repositories, from their list to what is known of each, against a played GitHub in a process of its own. The
 * audit is bundled as a control is, so that its memory is that of the suite.
 */

export const auditCount = 1000;
/** Requests, as GitHub counts them, and MB of the whole process: the most that passes, and the aim. */
export const auditLimits = { requests: { limit: 60, aim: 52 }, memory: { limit: 150, aim: 130 } };

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface AuditFigures {
  requests: number;
  points: number;
  memory: number;
}

/** `folder` is empty and gets the journal. */
export async function measureAudit(folder: string): Promise<AuditFigures> {
  const file = join(folder, 'audit-run.mjs');
  const bundle = await rolldown({ input: join(root, 'test/bench/audit-run.ts'), platform: 'node' });
  await bundle.write({ file, format: 'esm', codeSplitting: false });
  const server = spawn(process.execPath, ['--import', 'tsx', 'test/bench/audit-server.ts', String(auditCount)], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    const [told] = (await once(server.stdout, 'data')) as [Buffer];
    const url = told.toString().trim();
    const ran = spawnSync(process.execPath, [file, url, folder], { encoding: 'utf8' });
    if (ran.status !== 0) throw new Error(`${ran.stdout}${ran.stderr}`);
    const { read, points, memory } = JSON.parse(ran.stdout) as { read: number; points: number; memory: number };
    if (read !== auditCount) throw new Error(`${read} of ${auditCount} repositories are known`);
    const requests = (await (await fetch(`${url}/requests`)).json()) as number;
    return { requests, points, memory };
  } finally {
    server.stdin.end();
  }
}
