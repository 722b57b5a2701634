import { counted } from '../../shared/core/counted.ts';
import type { Because } from '../../shared/core/errors.ts';
import type { KpiSet } from '../../shared/domain/kpi/config.ts';
import type { KpiReport, KpiResult } from '../../shared/domain/kpi/report-schema.ts';
import { askedText, openBecause, valueText } from '../../shared/domain/kpi/text.ts';
import { unsoundKinds } from '../../shared/domain/kpi/unsound.ts';
import type { Ctx } from './definition.ts';

/** The rules about the rows and the KPIs, by what the report says. Rows that are no evidence at all are the caller's. */
export function judgeReport(ctx: Ctx, report: KpiReport): void {
  judgeSoundness(ctx, report);
  judgeCoverage(ctx, report);
  for (const kpi of report.kpis) judgeKpi(ctx, kpi);
  notAsked(ctx, report.kpis);
}

/** Everything that would have been asked, when not all rows could be read. */
export function unread(ctx: Ctx, set: KpiSet): void {
  const message = 'not all rows could be read';
  const because: Because = { code: 'NO_DATA', message, needs: 'every file of rows, whole' };
  ctx.unverified('rows-sound', { about: [] }, because);
  ctx.unverified('of-commit', { about: [] }, because);
  ctx.unverified('covered', { rows: 0, minimum: set['minimum-samples'] }, because);
  for (const { id, required } of set.kpis) ctx.unverified(required ? 'target' : 'informational', { id }, because);
  notAsked(ctx, set.kpis);
}

function judgeSoundness(ctx: Ctx, report: KpiReport): void {
  const kinds = unsoundKinds(report);
  if (kinds.length === 0) {
    const because: Because = { code: 'NO_DATA', message: 'there are no rows', needs: 'rows of measurements' };
    if (report.rows > 0) ctx.passed('rows-sound', { about: [] });
    else ctx.unverified('rows-sound', { about: [] }, because);
    return;
  }
  for (const { code, total, first } of kinds) {
    const often = `${total} of the kind ${code} in all`;
    if (first.length === 0) ctx.failed('rows-sound', { about: [code], problem: often });
    for (const { pointer, message, path, line, otherPath, otherLine, expected, actual } of first) {
      const besides = otherLine === undefined ? '' : ` (${otherPath}:${otherLine})`;
      ctx.failed(
        'rows-sound',
        {
          about: [code, ...(pointer === undefined ? [] : [pointer])],
          problem: `${message}${besides}${total > 1 ? `; ${often}` : ''}`,
          expected,
          actual,
        },
        path === undefined ? undefined : { path, ...(line === undefined ? {} : { line }) },
      );
    }
  }
}

function judgeCoverage(ctx: Ctx, { rows, minimumSamples, strata }: KpiReport): void {
  const wanted = strata.map(({ pointer, value, rows: count, minimum }) => ({
    stratum: [pointer, JSON.stringify(value)] as const,
    rows: count,
    minimum,
  }));
  for (const fact of [{ rows, minimum: minimumSamples }, ...wanted]) {
    if (fact.rows >= fact.minimum) ctx.passed('covered', fact);
    else {
      const message = `${counted(fact.rows, 'row')}, expected at least ${fact.minimum}`;
      const of = 'stratum' in fact ? ` of ${fact.stratum.join(' ')}` : '';
      const needs = `${counted(fact.minimum - fact.rows, 'row')} more${of}`;
      ctx.unverified('covered', fact, { code: 'TOO_FEW_SAMPLES', message, needs });
    }
  }
}

function judgeKpi(ctx: Ctx, kpi: KpiResult): void {
  const rule = kpi.required ? 'target' : 'informational';
  const { id, verdict } = kpi;
  const fact = {
    id,
    target: askedText(kpi),
    value: valueText(kpi),
    problem: `${kpi.title ?? id} is ${valueText(kpi)}, expected ${askedText(kpi)}`,
    observed: [kpi.value, kpi.denominator, kpi.target],
  };
  if (verdict === 'met') ctx.passed(rule, fact);
  else if (verdict === 'missed') ctx.failed(rule, fact);
  else if (verdict === 'not-judged') ctx.notApplicable(rule, fact, 'it has no target');
  else ctx.unverified(rule, fact, openBecause(kpi));
}

/** Rules of which the set has nothing. */
function notAsked(ctx: Ctx, kpis: readonly { required: boolean }[]): void {
  if (kpis.every(({ required }) => required))
    ctx.notApplicable('informational', {}, 'every KPI of the set is required');
}
