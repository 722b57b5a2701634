export const reportKind = 'release-governance/report';
/** A report with a newer one cannot be read. */
export const reportSchemaVersion = 1;

export const resultStatuses = ['passed', 'failed', 'unverified', 'not-applicable'] as const;
export const reportStatuses = [...resultStatuses, 'error'] as const;
export type ReportStatus = (typeof reportStatuses)[number];
