import { defineControl } from '../../shared/core/control.ts';
import type { Because } from '../../shared/core/errors.ts';
import type { Unit } from '../../shared/core/history.ts';
import { z } from '../../shared/core/zod.ts';
import { changedPaths } from '../../shared/domain/change-set/changed-paths.ts';
import { contractGroupProblems } from '../../shared/domain/change-set/config.ts';
import { judgedUnit } from '../../shared/domain/change-set/judged-unit.ts';
import { type Ctx, inputs, lists, outputs } from './definition.ts';
import { judgeFacts } from './facts.ts';
import { type Group, groupOf } from './group.ts';
import { aboutOf, type Outcome } from './outcome.ts';
import { judgeApart, judgeFollows, judgeMembers, judgeTogether } from './paths.ts';
import { type RuleId, rules } from './rules.ts';

/** More units than this are not named one by one in a note; the data of the report has all. */
const mostNotes = 5;

const UnitData = z.object({
  name: z.string(),
  pullRequest: z.number().int().optional(),
  base: z.string(),
  head: z.string().optional(),
  changed: z.number().int().optional().meta({ description: 'How many paths; absent when they could not be listed.' }),
});

export const control = defineControl({
  name: 'atomic-change',
  title: 'Files that must change together',
  kind: 'check',
  description:
    'Checks that files, or facts inside of files, that belong together change in one pull request, and that others never do.',
  permissions: { contents: 'read', 'pull-requests': 'read' },
  inputs,
  lists,
  // The contracts of another control must not start this one: only its section says what changes together.
  askedBy: [],
  outputs,
  data: z.object({ units: z.array(UnitData) }),
  rules,
  configProblems: ({ contracts }, section) =>
    contractGroupProblems(section?.groups ?? [], contracts).map(({ pointer, message }) => ({
      pointer: `/atomic-change${pointer}`,
      message,
    })),
  async evaluate(ctx) {
    const groups = await Promise.all(ctx.inputs.groups.map((group) => groupOf(ctx, group)));
    notAsked(ctx, groups);
    const { range } = ctx.inputs;
    const asked = await ctx.history.units({ range, eachCommit: ctx.inputs['each-commit'] });
    if (!asked.ok) {
      record(
        ctx,
        groups.flatMap((group) => unknownGroup(group, { key: '' }, asked.because)),
      );
      return;
    }
    const outcomes: Outcome[] = [];
    const data: z.infer<typeof UnitData>[] = [];
    for (const unit of asked.units) {
      const { name, pullRequest, base, head } = unit;
      const changes = await unit.changes();
      if (changes.ok) outcomes.push(...(await judgeUnit(unit, changes.changes, groups)));
      else outcomes.push(...groups.flatMap((group) => unknownGroup(group, unit, changes.because)));
      const changed = changes.ok ? changes.changes.length : undefined;
      data.push({ name, pullRequest, base, head, changed });
      if (asked.units.length <= mostNotes) ctx.note(unitNote(unit, changed));
    }
    record(ctx, outcomes);
    ctx.metric('units', asked.units.length);
    if (data.every(({ changed }) => changed !== undefined))
      ctx.metric(
        'changed-files',
        data.reduce((sum, { changed }) => sum + (changed ?? 0), 0),
      );
    ctx.data({ units: data });
  },
});

async function judgeUnit(
  unit: Unit,
  changes: Parameters<typeof changedPaths>[0],
  groups: readonly Group[],
): Promise<Outcome[]> {
  const judged = judgedUnit(unit, changedPaths(changes));
  const outcomes: Outcome[] = [];
  for (const group of groups) {
    const { demand, members } = group;
    switch (demand.kind) {
      case 'together':
        outcomes.push(await judgeTogether(judged, group, demand));
        break;
      case 'facts-together':
        outcomes.push(...(await judgeFacts(judged, group, demand.facts)));
        break;
      case 'follows':
        outcomes.push(await judgeFollows(judged, group, demand));
        break;
      case 'apart':
        outcomes.push(await judgeApart(judged, group, demand));
        break;
    }
    if (!('allowed' in members)) outcomes.push(await judgeMembers(judged, group, members));
  }
  return outcomes;
}

/** Everything that a group would have been asked, when nobody can say what changed. */
function unknownGroup(group: Group, unit: { key: string }, because: Because): Outcome[] {
  const { demand, members } = group;
  const facts = demand.kind === 'facts-together' ? demand.facts.map(({ name }) => name) : [undefined];
  const outcomes = facts.map(
    (fact): Outcome => ({ rule: demand.kind, fact: aboutOf(group, unit, fact), status: 'unverified', because }),
  );
  if ('allowed' in members) return outcomes;
  return [...outcomes, { rule: 'member-deleted', fact: aboutOf(group, unit), status: 'unverified', because }];
}

/** What the configuration does not ask: rules of which there is no group, and deletions that it allows. */
function notAsked(ctx: Ctx, groups: readonly Group[]): void {
  for (const rule of ['together', 'facts-together', 'follows', 'apart'] as const) {
    if (!groups.some(({ demand }) => demand.kind === rule))
      ctx.notApplicable(rule, {}, 'the configuration has no such group');
  }
  for (const { id, members } of groups) {
    if ('allowed' in members) ctx.notApplicable('member-deleted', { group: id }, members.allowed);
  }
}

/** Several units that passed are one result for each group, so that an audit of a long history stays readable. */
function record(ctx: Ctx, outcomes: readonly Outcome[]): void {
  const passed = new Map<string, { rule: RuleId; fact: Outcome['fact'] }>();
  for (const outcome of outcomes) {
    const { rule, fact } = outcome;
    if (outcome.status === 'failed') ctx.failed(rule, fact, outcome.at);
    else if (outcome.status === 'unverified') ctx.unverified(rule, fact, outcome.because);
    else {
      const { unit: _unit, ...whole } = fact;
      passed.set(JSON.stringify([rule, whole]), { rule, fact: whole });
    }
  }
  for (const { rule, fact } of passed.values()) ctx.passed(rule, fact);
}

function unitNote({ name, base, head }: Unit, changed: number | undefined): string {
  const files = changed === undefined ? 'not listed' : changed === 1 ? '1 changed path' : `${changed} changed paths`;
  return `${name}: ${base}..${head ?? 'the work tree'}, ${files}`;
}
