import type { Report, Result } from '../../shared/core/report.ts';
import { version } from '../../shared/core/version.ts';

/** A result of a made-up rule, well-formed for its status. */
export function result(overrides: Partial<Result> = {}): Result {
  const { status = 'passed' } = overrides;
  return {
    rule: 'sample/rule',
    status,
    severity: 'high',
    message: 'The thing holds.',
    about: ['thing'],
    fingerprint: `v1:${'0'.repeat(32)}`,
    ...(status === 'failed' ? { valueHash: `v1:${'1'.repeat(32)}` } : {}),
    ...(status === 'unverified' ? { because: { code: 'NO_DATA', message: 'there is nothing to look at' } } : {}),
    ...(status === 'not-applicable' ? { because: { code: 'NOT_ASKED', message: 'nobody asks for it' } } : {}),
    ...overrides,
  };
}

export const sampleAllowance = { id: 'W-1', by: 'alice', reason: 'accepted for the pilot', until: '2026-04-01' };

/** A well-formed report of a made-up control. */
export function report(overrides: Partial<Report> = {}): Report {
  return {
    kind: 'release-governance/report',
    schemaVersion: 1,
    control: 'sample',
    version,
    status: 'passed',
    summary: '1 passed',
    subject: { event: 'pull_request', repository: 'acme/consumer', headSha: 'a'.repeat(40) },
    startedAt: '2026-03-10T12:00:00Z',
    durationMs: 12,
    results: [result()],
    inputs: [],
    metrics: {},
    notes: [],
    ...overrides,
  };
}

/**
 * What an evaluation said, for comparison with a table: `<rule> <about joined by />` to the status, the control's name left
 * out. Two results with one name would hide each other, so that throws.
 */
export function statusesOf(results: readonly Result[]): Record<string, Result['status']> {
  const statuses: Record<string, Result['status']> = {};
  for (const { rule, about, status } of results) {
    const name = [rule.slice(rule.indexOf('/') + 1), about.join('/')].filter((part) => part !== '').join(' ');
    if (name in statuses) throw new Error(`two results are called ${name}`);
    statuses[name] = status;
  }
  return statuses;
}
