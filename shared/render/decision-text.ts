import type { DecisionWord, ExecutiveSummary, ReportRow, SummaryUse } from '../core/executive-summary.ts';
import { statusWords } from '../core/exhibit.ts';

/*
 * What every rendering of an executive summary says. Nothing is sanitised yet, but what is quoted here is the suite's own.
 */

const ranks: Record<DecisionWord, number> = { 'no-go': 0, 'conditional-go': 1, go: 2 };

/** Worst first; what weighs the same keeps its order. */
export function worstVerdictFirst<T extends { verdict: DecisionWord }>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => ranks[a.verdict] - ranks[b.verdict]);
}

/** What holds back a decision that its word alone does not tell; empty for none. */
export function limitsOf({ decision, accepted, profile, replay }: ExecutiveSummary): string[] {
  return [
    ...(replay === true ? ['replay'] : []),
    ...(decision === 'no-go' || accepted ? [] : [`not accepted by profile ${profile}`]),
  ];
}

/** Sentences that a reader must not miss. */
export function cautions({ replay, policySource }: ExecutiveSummary): string[] {
  return [
    ...(replay === true ? ['This is a replay: it was judged as of another time, and it allows nothing now.'] : []),
    ...(policySource?.kind === 'bootstrap'
      ? ['The policy came with the change itself: there was none before it.']
      : []),
  ];
}

/** `first failing` for what stands in the way, `first condition` for what is lived with. */
export function firstLabel(decision: DecisionWord): string {
  return decision === 'conditional-go' ? 'first condition' : 'first failing';
}

export function ownerText(owner: string | undefined): string {
  return owner === undefined ? 'no owner is named' : `owner ${owner}`;
}

/** How many reports there are of each verdict. */
export function countsText({ reports }: ExecutiveSummary): string {
  const of = (word: DecisionWord): number => reports.filter(({ verdict }) => verdict === word).length;
  const parts = (['no-go', 'conditional-go', 'go'] as const).flatMap((word) =>
    of(word) === 0 ? [] : [`${of(word)} ${word}`],
  );
  return reports.length === 0
    ? 'No report was expected.'
    : `${reports.length} ${reports.length === 1 ? 'report' : 'reports'}: ${parts.join(', ')}`;
}

/** `no-go: missing`, `go: passed`: the verdict, and what became of the report. A pass that does not count is its own word. */
export function verdictText({ verdict, state, status }: ReportRow): string {
  if (state !== 'present') return `${verdict}: ${state}`;
  if (status === 'passed' && verdict !== 'go') return `${verdict}: says passed`;
  return `${verdict}: ${status === undefined ? 'no status' : statusWords[status]}`;
}

/** Whether a row may bear the sign of success. */
export function isMeasured({ verdict, state, status }: ReportRow): boolean {
  return verdict === 'go' && state === 'present' && status === 'passed';
}

/** The control with what tells its reports apart. */
export function controlText({ control, key, job }: ReportRow): string {
  const parts = [key, job === undefined ? undefined : `job ${job}`].filter((part) => part !== undefined);
  return `${control}${parts.length === 0 ? '' : ` (${parts.join(', ')})`}`;
}

const uses: Record<SummaryUse['state'], string> = {
  used: 'used',
  unused: 'not used',
  expired: 'expired',
  void: 'void',
};

/** `waiver, expired`. */
export function useText({ kind, state }: SummaryUse): string {
  return `${kind}, ${uses[state]}`;
}
