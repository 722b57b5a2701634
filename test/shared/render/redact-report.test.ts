import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ReportSchema } from '../../../shared/core/report-schema.ts';
import { redactReport } from '../../../shared/render/redact-report.ts';
import { anyReport } from '../../support/any-report.ts';
import { credentialSamples } from '../../support/credentials.ts';
import { report, result } from '../../support/results.ts';

const token = `ghp_${'aB3'.repeat(12)}`;

describe('redactReport', () => {
  test('takes what looks like a credential out of values and keys at every depth, and says what', () => {
    const dirty = report({
      summary: 'saw https://a:secret@b',
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

  test.each(credentialSamples)('takes out a %s, wherever it stands alone', (_name, sample) => {
    for (const place of [{ summary: sample }, { data: { deep: [sample] } }, { metrics: { [sample]: { value: 1 } } }]) {
      const clean = redactReport(report(place));
      expect(JSON.stringify(clean)).not.toContain(JSON.stringify(sample).slice(1, -1));
      expect(clean.notes).toHaveLength(1);
    }
  });

  test('takes out the secrets of the run, whatever they look like, in values and keys', () => {
    const secrets = ['correct horse', 'correct horse battery', `x-${token}-y`, 'with "quotes"', 'short'];
    const results = secrets.map((secret) =>
      result({ status: 'failed', message: `saw ${secret}!`, actual: { [secret]: [secret] } }),
    );
    const clean = redactReport(report({ results }), secrets);
    const redacted = '[redacted secret of this run]';
    expect(clean.results.map(({ message, actual }) => [message, actual])).toEqual([
      ...secrets.slice(0, 4).map(() => [`saw ${redacted}!`, { [redacted]: [redacted] }]),
      // Too short to be looked for: common texts would go with it.
      ['saw short!', { short: ['short'] }],
    ]);
    expect(clean.notes).toEqual(['What looks like a credential was taken out of this report: a secret of this run.']);
    expect(redactReport(report(), secrets)).toEqual(report());
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
