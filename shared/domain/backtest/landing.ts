import type { Landing, LandingVerdict } from '../../core/backtest.ts';
import type { BecauseCode } from '../../core/errors.ts';
import type { Report, Result } from '../../core/report.ts';
import { decides } from '../../core/severity.ts';

/** By the code alone: messages quote paths and values of the judged commit. */
const replayLimits: ReadonlySet<string> = new Set<BecauseCode>(['NOT_REPLAYED', 'NO_CREDENTIAL']);

function isReplayLimit(because: Result['because']): boolean {
  return because !== undefined && replayLimits.has(because.code);
}

/** What a control said of a landing, and whether its job would have failed. */
export interface Judged {
  report: Pick<Report, 'control' | 'status' | 'summary' | 'results' | 'error'>;
  exit: number;
  /** What it says is wrong of the base by itself (`problemKey`); only where it failed. */
  before?: ReadonlySet<string>;
}

/** What tells whether two failed results are one problem: what it is about, and what was seen of it. */
export function problemKey({ fingerprint, valueHash }: Result): string {
  return `${fingerprint} ${valueHash ?? ''}`;
}

/** The keys of what a report says is wrong. */
export function problemKeys({ results }: Pick<Report, 'results'>): ReadonlySet<string> {
  return new Set(results.filter(isProblem).map(problemKey));
}

/** The number of the pull request that a message names as GitHub writes it, by a merge or by a squash; undefined where it names none. */
export function pullRequestIn(title: string): number | undefined {
  const named = /^Merge pull request #(\d{1,9}) from |\(#(\d{1,9})\)$/.exec(title.trim());
  const digits = named?.[1] ?? named?.[2];
  return digits === undefined ? undefined : Number(digits);
}

/** What would have become of a landing: the worst that any control says of it. */
export function judgedLanding(
  landing: Pick<Landing, 'commit' | 'base' | 'at' | 'title' | 'pullRequest'>,
  judged: readonly Judged[],
): Landing {
  const broken = judged.find(({ report }) => report.status === 'error')?.report;
  const problems = judged
    .flatMap(({ report, before }) => report.results.filter(isProblem).map((result) => problemOf(result, before)))
    .sort(bySeverity);
  return {
    ...landing,
    verdict: verdictOf(judged),
    controls: judged.map(({ report: { control, status, summary } }) => ({ control, status, summary })),
    problems,
    open: openOf(judged),
    ...(broken === undefined ? {} : { because: `${broken.control}: ${broken.error?.message ?? 'it broke'}` }),
  };
}

/** A landing that no control judged. */
export function unjudgedLanding(
  landing: Pick<Landing, 'commit' | 'base' | 'at' | 'title' | 'pullRequest'>,
  verdict: 'not-judged' | 'without-configuration',
  because: string,
): Landing {
  return { ...landing, verdict, controls: [], problems: [], open: [], because };
}

function verdictOf(judged: readonly Judged[]): LandingVerdict {
  const has = (status: Report['status']): boolean => judged.some(({ report }) => report.status === status);
  const stopped = judged.filter(({ report, exit }) => report.status === 'failed' && exit === 1);
  if (stopped.some(({ report, before }) => [...problemKeys(report)].some((key) => before?.has(key) !== true)))
    return 'blocked';
  if (has('error')) return 'not-judged';
  if (stopped.length > 0) return 'inherited';
  if (has('failed')) return 'reported';
  if (has('unverified')) return onlyReplay(judged) && has('passed') ? 'partly' : 'unverified';
  // What applies to nothing has measured nothing.
  return has('passed') ? 'clear' : 'unverified';
}

/** Whether nothing else is open than what no replay can look at. */
function onlyReplay(judged: readonly Judged[]): boolean {
  return judged.every(({ report: { status, results } }) => {
    const open = results.filter((result) => result.status === 'unverified' && decides(result.severity));
    return status !== 'unverified' || (open.length > 0 && open.every(({ because }) => isReplayLimit(because)));
  });
}

function isProblem({ status, severity, waiver }: Result): boolean {
  return status === 'failed' && decides(severity) && waiver === undefined;
}

function problemOf(result: Result, before: ReadonlySet<string> | undefined): Landing['problems'][number] {
  const { rule, severity, message, location } = result;
  const { path, line, column } = location ?? {};
  return {
    ...{ rule, severity, message },
    ...(path === undefined ? {} : { path }),
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
    ...(before?.has(problemKey(result)) === true ? { before: true as const } : {}),
  };
}

const order: readonly Result['severity'][] = ['critical', 'high', 'medium', 'low', 'info'];

/** What the landing brought in comes before what was there. */
function bySeverity(a: Landing['problems'][number], b: Landing['problems'][number]): number {
  return Number(a.before === true) - Number(b.before === true) || order.indexOf(a.severity) - order.indexOf(b.severity);
}

function openOf(judged: readonly Judged[]): Landing['open'] {
  const found = new Map<string, Landing['open'][number]>();
  for (const { report } of judged) {
    for (const { status, severity, because } of report.results) {
      if (status !== 'unverified' || !decides(severity)) continue;
      const { message = 'it gave no reason', needs } = because ?? {};
      found.set(JSON.stringify([report.control, message, needs]), {
        ...{ control: report.control, message },
        ...(needs === undefined ? {} : { needs }),
        ...(isReplayLimit(because) ? { replay: true as const } : {}),
      });
    }
  }
  return [...found.values()];
}
