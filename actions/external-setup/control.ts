import { defineControl } from '../../shared/core/control.ts';
import { z } from '../../shared/core/zod.ts';
import { type Lock, lockProblems } from '../../shared/domain/setup-lock/config.ts';
import { earlierLock, judgeDiff } from '../../shared/domain/setup-lock/diff.ts';
import { judgePluginSteps, judgePlugins } from '../../shared/domain/setup-lock/plugins.ts';
import { lockMaxBytes, type ReadLock, readLock } from '../../shared/domain/setup-lock/read.ts';
import { judgeState, stateOf } from '../../shared/domain/setup-lock/state.ts';
import { judgeTargets, type TargetState, targetStates } from '../../shared/domain/setup-lock/targets.ts';
import { notAsked, wrong } from '../../shared/domain/setup-lock/told.ts';
import { tellVerdict } from '../../shared/domain/verdict/tell.ts';
import { noData, passed, unverified } from '../../shared/domain/verdict/verdict.ts';
import { listed } from '../../shared/parse/text.ts';
import { type Ctx, inputs, lists, outputs, type Tell } from './definition.ts';
import { judgeEvidence, reportsOnce } from './evidence.ts';
import { type RuleId, rules } from './rules.ts';

export const control = defineControl({
  name: 'external-setup',
  title: 'External set-up',
  kind: 'check',
  joins: true,
  description:
    'Checks lock files of what is set up outside of the repository: concrete values, deferrals with a reason, evidence of smoke tests, plug-ins, and what a change makes of them.',
  permissions: { actions: 'read', contents: 'read' },
  inputs,
  lists,
  outputs,
  data: z.object({
    locks: z.array(
      z.object({
        id: z.string(),
        path: z.string(),
        mode: z.string().optional().meta({ description: 'The mode that the lock claims.' }),
        concrete: z.number().int().meta({ description: 'Fields of closed targets that hold a value.' }),
        targets: z.array(z.object({ name: z.string(), state: z.enum(['closed', 'deferred', 'unknown', 'missing']) })),
      }),
    ),
  }),
  rules,
  configProblems: (_lists, section) =>
    lockProblems(section?.locks ?? []).map(({ pointer, message }) => ({
      pointer: `/external-setup/locks${pointer}`,
      message,
    })),
  async evaluate(ctx) {
    const tell: Tell = (rule, { about, verdict, at }) => tellVerdict(ctx, rule, { about }, verdict, { at });
    const reports = reportsOnce(ctx);
    const data = [];
    const open: string[] = [];
    for (const lock of ctx.inputs.locks) {
      const read = await lockIn(ctx, lock, tell);
      if (read === undefined) continue;
      const state = stateOf(lock, read);
      for (const each of judgeState(lock, read, state)) tell(each.rule, each);
      const { told, targets } = judgeTargets(lock, read, state, ctx.time.latest);
      for (const each of told) tell(each.rule, each);
      for (const each of judgePlugins(lock, read)) tell(each.rule, each);
      if (targets.length === 0)
        for (const rule of ['smoke-evidence', 'smoke-test', 'transcript'] as const)
          tell(rule, { about: [lock.id], verdict: notAsked('the policy names no target') });
      for (const target of targets) await judgeEvidence(ctx, lock, target, reports, tell);
      await judgeRunbook(ctx, lock, tell);
      await judgeChange(ctx, lock, read, targets, tell);
      const concrete = targets.reduce((sum, target) => sum + target.concrete, 0);
      show(ctx, lock, targets);
      open.push(...targets.filter((each) => each.state !== 'closed').map(({ name }) => `${lock.id}/${name}`));
      data.push({
        ...{
          id: lock.id,
          path: lock.path,
          concrete,
          targets: targets.map(({ name, state: is }) => ({ name, state: is })),
        },
        ...(read.status === undefined ? {} : { mode: read.status }),
      });
    }
    ctx.output('open', open.join('\n'));
    ctx.metric('locks', ctx.inputs.locks.length);
    ctx.metric(
      'concrete-fields',
      data.reduce((sum, { concrete }) => sum + concrete, 0),
    );
    ctx.data({ locks: data });
  },
});

/** The lock as it can be read; what keeps it from being read stands under `lock`, and everything else of it is open. */
async function lockIn(ctx: Ctx, lock: Lock, tell: Tell): Promise<ReadLock | undefined> {
  const { id, path } = lock;
  const found = await ctx.read(path, { maxBytes: lockMaxBytes });
  const fix = `put the lock ${id} at ${path}`;
  if (found.found) {
    const read = readLock(lock, found.content);
    if (read.ok) {
      tell('lock', { about: [id], verdict: passed, at: { path } });
      return read.lock;
    }
    const said = read.problems.map(({ message, at }) =>
      at.line === undefined ? message : `${message} (line ${at.line})`,
    );
    const problem = `the lock ${path} ${listed(said)}`;
    tell('lock', {
      about: [id],
      verdict: wrong(problem, 'a lock that can be read', said, `mend ${path}`, read.problems[0]?.at),
    });
  } else if (found.because !== undefined) {
    tell('lock', { about: [id], verdict: unverified(found.because), at: { path } });
  } else {
    tell('lock', {
      about: [id],
      verdict: wrong(`the lock ${path} ${found.message}`, 'a lock', 'nothing', fix),
      at: { path },
    });
  }
  const because = found.found
    ? noData(`the lock ${path} cannot be read`, fix)
    : (found.because ?? noData(`there is no lock ${path}`, fix));
  for (const rule of (Object.keys(rules) as RuleId[]).filter((each) => each !== 'lock'))
    tell(rule, { about: [id], verdict: unverified(because), at: { path } });
  return undefined;
}

async function judgeRunbook(ctx: Ctx, lock: Lock, tell: Tell): Promise<void> {
  const { runbook, id } = lock;
  if (runbook === undefined)
    return tell('runbook', { about: [id], verdict: { status: 'not-applicable', why: 'the policy names no runbook' } });
  // Only a lock with a runbook needs the parser of Markdown.
  const { judgeSection } = await import('./runbook.ts');
  tell('runbook', { about: [id, runbook], verdict: await judgeSection(ctx, runbook) });
}

/** Judges what the change made of the lock. */
async function judgeChange(
  ctx: Ctx,
  lock: Lock,
  now: ReadLock,
  targets: readonly TargetState[],
  tell: Tell,
): Promise<void> {
  const { id, path } = lock;
  const before = 'because' in ctx.before ? ctx.before : await ctx.before.read(path, lockMaxBytes);
  const known = earlierLock(lock, before);
  if (known.state === 'unknown') {
    for (const rule of ['kept', 'change-shown'] as const)
      tell(rule, { about: [id], verdict: unverified(known.because), at: { path } });
    return;
  }
  const steps = judgePluginSteps(lock, known.read, now);
  for (const each of steps) tell(each.rule, each);
  if (lock.targets.length === 0) {
    for (const rule of ['kept', 'change-shown'] as const)
      if (!steps.some((each) => each.rule === rule))
        tell(rule, { about: [id], verdict: notAsked('nothing that was listed before has a digest to keep') });
    return;
  }
  const earlier = known.read === undefined ? undefined : targetStates(lock, known.read);
  const { told, rows } = await judgeDiff(lock, earlier, targets, {
    earlier: (file) => ('because' in ctx.before ? Promise.resolve(undefined) : ctx.before.read(file, lockMaxBytes)),
    now: (file) => ctx.read(file, { maxBytes: lockMaxBytes }),
  });
  for (const each of told) tell(each.rule, each);
  if (rows.length > 0)
    ctx.exhibit({
      title: `What changes in the lock ${id}`,
      columns: [{ name: 'Target' }, { name: 'Field' }, { name: 'Before' }, { name: 'After' }],
      rows,
    });
}

function show(ctx: Ctx, { id }: Lock, targets: readonly TargetState[]): void {
  if (targets.length === 0) return;
  ctx.exhibit({
    title: `Targets of the lock ${id}`,
    columns: [
      { name: 'Target' },
      { name: 'State' },
      { name: 'Concrete fields', numeric: true },
      { name: 'Asked', numeric: true },
    ],
    rows: targets.map(({ name, state, concrete, fields, sound }) => ({
      cells: [name, sound ? state : `${state}, with findings`, String(concrete), String(fields.length)],
      mark: sound ? (state === 'closed' ? 'good' : 'open') : 'bad',
    })),
  });
}
