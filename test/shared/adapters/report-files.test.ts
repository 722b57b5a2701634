import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { partName, removeReport } from '../../../shared/adapters/report-files.ts';
import { temporaryFolder, writeFiles } from '../../support/git-repository.ts';

let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
});
afterEach(() => remove());

test('what an earlier run left is removed, also documents of which only the ending is known; nothing else is', async () => {
  const whole = ['x.report.json', 'x.report.md', 'x.svg', 'x.unit.log', 'x.unit-2.log'];
  const old = [...whole, ...whole.map(partName)];
  const others = [
    'x.log',
    'x.a.b.log',
    'x-key.unit.log',
    'y.unit.log',
    'x.unit.txt',
    'x.UNIT.log',
    '.x.log.part',
    'x.svg.part',
  ];
  writeFiles(folder, Object.fromEntries([...old, ...others].map((name) => [name, 'x'])));
  await removeReport(folder, 'x', ['x.svg', 'x.*.log']);
  expect(readdirSync(folder).sort()).toEqual(others.sort());
});

test('a folder that is not there has nothing to remove', async () => {
  await removeReport(join(folder, 'no'), 'x', ['x.*.log']);
  expect(existsSync(join(folder, 'no'))).toBe(false);
});
