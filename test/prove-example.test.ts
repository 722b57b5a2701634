import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { AnyControl } from '../shared/core/control.ts';
import type { ProveDocument } from '../shared/core/prove.ts';
import { allControls } from './support/all-controls.ts';
import { root } from './support/dist.ts';
import { temporaryFolder } from './support/git-repository.ts';
import { commandLine } from './support/terminal.ts';

/** The example as it lies there, in no repository; nobody else's files are near it. */
const { folder, remove } = temporaryFolder();
let controls: AnyControl[];
beforeAll(async () => {
  cpSync(join(root, 'examples/consumer'), folder, { recursive: true });
  controls = await allControls();
});
afterAll(remove);

async function proved(...args: string[]): Promise<{ exit: number; document: ProveDocument }> {
  // Commands of the example find their program there, and git finds no configuration of anybody.
  const env = { PATH: process.env['PATH'] ?? '' };
  const printed = await commandLine(controls, folder, ['prove', '--json', ...args], { env });
  expect(printed.stderr).toBe('');
  return { exit: printed.exit, document: JSON.parse(printed.stdout) as ProveDocument };
}

const open = ({ facts }: ProveDocument): string[] =>
  facts
    .filter(({ guardedBy }) => guardedBy === undefined)
    .map(({ path, line, column, what, from, to }) => `${path}:${line}:${column} ${what}: ${from} -> ${to ?? 'out'}`);

test('every fact of the example is tried, and guarded', async () => {
  const { exit, document } = await proved();
  expect(open(document)).toEqual([]);
  const { unchanged, files, untried, unread, guarded, tried, status, commands } = document;
  expect({ exit, status, guarded, tried, commands, unread }).toEqual({
    ...{ exit: 0, status: 'passed', guarded: 3985, tried: 3985, commands: 2 },
    unread: { count: 0, paths: [] },
  });
  expect(unchanged.map(({ control, status: said, guards }) => `${control} ${said} ${guards}`)).toEqual([
    'evidence-bundle passed 3967',
    'kpi-report passed 0',
    'sign-off not-applicable 0',
    'kpi-gate passed 0',
    'manifest-sync passed 18',
    'verification passed 0',
    'external-setup passed 0',
    'gate-checklist passed 0',
    'readiness passed 0',
  ]);
  expect(files.map(({ path, tried: many, readBy }) => `${path} ${many} ${readBy.join(' ')}`)).toEqual([
    'config/ledger-manifest.json 18 evidence-bundle manifest-sync',
    'config/ledger-pin.json 8 evidence-bundle manifest-sync gate-checklist',
    'docs/evidence.sha256 47 evidence-bundle',
    'docs/gateways.md 2 evidence-bundle external-setup',
    'docs/go-live.md 22 evidence-bundle gate-checklist',
    'docs/ledger-compatibility.md 16 evidence-bundle manifest-sync',
    'docs/sign-off.md 8 evidence-bundle',
    'kpi/run-1.report.json 302 evidence-bundle kpi-gate',
    'kpi/run-1.rows.ndjson 1602 evidence-bundle kpi-gate',
    'kpi/run-2.report.json 302 evidence-bundle kpi-gate gate-checklist',
    'kpi/run-2.rows.ndjson 1602 evidence-bundle kpi-report kpi-gate',
    'setup/gateway.mjs 2 evidence-bundle',
    'setup/lock.json 23 evidence-bundle external-setup',
    'setup/sandbox-smoke.txt 7 evidence-bundle external-setup',
    'test/gateway.test.mjs 4 evidence-bundle',
    'test/ledger.test.mjs 2 evidence-bundle gate-checklist',
    'vendor/ledger-client/contract-manifest.json 18 manifest-sync gate-checklist',
  ]);
  expect(untried.map(({ path, count, why }) => `${path} ${count} ${why}`)).toEqual([
    'docs/evidence.sha256 1 prose',
    'docs/go-live.md 1 prose',
    'docs/sign-off.md 1 prose',
    'kpi/run-1.report.json 14 prose',
    'kpi/run-2.report.json 14 prose',
    'setup/lock.json 1 prose',
    'setup/sandbox-smoke.txt 2 prose',
  ]);
}, 300_000);

test('what some controls alone leave unguarded of it is told, each fact by its place', async () => {
  const { exit, document } = await proved('--control', 'manifest-sync', '--control', 'external-setup');
  expect(exit).toBe(1);
  const [commit, digest] = [
    '9c1f3e5a7b2d4068f1e3c5a7092b4d6e8f0a1c3',
    '17b09b3ade93048e7e20cb5d1174cfb0b97e1026bad798af49ec9ffc8a9a122',
  ];
  expect(open(document)).toEqual([
    'docs/ledger-compatibility.md:3:10 Updated: 2026-11-02 -> 2026-11-03',
    'docs/ledger-compatibility.md:21:3 Desk version of 5.1.0: 5.1.0 -> 5.1.1',
    'setup/lock.json:14:17 /targets/1/digest: <required> -> <required>-2',
    'setup/lock.json:15:19 /targets/1/endpoint: <required> -> <required>-2',
    'setup/lock.json:17:16 /targets/1/owner: dana -> dana-2',
    'setup/lock.json:21:39 /plugins/0/version: 2.1.0 -> 2.1.1',
    'setup/lock.json:21:58 /plugins/0/source: local -> local-2',
    `setup/lock.json:21:67 the entry /plugins/1: { "id": "posting-rules", "version": "${commit}d", "source": "git" } -> out`,
    'setup/lock.json:22:13 /plugins/1/id: posting-rules -> posting-rules-2',
    `setup/lock.json:22:41 /plugins/1/version: ${commit}d -> ${commit}0`,
    'setup/lock.json:22:95 /plugins/1/source: git -> git-2',
    `setup/sandbox-smoke.txt:2:1 hash: ${digest}7 -> ${digest}0`,
    `setup/sandbox-smoke.txt:2:1 the line of setup/gateway.mjs: ${digest}7  setup/gateway.mjs -> out`,
    'setup/sandbox-smoke.txt:2:67 path: setup/gateway.mjs -> setup/gateway-2.mjs',
  ]);
  expect(document.unread.paths).toEqual([
    'docs/evidence.sha256',
    'docs/go-live.md',
    'docs/sign-off.md',
    'kpi/run-1.report.json',
    'kpi/run-1.rows.ndjson',
    'kpi/run-2.report.json',
    'kpi/run-2.rows.ndjson',
  ]);
}, 60_000);
