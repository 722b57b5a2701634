import type { Because } from '../../shared/core/errors.ts';
import type { KpiSet } from '../../shared/domain/kpi/config.ts';
import { problemClasses } from '../../shared/domain/kpi/problem.ts';
import type { KpiReport, KpiResult } from '../../shared/domain/kpi/report-schema.ts';
import { askedText, intervalText, valueText } from '../../shared/domain/kpi/text.ts';
import type { Ctx } from './definition.ts';

type Finding = KpiReport['findings'][number];

/** The rules about the rows and the KPIs, by what the report says. Rows that are no evidence at all are the caller's. */
export function judgeReport(ctx: Ctx, report: KpiReport): void {
  judgeSoundness(ctx, report);
  judgeCoverage(ctx, report);
  for (const kpi of report.kpis) judgeKpi(ctx, kpi, report);
}

/** Everything that would have been asked, when not all rows could be read. */
export function unread(ctx: Ctx, set: KpiSet): void {
  const because: Because = {
    code: 'NO_DATA',
    message: 'not all rows could be read',
    needs: 'every file of rows, whole',
  };
  ctx.unverified('rows-sound', { about: [] }, because);
  ctx.unverified('rows-of-commit', { about: [] }, because);
  ctx.unverified('covered', { stratum: 'all rows', rows: 0, minimum: set['minimum-samples'] }, because);
  for (const { id, required } of set.kpis) ctx.unverified(required ? 'target' : 'informational', { id }, because);
  notAsked(ctx, set.kpis);
}

function judgeSoundness(ctx: Ctx, { findings, findingTotals, rows }: KpiReport): void {
  const failed = findings.filter(({ code }) => problemClasses[code] === 'failed');
  if (Object.values(findingTotals).every((total) => total === 0)) {
    if (rows > 0) ctx.passed('rows-sound', { about: [] });
    else ctx.unverified('rows-sound', { about: [] }, noRows);
    return;
  }
  // One result for each kind and field: the first row says where, the total how often.
  const groups = new Map<string, Finding[]>();
  for (const finding of failed) {
    const key = JSON.stringify([finding.code, finding.pointer]);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  for (const group of groups.values()) {
    const [first] = group;
    if (first === undefined) continue;
    const { code, pointer, path, line, otherPath, otherLine, expected, actual } = first;
    const total = findingTotals[code] ?? group.length;
    const besides = otherLine === undefined ? '' : ` (${otherPath}:${otherLine})`;
    const often = total > 1 ? `; ${total} rows in all` : '';
    ctx.failed(
      'rows-sound',
      {
        about: [code, ...(pointer === undefined ? [] : [pointer])],
        problem: `${first.message}${besides}${often}`,
        expected,
        actual,
      },
      path === undefined ? undefined : { path, ...(line === undefined ? {} : { line }) },
    );
  }
}

const noRows: Because = { code: 'NO_DATA', message: 'there are no rows', needs: 'rows of measurements' };

function judgeCoverage(ctx: Ctx, { rows, minimumSamples, strata }: KpiReport): void {
  const wanted = [
    { stratum: 'all rows', rows, minimum: minimumSamples },
    ...strata.map(({ pointer, value, rows: count, minimum }) => ({
      stratum: `${pointer} ${String(value)}`,
      rows: count,
      minimum,
    })),
  ];
  for (const fact of wanted) {
    if (fact.rows >= fact.minimum) ctx.passed('covered', fact);
    else {
      const message = `${fact.rows} rows, expected at least ${fact.minimum}`;
      const needs = `${fact.minimum - fact.rows} rows more of ${fact.stratum}`;
      ctx.unverified('covered', fact, { code: 'TOO_FEW_SAMPLES', message, needs });
    }
  }
}

function judgeKpi(ctx: Ctx, kpi: KpiResult, { sources }: KpiReport): void {
  const rule = kpi.required ? 'target' : 'informational';
  const { id, verdict } = kpi;
  const fact = {
    id,
    target: askedText(kpi),
    value: valueText(kpi),
    problem: `${kpi.title ?? id} is ${valueText(kpi)}, expected ${askedText(kpi)}`,
    observed: [kpi.value, kpi.target, sources.map(({ sha256 }) => sha256)],
  };
  if (verdict === 'met') ctx.passed(rule, fact);
  else if (verdict === 'missed') ctx.failed(rule, fact);
  else if (verdict === 'not-judged') ctx.notApplicable(rule, fact, 'it has no target');
  else ctx.unverified(rule, fact, whyOpen(kpi));
}

/** Why a KPI is neither met nor missed. */
function whyOpen(kpi: KpiResult): Because {
  const { verdict, because, interval } = kpi;
  const message = because?.message ?? 'it was not measured';
  if (verdict === 'inconclusive') {
    const more = interval?.needed === undefined ? undefined : interval.needed - kpi.denominator;
    const needs = more === undefined || more <= 0 ? 'more samples' : `about ${more} samples more`;
    return { code: 'INCONCLUSIVE', message: `${message} (interval ${intervalText(kpi)})`, needs };
  }
  const few = because?.code.startsWith('too-few') === true;
  return few
    ? { code: 'TOO_FEW_SAMPLES', message, needs: 'more samples' }
    : { code: 'NO_DATA', message, needs: 'rows from which it can be computed' };
}

/** Rules of which the set has nothing. */
export function notAsked(ctx: Ctx, kpis: readonly { required: boolean }[]): void {
  if (kpis.every(({ required }) => required))
    ctx.notApplicable('informational', { id: 'none' }, 'every KPI of the set is required');
}
