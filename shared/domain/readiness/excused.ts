import { isObject, type Json } from '../../core/json.ts';
import type { JsonDocument } from '../../parse/document.ts';
import { parseJson } from '../../parse/json.ts';
import { readStatusWord } from '../foreign-report/word.ts';
import type { RequiredReport } from './config.ts';

type Excuses = NonNullable<RequiredReport['external']>;
type Fields = { readonly [key: string]: Json };

/** A report as it would be, had it been able to look; `excused`: what could not, by its names. */
export interface Excused {
  document: JsonDocument;
  excused: readonly string[];
}

/**
 * The same report in which every check, or report of a summary, that may be unable to look passed, with its numbers put right by as many and
 * its word with them. What stands against that one stands against the report itself, and is no matter of not having been able to look.
 * Undefined when the report does not say that it is unverified, names nothing of that kind, or has numbers that lost digits.
 */
export function hadItLooked(
  document: JsonDocument,
  external: Excuses,
  list: 'checks' | 'reports',
): Excused | undefined {
  const { value, inexact } = document;
  if (!isObject(value) || inexact.length > 0) return undefined;
  const { status, [list]: rows } = value as Fields;
  if (typeof status !== 'string' || readStatusWord(status) !== 'unverified' || !Array.isArray(rows)) return undefined;
  const excused: string[] = [];
  const looked = rows.map((row: Json): Json => {
    const name = list === 'checks' ? unseenCheck(row, external) : unseenReport(row, external);
    if (name === undefined) return row;
    excused.push(name);
    return list === 'checks' ? { check_id: name, passed: true } : { path: name, status: 'passed' };
  });
  if (excused.length === 0) return undefined;
  const { summary } = value as Fields;
  const whole = {
    ...corrected(value as Fields, excused.length),
    status: 'passed',
    [list]: looked,
    ...(isObject(summary) ? { summary: corrected(summary as Fields, excused.length) } : {}),
  };
  const parsed = parseJson(JSON.stringify(whole));
  return parsed.ok ? { document: parsed.document, excused } : undefined;
}

function unseenCheck(row: Json, { 'could-not-look': patterns }: Excuses): string | undefined {
  const { check_id: name, passed } = isObject(row) ? (row as Fields) : {};
  const matches = (pattern: string): boolean =>
    typeof name === 'string' && (pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern);
  return typeof name === 'string' && passed === false && patterns.some(matches) ? name : undefined;
}

function unseenReport(row: Json, { reports }: Excuses): string | undefined {
  const { path, status } = isObject(row) ? (row as Fields) : {};
  if (typeof path !== 'string' || typeof status !== 'string') return undefined;
  const may = readStatusWord(status) === 'unverified' && reports.includes(path.slice(path.lastIndexOf('/') + 1));
  return may ? path : undefined;
}

const passedKeys = ['passed', 'passed_checks', 'checks_passed'];
const failedKeys = ['failed', 'failed_checks', 'checks_failed'];

/** Counters that hold as many as were excused; what they hold beyond that stays in them. */
function corrected(counters: Fields, excused: number): Fields {
  const changed: Record<string, Json> = { ...counters };
  const { unverified, pass_ratio: ratio } = counters;
  // What could not look is counted as failed by some tools, and as unverified by others.
  const apart = typeof unverified === 'number';
  for (const key of passedKeys) if (typeof counters[key] === 'number') changed[key] = counters[key] + excused;
  if (apart) changed['unverified'] = unverified - excused;
  else for (const key of failedKeys) if (typeof counters[key] === 'number') changed[key] = counters[key] - excused;
  if (unverified === true) changed['unverified'] = false;
  const totals = ['total', 'total_checks', 'checks_total'].map((key, index) => [
    counters[key],
    counters[passedKeys[index] ?? ''],
  ]);
  // A ratio may be rounded to as few as two places.
  const isRatio = ([total, good]: (Json | undefined)[]): boolean =>
    typeof total === 'number' && typeof good === 'number' && Math.abs(good / total - Number(ratio)) < 0.006;
  if (typeof ratio === 'number' && totals.some(isRatio)) changed['pass_ratio'] = 1;
  return changed;
}
