import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isPlainReport } from '../../../shared/core/plain-report.ts';
import { parseReport, ReportSchema } from '../../../shared/core/report-schema.ts';
import { anyReport } from '../../support/any-report.ts';
import { report, result } from '../../support/results.ts';

const whole = {
  ...report({ results: [result()] }),
  subject: { event: 'push', headSha: 'a', runId: 1, attempt: 2 },
  policySource: { kind: 'base', path: 'a.yml', sha256: 'b' },
  inputs: [{ source: 'tree', path: 'a', ref: 'b', sha256: 'c', bytes: 0 }],
  metrics: { rows: { value: 1, unit: 'rows' } },
  notes: ['a'],
  facts: { 'pull-request': '1' },
  data: { any: ['thing'] },
};
const plain = JSON.parse(JSON.stringify(whole)) as Record<string, unknown>;
const without = (key: string): unknown => Object.fromEntries(Object.entries(plain).filter(([name]) => name !== key));
const needed = ['kind', 'schemaVersion', 'control', 'version', 'status', 'summary', 'subject', 'startedAt'];

const odd: [name: string, value: unknown][] = [
  ...[...needed, 'durationMs', 'results', 'inputs', 'metrics', 'notes'].map((key): [string, unknown] => [
    `without ${key}`,
    without(key),
  ]),
  ['null', null],
  ['a list', [plain]],
  ['another kind', { ...plain, kind: 'report' }],
  ['a newer version', { ...plain, schemaVersion: 2 }],
  ['a status of another kind', { ...plain, status: 'green' }],
  ['a time that ran backwards', { ...plain, durationMs: -1 }],
  ['a subject without an event', { ...plain, subject: { headSha: 'a' } }],
  ['a subject with a key that nobody knows', { ...plain, subject: { event: 'push', more: 1 } }],
  ['a run that is no whole number', { ...plain, subject: { event: 'push', runId: 1.5 } }],
  ['a commit that is no text', { ...plain, subject: { event: 'push', headSha: 1 } }],
  ['a policy of another kind', { ...plain, policySource: { kind: 'mine', path: 'a' } }],
  ['a policy without a place', { ...plain, policySource: { kind: 'base' } }],
  ['a read file of unknown source', { ...plain, inputs: [{ source: 'x', path: 'a', sha256: 'c', bytes: 1 }] }],
  ['a read file of no size', { ...plain, inputs: [{ source: 'tree', path: 'a', sha256: 'c', bytes: -1 }] }],
  ['a metric that is no number', { ...plain, metrics: { rows: { value: '1' } } }],
  ['a metric beyond all numbers', { ...plain, metrics: JSON.parse('{"rows": {"value": 1e999}}') }],
  ['a note that is no text', { ...plain, notes: [1] }],
  ['a fact that is no text', { ...plain, facts: { a: 1 } }],
  ['a prototype among the facts', { ...plain, facts: JSON.parse('{"__proto__": "a"}') }],
  ['a prototype', JSON.parse(`{"__proto__": {"kind": "a"}, ${JSON.stringify(plain).slice(1)}`)],
  ['a replay that is none', { ...plain, replay: false }],
  ['an error', { ...plain, error: { code: 'INTERNAL', message: 'broken' } }],
  ['exhibits', { ...plain, exhibits: [] }],
  ['a result that is not plain', { ...plain, results: [{ ...result(), more: 1 }] }],
];

describe('a plain report', () => {
  test('is one that has all it must have, and nothing that the schema alone can judge', () => {
    expect(isPlainReport(plain)).toBe(true);
    expect(ReportSchema.parse(plain)).toEqual(plain);
  });

  test.each(odd)('is not %s', (_name, value) => {
    expect(isPlainReport(value)).toBe(false);
  });

  test('fits the schema and comes out of it as it is, whatever was changed in it', () => {
    const path = fc.constantFrom(...Object.keys(plain));
    const inner = fc.constantFrom('event', 'runId', 'path', 'kind', 'value', 'bytes', '0', 'more');
    const values = fc.oneof(
      anyReport,
      fc.tuple(path, fc.jsonValue()).map(([key, part]) => ({ ...plain, [key]: part })),
      fc.tuple(path, inner, fc.jsonValue()).map(([key, name, part]) => {
        const given = plain[key];
        return typeof given === 'object' ? { ...plain, [key]: { ...given, [name]: part } } : plain;
      }),
    );
    fc.assert(
      fc.property(values, (value) => {
        const read = JSON.parse(JSON.stringify(value)) as Record<string, unknown>;
        const slow = ReportSchema.safeParse(read);
        expect(isPlainReport(read) ? slow.data : read).toEqual(read);
        expect(parseReport(read)).toMatchObject({ success: slow.success });
      }),
      { numRuns: 500 },
    );
  });
});
