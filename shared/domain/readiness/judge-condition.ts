import { isObject, type Json, stableJson } from '../../core/json.ts';
import { formatPointer, parsePointer } from '../../core/pointer.ts';
import type { JsonDocument } from '../../parse/document.ts';
import { quote } from '../../parse/text.ts';
import { noData, passed, unverified, type Verdict } from '../verdict/verdict.ts';
import { boundsAbove, type Condition, conditionText } from './condition.ts';

/** The part of a document that conditions read. */
export type Fields = Pick<JsonDocument, 'get' | 'inexact'>;

/**
 * Whether a field of a report is as the policy asks. A field that is not there fails every comparison but `exists: false`. A number that
 * lost digits is not verified, nor is a number that must be small where nothing says that there was anything to count.
 */
export function judgeCondition(document: Fields, condition: Condition): Verdict {
  const { pointer, exists } = condition;
  const value = document.get(pointer);
  const there = value !== undefined && value !== null;
  if (exists !== undefined) {
    if (there !== exists) return failed(condition, there ? value : 'nothing');
    return !exists && isCounter(condition) ? judgeTotal(document, condition) : passed;
  }
  if (!there) return failed(condition, 'nothing');
  if (document.inexact.some((number) => isAt(number.pointer, pointer))) {
    const message = `${pointer} has a number with more digits than can be compared`;
    return unverified(noData(message, 'a number that a double can hold'));
  }
  if (!holds(condition, value)) return failed(condition, value);
  if (!boundsAbove(condition) || !isCounter(condition)) return passed;
  // Nobody counts fewer than none.
  return typeof value === 'number' && value < 0 ? failed(condition, value) : judgeTotal(document, condition);
}

/** Whether a place is a field, or lies in it. */
export function isAt(place: string, pointer: string): boolean {
  return place === pointer || place.startsWith(`${pointer}/`);
}

function holds(condition: Condition, value: Json): boolean {
  const { equals, not, in: among, 'not-in': outside, length, set, contains } = condition;
  const { 'at-least': least, 'at-most': most } = condition;
  if (equals !== undefined) return value === equals;
  if (not !== undefined) return isScalar(value) && typeof value === typeof not && value !== not;
  if (among !== undefined) return isScalar(value) && among.includes(value);
  if (outside !== undefined)
    return isScalar(value) && outside.some((one) => typeof one === typeof value) && !outside.includes(value);
  if (least !== undefined) return typeof value === 'number' && value >= least;
  if (most !== undefined) return typeof value === 'number' && value <= most;
  if (length !== undefined) return hasLength(value, length);
  if (!Array.isArray(value)) return false;
  const items = new Set(value.map((item) => stableJson(item)));
  const wanted = new Set((set ?? contains ?? []).map((item) => stableJson(item)));
  const all = [...wanted].every((item) => items.has(item));
  return all && (set === undefined || (items.size === wanted.size && value.length === wanted.size));
}

type Scalar = string | number | boolean;

function isScalar(value: Json): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function hasLength(value: Json, length: NonNullable<Condition['length']>): boolean {
  const size = sizeOf(value);
  if (size === undefined) return false;
  const { equals, 'at-least': least, 'at-most': most } = length;
  return size === (equals ?? size) && size >= (least ?? size) && size <= (most ?? size);
}

function sizeOf(value: Json | undefined): number | undefined {
  if (Array.isArray(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : undefined;
}

function failed(condition: Condition, value: Json): Verdict {
  const { pointer } = condition;
  const words = typeof value === 'string' ? quote(value, 120) : stableJson(value).slice(0, 200);
  const shown = value === 'nothing' ? 'is not there' : `is ${words}`;
  const expected = conditionText(condition);
  return {
    status: 'failed',
    problem: `${pointer} ${shown}, expected ${expected}`,
    expected: `${pointer} ${expected}`,
    actual: value,
    fix: `mend what the report found, and let it be made again until ${pointer} holds`,
  };
}

/** Words in the name of a counter that is good when it is small. */
const badWords =
  /(^|_)(fail(ed|ures?|ing|s)?|err(ors?|ored)|breach(ed|es)?|mismatch(ed|es)?|missing|invalid|violat(ed|ions?)|skipped|unverified|unknown|cancel(l?ed|lations?)|incomplete|pending|partial|neutral|regress(ed|ions?)|reject(ed|ions?)|denied|blocked|broken|lost|dropped|conflicts?|crash(ed|es)|timeouts?|timed_out|flak(y|es)|problems?|issues?|defects?|bugs?|warnings?|drift(s|ed)?|divergen(t|ces?)|differences?|diffs?|deviations?|incidents?|vulnerabilit(y|ies)|critical|stale|expired|orphan(s|ed)?|untested|uncovered)(_|$)/;

/** Whether a field counts what went wrong: 0 of it says something only of what was counted at all. */
function isCounter({ pointer, of }: Condition): boolean {
  return of !== undefined || badWords.test(kebab(parsePointer(pointer)?.at(-1) ?? ''));
}

/** `failedTests`, `failed-tests` and `failed_tests` are one name. */
function kebab(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toLowerCase();
}

function judgeTotal(document: Fields, condition: Condition): Verdict {
  const { pointer, of } = condition;
  const places = of === undefined ? totalsOf(pointer) : [{ place: of, counts: true }];
  for (const { place, counts } of places) {
    const value = document.get(place);
    const total = typeof value === 'number' && counts ? value : sizeOf(value);
    if (total === undefined) continue;
    if (total > 0) return passed;
    const message = `${pointer} says nothing: ${place} is ${total}, so that nothing was counted`;
    return unverified(noData(message, 'a report in which something was measured'));
  }
  const message = `${pointer} says nothing: no total says of how many`;
  return unverified(noData(message, of === undefined ? 'of: the pointer to the total' : `a total at ${of}`));
}

/** Where the total of a counter usually stands: beside it, by its own noun or as `total`; of a list the lists that are counted. */
function totalsOf(pointer: string): { place: string; counts: boolean }[] {
  const tokens = parsePointer(pointer) ?? [];
  const name = tokens.at(-1) ?? '';
  const around = tokens.slice(0, -1);
  const nouns = kebab(name)
    .split('_')
    .filter((word) => !badWords.test(word));
  const [noun] = nouns.slice(-1);
  const own =
    noun === undefined
      ? []
      : [name.replace(/fail(?:ed|ures?)/i, 'total'), `total_${noun}`, `${noun}_total`, `completed_${noun}`, noun];
  const names = [...own.filter((one) => one !== name), ...(noun === undefined ? ['total', 'total_reports'] : [])];
  const lists = ['tests', 'checks', 'reports', 'rows', 'results'];
  const at = (one: string): string => formatPointer([...around, one]);
  return [
    ...names.map((one) => ({ place: at(one), counts: true })),
    // A number of these names need not be the total of that counter.
    ...lists.map((one) => ({ place: at(one), counts: false })),
  ];
}
