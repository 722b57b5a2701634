import type { Because } from '../../core/errors.ts';
import type { Location } from '../../core/location.ts';

/** The rules, in the order in which they are told. */
export const findingRules = [
  'workflow-readable',
  'check-produced',
  'check-unique',
  'check-name-length',
  'name-provable',
  'runs-on-pull-request',
  'runs-in-merge-queue',
  'not-filtered',
  'not-skipped',
  'name-when-skipped',
  'runs-after-failure',
  'workflow-enabled',
  'app-pinned',
  'declared-is-required',
  'required-is-declared',
  'declarations-agree',
  'declared-job-exists',
  'produced-is-required',
  'decision-is-required',
  'decision-always-runs',
  'gate-is-complete',
  'gate-always-runs',
] as const;
export type FindingRule = (typeof findingRules)[number];

/** The rules that depend on what one branch requires, on its merge queue, or on whether filters let it through. */
export const branchRules: ReadonlySet<FindingRule> = new Set([
  'check-produced',
  'runs-in-merge-queue',
  'not-filtered',
  'not-skipped',
  'name-when-skipped',
  'runs-after-failure',
  'app-pinned',
  'declared-is-required',
  'required-is-declared',
  'produced-is-required',
  'decision-is-required',
  'decision-always-runs',
]);

/** What a rule as a whole is about: nothing, or the branch. Of each result of a rule of the branch that stands first. */
export function wholeRule(rule: FindingRule, askedBranch: string): string[] {
  return branchRules.has(rule) ? [askedBranch] : [];
}

interface Common {
  rule: FindingRule;
  /** What it is about: its identity, without words, values and lines. */
  about: readonly string[];
  at?: Location | undefined;
}

/** One evaluation of a rule. `message` is what is wrong, and for a passed one what was seen. */
export type Finding =
  | (Common & { status: 'passed' | 'not-applicable'; message: string })
  | (Common & { status: 'failed'; message: string; expected: string; actual: string; fix: string })
  | (Common & { status: 'unverified'; message: string; because: Because });

/** Without a place there is none in the finding, not an undefined one. */
function place(at: Location | undefined): { at?: Location } {
  return at === undefined ? {} : { at };
}

export function passed(rule: FindingRule, about: readonly string[], message: string, at?: Location): Finding {
  return { rule, status: 'passed', about, message, ...place(at) };
}

export function notApplicable(rule: FindingRule, about: readonly string[], message: string): Finding {
  return { rule, status: 'not-applicable', about, message };
}

export function failed(
  rule: FindingRule,
  about: readonly string[],
  words: { message: string; expected: string; actual: string; fix: string },
  at?: Location,
): Finding {
  return { rule, status: 'failed', about, ...words, ...place(at) };
}

export function unverified(rule: FindingRule, about: readonly string[], because: Because, at?: Location): Finding {
  return { rule, status: 'unverified', about, message: because.message, because, ...place(at) };
}

/** It was looked at, and what was found allows both answers. */
export function inconclusive(message: string, needs: string): Because {
  return { code: 'INCONCLUSIVE', message, needs };
}
