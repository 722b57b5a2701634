import { catalog, controlNames } from '../../shared/core/catalog.ts';
import { defineControl } from '../../shared/core/control.ts';
import { GovernanceError } from '../../shared/core/errors.ts';
import { ExecutiveSummarySchema } from '../../shared/core/executive-summary.ts';
import { suggestion } from '../../shared/core/nearest.ts';
import { decide } from '../../shared/domain/decision/decide.ts';
import { notMeasuredIn } from '../../shared/domain/decision/executive-summary.ts';
import { candidatesIn } from '../../shared/domain/own-report/candidates.ts';
import { jobsOfRun } from '../../shared/domain/run-jobs/of-run.ts';
import { taskLegProblems } from '../../shared/domain/tasks/legs.ts';
import { judgeApart } from './apart.ts';
import { type Ctx, inputs, lists, outputs } from './definition.ts';
import { type Expectation, entriesOf } from './entries.ts';
import { judgeForeign } from './foreign.ts';
import { gateFileProblems, judgeGate } from './gate.ts';
import { jobNameOf, judgeJobs } from './jobs.ts';
import { legTotals } from './leg-totals.ts';
import { judgeOwn, workTree } from './own.ts';
import { ownerOf } from './owner.ts';
import { judgePosture } from './posture.ts';
import { recordEntry, recordNothing, recordStray } from './record.ts';
import { type Judged, rowOf, usedAllowances } from './rows.ts';
import { rules } from './rules.ts';

export const control = defineControl({
  name: 'executive-summary',
  title: 'Executive summary',
  kind: 'decide',
  description:
    'Rolls up the reports of a run into one decision: go, conditional-go or no-go, with what stands in the way.',
  permissions: { actions: 'read', contents: 'read', 'pull-requests': 'read' },
  inputs,
  lists,
  outputs,
  data: ExecutiveSummarySchema,
  rules,
  configProblems: (_lists, section, whole) => [
    ...gateFileProblems(section?.['gate-files'] ?? []),
    ...taskLegProblems(whole),
  ],
  async evaluate(ctx) {
    const expectation = expectationOf(ctx);
    const foreign = ctx.inputs.foreign.filter(({ id }) => expectation.foreign.includes(id));
    const [collected, jobs] = await Promise.all([
      ctx.reports({ folder: ctx.inputs.reports, artifacts: foreign.map(({ artifact }) => artifact) }),
      jobsOfRun(ctx),
    ]);
    const { candidates, strays } = candidatesIn(collected);
    for (const stray of strays) recordStray(ctx, stray);
    const to = { subject: ctx.subject, policy: ctx.policy.source, asked: ctx.policy.asked };
    const entries = entriesOf(candidates, expectation, to, (subject) => jobNameOf(subject, jobs));
    const own: Judged[] = [];
    const against = { jobs, work: workTree(ctx), controls: expectation.controls };
    for (const entry of entries) own.push(await judgeOwn(ctx, entry, against));
    const judged = [...own, ...foreign.map((each) => judgeForeign(ctx, each, collected, jobs))];

    const decision = decide({ expected: judged.map(({ expected }) => expected), profile: ctx.policy.profile });
    const rows = [];
    for (const each of judged) {
      const reasons = decision.reasons.filter(({ control: name }) => name === each.expected.control);
      const owner = reasons.length === 0 ? undefined : await ownerOf(ctx, each);
      const row = rowOf({ ...each, owner }, reasons);
      recordEntry(ctx, each, row);
      rows.push(row);
    }
    recordNothing(ctx, judged, strays);
    judgeJobs(ctx, judged, jobs);
    await judgeApart(ctx, own, jobs);
    await judgeGate(ctx);
    await judgePosture(ctx, own);

    ctx.metric('reports', rows.length);
    ctx.decide({
      ...(ctx.inputs.name === undefined ? {} : { name: ctx.inputs.name }),
      reports: rows,
      allowances: usedAllowances(judged.flatMap(({ uses }) => uses)),
      notMeasured: judged.flatMap(({ expected }) =>
        expected.state === 'present' ? notMeasuredIn(expected.results) : [],
      ),
      tables: legTotals(own),
    });
  },
});

/** What this summary expects: everything that is asked for, or the part that the configuration gives its name. */
function expectationOf(ctx: Ctx): Expectation & { foreign: readonly string[] } {
  const { name, summaries, expect, legs, foreign } = ctx.inputs;
  const { parts } = ctx.policy;
  const named = [...expect, ...Object.keys(legs), ...Object.values(summaries).flatMap(({ controls }) => controls)];
  const unknown = [...new Set(named)].filter((each) => !Object.hasOwn(catalog, each));
  const part = name === undefined || !Object.hasOwn(summaries, name) ? undefined : summaries[name];
  const problems = unknown.map((each) => ({ message: `there is no control ${each}${suggestion(each, controlNames)}` }));
  if (name !== undefined && part === undefined) {
    problems.push({ message: `the configuration has no summary ${name}${suggestion(name, Object.keys(summaries))}` });
  }
  if (problems.length > 0) {
    throw new GovernanceError('BAD_INPUT', 'it is not clear what the summary is about', { problems });
  }
  if (part !== undefined) return { ...part, controls: [...part.controls, ...expect], legs, parts, andFound: false };
  // Who names the legs of a control expects them, also where nothing else asks for it.
  const withLegs = Object.keys(legs).filter((each) => !ctx.policy.skipped.includes(each));
  const asked = [...new Set([...ctx.policy.asked, ...expect, ...withLegs])];
  return { controls: asked, legs, parts, summaries: [], foreign: foreign.map(({ id }) => id), andFound: true };
}
