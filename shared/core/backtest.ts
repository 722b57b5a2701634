import type { ReportStatus } from './report-status.ts';
import type { Severity } from './severity.ts';

/**
 * What would have become of a landing. `blocked`: a control failed, by something that its base did not have. `inherited`: one failed, and
 * only by what its base had already. `reported`: one failed, and its fail-on lets that through. `unverified`: none failed, and
 * something could not be looked at. `partly`: the same, and it is only what no replay can look at (commands, GitHub, what jobs produced), while
 * something else was measured. `not-judged`: the configuration cannot be used by this version, or the commit not be read.
 * `without-configuration`: nothing was asked for. `clear`: everything that was asked for was measured and right.
 */
export const landingVerdicts = [
  'blocked',
  'inherited',
  'reported',
  'unverified',
  'partly',
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
    /** Its base had it already. */
    before?: true;
  }[];
  /** What could not be looked at, each once; `replay`: no replay can. */
  open: readonly { control: string; message: string; needs?: string; replay?: true }[];
  /** Why it was not judged. */
  because?: string;
}

/** What a control said of the landings that it judged: how many of each. */
export interface ControlCount {
  control: string;
  passed: number;
  failed: number;
  unverified: number;
  'not-applicable': number;
  error: number;
}

/** What backtest found: the file of `--json`. */
export interface BacktestDocument {
  kind: 'release-governance/backtest';
  schemaVersion: 1;
  version: string;
  status: 'passed' | 'failed' | 'unverified';
  /** `aside`: what begins it is no part of what ends it; the landings are those since the two parted. */
  range: { from: string; to: string; aside?: true };
  /** The configuration that judged: that of each base, or one file for all of them. */
  configuration: { kind: 'base' } | { kind: 'file'; path: string; sha256: string };
  counts: Readonly<Record<LandingVerdict, number>>;
  /** In the order of their names. */
  controls: readonly ControlCount[];
  /** Oldest first. */
  landings: readonly Landing[];
  /** Older landings of the range that were not judged, as there are more than are judged at once. */
  beyond: number;
  /** Why still older ones are not here. */
  cut?: { message: string; needs?: string };
}

/** What could not be looked at, and in how many landings. */
export interface OpenCount {
  control: string;
  message: string;
  needs?: string;
  replay?: true;
  count: number;
}
