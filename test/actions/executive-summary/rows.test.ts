import { expect, test } from '@jest/globals';
import { rowOf } from '../../../actions/executive-summary/rows.ts';
import type { Result } from '../../../shared/core/report.ts';
import { result } from '../../support/results.ts';

const failed = (fix: string, more: Partial<Result> = {}): Result => result({ status: 'failed', fix, ...more });
const unseen = (needs: string, about: string[]): Result =>
  result({ status: 'unverified', about, because: { code: 'NO_DATA', message: 'not seen', needs } });

test.each<[name: string, results: Result[], fix: string[]]>([
  ['its line', [failed('write v2', { location: { path: 'pin.json', line: 3 } })], ['write v2 (pin.json:3)']],
  ['its file', [failed('write v2', { location: { path: 'pin.json' } })], ['write v2 (pin.json)']],
  [
    'no place that it names itself',
    [failed('copy it to pin.json', { location: { path: 'pin.json' } })],
    ['copy it to pin.json'],
  ],
  [
    'what it is about, where there is no file',
    [failed('set it up', { about: ['gateways'] })],
    ['set it up (gateways)'],
  ],
  ['what could not be looked at', [unseen('a value', ['gateways', 'sandbox'])], ['a value (gateways, sandbox)']],
  [
    'the first of several, once',
    [unseen('a token', ['main']), unseen('a token', ['release']), unseen('a token', ['dev'])],
    ['a token (main, and 2 more)'],
  ],
  ['nothing, where nothing is known', [failed('run it again', { about: [] })], ['run it again']],
])('a step to go names %s', (_name, results, fix) => {
  const reasons = results.map((each) => ({
    control: 'sample',
    weight: 'no-go' as const,
    message: `sample/rule ${each.status}`,
    result: each,
  }));
  const expected = { control: 'sample', state: 'present' as const, status: 'failed' as const, results };
  expect(rowOf({ entry: { control: 'sample', state: 'present' }, expected, uses: [] }, reasons).fix).toEqual(fix);
});
