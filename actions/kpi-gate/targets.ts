import type { Because } from '../../shared/core/errors.ts';
import type { KpiSet } from '../../shared/domain/kpi/config.ts';
import { type Kpi, unitOf } from '../../shared/domain/kpi/definition.ts';
import { numberText } from '../../shared/domain/kpi/number-text.ts';
import { valueText } from '../../shared/domain/kpi/text.ts';
import { meets, targetText } from '../../shared/domain/kpi/verdict.ts';
import type { PooledKpi } from '../../shared/domain/kpi-gate/pooled.ts';
import type { Regression } from '../../shared/domain/kpi-gate/regression.ts';
import type { Run } from '../../shared/domain/kpi-gate/run.ts';
import type { SelfAudit } from '../../shared/domain/kpi-gate/self-audit.ts';
import type { Ctx } from './definition.ts';

/** Judges each run by itself: its value must meet the target, as far as it was measured. */
export function judgeEachRun(ctx: Ctx, set: KpiSet, runs: readonly Run[]): void {
  for (const kpi of set.kpis) {
    const { id, target } = kpi;
    if (!kpi.required || target === undefined) continue;
    for (const { name, report } of runs) {
      const result = report.kpis.find((one) => one.id === id);
      const fact = { id, run: name, target: asked(kpi) };
      if (result === undefined || result.value === null || result.verdict === 'not-measured') {
        const message = `${name} did not measure it: ${result?.because?.message ?? 'there is no value'}`;
        ctx.unverified('run-target', fact, { code: 'NO_DATA', message, needs: 'a run that measures it' });
        continue;
      }
      if (result.because?.code === 'value-too-coarse') {
        const message = `${name}: ${result.because.message}`;
        ctx.unverified('run-target', fact, { code: 'INCONCLUSIVE', message, needs: 'a value further from its target' });
        continue;
      }
      const value = valueText(result);
      const problem = `${kpi.title ?? id} is ${value} in ${name}, expected ${asked(kpi)}`;
      const observed = [result.value, target, report.sources.map(({ sha256 }) => sha256)];
      ctx.judge('run-target', meets(result.value, target), { ...fact, value, problem, observed });
    }
    if (runs.length === 0) ctx.unverified('run-target', { id, target: asked(kpi) }, noEvidence);
  }
}

const noEvidence: Because = { code: 'NO_DATA', message: 'there is no run', needs: 'reports on runs of the harness' };

/** Judges all runs together. `sound`: they may be taken together at all. */
export function judgePooled(ctx: Ctx, set: KpiSet, pooled: readonly PooledKpi[], sound: boolean): void {
  for (const [index, one] of pooled.entries()) {
    const kpi = set.kpis[index];
    if (kpi === undefined) continue;
    const rule = one.required ? 'target' : 'informational';
    const value = pooledText(kpi, one);
    const problem = `${kpi.title ?? one.id} is ${value} over ${one.runs} runs, expected ${asked(kpi)}`;
    const fact = { id: one.id, target: asked(kpi), value, problem, observed: [one.value, one.samples, kpi.target] };
    if (!sound) {
      const message = 'the runs are no evidence together, as other results say';
      ctx.unverified(rule, fact, { code: 'NO_DATA', message, needs: 'runs that are distinct and comparable' });
    } else if (one.verdict === 'met') ctx.passed(rule, fact);
    else if (one.verdict === 'missed') ctx.failed(rule, fact);
    else if (one.verdict === 'not-judged') ctx.notApplicable(rule, fact, 'it has no target');
    else ctx.unverified(rule, fact, openPooled(ctx, one));
  }
  if (!set.kpis.some(({ required }) => !required))
    ctx.notApplicable('informational', { id: 'none' }, 'every KPI of the set is required');
}

function openPooled(ctx: Ctx, { verdict, because, more, interval }: PooledKpi): Because {
  const message = because?.message ?? 'it was not measured';
  if (verdict === 'inconclusive') {
    const range = interval === undefined ? '' : ` (interval ${rangeText(interval)})`;
    return inconclusive(ctx, `${message}${range}`, more);
  }
  const few = because?.code.startsWith('too-few') === true;
  return { code: few ? 'TOO_FEW_SAMPLES' : 'NO_DATA', message, needs: few ? 'more samples' : 'rows of all runs' };
}

/** What figures are that allow both answers, as the policy says. */
function inconclusive(ctx: Ctx, message: string, more: number | undefined): Because {
  const needs = more === undefined || more <= 0 ? 'more samples' : `measure about ${more} samples more`;
  if (ctx.inputs.inconclusive === 'conditional')
    return {
      code: 'CONDITIONAL',
      message: `inconclusive, which the policy lets pass with a condition: ${message}`,
      needs,
    };
  return { code: 'INCONCLUSIVE', message, needs };
}

/** Judges the comparisons with the baseline and the best sustained value. */
export function judgeRegressions(ctx: Ctx, set: KpiSet, found: readonly Regression[]): void {
  for (const one of found) {
    const kpi = set.kpis.find(({ id }) => id === one.id);
    if (kpi === undefined || !one.required) continue;
    const against = againstText(one);
    const limit = one.limit === undefined ? 'within the tolerance' : limitText(kpi, one.limit);
    const value = one.current === undefined ? 'not measured' : withUnit(kpi, one.current);
    const fact = {
      id: one.id,
      run: against,
      target: limit,
      value,
      problem: `${kpi.title ?? one.id} is ${value}, worse than ${against} allows (${limit})`,
      observed: [one.current, one.reference, one.tolerance],
    };
    if (one.zone === 'within') ctx.passed('not-worse', fact);
    else if (one.zone === 'worse') ctx.failed('not-worse', fact);
    else if (one.zone === 'inconclusive') {
      const { interval, detectable, because } = one;
      const parts = [
        because?.message ?? 'the figures allow both answers',
        ...(interval === undefined ? [] : [`the interval of the ${one.judged} is ${rangeText(interval)}`]),
        ...(detectable === undefined ? [] : [`from ${withUnit(kpi, detectable)} on it would be seen`]),
      ];
      ctx.unverified('not-worse', fact, inconclusive(ctx, parts.join('; '), one.more));
    } else {
      const message = one.because?.message ?? 'it could not be compared';
      const needs =
        one.because?.code === 'rows-needed'
          ? 'a baseline with its rows beside it (a ratchet has only the values of reports)'
          : 'a value of both, and a tolerance';
      ctx.unverified('not-worse', fact, { code: 'NO_DATA', message, needs });
    }
  }
}

/** What a KPI was compared with, for people. */
export function againstText({ against }: Regression): string {
  const name = against.name === undefined ? '' : ` (${against.name})`;
  return against.kind === 'baseline' ? `the baseline${name}` : `the best sustained value${name}`;
}

/** Tells how often the comparison would have alarmed without a change. */
export function judgeAudit(ctx: Ctx, audit: SelfAudit | { because: Because } | undefined): void {
  if (audit === undefined) {
    ctx.notApplicable('false-alarms', { about: [] }, 'the configuration asks for no self-audit');
    return;
  }
  if (!('status' in audit)) {
    ctx.unverified('false-alarms', { about: [] }, audit.because);
    return;
  }
  if (audit.status === 'not-measured') {
    const because: Because = {
      code: 'TOO_FEW_SAMPLES',
      message: audit.because ?? 'there are too few pairs',
      needs: 'more runs of the harness on one commit',
    };
    ctx.unverified('false-alarms', { about: [] }, because);
    return;
  }
  const { rate = 0, pairs, alarms, interval } = audit;
  const { alpha } = ctx.inputs;
  // Only a rate that is surely above the error that the policy allows speaks against the gate.
  const holds = (interval?.lower ?? 1) <= alpha;
  ctx.judge('false-alarms', holds, {
    about: [],
    problem: `${alarms.length} of ${pairs} pairs of one commit come out as worse`,
    expected: `a rate of at most ${alpha}`,
    actual: `${numberText(rate)}${interval === undefined ? '' : ` (${rangeText(interval)})`}`,
  });
}

/** An interval of what was pooled or compared; ends may be open. */
export function rangeText({ lower, upper, confidence }: { lower: number; upper: number; confidence: number }): string {
  const end = (value: number): string => (Number.isFinite(value) ? numberText(value) : 'open');
  return `${end(lower)} to ${end(upper)} (${numberText(confidence * 100)} %)`;
}

/** The value of all runs together with its counts or unit. */
export function pooledText(kpi: Kpi, { value, evidence }: PooledKpi): string {
  if (value === undefined) return 'not measured';
  if (kpi.kind !== 'ratio' || !evidence.ok) return withUnit(kpi, value);
  return `${numberText(value)} (${evidence.measure.numerator}/${evidence.measure.denominator})`;
}

export function asked(kpi: Kpi): string {
  const unit = unitOf(kpi);
  return kpi.target === undefined ? 'none' : `${targetText(kpi.target)}${unit === undefined ? '' : ` ${unit}`}`;
}

export function withUnit(kpi: Kpi, value: number): string {
  const unit = unitOf(kpi);
  return `${numberText(value)}${unit === undefined ? '' : ` ${unit}`}`;
}

function limitText(kpi: Kpi, limit: number): string {
  return `${kpi.direction === 'lower-is-better' ? 'at most' : 'at least'} ${withUnit(kpi, limit)}`;
}
