import { type Json, stableJson } from '../../shared/core/json.ts';
import { cut } from '../../shared/core/sanitise.ts';
import type { KpiSet } from '../../shared/domain/kpi/config.ts';
import { factsOf } from '../../shared/domain/kpi/run.ts';
import { type SupportDifference, supportOf } from '../../shared/domain/kpi-gate/support.ts';
import type { Ctx } from './definition.ts';
import { asV1, type GateRun } from './runs.ts';

/** The most differences that one result names; the data of the report has all. */
const mostNamed = 5;

/** Judges whether the rows of a run give what its report tells: its values, and the facts that they can say. */
export function judgeSupport(ctx: Ctx, set: KpiSet, one: GateRun): void {
  const { found, rows, run } = one;
  const { name, at } = found;
  const about = [name];
  if (rows.state === 'wrong') {
    ctx.failed('supported', { about, problem: `${name}: ${rows.problem}` }, at);
    return;
  }
  if (rows.state === 'unknown') {
    ctx.unverified('supported', { about }, rows.because, at);
    return;
  }
  const compared = found.claimed.kind === 'v1' ? asV1(set, one) : run;
  if (compared === undefined) {
    const message = `${name} has the shape v1, and the set has other KPIs than that`;
    ctx.unverified(
      'supported',
      { about },
      { code: 'NO_DATA', message, needs: 'preset: reliability or reliability-v1' },
      at,
    );
    return;
  }
  const support = supportOf(compared);
  const contradicted = factDifferences(set, one);
  if (support.status === 'supported' && contradicted.length === 0) ctx.passed('supported', { about }, at);
  else if (support.status === 'not-recomputed')
    ctx.unverified(
      'supported',
      { about },
      { code: 'NO_DATA', message: `${name}: ${support.because}`, needs: 'the rows of the run' },
      at,
    );
  else {
    const differences = [...contradicted, ...(support.status === 'contradicted' ? support.differences : [])];
    const named = differences.slice(0, mostNamed).map(({ pointer, claimed, computed }) => {
      const where = pointer === '' ? 'the report' : cut(pointer, mostShown);
      return `${where} is ${valueOrNone(claimed, 'missing')}, the rows give ${valueOrNone(computed, 'nothing')}`;
    });
    const more = differences.length > mostNamed ? `; and ${differences.length - mostNamed} differences more` : '';
    const problem = `${name} is not supported by its rows: ${named.join('; ')}${more}`;
    ctx.failed('supported', { about, problem }, at);
  }
}

/** What the report tells of its run, and its rows tell otherwise. */
function factDifferences(set: KpiSet, { found: { claimed }, run }: GateRun): SupportDifference[] {
  if (claimed.kind === 'v1' || run === undefined) return [];
  const told = new Map(Object.entries(claimed.run.facts));
  return Object.entries(factsOf(set, run.report)).flatMap(([name, computed]): SupportDifference[] => {
    const said = told.get(name);
    if (said === undefined || stableJson(said) === stableJson(computed)) return [];
    return [{ pointer: `/facts/${name}`, claimed: said, computed }];
  });
}

/** The most characters of a value that one result shows: whoever wrote the report chose its length. */
const mostShown = 200;

function valueOrNone(value: Json | undefined, none: string): string {
  return value === undefined ? none : cut(JSON.stringify(value), mostShown);
}
