import type { KpiSet } from '../../shared/domain/kpi/config.ts';
import { type Kpi, unitOf } from '../../shared/domain/kpi/definition.ts';
import { askedText, type OpenKpi, openBecause, type ShownValue, valueText } from '../../shared/domain/kpi/text.ts';
import type { PooledKpi } from '../../shared/domain/kpi-gate/pooled.ts';
import type { Ctx } from './definition.ts';

/** What all runs together say about a KPI, as it is shown. */
export type ShownPooled = PooledKpi & ShownValue & OpenKpi & { label: string; asked: string; target: Kpi['target'] };

/** The KPIs over all runs, as they are shown, in the order of the set. */
export function shownPooled(set: KpiSet, pooled: readonly PooledKpi[]): ShownPooled[] {
  return pooled.flatMap((one, index): ShownPooled[] => {
    const kpi = set.kpis[index];
    if (kpi === undefined) return [];
    const { numerator, denominator } = one.evidence.ok ? one.evidence.measure : { numerator: 0, denominator: 0 };
    const unit = unitOf(kpi);
    const { kind, target, title = kpi.id } = kpi;
    return [{ ...one, kind, unit, numerator, denominator, label: title, target, asked: askedText({ target, unit }) }];
  });
}

/** Judges all runs together. `sound`: they may be taken together at all. */
export function judgePooled(ctx: Ctx, kpis: readonly ShownPooled[], sound: boolean): void {
  for (const kpi of kpis) {
    const { id, required, verdict, asked, label, runs } = kpi;
    const rule = required ? 'target' : 'informational';
    const value = valueText(kpi);
    const problem = `${label} is ${value} over ${runs} runs, expected ${asked}`;
    const fact = { id, target: asked, value, problem, observed: [kpi.value ?? null, kpi.samples, kpi.target] };
    if (!sound) {
      const message = 'the runs are no evidence together, as other results say';
      ctx.unverified(rule, fact, { code: 'NO_DATA', message, needs: 'runs that are distinct and comparable' });
    } else if (verdict === 'met') ctx.passed(rule, fact);
    else if (verdict === 'missed') ctx.failed(rule, fact);
    else if (verdict === 'not-judged') ctx.notApplicable(rule, fact, 'it has no target');
    else ctx.unverified(rule, fact, openBecause(kpi));
  }
  if (kpis.every(({ required }) => required))
    ctx.notApplicable('informational', {}, 'every KPI of the set is required');
}
