import { type Json, stableJson } from '../../core/json.ts';
import { listed } from '../../parse/text.ts';
import { noData, passed, unverified, type Verdict } from '../verdict/verdict.ts';

/** What one report says of a fact; undefined when it does not say. */
export interface SaidFact {
  /** The report, for people. */
  report: string;
  fact: string;
  value: Json | undefined;
}

/** What all reports say of each fact, the facts in the order of their names. */
export function byFact(said: readonly SaidFact[]): Map<string, SaidFact[]> {
  const facts = new Map<string, SaidFact[]>();
  for (const one of [...said].sort((a, b) => (a.fact < b.fact ? -1 : a.fact > b.fact ? 1 : 0)))
    facts.set(one.fact, [...(facts.get(one.fact) ?? []), one]);
  return facts;
}

/**
 * Whether all reports say the same of a fact: one commit, one set of flags, one definition, one baseline. Keys of objects have no order. A report
 * that does not say leaves it open, and so does a fact that only one report tells. `expected`: reports that were to tell and are not there.
 */
export function judgeAgreement(said: readonly SaidFact[], absent: readonly string[]): Verdict {
  const values = new Map<string, string[]>();
  const silent: string[] = [];
  for (const { report, value } of said) {
    if (value === undefined || value === null || value === '') silent.push(report);
    else {
      const text = stableJson(value);
      values.set(text, [...(values.get(text) ?? []), report]);
    }
  }
  if (values.size > 1) {
    const told = [...values].map(([value, reports]) => `${short(value)} in ${listed(reports, 3)}`);
    return {
      status: 'failed',
      problem: `reports contradict each other: ${listed(told)}`,
      expected: 'one value',
      actual: Object.fromEntries(values),
      fix: 'let all of them be made for one commit, with the same flags, definitions and baseline',
    };
  }
  const missing = [...silent, ...absent];
  if (missing.length > 0) return unverified(noData(`it is not said by ${listed(missing)}`, 'reports that all tell it'));
  if (said.length < 2)
    return unverified(noData('only one report tells it, so that nothing agrees', 'the fact in a second report'));
  return passed;
}

function short(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
