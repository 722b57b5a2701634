import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { allControls } from './support/all-controls.ts';
import { dist, root } from './support/dist.ts';
import { temporaryFolder } from './support/git-repository.ts';

/* .github/guides/{compatibility,security-review}.md: what they name is there, and what they tell a reader to run does what they say. */

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const review = read('.github/guides/security-review.md');
const compatibility = read('.github/guides/compatibility.md');
const scripts = (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts;
const scriptOfReader = /^```ts\n([\s\S]*?)^```$/m.exec(review)?.[1] ?? '';

describe.each([
  ['compatibility', compatibility],
  ['security-review', review],
])('%s', (_name, text) => {
  test('names tests, scripts and workflows that are there', () => {
    const paths = [...text.matchAll(/`((?:test|dist)\/[\w./-]+)`/g)].map(([, path = '']) => path);
    expect(paths.length).toBeGreaterThan(5);
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    const named = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
    const workflows = [...text.matchAll(/`([\w-]+\.yml)`/g)].map(([, name = '']) => name);
    expect(workflows.filter((name) => !existsSync(join(root, '.github/workflows', name)))).toEqual([]);
  });

  test('proves each rule of its tables about versions by a test', () => {
    const rows = compatibility.split('\n').filter((line) => /^\| (?!---|Part|What meets)/.test(line));
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.filter((row) => !/`test\/[\w./-]+\.test\.ts`[^|]*\|$/.test(row))).toEqual([]);
  });
});

test('the actions that write are those that the guide names', async () => {
  const section = review.split('\n## Permissions\n')[1]?.split('\nThey write only')[0] ?? '';
  const named = [...section.matchAll(/^\| `([\w-]+)` \| one /gm)].map(([, name]) => name);
  const controls = await allControls();
  const writing = controls.filter(
    ({ kind, permissions }) => kind === 'act' || Object.values(permissions).some((access) => access !== 'read'),
  );
  expect(named).toEqual(writing.map(({ name }) => name).sort());
});

test('every credential that an action takes is in the guide', async () => {
  const controls = await allControls();
  const secrets = controls.flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([name, { shape }]) => (shape === 'secret' ? [name] : [])),
  );
  expect([...new Set(secrets)].filter((name) => !review.includes(`\`${name}\``))).toEqual([]);
});

describe('the commands for a reader of the release', () => {
  let temporary: ReturnType<typeof temporaryFolder>;
  beforeAll(() => {
    temporary = temporaryFolder();
    cpSync(dist, join(temporary.folder, 'dist'), { recursive: true });
  });
  afterAll(() => temporary.remove());

  test('build and compare as CI does, and name the workflow that signs', () => {
    const section = review.split('\n## Check a release yourself\n')[1]?.split('\n## ')[0] ?? '';
    const commands = [...section.matchAll(/^\| [^|]+ \| `([^`|]+)`[^|]*\| [^|]+ \|$/gm)].map(
      ([, command = '']) => command,
    );
    expect(commands).toHaveLength(3);
    for (const command of commands) expect(spawnSync('bash', ['-n'], { input: command }).status).toBe(0);
    const [build = '', signed = ''] = commands;
    expect(build).toContain(' -- dist');
    const [, workflow = ''] = /--signer-workflow [\w-]+\/[\w-]+\/(\S+)/.exec(signed) ?? [];
    expect(read(workflow)).toContain('uses: actions/attest@');
    expect(existsSync(join(root, /verify (\S+)/.exec(signed)?.[1] ?? 'nothing'))).toBe(true);
  });

  test.each<[what: string, change: (folder: string) => void, status: number, said: RegExp]>([
    ['nothing was changed', () => {}, 0, /^\d{3} files are as listed/],
    [
      'a byte was changed',
      (folder) => writeFileSync(join(folder, 'cli.js'), ''),
      1,
      /^cli\.js is another one or gone$/m,
    ],
    ['a file is gone', (folder) => rmSync(join(folder, 'LICENCES.txt')), 1, /^LICENCES\.txt is another one or gone$/m],
    ['a file came along too', (folder) => writeFileSync(join(folder, 'more.js'), ''), 1, /^more\.js came along$/m],
  ])('compare the bytes with the list: %s', (_what, change, status, said) => {
    change(join(temporary.folder, 'dist'));
    writeFileSync(join(temporary.folder, 'check.mjs'), scriptOfReader);
    const ran = spawnSync(process.execPath, ['check.mjs'], { cwd: temporary.folder, encoding: 'utf8' });
    expect([ran.status, ran.stderr]).toEqual([status, '']);
    expect(ran.stdout).toMatch(said);
  });
});
