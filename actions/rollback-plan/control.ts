import { defineControl } from '../../shared/core/control.ts';
import { pathField } from '../../shared/core/inputs.ts';
import { contractProblems } from '../../shared/domain/contract-pair/config.ts';
import { inputs, lists, outputs } from '../../shared/domain/rollback/definition.ts';
import { mustPassProblems } from '../../shared/domain/rollback/must-pass.ts';
import { planRollback } from '../../shared/domain/rollback/plan.ts';
import { changed } from '../../shared/domain/rollback/restore.ts';
import { rules } from '../../shared/domain/rollback/rules.ts';
import { PlanData, showPlan } from '../../shared/domain/rollback/show.ts';

export const control = defineControl({
  name: 'rollback-plan',
  title: 'Rollback plan',
  kind: 'record',
  description:
    'Finds the last known good state of a consumer’s pin, mirror and matrix in the history of the branch, and leaves the patch that restores it, the proof, and an incident note.',
  permissions: { contents: 'read', 'pull-requests': 'read', checks: 'read' },
  inputs: {
    ...inputs,
    'verify-note': pathField({
      description: 'An incident note of the judged files: it is checked for open parts, and against what is so.',
      optional: true,
    }),
  },
  lists,
  askedBy: [],
  outputs,
  documents: {
    'restore.patch': 'the patch that restores the baseline, for git apply',
    'note.md': 'an incident note, with the parts that only people know marked as open',
  },
  data: PlanData,
  rules,
  configProblems: ({ contracts }, section) => [
    ...contractProblems(contracts),
    ...mustPassProblems(section?.['must-pass'] ?? [], 'rollback-plan'),
  ],
  async evaluate(ctx) {
    const plan = await planRollback(ctx, { note: ctx.inputs['verify-note'] });
    showPlan(ctx, plan);
    const { restore } = plan;
    if (restore === undefined) return;
    // As bytes: what looks like a credential in a file of the past must not be taken out of the patch.
    if (changed(restore.files).length > 0) ctx.document('restore.patch', new TextEncoder().encode(restore.patch));
    ctx.document('note.md', restore.note);
  },
});
