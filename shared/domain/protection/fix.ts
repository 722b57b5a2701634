import { isObject, type Json, stableJson } from '../../core/json.ts';
import { shellWord } from '../../core/shell-word.ts';
import { type RulesetSource, type Source, sourceText } from '../github-rules/source.ts';
import { fullName } from './applying.ts';
import type { Ask } from './ask.ts';
import { actors, actorText, administrators } from './bypass.ts';
import type { Effective, Said, Setting } from './effective.ts';
import type { Fix } from './row.ts';
import { rulesetsFor, type Wanted } from './ruleset-body.ts';
import type { SettingSpec } from './setting.ts';
import { settingOf } from './settings.ts';

/** What makes a setting that does not hold hold. */
export function fixOf(spec: SettingSpec, asks: readonly Ask[], setting: Setting, state: Effective): Fix {
  if (spec.key === 'bypass-actors') return bypassFix(asks, setting, state);
  if (spec.key === 'enforce-admins') return adminFix(setting, state);
  const missing = missingOf(spec, asks, setting);
  const { repository, target, ref } = state;
  if (spec.scale.single && setting.state === 'observed') {
    const places = [...new Set(setting.from.map(({ source }) => sourceText(source)))].join(' and ');
    const values = missing.map((atom) => stableJson(atom)).join(', ');
    return {
      text: `change ${spec.key} in ${places} to ${values}: a second rule would contradict it`,
      rulesets: [],
      commands: [],
    };
  }
  if (missing.length === 0) return removal(spec, asks, setting);
  const include = target === 'push' ? [] : [fullName(target, ref)];
  const wanted = wantedFor(spec, missing, state);
  const rulesets = rulesetsFor(
    `${spec.key} of ${ref === '' ? repository : ref}`,
    target,
    { include, exclude: [] },
    wanted,
  );
  if (rulesets.length === 0) return { text: byHand(spec, state), rulesets: [], commands: [] };
  return {
    text: `add a ruleset that asks for it: import it under Settings > Rules > Rulesets, or send it`,
    rulesets,
    commands: [`gh api --method POST ${shellWord(`repos/${repository}/rulesets`)} --input <file>`],
  };
}

/** A setting that does not hold, and what is asked of it. */
export interface Lacking {
  spec: SettingSpec;
  asks: readonly Ask[];
  setting: Setting;
}

/** All that rules which are added can ask for, of everything that a ref lacks; what only a change of what is there brings is left out. */
export function addable(lacking: readonly Lacking[], state: Effective): Wanted[] {
  const missing = lacking
    .filter(({ spec, setting }) => spec.rule !== undefined && !(spec.scale.single && setting.state === 'observed'))
    .map(({ spec, asks, setting }) => ({ spec, atoms: missingOf(spec, asks, setting) }))
    .filter(({ atoms }) => atoms.length > 0);
  const checks = missing.some(({ spec }) => spec.key === 'checks.required');
  // The checks that are added with it are what it is about.
  return missing.flatMap((one) => {
    const wanted = wantedFor(one.spec, one.atoms, state);
    return wanted.length === 0 && checks && one.spec.key === 'checks.strict' ? [one] : wanted;
  });
}

function missingOf({ scale }: SettingSpec, asks: readonly Ask[], setting: Setting): Json[] {
  return asks.flatMap(({ atoms }) =>
    atoms.filter((atom) => !(setting.state === 'observed' && setting.atoms.some((given) => scale.covers(given, atom)))),
  );
}

/** A rule of status checks without a check would do nothing: to be strict it takes those that are required already. */
function wantedFor(spec: SettingSpec, atoms: readonly Json[], { settings }: Effective): Wanted[] {
  if (spec.key === 'active') return [];
  if (spec.key !== 'checks.strict') return [{ spec, atoms }];
  const [checks, required] = [settingOf('checks.required'), settings['checks.required']];
  return checks === undefined || required?.state !== 'observed'
    ? []
    : [
        { spec: checks, atoms: required.atoms },
        { spec, atoms },
      ];
}

function byHand({ key }: SettingSpec, { repository, ref, idle }: Effective): string {
  const [first] = idle.filter(({ why }) => why !== 'not-included');
  if (key === 'active' && first !== undefined)
    return `make ${sourceText(first.source)} active on ${ref} (it is not: ${first.why})`;
  if (key === 'active') return `protect ${ref === '' ? repository : ref} with an active ruleset`;
  if (key === 'checks.strict') return `require a status check of ${ref} first: without one nothing can be up to date`;
  if (key === 'checks.bound')
    return `name the app that must report each required check of ${ref}, under its rule or in classic protection`;
  return `set it in the classic protection of ${ref} under Settings > Branches: no ruleset can ask for ${key}`;
}

/** What is there beyond an exact value. */
function removal({ key, scale }: SettingSpec, asks: readonly Ask[], setting: Setting): Fix {
  const exact = asks.find(({ mode }) => mode === 'exactly');
  const beyond = (said: Said): Json[] =>
    said.atoms.filter((atom) => !exact?.atoms.some((one) => scale.within(atom, one)));
  const places = setting.from.flatMap((said) => {
    const atoms = beyond(said);
    return atoms.length === 0 ? [] : [`${stableJson(atoms)} out of ${sourceText(said.source)}`];
  });
  const text = `take ${[...new Set(places)].join(', and ')}, or ask for ${key} at-least`;
  return { text, rulesets: [], commands: [] };
}

function bypassFix(asks: readonly Ask[], setting: Setting, { repository, ref }: Effective): Fix {
  if (setting.state === 'absent')
    return { text: 'protect it first: without a rule there is nothing to bypass', rulesets: [], commands: [] };
  const strict = asks.filter(({ mode }) => mode !== 'contains');
  const wanted = asks.flatMap(({ mode, atoms }) => (mode === 'at-least' ? [] : [...atoms]));
  const extra = (atom: Json): boolean => strict.some(({ atoms }) => !atoms.some((one) => actors.within(atom, one)));
  const parts: string[] = [];
  const commands: string[] = [];
  for (const { source, atoms } of setting.from) {
    const out = atoms.filter(extra);
    if (out.length === 0) continue;
    const listed = source.kind === 'classic' ? out.filter((atom) => !same(atom, administrators)) : out;
    if (listed.length < out.length) {
      parts.push(includeAdministrators);
      commands.push(includeCommand(repository, ref));
    }
    if (listed.length > 0)
      parts.push(`take ${listed.map(actorText).join(', ')} out of the bypass list of ${sourceText(source)}`);
    if (source.kind === 'ruleset')
      commands.push(
        ...bypassCommand(
          source,
          repository,
          atoms.filter((atom) => !extra(atom)),
        ),
      );
  }
  const seen = setting.state === 'observed' ? setting.atoms : [];
  const missing = wanted.filter((atom) => !seen.some((given) => same(given, atom)));
  if (missing.length > 0)
    parts.push(
      `add ${[...new Set(missing.map(actorText))].join(', ')} to the bypass list, or take it out of the policy`,
    );
  return { text: parts.join('; '), rulesets: [], commands };
}

/** None for a ruleset of an enterprise, whose address no answer says: the sentence names it. */
function bypassCommand(source: RulesetSource, repository: string, keep: readonly Json[]): string[] {
  if (source.level !== 'Repository' && (source.level !== 'Organization' || source.owner === undefined)) return [];
  const body = JSON.stringify({
    bypass_actors: keep
      .filter((atom) => isObject(atom))
      .map((atom) => {
        const { type, id, mode } = atom as Record<string, Json>;
        return { actor_id: id, actor_type: type, bypass_mode: mode };
      }),
  });
  const of = source.level === 'Organization' ? `orgs/${source.owner}` : `repos/${repository}`;
  return [`echo ${shellWord(body)} | gh api --method PUT ${shellWord(`${of}/rulesets/${source.id}`)} --input -`];
}

function adminFix(setting: Setting, { repository, ref }: Effective): Fix {
  const exempting: Source[] = setting.from.filter(({ atoms }) => atoms.length === 0).map(({ source }) => source);
  if (exempting.length === 0) return { text: `protect ${ref} with an active ruleset`, rulesets: [], commands: [] };
  return {
    text: exempting
      .map((source) =>
        source.kind === 'classic'
          ? includeAdministrators
          : `take administrators and roles out of the bypass list of ${sourceText(source)}`,
      )
      .join('; '),
    rulesets: [],
    commands: exempting.some(({ kind }) => kind === 'classic') ? [includeCommand(repository, ref)] : [],
  };
}

const includeAdministrators = 'switch "Do not allow bypassing the above settings" on in classic branch protection';

function includeCommand(repository: string, ref: string): string {
  return `gh api --method POST ${shellWord(`repos/${repository}/branches/${encoded(ref)}/protection/enforce_admins`)}`;
}

function same(a: Json, b: Json): boolean {
  return stableJson(a) === stableJson(b);
}

/** A part of an address: a branch may hold any character that a shell or an address takes for its own. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
