import type { Landing, LandingVerdict } from '../../core/backtest.ts';
import type { Report, Result } from '../../core/report.ts';
import { decides } from '../../core/severity.ts';

/** What a control said of a landing, and whether its job would have failed. */
export interface Judged {
  report: Pick<Report, 'control' | 'status' | 'summary' | 'results' | 'error'>;
  exit: number;
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
  const problems = judged.flatMap(({ report }) => report.results.filter(isProblem).map(problemOf)).sort(bySeverity);
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
  if (judged.some(({ report, exit }) => report.status === 'failed' && exit === 1)) return 'blocked';
  if (has('error')) return 'not-judged';
  if (has('failed')) return 'reported';
  return has('unverified') ? 'unverified' : 'clear';
}

function isProblem({ status, severity, waiver }: Result): boolean {
  return status === 'failed' && decides(severity) && waiver === undefined;
}

function problemOf({ rule, severity, message, location }: Result): Landing['problems'][number] {
  const { path, line, column } = location ?? {};
  return {
    ...{ rule, severity, message },
    ...(path === undefined ? {} : { path }),
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
  };
}

const order: readonly Result['severity'][] = ['critical', 'high', 'medium', 'low', 'info'];

function bySeverity(a: Landing['problems'][number], b: Landing['problems'][number]): number {
  return order.indexOf(a.severity) - order.indexOf(b.severity);
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
      });
    }
  }
  return [...found.values()];
}
