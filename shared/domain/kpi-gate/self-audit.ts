import type { KpiSet } from '../kpi/config.ts';
import { definitionHash } from '../kpi/definition.ts';
import { proportionInterval } from '../statistics/proportion.ts';
import type { Errors } from './comparison.ts';
import { inTimeOrder } from './ratchet.ts';
import { regressions } from './regression.ts';
import type { Reference } from './run.ts';
import type { Tolerance } from './tolerance.ts';

/** An earlier report, and the commit that it measured. */
export interface AuditedReport extends Reference {
  commit: string;
}

export interface AuditRequest {
  set: KpiSet;
  reports: readonly AuditedReport[];
  tolerances: Readonly<Record<string, Tolerance>>;
  errors: Errors;
  /** Pairs that are replayed at most, the latest. */
  pairs: number;
  /** Fewer pairs say nothing. */
  minimumPairs: number;
}

/** How the gate judges what did not change. */
export interface SelfAudit {
  status: 'measured' | 'not-measured';
  /** Why it was not measured, and what is missing. */
  because?: string;
  pairs: number;
  /** Pairs in which a required KPI came out as worse. Nothing had changed, so each is false. */
  alarms: { earlier: string; later: string; kpis: string[] }[];
  /** Pairs without an alarm in which a required KPI could not be decided. */
  undecided: number;
  /** The share of pairs with an alarm; undefined without pairs. */
  rate: number | undefined;
  /** Its exact two-sided interval at 1 - alpha. */
  interval: { lower: number; upper: number; confidence: number } | undefined;
}

/**
 * Replays pairs of reports of the same commit, between which there is no real change, through the rule of regression: the later as if
 * it were new, the earlier as its baseline. How often that comes out as worse is the rate of the gate's false alarms. No report is in
 * two pairs, so that the pairs are independent; reports with the same rows, other definitions or no times make none.
 */
export function selfAudit(request: AuditRequest): SelfAudit {
  const { set, tolerances, errors, minimumPairs } = request;
  const pairs = pairsOfCommits(request).slice(-request.pairs);
  const alarms: SelfAudit['alarms'] = [];
  let undecided = 0;
  for (const [earlier, later] of pairs) {
    const found = regressions({ set, runs: [later], baseline: earlier, tolerances, errors }).filter(
      ({ required }) => required,
    );
    const worse = found.filter(({ zone }) => zone === 'worse').map(({ id }) => id);
    if (worse.length > 0) alarms.push({ earlier: earlier.name, later: later.name, kpis: worse });
    else if (found.some(({ zone }) => zone !== 'within')) undecided += 1;
  }
  const n = pairs.length;
  const level = { confidence: 1 - errors.alpha, sides: 'two' } as const;
  const interval = proportionInterval({ successes: alarms.length, n }, 'clopper-pearson', level);
  const measured = n >= minimumPairs && n > 0;
  return {
    status: measured ? 'measured' : 'not-measured',
    ...(measured
      ? {}
      : {
          because: `there are ${n} pairs of reports of the same commit, expected at least ${Math.max(1, minimumPairs)}`,
        }),
    pairs: n,
    alarms,
    undecided,
    rate: n === 0 ? undefined : alarms.length / n,
    interval:
      interval.kind === 'none'
        ? undefined
        : { lower: interval.lower, upper: interval.upper, confidence: interval.confidence },
  };
}

/** Neighbours of the same commit, each report once, by when the later of a pair was measured. */
function pairsOfCommits({ set, reports }: AuditRequest): [AuditedReport, AuditedReport][] {
  const hash = definitionHash(set);
  const waiting = new Map<string, AuditedReport>();
  const pairs: [AuditedReport, AuditedReport][] = [];
  for (const report of inTimeOrder(reports)) {
    if (report.report.definitionHash !== hash || report.commit.trim() === '') continue;
    const before = waiting.get(report.commit);
    if (before === undefined) waiting.set(report.commit, report);
    else if (!haveSameRows(before, report)) {
      pairs.push([before, report]);
      waiting.delete(report.commit);
    }
  }
  return pairs;
}

function haveSameRows(a: Reference, b: Reference): boolean {
  const hashes = new Set(a.report.sources.map(({ sha256 }) => sha256));
  return b.report.sources.some(({ sha256 }) => hashes.has(sha256));
}
