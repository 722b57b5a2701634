import {
  type DecisionBasis,
  type DecisionWord,
  decisionWords,
  type ExecutiveSummary,
  executiveSummaryKind,
  type ReportRow,
} from '../../core/executive-summary.ts';
import type { Profile } from '../../core/policy.ts';
import type { PolicySource, ReportError, Result, Subject } from '../../core/report.ts';
import { decides } from '../../core/severity.ts';
import { brokenBy, mendingSteps } from './broken.ts';
import { decide } from './decide.ts';
import { reportStatus } from './status.ts';

/** All that a decision is made of, once a run is over. */
export interface SummaryInput {
  control: string;
  /** What the control found; undefined when the run broke before. */
  basis: DecisionBasis | undefined;
  /** All results of the run: the control's own, and those about trust. */
  results: readonly Result[];
  error: ReportError | undefined;
  profile: Profile;
  profileName: string;
  subject: Subject;
  policySource: PolicySource | undefined;
  generatedAt: string;
  version: string;
  notes: readonly string[];
  replay: boolean;
}

/**
 * The executive summary of a run. The word follows from the results alone: each expected report has one, and so has each thing
 * that was checked besides. A run that broke, that found nothing to decide on, or that is a replay is a no-go.
 */
export function summarise(input: SummaryInput): ExecutiveSummary {
  const { control, basis, results, error, profile } = input;
  const status = reportStatus(results, error);
  const decision = decide({
    expected: [{ control, state: 'present', status, results, ...(input.replay ? { replay: true } : {}) }],
    profile,
  });
  const { word, accepted } = basis === undefined ? nothingFound : decision;
  const reports = [...(basis?.reports ?? [])].sort(worstRowFirst);
  const checks = results.flatMap((result) => checkOf(result, control, profile)).sort(worstCheckFirst);
  const whole = wholeProblems(input);
  const first = firstFailing(word, whole, reports, checks);
  return {
    kind: executiveSummaryKind,
    schemaVersion: 1,
    version: input.version,
    ...(basis?.name === undefined ? {} : { name: basis.name }),
    decision: word,
    accepted,
    profile: input.profileName,
    subject: input.subject,
    ...(input.policySource === undefined ? {} : { policySource: input.policySource }),
    generatedAt: input.generatedAt,
    ...(first === undefined ? {} : { firstFailing: first }),
    toGo: [...new Set([...whole.map(({ fix }) => fix), ...stepsOf(reports), ...checks.flatMap(stepOfCheck)])],
    reports,
    checks,
    allowances: [...(basis?.allowances ?? [])],
    notMeasured: [
      ...(basis?.notMeasured ?? []),
      ...notMeasuredIn(results.filter((result) => !isAboutRow(result, control))),
    ],
    ...(basis?.tables === undefined || basis.tables.length === 0
      ? {}
      : { tables: basis.tables as ExecutiveSummary['tables'] }),
    notes: [...input.notes],
    ...(input.replay ? { replay: true as const } : {}),
  };
}

const nothingFound = { word: 'no-go', accepted: false } as const;

type Check = ExecutiveSummary['checks'][number];

/** The rules whose results say again what a row says. */
const rowRules = ['report-present', 'report-bound', 'report-accepted'];

function isAboutRow({ rule }: Result, control: string): boolean {
  return rowRules.some((id) => rule === `${control}/${id}`);
}

function checkOf(result: Result, control: string, profile: Profile): Check[] {
  if (isAboutRow(result, control)) return [];
  const { word } = decide({
    expected: [{ control, state: 'present', status: reportStatus([result]), results: [result] }],
    profile,
  });
  if (result.status === 'passed' || result.status === 'not-applicable') return [];
  const { rule, about, message, because, fix } = result;
  return [
    {
      rule,
      about,
      verdict: word,
      message: result.status === 'failed' ? message : (because?.message ?? message),
      ...(fix === undefined ? (because?.needs === undefined ? {} : { fix: because.needs }) : { fix }),
    },
  ];
}

/** What decides and was not measured. What is merely lived with was told before, by the reason for it. */
export function notMeasuredIn(results: readonly Result[]): ExecutiveSummary['notMeasured'] {
  return results.flatMap(({ status, severity, rule, about, because, message }) =>
    status === 'unverified' && decides(severity) && because?.code !== 'CONDITIONAL'
      ? [
          {
            rule,
            about,
            why: because?.message ?? message,
            ...(because?.needs === undefined ? {} : { needs: because.needs }),
          },
        ]
      : [],
  );
}

/** What stands against the run as a whole. */
function wholeProblems({ error, basis, replay }: SummaryInput): { message: string; fix: string }[] {
  if (error !== undefined) return mendingSteps(error).map((fix) => ({ message: brokenBy(error), fix }));
  if (replay) return [{ message: 'this is a replay of another time', fix: 'run it without as-of' }];
  if (basis === undefined) {
    return [
      { message: 'the configuration could not be read, so nothing was decided', fix: 'let the run read the base' },
    ];
  }
  return [];
}

function firstFailing(
  word: DecisionWord,
  whole: readonly { message: string }[],
  reports: readonly ReportRow[],
  checks: readonly Check[],
): ExecutiveSummary['firstFailing'] {
  if (word === 'go') return undefined;
  const [broken] = whole;
  if (broken !== undefined) return { control: 'executive-summary', message: broken.message };
  const row = reports.find(({ verdict }) => verdict === word);
  if (row !== undefined) {
    const owner = row.owner === undefined ? {} : { owner: row.owner };
    return { control: row.control, message: row.why[0] ?? `its verdict is ${row.verdict}`, ...owner };
  }
  const check = checks.find(({ verdict }) => verdict === word);
  if (check !== undefined) return { control: check.rule, message: check.message };
  return { control: 'executive-summary', message: 'there is nothing to decide on' };
}

function stepsOf(reports: readonly ReportRow[]): string[] {
  return reports.flatMap(({ verdict, control, fix }) =>
    verdict === 'go' ? [] : fix.map((step) => `${control}: ${step}`),
  );
}

function stepOfCheck({ rule, verdict, fix }: Check): string[] {
  return verdict === 'go' || fix === undefined ? [] : [`${rule}: ${fix}`];
}

const states: readonly ReportRow['state'][] = ['present', 'invalid', 'foreign', 'duplicated', 'missing'];
const statuses: readonly (ReportRow['status'] | 'none')[] = [
  'failed',
  'error',
  'unverified',
  'none',
  'not-applicable',
  'passed',
];

/** By verdict, then what was found wrong before what is not there, then by name. */
function worstRowFirst(a: ReportRow, b: ReportRow): number {
  const rank = (row: ReportRow): number[] => [
    -decisionWords.indexOf(row.verdict),
    states.indexOf(row.state),
    statuses.indexOf(row.status ?? 'none'),
  ];
  const [left, right] = [rank(a), rank(b)];
  for (const [index, value] of left.entries()) if (value !== right[index]) return value - (right[index] ?? 0);
  const name = ({ control, key, job }: ReportRow): string => [control, key ?? '', job ?? ''].join('\u0000');
  return name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0;
}

function worstCheckFirst(a: Check, b: Check): number {
  const byVerdict = decisionWords.indexOf(b.verdict) - decisionWords.indexOf(a.verdict);
  const name = ({ rule, about }: Check): string => [rule, ...about].join('\u0000');
  return byVerdict || (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0);
}
