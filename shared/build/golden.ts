import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { normalised, type Written } from './golden-report.ts';
import { packageVersion, root } from './package.ts';
import { parseReleaseRecord } from './release-record.ts';

/*
 * Keeps the reports that this version writes about the examples, and what it decides on them: `npm run golden`, with the built dist. Later versions
 * must read them and decide the same. Those of a released version are never written again.
 */

const examples = ['consumer', 'drifted', 'producer'];
const place = join(root, 'test', 'golden', packageVersion);
const record = join(root, '.github', 'release.json');
if (existsSync(record) && parseReleaseRecord(readFileSync(record, 'utf8')).tag === `v${packageVersion}`)
  throw new Error(`${packageVersion} has been released: its reports stay as they are`);

const temporary = mkdtempSync(join(tmpdir(), 'release-governance-golden-'));
try {
  rmSync(place, { recursive: true, force: true });
  for (const example of examples) {
    const folder = join(temporary, example);
    const args = [
      'run',
      '--working-directory',
      join('examples', example),
      '--report-dir',
      folder,
      '--fail-on',
      'never',
    ];
    try {
      execFileSync(process.execPath, [join('dist', 'cli.js'), ...args], {
        cwd: root,
        stdio: ['ignore', 'ignore', 'pipe'],
      });
    } catch (error) {
      throw new Error(`dist/cli.js ${args.join(' ')} broke`, { cause: error });
    }
    mkdirSync(join(place, example), { recursive: true });
    // The report of the decision holds what its own file does.
    const kept = /^(?!executive-summary\.).*\.report\.json$|^governance_executive_summary\.json$/;
    const names = readdirSync(folder).filter((name) => kept.test(name));
    for (const name of names.sort()) {
      const report = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Written;
      writeFileSync(join(place, example, name), `${JSON.stringify(normalised(report), null, 2)}\n`);
    }
    console.log(`kept ${names.length} files of ${example}`);
  }
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
