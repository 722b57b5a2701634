import type { Severity } from '../../shared/core/severity.ts';
import { severities } from '../../shared/core/severity.ts';
import { inOrder } from '../../shared/domain/protection/compare.ts';
import type { Row } from '../../shared/domain/protection/row.ts';
import {
  actualText,
  askedText,
  isSwitchSetting,
  settingText,
  verdictText,
} from '../../shared/domain/protection/row-text.ts';
import { settingOf } from '../../shared/domain/protection/settings.ts';
import { listed } from '../../shared/parse/text.ts';
import { restsOn } from './facts.ts';
import type { JudgedGroup } from './judged.ts';
import type { RefGroup } from './refs.ts';
import { ruleOf } from './rules.ts';

/** One setting that is asked of a group of refs, as it stands on all of them together. */
export interface Finding {
  group: RefGroup;
  setting: string;
  /** False as soon as it fails on one ref, undefined as soon as it could not be told on one. */
  holds: boolean | undefined;
  severity: Severity;
  /** Of the refs that make it so: all of them when it holds. */
  rows: readonly Row[];
  /** The facts on which it rests that it could not be told. */
  restsOn: readonly string[];
}

/** A setting of a row that stands for the whole entry, whose patterns do not settle whether it is about the ref. */
const wholeEntry = 'policy';

/** What is asked, worst first. */
export function findingsOf(judged: readonly JudgedGroup[]): Finding[] {
  const findings = judged.flatMap(({ group, refs }) => {
    const rows = refs.flatMap(({ comparison }) => comparison.rows).filter(isAsked);
    const rests = [...new Set(refs.flatMap(restsOn))];
    return [...new Set(rows.map(({ setting }) => setting))].map((setting): Finding => {
      const finding = findingOf(
        group,
        setting,
        rows.filter((row) => row.setting === setting),
      );
      return { ...finding, restsOn: ruleOf(setting) === 'bypass' ? rests : [] };
    });
  });
  const first = new Map(findings.map((finding) => [finding.rows[0], finding]));
  return inOrder([...first.keys()].filter((row) => row !== undefined)).flatMap((row) => first.get(row) ?? []);
}

export function isAsked({ setting, verdict }: Row): boolean {
  return setting !== wholeEntry && verdict !== 'not-asked';
}

/** Rows that say that the policy does not settle whether it is about the ref. */
export function undecided(rows: readonly Row[]): Row[] {
  return rows.filter(({ setting }) => setting === wholeEntry);
}

function findingOf(group: RefGroup, setting: string, rows: readonly Row[]): Omit<Finding, 'restsOn'> {
  const holds = rows.some((row) => row.holds === false)
    ? false
    : rows.some((row) => row.holds === undefined)
      ? undefined
      : true;
  const deciding = inOrder(rows.filter((row) => row.holds === holds));
  const severity =
    holds === true
      ? (settingOf(setting)?.severity ?? 'medium')
      : (severities[Math.min(...deciding.map((row) => severities.indexOf(row.severity)))] ?? 'high');
  return { group, setting, holds, severity, rows: deciding };
}

/** What is wrong, in one sentence. */
export function findingText({ group, setting, rows }: Finding): string {
  const [first] = rows;
  if (first === undefined) return `${setting} of ${group.name} is not as asked`;
  const where = group.byName ? group.name : `${rows.length} of ${group.refs.length} ${group.name}`;
  const which = group.byName ? '' : `: ${listed(rows.map(({ ref }) => ref))}`;
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

export function expectedText({ rows: [first] }: Finding): string {
  return first === undefined ? '' : askedText(first);
}

/** One value where all refs have the same. */
export function findingActual({ group, rows }: Finding): string {
  const [first] = rows;
  if (first === undefined) return 'not known';
  const texts = [...new Set(rows.map(actualText))];
  if (group.byName || texts.length === 1) return actualText(first);
  return listed(rows.map((row) => `${row.ref}: ${actualText(row)}`));
}

/** What to do. A ruleset to add is long: the document beside the report holds it. */
export function findingFix({ group, rows }: Finding): string | undefined {
  const texts = rows.flatMap(({ fix }) => {
    if (fix === undefined) return [];
    if (fix.rulesets.length > 0)
      return [
        `add the ruleset "policy of ${group.name}" of fix.json beside the report: by its gh line, or under Settings > Rules > Rulesets > Import`,
      ];
    return [[fix.text, ...fix.commands].join(': ')];
  });
  const [first, ...others] = new Set(texts);
  if (first === undefined || others.length === 0) return first;
  return `${first}; fix.json beside the report has ${others.length} more`;
}
