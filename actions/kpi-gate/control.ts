import { defineControl, standardDocuments } from '../../shared/core/control.ts';
import { GovernanceError } from '../../shared/core/errors.ts';
import { isoMillisecondTime } from '../../shared/core/time.ts';
import { kpiMetrics } from '../../shared/domain/kpi/metrics.ts';
import { setNamed, setsProblems, unknownSet } from '../../shared/domain/kpi/sets.ts';
import { gateProblems } from '../../shared/domain/kpi-gate/config.ts';
import { pooledKpis } from '../../shared/domain/kpi-gate/pooled.ts';
import { v1Gate, v1GateText } from '../../shared/domain/kpi-gate/v1-gate.ts';
import { judgeAudit, judgeComparisons } from './comparisons.ts';
import { GateDataSchema, gateData } from './data.ts';
import { type Ctx, inputs, lists, outputs } from './definition.ts';
import { judgeEachRun } from './each-run.ts';
import { judgeEvidence } from './evidence.ts';
import { kpisExhibit, regressionsExhibit, runsExhibit, trendExhibits } from './exhibits.ts';
import { findRuns } from './found.ts';
import { judgeComplete, listHarness } from './harness.ts';
import { historyOf } from './history.ts';
import { rules } from './rules.ts';
import { type GateRun, gateRuns } from './runs.ts';
import { judgePooled, shownPooled } from './targets.ts';

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
  documents: { 'v1.json': 'the result in the shape v1, where that is asked for', ...standardDocuments },
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
      ...(section['history']?.branch !== undefined && section['harness'] !== undefined && 'none' in section['harness']
        ? [
            {
              pointer: '/kpi-gate/history/branch',
              message: 'there is no harness whose runs could be read; name reports',
            },
          ]
        : []),
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
    const { runs: judged, missing } = await gateRuns(ctx, set, found.runs);
    const evidence = watched(ctx);
    const { together } = judgeEvidence(evidence.ctx, set, found, judged);
    for (const { name, because } of missing) evidence.ctx.unverified('supported', { about: ['rows', name] }, because);
    await judgeComplete(evidence.ctx, harness, found.runs);

    const runs = judged.flatMap(({ run }) => (run === undefined ? [] : [run]));
    const pooled = shownPooled(set, pooledKpis(set, runs));
    judgeEachRun(ctx, set, runs, runs.length === judged.length);
    judgePooled(ctx, pooled, together);

    const history = await historyOf(ctx, runs);
    for (const { message } of history.unread) ctx.note(`An earlier report was not read: ${message}.`);
    const compared = await judgeComparisons(ctx, set, runs, history, together);
    const audit = judgeAudit(ctx, set, history);

    ctx.output('runs', String(runs.length));
    ctx.data(gateData(runs, pooled, compared, audit));
    ctx.exhibit(kpisExhibit(pooled, runs));
    if (compared.length > 0) ctx.exhibit(regressionsExhibit(set, compared));
    ctx.exhibit(runsExhibit(runs));
    if (history.ok) for (const exhibit of trendExhibits(set, history.data, runs)) ctx.exhibit(exhibit);
    ctx.metric('runs', runs.length);
    for (const { name, value, unit } of kpiMetrics(pooled)) ctx.metric(name, value, unit);
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
