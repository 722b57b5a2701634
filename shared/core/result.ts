import type { Because } from './errors.ts';
import { fingerprint, valueHash } from './fingerprint.ts';
import type { Location } from './location.ts';
import type { Result } from './report.ts';
import type { Rule } from './rule.ts';

/**
 * The result of one evaluation of a rule. Expected and actual values are kept for passed and failed results, the fix for failed
 * ones only. `name` is `control/rule`.
 */
export function makeResult<A>(
  name: string,
  rule: Rule<A>,
  status: Result['status'],
  a: A,
  details: { at?: Location | undefined; because?: Because } = {},
): Result {
  const about = rule.about(a);
  const measured = status === 'failed' || status === 'passed';
  const expected = measured ? rule.expected?.(a) : undefined;
  const actual = measured ? rule.actual?.(a) : undefined;
  // A failure of which nothing is said to be observed has no value that a waiver could be bound to.
  const observes = rule.observed !== undefined || rule.actual !== undefined;
  const fix = status === 'failed' ? rule.fix?.(a) : undefined;
  const restsOn = status === 'unverified' ? [...(rule.restsOn?.(a) ?? [])] : [];
  return {
    rule: name,
    status,
    severity: rule.grade?.(a) ?? rule.severity,
    message: status === 'failed' ? rule.says(a) : rule.asserts,
    about,
    ...(expected === undefined ? {} : { expected }),
    ...(actual === undefined ? {} : { actual }),
    ...(details.at === undefined ? {} : { location: details.at }),
    ...(fix === undefined ? {} : { fix }),
    ...(details.because === undefined ? {} : { because: details.because }),
    fingerprint: fingerprint(name, about),
    ...(restsOn.length === 0 ? {} : { restsOn }),
    ...(status === 'failed' && observes
      ? { valueHash: valueHash([name, about, rule.observed?.(a) ?? actual ?? null]) }
      : {}),
  };
}

/** A result about the rule as a whole: it was not asked, or could not be evaluated for anything. */
export function wholeRuleResult(
  name: string,
  rule: Rule<never>,
  status: 'unverified' | 'not-applicable',
  because: Because,
): Result {
  const { severity, asserts } = rule;
  return { rule: name, status, severity, message: asserts, about: [], because, fingerprint: fingerprint(name, []) };
}
