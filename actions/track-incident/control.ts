import { catalog, controlNames } from '../../shared/core/catalog.ts';
import { defineControl } from '../../shared/core/control.ts';
import { GovernanceError } from '../../shared/core/errors.ts';
import { suggestion } from '../../shared/core/nearest.ts';
import { z } from '../../shared/core/zod.ts';
import { newerFailure } from '../../shared/domain/incident/newer.ts';
import { type Judged, type Outcome, outcomeOf } from '../../shared/domain/incident/outcome.ts';
import { type JudgedRun, judgeCommit, judgeRun, runOf } from '../../shared/domain/incident/run.ts';
import { ownComments } from '../../shared/domain/marked-issue/issues.ts';
import { reportsOfRun } from '../../shared/domain/own-report/of-run.ts';
import { type NamedRepository, namedRepository } from '../../shared/domain/repository/repository.ts';
import { tellVerdict } from '../../shared/domain/verdict/tell.ts';
import { noData, passed, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import { type Ctx, inputs, lists, outputs } from './definition.ts';
import { findIncident } from './issue.ts';
import { proposalFor } from './proposal.ts';
import { readerOf } from './reader.ts';
import { rules } from './rules.ts';

export const control = defineControl({
  name: 'track-incident',
  title: 'Incident',
  kind: 'act',
  description:
    'Keeps one issue about an incident on the default branch: opened with the first failing control, commented on by a run that passes, closed once cause and corrective action are documented.',
  permissions: { actions: 'read', contents: 'read', issues: 'write' },
  inputs,
  lists,
  outputs,
  data: z.object({
    run: z.number().int().optional(),
    attempt: z.number().int().optional(),
    commit: z.string().optional(),
    state: z.enum(['red', 'green', 'neither', 'unknown']),
    triggers: z
      .array(z.object({ name: z.string(), message: z.string() }))
      .meta({ description: 'The first failing one first.' }),
    issue: z.number().int().optional().meta({ description: 'The open incident, as it was found.' }),
    documented: z.boolean().optional(),
  }),
  rules,
  async evaluate(ctx) {
    askedControls(ctx);
    ctx.output('state', 'unknown');
    ctx.output('first-failing', '');
    const repository = await namedRepository(ctx.github(), ctx.subject.repository, 'issues: write');
    const run = repository.ok
      ? await chosenRun(ctx, repository.data)
      : nothingKnown(ctx, unverified(repository.because));
    const found = repository.ok ? await findIncident(ctx, repository.data, run) : undefined;
    if (!repository.ok)
      for (const rule of ['issues', 'one-issue', 'marks', 'documented'] as const)
        tellVerdict(ctx, rule, { about: ['incident'] }, unverified(repository.because));
    const judged = run === undefined || !repository.ok ? undefined : await judge(ctx, run, repository.data);
    const outcome = judged?.outcome;
    const triggers = outcome?.state === 'red' ? [outcome.first, ...outcome.others] : [];
    ctx.output('state', outcome?.state ?? 'unknown');
    ctx.output('first-failing', triggers[0]?.name ?? '');
    ctx.data({
      ...(run === undefined ? {} : { run: run.id, attempt: run.attempt, commit: run.headSha }),
      state: outcome?.state ?? 'unknown',
      triggers: triggers.map(({ name, message }) => ({ name, message })),
      ...(found?.incident === undefined
        ? {}
        : { issue: found.incident.issue.number, documented: found.incident.documented }),
    });
    if (triggers.length > 0)
      ctx.exhibit({
        title: 'What is to be treated as an incident',
        columns: [{ name: 'What' }, { name: 'What it says' }],
        rows: triggers.map(({ name, message }) => ({ cells: [name, message], mark: 'bad' as const })),
      });
    if (run === undefined || outcome === undefined || found === undefined || !repository.ok) return;
    const { incident } = found;
    const { github, name } = repository.data;
    const comments =
      incident === undefined ? undefined : await ownComments(github, name, incident.issue.number, ctx.inputs.author);
    if (comments?.ok === false) {
      tellVerdict(ctx, 'issues', { about: [name, 'comments'] }, unverified(comments.because));
      return;
    }
    const proposal = proposalFor(ctx, run, outcome, incident, comments?.data ?? []);
    if (typeof proposal === 'string') ctx.note(proposal);
    else ctx.proposeIssue(proposal);
  },
});

function askedControls({ inputs: { controls } }: Ctx): void {
  const unknown = controls.filter((each) => !Object.hasOwn(catalog, each));
  if (unknown.length === 0) return;
  const problems = unknown.map((each) => ({ message: `there is no control ${each}${suggestion(each, controlNames)}` }));
  throw new GovernanceError('BAD_CONFIG', 'controls names what is none', { problems });
}

/** The run that is judged, where it speaks for the default branch. */
async function chosenRun(ctx: Ctx, repository: NamedRepository): Promise<JudgedRun | undefined> {
  const id = ctx.inputs.run ?? ctx.subject.runId;
  if (id === undefined)
    return nothingKnown(ctx, unverified(noData('there is no run to judge', 'a workflow run, or its id under run')));
  const found = await runOf(repository.github, repository.name, id);
  if (!found.ok) return nothingKnown(ctx, unverified(found.because));
  const own = id === ctx.subject.runId;
  const verdict = judgeRun(found.data, repository, { own, workflows: ctx.inputs.workflows });
  if (verdict.status !== 'passed') return nothingKnown(ctx, verdict);
  const contained = await judgeCommit(found.data, repository);
  if (contained.status !== 'passed') return nothingKnown(ctx, contained);
  tellVerdict(ctx, 'run', { about: ['run'] }, passed);
  return found.data;
}

/** Without a run that counts nothing is known of it. */
function nothingKnown(ctx: Ctx, verdict: Verdict): undefined {
  tellVerdict(ctx, 'run', { about: ['run'] }, verdict);
  const because =
    verdict.status === 'unverified' ? verdict.because : noData('no run counts', 'a run of the default branch');
  tellVerdict(ctx, 'outcome', { about: ['run'] }, unverified(because));
  tellControls(
    ctx,
    ctx.inputs.controls.map((control) => ({ control, verdict: unverified(because) })),
  );
  return undefined;
}

async function judge(ctx: Ctx, run: JudgedRun, repository: NamedRepository): Promise<Judged> {
  const reader = readerOf(ctx, run, repository.github);
  const { controls, summaries } = ctx.inputs;
  const judged = outcomeOf(reader, await reportsOfRun(reader), { controls, summaries, run });
  const outcome = judged.outcome.state === 'green' ? await stillGreen(run, repository) : judged.outcome;
  tellVerdict(ctx, 'outcome', { about: ['run'] }, outcome.state === 'unknown' ? unverified(outcome.because) : passed);
  tellControls(ctx, judged.controls);
  return { ...judged, outcome };
}

/** A go holds of the branch as long as no newer run failed. */
async function stillGreen(run: JudgedRun, repository: NamedRepository): Promise<Outcome> {
  const newer = await newerFailure(repository, run);
  if (!newer.ok) return { state: 'unknown', because: newer.because };
  return newer.data === undefined
    ? { state: 'green' }
    : { state: 'neither', decision: `a go, and run ${newer.data}, which is newer, failed` };
}

/** Whether each control is known to have failed or not. */
function tellControls(ctx: Ctx, controls: Judged['controls']): void {
  if (controls.length === 0)
    tellVerdict(
      ctx,
      'control-known',
      { about: ['controls'] },
      { status: 'not-applicable', why: 'the policy names no control' },
    );
  for (const { control, verdict } of controls)
    tellVerdict(ctx, 'control-known', { about: [control] }, verdict.status === 'failed' ? passed : verdict);
}
