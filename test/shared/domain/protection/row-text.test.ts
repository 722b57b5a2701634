import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Because } from '../../../../shared/core/errors.ts';
import { driftCsv } from '../../../../shared/domain/protection/drift-document.ts';
import type { Row } from '../../../../shared/domain/protection/row.ts';
import {
  actualText,
  askedText,
  oneBecause,
  settingText,
  verdictText,
} from '../../../../shared/domain/protection/row-text.ts';

type Asked = Row['asked'][number];
const team = { type: 'Team', id: 7, mode: 'always' };

test.each<[string, Asked['mode'], Asked['value'], string]>([
  ['reviews.count', 'at-least', [2], 'at least 2 (repository)'],
  ['reviews.count', 'exactly', [2], 'exactly 2 (repository)'],
  ['reviews.count', 'exactly', [], 'exactly nothing (repository)'],
  ['force-push', 'at-least', [true], 'yes (repository)'],
  ['force-push', 'exactly', [], 'exactly no (repository)'],
  [
    'checks.required',
    'at-least',
    [{ context: 'a' }, { context: 'b', app: 1 }, { context: 'c', app: null }],
    'a, b (app 1), c (any app) (repository)',
  ],
  ['reviews.merge-methods', 'at-least', [{ allowed: ['squash'] }], 'only squash (repository)'],
  ['reviews.dismissal', 'exactly', [{ allowed: [] }], 'exactly none (repository)'],
  ['bypass-actors', 'at-least', [], 'nobody (repository)'],
  ['bypass-actors', 'at-least', [team], 'nobody but Team 7 (always) (repository)'],
  [
    'bypass-actors',
    'exactly',
    [{ type: 'DeployKey', id: null, mode: 'exempt' }],
    'exactly DeployKey (exempt) (repository)',
  ],
  ['bypass-actors', 'contains', [team], 'among others Team 7 (always) (repository)'],
  ['deployments', 'contains', ['production'], 'at least production (repository)'],
  ['rule from_the_future', 'at-least', [{ of: ['any', 'kind'] }], '{"of":["any","kind"]} (repository)'],
])('asked for: %s, %s %j', (setting, mode, value, text) => {
  expect(askedText({ setting, asked: [{ mode, value, by: ['repository'] }] })).toBe(text);
});

test.each<[string, Row['actual'], Row['verdict'], string]>([
  ['reviews.count', [2], 'equal', '2'],
  ['reviews.count', [], 'weaker', 'nothing'],
  ['reviews.count', undefined, 'unknown', 'not known'],
  ['deletion', [true], 'equal', 'yes'],
  ['deletion', [], 'weaker', 'no'],
  ['bypass-actors', [], 'equal', 'nobody'],
  ['bypass-actors', [], 'weaker', 'everybody: nothing protects it'],
  ['bypass-actors', [team], 'weaker', 'Team 7 (always)'],
])('in force: %s %j', (setting, actual, verdict, text) => {
  expect(actualText({ setting, actual, verdict })).toBe(text);
});

test('a switch says what it means when it is on', () => {
  expect([settingText('force-push'), settingText('reviews.count'), settingText('rule x')]).toEqual([
    'force-push (nobody rewrites the history)',
    'reviews.count',
    'rule x',
  ]);
  expect(verdictText({ verdict: 'stricter', holds: true })).toBe('stricter than asked');
  expect(verdictText({ verdict: 'stricter', holds: false })).toBe('not exactly as asked');
});

const hidden: Because = { code: 'MISSING_PERMISSION', message: 'hidden', needs: 'a token' };
test.each<[string, Because[], object]>([
  ['none', [], { code: 'NO_DATA', message: 'it could not be told', needs: 'a token that sees it' }],
  ['one, twice', [hidden, hidden], hidden],
  ['two', [hidden, { code: 'NOT_FOUND', message: 'gone' }], { ...hidden, message: 'hidden; gone' }],
  [
    'no answer before all others',
    [hidden, { code: 'GITHUB_DOWN', message: 'no answer' }],
    { code: 'GITHUB_DOWN', message: 'no answer' },
  ],
  [
    'many',
    ['a', 'b', 'c', 'd', 'e'].map((message) => ({ code: 'NO_DATA', message }) as const),
    { code: 'NO_DATA', message: 'a; b; c; and 2 more' },
  ],
])('several reasons as one: %s', (_name, reasons, expected) => {
  expect(oneBecause(reasons)).toEqual(expected);
});

/** The cells of a CSV, read by the letter of RFC 4180. */
function cellsOf(csv: string): string[][] {
  const rows: string[][] = [];
  const pattern = /"((?:[^"]|"")*)"(,|\r\n)/gy;
  let row: string[] = [];
  let at = 0;
  for (const match of csv.matchAll(pattern)) {
    row.push((match[1] ?? '').replaceAll('""', '"'));
    if (match[2] === '\r\n') {
      rows.push(row);
      row = [];
    }
    at = match.index + match[0].length;
  }
  expect(at).toBe(csv.length);
  return rows;
}

test('whatever names hold, the CSV has a cell for each column and none that a spreadsheet computes', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[\s"']*[=+\-@|%＝＋][\w"',\r\n]*$/));
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text, text), { minLength: 1, maxLength: 5 }), (names) => {
      const rows = names.map(([ref, setting, name]): Row => {
        const source = {
          kind: 'ruleset',
          id: 1,
          name,
          level: undefined,
          owner: name,
          enforcement: 'active',
          updatedAt: undefined,
        } as const;
        const because = [{ code: 'NO_DATA', message: name }] as const;
        const fix = { text: ref, rulesets: [], commands: [] };
        return {
          repository: 'acme/app',
          target: 'branch',
          ref,
          setting,
          asked: [],
          actual: [name],
          sources: [source],
          verdict: 'weaker',
          holds: false,
          severity: 'high',
          because,
          fix,
        };
      });
      const cells = cellsOf(driftCsv(rows));
      expect(cells.map((row) => row.length)).toEqual(Array.from({ length: rows.length + 1 }, () => 12));
      expect(cells.flat().filter((cell) => /^["'\s]*[=+\-@＝＋－＠|%]/u.test(cell) && !cell.startsWith("'"))).toEqual(
        [],
      );
      expect(cells.flat().filter((cell) => /[\p{Cc}]/u.test(cell))).toEqual([]);
    }),
  );
});
