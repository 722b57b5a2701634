import { describe, expect, test } from '@jest/globals';
import type { Because } from '../../../../shared/core/errors.ts';
import { effective } from '../../../../shared/domain/protection/effective.ts';
import type { Row } from '../../../../shared/domain/protection/row.ts';
import { withoutHold } from '../../../../shared/domain/protection/snapshot-from-file.ts';
import type { Observation } from '../../../../shared/domain/seen-repository/observation.ts';
import { fileWorth, snapshotWorth } from '../../../../shared/domain/seen-repository/snapshot-worth.ts';
import { judgeSnapshot } from '../../../support/judge-snapshot.ts';
import { moment } from '../../../support/moments.ts';
import { publishedBy, snapshotOf } from '../../../support/snapshots.ts';
import { asking, judged, look } from './world.ts';

const world = {
  rulesets: [
    {
      id: 1,
      include: ['~DEFAULT_BRANCH'],
      rules: [{ type: 'deletion' }, { type: 'from_the_future' }],
      bypass: [],
    },
  ],
};
const admin = await look(world, 'administration: write');
const plain = await look(world, 'GITHUB_TOKEN');
const snapshot = snapshotOf(admin);
const wanted = { repository: 'acme/app', target: 'branch', ref: 'main' } as const;
const now = moment('2026-11-20T12:00:00Z');
const policy = asking({ deletion: true, 'force-push': true, 'bypass-actors': [] });
const rowsOf = (observation: Observation): Row[] => judged(effective(observation), policy).rows;
const shown = (rows: readonly Row[]): string[] =>
  rows.map(({ setting, verdict, holds, severity }) => `${setting} ${verdict} ${holds} ${severity}`);

describe('a file that somebody names', () => {
  const worth = fileWorth(snapshot, wanted, now);

  test('is at best unverified, with every reason', () => {
    expect(worth).toMatchObject({
      worth: 'unverified',
      because: [
        { code: 'NO_DATA', message: 'the snapshot was not published by a run', needs: expect.any(String) },
        { code: 'NO_DATA', message: 'what has changed since the snapshot was not asked', needs: expect.any(String) },
      ],
    });
  });

  test('what fails stays failed, and nothing of it holds', () => {
    expect(shown(rowsOf(admin))).toEqual([
      'force-push weaker false critical',
      'bypass-actors equal true info',
      'deletion equal true info',
      'active not-asked true info',
      'enforce-admins not-asked true info',
      'rule from_the_future not-asked true info',
    ]);
    const result = judgeSnapshot(worth, 'a.snapshot.json', rowsOf);
    if (result.state !== 'judged') throw new Error(result.state);
    expect(shown(result.rows)).toEqual([
      'force-push weaker false critical',
      'bypass-actors unknown undefined critical',
      'deletion unknown undefined critical',
      'active not-asked true info',
      'enforce-admins not-asked true info',
      'rule from_the_future not-asked true info',
    ]);
    expect(result.until).toBeUndefined();
    expect(result.rows.filter(({ holds, verdict }) => holds === true && verdict !== 'not-asked')).toEqual([]);
    expect(result.rows.filter(({ holds }) => holds === undefined).map(({ because }) => because)).toEqual(
      result.rows.filter(({ holds }) => holds === undefined).map(() => result.because),
    );
  });

  test.each<[string, Partial<typeof wanted> | Record<string, string>, object]>([
    ['another ref has nothing to judge', { ref: 'develop' }, { state: 'unknown', because: [{ code: 'NO_DATA' }] }],
    [
      'another repository is a problem of the file',
      { repository: 'acme/other' },
      {
        state: 'foreign',
        problems: [
          {
            message: 'the snapshot is of other repositories, expected one that has "acme/other"',
            path: 'a.snapshot.json',
          },
        ],
      },
    ],
  ])('%s', (_name, changed, expected) => {
    const other = fileWorth(snapshot, { ...wanted, ...changed } as never, now);
    expect(judgeSnapshot(other, 'a.snapshot.json', rowsOf)).toMatchObject(expected);
  });
});

test('a snapshot that decides is judged as the API is', () => {
  const audit = { repository: 'acme/governance', workflow: '.github/workflows/audit.yml', defaultBranch: 'main' };
  const worth = snapshotWorth(snapshot, {
    wanted,
    published: { by: { state: 'read', data: publishedBy }, audit },
    seen: { rulesets: plain.rulesets, branch: plain.branch },
    moment: now,
  });
  expect(judgeSnapshot(worth, 'a.snapshot.json', rowsOf)).toEqual({
    state: 'judged',
    rows: rowsOf(admin),
    because: [],
    until: '2026-11-26T03:00:00Z',
  });
});

const reason: Because = { code: 'NO_DATA', message: 'nobody published it' };
const other: Because = { code: 'MISSING_PERMISSION', message: 'no permission' };
const row = (changed: Partial<Row>): Row => ({
  repository: 'acme/app',
  target: 'branch',
  ref: 'main',
  setting: 'deletion',
  asked: [],
  actual: [],
  sources: [],
  verdict: 'equal',
  holds: true,
  severity: 'info',
  because: [],
  ...changed,
});

test.each<[string, Partial<Row>, Partial<Row>]>([
  ['equal', {}, { verdict: 'unknown', holds: undefined, because: [reason] }],
  ['met', { verdict: 'met' }, { verdict: 'unknown', holds: undefined, because: [reason] }],
  ['stricter', { verdict: 'stricter' }, { verdict: 'unknown', holds: undefined, because: [reason] }],
  [
    'a review of who may bypass',
    { setting: 'bypass-review' },
    { verdict: 'unknown', holds: undefined, severity: 'critical', because: [reason] },
  ],
  [
    'a rule of an unknown type',
    { setting: 'rule x' },
    { verdict: 'unknown', holds: undefined, severity: 'medium', because: [reason] },
  ],
  [
    'unknown before',
    { verdict: 'unknown', holds: undefined, severity: 'low', because: [other] },
    { holds: undefined, severity: 'low', because: [other, reason] },
  ],
  [
    'unknown for the same reason',
    { verdict: 'unknown', holds: undefined, because: [reason] },
    { holds: undefined, because: [reason] },
  ],
  ['weaker', { verdict: 'weaker', holds: false, severity: 'high' }, { verdict: 'weaker', holds: false, because: [] }],
  [
    'stricter than exactly asked',
    { verdict: 'stricter', holds: false },
    { verdict: 'stricter', holds: false, because: [] },
  ],
  ['not asked', { verdict: 'not-asked' }, { verdict: 'not-asked', holds: true, because: [] }],
])('without a green source: %s', (_name, before, after) => {
  expect(withoutHold([row(before)], [reason])).toMatchObject([after]);
});
