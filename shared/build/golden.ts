import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { load } from 'js-yaml';
import type { AnyControl } from '../core/control.ts';
import { normalised, type Written } from './golden-report.ts';
import { packageVersion, root } from './package.ts';
import { type ActionFile, type ActionInterface, actionInterface } from './public-interface.ts';
import { parseReleaseRecord } from './release-record.ts';

/*
 * Keeps the reports that this version writes about the examples, what it decides on them, and the names of its interface: `npm run golden`, with the
 * built dist. Later versions must read them, decide the same and still have the names. What a released version left is never written again.
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
    const config = join('.github', 'release-governance.yml');
    copyFileSync(join(root, 'examples', example, config), join(place, example, 'release-governance.yml'));
    console.log(`kept ${names.length} files of ${example}, and its configuration`);
  }
  const interfaces: Record<string, ActionInterface> = {};
  for (const name of readdirSync(join(root, 'actions')).sort()) {
    const file = load(readFileSync(join(root, 'actions', name, 'action.yml'), 'utf8')) as ActionFile;
    const source = join(root, 'actions', name, 'control.ts');
    const module = existsSync(source)
      ? ((await import(pathToFileURL(source).href)) as { control: AnyControl })
      : undefined;
    interfaces[name] = actionInterface(file, module?.control);
  }
  writeFileSync(join(place, 'interface.json'), `${JSON.stringify(interfaces, null, 2)}\n`);
  console.log(`kept the interface of ${Object.keys(interfaces).length} actions`);
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
