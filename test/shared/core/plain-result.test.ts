import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isPlainResult } from '../../../shared/core/plain-result.ts';
import { parseReport, ReportSchema, ResultSchema } from '../../../shared/core/report-schema.ts';
import { anyReport, anyResult } from '../../support/any-report.ts';
import { report, result } from '../../support/results.ts';

const plain = JSON.parse(
  JSON.stringify(result({ location: { path: 'a.json', line: 1 }, expected: 1, actual: [null] })),
) as Record<string, unknown>;
const without = (key: string): unknown => Object.fromEntries(Object.entries(plain).filter(([name]) => name !== key));

const odd: [name: string, value: unknown][] = [
  ...['rule', 'status', 'severity', 'message', 'about', 'fingerprint'].map((key): [string, unknown] => [
    `without ${key}`,
    without(key),
  ]),
  ['null', null],
  ['a list', [plain]],
  ['a status of another kind', { ...plain, status: 'green' }],
  ['a severity of another kind', { ...plain, severity: 'worst' }],
  ['a message that is no text', { ...plain, message: 1 }],
  ['a subject that is no text', { ...plain, about: ['a', 1] }],
  ['a location without a path', { ...plain, location: { line: 1 } }],
  ['a line before the first', { ...plain, location: { path: 'a', line: 0 } }],
  ['a line between two', { ...plain, location: { path: 'a', line: 1.5 } }],
  ['a fix that is nothing', { ...plain, fix: null }],
  ['a key that nobody knows', { ...plain, more: true }],
  ['a key in a location that nobody knows', { ...plain, location: { path: 'a', more: 1 } }],
  ['a reason without words', { ...plain, because: { code: 'NO_DATA' } }],
  ['a reason that is no text', { ...plain, because: { code: 1, message: 'none' } }],
  ['a reason with a key that nobody knows', { ...plain, because: { code: 'NO_DATA', message: 'none', more: 'a' } }],
  ['a reason that may be deferred', { ...plain, because: { code: 'NO_DATA', message: 'none', deferrable: true } }],
  ['a waiver', { ...plain, waiver: { id: 'a', by: 'b', reason: 'c' } }],
  ['a prototype', JSON.parse(`{"__proto__": {"rule": "a"}, ${JSON.stringify(plain).slice(1)}`)],
];

describe('a plain result', () => {
  test('is one that has all it must have, and nothing that the schema alone can judge', () => {
    expect(isPlainResult(plain)).toBe(true);
    const because = { code: 'NO_DATA', message: 'none', needs: 'one', deferrable: false };
    expect(isPlainResult({ ...plain, because })).toBe(true);
  });

  test.each(odd)('is not %s', (_name, value) => {
    expect(isPlainResult(value)).toBe(false);
  });

  test('fits the schema and comes out of it as it is', () => {
    const broken = fc.tuple(anyResult, fc.constantFrom(...Object.keys(plain)), fc.jsonValue());
    const values = fc.oneof(
      anyResult,
      broken.map(([value, key, part]) => ({ ...value, [key]: part })),
    );
    fc.assert(
      fc.property(values, (value) => {
        const read = JSON.parse(JSON.stringify(value)) as unknown;
        if (!isPlainResult(read)) return;
        expect(ResultSchema.parse(read)).toEqual(read);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a report', () => {
  test('is read as its schema says, whatever is in it', () => {
    const broken = fc.tuple(anyReport, anyResult, fc.constantFrom(...Object.keys(plain)), fc.jsonValue());
    const values = fc.oneof(
      anyReport,
      broken.map(([value, other, key, part]) => ({ ...value, results: [...value.results, { ...other, [key]: part }] })),
    );
    fc.assert(
      fc.property(values, (value) => {
        const read = JSON.parse(JSON.stringify(value)) as Record<string, unknown>;
        const [fast, slow] = [parseReport(read), ReportSchema.safeParse(read)];
        expect(fast.success).toBe(slow.success);
        expect(fast.data).toEqual(slow.data);
        expect(fast.error?.issues).toEqual(slow.error?.issues);
      }),
    );
  });

  test('keeps its results in their order', () => {
    const waiver = { id: 'a', by: 'b', reason: 'c' };
    const results = [
      result({ rule: 'sample/one' }),
      result({ rule: 'sample/two', status: 'failed', waiver }),
      result({ rule: 'sample/three' }),
    ];
    const read = JSON.parse(JSON.stringify(report({ results }))) as Record<string, unknown>;
    expect(parseReport(read).data?.results.map(({ rule }) => rule)).toEqual([
      'sample/one',
      'sample/two',
      'sample/three',
    ]);
  });

  test.each([undefined, null, 'none', { length: 0 }])('without a list of results (%j) is none', (results) => {
    const read = JSON.parse(JSON.stringify({ ...report(), results })) as Record<string, unknown>;
    expect(parseReport(read).success).toBe(false);
  });
});
