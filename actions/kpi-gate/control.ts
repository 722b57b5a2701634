import { defineControl } from '../../shared/core/control.ts';
import { type Because, GovernanceError } from '../../shared/core/errors.ts';
import { isoMillisecondTime } from '../../shared/core/time.ts';
import type { KpiSet } from '../../shared/domain/kpi/config.ts';
import { setNamed, setsProblems, unknownSet } from '../../shared/domain/kpi/sets.ts';
import { comparability } from '../../shared/domain/kpi-gate/comparable.ts';
import { gateProblems } from '../../shared/domain/kpi-gate/config.ts';
import { distinctness } from '../../shared/domain/kpi-gate/distinct.ts';
import { pooledKpis } from '../../shared/domain/kpi-gate/pooled.ts';
import { type Regression, regressions } from '../../shared/domain/kpi-gate/regression.ts';
import type { Reference, Run } from '../../shared/domain/kpi-gate/run.ts';
import { type SelfAudit, selfAudit } from '../../shared/domain/kpi-gate/self-audit.ts';
import { v1Gate, v1GateText } from '../../shared/domain/kpi-gate/v1-gate.ts';
import { GateDataSchema, gateData } from './data.ts';
import { type Ctx, inputs, lists, outputs } from './definition.ts';
import { comparedFacts, judgeEvidence } from './evidence.ts';
import { kpisExhibit, regressionsExhibit, runsExhibit, trendExhibits } from './exhibits.ts';
import { findRuns } from './found.ts';
import { judgeComplete, listHarness } from './harness.ts';
import { baselineOf, type Earlier, historyOf, type Known } from './history.ts';
import { rules } from './rules.ts';
import { type GateRun, gateRuns } from './runs.ts';
import { judgeAudit, judgeEachRun, judgePooled, judgeRegressions } from './targets.ts';

export const control = defineControl({
  name: 'kpi-gate',
  title: 'KPI gate',
  kind: 'check',
  description:
    'Checks that several distinct, comparable and complete runs, computed again from their rows, show that the KPIs meet their targets and are no worse than before.',
  permissions: { contents: 'read', actions: 'read' },
  inputs,
  lists,
  askedBy: [],
  outputs,
  documents: ['v1.json', 'openmetrics.txt', 'svg'],
  data: GateDataSchema,
  rules,
  configProblems: ({ 'kpi-sets': sets }, section) => {
    const problems = [...setsProblems(sets), ...unknownSet('kpi-gate', sets, section?.set)];
    const index = sets.findIndex(({ id }) => id === section?.set);
    const set = section?.set === undefined ? undefined : setNamed(sets, section.set);
    if (problems.length > 0 || section === undefined || set === undefined) return problems;
    const { gate, set: ofSet } = gateProblems({ ...defaults, ...section }, set);
    return [
      ...gate.map(({ pointer, message }) => ({ pointer: `/kpi-gate${pointer}`, message })),
      ...ofSet.map(({ pointer, message }) => ({ pointer: `/kpi-sets/${index}${pointer}`, message })),
      ...(section['ratchet'] !== undefined && section['history'] === undefined
        ? [{ pointer: '/kpi-gate/ratchet', message: 'there are no earlier reports; name them under history' }]
        : []),
      ...(section['self-audit'] !== undefined && section['history'] === undefined
        ? [{ pointer: '/kpi-gate/self-audit', message: 'there are no earlier reports; name them under history' }]
        : []),
    ];
  },
  async evaluate(ctx) {
    const set = setNamed(ctx.config['kpi-sets'], ctx.inputs.set);
    if (set === undefined) throw new GovernanceError('BAD_INPUT', `there is no KPI set ${ctx.inputs.set}`);
    const harness = await listHarness(ctx);
    const others = harness.asked && harness.runs.ok ? harness.runs.data.map(({ id }) => id) : [];
    const found = await findRuns(
      ctx,
      others.filter((id) => id !== ctx.subject.runId),
    );
    const judged = await gateRuns(ctx, set, found.runs);
    const evidence = watched(ctx);
    judgeEvidence(evidence.ctx, set, found, judged);
    await judgeComplete(evidence.ctx, harness, found.runs);

    const runs = judged.flatMap(({ run }) => (run === undefined ? [] : [run]));
    const pooled = pooledKpis(set, runs);
    judgeEachRun(ctx, set, runs);
    judgePooled(ctx, set, pooled, mayBePooled(ctx, set, judged, runs));

    const history = await historyOf(ctx);
    for (const name of history.unread) ctx.note(`An earlier report was not read: ${name}.`);
    const compared = await compare(ctx, set, runs, history);
    const audit = auditOf(ctx, set, history);
    judgeAudit(ctx, audit);

    ctx.output('runs', String(runs.length));
    ctx.data(gateData(runs, pooled, compared, audit));
    ctx.exhibit(kpisExhibit(set, runs, pooled));
    if (compared.length > 0) ctx.exhibit(regressionsExhibit(set, compared));
    ctx.exhibit(runsExhibit(runs));
    if (history.ok) for (const exhibit of trendExhibits(set, history.data, runs)) ctx.exhibit(exhibit);
    metrics(ctx, runs, pooled);
    if (ctx.inputs.v1) {
      if (evidence.holds()) writeV1(ctx, judged);
      else ctx.note('There is no result in the shape v1: it has no word for runs that are no evidence together.');
    }
  },
});

/** The same, which remembers whether everything that it was told held. */
function watched(ctx: Ctx): { ctx: Ctx; holds(): boolean } {
  let holds = true;
  const against = <T extends unknown[]>(tell: (...told: T) => void): ((...told: T) => void) => {
    return (...told) => {
      holds = false;
      tell(...told);
    };
  };
  const failed = against(ctx.failed) as Ctx['failed'];
  const unverified = against(ctx.unverified) as Ctx['unverified'];
  const judge: Ctx['judge'] = (rule, right, ...told) => (right ? ctx.passed : failed)(rule, ...told);
  return { ctx: { ...ctx, failed, unverified, judge }, holds: () => holds };
}

const defaults = { runs: 2, tolerances: {}, alpha: 0.05, power: 0.8 } as const;

/** Whether the runs may be taken together: copies, or runs of different things, would give a value that nothing has. */
function mayBePooled(ctx: Ctx, set: KpiSet, judged: readonly GateRun[], runs: readonly Run[]): boolean {
  const enough = runs.length >= ctx.inputs.runs && runs.length === judged.length;
  const apart = distinctness(runs).same.length === 0;
  const alike = comparability(runs, comparedFacts(ctx, set, runs)).every(({ agreement }) => agreement !== 'differs');
  return enough && apart && alike;
}

/** The comparisons that the configuration asks for, judged. */
async function compare(ctx: Ctx, set: KpiSet, runs: readonly Run[], history: Known<Earlier[]>): Promise<Regression[]> {
  const { ratchet, tolerances, alpha, power } = ctx.inputs;
  const baseline = await baselineOf(ctx, set);
  if (baseline === undefined && ratchet === undefined) {
    ctx.notApplicable('not-worse', { id: 'all' }, 'the configuration names nothing to compare with');
    return [];
  }
  const missing: Because[] = [];
  if (baseline?.ok === false) missing.push(baseline.because);
  if (ratchet !== undefined && !history.ok) missing.push(history.because);
  for (const because of missing)
    for (const { id, required } of set.kpis)
      if (required) ctx.unverified('not-worse', { id, run: because.message }, because);
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
  judgeRegressions(ctx, set, found);
  return found;
}

function auditOf(ctx: Ctx, set: KpiSet, history: Known<Earlier[]>): SelfAudit | { because: Because } | undefined {
  const { 'self-audit': asked, tolerances, alpha, power } = ctx.inputs;
  if (asked === undefined) return undefined;
  if (!history.ok) return { because: history.because };
  const reports = history.data.flatMap(({ name, report, run }) => {
    const { commit } = run.facts;
    return typeof commit === 'string' ? [{ name, report, commit }] : [];
  });
  return selfAudit({
    set,
    reports,
    tolerances,
    errors: { alpha, power },
    pairs: asked.pairs,
    minimumPairs: asked['minimum-pairs'],
  });
}

function metrics(ctx: Ctx, runs: readonly Run[], pooled: ReturnType<typeof pooledKpis>): void {
  ctx.metric('runs', runs.length);
  for (const { id, value, interval, samples } of pooled) {
    if (value !== undefined) ctx.metric(id, value);
    if (interval !== undefined && Number.isFinite(interval.lower)) ctx.metric(`${id}.lower`, interval.lower);
    if (interval !== undefined && Number.isFinite(interval.upper)) ctx.metric(`${id}.upper`, interval.upper);
    ctx.metric(`${id}.samples`, samples);
  }
}

/** The known result of a gate over two v1 reports; it is written only for runs that are evidence. */
function writeV1(ctx: Ctx, judged: readonly GateRun[]): void {
  const sides = judged.flatMap(({ found }) =>
    found.claimed.kind === 'v1' ? [{ path: found.path, report: found.claimed.report }] : [],
  );
  const [first, second, ...more] = sides;
  if (first === undefined || second === undefined || more.length > 0)
    throw new GovernanceError(
      'BAD_INPUT',
      `v1 is the result of a gate over two v1 reports, and there are ${sides.length}`,
      {
        hint: 'Name exactly two v1 reports under reports, or leave v1 out.',
      },
    );
  ctx.document('v1.json', v1GateText(v1Gate(first, second, isoMillisecondTime(ctx.time.latest))));
}
