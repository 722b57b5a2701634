import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { entryHash, entryLine, type PromotionEntry } from '../../../../shared/domain/promotion/entry.ts';
import { continuation, type History, readHistory } from '../../../../shared/domain/promotion/history.ts';

const first: PromotionEntry = {
  kind: 'release-governance/promotion',
  schemaVersion: 1,
  environment: 'staging',
  event: 'promote',
  repository: 'acme/app',
  commit: 'c'.repeat(40),
  digest: 'd'.repeat(64),
  source: { kind: 'artifact', name: 'bundle', runId: 1 },
  from: 'dev',
  decision: { word: 'go', runId: 1, attempt: 1, report: 'e'.repeat(64) },
  at: '2026-11-01T12:00:00Z',
  runId: 2,
  attempt: 1,
};

/** A chain of entries, each with another run. */
function chain(count: number): PromotionEntry[] {
  const entries: PromotionEntry[] = [];
  for (let at = 0; at < count; at += 1) {
    const before = entries.at(-1);
    entries.push({ ...first, runId: 10 + at, ...(before === undefined ? {} : { previous: entryHash(before) }) });
  }
  return entries;
}

const read = (text: string): History => readHistory('staging.jsonl', 'staging', new TextEncoder().encode(text));
const written = (entries: readonly PromotionEntry[]): string => entries.map(entryLine).join('');
const said = (text: string): string[] => read(text).problems.map(({ message, at }) => `${at.line}: ${message}`);

describe('a history', () => {
  test('of no, one and several entries is whole', () => {
    for (const count of [0, 1, 4]) {
      expect(said(written(chain(count)))).toEqual([]);
      expect(read(written(chain(count))).entries).toHaveLength(count);
    }
  });

  const [a, b, c] = chain(3) as [PromotionEntry, PromotionEntry, PromotionEntry];
  const breaks = (line: number): unknown => expect.stringMatching(new RegExp(`^${line}: is broken: an entry names`));
  test.each<[string, string, unknown[]]>([
    ['an entry left out', written([a, c]), [breaks(2)]],
    ['the first left out', written([b, c]), [breaks(1)]],
    ['an entry changed', written([a, { ...b, digest: 'f'.repeat(64) }, c]), [breaks(3)]],
    ['two that continue the same one', written([a, b, { ...b, runId: 99 }]), [breaks(3)]],
    ['in another order', written([b, a]), [breaks(1), breaks(2)]],
    [
      'cut off in a line',
      written([a, b]).slice(0, -10),
      ['2: ends in the middle of a line: it was cut off, or what writes it was stopped'],
    ],
    [
      'of another environment',
      written([{ ...a, environment: 'prod' }]),
      ['1: has an entry of prod, expected only those of staging'],
    ],
    ['what is no entry', `${written([a])}{}\n`, [expect.stringMatching(/^2: has an entry that is wrong at \/kind/)]],
    [
      'of a newer schema',
      `${written([a])}${entryLine(a).replace('"schemaVersion":1', '"schemaVersion":2')}`,
      ['2: has an entry that is of schema version 2, and this version of the suite reads 1: use a later one'],
    ],
    ['what is no JSON', 'text\n', [expect.stringMatching(/^1: has an entry that /)]],
    ['a key twice', `{"kind":1,"kind":2}\n`, ['1: has an entry that has the key /kind twice']],
    ['an empty line', `${written([a])}\n`, [expect.stringMatching(/^2: has an entry that /)]],
    ['no text', '\0', [expect.stringMatching(/^1: /)]],
  ])('%s', (_name, text, problems) => {
    expect(said(text)).toEqual(problems);
  });

  test('any change to any line but the last is seen', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 5 }), fc.nat(), fc.nat(9), (count, where, digit) => {
        const entries = chain(count);
        const at = where % (count - 1);
        const changed = entries.map((entry, index) => (index === at ? { ...entry, runId: 1000 + digit } : entry));
        expect(said(written(changed))).not.toEqual([]);
      }),
    );
  });
});

describe('a history against an earlier one', () => {
  const four = chain(4);
  test.each<[string, readonly PromotionEntry[], readonly PromotionEntry[], unknown]>([
    ['the same', four, four, { state: 'same' }],
    ['one more', four.slice(0, 3), four, { state: 'appended', added: [expect.objectContaining({ line: 4 })] }],
    ['begun', [], four.slice(0, 1), { state: 'appended', added: [expect.objectContaining({ line: 1 })] }],
    ['truncated', four, four.slice(0, 2), { state: 'rewritten', at: 3 }],
    ['gone', four, [], { state: 'rewritten', at: 1 }],
    [
      'made anew as a whole chain',
      four,
      chain(4).map((entry) => ({ ...entry, runId: entry.runId + 5 })),
      { state: 'rewritten', at: 1 },
    ],
  ])('%s', (_name, before, after, expected) => {
    expect(continuation(read(written(before)), read(written(after)))).toEqual(expected);
  });
});

test('a history that is cut off at any byte is broken there, or an earlier state of itself', () => {
  const whole = written(chain(3));
  const states = [0, 1, 2, 3].map((count) => written(chain(count)));
  for (let end = 0; end <= whole.length; end += 1) {
    const text = whole.slice(0, end);
    const { entries, problems } = read(text);
    expect([end, problems.length === 0]).toEqual([end, states.includes(text)]);
    const found = continuation(read(whole), { entries, problems });
    expect([end, found.state]).toEqual([end, end === whole.length ? 'same' : 'rewritten']);
  }
});
