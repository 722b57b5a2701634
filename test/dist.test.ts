import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { largestAction, sizeLimits } from '../shared/build/sizes.ts';
import { controlFolders, dist, importsOf, loadedAtStart, packageMark, root, runDist } from './support/dist.ts';

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
const scripts = readdirSync(dist).filter((file) => file.endsWith('.js'));
const builtins = new Set(builtinModules.flatMap((name) => [name, `node:${name}`]));

let temp: string;
beforeEach(() => {
  temp = mkdtempSync(join(tmpdir(), 'dist-test-'));
});
afterEach(() => {
  rmSync(temp, { recursive: true, force: true });
});

describe('the files of dist', () => {
  test.each(scripts)('%s imports only modules of Node and files that are there', (file) => {
    const { static: atStart, dynamic } = importsOf(file);
    const missing = [...atStart, ...dynamic].filter(
      (name) => !builtins.has(name) && !(name.startsWith('./') && existsSync(join(dist, name))),
    );
    expect(missing).toEqual([]);
  });

  test('every file is an entry, a control, a worker, or is imported by another file', () => {
    const entries = [
      'cli.js',
      'job-summary.js',
      ...controlFolders.flatMap((name) => [`${name}.js`, `${name}.control.js`]),
    ];
    const imported = scripts.flatMap((file) => Object.values(importsOf(file)).flat());
    const orphans = scripts.filter(
      (file) => !entries.includes(file) && !file.endsWith('-worker.js') && !imported.includes(`./${file}`),
    );
    expect(orphans).toEqual([]);
  });

  test('every package in them has its licence in LICENCES.txt', () => {
    const texts = readFileSync(join(dist, 'LICENCES.txt'), 'utf8');
    const packages = new Set(
      scripts.flatMap((file) => {
        const marks = readFileSync(join(dist, file), 'utf8').matchAll(packageMark);
        return [...marks].map((match) => match[1] ?? '');
      }),
    );
    expect(packages).toContain('zod');
    const missing = [...packages].filter((name) => !texts.includes(`\n${name} `));
    expect(missing).toEqual([]);
  });

  test.each(sizeLimits)('they stay under the limit without what only an upload loads: $what', ({ features, limit }) => {
    expect(largestAction(dist, { features }).gzip).toBeLessThanOrEqual(limit);
  });
});

describe.each(controlFolders)('%s', (name) => {
  test('its control file exports the control of that name', async () => {
    const module = (await import(pathToFileURL(join(dist, `${name}.control.js`)).href)) as {
      control: { name: string };
    };
    expect(module.control.name).toBe(name);
  });

  test('action.yml starts its entry', () => {
    const action = readFileSync(join(root, 'actions', name, 'action.yml'), 'utf8');
    expect(action).toContain(`main: ../../dist/${name}.js`);
    expect(existsSync(join(dist, `${name}.js`))).toBe(true);
  });

  test.each([`${name}.js`, `${name}.control.js`])(
    '%s loads neither the API client nor the artifact client at start',
    (file) => {
      const heavy = loadedAtStart(file).filter((each) => /^(octokit|artifact|event)\b/.test(each));
      expect(heavy).toEqual([]);
    },
  );

  test('a broken event file is said in one annotation and ends with exit code 2', async () => {
    const event = join(temp, 'event.json');
    writeFileSync(event, '{"broken');
    const env = {
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_EVENT_PATH: event,
      GITHUB_REPOSITORY: 'octo/consumer',
      GITHUB_WORKSPACE: temp,
      RUNNER_TEMP: temp,
    };
    const { code, stdout, stderr } = await runDist(`${name}.js`, { env, cwd: temp });
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    expect(stdout.match(/^::error /gm)).toHaveLength(1);
    expect(stdout).toContain('GITHUB_EVENT_PATH');
    expect(stdout).not.toMatch(/^\s+at /m);
  });
});

describe('the command line', () => {
  test('--version is the version of package.json', async () => {
    await expect(runDist('cli.js', { args: ['--version'] })).resolves.toEqual({
      code: 0,
      stdout: `${manifest.version}\n`,
      stderr: '',
    });
  });

  test('list names every control', async () => {
    const { code, stdout } = await runDist('cli.js', { args: ['list'] });
    expect(code).toBe(0);
    const missing = controlFolders.filter((name) => !stdout.includes(name));
    expect(missing).toEqual([]);
  });

  test('it does not load the API client, the artifact client or the toolkit of the runner at start', () => {
    const heavy = loadedAtStart('cli.js').filter((each) => /^(octokit|artifact|event|runner)\b/.test(each));
    expect(heavy).toEqual([]);
  });
});
