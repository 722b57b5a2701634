import type { Because } from '../../core/errors.ts';
import { type Json, stableJson } from '../../core/json.ts';
import { severities } from '../../core/severity.ts';
import { fullName } from './applying.ts';
import type { Ask } from './ask.ts';
import type { AskedEntry } from './asked-entry.ts';
import { reviewRow } from './bypass-review.ts';
import type { Effective, Setting } from './effective.ts';
import { addable, fixOf } from './fix.ts';
import { type Judgement, judge, worst } from './judge.ts';
import { mergeAsks } from './merge-asks.ts';
import { any, includesRef } from './ref-pattern.ts';
import { type Row, verdicts } from './row.ts';
import { type RulesetBody, rulesetsFor } from './ruleset-body.ts';
import { sorted } from './scale.ts';
import type { SettingSpec } from './setting.ts';
import { settings, settingsOf } from './settings.ts';

export interface Comparison {
  /** Worst first; see `inOrder`. */
  rows: Row[];
  /** Asks that no state can satisfy together. */
  conflicts: { setting: string; message: string }[];
  /** Whether any entry names the ref: without one nothing was asked. */
  asked: boolean;
  /** All that is missing and that a rule can ask for, as rulesets for just this ref. */
  missing: RulesetBody[];
}

/**
 * What is in force on a ref against everything that the entries ask of it. Each asked setting has one row; what is in force and not
 * asked for has one too. `now` is in milliseconds since 1970, for the age of reviews.
 */
export function compare(
  state: Effective,
  entries: readonly AskedEntry[],
  { defaultBranch, now }: { defaultBranch: string | undefined; now: number },
): Comparison {
  const name = { full: fullName(state.target, state.ref), defaultBranch };
  const ofTarget = entries.filter(({ target }) => target === state.target);
  const decided = ofTarget.map((entry) => ({ entry, names: namesRef(entry, name) }));
  const asking = decided.filter(({ names }) => names === true).map(({ entry }) => entry);
  const undecided = decided.filter(({ names }) => names === undefined).map(({ entry }) => entry);
  const { asks, conflicts } = mergeAsks(asking);
  const rows = [
    ...settingsOf(state.target).flatMap((spec) => settingRow(spec, asks[spec.key] ?? [], state)),
    ...ruleRows(asking, state),
    ...reviewRows(asking, state, now),
    ...undecidedRows(undecided, state),
  ];
  const failed = new Set(rows.flatMap(({ setting, holds }) => (holds === false ? [setting] : [])));
  const lacking = settingsOf(state.target)
    .filter(({ key }) => failed.has(key))
    .map((spec) => ({ spec, asks: asks[spec.key] ?? [], setting: settingOfState(spec, state) }));
  const wanted = addable(lacking, state);
  const condition = { include: state.target === 'push' ? [] : [name.full], exclude: [] };
  return {
    rows: inOrder(rows),
    conflicts,
    asked: asking.length > 0 || undecided.length > 0,
    missing: rulesetsFor(`policy of ${state.ref === '' ? 'pushes' : state.ref}`, state.target, condition, wanted),
  };
}

/** Whether an entry is about the ref; undefined when its patterns do not settle that. */
export function namesRef(
  entry: AskedEntry,
  name: { full: string; defaultBranch: string | undefined },
): boolean | undefined {
  if (entry.target === 'push') return true;
  const included = any(entry.include.map((pattern) => includesRef(pattern, name)));
  const excluded = any(entry.exclude.map((pattern) => includesRef(pattern, name)));
  if (included === false || excluded === true) return false;
  return included === true && excluded === false ? true : undefined;
}

function settingOfState({ key }: SettingSpec, { settings: known }: Effective): Setting {
  return known[key] ?? { state: 'absent', from: [] };
}

function settingRow(spec: SettingSpec, asks: readonly Ask[], state: Effective): Row[] {
  const setting = settingOfState(spec, state);
  const judgement = worst(asks.map((ask) => judge(spec.scale, ask, setting)));
  if (judgement === undefined && setting.state !== 'observed') return [];
  const { verdict, holds, because } = judgement ?? { verdict: 'not-asked' as const, holds: true, because: [] };
  const failed = judgement?.holds === false;
  const limit: Because[] =
    failed && state.planLimit !== undefined ? [{ code: 'PLAN_LIMIT', message: state.planLimit }] : [];
  return [
    {
      repository: state.repository,
      target: state.target,
      ref: state.ref,
      setting: spec.key,
      asked: asks.map(({ mode, atoms, by }) => ({ mode, value: atoms, by })),
      actual: setting.state === 'observed' ? setting.atoms : setting.state === 'absent' ? [] : undefined,
      sources: setting.from.filter(({ atoms }) => atoms.length > 0).map(({ source }) => source),
      verdict,
      holds,
      severity: severityOf(spec, judgement),
      because: [...because, ...limit],
      ...(failed ? { fix: fixOf(spec, asks, setting, state) } : {}),
    },
  ];
}

/** A list of exempt actors is as bad in both directions; of other settings too strict is less bad than too weak. */
function severityOf({ severity, scale }: SettingSpec, judgement: Judgement | undefined): Row['severity'] {
  if (judgement === undefined || judgement.holds === true) return 'info';
  if (judgement.verdict !== 'stricter' || scale.grants) return severity;
  return severities.indexOf(severity) < severities.indexOf('medium') ? 'medium' : severity;
}

/**
 * Rules of types that are not known, one row for each type: those that are asked for must be there just so. Parameters that are not known, of
 * rules that are, have a row only where they are asked for: GitHub adds them with a value that changes nothing.
 */
function ruleRows(asking: readonly AskedEntry[], state: Effective): Row[] {
  const wanted = asking.flatMap(({ unrecognised }) => unrecognised);
  const inForce = [
    ...state.unrecognised,
    ...state.unknownParameters.filter(({ type }) => wanted.some((rule) => rule.type === type)),
  ];
  const types = [...new Set([...wanted, ...inForce].map(({ type }) => type))];
  return types.map((type): Row => {
    const ofType = <T extends { type: string; parameters: Record<string, unknown> | undefined }>(
      rules: readonly T[],
    ): Json[] => sorted(rules.filter((rule) => rule.type === type).map(({ parameters }) => (parameters ?? {}) as Json));
    const [expected, actual] = [ofType(wanted), ofType(inForce)];
    const there = new Set(actual.map((one) => stableJson(one)));
    const missing = expected.filter((one) => !there.has(stableJson(one)));
    const open = missing.length > 0 ? state.open : [];
    const holds = missing.length === 0 ? true : open.length > 0 ? undefined : false;
    const verdict =
      expected.length === 0
        ? 'not-asked'
        : holds === undefined
          ? 'unknown'
          : !holds
            ? 'weaker'
            : actual.length > expected.length
              ? 'stricter'
              : 'equal';
    return {
      repository: state.repository,
      target: state.target,
      ref: state.ref,
      setting: `rule ${type}`,
      asked: expected.length === 0 ? [] : [{ mode: 'at-least', value: expected, by: [] }],
      actual: actual.length === 0 && open.length > 0 ? undefined : actual,
      sources: inForce.filter((rule) => rule.type === type).map(({ source }) => source),
      verdict,
      holds,
      severity: holds === true ? 'info' : 'medium',
      because: open,
      ...(holds === false
        ? { fix: { text: `add the rule ${type} to a ruleset: ${stableJson(missing)}`, rulesets: [], commands: [] } }
        : {}),
    };
  });
}

/** One row for all reviews that are asked for; one that is there answers a layer that only asks for some review. */
function reviewRows(asking: readonly AskedEntry[], state: Effective, now: number): Row[] {
  const reviews = asking.flatMap(({ review }) => (review === undefined ? [] : [review]));
  const given = reviews.filter((review) => review !== 'required');
  const isRequired = given.length < reviews.length;
  return inOrder((given.length > 0 ? given : reviews).map((review) => reviewRow(review, state, now, isRequired))).slice(
    0,
    1,
  );
}

function undecidedRows(entries: readonly AskedEntry[], { repository, target, ref }: Effective): Row[] {
  if (entries.length === 0) return [];
  const named = ({ include, exclude }: AskedEntry): string =>
    [...include, ...exclude.map((one) => `not ${one}`)].join(', ');
  return [
    {
      repository,
      target,
      ref,
      setting: 'policy',
      asked: [],
      actual: undefined,
      sources: [],
      verdict: 'unknown',
      holds: undefined,
      severity: 'high',
      because: entries.map((entry) => ({
        code: 'INCONCLUSIVE',
        message: `whether the entry for ${named(entry)} is about ${ref} cannot be told`,
        needs: 'the default branch of the repository, or names instead of patterns',
      })),
    },
  ];
}

/**
 * Worst first: what fails before what could not be told before what holds; who may bypass before everything else of its kind; then by
 * severity, by the order of the settings, by name.
 */
export function inOrder(rows: readonly Row[]): Row[] {
  const place = new Map(settings.map(({ key }, index) => [key, index]));
  const rank = (row: Row): (number | string)[] => [
    row.holds === false ? 0 : row.holds === undefined ? 1 : 2,
    row.setting === 'bypass-actors' || row.setting === 'bypass-review' ? 0 : 1,
    severities.indexOf(row.severity),
    verdicts.indexOf(row.verdict),
    row.repository,
    row.target,
    row.ref,
    place.get(row.setting) ?? place.size,
    row.setting,
    stableJson(row.actual ?? null),
    stableJson(row.asked),
  ];
  return rows
    .map((row) => ({ row, rank: rank(row) }))
    .sort((a, b) => {
      const at = a.rank.findIndex((value, index) => value !== b.rank[index]);
      const [one, other] = [a.rank[at], b.rank[at]];
      return one === undefined || other === undefined ? 0 : one < other ? -1 : 1;
    })
    .map(({ row }) => row);
}
