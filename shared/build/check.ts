import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Runs every `check:*` script of package.json, also after one has failed, and says at the end which did. */

const npm = process.env['npm_execpath'];
if (npm === undefined) throw new Error('start this with `npm run check`');

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
const failed: string[] = [];
for (const name of Object.keys(scripts).filter((script) => script.startsWith('check:'))) {
  const started = Date.now();
  const { status } = spawnSync(process.execPath, [npm, 'run', '--silent', name], { stdio: 'inherit' });
  if (status !== 0) failed.push(name);
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
}
if (failed.length > 0) {
  console.log(`\nfailed: ${failed.join(', ')}`);
  process.exitCode = 1;
}
