import type { Because } from '../../shared/core/errors.ts';
import { unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';

/** What a record says holds only as far as something bears the record out; what speaks against the drill always counts. */
export function borneOut(verdict: Verdict, claimed: Because | undefined): Verdict {
  return verdict.status === 'passed' && claimed !== undefined ? unverified(claimed) : verdict;
}
