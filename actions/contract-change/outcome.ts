import type { Because } from '../../shared/core/errors.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import type { Location } from '../../shared/core/location.ts';
import type { SurfaceConfig } from '../../shared/domain/contract-surface/config.ts';
import type { Verdict } from '../../shared/domain/verdict/verdict.ts';
import type { Ctx } from './definition.ts';
import type { RuleId, SurfaceFact } from './rules.ts';

/** What one rule says of one thing. */
export type Outcome = { rule: RuleId; fact: SurfaceFact } & (
  | { status: 'passed' }
  | { status: 'failed'; at: Location | undefined }
  | { status: 'unverified'; because: Because }
  | { status: 'not-applicable'; why: string }
);

/** Several units that passed are one result for each thing, so that an audit of a long history stays readable. */
export function record(ctx: Ctx, outcomes: readonly Outcome[]): void {
  const notAsked = new Map<string, () => void>();
  const passed = new Map<string, { rule: RuleId; fact: SurfaceFact }>();
  for (const outcome of foldedFailures(outcomes)) {
    const { rule, fact } = outcome;
    if (outcome.status === 'failed') ctx.failed(rule, fact, outcome.at);
    else if (outcome.status === 'unverified') ctx.unverified(rule, fact, outcome.because);
    else if (outcome.status === 'not-applicable') {
      // Asked for each unit, and said once.
      const { why } = outcome;
      notAsked.set(JSON.stringify([rule, fact]), () => ctx.notApplicable(rule, fact, why));
    } else {
      const { surface, what = [] } = fact;
      passed.set(JSON.stringify([rule, surface, what]), { rule, fact: { surface, what } });
    }
  }
  for (const say of notAsked.values()) say();
  for (const { rule, fact } of passed.values()) ctx.passed(rule, fact);
}

/** As many failures of one thing are results of their own; what comes after them is one result. */
const mostFailures = 50;

function foldedFailures(outcomes: readonly Outcome[]): Outcome[] {
  const groups = new Map<string, Outcome[]>();
  const kept = outcomes.filter((outcome) => {
    if (outcome.status !== 'failed') return true;
    const { surface, what = [], unit = '' } = outcome.fact;
    const key = JSON.stringify([outcome.rule, surface, what[0] ?? '', unit]);
    const group = groups.get(key) ?? [];
    group.push(outcome);
    groups.set(key, group);
    return group.length <= mostFailures;
  });
  for (const group of groups.values()) {
    const rest = group.slice(mostFailures);
    const [first] = rest;
    if (first === undefined) continue;
    const { surface, what = [], unit } = first.fact;
    const problems = rest.map(({ fact }) => fact.problem ?? '');
    kept.push(
      failed(
        first.rule,
        {
          surface,
          what: [...what.slice(0, 1), 'more'],
          ...(unit === undefined ? {} : { unit }),
          problem: `${rest.length} more of these: ${problems[0] ?? ''}`,
          actual: shown(problems, 20),
          observed: sha256(JSON.stringify(rest.map(({ fact }) => [fact.what, fact.observed ?? fact.problem]))),
          fix: 'mend those listed first; the others are of the same kind',
        },
        first.status === 'failed' ? first.at : undefined,
      ),
    );
  }
  return kept;
}

/** A result that fails, with where and what to do. */
export function failed(rule: RuleId, fact: SurfaceFact, at?: Location): Outcome {
  return { rule, fact, status: 'failed', at };
}

/** A result that passes, unless something could not be looked at. */
export function settled(rule: RuleId, fact: SurfaceFact, unknown: Because | undefined): Outcome {
  return unknown === undefined
    ? { rule, fact, status: 'passed' }
    : { rule, fact, status: 'unverified', because: unknown };
}

/** Rules for which the configuration of a surface gives nothing to judge. */
export function notAsked({ id }: Pick<SurfaceConfig, 'id'>, rules: readonly RuleId[]): Outcome[] {
  const why = 'the configuration of the surface does not ask for it';
  return rules.map((rule) => ({ rule, fact: { surface: id }, status: 'not-applicable', why }));
}

/** What a verdict says, under a rule; `bound`: what else makes its failure another one. */
export function told(rule: RuleId, fact: SurfaceFact, verdict: Verdict, bound: readonly string[] = []): Outcome {
  switch (verdict.status) {
    case 'passed':
      return { rule, fact, status: 'passed' };
    case 'unverified':
      return { rule, fact, status: 'unverified', because: verdict.because };
    case 'not-applicable':
      return { rule, fact, status: 'not-applicable', why: verdict.why };
    case 'failed': {
      const { problem, expected, actual, fix, at } = verdict;
      return failed(rule, { ...fact, problem, expected, actual, observed: [...bound, actual], fix }, at);
    }
  }
}

/** Items for a report, which must not grow with the change. */
export function shown(items: readonly string[], most = 50): string[] {
  return items.length > most ? [...items.slice(0, most), `and ${items.length - most} more`] : [...items];
}
