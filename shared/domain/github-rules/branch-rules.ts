import type { Because } from '../../core/errors.ts';
import type { GitHub } from '../../core/ports.ts';
import { BranchSchema, type BranchSummary } from './api-branch.ts';
import { type BranchRule, BranchRuleSchema } from './api-ruleset.ts';
import { needs, unread } from './needs.ts';
import { classicStatusChecks, type RequiredStatusChecks, readStatusChecks } from './required-status-checks.ts';
import { rulesetSource, type Source, sourceText } from './source.ts';

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
  /** Every check that is required, wherever that was configured. */
  required: Known<readonly RequiredContext[]>;
  mergeQueue: Known<boolean>;
  /** GitHub's words for a plan that enforces nothing of it. */
  planLimit?: string;
}

export const noRules = (because: Because): BranchRules => ({
  required: { known: false, because },
  mergeQueue: { known: false, because },
});

/**
 * Asks which checks a branch requires: the active rules of all rulesets, and of classic protection what every reader may see of it. Two
 * requests, and one for each further 100 rules.
 */
export async function readBranchRules(
  github: GitHub,
  at: { owner: string; repo: string },
  branch: string,
): Promise<BranchRules> {
  const [summary, rules] = await Promise.all([
    github.get('GET /repos/{owner}/{repo}/branches/{branch}', { ...at, branch }, BranchSchema),
    github.all('GET /repos/{owner}/{repo}/rules/branches/{branch}', { ...at, branch }, BranchRuleSchema),
  ]);
  if (!rules.ok && rules.because.code === 'PLAN_LIMIT') {
    const none: BranchRules = { required: { known: true, value: [] }, mergeQueue: { known: true, value: false } };
    return { ...none, planLimit: rules.because.message };
  }
  if (!rules.ok) return noRules(unread(rules.because, needs.metadata));
  // GitHub answers for the new name of a branch that was renamed, and the rules are those of the name that was asked for.
  if (summary.ok && summary.data.name !== branch) {
    const message = `asked for the branch ${branch}, GitHub answers for ${summary.data.name}`;
    return noRules({ code: 'NOT_FOUND', message, needs: 'the present name of the branch in the configuration' });
  }
  const queued = rules.data.some(({ type }) => type === 'merge_queue');
  if (!summary.ok) {
    const because = unread(summary.because, needs.contents);
    return { ...noRules(because), ...(queued ? { mergeQueue: { known: true, value: true } } : {}) };
  }
  return {
    required: requiredBy(rules.data, summary.data),
    mergeQueue: queued ? { known: true, value: true } : classicQueue(summary.data),
  };
}

function requiredBy(rules: readonly BranchRule[], summary: BranchSummary): Known<RequiredContext[]> {
  const said: { source: Source; read: RequiredStatusChecks }[] = rules
    .filter(({ type }) => type === 'required_status_checks')
    .map((rule) => ({
      source: rulesetSource(rule.ruleset_id, { rule }),
      read: readStatusChecks(rule.parameters ?? {}),
    }));
  const classic = classicReading(rules, summary);
  if ('code' in classic) return { known: false, because: classic };
  said.push({ source: { kind: 'classic' }, read: classic });
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

/** The checks of classic protection, of which every reader may see these, or why they cannot be told. */
function classicReading(
  rules: readonly BranchRule[],
  { protected: isProtected, protection }: BranchSummary,
): RequiredStatusChecks | Because {
  if (!isProtected) return { ok: true, checks: [] };
  const checks = protection?.required_status_checks;
  if (checks === undefined || checks === null) {
    const message = 'GitHub calls the branch protected, and does not show which checks its classic protection requires';
    return { code: 'NO_DATA', message, needs: needs.contents };
  }
  const required = classicStatusChecks(checks);
  const nothing = required.length === 0 && rules.length === 0 && protection?.enabled !== true;
  if (!nothing) return { ok: true, checks: required };
  const message = 'GitHub calls the branch protected, and shows neither a rule nor classic protection for it';
  return { code: 'INCONCLUSIVE', message, needs: 'a token that sees every ruleset, or another look' };
}

/** Rulesets say whether there is a merge queue; of classic protection no answer of the REST API does. */
function classicQueue({ protected: isProtected, protection }: BranchSummary): Known<boolean> {
  if (!isProtected || protection?.enabled === false) return { known: true, value: false };
  const message = 'whether classic branch protection has a merge queue is not in the API';
  const rest =
    'merge_group among the events, which does no harm without a queue, or a ruleset in place of classic protection';
  return { known: false, because: { code: 'INCONCLUSIVE', message, needs: rest } };
}
