import { counted } from '../../shared/core/counted.ts';
import type { Exhibit, ExhibitRow } from '../../shared/core/exhibit.ts';
import type { Severity } from '../../shared/core/severity.ts';
import { severities } from '../../shared/core/severity.ts';
import type { Outcome } from '../../shared/domain/readiness/incident.ts';
import type { Own, Word } from '../../shared/domain/readiness/shadow.ts';
import type { Verdict } from '../../shared/domain/verdict/verdict.ts';
import type { JobOutcome } from './jobs.ts';
import type { ReportOutcome } from './reports.ts';
import type { Compared } from './shadows.ts';

/** What became of one job or report as a whole. */
export interface Row extends Outcome {
  kind: 'job' | 'report';
  severity: Severity;
  title: string | undefined;
  /** What was seen, in words. */
  seen: string;
  /** What its state is called where it did not happen and need not. */
  instead: string;
}

const elsewhere = 'not asked for here';

export function jobRow({ asked, verdicts, attempts, where }: JobOutcome): Row {
  const { id, title, severity, job } = asked;
  const all = Object.values(verdicts);
  const runs = attempts.length > 1 ? `, ${counted(attempts.length, 'execution')}` : '';
  const last = attempts.at(-1);
  const ended = last === undefined ? 'did not run' : (last.conclusion ?? last.status);
  return {
    id,
    kind: 'job',
    severity,
    title,
    ...whole(all),
    instead: attempts.length === 0 ? elsewhere : 'skipped by its own condition',
    seen: `${job}: ${ended}${where === undefined ? '' : ` in ${where}`}${runs}`,
  };
}

export function reportRow({ asked, verdicts, conditions, files }: ReportOutcome): Row {
  const { id, title, severity, control, path = '' } = asked;
  const all = [...Object.values(verdicts), ...conditions.map(({ verdict }) => verdict)];
  const seen = files.length === 1 ? (files[0]?.name ?? '') : counted(files.length, 'file');
  return {
    id,
    kind: 'report',
    severity,
    title,
    ...whole(all),
    instead: elsewhere,
    seen: files.length === 0 ? `no report of ${control ?? path}` : seen,
  };
}

/** One that failed speaks for all, then one that was not measured; of what passed at least one must have. */
function whole(verdicts: readonly Verdict[]): Pick<Row, 'status' | 'message'> {
  for (const verdict of verdicts)
    if (verdict.status === 'failed') return { status: 'failed', message: verdict.problem };
  for (const verdict of verdicts)
    if (verdict.status === 'unverified') return { status: 'unverified', message: verdict.because.message };
  const passed = verdicts.some(({ status }) => status === 'passed');
  const [first] = verdicts;
  return passed
    ? { status: 'passed', message: undefined }
    : { status: 'not-applicable', message: first?.status === 'not-applicable' ? first.why : undefined };
}

/** The first one that stands in the way: what failed before what is open, the worst first, else as they are asked for. */
export function firstMissing(rows: readonly Row[]): Row | undefined {
  const standing = rows.filter(({ status }) => status === 'failed' || status === 'unverified');
  const rank = ({ status, severity }: Row): number => (status === 'failed' ? 0 : 10) + severities.indexOf(severity);
  return standing
    .map((row, index) => ({ row, index }))
    .sort((a, b) => rank(a.row) - rank(b.row) || a.index - b.index)[0]?.row;
}

const marks = { passed: 'good', failed: 'bad', unverified: 'open', 'not-applicable': undefined } as const;
const words = {
  passed: 'happened',
  failed: 'did not happen as asked',
  unverified: 'not verified',
} as const;

/** All jobs and reports as a table. */
export function exhibitOf(rows: readonly Row[]): Exhibit {
  const good = rows.filter(({ status }) => status === 'passed').length;
  const first = firstMissing(rows);
  return {
    title: 'What had to happen',
    columns: [{ name: 'What' }, { name: 'Severity' }, { name: 'Seen' }, { name: 'State' }, { name: 'Why' }],
    rows: rows.map(({ id, title, severity, seen, status, message, instead }) => {
      const mark = marks[status];
      return {
        cells: [
          title === undefined ? id : `${id}: ${title}`,
          severity,
          seen,
          status === 'not-applicable' ? instead : words[status],
          message ?? '',
        ],
        ...(mark === undefined ? {} : { mark }),
      };
    }),
    remark: `${good} of ${rows.length} happened${first === undefined ? '' : `; first missing: ${first.id}`}.`,
  };
}

/** Where other gates see it differently, as a table; undefined when none was compared. */
export function shadowExhibit(compared: readonly Compared[]): Exhibit | undefined {
  const rows = compared.flatMap((one): ExhibitRow[] => {
    const { id } = one.shadow;
    if ('verdict' in one) {
      const why = one.verdict.status === 'unverified' ? one.verdict.because.message : '';
      return [{ cells: [id, 'could not be compared', '', '', why], mark: 'open' as const }];
    }
    const { disagreements, compared: count } = one.comparison;
    if (disagreements.length === 0)
      return [
        { cells: [id, 'decision', one.said, one.said, `agrees in ${counted(count, 'point')}`], mark: 'good' as const },
      ];
    return disagreements.map(({ check, id: ours, ours: here, theirs }) => ({
      cells: [id, check, theirs, here, ours ?? ''],
      mark: 'bad' as const,
    }));
  });
  if (rows.length === 0) return undefined;
  return {
    title: 'Other gates',
    columns: [{ name: 'Gate' }, { name: 'Check' }, { name: 'There' }, { name: 'Here' }, { name: 'About' }],
    rows,
    remark: 'They decide nothing: what they say is compared with what was measured here.',
  };
}

const wordOf: Readonly<Record<Row['status'], Word>> = {
  passed: 'go',
  failed: 'stop',
  unverified: 'stop',
  'not-applicable': 'go',
};

/** A job or report with the names under which another gate may speak of it. */
export function ownOf(row: Row, names: readonly string[]): Own {
  return { id: row.id, kind: row.kind, word: wordOf[row.status], names };
}
