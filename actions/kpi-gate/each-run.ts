import type { Because } from '../../shared/core/errors.ts';
import type { KpiSet } from '../../shared/domain/kpi/config.ts';
import { unitOf } from '../../shared/domain/kpi/definition.ts';
import type { KpiResult } from '../../shared/domain/kpi/report-schema.ts';
import { askedText, valueText } from '../../shared/domain/kpi/text.ts';
import { meets } from '../../shared/domain/kpi/verdict.ts';
import type { Run } from '../../shared/domain/kpi-gate/run.ts';
import type { Ctx } from './definition.ts';
import { noRuns } from './evidence.ts';

/** Judges the runs by themselves: in each the value must meet the target, as far as it was measured. `all`: the rows of every run were read. */
export function judgeEachRun(ctx: Ctx, set: KpiSet, runs: readonly Run[], all: boolean): void {
  for (const kpi of set.kpis) {
    const { id, target } = kpi;
    if (!kpi.required || target === undefined) continue;
    const asked = askedText({ target, unit: unitOf(kpi) });
    const missed: string[] = [];
    const open: Because[] = [];
    for (const { name, report } of runs) {
      const result = report.kpis.find((one) => one.id === id);
      const why = notMeasured(name, result);
      if (why !== undefined) open.push(why);
      else if (result !== undefined && !meets(result.value ?? Number.NaN, target))
        missed.push(`${valueText(result)} in ${name}`);
    }
    const fact = { id, target: asked };
    if (missed.length > 0) {
      const value = missed.join(', ');
      const problem = `${kpi.title ?? id} is ${value}, expected ${asked} in each run`;
      ctx.failed('run-target', { ...fact, value, problem, observed: [valuesOf(id, runs), target] });
    } else if (runs.length === 0) ctx.unverified('run-target', fact, noRuns);
    else if (open.length > 0 || !all) ctx.unverified('run-target', fact, joined(all ? open : [...open, notAll]));
    else ctx.passed('run-target', fact);
  }
}

const notAll: Because = {
  code: 'NO_DATA',
  message: 'not every run was read, as other results say',
  needs: 'the rows of every run',
};

/** Why the value of a run cannot be held against its target. */
function notMeasured(name: string, result: KpiResult | undefined): Because | undefined {
  if (result === undefined || result.value === null || result.verdict === 'not-measured') {
    const message = `${name} did not measure it: ${result?.because?.message ?? 'there is no value'}`;
    return { code: 'NO_DATA', message, needs: 'a run that measures it' };
  }
  if (result.because?.code !== 'value-too-coarse') return undefined;
  const message = `${name}: ${result.because.message}`;
  return { code: 'INCONCLUSIVE', message, needs: 'a value further from its target' };
}

/** All of them together. A profile may accept what is inconclusive, and must not accept with it what was not measured. */
function joined(open: readonly Because[]): Because {
  const worst = open.find(({ code }) => code !== 'INCONCLUSIVE') ?? open[0] ?? noRuns;
  return { ...worst, message: open.map(({ message }) => message).join('; ') };
}

function valuesOf(id: string, runs: readonly Run[]): (number | null)[] {
  return runs.map(({ report }) => report.kpis.find((one) => one.id === id)?.value ?? null);
}
