import { counted } from '../../shared/core/counted.ts';
import type { Because } from '../../shared/core/errors.ts';
import type { Json } from '../../shared/core/json.ts';
import { cut } from '../../shared/core/sanitise.ts';
import {
  type FactJudgement,
  judgedCommits,
  judgeFact,
  judgeRepository,
} from '../../shared/domain/judged-fact/judged-fact.ts';
import type { KpiSet } from '../../shared/domain/kpi/config.ts';
import { unsoundKinds } from '../../shared/domain/kpi/unsound.ts';
import { tooOld } from '../../shared/domain/kpi-gate/age.ts';
import { comparability } from '../../shared/domain/kpi-gate/comparable.ts';
import { distinctness } from '../../shared/domain/kpi-gate/distinct.ts';
import { orderOf } from '../../shared/domain/kpi-gate/order.ts';
import type { Run } from '../../shared/domain/kpi-gate/run.ts';
import type { Ctx } from './definition.ts';
import type { Found } from './found.ts';
import type { GateRun } from './runs.ts';
import { judgeSupport } from './supported.ts';

/** Whether the runs are evidence at all: there, of the gate, several, comparable, of the judged commit, and backed by rows. */
export function judgeEvidence(
  ctx: Ctx,
  set: KpiSet,
  found: Found,
  gateRuns: readonly GateRun[],
): { together: boolean } {
  const runs = gateRuns.flatMap(({ run }) => (run === undefined ? [] : [run]));
  judgeReports(ctx, found);
  judgeNumber(ctx, gateRuns.length);
  judgeTypes(ctx, gateRuns);
  const distinct = judgeDistinct(ctx, runs);
  judgeOrder(ctx, runs);
  const alike = judgeComparable(ctx, set, runs);
  judgeCommit(ctx, gateRuns);
  judgeRepositories(ctx, set, runs);
  for (const one of gateRuns) {
    judgeSupport(ctx, set, one);
    judgeSound(ctx, set, one);
  }
  if (gateRuns.length === 0)
    for (const rule of ['supported', 'sound'] as const) ctx.unverified(rule, { about: [] }, noRuns);
  const enough = runs.length >= ctx.inputs.runs && runs.length === gateRuns.length;
  // Copies, or runs of different things, would give a value that nothing has.
  return { together: enough && distinct && alike };
}

export const noRuns: Because = { code: 'NO_DATA', message: 'there is no run', needs: 'reports on runs of the harness' };
const oneRun: Because = {
  code: 'TOO_FEW_SAMPLES',
  message: 'there are not two runs to compare',
  needs: 'a second run of the harness',
};

function judgeReports(ctx: Ctx, { runs, unusable }: Found): void {
  for (const { name, at } of runs) ctx.passed('reports-read', { name }, at);
  for (const { name, problem, at, because } of unusable) {
    if (because === undefined) ctx.failed('reports-read', { name, problem }, at);
    else ctx.unverified('reports-read', { name }, because, at);
  }
  if (runs.length + unusable.length === 0) ctx.unverified('reports-read', {}, noRuns);
}

function judgeNumber(ctx: Ctx, count: number): void {
  const { runs: wanted } = ctx.inputs;
  const fact = { about: [], expected: `at least ${wanted} runs`, actual: `${count} runs` };
  if (count >= wanted) ctx.passed('enough-runs', fact);
  else {
    const message = `${counted(count, 'run')}, expected at least ${wanted}`;
    const needs = `${counted(wanted - count, 'run')} more of the harness`;
    ctx.unverified('enough-runs', fact, { code: 'TOO_FEW_SAMPLES', message, needs });
  }
}

function judgeTypes(ctx: Ctx, runs: readonly GateRun[]): void {
  if (runs.length === 0) {
    ctx.unverified('run-type', { about: [] }, noRuns);
    return;
  }
  const expected = ctx.inputs['run-type'];
  const others = runs.flatMap(({ found: { claimed, name } }) => {
    const type = claimed.kind === 'v1' ? claimed.report.scope.runType : claimed.run.runType;
    return type === expected ? [] : [{ name, type }];
  });
  const problem = others.map(({ name, type }) => `${name} is a report on a run of the type ${type}`).join('; ');
  ctx.judge('run-type', others.length === 0, { about: [], problem, expected, actual: others.map(({ type }) => type) });
}

/** False: some of them are no two runs. */
function judgeDistinct(ctx: Ctx, runs: readonly Run[]): boolean {
  if (runs.length < 2) {
    ctx.unverified('distinct', { about: [] }, oneRun);
    return false;
  }
  const { same, unmeasured, nameless } = distinctness(runs);
  for (const { a, b, reasons } of same) {
    const problem = `${a} and ${b} are not two runs: ${reasons.map(({ message }) => message).join('; ')}`;
    ctx.failed('distinct', { about: [a, b], problem, actual: reasons.map(({ code }) => code) });
  }
  for (const name of nameless) ctx.failed('distinct', { about: [name, 'run id'], problem: `${name} has no run id` });
  for (const { a, b, because } of unmeasured) {
    if (same.some((pair) => pair.a === a && pair.b === b)) continue;
    const message = `whether ${a} and ${b} are copies could not be told: ${because}`;
    const needs = 'rows with more that differs from row to row, such as a duration';
    ctx.unverified('distinct', { about: [a, b] }, { code: 'NO_DATA', message, needs });
  }
  if (same.length + nameless.length + unmeasured.length === 0) ctx.passed('distinct', { about: [] });
  return same.length === 0;
}

function judgeOrder(ctx: Ctx, runs: readonly Run[]): void {
  if (runs.length < 2) {
    ctx.unverified('order', { about: [] }, oneRun);
    return;
  }
  const { 'minimum-gap': minimumGap, 'maximum-gap': maximumGap } = ctx.inputs;
  const { problems, unmeasured } = orderOf(runs, { minimumGap, maximumGap });
  for (const code of [...new Set(problems.map((problem) => problem.code))].sort()) {
    const [first, ...more] = problems.filter((problem) => problem.code === code);
    if (first === undefined) continue;
    const problem = [first, ...more].map(({ message }) => message).join('; ');
    ctx.failed('order', {
      about: [code],
      problem,
      expected: first.expected,
      actual: [first, ...more].map(({ actual }) => actual),
    });
  }
  for (const { name, because } of unmeasured) {
    const message = `when ${name} was measured is not known: ${because}`;
    ctx.unverified('order', { about: [name] }, { code: 'NO_DATA', message, needs: 'timestamp in the set' });
  }
  if (problems.length + unmeasured.length === 0) ctx.passed('order', { about: [] });
}

/**
 * The facts in which runs must agree: those that the policy names, else every constant of the set and whatever any run tells besides;
 * where no commit is asked for, the commit in any case.
 */
function comparedFacts(ctx: Ctx, set: KpiSet, runs: readonly Run[]): string[] {
  const constants = set.constant.map(({ fact, pointer }) => fact ?? pointer);
  const told = runs.flatMap(({ facts }) => Object.keys(facts)).sort();
  const { comparable = [...constants, ...told], commit } = ctx.inputs;
  return [...new Set([...(commit === 'any' ? ['commit'] : []), ...comparable])];
}

/** False: they differ in something. */
function judgeComparable(ctx: Ctx, set: KpiSet, runs: readonly Run[]): boolean {
  if (runs.length < 2) {
    ctx.unverified('comparable', { about: [] }, oneRun);
    return false;
  }
  const compared = comparability(runs, comparedFacts(ctx, set, runs));
  for (const { fact, agreement, values, missing } of compared) {
    if (agreement === 'same') ctx.passed('comparable', { about: [fact] });
    else if (agreement === 'differs') {
      const shown = values.map(
        ({ value, runs: names }) => `${cut(JSON.stringify(value), longest)} (${names.join(', ')})`,
      );
      const problem = `incomparable: the runs differ in ${fact}: ${shown.join(', ')}`;
      ctx.failed('comparable', {
        about: [fact],
        problem,
        expected: short(values[0]?.value),
        actual: values.slice(1).map(({ value }) => short(value)),
      });
    } else {
      const who = missing.length === runs.length ? 'no run' : `not every run (${missing.join(', ')})`;
      const message = `${who} says its ${fact}`;
      ctx.unverified('comparable', { about: [fact] }, { code: 'NO_DATA', message, needs: `${fact} in every run` });
    }
  }
  return compared.every(({ agreement }) => agreement !== 'differs');
}

function judgeCommit(ctx: Ctx, gateRuns: readonly GateRun[]): void {
  if (ctx.inputs.commit === 'any') {
    ctx.notApplicable('of-commit', { about: [] }, 'the configuration takes runs of any one commit');
    return;
  }
  for (const one of gateRuns) {
    const { name } = one.found;
    if (one.run === undefined) {
      ctx.unverified('of-commit', { about: [name] }, rowsNotRead(name));
      continue;
    }
    told(ctx, [name], 'commit', judgeFact(name, 'commit', one.run.facts['commit'], judgedCommits(ctx.subject)));
  }
  if (gateRuns.length === 0) ctx.unverified('of-commit', { about: [] }, noRuns);
}

/** Where the set asks for it: also runs of any one commit measured this repository. On a laptop nobody says which that is. */
function judgeRepositories(ctx: Ctx, set: KpiSet, runs: readonly Run[]): void {
  const { event, repository } = ctx.subject;
  if (event === 'local' || !set.constant.some(({ fact }) => fact === 'repository')) return;
  for (const { name, facts } of runs)
    told(ctx, [name, 'repository'], 'repository', judgeRepository(name, facts['repository'], repository));
}

function told(ctx: Ctx, about: string[], fact: string, judged: FactJudgement): void {
  if (judged.state === 'unknown') {
    ctx.unverified('of-commit', { about }, judged.because);
    return;
  }
  const { holds, expected, actual } = judged;
  const problem = `${about[0]} measured another ${fact} than the one that is judged`;
  ctx.judge('of-commit', holds, { about, problem, expected, actual });
}

/** What a report says of itself is no evidence. */
function rowsNotRead(name: string): Because {
  return { code: 'NO_DATA', message: `the rows of ${name} were not read`, needs: 'its rows' };
}

function judgeSound(ctx: Ctx, set: KpiSet, { found: { name }, run }: GateRun): void {
  if (run === undefined) {
    ctx.unverified('sound', { about: [name] }, rowsNotRead(name));
    return;
  }
  const { rows, minimumSamples, strata } = run.report;
  const kinds = unsoundKinds(run.report);
  for (const { code, kind, total, first } of kinds) {
    const found = first.map(({ message, path, line = 1 }) =>
      path === undefined ? message : `${message} (${path}:${line})`,
    );
    const what = kind === 'error' ? 'not evidence at all' : 'not sound evidence';
    const often = total > 1 ? `; ${total} of the kind ${code} in all` : '';
    const problem = `the rows of ${name} are ${what}: ${found.length === 0 ? code : found.join('; ')}${often}`;
    ctx.failed('sound', { about: [name, code], problem });
  }
  const few = [
    ...(rows < minimumSamples ? [`${counted(rows, 'row')}, expected at least ${minimumSamples}`] : []),
    ...strata
      .filter(({ covered }) => !covered)
      .map(
        ({ pointer, value, rows: count, minimum }) =>
          `${counted(count, 'row')} of ${pointer} ${String(value)}, expected at least ${minimum}`,
      ),
  ];
  if (few.length > 0) {
    const message = `${name} has ${few.join('; ')}`;
    ctx.unverified('sound', { about: [name, 'coverage'] }, { code: 'TOO_FEW_SAMPLES', message, needs: 'more rows' });
  }
  const old = tooOld(set, run.report, ctx.time.latest);
  if (old !== undefined) ctx.failed('sound', { about: [name, 'too-old'], ...old, problem: `${name}: ${old.problem}` });
  if (old === undefined && kinds.length + few.length === 0) ctx.passed('sound', { about: [name] });
}

/** Characters of a fact that a result shows; the data of the report has it whole. */
const longest = 200;

/** A fact as a result shows it: what rows say can be as long as they like. */
function short(value: Json | undefined): Json | undefined {
  const text = JSON.stringify(value) ?? '';
  return text.length <= longest ? value : cut(text, longest);
}
