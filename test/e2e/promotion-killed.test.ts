import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Interruption, interrupted, isWrite, killPoints } from '../support/interrupted.ts';
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
  const failed = (report?.results ?? []).filter(({ status }) => status === 'failed');
  const verdict = code === 0 && failed.length === 0 ? 'accepted' : 'named';
  if (verdict === 'named')
    expect([code, failed[0]?.rule]).toEqual([1, expect.stringMatching(/^promotion\/(history|append-only)$/)]);
  verdicts.set(text, verdict);
  return verdict;
}

const textOf = (path: string): string | undefined => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);

/** What a run left that was interrupted, by the words of `verify`. */
async function leftBehind(whole: string): Promise<string> {
  const report = promotion.recorded();
  const text = textOf(promotion.written);
  // Under its name there is the whole history or none, and a report that tells of one lies beside it.
  if (text !== undefined) expect(text).toBe(whole);
  if (report?.status === 'passed') expect(text).toBe(whole);
  if (text !== undefined)
    return `${report === undefined ? 'a history without its report' : 'a history'}, ${await verdictOf(text)}`;
  // The history that is in force is where nobody has touched it.
  expect(await verdictOf(promotion.before)).toBe('accepted');
  const folder = dirname(promotion.written);
  const part = existsSync(folder)
    ? readdirSync(folder).find((name) => name.endsWith('.history.jsonl.part'))
    : undefined;
  if (part === undefined) return 'none';
  return `what is not called a history, ${await verdictOf(textOf(join(folder, part)) ?? '')}`;
}

async function recordedOnce(): Promise<{ whole: string; effects: readonly string[] }> {
  const { code, effects } = await interrupted(promotion.recording);
  expect(code).toBe(0);
  const whole = textOf(promotion.written) ?? '';
  expect(whole.startsWith(promotion.before)).toBe(true);
  expect(whole.split('\n')).toHaveLength(3);
  expect(await verdictOf(whole)).toBe('accepted');
  return { whole, effects };
}

test('killed at every step, record leaves a history that verify accepts, or none; what is half is named', async () => {
  const { whole, effects } = await recordedOnce();
  const points = killPoints(effects);
  const states: Record<string, number> = {};
  for (const point of points) {
    expect(await interrupted(promotion.recording, point)).toMatchObject({ killed: true });
    const state = await leftBehind(whole);
    states[state] = (states[state] ?? 0) + 1;
    // Whatever was left, the next run records the same entry.
    expect([point, (await promotion.record()).code, textOf(promotion.written)]).toEqual([point, 0, whole]);
  }
  console.info(`record was killed at ${points.length} points of ${effects.length} steps, and left:`, states);
  expect(Object.keys(states).sort()).toEqual([
    'a history without its report, accepted',
    'a history, accepted',
    'none',
    'what is not called a history, accepted',
    'what is not called a history, named',
  ]);
}, 600_000);

test('a second record at any step of a first one is told, and nothing of the first is lost', async () => {
  const { whole, effects } = await recordedOnce();
  const told: Record<string, number> = {};
  for (let step = 1; step <= effects.length; step += 1) {
    let second: Awaited<ReturnType<PromotionRun['record']>> | undefined;
    const point: Interruption = { step, does: 'stop' };
    const first = await interrupted(promotion.recording, point, async () => {
      second = await promotion.record();
    });
    expect([step, textOf(promotion.written), promotion.recorded()?.status]).toEqual([step, whole, 'passed']);
    const outcome = `${first.code} and ${second?.code}`;
    told[outcome] = (told[outcome] ?? 0) + 1;
    if (second?.code !== 0) expect(second?.stdout).toContain('another run is writing promotion-record');
  }
  console.info(`a second record at each of ${effects.length} steps of a first one, exit codes:`, told);
  expect(Object.keys(told).sort()).toEqual(['0 and 0', '0 and 2']);
}, 600_000);

test('a disk that is full at any step gives no half history, and never passes without a whole one', async () => {
  const { whole, effects } = await recordedOnce();
  const codes: Record<string, number> = {};
  const steps = effects.flatMap((effect, index) => (isWrite(effect) ? [index + 1] : []));
  for (const step of steps) {
    const { code } = await interrupted(promotion.recording, { step, does: 'full' });
    const text = textOf(promotion.written);
    const report = promotion.recorded();
    if (text !== undefined) expect([step, text]).toEqual([step, whole]);
    if (code === 0 || report?.status === 'passed') expect([step, text]).toEqual([step, whole]);
    codes[String(code)] = (codes[String(code)] ?? 0) + 1;
  }
  console.info(`the disk was full at each of ${steps.length} writes of record, exit codes:`, codes);
  expect((await promotion.record()).code).toBe(0);
}, 600_000);
