import { stableJson } from '../../shared/core/json.ts';
import { reportName } from '../../shared/core/safe-name.ts';
import { inOrder } from '../../shared/domain/protection/compare.ts';
import { driftCsv, driftJson, type FixDocument, fixJson } from '../../shared/domain/protection/drift-document.ts';
import type { Row } from '../../shared/domain/protection/row.ts';
import { refText } from '../../shared/domain/protection/row-text.ts';
import type { RulesetBody } from '../../shared/domain/protection/ruleset-body.ts';
import type { Ctx } from './definition.ts';
import type { JudgedGroup } from './judged.ts';

export const documents = {
  'drift.csv':
    'settings, asked for or in force, worst first: all of what the policy names by name, and of refs that patterns name what does not hold',
  'drift.json': 'the same with every value as it was compared',
  'snapshot.json': 'everything that the API answered, where save-snapshot asks for it: what later runs are judged by',
  'audit.csv':
    'of an audit of many repositories: every setting that is asked of each of them with its verdict, and those that were not read',
  'fix.json': 'rulesets that add what is missing, each with the line that sends it, and what else is to be changed',
};

/** The name of the document with the fixes. */
export function fixFile({ subject }: Pick<Ctx, 'subject'>): string {
  return `${reportName('branch-protection', subject.matrixKey)}.fix.json`;
}

/** There may be thousands of refs that a pattern names and nothing is wrong with: one result says so of all of them. */
function driftRows({ group, refs }: JudgedGroup): Row[] {
  const rows = refs.flatMap(({ comparison }) => comparison.rows);
  return group.byName ? rows : rows.filter(({ holds }) => holds !== true);
}

/** Leaves the drift of every ref, and what would make it good where something is not. */
export function leaveDocuments(ctx: Ctx, repository: string, judged: readonly JudgedGroup[]): void {
  const rows = inOrder(judged.flatMap(driftRows));
  ctx.document('drift.csv', driftCsv(rows));
  ctx.document('drift.json', driftJson(repository, rows));
  const others = rows.flatMap(({ target, ref, setting, fix }): FixDocument['others'] =>
    fix === undefined || fix.rulesets.length > 0
      ? []
      : [{ ref: refText(target, ref), setting, text: fix.text, commands: fix.commands }],
  );
  const rulesets = judged.flatMap(missingRulesets);
  if (rulesets.length + others.length === 0) return;
  ctx.document('fix.json', fixJson(repository, fixFile(ctx), { rulesets, others }));
}

/** Refs that lack the same get one ruleset: by the patterns of the policy, where one entry alone names them. */
function missingRulesets({ group, refs }: JudgedGroup): RulesetBody[] {
  const byRules = new Map<string, RulesetBody[]>();
  for (const ruleset of refs.flatMap(({ comparison }) => comparison.missing)) {
    const key = stableJson(ruleset.rules);
    byRules.set(key, [...(byRules.get(key) ?? []), ruleset]);
  }
  const [entry, another] = group.entries;
  const patterns = !group.byName && entry !== undefined && another === undefined ? entry : undefined;
  return [...byRules.values()].flatMap((same, index): RulesetBody[] => {
    const [first] = same;
    if (first === undefined) return [];
    const name = `policy of ${group.name}${index === 0 ? '' : ` ${index + 1}`}`;
    if (first.conditions === undefined) return [{ ...first, name }];
    const ref_name =
      patterns === undefined
        ? { include: same.flatMap(({ conditions }) => conditions?.ref_name.include ?? []), exclude: [] }
        : { include: [...patterns.include], exclude: [...patterns.exclude] };
    return [{ ...first, name, conditions: { ref_name } }];
  });
}
