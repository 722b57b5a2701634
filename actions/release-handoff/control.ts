import { defineControl } from '../../shared/core/control.ts';
import { GovernanceError } from '../../shared/core/errors.ts';
import { suggestion } from '../../shared/core/nearest.ts';
import type { PointerProblem } from '../../shared/core/pointer-problem.ts';
import { z } from '../../shared/core/zod.ts';
import { type Ctx, inputs, lists, type Outcome, outputs, type Task, tasks } from './definition.ts';
import { type RuleName, rules } from './rules.ts';
import { rulesOf } from './told.ts';

export const control = defineControl({
  name: 'release-handoff',
  title: 'Release handoff',
  kind: 'record',
  description:
    'Hands a release over to its consumers as a payload of what was measured, verifies such payloads, and judges the answer.',
  permissions: { actions: 'read', checks: 'read', contents: 'read', 'pull-requests': 'read' },
  inputs,
  lists,
  askedBy: [],
  outputs,
  documents: {
    'payload.json': 'the payload, when everything in it was measured',
    'packet.md': 'the same for people',
  },
  data: z.object({
    task: z.enum(tasks),
    handoff: z.string().optional().meta({ description: 'stable, or the name of a candidate.' }),
    digest: z.string().optional().meta({ description: 'The SHA-256 of the payload.' }),
    tag: z.string().optional(),
    commit: z.string().optional(),
    ready: z.boolean(),
  }),
  rules,
  configProblems({ surfaces }, section) {
    const problems: PointerProblem[] = [];
    if (section === undefined) return problems;
    const add = (pointer: string, message: string): void => {
      problems.push({ pointer: `/release-handoff${pointer}`, message });
    };
    for (const task of new Set(section.tasks ?? []))
      if (section[task] === undefined) add('/tasks', `${task} is asked for, and there is no ${task}:`);
    const { generate, verify } = section;
    const ids = (surfaces ?? []).map(({ id }) => id);
    if (generate !== undefined && !ids.includes(generate.surface))
      add('/generate/surface', `there is no surface ${generate.surface}${suggestion(generate.surface, ids)}`);
    if (verify?.packet !== undefined && verify.shape !== 'release-handoff.v1')
      add('/verify/packet', `a payload of the shape ${verify.shape} has no packet`);
    const facts = Object.keys(generate?.facts ?? {});
    const follows = (surfaces ?? []).find(({ id }) => id === generate?.surface)?.envelope?.version;
    if (follows !== undefined && !facts.includes(follows))
      add(
        '/generate/facts',
        `the policy of the envelope follows the version ${follows}: say where the manifest has it`,
      );
    for (const [name, mode] of Object.entries(section.handoffs ?? {}))
      for (const field of generate === undefined ? [] : [...Object.keys(mode.override), ...mode['must-match']])
        if (!facts.includes(field) && field !== 'commit')
          add(`/handoffs/${name}`, `there is no fact ${field}${suggestion(field, facts)}`);
    return problems;
  },
  async evaluate(ctx) {
    const task = taskOf(ctx);
    for (const rule of Object.keys(rules) as RuleName[])
      if (!rulesOf[task].includes(rule))
        ctx.notApplicable(rule, { about: [] }, `it is not asked when the task is ${task}`);
    const { ready, ...handed } = await run(ctx, task);
    ctx.output('digest', handed.digest ?? '');
    ctx.output('ready', String(ready));
    ctx.data({
      task,
      ...(task === 'generate' ? { handoff: ctx.inputs.handoff } : {}),
      ...handed,
      ready,
    });
  },
});

async function run(ctx: Ctx, task: Task): Promise<Outcome> {
  const { generate, verify, acknowledge } = ctx.inputs;
  if (task === 'generate' && generate !== undefined) return (await import('./generate.ts')).generate(ctx, generate);
  if (task === 'verify' && verify !== undefined) return (await import('./verify.ts')).verify(ctx, verify);
  if (task === 'acknowledge' && acknowledge !== undefined)
    return (await import('./acknowledge.ts')).acknowledge(ctx, acknowledge);
  throw new GovernanceError('BAD_CONFIG', `${task} is asked for, and there is no ${task}:`);
}

/**
 * The task of this run. A job could leave out what would fail by naming another one: where there are several, the report must bear the task
 * as its key, so that the decision can ask for each.
 */
function taskOf({ inputs: { task, tasks: allowed }, subject }: Ctx): Task {
  const [only] = allowed;
  const chosen = task === undefined && new Set(allowed).size === 1 ? only : allowed.find((each) => each === task);
  if (chosen === undefined)
    throw new GovernanceError(
      'BAD_INPUT',
      task === undefined
        ? 'it is not said which task is meant'
        : `${task} is not one of the tasks that are allowed here`,
      { hint: `Set task to one of these: ${allowed.join(', ')}.` },
    );
  if (subject.event !== 'local' && new Set(allowed).size > 1 && subject.matrixKey !== chosen)
    throw new GovernanceError('BAD_INPUT', `the report of the task ${chosen} must bear its name`, {
      hint: `Set artifact-key: ${chosen}, and name the tasks under legs of executive-summary.`,
    });
  return chosen;
}
