import { type Because, distinctBecause } from '../../core/errors.ts';
import { isObject, type Json, stableJson } from '../../core/json.ts';
import type { Classic } from '../github-rules/api-branch.ts';
import { type RulesetSource, type Source, sourceText } from '../github-rules/source.ts';
import type { Observation, Part, Target } from '../seen-repository/observation.ts';
import { type Applying, applying } from './applying.ts';
import { actorText, isAdministrator } from './bypass.ts';
import { type BypassPlace, bypassPlaces } from './bypass-place.ts';
import { unknownParameters } from './rule-parameters.ts';
import { reduce } from './scale.ts';
import type { Reading, SettingSpec } from './setting.ts';
import { ruleTypes, settingsOf } from './settings.ts';
import { classicChecks } from './settings-check.ts';

/** What one place says. */
export interface Said {
  source: Source;
  atoms: Json[];
}

/**
 * A setting of a ref.
 *
 * - `observed`: it holds, by at least one place. While `open` is not empty there are places that could not be read: the value is then at
 *   least as strict as `atoms` (for lists of exempt actors: at least these are exempt).
 * - `absent`: every place was read, and none asks for it.
 * - `unknown`: no place that could be read asks for it, and `open` says what could not be read.
 */
export type Setting =
  | { state: 'observed'; atoms: Json[]; from: Said[]; open: Because[]; contested: boolean }
  | { state: 'absent'; from: Said[]; because?: string | undefined }
  | { state: 'unknown'; from: Said[]; open: Because[] };

/** Everything that is in force on a ref, wherever it was configured. */
export interface Effective {
  repository: string;
  target: Target;
  ref: string;
  settings: Readonly<Record<string, Setting>>;
  bypass: readonly BypassPlace[];
  /** Rulesets that ask nothing of this ref, and why. */
  idle: Applying['idle'];
  /** Active rules of types that are not known, as they came. */
  unrecognised: { type: string; parameters: Record<string, unknown> | undefined; source: RulesetSource }[];
  /** Of active rules of known types each parameter that is not known. */
  unknownParameters: { type: string; parameters: Record<string, unknown>; source: RulesetSource }[];
  /** Why there may be more rules than those that were read. */
  open: Because[];
  /** GitHub's words for a plan that enforces nothing of it. */
  planLimit: string | undefined;
}

/**
 * The most restrictive of what all places say, setting by setting; GitHub layers rulesets and classic protection in that way
 * (documentation: "About rulesets", rule layering).
 */
export function effective(observation: Observation): Effective {
  const { target } = observation;
  const { rules, classic } = settled(observation, applying(observation));
  const bypass = bypassPlaces(observation, rules, classic);
  const known = ruleTypes(target);
  const planLimit = [observation.rules, observation.rulesets, classic].find(
    (part) => part.state === 'none' && part.why === 'plan-limit',
  );
  const told: Record<string, Setting> = {};
  const derived: Record<string, () => Setting> = {
    'bypass-actors': () => bypassSetting(rules, classic, bypass),
    active: () => activeSetting(told, rules.rules, known),
    'enforce-admins': () => adminSetting(rules, classic, bypass),
    'checks.bound': () => boundSetting(told['checks.required']),
  };
  const specs = settingsOf(target);
  for (const spec of specs)
    if (derived[spec.key] === undefined) told[spec.key] = ruleSetting(spec, rules, classic, observation);
  const settings = specs.flatMap(({ key }): [string, Setting][] => {
    const setting = derived[key]?.() ?? told[key];
    return setting === undefined ? [] : [[key, setting]];
  });
  return {
    repository: observation.repository,
    target,
    ref: observation.ref,
    settings: Object.fromEntries(settings),
    bypass,
    idle: rules.idle,
    unrecognised: rules.rules
      .filter(({ rule }) => !known.has(rule.type))
      .map(({ rule, source }) => ({ type: rule.type, parameters: rule.parameters ?? undefined, source })),
    unknownParameters: rules.rules.flatMap(({ rule, source }) =>
      known.has(rule.type)
        ? unknownParameters(rule).map((parameters) => ({ type: rule.type, parameters, source }))
        : [],
    ),
    open: rules.open,
    planLimit: planLimit?.state === 'none' ? planLimit.message : undefined,
  };
}

/**
 * What is known once all answers are at hand: a branch that GitHub calls not protected has no classic protection, and one that it calls
 * protected, of which nothing is to be seen, is not taken for unprotected.
 */
function settled(
  { branch, rules: read, classic }: Observation,
  rules: Applying,
): { rules: Applying; classic: Part<Classic> } {
  if (branch.state !== 'read' || read.state !== 'read' || read.data.length > 0) return { rules, classic };
  const hidden =
    classic.state === 'unknown' && ['MISSING_PERMISSION', 'NO_CREDENTIAL', 'NOT_FOUND'].includes(classic.because.code);
  if (!branch.data.protected && hidden) {
    const message = 'GitHub calls the branch not protected';
    return { rules, classic: { state: 'none', why: 'not-protected', message } };
  }
  if (!branch.data.protected || classic.state !== 'none') return { rules, classic };
  const because: Because = {
    code: 'INCONCLUSIVE',
    message: 'GitHub calls the branch protected, and shows neither a rule nor classic protection for it',
    needs: 'a token that sees every ruleset, or another look',
  };
  return { rules: { ...rules, open: [...rules.open, because] }, classic: { state: 'unknown', because } };
}

function ruleSetting(
  spec: SettingSpec,
  { rules, open: unread }: Applying,
  classic: Part<Classic>,
  observation: Observation,
): Setting {
  const from: Said[] = [];
  const open: Because[] = spec.rule === undefined ? [] : [...unread];
  const hear = (source: Source, reading: Reading | undefined): void => {
    if (reading === undefined) return;
    if (reading.ok) from.push({ source, atoms: reading.atoms });
    else
      open.push({
        code: 'NO_DATA',
        message: `${sourceText(source)}${spec.rule === undefined || source.kind !== 'ruleset' ? '' : `: its rule ${spec.rule}`} ${reading.message}`,
        needs: 'an answer as GitHub documents it',
      });
  };
  for (const { rule, source } of rules) {
    if (rule.type === spec.rule) hear(source, spec.read?.(rule.parameters ?? {}));
  }
  if (spec.classic !== undefined) {
    if (classic.state === 'read') hear({ kind: 'classic' }, spec.classic(classic.data));
    if (classic.state === 'unknown') open.push(classic.because);
    const { branch } = observation;
    // Of a protection that is hidden, the checks at least are there for every reader.
    if (spec.key === 'checks.required' && classic.state === 'unknown' && branch.state === 'read')
      hear({ kind: 'branch' }, classicChecks(branch.data.protection?.required_status_checks));
  }
  return settingFrom(spec, from, open);
}

function settingFrom(spec: SettingSpec, said: readonly Said[], open: readonly Because[]): Setting {
  const from = inSourceOrder(said);
  const atoms = reduce(
    spec.scale,
    from.flatMap((one) => one.atoms),
  );
  const left = spec.scale.isTop?.(atoms) ? [] : distinctBecause(open);
  if (atoms.length > 0)
    return { state: 'observed', atoms, from, open: left, contested: spec.scale.single === true && atoms.length > 1 };
  return left.length > 0 ? { state: 'unknown', from, open: left } : { state: 'absent', from };
}

/** The API promises no order: by the requirements, then by the place. */
function inSourceOrder(said: readonly Said[]): Said[] {
  return said
    .map((one) => ({ one, text: stableJson(one.atoms), place: placeOf(one.source) }))
    .sort((a, b) => (a.text !== b.text ? (a.text < b.text ? -1 : 1) : a.place - b.place))
    .map(({ one }) => one);
}

function placeOf(source: Source): number {
  return source.kind === 'ruleset' ? source.id : source.kind === 'classic' ? -1 : -2;
}

/** What asks for something and stops nobody. */
const remarks = /^copilot-review\./;

/** A place protects when it asks for anything that stops somebody; whether a rule of a type that is not known does cannot be told. */
function activeSetting(
  told: Readonly<Record<string, Setting>>,
  rules: Applying['rules'],
  known: ReadonlySet<string>,
): Setting {
  const settings = Object.entries(told).flatMap(([key, setting]) => (remarks.test(key) ? [] : [setting]));
  const asking = settings.flatMap(({ from }) =>
    from.filter(({ source, atoms }) => atoms.length > 0 && source.kind !== 'branch'),
  );
  const places = new Map(asking.map(({ source }) => [placeOf(source), source]));
  const from = [...places].sort(([a], [b]) => a - b).map(([, source]): Said => ({ source, atoms: [true] }));
  if (from.length > 0) return { state: 'observed', atoms: [true], from, open: [], contested: false };
  const strange = rules.flatMap(({ rule, source }): Because[] =>
    known.has(rule.type)
      ? []
      : [
          {
            code: 'NO_DATA',
            message: `${sourceText(source)} has the rule ${rule.type}, and whether that stops anybody is not known`,
            needs: 'a rule of a type that is known',
          },
        ],
  );
  const unread = distinctBecause([
    ...settings.flatMap((setting) => ('open' in setting ? setting.open : [])),
    ...strange,
  ]);
  return unread.length > 0 ? { state: 'unknown', from, open: unread } : { state: 'absent', from };
}

/** Whether each check that is required must come from a certain app. What could not be read can only add checks, or bind more of them. */
function boundSetting(required: Setting | undefined): Setting {
  if (required?.state === 'unknown') return { ...required, from: [] };
  if (required?.state !== 'observed') return { state: 'absent', from: [] };
  const { atoms, from, open } = required;
  const isBound = atoms.every((atom) => isObject(atom) && typeof atom['app'] === 'number');
  if (isBound)
    return {
      state: 'observed',
      atoms: [true],
      from: from.map((said) => ({ ...said, atoms: [true] })),
      open,
      contested: false,
    };
  return open.length > 0 ? { state: 'unknown', from: [], open } : { state: 'absent', from: [] };
}

/** Nobody is exempt from what is not there: without any protection there is no list either. */
function bypassSetting({ rules, open }: Applying, classic: Part<Classic>, places: readonly BypassPlace[]): Setting {
  const unread = distinctBecause([
    ...open,
    ...(classic.state === 'unknown' ? [classic.because] : []),
    ...places.flatMap(({ because }) => (because === undefined ? [] : [because])),
  ]);
  const from = places.flatMap(({ source, actors }) => (actors === undefined ? [] : [{ source, atoms: [...actors] }]));
  if (rules.length === 0 && classic.state !== 'read')
    return unread.length > 0 ? { state: 'unknown', from, open: unread } : { state: 'absent', from };
  const atoms = distinctJson(from.flatMap((said) => said.atoms));
  if (atoms.length === 0 && unread.length > 0) return { state: 'unknown', from, open: unread };
  return { state: 'observed', atoms, from, open: unread, contested: false };
}

function adminSetting({ rules, open }: Applying, classic: Part<Classic>, places: readonly BypassPlace[]): Setting {
  const from: Said[] = [];
  const unread: Because[] = [...open, ...(classic.state === 'unknown' ? [classic.because] : [])];
  for (const { source, actors, because } of places) {
    const untold = actors?.filter((atom) => isAdministrator(atom) === undefined) ?? [];
    if (actors === undefined) unread.push(...(because === undefined ? [] : [because]));
    else if (actors.some((atom) => isAdministrator(atom) === true)) from.push({ source, atoms: [] });
    else if (untold.length === 0) from.push({ source, atoms: [true] });
    else
      unread.push({
        code: 'INCONCLUSIVE',
        message: `${sourceText(source)} lets ${untold.map(actorText).join(', ')} bypass it, and whether an administrator is among them cannot be told`,
        needs: 'a bypass list of apps and deploy keys alone, or bypass-actors in the policy in place of enforce-admins',
      });
  }
  const exempted = from.some(({ atoms }) => atoms.length === 0);
  if (exempted || (rules.length === 0 && classic.state !== 'read' && unread.length === 0))
    return { state: 'absent', from };
  return unread.length > 0
    ? { state: 'unknown', from, open: distinctBecause(unread) }
    : { state: 'observed', atoms: [true], from, open: [], contested: false };
}

function distinctJson(atoms: readonly Json[]): Json[] {
  return [...new Map(atoms.map((atom) => [stableJson(atom), atom]))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, atom]) => atom);
}
