import { stableJson } from '../../shared/core/json.ts';
import { type Severity, worstSeverity } from '../../shared/core/severity.ts';
import type { AskedEntry } from '../../shared/domain/protection/asked-entry.ts';
import { inOrder } from '../../shared/domain/protection/compare.ts';
import type { Row } from '../../shared/domain/protection/row.ts';
import {
  actualText,
  askedText,
  isSwitchSetting,
  settingText,
  verdictText,
} from '../../shared/domain/protection/row-text.ts';
import { severityOfSetting } from '../../shared/domain/protection/settings.ts';
import { listed } from '../../shared/parse/text.ts';
import { restsOn } from './facts.ts';
import type { JudgedGroup, JudgedRef } from './judged.ts';
import { entryId, entryText, type RefGroup } from './refs.ts';
import { ruleOf } from './rules.ts';

/** One setting that an entry of the policy asks, as it stands on all refs of which it does together. */
export interface Finding {
  /** What it is known by: a ref that the policy names by its name, or the last entry that asks it of a ref; see `entryId`. */
  id: string;
  /** The same in words, for people. */
  name: string;
  byName: boolean;
  setting: string;
  /** False as soon as it fails on one ref, undefined as soon as it could not be told on one. */
  holds: boolean | undefined;
  severity: Severity;
  /** Of so many refs. */
  of: number;
  /** Of the refs that make it so: all of them when it holds. */
  rows: readonly Row[];
  /** The groups of these refs. */
  groups: readonly RefGroup[];
  /** The facts on which it rests that it could not be told. */
  restsOn: readonly string[];
}

/** A setting of a row that stands for the whole entry, whose patterns do not settle whether it is about the ref. */
const wholeEntry = 'policy';

/** A row with what its finding is known by. */
interface Placed extends Pick<Finding, 'id' | 'name' | 'byName'> {
  row: Row;
  ref: JudgedRef;
  group: RefGroup;
}

/** What is asked, worst first. */
export function findingsOf(judged: readonly JudgedGroup[]): Finding[] {
  const found = new Map<string, Placed[]>();
  for (const { group, refs } of judged)
    for (const ref of refs)
      for (const row of ref.comparison.rows.filter(isAsked)) {
        const one = { ...placeOf(group, ref, row.setting), row, ref, group };
        const key = stableJson([one.id, row.setting]);
        found.set(key, [...(found.get(key) ?? []), one]);
      }
  const findings = [...found.values()].flatMap(findingOf);
  const first = new Map(findings.map((finding) => [finding.rows[0], finding]));
  return inOrder([...first.keys()].filter((row) => row !== undefined)).flatMap((row) => first.get(row) ?? []);
}

/** Of entries that ask the same the last one, the nearest to the repository: another entry that asks something else changes nothing. */
function placeOf(group: RefGroup, { asking }: JudgedRef, setting: string): Pick<Finding, 'id' | 'name' | 'byName'> {
  const entry = group.byName ? undefined : asking.findLast((one) => asks(one, setting));
  return entry === undefined
    ? { id: group.name, name: group.name, byName: group.byName }
    : { id: entryId(entry), name: entryText(entry), byName: false };
}

/** Whether an entry asks for a setting by itself. */
export function asks({ asks: own, review, unrecognised }: AskedEntry, setting: string): boolean {
  return (
    Object.hasOwn(own, setting) ||
    (setting === 'bypass-review' && review !== undefined) ||
    unrecognised.some(({ type }) => setting === `rule ${type}`)
  );
}

export function isAsked({ setting, verdict }: Row): boolean {
  return setting !== wholeEntry && verdict !== 'not-asked';
}

/** Rows that say that the policy does not settle whether it is about the ref. */
export function undecided(rows: readonly Row[]): Row[] {
  return rows.filter(({ setting }) => setting === wholeEntry);
}

function findingOf(placed: readonly Placed[]): Finding[] {
  const [first] = placed;
  if (first === undefined) return [];
  const { id, name, byName } = first;
  const { setting } = first.row;
  const all = placed.map(({ row }) => row);
  const holds = all.some((row) => row.holds === false)
    ? false
    : all.some((row) => row.holds === undefined)
      ? undefined
      : true;
  const rows = inOrder(all.filter((row) => row.holds === holds));
  const groups = [...new Set(placed.filter(({ row }) => row.holds === holds).map(({ group }) => group))];
  const severity = holds === true ? severityOfSetting(setting) : worstSeverity(rows.map((row) => row.severity));
  const rests = ruleOf(setting) === 'bypass' ? [...new Set(placed.flatMap(({ ref }) => restsOn(ref)))] : [];
  return [{ id, name, byName, setting, holds, severity, of: placed.length, rows, groups, restsOn: rests }];
}

/** What is wrong, in one sentence. */
export function findingText({ name, byName, of, setting, rows }: Finding): string {
  const [first] = rows;
  if (first === undefined) return `${setting} of ${name} is not as asked`;
  const where = byName ? name : `${rows.length} of ${of} ${name}`;
  const which = byName ? '' : `: ${listed(rows.map(({ ref }) => ref))}`;
  const limit = first.because.find(({ code }) => code === 'PLAN_LIMIT');
  const why = limit === undefined ? '' : ` (${limit.message})`;
  const special: Record<string, string> = {
    active: `nothing protects ${where}`,
    'bypass-actors':
      first.verdict === 'weaker'
        ? `others than the policy names may bypass what protects ${where}`
        : `not all whom the policy names may bypass what protects ${where}`,
    'bypass-review': `no valid review covers who may bypass what protects ${where}`,
    'enforce-admins': `administrators are exempt on ${where}`,
  };
  const missing = isSwitchSetting(setting) && first.verdict === 'weaker';
  const plain = `${settingText(setting)} is ${missing ? 'not in force' : verdictText(first)} on ${where}`;
  return `${special[setting] ?? plain}${which}${why}`;
}

/** One value where the same is asked of all refs; others can be named by further entries. */
export function expectedText({ rows }: Finding): string {
  const texts = [...new Set(rows.map(askedText))];
  const [first = ''] = texts;
  return texts.length <= 1 ? first : listed(rows.map((row) => `${row.ref}: ${askedText(row)}`));
}

/** One value where all refs have the same. */
export function findingActual({ byName, rows }: Finding): string {
  const [first] = rows;
  if (first === undefined) return 'not known';
  const texts = [...new Set(rows.map(actualText))];
  if (byName || texts.length === 1) return actualText(first);
  return listed(rows.map((row) => `${row.ref}: ${actualText(row)}`));
}

/** What to do. A ruleset to add is long: the document beside the report holds it. */
export function findingFix({ groups, rows }: Finding, file: string): string | undefined {
  const texts = rows.flatMap((row) => {
    const { fix } = row;
    if (fix === undefined) return [];
    if (fix.rulesets.length > 0)
      return groups
        .filter(({ target, refs }) => target === row.target && (target === 'push' || refs.includes(row.ref)))
        .map(
          ({ name }) =>
            `add the ruleset "policy of ${name}" of ${file} beside the report: by its gh line, or under Settings > Rules > Rulesets > Import`,
        );
    return [[fix.text, ...fix.commands].join(': ')];
  });
  const [first, ...others] = new Set(texts);
  if (first === undefined || others.length === 0) return first;
  return `${first}; ${file} beside the report has ${others.length} more`;
}
