import { type Condition, comparedValues, type Scalar } from './condition.ts';
import type { FieldRule, KpiSet } from './config.ts';
import { type Kpi, numeratorOf, valueOf } from './definition.ts';

/** The greatest confidence for which an interval is bootstrapped. */
const greatestBootstrapConfidence = 0.99;

/** One thing that is wrong with a KPI set whose every part is well-formed, with its pointer inside the set. */
export interface SetProblem {
  pointer: string;
  message: string;
}
type Add = (pointer: string, message: string) => void;

/** What the schema cannot say: how the parts of a set fit each other, and what could never pass or never fail. */
export function setProblems(set: KpiSet): SetProblem[] {
  const problems: SetProblem[] = [];
  const add: Add = (pointer, message) => problems.push({ pointer, message });
  for (const [index, rule] of set.rows.entries()) ruleProblems(rule, `/rows/${index}`, add);
  rowProblems(set, add);
  strataProblems(set, add);
  const { timestamp } = set;
  if (timestamp?.['maximum-gap'] !== undefined && timestamp.order !== 'ascending')
    add('/timestamp/maximum-gap', 'gaps are measured between neighbours, so the order must be ascending');
  const facts = set.constant.map(({ fact }) => fact);
  for (const [index, fact] of facts.entries())
    if (fact !== undefined && facts.indexOf(fact) !== index)
      add(`/constant/${index}/fact`, `the fact ${fact} is named twice`);
  const ids = new Set<string>();
  for (const [index, kpi] of set.kpis.entries()) {
    const at = `/kpis/${index}`;
    if (ids.has(kpi.id)) add(`${at}/id`, `the id ${kpi.id} is used twice`);
    ids.add(kpi.id);
    kpiProblems(kpi, at, add);
    conditionProblems(set, kpi.filter, `${at}/filter`, add);
    conditionProblems(set, numeratorOf(kpi), `${at}/numerator`, add);
    stratumMinimumProblems(set, kpi, at, add);
  }
  if (!set.kpis.some(({ required }) => required))
    add('/kpis', 'no KPI is required, so nothing could decide; leave out required: false where it matters');
  return problems;
}

function ruleProblems(rule: FieldRule, at: string, add: Add): void {
  const types = typesOf(rule);
  const numeric = types.includes('number') || types.includes('integer');
  if (rule.pattern !== undefined && !types.includes('string')) add(`${at}/pattern`, 'a pattern is for a string');
  for (const key of ['min', 'max'] as const)
    if (rule[key] !== undefined && !numeric) add(`${at}/${key}`, `${key} is for a number`);
  if (rule.min !== undefined && rule.max !== undefined && rule.min > rule.max)
    add(`${at}/min`, `min ${rule.min} is above max ${rule.max}, so no row could be right`);
  for (const [index, value] of (rule.enum ?? []).entries())
    if (!fits(value, types)) add(`${at}/enum/${index}`, `${JSON.stringify(value)} is no ${types.join(' or ')}`);
}

function rowProblems(set: KpiSet, add: Add): void {
  const always = new Set<string>();
  for (const [index, { pointer, when }] of set.rows.entries()) {
    if (when.length === 0 && always.has(pointer)) add(`/rows/${index}/pointer`, `${pointer} has two rules`);
    if (when.length === 0) always.add(pointer);
    conditionProblems(set, when, `/rows/${index}/when`, add);
  }
  const constants = set.constant.map(({ pointer }) => pointer);
  for (const [index, pointer] of constants.entries())
    if (constants.indexOf(pointer) !== index) add(`/constant/${index}/pointer`, `${pointer} is named twice`);
  for (const [index, key] of set.unique.entries())
    if (key.every((pointer) => constants.includes(pointer)))
      add(`/unique/${index}`, `${key.join(' and ')} must be the same in all rows and differ in all rows`);
}

function strataProblems(set: KpiSet, add: Add): void {
  const labels = new Set<string>();
  for (const [index, stratum] of set.strata.entries()) {
    for (const [position, value] of stratum.values.entries()) {
      const label = String(value);
      if (labels.has(label)) add(`/strata/${index}/values/${position}`, `the value ${label} is used twice`);
      labels.add(label);
    }
    for (const label of Object.keys(stratum['minimum-each']))
      if (!stratum.values.some((value) => String(value) === label))
        add(`/strata/${index}/minimum-each/${label}`, `${label} is none of the values`);
  }
}

function kpiProblems(kpi: Kpi, at: string, add: Add): void {
  if (kpi.kind === 'percentile') {
    const { percentile } = kpi;
    if (!(percentile > 0 && percentile < 100))
      add(`${at}/percentile`, `${percentile} is out of range: between 0 and 100; for the ends use kind min or max`);
    else if (Number(percentile.toFixed(6)) !== percentile)
      add(`${at}/percentile`, `${percentile} has more than 6 decimals`);
  }
  if ('interval' in kpi && kpi.interval === 'bootstrap' && kpi.confidence > greatestBootstrapConfidence)
    add(
      `${at}/confidence`,
      `a bootstrap reaches a confidence of ${greatestBootstrapConfidence}, this is ${kpi.confidence}; lower it, or choose another interval`,
    );
  const value = valueOf(kpi);
  if (value?.max !== undefined && value.min > value.max)
    add(`${at}/value/min`, `min ${value.min} is above max ${value.max}, so no row could be right`);
  if (kpi.kind === 'rate-per' && value !== undefined && value.min < 0)
    add(`${at}/value/min`, 'a number of events is never negative');
  if (kpi.kind === 'rate-per' && value !== undefined && kpi.missing === 'count-as-failure')
    add(
      `${at}/missing`,
      'a missing number of events cannot be counted; use error or exclude, or name rows with numerator',
    );
  const { target, direction } = kpi;
  if (target === undefined) {
    if (kpi.required) add(at, `${kpi.id} is required and has no target; give it one, or say required: false`);
    return;
  }
  const key = target.max === undefined ? 'min' : 'max';
  if ((direction === 'lower-is-better') !== (key === 'max')) {
    add(`${at}/target/${key}`, `a ${key} contradicts ${direction}: nothing would stop the value from getting worse`);
    return;
  }
  const verdict = reach(kpi);
  if (verdict === 'never-passes')
    add(`${at}/target/${key}`, `no ${kpi.kind} can ever meet this target${boundHint(kpi)}`);
  if (verdict === 'never-fails')
    add(`${at}/target/${key}`, `every ${kpi.kind} meets this target, so it asks for nothing`);
}

function boundHint(kpi: Kpi): string {
  return kpi.evaluate === 'bound' ? '; the end of a confidence interval never reaches the limit of the scale' : '';
}

/** What a target is worth, given the values that a KPI can have at all. */
function reach(kpi: Kpi): 'never-passes' | 'never-fails' | 'both' {
  const { low, high } = range(kpi);
  const { max, min, inclusive = true } = kpi.target ?? {};
  const open = kpi.evaluate === 'bound' && (kpi.kind === 'ratio' || kpi.kind === 'rate-per');
  const touches = inclusive && !open;
  if (max !== undefined) {
    if (max < low || (max === low && !touches)) return 'never-passes';
    return max > high || (max === high && inclusive) ? 'never-fails' : 'both';
  }
  const least = min ?? Number.NaN;
  if (least > high || (least === high && !touches)) return 'never-passes';
  return least < low || (least === low && inclusive) ? 'never-fails' : 'both';
}

function range(kpi: Kpi): { low: number; high: number } {
  switch (kpi.kind) {
    case 'ratio':
      return { low: 0, high: 1 };
    case 'count':
    case 'rate-per':
      return { low: 0, high: Number.POSITIVE_INFINITY };
    case 'sum':
      return { low: kpi.value.min >= 0 ? kpi.value.min : Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
    case 'percentile':
    case 'mean':
    case 'min':
    case 'max':
      return { low: kpi.value.min, high: kpi.value.max ?? Number.POSITIVE_INFINITY };
  }
}

/** A value that no row may have matches nothing: a filter or a numerator with it would be silently empty. */
function conditionProblems(set: KpiSet, conditions: readonly Condition[], at: string, add: Add): void {
  for (const [index, condition] of conditions.entries()) {
    const { pointer } = condition;
    const allowed = allowedValues(set, pointer);
    const types = set.rows.filter((rule) => rule.pointer === pointer).flatMap(typesOf);
    if (condition.exists !== undefined && types.length === 0)
      add(`${at}/${index}`, `no rule in rows knows ${pointer}, so a misspelt one would never exist`);
    for (const value of comparedValues(condition)) {
      const text = JSON.stringify(value);
      if (allowed !== undefined && !allowed.includes(value))
        add(`${at}/${index}`, `${text} is none of the values that ${pointer} may have, so it matches nothing`);
      else if (allowed === undefined && types.length > 0 && !fits(value, types))
        add(`${at}/${index}`, `${pointer} is ${types.join(' or ')}, so ${text} matches nothing`);
      else if (allowed === undefined && typeof value === 'string')
        add(
          `${at}/${index}`,
          `the values of ${pointer} are not listed, so a misspelt one would match nothing; give its rule in rows an enum`,
        );
    }
  }
}

/** The values that a field of a row may have, where the set lists them. */
function allowedValues(set: KpiSet, pointer: string): Scalar[] | undefined {
  const stratum = set.strata.find((one) => one.pointer === pointer);
  const listed = set.rows.filter((rule) => rule.pointer === pointer).map((rule) => rule.enum);
  if (listed.length > 0 && listed.every((values) => values !== undefined))
    return listed.flatMap((values) => values ?? []);
  return stratum?.values;
}

function stratumMinimumProblems(set: KpiSet, kpi: Kpi, at: string, add: Add): void {
  for (const label of Object.keys(kpi['minimum-samples-per-stratum'])) {
    const pointer = `${at}/minimum-samples-per-stratum/${label}`;
    const stratum = set.strata.find(({ values }) => values.some((value) => String(value) === label));
    if (stratum === undefined) add(pointer, `${label} is no value of a stratum`);
    else if (kpi.filter.some((condition) => condition.pointer === stratum.pointer && excludes(condition, label)))
      add(pointer, `the filter of ${kpi.id} leaves ${label} out, so it can never have samples there`);
  }
}

function excludes(condition: Condition, label: string): boolean {
  const named = comparedValues(condition).some((value) => String(value) === label);
  if (condition.equals !== undefined || condition.in !== undefined) return !named;
  return (condition.not !== undefined || condition['not-in'] !== undefined) && named;
}

function typesOf(rule: FieldRule): string[] {
  return typeof rule.type === 'string' ? [rule.type] : rule.type;
}

function fits(value: Scalar, types: readonly string[]): boolean {
  if (typeof value !== 'number') return types.includes(typeof value);
  return types.includes('number') || (types.includes('integer') && Number.isInteger(value));
}
