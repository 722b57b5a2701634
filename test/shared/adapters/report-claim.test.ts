import { spawn } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { claimReport } from '../../../shared/adapters/report-claim.ts';
import { scratchFolders } from '../../support/scratch-folder.ts';

const scratch = scratchFolders();

describe('the files of a report', () => {
  test('are claimed by one run at a time, each report for itself', async () => {
    const folder = join(scratch(), 'new', 'reports');
    const first = await claimReport(folder, 'promotion-record');
    expect(first).toBeDefined();
    expect(await claimReport(folder, 'promotion-record')).toBeUndefined();
    const other = await claimReport(folder, 'promotion-record-staging');
    expect(other).toBeDefined();
    await first?.();
    const again = await claimReport(folder, 'promotion-record');
    expect(again).toBeDefined();
    await Promise.all([again?.(), other?.()]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('that a process which still runs has claimed are not given', async () => {
    const folder = scratch();
    const child = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: ['pipe', 'ignore', 'ignore'] });
    const lock = join(folder, `.x.${child.pid}.lock`);
    const ended = new Promise((resolve) => child.once('close', resolve));
    try {
      writeFileSync(lock, '');
      expect(await claimReport(folder, 'x')).toBeUndefined();
      expect(readdirSync(folder)).toEqual([`.x.${child.pid}.lock`]);
    } finally {
      child.kill('SIGKILL');
      await ended;
    }
    // It was killed, and cannot release them.
    const release = await claimReport(folder, 'x');
    expect([release !== undefined, existsSync(lock)]).toEqual([true, false]);
    await release?.();
  });

  test.each(['.x.lock', '.x.0.lock', '.x.text.lock', '.x.y.1.lock', '.y.1.lock', 'x.1.lock'])(
    'are not claimed by %s, and it stays',
    async (name) => {
      const folder = scratch();
      writeFileSync(join(folder, name), '');
      const release = await claimReport(folder, 'x');
      expect(release).toBeDefined();
      await release?.();
      expect(readdirSync(folder)).toEqual([name]);
    },
  );

  test('in a folder that is none cannot be claimed', async () => {
    const file = join(scratch(), 'file');
    writeFileSync(file, '');
    await expect(claimReport(file, 'x')).rejects.toMatchObject({ code: 'EEXIST' });
    // Nothing is kept of it.
    await expect(claimReport(file, 'x')).rejects.toMatchObject({ code: 'EEXIST' });
  });
});
