import { describe, expect, test } from '@jest/globals';
import { controlNames } from '../../../../shared/core/catalog.ts';
import type { FailOn } from '../../../../shared/core/policy.ts';
import type { Report, Result } from '../../../../shared/core/report.ts';
import type { Rules } from '../../../../shared/core/rule.ts';
import { couldGuard, noticedBy } from '../../../../shared/domain/prove/guard.ts';
import { furtherSettings, wholeFile } from '../../../../shared/domain/prove/settings.ts';
import { report, result, sampleAllowance } from '../../../support/results.ts';

const path = 'config/pin.json';
const failed = result({ status: 'failed', rule: 'sample/agrees', message: 'the pin is wrong', fingerprint: 'v1:a' });
const open = (more: Partial<Result>): Result =>
  result({ status: 'unverified', rule: 'sample/read', fingerprint: 'v1:b', ...more });
const of = (results: Result[], status: Report['status'] = 'failed'): Report => report({ status, results });

describe('a fact is guarded', () => {
  test.each<[name: string, before: Report, after: Report, guard: object]>([
    [
      'by a failed result',
      report(),
      of([failed]),
      { status: 'failed', rule: 'sample/agrees', message: 'the pin is wrong' },
    ],
    [
      'by one more failed result',
      of([result({ status: 'failed' })]),
      of([result({ status: 'failed' }), failed]),
      { rule: 'sample/agrees' },
    ],
    [
      'by a report that breaks',
      report(),
      report({ status: 'error', error: { code: 'BAD_REPORT', message: 'it broke' } }),
      { status: 'error', message: 'it broke' },
    ],
    [
      'by what cannot be looked at any more, at the file',
      report(),
      of([open({ location: { path: 'config/pin.json' } })], 'unverified'),
      { status: 'unverified', rule: 'sample/read' },
    ],
    [
      'by what cannot be looked at any more, about the file',
      report(),
      of([open({ about: [path] })], 'unverified'),
      { rule: 'sample/read' },
    ],
    [
      'by a reason that names the file',
      report(),
      of([open({ because: { code: 'NO_DATA', message: 'the file config/pin.json is gone' } })], 'unverified'),
      { rule: 'sample/read', message: 'the file config/pin.json is gone' },
    ],
    [
      'by a job that is not green any more, whatever the result is about',
      report(),
      of([open({ about: ['other/pin.json'], message: 'cannot be read' })], 'unverified'),
      { status: 'unverified', rule: 'sample/read' },
    ],
    [
      'by a failure that the waiver no longer covers',
      of([{ ...failed, waiver: sampleAllowance }], 'passed'),
      of([failed]),
      { rule: 'sample/agrees' },
    ],
  ])('%s', (_name, before, after, guard) => {
    expect(noticedBy(before, after, path, 'unverified')).toMatchObject({ control: 'sample', blocks: true, ...guard });
  });

  test.each<[name: string, before: Report, after: Report]>([
    ['by the same report', of([failed]), of([failed])],
    ['by a failure that was there', of([failed]), of([{ ...failed, message: 'worded otherwise' }])],
    ['by a failure that is gone', of([failed]), report()],
    ['by a remark', report(), of([{ ...failed, severity: 'info' }], 'passed')],
    ['by a failure that is waived', report(), of([{ ...failed, waiver: sampleAllowance }], 'passed')],
    [
      'by what cannot be looked at elsewhere, where that was so before',
      of([open({ about: ['x'], fingerprint: 'v1:c' })], 'unverified'),
      of([open({ about: ['other/pin.json'] }), open({ about: ['x'], fingerprint: 'v1:c' })], 'unverified'),
    ],
    [
      'by what cannot be looked at in a file of a longer name',
      of([open({ about: ['x'], fingerprint: 'v1:c' })], 'unverified'),
      of([open({ about: ['config/pin.json.bak'] })], 'unverified'),
    ],
    ...['pin.json', 'desk/config/pin.json', '/config/pin.json'].map((other): [string, Report, Report] => [
      `by what cannot be looked at in ${other}, which is another file`,
      of([open({ about: ['x'], fingerprint: 'v1:c' })], 'unverified'),
      of([open({ about: [other], location: { path: other }, message: `${other} is gone` })], 'unverified'),
    ]),
    ['by a control that does not apply any more', report(), of([], 'not-applicable')],
    ['by a control that passes where nobody could look', of([open({})], 'unverified'), report()],
  ])('not %s', (_name, before, after) => {
    expect(noticedBy(before, after, path, 'unverified')).toBeUndefined();
  });

  test.each<[name: string, after: Report, failOn: FailOn, blocks: boolean]>([
    ['a failure', of([failed]), 'failed', true],
    ['a failure, where nothing fails the job', of([failed]), 'never', false],
    ['what cannot be looked at', of([open({ about: [path] })], 'unverified'), 'unverified', true],
    [
      'what cannot be looked at, where that is let through',
      of([open({ about: [path] })], 'unverified'),
      'failed',
      false,
    ],
    [
      'what breaks, whatever is let through',
      report({ status: 'error', error: { code: 'BAD_REPORT', message: 'x' } }),
      'never',
      true,
    ],
  ])('only where it would stop the change: %s', (_name, after, failOn, blocks) => {
    expect(noticedBy(report(), after, path, failOn)).toMatchObject({ blocks });
  });
});

describe('what could look closer', () => {
  const off = (rule: string, message: string): Result =>
    result({ status: 'not-applicable', rule, because: { code: 'NOT_ASKED', message } });

  test('is what can still be asked, and what is off, each once', () => {
    const reports = [
      report({
        control: 'manifest-sync',
        results: [
          off('manifest-sync/remote-tag', 'remote is off: nobody was asked'),
          off('manifest-sync/remote-tag', 'remote is off: nobody was asked'),
        ],
      }),
      report({
        control: 'manifest-sync',
        results: [
          off('manifest-sync/file-encoding', 'disabled: an old editor'),
          off('manifest-sync/matrix-history', 'the matrix keeps a single row'),
        ],
      }),
    ];
    expect(couldGuard('config/pin.json', reports)).toEqual([
      { rule: 'manifest-sync/fields-agree', how: 'an entry under fields: that names the place' },
      { rule: 'manifest-sync/remote-tag', how: 'remote is off: nobody was asked' },
      { rule: 'manifest-sync/file-encoding', how: 'disabled: an old editor' },
    ]);
  });

  test('is nothing where nothing is left to ask', () => {
    expect(couldGuard('notes.txt', [report({ control: 'manifest-sync' }), report()])).toEqual([]);
  });

  test.each([...Object.values(furtherSettings).flat(), ...wholeFile])('$rule is a rule', async ({ rule }) => {
    const [control = '', id = ''] = rule.split('/');
    expect(controlNames).toContain(control);
    const module = (await import(`../../../../actions/${control}/control.ts`)) as { control: { rules: Rules } };
    expect(Object.keys(module.control.rules)).toContain(id);
  });
});
