import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { interrupted, isWrite, killPoints } from '../support/interrupted.ts';
import { type PromotionRun, promotionRun } from './promotion-run.ts';

/* The built files record a promotion as the runner starts them, and are interrupted at every step; what is left is brought and verified. */

let promotion: PromotionRun;
beforeEach(async () => {
  promotion = await promotionRun();
});
afterEach(() => promotion.close());

const verdicts = new Map<string, string>();

/** What `verify` says of a pull request that brings this history, which is what the run left; asked once for the same text. */
async function verdictOf(text: string): Promise<string> {
  const known = verdicts.get(text);
  if (known !== undefined) return known;
  const { code, report } = await promotion.verify(text, text === promotion.before ? undefined : text);
  const [first] = (report?.results ?? []).filter(({ status }) => status === 'failed');
  const isNamed = code === 1 && /^promotion\/(?:history|append-only)$/.test(first?.rule ?? '');
  const verdict = code === 0 && first === undefined ? 'accepted' : isNamed ? 'named' : `exit ${code}`;
  verdicts.set(text, verdict);
  return verdict;
}

const textOf = (path: string): string | undefined => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);

/** What lies where the new history belongs. */
async function lyingThere(whole: string): Promise<string> {
  const report = promotion.recorded();
  const text = textOf(promotion.written);
  if (text === undefined) return report?.status === 'passed' ? 'a report without its history' : 'none';
  const words = text === whole ? 'a history' : 'another history';
  return `${words}${report === undefined ? ' without its report' : ''}, ${await verdictOf(text)}`;
}

function count(counts: Record<string, number>, what: string): void {
  counts[what] = (counts[what] ?? 0) + 1;
}

async function recordedOnce(): Promise<{ whole: string; effects: readonly string[] }> {
  const { code, effects } = await interrupted(promotion.recording);
  expect(code).toBe(0);
  const whole = textOf(promotion.written) ?? '';
  expect(whole.startsWith(promotion.before)).toBe(true);
  expect(whole.split('\n')).toHaveLength(3);
  expect(await verdictOf(whole)).toBe('accepted');
  // The history that is in force stays where it is, whatever becomes of a run.
  expect(await verdictOf(promotion.before)).toBe('accepted');
  return { whole, effects };
}

test('killed at every step, record leaves a history that verify accepts, or none; what is half is named', async () => {
  const { whole, effects } = await recordedOnce();
  const points = killPoints(effects);
  const states: Record<string, number> = {};
  for (const point of points) {
    const { killed } = await interrupted(promotion.recording, point);
    const state = await lyingThere(whole);
    const folder = dirname(promotion.written);
    const part = readdirSync(folder).find((name) => name.endsWith('.history.jsonl.part'));
    const half =
      part === undefined ? '' : `; what is not called a history: ${await verdictOf(textOf(join(folder, part)) ?? '')}`;
    count(states, `${killed ? '' : 'not killed: '}${state}${half}`);
    // Whatever was left, the next run records the same entry.
    expect([point, (await promotion.record()).code, await lyingThere(whole)]).toEqual([
      point,
      0,
      'a history, accepted',
    ]);
  }
  console.info(`record was killed at ${points.length} points of ${effects.length} steps, and left:`, states);
  expect(Object.keys(states).sort()).toEqual([
    'a history without its report, accepted',
    'a history, accepted',
    'none',
    'none; what is not called a history: accepted',
    'none; what is not called a history: named',
  ]);
}, 600_000);

test('a second record at any step of a first one is told, and nothing of the first is lost', async () => {
  const { whole, effects } = await recordedOnce();
  const told: Record<string, number> = {};
  for (let step = 1; step <= effects.length; step += 1) {
    let second = '';
    const { code } = await interrupted(promotion.recording, { step, does: 'stop' }, async () => {
      const ran = await promotion.record();
      const isTold = ran.stdout.includes('another run is writing promotion-record');
      second = `${ran.code}${isTold ? ' (told)' : ''}`;
    });
    count(told, `exits ${code} and ${second}: ${await lyingThere(whole)}`);
  }
  console.info(`a second record at each of ${effects.length} steps of a first one:`, told);
  // Before the first one has claimed its files, and after it has released them, both come one after the other.
  expect(Object.keys(told).sort()).toEqual([
    'exits 0 and 0: a history, accepted',
    'exits 0 and 2 (told): a history, accepted',
  ]);
}, 600_000);

test('a disk that is full at any step gives no half history, and never passes without a whole one', async () => {
  const { whole, effects } = await recordedOnce();
  const states: Record<string, number> = {};
  const steps = effects.flatMap((effect, index) => (isWrite(effect) ? [index + 1] : []));
  for (const step of steps) {
    const { code, stdout } = await interrupted(promotion.recording, { step, does: 'full' });
    const isTold = /ENOSPC|the disk is full/.test(stdout);
    count(states, `exit ${code}${isTold ? ' (told)' : ''}: ${await lyingThere(whole)}`);
  }
  console.info(`the disk was full at each of ${steps.length} writes of record:`, states);
  expect(Object.keys(states).sort()).toEqual([
    'exit 4 (told): a history without its report, accepted',
    'exit 4 (told): a history, accepted',
    'exit 4 (told): none',
  ]);
  expect((await promotion.record()).code).toBe(0);
}, 600_000);
