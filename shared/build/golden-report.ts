/** A report of the suite, or the file of a decision, as JSON. */
export type Written = Record<string, unknown>;

const moment = '2026-01-01T00:00:00Z';

/**
 * The report without what another run of the same version on the same files would write otherwise: times, durations, commit. Everything that a later
 * version has to read the same way stays.
 */
export function normalised(report: Written): Written {
  const { subject, metrics } = report;
  return {
    ...report,
    ...('startedAt' in report ? { startedAt: moment } : {}),
    ...('generatedAt' in report ? { generatedAt: moment } : {}),
    ...('durationMs' in report ? { durationMs: 0 } : {}),
    ...(isRecord(subject) && 'headSha' in subject ? { subject: { ...subject, headSha: '0'.repeat(40) } } : {}),
    ...(isRecord(metrics) ? { metrics: Object.fromEntries(Object.entries(metrics).map(timeless)) } : {}),
  };
}

function timeless([name, metric]: [string, unknown]): [string, unknown] {
  const timed = isRecord(metric) && (metric['unit'] === 'ms' || metric['unit'] === 's');
  return [name, timed ? { ...metric, value: 0 } : metric];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
