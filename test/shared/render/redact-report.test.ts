import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ReportSchema } from '../../../shared/core/report-schema.ts';
import { redactReport } from '../../../shared/render/redact-report.ts';
import { anyReport } from '../../support/any-report.ts';
import { report, result } from '../../support/results.ts';

const token = `ghp_${'aB3'.repeat(12)}`;

describe('redactReport', () => {
  test('takes what looks like a credential out of values and keys at every depth, and says what', () => {
    const dirty = report({
      summary: `saw ${token}`,
      results: [
        result({
          status: 'failed',
          message: `the pin has ${token}`,
          about: [token],
          actual: { deep: [{ [token]: [`x${'y'}`, 'https://a:secret@b'] }] },
          location: { path: `${token}.json` },
          fix: `remove ${token}`,
        }),
      ],
      data: { list: [token] },
      metrics: { [token]: { value: 1 } },
      notes: ['one'],
    });
    const clean = redactReport(dirty);
    expect(JSON.stringify(clean)).not.toMatch(/ghp_|secret/);
    expect(clean.notes).toEqual([
      'one',
      'What looks like a credential was taken out of this report: GitHub token, password in a URL.',
    ]);
    expect(clean.results[0]?.actual).toEqual({
      deep: [{ '[redacted GitHub token]': ['xy', 'https://a:[redacted password in a URL]@b'] }],
    });
    expect(ReportSchema.safeParse(clean).success).toBe(true);
  });

  test('leaves a report without any as it is: digests, commits, fingerprints, numbers and nothing', () => {
    const clean = report({
      results: [
        result({
          status: 'failed',
          actual: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
          expected: [1, null, true, { a: 0.5 }],
        }),
      ],
      inputs: [{ source: 'tree', path: 'a', ref: 'a'.repeat(40), sha256: 'f'.repeat(64), bytes: 1 }],
    });
    expect(redactReport(clean)).toEqual(clean);
  });

  test('a report stays one, and its verdict stays what it is', () => {
    fc.assert(
      fc.property(anyReport, (each) => {
        const clean = redactReport(each);
        expect(clean.status).toBe(each.status);
        expect(clean.results.map(({ status, severity }) => [status, severity])).toEqual(
          each.results.map(({ status, severity }) => [status, severity]),
        );
        expect(ReportSchema.safeParse(clean).success).toBe(ReportSchema.safeParse(each).success);
      }),
    );
  });
});
