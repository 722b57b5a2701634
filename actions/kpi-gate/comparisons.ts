import type { Because } from '../../shared/core/errors.ts';
import type { KpiSet } from '../../shared/domain/kpi/config.ts';
import { unitOf } from '../../shared/domain/kpi/definition.ts';
import { numberText } from '../../shared/domain/kpi/number-text.ts';
import { intervalText, moreText, withUnit } from '../../shared/domain/kpi/text.ts';
import { type Regression, regressions } from '../../shared/domain/kpi-gate/regression.ts';
import type { Reference, Run } from '../../shared/domain/kpi-gate/run.ts';
import { type SelfAudit, selfAudit } from '../../shared/domain/kpi-gate/self-audit.ts';
import type { Ctx } from './definition.ts';
import { baselineOf, type History } from './history.ts';

/** The comparisons with the baseline and the best sustained value, as far as the configuration asks for them, judged. */
export async function judgeComparisons(
  ctx: Ctx,
  set: KpiSet,
  runs: readonly Run[],
  history: History,
  sound: boolean,
): Promise<Regression[]> {
  const { ratchet, tolerances, alpha, power } = ctx.inputs;
  const baseline = await baselineOf(ctx, set);
  if (baseline === undefined && ratchet === undefined) {
    ctx.notApplicable('not-worse', {}, 'the configuration names nothing to compare with');
    return [];
  }
  if (baseline?.ok === false) notCompared(ctx, set, 'baseline', baseline.because);
  if (ratchet !== undefined && !history.ok) notCompared(ctx, set, 'best-sustained', history.because);
  const anchors: Reference[] | undefined =
    ratchet === undefined || !history.ok ? undefined : history.data.slice(-ratchet.reports);
  const found = regressions({
    set,
    runs,
    baseline: baseline?.ok === true ? baseline.data : undefined,
    ratchet: anchors,
    tolerances,
    errors: { alpha, power },
  });
  const unread = history.unread.flatMap(({ because }) => because ?? [])[0];
  for (const one of found)
    if (one.required) judge(ctx, set, one, sound, one.against.kind === 'best-sustained' ? unread : undefined);
  return found;
}

function notCompared(ctx: Ctx, set: KpiSet, against: Regression['against']['kind'], because: Because): void {
  for (const { id, required } of set.kpis) if (required) ctx.unverified('not-worse', { id, against }, because);
}

/** `unread`: why not everything that it was compared with is known. The best can only be better than what was read. */
function judge(ctx: Ctx, set: KpiSet, one: Regression, sound: boolean, unread: Because | undefined): void {
  const kpi = set.kpis.find(({ id }) => id === one.id);
  if (kpi === undefined) return;
  const unit = unitOf(kpi);
  const side = kpi.direction === 'lower-is-better' ? 'at most' : 'at least';
  const target = one.limit === undefined ? 'within the tolerance' : `${side} ${withUnit(one.limit, unit)}`;
  const value = one.current === undefined ? 'not measured' : withUnit(one.current, unit);
  const fact = {
    id: one.id,
    against: one.against.kind,
    target,
    value,
    problem: `${kpi.title ?? one.id} is ${value}, worse than ${againstText(one)} allows (${target})`,
    observed: [one.current ?? null, one.reference ?? null, one.tolerance],
  };
  if (!sound) {
    const message = 'the runs are no evidence together, as other results say';
    ctx.unverified('not-worse', fact, { code: 'NO_DATA', message, needs: 'runs that are distinct and comparable' });
  } else if (one.zone === 'within' && unread !== undefined) ctx.unverified('not-worse', fact, unread);
  else if (one.zone === 'within') ctx.passed('not-worse', fact);
  else if (one.zone === 'worse') ctx.failed('not-worse', fact);
  else ctx.unverified('not-worse', fact, openComparison(one, unit));
}

function openComparison(one: Regression, unit: string | undefined): Because {
  const { zone, because, interval, detectable, judged, more = 0 } = one;
  if (zone === 'inconclusive') {
    const parts = [
      because?.message ?? 'the figures allow both answers',
      ...(interval === undefined ? [] : [`the interval of the ${judged} is ${intervalText(interval)}`]),
      ...(detectable === undefined ? [] : [`from ${withUnit(detectable, unit)} on it would be seen`]),
    ];
    return { code: 'INCONCLUSIVE', message: parts.join('; '), needs: moreText(more, 0) };
  }
  const message = because?.message ?? 'it could not be compared';
  const needs =
    because?.code === 'rows-needed'
      ? 'a baseline with its rows beside it (a ratchet has only the values of reports)'
      : 'a value of both, and a tolerance';
  return { code: 'NO_DATA', message, needs };
}

/** What a KPI was compared with, for people. */
export function againstText({ against }: Regression): string {
  const name = against.name === undefined ? '' : ` (${against.name})`;
  return against.kind === 'baseline' ? `the baseline${name}` : `the best sustained value${name}`;
}

/** Tells how often the comparison would have alarmed without a change; undefined when that is not asked for. */
export function judgeAudit(ctx: Ctx, set: KpiSet, history: History): SelfAudit | undefined {
  const { 'self-audit': asked, tolerances, alpha, power } = ctx.inputs;
  if (asked === undefined) {
    ctx.notApplicable('false-alarms', { about: [] }, 'the configuration asks for no self-audit');
    return undefined;
  }
  if (!history.ok) {
    ctx.unverified('false-alarms', { about: [] }, history.because);
    return undefined;
  }
  const reports = history.data.flatMap(({ name, report, run }) => {
    const { commit } = run.facts;
    return typeof commit === 'string' ? [{ name, report, commit }] : [];
  });
  const limits = { pairs: asked.pairs, minimumPairs: asked['minimum-pairs'] };
  const audit = selfAudit({ set, reports, tolerances, errors: { alpha, power }, ...limits });
  const { status, because, rate, interval, pairs, alarms } = audit;
  if (status === 'not-measured' || rate === undefined || interval === undefined) {
    const message = because ?? 'there are too few pairs';
    const needs = 'more runs of the harness on one commit';
    ctx.unverified('false-alarms', { about: [] }, { code: 'TOO_FEW_SAMPLES', message, needs });
    return audit;
  }
  // Only a rate that is surely above the error that the policy allows speaks against the gate.
  ctx.judge('false-alarms', interval.lower <= alpha, {
    about: [],
    problem: `${alarms.length} of ${pairs} pairs of one commit come out as worse`,
    expected: `a rate of at most ${alpha}`,
    actual: `${numberText(rate)} (${intervalText(interval)})`,
  });
  return audit;
}
