import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeFiles } from '../support/git-repository.ts';

/*
 * A table of 10,000 gates, each with evidence of its own that nothing measures, judged by the command as a whole: from its start to its
 * report.
 */

export const gateCount = 10_000;
/** MB of the whole process: the most that passes, and the aim. */
export const checklistLimits = { memory: { limit: 200, aim: 180 } };

const root = fileURLToPath(new URL('../..', import.meta.url));
const tell = `process.on('exit', () => process.stderr.write('memory=' + process.resourceUsage().maxRSS + '\\n'));`;

/** The memory of a run in MB. `folder` is empty and gets the files. */
export function measureChecklist(folder: string): number {
  const source = { id: 'gates', path: 'docs/gates.md', table: { heading: 'Gates' }, require: ['owner', 'evidence'] };
  const config = { version: 1, 'gate-checklist': { sources: [source], owners: ['Mara Lind'] } };
  const rows = Array.from(
    { length: gateCount },
    (_, row) =>
      `| Gate ${row} | Mara Lind | pass | \`src/part-${row % 100}.ts\`, see [the test](../test/part-${row % 100}.ts) |\n`,
  );
  const evidence = Array.from({ length: 100 }, (_, part) => [`src/part-${part}.ts`, `test/part-${part}.ts`]).flat();
  writeFiles(folder, {
    'governance.json': JSON.stringify(config),
    'docs/gates.md': `# Gates\n\n| Gate | Owner | Status | Evidence |\n| --- | --- | --- | --- |\n${rows.join('')}`,
    ...Object.fromEntries(evidence.map((path) => [path, 'export {};\n'])),
  });
  const preload = ['--import', `data:text/javascript,${encodeURIComponent(tell)}`];
  const given = [
    '--working-directory',
    folder,
    '--config',
    join(folder, 'governance.json'),
    '--report-dir',
    join(folder, 'out'),
  ];
  const args = [...preload, join(root, 'dist/cli.js'), 'gate-checklist', ...given];
  const ran = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 2 ** 28 });
  const memory = /memory=(\d+)/.exec(ran.stderr)?.[1];
  const said = `${gateCount} claimed, 0 measured`;
  // Exit 3: nothing failed, and nothing measures what the table says.
  if (ran.status !== 3 || memory === undefined || !ran.stdout.includes(said))
    throw new Error(
      `the run did not say ${said} and exit with 3, but with ${ran.status}\n${ran.stdout.slice(0, 2000)}${ran.stderr}`,
    );
  return Number(memory) / 1024;
}
