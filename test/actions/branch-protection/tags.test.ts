import { describe, expect, test } from '@jest/globals';
import { control } from '../../../actions/branch-protection/control.ts';
import type { Result } from '../../../shared/core/report.ts';
import { evaluateWith } from '../../support/world.ts';
import { said, statusOf } from './fixtures.ts';
import { again, elsewhere, moved, record, same, tagCases, withTags } from './past.ts';

describe('recorded tags', () => {
  test.each(tagCases)('%s', async (_name, given, lines) => {
    const evaluation = await evaluateWith(control, given);
    expect(said(evaluation).filter((line) => /^(release-tags|recorded-tags|immutable-releases) /.test(line))).toEqual(
      expect.arrayContaining(lines),
    );
    const worst = lines.map((line) => line.replace(/^.*: (\w+).*$/, '$1'));
    expect(statusOf(evaluation)).toBe(
      worst.includes('failed') ? 'failed' : worst.includes('unverified') ? 'unverified' : 'passed',
    );
  });

  test.each([
    ['moved', moved, 'critical', /was moved/],
    ['made again', again, 'high', /was made again/],
  ] as const)('one that was %s is as bad as it is, and no waiver covers it', async (_name, answers, severity, says) => {
    const { results } = await evaluateWith(control, withTags(record, [elsewhere], answers));
    const found = results.find(({ rule }) => rule === 'branch-protection/release-tags');
    expect(found).toMatchObject({ severity, message: expect.stringMatching(says) });
    expect(found?.fix).toMatch(/^git push origin /);
    expect(control.rules['release-tags'].waivable).toBe(false);
  });

  test.each<[string, unknown, RegExp]>([
    ['is broken', '{\n nothing', /is not valid JSON.* tags\.json:2$/],
    ['records nothing', { tags: [] }, /records nothing tags\.json/],
    ['names a tag twice', { tags: [...record.tags, ...record.tags] }, /is recorded at \/tags\/0 too .*tags\.json:1/],
    ['has another shape', { tag: [] }, /the record of tags .*xpected/],
  ])('a record that %s fails with its place, and no tag is judged', async (_name, given, says) => {
    const { error, results } = await evaluateWith(control, withTags(given, [same]));
    expect(error).toBeUndefined();
    const failed = results.filter(({ status }) => status === 'failed');
    const place = ({ location: at }: Result): string => `${at?.path}${at?.line === undefined ? '' : `:${at.line}`}`;
    expect(failed.map((result) => `${result.message} ${place(result)}`)).toContainEqual(expect.stringMatching(says));
    expect(new Set(failed.map(({ rule }) => rule))).toEqual(new Set(['branch-protection/policy']));
    expect(results.filter(({ rule }) => /tags|immutable/.test(rule)).map(({ status }) => status)).toEqual(
      Array(3).fill('unverified'),
    );
  });

  test('a record that is only in the judged change is none', async () => {
    const given = withTags(record, [same]);
    const { results } = await evaluateWith(control, { ...given, files: given.policyFiles ?? {}, policyFiles: {} });
    expect(results.filter(({ status }) => status === 'failed').map(({ about }) => about)).toEqual([
      ['acme/app', 'tags.json'],
    ]);
    expect(results.filter(({ rule, status }) => /tags|immutable/.test(rule) && status !== 'unverified')).toEqual([]);
  });

  test('one that could not be looked at leaves everything unverified', async () => {
    const because = { code: 'NO_BASE', message: 'the clone is shallow' } as const;
    const policyFiles = { 'tags.json': { reason: 'unreadable', message: 'could not be read', because } as const };
    const { results } = await evaluateWith(control, { ...withTags(record, [same]), policyFiles });
    expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['unverified']));
  });
});
