import type { ReportRow, SummaryUse } from '../../shared/core/executive-summary.ts';
import type { Result } from '../../shared/core/report.ts';
import { severities } from '../../shared/core/severity.ts';
import { mendingSteps } from '../../shared/domain/decision/broken.ts';
import type { ExpectedReport, Reason } from '../../shared/domain/decision/decide.ts';
import type { Entry } from './entries.ts';

/** An expected report with everything that was found about it. */
export interface Judged {
  entry: Entry;
  /** How the decision sees it. */
  expected: ExpectedReport;
  uses: readonly SummaryUse[];
  owner?: string | undefined;
  from?: string | undefined;
  sha256?: string | undefined;
  /** The report in one sentence. */
  summary?: string | undefined;
}

/** The row of a report, from the reasons that the decision has against it. */
export function rowOf(
  { entry, expected, owner, from, sha256, summary }: Judged,
  reasons: readonly Reason[],
): ReportRow {
  const present = expected.state === 'present' ? expected : undefined;
  const worst = reasons.some(({ weight }) => weight === 'no-go')
    ? 'no-go'
    : reasons.length > 0
      ? 'conditional-go'
      : 'go';
  const standing = reasons.filter(({ weight }) => weight === worst);
  const broken = present?.error === undefined ? [] : mendingSteps(present.error);
  const fixes = [...new Set([...broken, ...fixesOf([...standing].sort(worstFirst))])];
  return {
    control: entry.control,
    ...(entry.key === undefined ? {} : { key: entry.key }),
    ...(entry.job === undefined ? {} : { job: entry.job }),
    verdict: worst,
    state: entry.state,
    ...(present === undefined ? {} : { status: present.status }),
    ...(summary === undefined ? {} : { summary }),
    why: entry.problem === undefined ? [...reasons].sort(worstFirst).map(whyOf) : [entry.problem],
    fix: entry.problem === undefined ? fixes : entry.fix === undefined ? [] : [entry.fix],
    ...(owner === undefined || worst === 'go' ? {} : { owner }),
    ...(from === undefined ? {} : { from }),
    ...(sha256 === undefined ? {} : { sha256 }),
  };
}

/** What is about the report as a whole first, then by severity, and what failed before what was not measured; else as the decision orders them. */
function worstFirst(a: Reason, b: Reason): number {
  const rank = ({ weight, result }: Reason): number =>
    (weight === 'no-go' ? 0 : 100) +
    (result === undefined ? 0 : 1 + 2 * severities.indexOf(result.severity) + (result.status === 'failed' ? 0 : 1));
  return rank(a) - rank(b);
}

function whyOf({ message, result }: Reason): string {
  if (result === undefined) return message;
  const { because, about } = result;
  const place = placeOf(result);
  const where = place === undefined ? '' : ` (${place})`;
  const what =
    result.status === 'failed' ? result.message : `${about.join(', ')}: ${because?.message ?? result.message}`;
  return `${message}: ${what}${where}`;
}

/** What to do, each step once, with what it is about: a step without its place would be a riddle. */
function fixesOf(reasons: readonly Reason[]): string[] {
  const subjects = new Map<string, Set<string>>();
  for (const { result } of reasons) {
    const fix = result?.status === 'failed' ? result.fix : result?.because?.needs;
    if (result === undefined || fix === undefined) continue;
    const known = subjects.get(fix) ?? new Set();
    subjects.set(fix, known.add(placeOf(result) ?? result.about.join(', ')));
  }
  return [...subjects].map(([fix, [first = '', ...more]]) => {
    if (first === '' || (more.length === 0 && fix.includes(first))) return fix;
    return `${fix} (${first}${more.length === 0 ? '' : `, and ${more.length} more`})`;
  });
}

function placeOf({ location }: Result): string | undefined {
  return location && `${location.path}${location.line === undefined ? '' : `:${location.line}`}`;
}

/** Each entry of the policy once, with the most that became of it in any report; what nothing asked for is left out. */
export function usedAllowances(uses: readonly SummaryUse[]): SummaryUse[] {
  const order: readonly SummaryUse['state'][] = ['used', 'void', 'expired', 'unused'];
  const kept = new Map<string, SummaryUse>();
  for (const use of uses) {
    const name = JSON.stringify([use.kind, use.id]);
    const before = kept.get(name);
    if (before === undefined || order.indexOf(use.state) < order.indexOf(before.state)) kept.set(name, use);
  }
  return [...kept.values()];
}
