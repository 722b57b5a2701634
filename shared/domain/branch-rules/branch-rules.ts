import type { Because } from '../../core/errors.ts';
import { stableJson } from '../../core/json.ts';
import type { BranchSummary } from '../github-rules/api-branch.ts';
import type { BranchRule } from '../github-rules/api-ruleset.ts';
import { needs } from '../github-rules/needs.ts';
import {
  classicStatusChecks,
  type RequiredStatusCheck,
  type RequiredStatusChecks,
  readStatusChecks,
} from '../github-rules/required-status-checks.ts';
import { rulesetSource, type Source, sourceText } from '../github-rules/source.ts';
import type { Observation } from '../seen-repository/observation.ts';

/** Something that was asked for: it, or why it is not known. */
export type Known<T> = { known: true; value: T } | { known: false; because: Because };

/** Where a requirement comes from: `id` (`ruleset 7`, `classic`) stays when the place is renamed, `text` is for people. */
export interface RequirementSource {
  id: string;
  text: string;
}

/** A check that the rules of the branch require. Without an app everybody who may write statuses can report it. */
export interface RequiredContext {
  context: string;
  app: number | undefined;
  source: RequirementSource;
}

/** What the rules of a branch say about checks. */
export interface BranchRules {
  /** Its name; undefined when it is the default branch and nobody could be asked for its name. */
  branch: string | undefined;
  /** Every check that is required, wherever that was configured. */
  required: Known<readonly RequiredContext[]>;
  mergeQueue: Known<boolean>;
  /** GitHub's words for a plan that enforces nothing of it. */
  planLimit?: string;
}

/** What of an observation tells of checks. `classic` may not have been asked for: what every reader sees of it is in `branch`. */
export type SeenRules = Pick<Observation, 'rules' | 'branch' | 'classic'>;

/** Nothing is known, and why. */
export function noRules(branch: string | undefined, because: Because): BranchRules {
  return { branch, required: { known: false, because }, mergeQueue: { known: false, because } };
}

/** Which checks a branch requires: by the active rules of all rulesets, and by classic protection. */
export function branchRules(branch: string, { rules, branch: summary, classic }: SeenRules): BranchRules {
  if (rules.state === 'none' && rules.why === 'plan-limit') {
    const none: BranchRules = {
      branch,
      required: { known: true, value: [] },
      mergeQueue: { known: true, value: false },
    };
    return { ...none, planLimit: rules.message };
  }
  if (rules.state === 'none') return noRules(branch, notAsked(rules.message));
  if (rules.state === 'unknown') return noRules(branch, rules.because);
  // GitHub answers for the new name of a branch that was renamed, and the rules are those of the name that was asked for.
  if (summary.state === 'read' && summary.data.name !== branch) {
    const message = `asked for the branch ${branch}, GitHub answers for ${summary.data.name}`;
    const rest = 'the present name of the branch as branch under required-checks';
    return noRules(branch, { code: 'NOT_FOUND', message, needs: rest });
  }
  const checks = classicChecks(rules.data, summary, classic);
  const queued = rules.data.some(({ type }) => type === 'merge_queue');
  return {
    branch,
    required: 'code' in checks ? { known: false, because: checks } : requiredBy(rules.data, checks),
    mergeQueue: queued ? { known: true, value: true } : classicQueue(summary, classic),
  };
}

function notAsked(message: string): Because {
  return { code: 'NO_DATA', message, needs: 'an answer of the API about the branch' };
}

function requiredBy(rules: readonly BranchRule[], classic: readonly RequiredStatusCheck[]): Known<RequiredContext[]> {
  const said: { source: Source; read: RequiredStatusChecks }[] = rules
    .filter(({ type }) => type === 'required_status_checks')
    .map((rule) => ({
      source: rulesetSource(rule.ruleset_id, { rule }),
      read: readStatusChecks(rule.parameters ?? {}),
    }));
  said.push({ source: { kind: 'classic' }, read: { ok: true, checks: [...classic] } });
  const found: RequiredContext[] = [];
  for (const { source, read } of said) {
    if (!read.ok) {
      const message = `what ${sourceText(source)} requires cannot be told: its rule required_status_checks ${read.message}`;
      return { known: false, because: { code: 'NO_DATA', message, needs: 'an answer as GitHub documents it' } };
    }
    const where = { id: idOf(source), text: sourceText(source) };
    found.push(...read.checks.map(({ context, app }) => ({ context, app: app ?? undefined, source: where })));
  }
  // The most restrictive holds: what one place takes from any app, another can still bind to one.
  const bound = new Set(found.flatMap(({ context, app }) => (app === undefined ? [] : [context])));
  return { known: true, value: found.filter(({ context, app }) => app !== undefined || !bound.has(context)) };
}

function idOf(source: Source): string {
  return source.kind === 'ruleset' ? `ruleset ${source.id}` : source.kind;
}

/** The checks of classic protection, from whatever tells of them, or why they cannot be told. */
function classicChecks(
  rules: readonly BranchRule[],
  summary: SeenRules['branch'],
  classic: SeenRules['classic'],
): RequiredStatusCheck[] | Because {
  const whole = wholeClassic(classic);
  if (summary.state !== 'read')
    return whole ?? (summary.state === 'unknown' ? summary.because : unknownOf(classic, notAsked(summary.message)));
  const shown = shownChecks(rules, summary.data);
  if (whole === undefined) return shown;
  // That there is no protection at all is for the summary to agree with.
  if ('code' in shown) return shown.code === 'INCONCLUSIVE' ? shown : whole;
  if (stableJson(sortedChecks(whole)) === stableJson(sortedChecks(shown))) return whole;
  const message = 'the branch and its classic protection name different required checks';
  return { code: 'INCONCLUSIVE', message, needs: 'another look' };
}

function unknownOf(classic: SeenRules['classic'], otherwise: Because): Because {
  return classic.state === 'unknown' ? classic.because : otherwise;
}

function sortedChecks(checks: readonly RequiredStatusCheck[]): string[] {
  return checks.map(({ context, app }) => stableJson([context, app])).sort();
}

/** What who administers the repository sees; undefined where nobody looked, or was shown nothing. */
function wholeClassic(classic: SeenRules['classic']): RequiredStatusCheck[] | undefined {
  if (classic.state === 'read') return classicStatusChecks(classic.data.required_status_checks);
  return classic.state === 'none' && classic.why !== 'not-asked' ? [] : undefined;
}

/** What every reader may see, or why that cannot be told. */
function shownChecks(
  rules: readonly BranchRule[],
  { protected: isProtected, protection }: BranchSummary,
): RequiredStatusCheck[] | Because {
  if (!isProtected) return [];
  const checks = protection?.required_status_checks;
  if (checks === undefined || checks === null) {
    const message = 'GitHub calls the branch protected, and does not show which checks its classic protection requires';
    return { code: 'NO_DATA', message, needs: needs.contents };
  }
  const required = classicStatusChecks(checks);
  const nothing = required.length === 0 && rules.length === 0 && protection?.enabled !== true;
  if (!nothing) return required;
  const message = 'GitHub calls the branch protected, and shows neither a rule nor classic protection for it';
  return { code: 'INCONCLUSIVE', message, needs: 'a token that sees every ruleset, or another look' };
}

/** Rulesets say whether there is a merge queue; of classic protection no answer of the REST API does. */
function classicQueue(summary: SeenRules['branch'], classic: SeenRules['classic']): Known<boolean> {
  const isNone =
    classic.state === 'none' &&
    classic.why !== 'not-asked' &&
    !(summary.state === 'read' && summary.data.protection?.enabled === true);
  const isOff = summary.state === 'read' && (!summary.data.protected || summary.data.protection?.enabled === false);
  if (isNone || isOff) return { known: true, value: false };
  if (summary.state === 'unknown') return { known: false, because: summary.because };
  if (summary.state === 'none' && classic.state === 'unknown') return { known: false, because: classic.because };
  const message = 'whether classic branch protection has a merge queue is not in the API';
  const rest =
    'merge_group among the events, which does no harm without a queue, or a ruleset in place of classic protection';
  return { known: false, because: { code: 'INCONCLUSIVE', message, needs: rest } };
}
