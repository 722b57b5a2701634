import { defineControl } from '../../shared/core/control.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import type { Found, Missing } from '../../shared/core/ports.ts';
import type { FileChange, Proposal } from '../../shared/core/proposal.ts';
import { contractProblems } from '../../shared/domain/contract-pair/config.ts';
import { mustPassProblems } from '../../shared/domain/rollback/must-pass.ts';
import { incidentNote, type NoteFacts } from '../../shared/domain/rollback/note.ts';
import { agreements } from '../../shared/domain/rollback/note-facts.ts';
import { noteMaxBytes, readNote } from '../../shared/domain/rollback/noted.ts';
import { plainValue } from '../../shared/domain/rollback/plain-value.ts';
import { planRollback, type RollbackPlan } from '../../shared/domain/rollback/plan.ts';
import { changed, type Restored } from '../../shared/domain/rollback/restore.ts';
import { PlanData, showPlan } from '../../shared/domain/rollback/show.ts';
import { noData } from '../../shared/domain/verdict/verdict.ts';
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
    const plan = await planRollback(ctx, { carriedOut: false });
    showPlan(ctx, plan);
    const files = proposableFiles(ctx, plan);
    const posture = await stopPosture(ctx, plan.contract.id);
    const note = await noteFile(ctx, plan, posture?.posture ?? 'NO-GO');
    if (!plan.green || plan.restore === undefined || files === undefined || posture === undefined || note === undefined)
      return ctx.note('Nothing is proposed: a rule that did not pass stands in the way.');
    ctx.propose(proposalOf(plan, plan.restore, files, [...posture.changes, ...note]));
  },
});

/** The restore as changes of a proposal; undefined where a proposal cannot hold it. */
function proposableFiles(ctx: Ctx, { contract, restore }: RollbackPlan): FileChange[] | undefined {
  const fact = { contract: contract.id, what: 'the restore' };
  if (restore === undefined) {
    ctx.unverified('proposable', fact, noData('there is no baseline', 'an earlier state that is good'));
    return undefined;
  }
  const differing = changed(restore.files);
  const other = differing.find(({ after, modes }) => after === undefined || modes.before !== modes.after);
  const problem = `deletes ${other?.path ?? ''} or changes its mode, which a proposal cannot`;
  const fix = 'apply rollback-plan.restore.patch by hand: git apply knows both';
  const expected = 'files that are written, with the modes that they have';
  ctx.judge('proposable', other === undefined, { ...fact, problem, expected, actual: other?.path ?? null, fix });
  return other === undefined ? differing.flatMap(asChange) : undefined;
}

function asChange({ path, before, after }: Restored): FileChange[] {
  return after === undefined ? [] : [{ path, before, after }];
}

/**
 * The note as a new file; none where there is one already, which is people's and must be the note of this retreat. Undefined where there can
 * be none.
 */
async function noteFile(
  ctx: Ctx,
  { contract, restore }: RollbackPlan,
  posture: string,
): Promise<FileChange[] | undefined> {
  if (restore === undefined) return undefined;
  const path = ctx.inputs['note-path'];
  const fact = { contract: contract.id, what: 'the incident note' };
  const found = await ctx.read(path, { maxBytes: noteMaxBytes });
  if (!found.found && found.because !== undefined) {
    ctx.unverified('proposable', fact, found.because, { path });
    return undefined;
  }
  const facts = { ...restore.facts, posture, rollback: 'opened' as const };
  const isNote = (await ctx.matcher(ctx.inputs.notes))(path);
  const problem = isNote ? noteProblem(path, found, facts) : `cannot be put at ${path}, which is none of notes`;
  const expected = `a path of notes (${ctx.inputs.notes.join(', ')}) where nothing lies, or the note of this retreat`;
  const fix = 'name another path under note-path';
  ctx.judge('proposable', problem === undefined, { ...fact, problem: problem ?? '', expected, actual: path, fix });
  if (problem !== undefined) return undefined;
  if (found.found) return [];
  const after = new TextEncoder().encode(incidentNote(facts, ctx.time.earliest));
  return [{ path, before: undefined, after }];
}

/** Why the note cannot lie there, or what lies there is none of this retreat. */
function noteProblem(path: string, found: Found | Missing, facts: NoteFacts): string | undefined {
  if (!found.found) return found.reason === 'absent' ? undefined : `cannot be put at ${path}: ${found.message}`;
  const read = readNote(found.content);
  if (!read.ok) return `cannot be put at ${path}, where something else lies: it ${read.message}`;
  const [first] = agreements(path, read.document, facts).filter(({ verdict }) => verdict.status !== 'passed');
  if (first === undefined) return undefined;
  const why = first.verdict.status === 'failed' ? first.verdict.problem : 'cannot be compared';
  return `cannot be put at ${path}, where another note lies: ${first.what} ${why}`;
}

function proposalOf(
  { contract, left, waived }: RollbackPlan,
  { baseline, files }: NonNullable<RollbackPlan['restore']>,
  changes: FileChange[],
  beside: FileChange[],
): Proposal {
  const { commit } = baseline.version;
  const [from, to] = [plainValue(left.tag), plainValue(baseline.tag)];
  // Note and record hold the time of the run: they are there only because the restore is.
  const restored = files.map(({ path, after }) => [path, after === undefined ? null : sha256(after)]);
  return {
    title: `Roll ${contract.id} back from ${from} to ${to}`,
    sentences: [
      `Restores ${contract.id} to the last known good state: the files are, byte for byte, those of commit ${commit}.`,
      'The posture record says NO-GO until both sides have approved that it is lifted.',
      ...waived.map((each) => `Lived with: ${each}.`),
      'Fill in the open parts of the incident note before this is merged; rollback-plan checks it there.',
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
