import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { controlFolders, root } from './support/dist.ts';

/* .github/threat-model.md names every action, the tests that attack it, and nothing that is not there. */

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const model = read('.github/threat-model.md');
const actions = readdirSync(join(root, 'actions')).sort();

const section = (heading: string): string => model.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
const attacked = new Map(
  [...section('Where each action is attacked').matchAll(/^\| `([a-z-]+)` \| (.*) \|$/gm)].map(
    ([, name = '', tests = '']) => [name, [...tests.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path)],
  ),
);
/** The attack tests that run a control, by the control. */
const running = (name: string): string[] =>
  readdirSync(join(root, 'test', 'attack'))
    .map((file) => `test/attack/${file}`)
    .filter((path) => read(path).includes(`actions/${name}/control.ts'`))
    .sort();

test('every action has its row, in their order', () => {
  expect([...attacked.keys()]).toEqual(actions);
});

describe.each(controlFolders.map((name) => [name]))('%s', (name) => {
  test('is attacked, and its row names each test that attacks it', () => {
    expect(running(name).length).toBeGreaterThan(0);
    expect(attacked.get(name)).toEqual(running(name));
  });
});

test.each(actions.filter((name) => !controlFolders.includes(name)))(
  '%s, which judges nothing itself, is attacked too',
  (name) => {
    const tests = attacked.get(name) ?? [];
    expect(tests.length).toBeGreaterThan(0);
    expect(tests.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  },
);

test('every attack has something that stops it, and a test that is there', () => {
  for (const heading of ['What stops it', 'How the suite itself is made']) {
    const rows = section(heading)
      .split('\n')
      .filter((line) => line.startsWith('| ') && !line.startsWith('| Attack |') && !line.startsWith('| --- '));
    expect(rows.length).toBeGreaterThan(5);
    for (const row of rows) {
      const [attack = '', stop = '', proof = ''] = row.slice(2, -2).split(/ (?<!\\)\| /);
      expect([attack.length > 10, stop.length > 10, row]).toEqual([true, true, row]);
      const proofs = [...proof.matchAll(/`(test\/[^`]+\.ts)`/g)].map(([, path = '']) => path);
      expect([proofs.length > 0, row]).toEqual([true, row]);
      expect(proofs.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    }
  }
});
