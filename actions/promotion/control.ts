import { defineControl } from '../../shared/core/control.ts';
import type { PointerProblem } from '../../shared/core/pointer-problem.ts';
import { z } from '../../shared/core/zod.ts';
import { EntrySchema } from '../../shared/domain/promotion/entry.ts';
import { chosenTask } from '../../shared/domain/tasks/chosen-task.ts';
import { inputs, lists, outputs, tasks } from './definition.ts';
import { record } from './record.ts';
import { type RuleName, rules } from './rules.ts';
import { rulesOf } from './told.ts';
import { verify } from './verify.ts';

export const control = defineControl({
  name: 'promotion',
  title: 'Promotion',
  kind: 'record',
  description:
    'Records that the same bytes come from environment to environment, and verifies the history of that entry by entry.',
  permissions: { actions: 'read', contents: 'read', deployments: 'read', 'pull-requests': 'read' },
  inputs,
  lists,
  outputs,
  documents: { 'history.jsonl': 'the history of the environment with the new entry, when everything about it holds' },
  data: z.object({
    task: z.enum(tasks),
    recorded: z.boolean(),
    entry: EntrySchema.optional().meta({ description: 'The entry that was judged.' }),
    path: z.string().optional().meta({ description: 'Where the new history belongs.' }),
    target: EntrySchema.optional().meta({ description: 'What a rollback would go back to.' }),
  }),
  rules,
  configProblems(_lists, section) {
    const problems: PointerProblem[] = [];
    const add = (pointer: string, message: string): void => {
      problems.push({ pointer: `/promotion/chain/${pointer}`, message });
    };
    for (const [index, file] of (section?.workflows ?? []).entries())
      if (!/^[^/@]+\.ya?ml$/.test(file))
        problems.push({
          pointer: `/promotion/workflows/${index}`,
          message: `${file} is not the name of a file below .github/workflows, e.g. release.yml`,
        });
    const names = (section?.chain ?? []).map(({ environment }) => environment);
    for (const [index, { environment, soak, approvals, deployment }] of (section?.chain ?? []).entries()) {
      if (names.indexOf(environment) < index) add(`${index}/environment`, `${environment} is in the chain twice`);
      if (index === 0 && soak !== undefined) add('0/soak', 'before the first environment there is none to soak in');
      if (approvals?.through === 'deployment' && deployment === undefined)
        add(`${index}/approvals/through`, 'name the environment of GitHub under deployment:');
    }
    return problems;
  },
  async evaluate(ctx) {
    const task = chosenTask(ctx.inputs, ctx.subject, (each) =>
      each === 'record' ? [each, `${each}-${ctx.inputs.environment ?? ''}`] : [each],
    );
    for (const rule of Object.keys(rules) as RuleName[])
      if (!rulesOf[task].includes(rule))
        ctx.notApplicable(rule, { about: [] }, `it is not asked when the task is ${task}`);
    const { recorded, entry, path, target } = task === 'record' ? await record(ctx) : await verify(ctx);
    ctx.output('recorded', String(recorded));
    ctx.output('digest', entry?.digest ?? '');
    ctx.output('path', path ?? '');
    ctx.data({
      task,
      recorded,
      ...(entry === undefined ? {} : { entry }),
      ...(path === undefined ? {} : { path }),
      ...(target === undefined ? {} : { target }),
    });
  },
});
