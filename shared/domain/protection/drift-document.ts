import { csvText } from '../../core/csv.ts';
import { asciiJson } from '../../core/json.ts';
import type { Row } from './row.ts';
import { actualText, askedText, sourcesText, verdictText } from './row-text.ts';
import type { RulesetBody } from './ruleset-body.ts';

/*
 * The drift of one or more repositories as documents for other tools.
 */

const columns = [
  'repository',
  'target',
  'ref',
  'setting',
  'severity',
  'holds',
  'verdict',
  'expected',
  'actual',
  'sources',
  'because',
  'fix',
] as const;

/** All rows as CSV (RFC 4180) in their order, under a header. No cell is taken for a formula by a spreadsheet. */
export function driftCsv(rows: readonly Row[]): string {
  const lines = rows.map((row) => [
    row.repository,
    row.target,
    row.ref,
    row.setting,
    row.severity,
    row.holds === undefined ? 'unknown' : row.holds ? 'yes' : 'no',
    verdictText(row),
    askedText(row),
    actualText(row),
    sourcesText(row.sources),
    row.because.map(({ message }) => message).join('; '),
    row.fix?.text ?? '',
  ]);
  return csvText([[...columns], ...lines]);
}

/** All rows as JSON, with every value as it was compared; `holds` is null where it could not be told, and so is what is not known. */
export function driftJson(repository: string, rows: readonly Row[]): string {
  const told = rows.map((row) => ({ ...row, holds: row.holds ?? null, actual: row.actual ?? null }));
  return asciiJson({ kind: 'release-governance/drift', version: 1, repository, rows: told });
}

/** What makes settings hold: rulesets to add, and for what no added ruleset can do sentences and lines for a shell. */
export interface FixDocument {
  rulesets: readonly RulesetBody[];
  others: readonly { ref: string; setting: string; text: string; commands: readonly string[] }[];
}

/**
 * The fix as JSON. Each ruleset stands with the line that sends it, by itself it is what Settings > Rules > Rulesets > Import takes; `file` is
 * the name of this document.
 */
export function fixJson(repository: string, file: string, { rulesets, others }: FixDocument): string {
  return asciiJson({
    kind: 'release-governance/fix',
    version: 1,
    repository,
    add: rulesets.map((ruleset, index) => ({
      ...remarkOf(ruleset),
      command: `jq '.add[${index}].ruleset' ${file} | gh api --method POST repos/${repository}/rulesets --input -`,
      ruleset,
    })),
    change: others,
  });
}

/** A check that names no app is satisfied by whoever may report a status of that name. */
function remarkOf({ rules }: RulesetBody): { remark?: string } {
  const checks = rules.flatMap(({ parameters }) => (parameters?.['required_status_checks'] ?? []) as object[]);
  const open = checks.flatMap((check) =>
    'context' in check && !('integration_id' in check) ? [String(check.context)] : [],
  );
  if (open.length === 0) return {};
  return {
    remark: `any app may report ${open.join(', ')}: the policy names none; give integration_id to take it from one app alone (GitHub Actions on github.com: 15368)`,
  };
}
