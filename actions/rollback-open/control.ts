import { defineControl } from '../../shared/core/control.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import type { FileChange, Proposal } from '../../shared/core/proposal.ts';
import { contractProblems } from '../../shared/domain/contract-pair/config.ts';
import type { Ctx as PlanCtx } from '../../shared/domain/rollback/definition.ts';
import { mustPassProblems } from '../../shared/domain/rollback/must-pass.ts';
import { incidentNote } from '../../shared/domain/rollback/note.ts';
import { plainValue } from '../../shared/domain/rollback/plain-value.ts';
import { planRollback, type RollbackPlan } from '../../shared/domain/rollback/plan.ts';
import { changed, type Restored } from '../../shared/domain/rollback/restore.ts';
import { PlanData, showPlan } from '../../shared/domain/rollback/show.ts';
import { type Ctx, inputs, lists, outputs } from './definition.ts';
import { stopPosture } from './posture.ts';
import { rules } from './rules.ts';

export const control = defineControl({
  name: 'rollback-open',
  title: 'Rollback pull request',
  kind: 'act',
  sharesSection: 'rollback-plan',
  description:
    'Asks by one pull request for the restore that rollback-plan plans, with the incident note, and sets the posture record to NO-GO; what stands under rollback-plan counts here too.',
  permissions: { contents: 'read', 'pull-requests': 'read', checks: 'read' },
  inputs,
  lists,
  askedBy: [],
  outputs,
  documents: { patch: 'the proposed change as a unified diff' },
  data: PlanData,
  rules,
  configProblems: ({ contracts }, section) => [
    ...contractProblems(contracts),
    ...mustPassProblems(section?.['must-pass'] ?? [], 'rollback-open'),
  ],
  async evaluate(ctx) {
    // The plan judges by rules that are all here but those about a note, for which it is not asked.
    const plan = await planRollback(ctx as unknown as PlanCtx, undefined);
    showPlan(ctx as unknown as PlanCtx, plan);
    const files = proposableFiles(ctx, plan);
    const posture = await stopPosture(ctx, plan.contract.id);
    const note = await noteFile(ctx, plan, posture?.posture ?? 'NO-GO');
    if (!plan.green || plan.restore === undefined || files === undefined || posture === undefined || note === undefined)
      return ctx.note('Nothing is proposed: a rule that did not pass stands in the way.');
    if (files.length === 0) return ctx.note('The files are those of the baseline: there is nothing to restore.');
    ctx.propose(proposalOf(plan, plan.restore, files, [...posture.changes, ...note]));
  },
});

/** The restore as changes of a proposal; undefined where a proposal cannot hold it. */
function proposableFiles(ctx: Ctx, { contract, restore }: RollbackPlan): FileChange[] | undefined {
  const fact = { contract: contract.id, what: 'the restore' };
  if (restore === undefined) {
    const because = {
      code: 'NO_DATA' as const,
      message: 'there is no baseline',
      needs: 'an earlier state that is good',
    };
    ctx.unverified('proposable', fact, because);
    return undefined;
  }
  const differing = changed(restore.files);
  const other = differing.find(({ after, modes }) => after === undefined || modes.before !== modes.after);
  const problem = `deletes ${other?.path ?? ''} or changes its mode, which a proposal cannot`;
  const fix = 'apply rollback-plan.restore.patch by hand: git apply knows both';
  ctx.judge('proposable', other === undefined, { ...fact, problem, actual: other?.path ?? null, fix });
  return other === undefined ? differing.flatMap(asChange) : undefined;
}

function asChange({ path, before, after }: Restored): FileChange[] {
  return after === undefined ? [] : [{ path, before, after }];
}

/** The note as a new file; none where there is one already, which is people's. Undefined where there can be none. */
async function noteFile(
  ctx: Ctx,
  { contract, restore }: RollbackPlan,
  posture: string,
): Promise<FileChange[] | undefined> {
  if (restore === undefined) return undefined;
  const path = ctx.inputs['note-path'];
  const fact = { contract: contract.id, what: 'the incident note' };
  const found = await ctx.read(path);
  if (!found.found && found.because !== undefined) {
    ctx.unverified('proposable', fact, found.because, { path });
    return undefined;
  }
  const free = found.found || found.reason === 'absent';
  const problem = `cannot be put at ${path}: ${found.found ? '' : found.message}`;
  ctx.judge('proposable', free, { ...fact, problem, actual: path, fix: 'name another path under note-path' });
  if (!free || found.found) return free ? [] : undefined;
  const facts = { ...restore.facts, posture, rollback: 'opened' as const };
  const after = new TextEncoder().encode(incidentNote(facts, ctx.time.earliest));
  return [{ path, before: undefined, after }];
}

function proposalOf(
  { contract, present }: RollbackPlan,
  { baseline, files }: NonNullable<RollbackPlan['restore']>,
  changes: FileChange[],
  beside: FileChange[],
): Proposal {
  const { commit } = baseline.version;
  const [from, to] = [plainValue(present.tag), plainValue(baseline.tag)];
  // Note and record hold the time of the run: they are there only because the restore is.
  const restored = files.map(({ path, after }) => [path, after === undefined ? null : sha256(after)]);
  return {
    title: `Roll ${contract.id} back from ${from} to ${to}`,
    sentences: [
      `Restores ${contract.id} to the last known good state: the files are, byte for byte, those of commit ${commit}.`,
      'The posture record says NO-GO until both sides have approved that it is lifted.',
      'Fill in the open parts of the incident note before this is merged; rollback-plan checks it with verify-note.',
    ],
    facts: [
      { label: 'from', value: from },
      { label: 'to', value: to },
      { label: 'commit of the baseline', value: commit },
    ],
    branch: `release-governance/rollback-${contract.id}`,
    changes: [...changes, ...beside],
    identity: sha256(JSON.stringify([commit, restored])),
  };
}
