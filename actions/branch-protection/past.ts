import type { Because } from '../../shared/core/errors.ts';
import type { RulesetSummary } from '../../shared/domain/github-rules/api-ruleset.ts';
import { fullName } from '../../shared/domain/protection/applying.ts';
import {
  type Bypass,
  type Listed,
  nothingHappened,
  type RulesetChange,
  readHistory,
} from '../../shared/domain/protection/history.ts';
import { oneBecause } from '../../shared/domain/protection/row-text.ts';
import type { Observations } from '../../shared/domain/seen-repository/observations.ts';
import type { Ctx } from './definition.ts';
import type { JudgedGroup } from './judged.ts';
import { aboutOf } from './results.ts';
import { rules, type SettingFact } from './rules.ts';

const ids = ['no-bypass', 'ruleset-changes'] as const;
type HistoryRule = (typeof ids)[number];

/** Nobody asks what happened. */
export function withoutPast(ctx: Ctx, why: string): void {
  for (const id of ids) ctx.notApplicable(id, { about: [], severity: rules[id].severity }, why);
}

/** Who went past the rules of what is judged, and who changed rulesets, where the configuration asks for it. `all`: every ref was named. */
export async function recordPast(
  ctx: Ctx,
  { repository, github }: Observations,
  judged: readonly JudgedGroup[],
  all: boolean,
): Promise<void> {
  const { history } = ctx.inputs;
  const facts = (id: HistoryRule): SettingFact => ({ about: aboutOf(repository, id), severity: rules[id].severity });
  if (history === false) return withoutPast(ctx, 'the configuration does not ask for the history');
  if (github === undefined) {
    const because: Because = { code: 'NO_DATA', message: 'a snapshot has no history', needs: 'a run that asks GitHub' };
    for (const id of ids) ctx.unverified(id, facts(id), because);
    return;
  }
  const { rulesets, open } = rulesetsOf(judged);
  const { bypasses, changes, since } = await readHistory(github, {
    repository,
    refs: all && judged.every(({ group }) => group.target !== 'push') ? namesOf(judged) : [],
    rulesets,
    since: history.since,
    moment: ctx.time,
  });
  record(ctx, 'no-bypass', facts('no-bypass'), bypasses, since, (bypass) => bypassFact(repository, bypass));
  const whole = { ...changes, open: [...changes.open, ...open] };
  record(ctx, 'ruleset-changes', facts('ruleset-changes'), whole, since, (change) => changeFact(repository, change));
}

function namesOf(judged: readonly JudgedGroup[]): string[] {
  return judged.flatMap(({ group, refs }) => refs.map(({ observation: { ref } }) => fullName(group.target, ref)));
}

/** Every ruleset of what is judged, and why there may be others. */
function rulesetsOf(judged: readonly JudgedGroup[]): { rulesets: RulesetSummary[]; open: Because[] } {
  const found = new Map<number, RulesetSummary>();
  const open: Because[] = [];
  const refs = judged.flatMap((one) => one.refs);
  for (const { observation } of refs) {
    const { rulesets, rules: inForce, details } = observation;
    if (rulesets.state === 'read') for (const one of rulesets.data) found.set(one.id, one);
    for (const part of [rulesets, inForce]) if (part.state === 'unknown') open.push(part.because);
    for (const { id, part } of details) {
      if (found.has(id)) continue;
      if (part.state === 'read') found.set(id, part.data);
      else if (part.state === 'unknown') open.push(part.because);
    }
  }
  if (refs.length === 0)
    open.push({
      code: 'NO_DATA',
      message: 'nothing is judged, so that no ruleset was looked at',
      needs: 'a policy that names a ref',
    });
  return { rulesets: [...found.values()].sort((a, b) => a.id - b.id), open };
}

/** Each event of the window fails; nothing passes unless everything was read. */
function record<T extends Bypass | RulesetChange>(
  ctx: Ctx,
  id: HistoryRule,
  whole: SettingFact,
  listed: Listed<T>,
  since: string,
  factOf: (entry: T) => SettingFact,
): void {
  const seen = new Map<string, number>();
  for (const entry of listed.entries.filter(({ inWindow }) => inWindow)) {
    const fact = factOf(entry);
    const key = fact.about.join('\n');
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    ctx.failed(id, times === 1 ? fact : { ...fact, about: [...fact.about, String(times)] });
  }
  const holds = nothingHappened(listed);
  if (holds === true) ctx.passed(id, { ...whole, actual: `nothing since ${since}` });
  else if (listed.open.length > 0) ctx.unverified(id, whole, oneBecause(listed.open));
}

const who = (actor: string | undefined): string => actor ?? 'somebody whom GitHub does not name';
const when = (at: string | undefined): string => at ?? 'a time that GitHub does not say';

function bypassFact(repository: string, { ruleSuite, actor, ref, before, after, at, severity }: Bypass): SettingFact {
  const what = `${before ?? 'an unknown commit'} to ${after ?? 'an unknown commit'}`;
  const name = ruleSuite === undefined ? ['bypass', ref ?? '', at ?? '', after ?? ''] : [`rule suite ${ruleSuite}`];
  return {
    about: aboutOf(repository, ...name.filter((part) => part !== '')),
    severity,
    says: `${who(actor)} went past the rules of ${ref ?? 'a ref that GitHub does not name'} at ${when(at)}`,
    expected: 'no bypass',
    actual: what,
    observed: [actor ?? null, ref ?? null, before ?? null, after ?? null, at ?? null],
    fix: `look at what was pushed (${what}), and waive it once somebody has; take out of the bypass list who need not be there`,
  };
}

function changeFact(repository: string, change: RulesetChange): SettingFact {
  const { ruleset, name, version, actor, at, severity } = change;
  const which = version === undefined ? `changed at ${when(at)}` : `version ${version}`;
  return {
    about: aboutOf(repository, `ruleset ${ruleset}`, which),
    severity,
    says: `${who(actor)} changed the ruleset ${JSON.stringify(name)} (${ruleset}) at ${when(at)}`,
    expected: 'no change',
    actual: which,
    observed: [ruleset, version ?? null, actor ?? null, at ?? null],
    fix: 'look at what was changed (Settings > Rules > Rulesets > History), and waive it once somebody has',
  };
}
