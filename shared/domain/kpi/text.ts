import { rangeText } from '../../core/range-text.ts';
import { numberText } from './number-text.ts';
import type { KpiResult } from './report-schema.ts';
import { targetText } from './verdict.ts';

/*
 * Figures of KPIs as people read them: at most six significant digits. The report has them whole.
 */

/** A value with its unit; a ratio also with its counts, as in `0.975 (39/40)`. */
export function valueText({ kind, value, unit, numerator, denominator }: KpiResult): string {
  if (value === null) return 'not measured';
  const shown = numberText(value);
  if (kind === 'ratio') return `${shown} (${numerator}/${denominator})`;
  return unit === undefined ? shown : `${shown} ${unit}`;
}

/** An interval, as in `0.912 to 1 (95 %)`, or with an open end `0.912 or more (95 %)`. */
export function intervalText({ interval }: Pick<KpiResult, 'interval'>): string {
  if (interval === undefined) return 'none';
  const end = (value: number | null): string | undefined => (value === null ? undefined : numberText(value));
  return `${rangeText(end(interval.lower), end(interval.upper))} (${numberText(interval.confidence * 100)} %)`;
}

/** What is asked of a KPI, with its unit; `none` when it is only told. */
export function askedText({ target, unit }: Pick<KpiResult, 'target' | 'unit'>): string {
  return target === undefined ? 'none' : `${targetText(target)}${unit === undefined ? '' : ` ${unit}`}`;
}
