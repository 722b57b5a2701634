import type { Because } from '../../shared/core/errors.ts';
import type { Ruleset } from '../../shared/domain/protection/api-ruleset.ts';
import { type AskedEntry, demandsAnything } from '../../shared/domain/protection/asked-entry.ts';
import type { Part } from '../../shared/domain/protection/observation.ts';
import { oneBecause } from '../../shared/domain/protection/row-text.ts';
import { rulesetSource, sourceText } from '../../shared/domain/protection/source.ts';
import type { Ctx } from './definition.ts';
import { expectedText, type Finding, findingActual, findingFix, findingText, undecided } from './findings.ts';
import type { JudgedGroup } from './judged.ts';
import type { Unnamed } from './refs.ts';
import { ruleOf, rules, type SettingFact, type SettingRule, settingRules } from './rules.ts';

/** Nothing could be looked at: every rule is unverified as a whole. */
export function allUnverified(ctx: Ctx, because: Because): void {
  for (const id of Object.keys(rules) as (keyof typeof rules)[])
    ctx.unverified(id, { about: [], severity: rules[id].severity }, because);
}

/** One result for each setting that is asked, by the rule of its group; rules of which nothing is asked do not apply. */
export function recordFindings(
  ctx: Ctx,
  repository: string,
  findings: readonly Finding[],
  untold: (rule: SettingRule) => Because | undefined,
): void {
  for (const finding of findings) {
    const { group, setting, holds, severity, rows } = finding;
    const rule = ruleOf(setting);
    const fact: SettingFact = {
      about: aboutOf(repository, group.name, setting),
      severity,
      says: findingText(finding),
      expected: expectedText(finding),
      actual: findingActual(finding),
      observed: rows.map(({ ref, verdict, actual }) => [ref, verdict, actual ?? null]),
      fix: findingFix(finding),
    };
    if (holds === true) ctx.passed(rule, fact);
    else if (holds === false) ctx.failed(rule, fact);
    else ctx.unverified(rule, fact, oneBecause(rows.flatMap(({ because }) => because)));
  }
  for (const rule of settingRules) {
    if (findings.some(({ setting }) => ruleOf(setting) === rule)) continue;
    const fact: SettingFact = { about: [], severity: rules[rule].severity };
    const because = untold(rule);
    if (because === undefined)
      ctx.notApplicable(rule, fact, 'the policy asks for no such setting of anything that is there');
    else ctx.unverified(rule, fact, because);
  }
}

/** Why a rule without any result may be asked all the same: of refs that could not be listed, or by a class that could not be told. */
export function notTold(
  unnamed: readonly Unnamed[],
  open: readonly Because[],
): (rule: SettingRule) => Because | undefined {
  return (rule) => {
    const reasons = unnamed.flatMap(({ state, because, entries }) =>
      state === 'unknown' && because !== undefined && entries.some((entry) => asksBy(entry, rule)) ? [because] : [],
    );
    return reasons.length + open.length === 0 ? undefined : oneBecause([...reasons, ...open]);
  };
}

function asksBy({ asks, review, unrecognised }: AskedEntry, rule: SettingRule): boolean {
  return (
    Object.keys(asks).some((key) => ruleOf(key) === rule) ||
    (rule === 'bypass' && review !== undefined) ||
    (rule === 'content' && unrecognised.length > 0)
  );
}

/** What an entry of the policy is about; of several statements about one the worst holds. */
interface Statement {
  rank: 0 | 1 | 2 | 3;
  give(): void;
}

/** Whether each entry names something, and asks something of it. */
export function recordPolicy(
  ctx: Ctx,
  repository: string,
  asked: {
    judged: readonly JudgedGroup[];
    findings: readonly Finding[];
    unnamed: readonly Unnamed[];
    open: readonly Because[];
  },
): void {
  const statements = new Map<string, Statement>();
  const say = (
    name: string,
    rank: Statement['rank'],
    give: (fact: SettingFact) => void,
    more: Partial<SettingFact> = {},
  ) => {
    const before = statements.get(name);
    if (before !== undefined && before.rank <= rank) return;
    const fact: SettingFact = { about: aboutOf(repository, name), severity: rules.policy.severity, ...more };
    statements.set(name, { rank, give: () => give(fact) });
  };
  const fails = (name: string, says: string, fix: string): void =>
    say(name, 0, (fact) => ctx.failed('policy', fact), { says, actual: 'nothing', observed: says, fix });
  const demandless = (name: string, entry = ''): void =>
    fails(
      name,
      `${entry}the policy asks for nothing of ${name}: what is off, 0 or empty holds whatever is in force`,
      'give a preset or a setting, or take the entry out',
    );
  const unknown = (name: string, because: Because): void =>
    say(name, 1, (fact) => ctx.unverified('policy', fact, because));

  for (const { group, refs } of asked.judged) {
    const settings = asked.findings.filter((finding) => finding.group === group).length;
    const open = undecided(refs.flatMap(({ comparison }) => comparison.rows)).flatMap(({ because }) => because);
    const doubts = refs.flatMap(({ doubt, unseen }) => doubt ?? (group.byName ? (unseen ?? []) : []));
    if (open.length + doubts.length > 0) unknown(group.name, oneBecause([...doubts, ...open]));
    else if (settings === 0 || refs.some(({ comparison }) => !comparison.asked)) demandless(group.name);
    else if (!group.entries.every(demandsAnything)) demandless(group.name, 'an entry of ');
    else
      say(group.name, 3, (fact) => ctx.passed('policy', fact), {
        actual: `${group.refs.length === 1 ? '1 ref' : `${group.refs.length} refs`}, ${settings} settings`,
      });
  }
  for (const { name, state, because, entries } of asked.unnamed) {
    if (!entries.every(demandsAnything)) demandless(name);
    else if (state === 'unknown') unknown(name, oneBecause(because === undefined ? [] : [because]));
    else if (state === 'never')
      fails(name, `the entry for ${name} can name nothing`, 'correct its pattern, or what it excludes');
    else
      say(name, 2, (fact) =>
        ctx.notApplicable('policy', fact, 'all of them were listed, and none matches: nothing is asked of any'),
      );
  }
  if (asked.open.length > 0) unknown('classes', oneBecause(asked.open));
  for (const { give } of statements.values()) give();
}

/** Rulesets that enforce nothing, as remarks. */
export function recordIdle(ctx: Ctx, repository: string, judged: readonly JudgedGroup[]): void {
  const severity = rules['idle-ruleset'].severity;
  const refs = judged.flatMap((one) => one.refs);
  const details = new Map(
    refs.flatMap(({ observation }) => observation.details.map(({ id, part }) => [id, part] as const)),
  );
  const unlisted = refs.flatMap(({ observation: { rulesets } }) =>
    rulesets.state === 'unknown' ? [rulesets.because] : [],
  );
  if (unlisted.length > 0)
    ctx.unverified('idle-ruleset', { about: aboutOf(repository, 'rulesets'), severity }, oneBecause(unlisted));
  for (const [id, part] of [...details].sort(([a], [b]) => a - b)) recordRuleset(ctx, repository, id, part);
  if (unlisted.length === 0 && details.size === 0)
    ctx.notApplicable('idle-ruleset', { about: [], severity }, 'no ruleset of what was asked about is to be seen');
}

function recordRuleset(ctx: Ctx, repository: string, id: number, part: Part<Ruleset>): void {
  const severity = rules['idle-ruleset'].severity;
  const fact: SettingFact = { about: aboutOf(repository, `ruleset ${id}`), severity };
  if (part.state !== 'read') {
    const because: Because =
      part.state === 'unknown'
        ? part.because
        : { code: 'NO_DATA', message: part.message, needs: 'a plan that has rulesets' };
    return ctx.unverified('idle-ruleset', fact, because);
  }
  const why = idleText(part.data);
  if (why === undefined) return ctx.passed('idle-ruleset', fact);
  const says = `${sourceText(rulesetSource(id, { ruleset: part.data }))} protects nothing: ${why}`;
  ctx.failed('idle-ruleset', {
    ...fact,
    says,
    actual: why,
    observed: why,
    fix: 'make it active with refs and rules, or delete it',
  });
}

function idleText({ enforcement, rules: own, conditions, target }: Ruleset): string | undefined {
  if (enforcement === 'disabled') return 'it is disabled';
  if (enforcement === 'evaluate') return 'it only evaluates';
  if (own?.length === 0) return 'it has no rules';
  if (target !== 'push' && conditions?.ref_name?.include?.length === 0) return 'it includes no ref';
  return undefined;
}

/** The identity of a result over time. Upper and lower case of a repository's name do not matter to GitHub. */
function aboutOf(repository: string, ...parts: string[]): string[] {
  return [repository.toLowerCase(), ...parts];
}
