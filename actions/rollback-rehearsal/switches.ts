import type { ActiveSwitch } from '../../shared/domain/drill/active.ts';
import type { DrilledSwitch } from '../../shared/domain/drill/record.ts';
import { judgeBehaviour, judgeCovered, judgeSettings } from '../../shared/domain/drill/switches.ts';
import { tellVerdict } from '../../shared/domain/verdict/tell.ts';
import {
  failed,
  noData,
  passed,
  statusOf,
  unverified,
  type Verdict,
  worstOf,
} from '../../shared/domain/verdict/verdict.ts';
import type { FoundActive } from './active.ts';
import { borneOut } from './borne-out.ts';
import type { Ctx } from './definition.ts';
import type { JudgedDrill } from './drill.ts';

/** What became of a flag or pin at one of its settings, for people and for data. */
export interface JudgedSwitch extends ActiveSwitch {
  drill: string | undefined;
  status: 'passed' | 'failed' | 'unverified';
}

const ofSwitch = ['covered', 'settings', 'behaviour'] as const;

/** Judges whether the drills cover everything that is on, and what they say went wrong besides. */
export function judgeSwitches(
  ctx: Ctx,
  { switches, whole }: FoundActive,
  drills: readonly JudgedDrill[],
): JudgedSwitch[] {
  const because = !whole
    ? noData('it is not known what is on', 'every source of flags and pins')
    : noData('nothing is on, so that nothing could be covered', 'a flag or pin');
  const asked = ctx.inputs.active.length > 0;
  for (const rule of ofSwitch) {
    if (!asked) ctx.notApplicable(rule, { about: [] }, 'the configuration names no flags and pins');
    else if (!whole || switches.length === 0) ctx.unverified(rule, { about: [] }, because);
  }
  const byName = new Map<string, ActiveSwitch[]>();
  for (const one of switches) byName.set(one.name, [...(byName.get(one.name) ?? []), one]);
  for (const name of drills.flatMap(wentWrong)) byName.set(name, byName.get(name) ?? []);
  return [...byName].flatMap(([name, settings]) => judgeSwitch(ctx, name, settings, drills));
}

/** The names of those of which the record of a drill says that their rollback did not pass. */
function wentWrong({ record }: JudgedDrill): string[] {
  return record.switches.flatMap((row) => (judgeCovered(row).status === 'failed' ? [row.name] : []));
}

interface Drilled {
  drill: JudgedDrill;
  row: DrilledSwitch;
}

/** `settings`: those at which it is now; none of what is off, and of which only what went wrong is told. */
function judgeSwitch(
  ctx: Ctx,
  name: string,
  settings: readonly ActiveSwitch[],
  drills: readonly JudgedDrill[],
): JudgedSwitch[] {
  const about = [name];
  const drilled = drills.flatMap((drill): Drilled[] => {
    const row = drill.switches.get(name);
    return row === undefined ? [] : [{ drill, row }];
  });
  const standing = withoutOutdone(drilled);
  if (settings.length === 0) {
    for (const { drill, row } of standing)
      if (judgeCovered(row).status === 'failed')
        tellVerdict(ctx, 'covered', { about: [name, drill.id], facts: drill.facts }, judgeCovered(row));
    return [];
  }
  const [first, ...others] = standing;
  if (first === undefined) {
    const verdict = uncovered(name, drills);
    tellVerdict(ctx, 'covered', { about }, verdict);
    const lacking = unverified(noData(`no record has ${name}`, 'a drill that covers it'));
    tellVerdict(ctx, 'settings', { about }, lacking);
    tellVerdict(ctx, 'behaviour', { about }, lacking);
    const status = verdict.status === 'failed' ? 'failed' : 'unverified';
    return settings.map((one) => ({ ...one, drill: undefined, status }));
  }
  const bests = settings.map((setting) => bestFor(setting, first, others));
  const facts = [...new Set(bests.flatMap(({ drill }) => drill.facts))];
  for (const rule of ofSwitch)
    tellVerdict(ctx, rule, { about, facts }, worstOf(bests.map(({ verdicts }) => verdicts[rule])) ?? passed);
  return bests.map(({ setting, drill, verdicts }) => ({
    ...setting,
    drill: drill.id,
    status: statusOf(Object.values(verdicts)),
  }));
}

/** What drills say of one flag, without those that a later failure has outdone: after it, only what passed later still counts. */
function withoutOutdone(drilled: readonly Drilled[]): Drilled[] {
  const failures = drilled.filter(({ row }) => judgeCovered(row).status === 'failed');
  if (failures.length === 0) return [...drilled];
  // A failure of which nobody knows when it was may be the last word.
  const last = Math.max(...failures.map(({ drill }) => drill.ended ?? Number.POSITIVE_INFINITY));
  const later = drilled.filter(({ drill: { ended, claimed } }) => claimed === undefined && (ended ?? 0) > last);
  return later.length > 0 ? later : failures;
}

function uncovered(name: string, drills: readonly JudgedDrill[]): Verdict {
  const unread = drills.find(({ unread: why }) => why !== undefined)?.unread;
  if (unread !== undefined) return unverified(unread);
  const records = drills.map(({ path }) => path).join(' or ');
  const fix = `rehearse its rollback, and record it in ${records}`;
  return failed({ problem: 'no drill rolled it back', expected: name, actual: 'nothing', fix });
}

interface Best {
  setting: ActiveSwitch;
  drill: JudgedDrill;
  verdicts: Record<(typeof ofSwitch)[number], Verdict>;
}

/** The best of several drills counts for a setting: another one may have been about something else. */
function bestFor(setting: ActiveSwitch, first: Drilled, others: readonly Drilled[]): Best {
  return others
    .map((one) => verdictsOf(setting, one))
    .reduce((a, b) => (rank(b) > rank(a) ? b : a), verdictsOf(setting, first));
}

function verdictsOf(setting: ActiveSwitch, { drill, row }: Drilled): Best {
  const { claimed, path } = drill;
  return {
    setting,
    drill,
    verdicts: {
      covered: borneOut(judgeCovered(row), claimed),
      settings: borneOut(judgeSettings(row, setting, path), claimed),
      behaviour: borneOut(judgeBehaviour(row, path), claimed),
    },
  };
}

const worth = { failed: 0, unverified: 1, passed: 2 } as const;

function rank({ verdicts }: Best): number {
  return worth[statusOf(Object.values(verdicts))];
}
