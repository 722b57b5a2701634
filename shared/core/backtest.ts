import type { ReportStatus } from './report-status.ts';
import type { Severity } from './severity.ts';

/**
 * What would have become of a landing. `blocked`: a control failed. `reported`: one did, and its fail-on lets that through. `unverified`:
 * none failed, and not everything could be looked at. `not-judged`: the configuration of its base cannot be used by this version.
 * `without-configuration`: there was none yet. `clear`: everything that was asked for was measured and right.
 */
export const landingVerdicts = [
  'blocked',
  'reported',
  'unverified',
  'not-judged',
  'without-configuration',
  'clear',
] as const;
export type LandingVerdict = (typeof landingVerdicts)[number];

/** One commit of the first-parent line, with what came before it as its base. */
export interface Landing {
  commit: string;
  base: string;
  /** As its message says; nobody was asked. */
  pullRequest?: number;
  /** The time at which it was judged: that of its committer. */
  at: string;
  title: string;
  verdict: LandingVerdict;
  controls: readonly { control: string; status: ReportStatus; summary: string }[];
  /** Failed results, in the order in which they are shown. */
  problems: readonly {
    rule: string;
    severity: Severity;
    message: string;
    path?: string;
    line?: number;
    column?: number;
  }[];
  /** What could not be looked at, each once. */
  open: readonly { control: string; message: string; needs?: string }[];
  /** Why it was not judged. */
  because?: string;
}

/** What backtest found: the file of `--json`. */
export interface BacktestDocument {
  kind: 'release-governance/backtest';
  schemaVersion: 1;
  version: string;
  status: 'passed' | 'failed' | 'unverified';
  range: { from: string; to: string };
  /** The configuration that judged: that of each base, or one file for all of them. */
  configuration: { kind: 'base' } | { kind: 'file'; path: string; sha256: string };
  counts: Readonly<Record<LandingVerdict, number>>;
  /** Oldest first. */
  landings: readonly Landing[];
  /** Older landings of the range that were not judged. */
  beyond: number;
}
