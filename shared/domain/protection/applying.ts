import type { Because } from '../../core/errors.ts';
import { stableJson } from '../../core/json.ts';
import type { Rule, Ruleset, RulesetSummary } from '../github-rules/api-ruleset.ts';
import { type RulesetSource, rulesetSource, sourceText } from '../github-rules/source.ts';
import type { Observation, Target } from '../seen-repository/observation.ts';
import { any, includesRef, type RefName } from './ref-pattern.ts';
import { leavesOut, type RepositoryName } from './repository-condition.ts';
import { ruleSense } from './rule-sense.ts';

/** Why a ruleset asks nothing of the ref. */
export type IdleReason =
  | 'other-target'
  | 'disabled'
  | 'evaluate'
  | 'empty-include'
  | 'excluded'
  | 'not-included'
  | 'no-rules';

/** The rules that hold for a ref, and what could not be found out about them. */
export interface Applying {
  rules: { rule: Rule; source: RulesetSource }[];
  /** Why there may be more rules than these. */
  open: Because[];
  idle: { source: RulesetSource; why: IdleReason }[];
}

/** The full name of a ref; for `push` there is none. */
export function fullName(target: Target, ref: string): string {
  return target === 'branch' ? `refs/heads/${ref}` : target === 'tag' ? `refs/tags/${ref}` : '';
}

/**
 * GitHub says itself which rules are active on a branch. For tags and pushes it does not: there they follow from the
 * enforcement and the conditions of each ruleset.
 */
export function applying(observation: Observation): Applying {
  const { target, rules, rulesets, facts } = observation;
  const name: RefName = {
    full: fullName(target, observation.ref),
    defaultBranch: facts.state === 'read' ? facts.data.default_branch : undefined,
  };
  const repository: RepositoryName =
    facts.state === 'read'
      ? { full: facts.data.full_name, id: facts.data.id ?? undefined }
      : { full: observation.repository, id: undefined };
  const summaries = new Map(rulesets.state === 'read' ? rulesets.data.map((one) => [one.id, one]) : []);
  const found: Applying = { rules: [], open: [], idle: [] };

  if (target === 'branch') {
    if (rules.state === 'unknown') found.open.push(rules.because);
    for (const rule of rules.state === 'read' ? rules.data : []) {
      const [detail, summary] = [detailOf(observation, rule.ruleset_id), summaries.get(rule.ruleset_id)];
      const source = rulesetSource(rule.ruleset_id, { rule, ruleset: detail ?? summary });
      const against = tornRule(rule, { summary, detail, name, repository });
      if (against === undefined) found.rules.push({ rule, source });
      else found.open.push(contradiction(`has the rule ${rule.type} on ${name.full}, and ${against}`, source));
    }
  } else if (rulesets.state === 'unknown') found.open.push(rulesets.because);

  for (const { id, part } of observation.details) {
    const source = rulesetSource(id, { ruleset: part.state === 'read' ? part.data : summaries.get(id) });
    if (part.state === 'none') continue;
    if (part.state === 'unknown') {
      if (target !== 'branch' && source.enforcement !== 'disabled') found.open.push(part.because);
      continue;
    }
    const applies = appliesTo(part.data, target, name);
    const listed = tornList(summaries.get(id), part.data);
    const others = target === 'branch' || typeof applies === 'string' ? false : leavesOut(part.data, repository);
    if (target !== 'branch' && typeof applies !== 'string' && listed !== undefined)
      found.open.push(contradiction(`says that it is ${part.data.enforcement}, and ${listed}`, source));
    else if (typeof applies === 'string') found.idle.push({ source, why: applies });
    else if (others === true)
      found.open.push(contradiction(`is listed for ${repository.full}, and ${forOthers}`, source));
    else if (others === undefined)
      found.open.push({
        code: 'INCONCLUSIVE',
        message: `${sourceText(source)} is for repositories by their ids, and GitHub does not say that of ${repository.full}`,
        needs: 'the id of the repository',
      });
    else if (
      target === 'branch' &&
      applies &&
      rules.state !== 'unknown' &&
      !found.rules.some((one) => one.source.id === id)
    )
      found.open.push(contradiction(`includes ${name.full}, which has none of its rules`, source));
    else if (target !== 'branch' && applies)
      found.rules.push(...(part.data.rules ?? []).map((rule) => ({ rule, source })));
    else if (target !== 'branch')
      found.open.push({
        code: 'INCONCLUSIVE',
        message: `whether the ruleset "${part.data.name}" (${id}) applies to ${name.full === '' ? 'pushes' : name.full} cannot be told from what GitHub shows of it`,
        needs:
          'its target, rules and conditions, without escapes, complements and patterns that do not begin with refs/',
      });
  }
  // The API promises no order.
  const written = new Map(found.rules.map((one) => [one, stableJson(one.rule)]));
  found.rules.sort((a, b) => a.source.id - b.source.id || byText(written.get(a) ?? '', written.get(b) ?? ''));
  return found;
}

const forOthers = 'says of itself that it is for other repositories';

/** Two answers that cannot both be true: one of them was cut, or it was changed between them. */
function contradiction(message: string, source: RulesetSource): Because {
  return { code: 'INCONCLUSIVE', message: `${sourceText(source)} ${message}`, needs: 'another look' };
}

/** Why a rule that GitHub calls active on a branch may not be so, by what its ruleset says of itself. */
function tornRule(
  rule: Rule,
  known: {
    summary: RulesetSummary | undefined;
    detail: Ruleset | undefined;
    name: RefName;
    repository: RepositoryName;
  },
): string | undefined {
  const { summary, detail, name, repository } = known;
  if (detail === undefined) return summary === undefined ? undefined : inactive(summary, 'is listed as');
  const applies = appliesTo(detail, 'branch', name);
  const own = inactive(detail, 'says of itself that it is') ?? tornList(summary, detail);
  if (own !== undefined) return own;
  if (typeof applies === 'string') return `says of itself that it does not apply (${applies})`;
  if (leavesOut(detail, repository) === true) return forOthers;
  const rules = detail.rules ?? undefined;
  return rules === undefined || rules.some((one) => sameRule(one, rule))
    ? undefined
    : 'says of itself that it has no such rule';
}

function inactive({ enforcement }: RulesetSummary, says: string): string | undefined {
  return enforcement === 'disabled' || enforcement === 'evaluate' ? `${says} ${enforcement}` : undefined;
}

function tornList(summary: RulesetSummary | undefined, { enforcement }: Ruleset): string | undefined {
  return summary === undefined || summary.enforcement === enforcement
    ? undefined
    : `is listed as ${summary.enforcement}`;
}

function sameRule(a: Rule, b: Rule): boolean {
  return stableJson(ruleSense(a, 'branch')) === stableJson(ruleSense(b, 'branch'));
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What was read of a ruleset. */
export function detailOf({ details }: Observation, id: number): Ruleset | undefined {
  const part = details.find((detail) => detail.id === id)?.part;
  return part?.state === 'read' ? part.data : undefined;
}

/** True when its rules hold for the ref, the reason when they do not, false when that cannot be told. */
export function appliesTo(ruleset: Ruleset, target: Target, name: RefName): true | false | IdleReason {
  if ((ruleset.target ?? target) !== target) return 'other-target';
  if (ruleset.enforcement === 'disabled' || ruleset.enforcement === 'evaluate') return ruleset.enforcement;
  if (ruleset.enforcement !== 'active') return false;
  // Without the key the rules were not shown, which is not the same as none.
  if (ruleset.rules?.length === 0) return 'no-rules';
  if (ruleset.rules === undefined || ruleset.rules === null) return false;
  if (target === 'push') return ruleset.target === 'push';
  // The list was asked for tags, and GitHub Enterprise Server may not know the question.
  if (target === 'tag' && ruleset.target !== 'tag') return false;
  const condition = ruleset.conditions?.ref_name;
  if (condition === undefined || condition === null || condition.include === undefined || condition.include === null)
    return false;
  if (condition.include.length === 0) return 'empty-include';
  const included = any(condition.include.map((entry) => includesRef(entry, name)));
  if (included === false) return 'not-included';
  const excluded = any((condition.exclude ?? []).map((entry) => includesRef(entry, name)));
  if (excluded === true) return 'excluded';
  return included === true && excluded === false;
}
