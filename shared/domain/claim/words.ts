import { foldedName } from '../record/folded-name.ts';

/** What a column of a table of claims says; `name` is what the claim is called. */
export const claimColumns = [
  'name',
  'status',
  'owner',
  'evidence',
  'target',
  'observed',
  'expires',
  'mitigation',
] as const;
export type ClaimColumn = (typeof claimColumns)[number];
/** What a column may be called in a table, the first name for messages. */
export type ColumnNames = Partial<Record<ClaimColumn, readonly string[]>>;

/** Names of columns that documents have in practice. The first column of a table is its name, whatever it is called. */
export const commonColumns: Readonly<Record<Exclude<ClaimColumn, 'name'>, readonly string[]>> = {
  status: ['Status', 'Weekly Status', 'Result', 'Verdict', 'Outcome', 'Decision'],
  owner: ['Owner', 'Primary Owner', 'Owners'],
  evidence: ['Evidence', 'Evidence Artifact', 'Proof', 'Evidence (code/tests)'],
  target: ['Target', 'Threshold', 'Limit'],
  observed: ['Observed', 'Measured', 'Actual'],
  expires: ['Expires', 'Expiry', 'Expiration', 'Until', 'End Date'],
  mitigation: ['Mitigation'],
};

/** Whether two names look the same to a reader: case, width, white space and invisible characters do not tell them apart. */
export function sameName(a: string, b: string): boolean {
  return nameKey(a) === nameKey(b);
}

/** The form in which names that look the same are equal. */
export function nameKey(name: string): string {
  return foldedName(name).replace(/\s+/g, ' ').trim();
}
