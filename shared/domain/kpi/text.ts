import type { Because } from '../../core/errors.ts';
import type { Mark } from '../../core/exhibit.ts';
import { rangeText } from '../../core/range-text.ts';

import { numberText } from './number-text.ts';
import type { KpiResult } from './report-schema.ts';
import { type NoInterval, targetText, type Verdict } from './verdict.ts';

/*
 * Figures of KPIs as people read them: at most six significant digits. The report has them whole.
 */

/** A value of a KPI, with what a reader needs to weigh it. */
export interface ShownValue {
  kind: KpiResult['kind'];
  /** Null or undefined: it was not measured. */
  value: number | null | undefined;
  unit?: string | undefined;
  numerator: number;
  denominator: number;
}

/** A value with its unit; a ratio also with its counts, as in `0.975 (39/40)`. */
export function valueText({ kind, value, unit, numerator, denominator }: ShownValue): string {
  if (value === null || value === undefined) return 'not measured';
  return kind === 'ratio' ? `${numberText(value)} (${numerator}/${denominator})` : withUnit(value, unit);
}

/** A number with its unit. */
export function withUnit(value: number, unit: string | undefined): string {
  return unit === undefined ? numberText(value) : `${numberText(value)} ${unit}`;
}

/** An interval; null and infinity are an open end. */
export interface ShownEnds {
  lower: number | null;
  upper: number | null;
  confidence: number;
}

/** An interval, as in `0.912 to 1 (95 %)`, or with an open end `0.912 or more (95 %)`. */
export function intervalText(interval: ShownEnds | undefined): string {
  if (interval === undefined) return 'none';
  const end = (value: number | null): string | undefined =>
    value === null || !Number.isFinite(value) ? undefined : numberText(value);
  return `${rangeText(end(interval.lower), end(interval.upper))} (${numberText(interval.confidence * 100)} %)`;
}

/** What is asked of a KPI, with its unit; `none` when it is only told. */
export function askedText({ target, unit }: Pick<KpiResult, 'target' | 'unit'>): string {
  return target === undefined ? 'none' : `${targetText(target)}${unit === undefined ? '' : ` ${unit}`}`;
}

/** Verdicts in tables. */
export const verdictTexts: Readonly<Record<Verdict, { text: string; mark?: Mark }>> = {
  met: { text: 'met', mark: 'good' },
  missed: { text: 'missed', mark: 'bad' },
  inconclusive: { text: 'inconclusive', mark: 'open' },
  'not-measured': { text: 'not measured', mark: 'open' },
  'not-judged': { text: 'informational' },
};

/** A verdict with the word for a KPI that decides nothing. */
export function verdictText(verdict: Verdict, required: boolean): string {
  const { text } = verdictTexts[verdict];
  return required || verdict === 'not-judged' ? text : `${text} (informational)`;
}

/** A KPI that is neither met nor missed. */
export interface OpenKpi {
  verdict: Verdict;
  because?: { code: string; message: string } | undefined;
  interval?: (ShownEnds & { needed?: number | undefined }) | undefined;
  noInterval?: NoInterval | undefined;
  denominator: number;
}

/** Why a KPI is neither met nor missed, and what would settle it. */
export function openBecause({ verdict, because, interval, denominator }: OpenKpi): Because {
  const message = because?.message ?? 'it was not measured';
  if (verdict === 'inconclusive') {
    const range = interval === undefined ? '' : ` (interval ${intervalText(interval)})`;
    return { code: 'INCONCLUSIVE', message: `${message}${range}`, needs: moreText(interval?.needed, denominator) };
  }
  const few = because?.code.startsWith('too-few') === true;
  return few
    ? { code: 'TOO_FEW_SAMPLES', message, needs: 'more samples' }
    : { code: 'NO_DATA', message, needs: 'rows from which it can be computed' };
}

/** How much more to measure. */
export function moreText(needed: number | undefined, samples: number): string {
  return needed === undefined || needed <= samples ? 'more samples' : `about ${needed - samples} samples more`;
}
