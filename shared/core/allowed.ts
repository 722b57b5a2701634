import type { Result } from './report.ts';

/** What became of one entry of the policy (waiver, attestation, deferral) in this run. Every entry is shown, used or not. */
export interface AllowanceUse {
  id: string;
  kind: 'waiver' | 'attestation' | 'deferral';
  state: 'used' | 'unused' | 'expired' | 'void';
  message: string;
  /** Who allowed it, why, and until when. */
  terms: string;
}

/** Results with the marks that the policy gives them; statuses are never changed. */
export interface Allowed {
  results: Result[];
  uses: AllowanceUse[];
}
