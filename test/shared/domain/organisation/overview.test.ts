import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { severities } from '../../../../shared/core/severity.ts';
import { outcomes } from '../../../../shared/domain/organisation/outcome.ts';
import { type Audited, type AuditTable, overviewOf, tableOf } from '../../../../shared/domain/organisation/overview.ts';
import { begin, type Progress, record } from '../../../../shared/domain/organisation/progress.ts';
import type { Row } from '../../../../shared/domain/protection/row.ts';
import { bodyOf } from './world.ts';

const row = (setting: string, holds: boolean | undefined, severity: Row['severity'] = 'high'): Row => ({
  repository: 'x',
  target: 'branch',
  ref: 'main',
  setting,
  asked: [],
  actual: undefined,
  sources: [],
  verdict: holds === undefined ? 'unknown' : holds ? 'equal' : 'weaker',
  holds,
  severity,
  because: [],
});
const audited = (repository: string, rows: Row[], changed: Partial<Audited> = {}): Audited => ({
  listed: { repository, visibility: 'public' },
  classes: [],
  rows,
  ...changed,
});
const limited = { code: 'RATE_LIMITED', message: 'GitHub refuses for now' } as const;

test('settings stand by class, what fails first, then what could not be told', () => {
  const found = overviewOf(
    [
      audited('acme/b', [row('deletion', false, 'medium'), row('signatures', true, 'info')], {
        classes: ['service', 'core'],
      }),
      audited('acme/a', [row('deletion', false, 'high'), row('creation', undefined, 'critical')], {
        classes: ['service'],
      }),
      audited('acme/c', [row('deletion', true, 'info')]),
      audited('acme/d', [], { because: limited }),
    ],
    { hostIsPublic: false },
  );
  expect(found.shown).toEqual({ repositories: 4, failed: 2, unverified: 0, held: 1, notRead: 1 });
  expect(found.notRead).toEqual([{ repository: 'acme/d', because: limited }]);
  expect(
    found.rows.map((one) => [one.class, one.setting, one.severity, one.failed.join(), one.unverified.join(), one.held]),
  ).toEqual([
    ['service', 'deletion', 'high', 'acme/a,acme/b', '', 0],
    ['core', 'deletion', 'medium', 'acme/b', '', 0],
    ['service', 'creation', 'critical', '', 'acme/a', 0],
    ['-', 'deletion', 'info', '', '', 1],
    ['core', 'signatures', 'info', '', '', 1],
    ['service', 'signatures', 'info', '', '', 1],
  ]);
});

test.each<[string, Audited, string]>([
  ['nothing was judged', audited('acme/a', []), 'unverified'],
  ['a row could not be told', audited('acme/a', [row('a', true), row('b', undefined)]), 'unverified'],
  ['a row fails', audited('acme/a', [row('a', undefined), row('b', false)]), 'failed'],
  ['all rows hold', audited('acme/a', [row('a', true)]), 'held'],
  ['it was not read', audited('acme/a', [row('a', true)], { because: limited }), 'notRead'],
])('a repository of which %s counts so', (_, one, key) => {
  expect(overviewOf([one], { hostIsPublic: true }).shown).toMatchObject({ repositories: 1, [key]: 1 });
});

const anyAudited = fc
  .record({
    name: fc.stringMatching(/^[a-z]{6,10}$/),
    visibility: fc.constantFrom('public', 'private', 'internal', undefined),
    setting: fc.constantFrom('deletion', 'update', 'creation'),
    holds: fc.constantFrom(true, false, undefined),
    severity: fc.constantFrom(...severities),
    read: fc.boolean(),
  })
  .map(({ name, visibility, setting, holds, severity, read }): Audited & { secret: string } => {
    const secret = visibility === 'public' ? 'open' : 'hidden';
    const marked = `${secret}-${name}`;
    return {
      secret: marked,
      listed: { repository: `acme/${marked}`, ...(visibility === undefined ? {} : { visibility }) },
      classes: ['service'],
      rows: read ? [row(`${secret}-${setting}`, holds, severity)] : [],
      ...(read ? {} : { because: { code: 'NOT_FOUND', message: `Could not resolve ${marked}` } }),
    };
  });
const table: AuditTable = { head: ['ref', 'setting'], cells: ({ ref, setting }) => [ref, setting] };
const many = fc.uniqueArray(anyAudited, { selector: ({ secret }) => secret, maxLength: 30 });

test('nothing of a repository that is not public is in a public overview but counts', () => {
  fc.assert(
    fc.property(many, (some) => {
      const found = overviewOf(some, { hostIsPublic: true });
      expect(
        JSON.stringify([
          { ...found, hidden: undefined, hiddenNotRead: undefined },
          tableOf(some, { hostIsPublic: true }, table),
        ]),
      ).not.toContain('hidden-');
      expect(JSON.stringify([found.hidden, found.hiddenNotRead])).not.toMatch(/hidden-|acme/);
      expect(found.hidden.repositories + found.shown.repositories).toBe(some.length);
    }),
  );
});

test('every repository counts once and the order does not matter', () => {
  fc.assert(
    fc.property(many, fc.boolean(), (some, hostIsPublic) => {
      const found = overviewOf(some, { hostIsPublic });
      for (const { repositories, failed, unverified, held, notRead } of [found.shown, found.hidden])
        expect(failed + unverified + held + notRead).toBe(repositories);
      expect(overviewOf([...some].reverse(), { hostIsPublic })).toEqual(found);
      expect(tableOf([...some].reverse(), { hostIsPublic }, table)).toEqual(tableOf(some, { hostIsPublic }, table));
    }),
  );
});

test('an error about a whole batch names no repository', () => {
  const progress: Progress = begin('k', ['acme/open', 'acme/hidden'], 50);
  const batch = { part: 'rulesets' as const, repositories: ['acme/open', 'acme/hidden'] };
  const body = {
    ...bodyOf(batch),
    data: null,
    errors: [{ type: 'NOT_FOUND', message: 'Could not resolve acme/hidden' }],
  };
  expect(JSON.stringify(outcomes(record(progress, batch, body).progress)[0])).not.toContain('hidden');
});
