import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { readHistory } from '../../../shared/domain/promotion/history.ts';
import { temporaryFolder } from '../../support/git-repository.ts';
import { histories } from '../../support/history-states.ts';

const writer = fileURLToPath(new URL('../../support/history-writer.ts', import.meta.url));

/** Lets the writer write so many times and a part of the next one, and kills it. */
async function killedAfter(folder: string, rounds: number, turns: number): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', writer, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  let seen = 0;
  const ended = new Promise<NodeJS.Signals | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (_code, signal) => resolve(signal));
  });
  for await (const chunk of child.stdout) {
    seen += (chunk as Buffer).length;
    if (seen < rounds) continue;
    for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate);
    child.kill('SIGKILL');
    break;
  }
  expect(await ended).toBe('SIGKILL');
}

test('a run that is killed while it writes leaves a whole history, and a whole report', async () => {
  const { folder, remove } = temporaryFolder();
  try {
    for (let loop = 0; loop < 12; loop += 1) {
      await killedAfter(folder, 1 + loop, loop * 7);
      const content = readFileSync(join(folder, 'promotion-record.history.jsonl'));
      expect([loop, histories.includes(content.toString('utf8'))]).toEqual([loop, true]);
      expect([loop, readHistory('staging.jsonl', 'staging', content).problems]).toEqual([loop, []]);
      expect(JSON.parse(readFileSync(join(folder, 'promotion-record.report.json'), 'utf8'))).toHaveProperty('round');
    }
  } finally {
    remove();
  }
});
