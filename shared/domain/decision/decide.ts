import type { DecisionWord } from '../../core/executive-summary.ts';
import { stableJson } from '../../core/json.ts';
import type { Profile } from '../../core/policy.ts';
import type { ReportError, Result } from '../../core/report.ts';
import { decides } from '../../core/severity.ts';
import { brokenBy } from './broken.ts';
import { reportStatus } from './status.ts';

/** What is known about one expected report. */
export type ExpectedReport =
  | { control: string; state: 'missing' | 'invalid' | 'foreign' | 'duplicated'; why: string }
  | {
      control: string;
      state: 'present';
      status: 'passed' | 'failed' | 'unverified' | 'not-applicable' | 'error';
      results: readonly Result[];
      /** Why it broke, where it did. */
      error?: ReportError | undefined;
      /** `not-applicable` counts only when the base configuration says so. */
      exempt?: boolean;
      /** Something in it is a claim that nobody measured. */
      claimed?: boolean;
      /** Its policy came from the judged change itself, for want of an earlier one. */
      bootstrap?: boolean;
      replay?: boolean;
    };

export interface DecisionInput {
  expected: readonly ExpectedReport[];
  profile: Profile;
}

/** One reason against go, worst first in `Decision.reasons`. */
export interface Reason {
  control: string;
  weight: 'no-go' | 'conditional-go';
  message: string;
  /** The result that it is about; absent where it is about the report as a whole. */
  result?: Result;
}

export interface Decision {
  word: DecisionWord;
  /** Whether the profile accepts the word. */
  accepted: boolean;
  reasons: Reason[];
}

/**
 * The decision over everything that was expected. `go` only if each expected report is there, measured and passed;
 * `conditional-go` if what is lacking was waived, attested, deferred or claimed and the profile accepts that; else `no-go`.
 * The order of reports and results does not matter.
 */
export function decide(input: DecisionInput): Decision {
  const reasons: Reason[] = [];
  const measured = input.expected.filter((report) => report.state === 'present' && report.status !== 'not-applicable');
  if (measured.length === 0 && input.expected.every((report) => report.state === 'present')) {
    reasons.push({ control: 'executive-summary', weight: 'no-go', message: 'there is nothing to decide on' });
  }
  const anyFailed = input.expected.some(
    (report) =>
      report.state === 'present' &&
      report.results.some((result) => result.status === 'failed' && decides(result.severity)),
  );
  for (const report of input.expected) reasons.push(...reasonsOf(report, input.profile, anyFailed));
  const sorted = [...reasons].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      compare(a.control, b.control) ||
      compare(a.message, b.message) ||
      compare(stableJson(a.result ?? null), stableJson(b.result ?? null)),
  );
  const word: DecisionWord = sorted[0]?.weight ?? 'go';
  const accepted = word === 'go' || (word === 'conditional-go' && input.profile.accept === 'conditional-go');
  return { word, accepted, reasons: sorted };
}

function rank(reason: Reason): number {
  return reason.weight === 'no-go' ? 0 : 1;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function reasonsOf(report: ExpectedReport, profile: Profile, anyFailed: boolean): Reason[] {
  const { control } = report;
  if (report.state !== 'present')
    return [{ control, weight: 'no-go', message: `its report is ${report.state}: ${report.why}` }];
  const reasons: Reason[] = [];
  const add = (weight: Reason['weight'], message: string, result?: Result): void => {
    reasons.push({ control, weight, message, ...(result === undefined ? {} : { result }) });
  };
  if (report.status === 'error') {
    add('no-go', `its evaluation broke${report.error === undefined ? '' : `: ${brokenBy(report.error)}`}`);
  }
  if (report.replay === true) add('no-go', 'it is a replay');
  if (report.status === 'not-applicable' && report.exempt !== true) {
    add('no-go', 'it says not applicable, and the base configuration does not');
  }
  if (report.bootstrap === true) add('conditional-go', 'its policy came with the change itself');
  if (report.claimed === true) add('conditional-go', 'something is claimed and not measured');
  if (report.status !== 'error' && report.status !== 'not-applicable') {
    const follows = reportStatus(report.results);
    if (follows !== report.status) add('no-go', `it says ${report.status}, and its results say ${follows}`);
  }
  const unseen = report.results.some((result) => result.status === 'unverified' && decides(result.severity));
  if (report.status === 'unverified' && !unseen) add('no-go', 'nothing in it was measured and passed');
  for (const result of report.results) {
    const reason = weigh(result, profile, anyFailed);
    if (reason !== undefined) add(reason.weight, `${result.rule} ${reason.message}`, result);
  }
  return reasons;
}

/** What one result means for the decision; undefined when it stands in nobody's way. */
function weigh(result: Result, profile: Profile, anyFailed: boolean): Pick<Reason, 'weight' | 'message'> | undefined {
  if (!decides(result.severity)) return undefined;
  const below = !decides(result.severity, profile.threshold);
  if (result.status === 'failed') {
    if (result.waiver !== undefined && profile.waivers) return { weight: 'conditional-go', message: 'failed (waived)' };
    return { weight: 'no-go', message: 'failed' };
  }
  if (result.status === 'unverified') {
    if (result.because?.code === 'CONDITIONAL') {
      return { weight: 'conditional-go', message: result.because.message };
    }
    if (result.because?.code === 'CLAIMED') {
      return { weight: 'conditional-go', message: 'unverified (claimed, and not measured)' };
    }
    if (result.because?.code === 'INCONCLUSIVE' && profile.inconclusive === 'conditional-go') {
      return { weight: 'conditional-go', message: 'unverified (inconclusive)' };
    }
    if (result.attestation !== undefined && profile.attestations && !anyFailed) {
      return { weight: 'conditional-go', message: 'unverified (attested)' };
    }
    if (result.deferredTo !== undefined && profile.deferrals && result.because?.deferrable !== false) {
      return { weight: 'conditional-go', message: `unverified (deferred to ${result.deferredTo})` };
    }
    return { weight: below ? 'conditional-go' : 'no-go', message: 'unverified' };
  }
  return undefined;
}
