import { isObject, type Json, stableJson } from '../../core/json.ts';
import { listed } from '../../parse/text.ts';
import { readStatusWord } from '../foreign-report/word.ts';
import { noData, passed, unverified, type Verdict } from '../verdict/verdict.ts';

/** What one report says of a fact; undefined when it does not say. */
export interface SaidFact {
  /** The report, for people. */
  report: string;
  fact: string;
  value: Json | undefined;
  /** A number in it has more digits than can be compared. */
  inexact?: boolean | undefined;
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
 * that does not say leaves it open, as does one that says `unknown` or has an empty list, and so does a fact that only one report tells. `absent`: reports that were to tell and are not there.
 */
export function judgeAgreement(said: readonly SaidFact[], absent: readonly string[]): Verdict {
  const values = new Map<string, string[]>();
  const silent: string[] = [];
  for (const { report, value } of said) {
    if (saysNothing(value)) silent.push(report);
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
  const lossy = said.filter(({ inexact }) => inexact === true).map(({ report }) => report);
  if (lossy.length > 0) {
    const message = `a number in ${listed(lossy)} has more digits than can be compared`;
    return unverified(noData(message, 'text in place of that number, or fewer digits'));
  }
  const missing = [...silent, ...absent];
  if (missing.length > 0) return unverified(noData(`it is not said by ${listed(missing)}`, 'reports that all tell it'));
  if (said.length < 2)
    return unverified(noData('only one report tells it, so that nothing agrees', 'the fact in a second report'));
  return passed;
}

/** Whether a value tells nothing: blanks, words such as unknown, and lists and objects without anything in them. */
function saysNothing(value: Json | undefined): value is undefined {
  if (value === undefined || value === null) return true;
  if (typeof value === 'string')
    return value.trim() === '' || readStatusWord(value.trim()) === 'unverified' || nobodyKnows.test(value.trim());
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) && Object.keys(value).length === 0;
}

const nobodyKnows = /^(none|null|nil|undefined|n\/?a|nan|-+|\?+|tbd|todo)$/i;

function short(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
