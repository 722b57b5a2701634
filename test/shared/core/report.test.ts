import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import type { Report } from '../../../shared/core/report.ts';
import { ReportSchema } from '../../../shared/core/report-schema.ts';
import { report, result, sampleAllowance } from '../../support/results.ts';

const whole: Report = report({
  status: 'error',
  policySource: { kind: 'base', path: '.github/release-governance.yml', ref: 'b'.repeat(40), sha256: 'c'.repeat(64) },
  subject: {
    repository: 'acme/consumer',
    event: 'pull_request',
    ref: 'refs/pull/7/merge',
    headSha: 'a'.repeat(40),
    baseSha: 'b'.repeat(40),
    mergeSha: 'd'.repeat(40),
    checkedOutSha: 'd'.repeat(40),
    treeSha: 'e'.repeat(40),
    pullRequest: 7,
    workflowRef: 'acme/consumer/.github/workflows/ci.yml@refs/heads/main',
    job: 'gate',
    matrixKey: 'node-24',
    runId: 123456789012,
    attempt: 2,
  },
  results: [
    result({ expected: { a: [1, null] }, actual: 'x', location: { path: 'a.json', line: 1, column: 2, endLine: 3 } }),
    result({ status: 'failed', fix: 'mend it', waiver: sampleAllowance }),
    result({ status: 'unverified', attestation: sampleAllowance, deferredTo: 'release' }),
    result({ status: 'not-applicable' }),
  ],
  inputs: [
    { source: 'tree', path: 'a.json', ref: 'a'.repeat(40), sha256: 'f'.repeat(64), bytes: 3 },
    { source: 'worktree', path: 'b.json', sha256: 'f'.repeat(64), bytes: 0 },
  ],
  metrics: { contracts: { value: 2 }, time: { value: 1.5, unit: 's' } },
  notes: ['a note'],
  data: { any: ['thing'] },
  error: {
    code: 'BAD_CONFIG',
    message: 'it does not fit',
    hint: 'mend it',
    problems: [{ message: 'here', path: 'a.yml', line: 1, column: 2 }],
  },
  replay: true,
});

describe('a report', () => {
  test('is the same after it was written and read', () => {
    expect(ReportSchema.parse(JSON.parse(JSON.stringify(whole)))).toEqual(whole);
    expect(ReportSchema.parse(JSON.parse(JSON.stringify(report())))).toEqual(report());
  });

  test('of a newer minor version is read without the keys that are not known', () => {
    const newer = {
      ...report(),
      novelty: 1,
      subject: { ...report().subject, novelty: 1 },
      results: [{ ...result(), novelty: { deep: 1 }, location: { path: 'a', novelty: 1 } }],
    };
    const read = ReportSchema.parse(newer);
    expect(JSON.stringify(read)).not.toContain('novelty');
    expect(read.results).toEqual([result({ location: { path: 'a' } })]);
  });

  test.each<[string, Record<string, unknown>]>([
    ['a newer schema version', { schemaVersion: 2 }],
    ['an older schema version', { schemaVersion: 0 }],
    ['a schema version as text', { schemaVersion: '1' }],
    ['no schema version', { schemaVersion: undefined }],
    ['another kind of file', { kind: 'other/report' }],
    ['a status that is none', { status: 'green' }],
    ['a result with a status that is none', { results: [{ ...result(), status: 'ok' }] }],
    ['a result with the status error', { results: [{ ...result(), status: 'error' }] }],
    ['a severity that is none', { results: [{ ...result(), severity: 'blocker' }] }],
    ['a result without a rule', { results: [{ ...result(), rule: undefined }] }],
    ['a line that is none', { results: [{ ...result(), location: { path: 'a', line: 0 } }] }],
    ['no results', { results: undefined }],
    ['results that are no list', { results: {} }],
    ['a metric that is no number', { metrics: { a: { value: 'many' } } }],
    ['an error with a code that is none', { error: { code: 'OOPS', message: 'x' } }],
    ['a replay that is denied in an unknown way', { replay: 'no' }],
    ['a negative duration', { durationMs: -1 }],
    ['a file with less than no bytes', { inputs: [{ source: 'tree', path: 'a', sha256: 'x', bytes: -1 }] }],
  ])('with %s is refused', (_name, change) => {
    expect(ReportSchema.safeParse({ ...report(), ...change }).success).toBe(false);
  });

  test('has a JSON Schema that says the same about what must be there', () => {
    const described = z.toJSONSchema(ReportSchema, { io: 'input' });
    expect(described.required).toEqual(
      expect.arrayContaining(['kind', 'schemaVersion', 'status', 'subject', 'results']),
    );
    expect(described.required).not.toContain('error');
  });
});
