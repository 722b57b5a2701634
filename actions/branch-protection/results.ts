import type { Because } from '../../shared/core/errors.ts';
import type { Ruleset } from '../../shared/domain/github-rules/api-ruleset.ts';
import { rulesetSource, sourceText } from '../../shared/domain/github-rules/source.ts';
import { type AskedEntry, demandsAnything } from '../../shared/domain/protection/asked-entry.ts';
import { oneBecause } from '../../shared/domain/protection/row-text.ts';
import type { Part } from '../../shared/domain/seen-repository/observation.ts';
import type { Broken } from './asked.ts';
import type { Ctx } from './definition.ts';
import { fixFile } from './documents.ts';
import {
  asks,
  expectedText,
  type Finding,
  findingActual,
  findingFix,
  findingText,
  isAsked,
  undecided,
} from './findings.ts';
import type { JudgedGroup } from './judged.ts';
import { entryId, entryText, type Unnamed } from './refs.ts';
import { ruleOf, rules, type SettingFact, type SettingRule, settingRules } from './rules.ts';

/** Nothing could be looked at: every rule is unverified as a whole. */
export function allUnverified(ctx: Ctx, because: Because): void {
  for (const id of Object.keys(rules) as (keyof typeof rules)[])
    ctx.unverified(id, { about: [], severity: rules[id].severity }, because);
}

/** Of one repository the rule about the list of them does not apply. */
export function noList(ctx: Ctx): void {
  const { severity } = rules.repositories;
  ctx.notApplicable('repositories', { about: [], severity }, 'one repository is judged, and no list of them');
}

/** One result for each setting that is asked, by the rule of its group; rules of which nothing is asked do not apply. */
export function recordFindings(
  ctx: Ctx,
  repository: string,
  findings: readonly Finding[],
  untold: (rule: SettingRule) => Because | undefined,
): void {
  for (const finding of findings) {
    const { id, setting, holds, severity, rows, restsOn } = finding;
    const rule = ruleOf(setting);
    const fact: SettingFact = {
      about: aboutOf(repository, id, setting),
      severity,
      says: findingText(finding),
      expected: expectedText(finding),
      actual: findingActual(finding),
      observed: rows.map(({ ref, verdict, actual }) => [ref, verdict, actual ?? null]),
      fix: findingFix(finding, fixFile(ctx)),
      restsOn,
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
  { open, broken }: { open: readonly Because[]; broken: readonly Broken[] },
): (rule: SettingRule) => Because | undefined {
  return (rule) => {
    const reasons = unnamed.flatMap(({ state, because, entries }) =>
      state === 'unknown' && because !== undefined && entries.some((entry) => asksBy(entry, rule)) ? [because] : [],
    );
    const lacking = broken.map(({ about }): Because => {
      const needs = 'a policy of which every part can be used';
      return { code: 'NO_DATA', message: `${about} cannot be used, as another result says`, needs };
    });
    const all = [...reasons, ...open, ...lacking];
    return all.length === 0 ? undefined : oneBecause(all);
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

/** Whether each entry names something, and asks something of it. Entries with the same patterns are one. */
export function recordPolicy(
  ctx: Ctx,
  repository: string,
  asked: {
    judged: readonly JudgedGroup[];
    unnamed: readonly Unnamed[];
    open: readonly Because[];
    broken: readonly Broken[];
  },
): void {
  const statements = new Map<string, Statement>();
  const say = (
    id: string,
    rank: Statement['rank'],
    give: (fact: SettingFact) => void,
    more: Partial<SettingFact> = {},
  ) => {
    const before = statements.get(id);
    if (before !== undefined && before.rank <= rank) return;
    const fact: SettingFact = { about: aboutOf(repository, id), severity: rules.policy.severity, ...more };
    statements.set(id, { rank, give: () => give(fact) });
  };
  const fails = (id: string, observed: string, says: string, fix: string): void =>
    say(id, 0, (fact) => ctx.failed('policy', fact), { says, actual: 'nothing', observed, fix });
  const demandless = (entry: AskedEntry): void =>
    fails(
      entryId(entry),
      'asks-nothing',
      `the policy asks for nothing of ${entryText(entry)}: what is off, 0 or empty holds whatever is in force`,
      'give a preset or a setting, or take the entry out',
    );
  const unknown = (id: string, because: Because): void => say(id, 1, (fact) => ctx.unverified('policy', fact, because));

  for (const entry of new Set(asked.judged.flatMap(({ group }) => group.entries))) {
    const id = entryId(entry);
    const own = asked.judged.filter(({ group }) => group.entries.includes(entry));
    const refs = own.flatMap((one) => one.refs);
    const rows = refs.flatMap(({ comparison }) => comparison.rows);
    const settings = new Set(rows.filter((row) => isAsked(row) && asks(entry, row.setting)).map((row) => row.setting));
    const open = undecided(rows).flatMap(({ because }) => because);
    const doubts = own.flatMap(({ group, refs: some }) =>
      some.flatMap(({ doubt, unseen }) => doubt ?? (group.byName ? (unseen ?? []) : [])),
    );
    if (open.length + doubts.length > 0) unknown(id, oneBecause([...doubts, ...open]));
    else if (settings.size === 0 || !demandsAnything(entry) || refs.some(({ comparison }) => !comparison.asked))
      demandless(entry);
    else
      say(id, 3, (fact) => ctx.passed('policy', fact), {
        actual: `${refs.length === 1 ? '1 ref' : `${refs.length} refs`}, ${settings.size} settings`,
      });
  }
  for (const { state, because, entries } of asked.unnamed)
    for (const entry of entries) {
      const id = entryId(entry);
      if (!demandsAnything(entry)) demandless(entry);
      else if (state === 'unknown') unknown(id, oneBecause(because === undefined ? [] : [because]));
      else if (state === 'never')
        fails(
          id,
          'names-nothing',
          `the entry for ${entryText(entry)} can name nothing`,
          'correct its pattern, or what it excludes',
        );
      else
        say(id, 2, (fact) =>
          ctx.notApplicable('policy', fact, 'all of them were listed, and none matches: nothing is asked of any'),
        );
    }
  if (asked.open.length > 0) unknown('classes', oneBecause(asked.open));
  for (const { give } of statements.values()) give();
  recordBroken(ctx, repository, asked.broken);
}

/** Files and parts of the policy that cannot be used, each problem by itself. They are read where the configuration is: on the base of a change. */
function recordBroken(ctx: Ctx, repository: string, broken: readonly Broken[]): void {
  const times = new Map<string, number>();
  for (const { about, message, at } of broken) {
    const time = (times.get(about) ?? 0) + 1;
    times.set(about, time);
    const fact: SettingFact = {
      about: aboutOf(repository, about, ...(time === 1 ? [] : [String(time)])),
      severity: rules.policy.severity,
      says: message,
      expected: 'a file that the policy can use',
      actual: message,
      observed: 'broken',
      fix: `repair ${at.path}, or take what names it out of the policy`,
    };
    ctx.failed('policy', fact, at);
  }
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
  const reasons = refs.flatMap((one) => one.reasons);
  for (const [id, part] of [...details].sort(([a], [b]) => a - b)) recordRuleset(ctx, repository, id, part, reasons);
  if (unlisted.length === 0 && details.size === 0 && reasons.length > 0)
    ctx.unverified('idle-ruleset', { about: aboutOf(repository, 'rulesets'), severity }, oneBecause(reasons));
  else if (unlisted.length === 0 && details.size === 0)
    ctx.notApplicable('idle-ruleset', { about: [], severity }, 'no ruleset of what was asked about is to be seen');
}

function recordRuleset(
  ctx: Ctx,
  repository: string,
  id: number,
  part: Part<Ruleset>,
  reasons: readonly Because[],
): void {
  const severity = rules['idle-ruleset'].severity;
  const fact: SettingFact = { about: aboutOf(repository, `ruleset ${id}`), severity };
  if (part.state !== 'read') {
    const because: Because =
      part.state === 'unknown'
        ? part.because
        : { code: 'NO_DATA', message: part.message, needs: 'a plan that has rulesets' };
    return ctx.unverified('idle-ruleset', fact, because);
  }
  const reason = idleReason(part.data);
  if (reason === undefined && reasons.length > 0) return ctx.unverified('idle-ruleset', fact, oneBecause(reasons));
  if (reason === undefined) return ctx.passed('idle-ruleset', fact);
  const why = idleTexts[reason];
  const says = `${sourceText(rulesetSource(id, { ruleset: part.data }))} protects nothing: ${why}`;
  ctx.failed('idle-ruleset', {
    ...fact,
    says,
    actual: why,
    observed: reason,
    fix: 'make it active with refs and rules, or delete it',
  });
}

const idleTexts = {
  disabled: 'it is disabled',
  evaluate: 'it only evaluates',
  'no-rules': 'it has no rules',
  'no-refs': 'it includes no ref',
} as const;

function idleReason({ enforcement, rules: own, conditions, target }: Ruleset): keyof typeof idleTexts | undefined {
  if (enforcement === 'disabled' || enforcement === 'evaluate') return enforcement;
  if (own?.length === 0) return 'no-rules';
  return target !== 'push' && conditions?.ref_name?.include?.length === 0 ? 'no-refs' : undefined;
}

/** The identity of a result over time. Upper and lower case of a repository's name do not matter to GitHub. */
export function aboutOf(repository: string, ...parts: string[]): string[] {
  return [repository.toLowerCase(), ...parts];
}
