import { defineControl } from '../../shared/core/control.ts';
import { GovernanceError } from '../../shared/core/errors.ts';
import { chosenTask } from '../../shared/domain/tasks/chosen-task.ts';
import { type Ctx, inputs, type Outcome, OutcomeSchema, outputs, type Task, tasks } from './definition.ts';
import { type RuleName, rules } from './rules.ts';
import { rulesOf } from './told.ts';

export const control = defineControl({
  name: 'evidence-bundle',
  title: 'Evidence bundle',
  kind: 'record',
  description: 'Packs the evidence of a release with its lineage into one archive, and verifies such bundles anew.',
  permissions: { actions: 'read', contents: 'read' },
  inputs,
  lists: {},
  outputs,
  documents: {
    'bundle.zip': 'the evidence with its list, when everything that was asked for is in it',
    'test-result.intoto.json': 'an in-toto statement: which controls passed, of this bundle',
    'gate-decision.intoto.json': 'an in-toto statement: what was decided, of this bundle',
  },
  data: OutcomeSchema.extend({ task: OutcomeSchema.shape.commit }),
  rules,
  configProblems(_lists, section) {
    if (section === undefined || section.create !== undefined || section.verify !== undefined) return [];
    return [{ pointer: '/evidence-bundle', message: 'asks for nothing: say create: or verify:' }];
  },
  async evaluate(ctx) {
    const { task: named, create, verify } = ctx.inputs;
    const asked = tasks.filter((each) => (each === 'create' ? create : verify) !== undefined);
    const task = chosenTask({ task: named, tasks: asked }, ctx.subject);
    for (const rule of Object.keys(rules) as RuleName[])
      if (!rulesOf[task].includes(rule))
        ctx.notApplicable(rule, { about: [] }, `it is not asked when the task is ${task}`);
    const outcome = await run(ctx, task);
    ctx.output('digest', outcome.digest ?? '');
    ctx.output('manifest', outcome.manifest ?? '');
    ctx.output('files', String(outcome.files));
    ctx.metric('files', outcome.files);
    ctx.data({ task, ...outcome });
  },
});

async function run(ctx: Ctx, task: Task): Promise<Outcome> {
  const { create, verify } = ctx.inputs;
  if (task === 'create' && create !== undefined) return (await import('./create.ts')).createBundle(ctx, create);
  if (task === 'verify' && verify !== undefined) return (await import('./verify.ts')).verifyBundle(ctx, verify);
  throw new GovernanceError('BAD_CONFIG', `${task} is asked for, and there is no ${task}:`);
}
