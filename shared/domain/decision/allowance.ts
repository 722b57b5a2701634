import type { AllowanceUse, Allowed } from '../../core/allowed.ts';
import type { Allowance, Result } from '../../core/report.ts';

/** How one kind of entry marks results. Statuses are never changed. */
export interface AllowanceKind<E> {
  kind: AllowanceUse['kind'];
  /** The only status that it can mark. */
  status: Result['status'];
  id(entry: E): string;
  /** Who allowed it, why, and until when. */
  terms(entry: E): string;
  /** Why the entry as a whole does not hold now; undefined when it does. */
  lapsed(entry: E): Pick<AllowanceUse, 'state' | 'message'> | undefined;
  /** Why it does not hold for one result that it names; undefined when it does. */
  refuses(entry: E, result: Result): string | undefined;
  mark(
    entry: E,
  ): { waiver: Allowance } | { attestation: Allowance } | { deferredTo: NonNullable<Result['deferredTo']> };
}

/** Marks what each entry names and may mark, and says what became of each entry. */
export function applyAllowances<E extends { rule?: string | undefined; fingerprint?: string | undefined }>(
  results: readonly Result[],
  entries: readonly E[],
  kind: AllowanceKind<E>,
): Allowed {
  const marked = [...results];
  const uses = entries.map((entry): AllowanceUse => {
    const use = { id: kind.id(entry), kind: kind.kind, terms: kind.terms(entry) };
    const named = marked.flatMap((result, index) =>
      result.status === kind.status && names(entry, result) ? [{ result, index }] : [],
    );
    if (named.length === 0) return { ...use, state: 'unused', message: `nothing that it names is ${kind.status}` };
    const lapsed = kind.lapsed(entry);
    if (lapsed !== undefined) return { ...use, ...lapsed };
    let used = 0;
    const refusals = new Set<string>();
    for (const { result, index } of named) {
      const refused = kind.refuses(entry, result);
      if (refused === undefined) {
        marked[index] = { ...result, ...kind.mark(entry) };
        used += 1;
      } else refusals.add(refused);
    }
    if (used === 0) return { ...use, state: 'void', message: [...refusals].sort().join('; ') };
    return { ...use, state: 'used', message: `covers ${used} ${used === 1 ? 'result' : 'results'}` };
  });
  return { results: marked, uses };
}

/** Whether a pattern `control/rule` or `control/*`, or a fingerprint, names a result. */
function names(entry: { rule?: string | undefined; fingerprint?: string | undefined }, result: Result): boolean {
  if (entry.fingerprint !== undefined) return entry.fingerprint === result.fingerprint;
  if (entry.rule === undefined) return false;
  return entry.rule.endsWith('/*') ? result.rule.startsWith(entry.rule.slice(0, -1)) : entry.rule === result.rule;
}
