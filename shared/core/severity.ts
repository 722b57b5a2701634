/** From worst to least. `info` never decides anything. */
export const severities = ['critical', 'high', 'medium', 'low', 'info'] as const;
export type Severity = (typeof severities)[number];

/** The worst of some; `high` of none, which nobody has looked at. */
export function worstSeverity(of: readonly Severity[]): Severity {
  return severities.find((one) => of.includes(one)) ?? 'high';
}

/** Whether `severity` is at least as bad as `threshold`; never true for `info`. */
export function decides(severity: Severity, threshold: Severity = 'low'): boolean {
  return severity !== 'info' && severities.indexOf(severity) <= severities.indexOf(threshold);
}
