import type { Because, BecauseCode } from '../../core/errors.ts';
import { type Severity, severities } from '../../core/severity.ts';
import { isPublic, type Listed } from './listed.ts';

/** One thing that is asked of a repository, and whether it holds there; undefined: it could not be told. */
export interface AuditedRow {
  setting: string;
  target: string;
  ref: string;
  verdict: string;
  severity: Severity;
  holds: boolean | undefined;
  because: readonly Because[];
}

/** One audited repository: its rows, or why there are none. */
export interface Audited {
  listed: Pick<Listed, 'repository' | 'visibility'>;
  /** The classes that it is of; none is shown as `-`. */
  classes: readonly string[];
  rows: readonly AuditedRow[];
  because?: Because | undefined;
}

/** One setting of the repositories of one class. */
export interface OverviewRow {
  class: string;
  setting: string;
  /** Of the worst row. */
  severity: Severity;
  failed: string[];
  unverified: string[];
  held: number;
}

export interface Counts {
  repositories: number;
  failed: number;
  unverified: number;
  held: number;
  notRead: number;
}

export interface Overview {
  shown: Counts;
  /** Repositories that are not public, where the report is: only how many. */
  hidden: Counts;
  /** Worst first. */
  rows: OverviewRow[];
  notRead: { repository: string; because: Because }[];
  /** Why hidden ones were not read: how many for each reason. */
  hiddenNotRead: Partial<Record<BecauseCode, number>>;
}

const none = (): Counts => ({ repositories: 0, failed: 0, unverified: 0, held: 0, notRead: 0 });

/**
 * What an audit found, by class and setting, worst first. With a public host nothing of a repository that is not known to be public is
 * in it but counts. The order of the input does not matter; a repository that is given twice counts once, the last time.
 */
export function overviewOf(audited: readonly Audited[], { hostIsPublic }: { hostIsPublic: boolean }): Overview {
  const unique = [...new Map(audited.map((one) => [one.listed.repository.toLowerCase(), one])).values()];
  const seen = unique
    .filter(({ listed }) => !hostIsPublic || isPublic(listed))
    .sort((a, b) => byText(a.listed.repository, b.listed.repository));
  const hidden = unique.filter((one) => !seen.includes(one));
  const hiddenNotRead: Overview['hiddenNotRead'] = {};
  for (const { because } of hidden)
    if (because !== undefined) hiddenNotRead[because.code] = (hiddenNotRead[because.code] ?? 0) + 1;
  return {
    shown: countsOf(seen),
    hidden: countsOf(hidden),
    rows: rowsOf(seen),
    notRead: seen.flatMap(({ listed, because }) =>
      because === undefined ? [] : [{ repository: listed.repository, because }],
    ),
    hiddenNotRead,
  };
}

/** Each repository counts once: by its worst row. One without any row was not judged, and is unverified. */
function countsOf(audited: readonly Audited[]): Counts {
  const counts = none();
  for (const { rows, because } of audited) {
    counts.repositories += 1;
    if (because !== undefined) counts.notRead += 1;
    else if (rows.some(({ holds }) => holds === false)) counts.failed += 1;
    else if (rows.length === 0 || rows.some(({ holds }) => holds === undefined)) counts.unverified += 1;
    else counts.held += 1;
  }
  return counts;
}

function classesOf({ classes }: Audited): readonly string[] {
  return classes.length === 0 ? ['-'] : [...new Set(classes)];
}

function rowsOf(audited: readonly Audited[]): OverviewRow[] {
  const found = new Map<string, OverviewRow>();
  for (const one of audited) {
    if (one.because !== undefined) continue;
    for (const group of classesOf(one))
      for (const [setting, rows] of bySetting(one.rows)) {
        const key = `${group}\n${setting}`;
        const row = found.get(key) ?? { class: group, setting, severity: 'info', failed: [], unverified: [], held: 0 };
        found.set(key, row);
        for (const { severity } of rows)
          if (severities.indexOf(severity) < severities.indexOf(row.severity)) row.severity = severity;
        if (rows.some(({ holds }) => holds === false)) row.failed.push(one.listed.repository);
        else if (rows.some(({ holds }) => holds === undefined)) row.unverified.push(one.listed.repository);
        else row.held += 1;
      }
  }
  return [...found.values()].sort(
    (a, b) =>
      Number(b.failed.length > 0) - Number(a.failed.length > 0) ||
      Number(b.unverified.length > 0) - Number(a.unverified.length > 0) ||
      severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
      b.failed.length - a.failed.length ||
      b.unverified.length - a.unverified.length ||
      byText(a.setting, b.setting) ||
      byText(a.class, b.class),
  );
}

function bySetting(rows: readonly AuditedRow[]): Map<string, AuditedRow[]> {
  const found = new Map<string, AuditedRow[]>();
  for (const row of rows) {
    if (row.verdict === 'not-asked') continue;
    const same = found.get(row.setting);
    if (same === undefined) found.set(row.setting, [row]);
    else same.push(row);
  }
  return found;
}

/** The columns between those that every table has, and their cells. */
export interface AuditTable {
  head: readonly string[];
  cells(row: AuditedRow): readonly string[];
}

/**
 * The head, and one line for each class, repository and thing that is asked, and one for each repository that was not read; `open` are
 * further ones of these. With a public host nothing of a repository that is not known to be public is in it. Plain cells, not yet CSV.
 */
export function tableOf(
  audited: readonly Audited[],
  host: { hostIsPublic: boolean },
  table: AuditTable,
  open: readonly { repository: string; because: Because }[] = [],
): string[][] {
  const blank = table.head.map(() => '');
  const notRead = (group: string, repository: string, because: Because): string[] => [
    ...[group, repository, ...blank],
    ...['not-read', '', because.message],
  ];
  const lines: string[][] = [];
  for (const one of audited.filter(({ listed }) => !host.hostIsPublic || isPublic(listed))) {
    const { repository } = one.listed;
    for (const group of classesOf(one)) {
      if (one.because !== undefined) lines.push(notRead(group, repository, one.because));
      else
        for (const row of one.rows.filter(({ verdict }) => verdict !== 'not-asked'))
          lines.push([
            ...[group, repository, ...table.cells(row)],
            ...[row.verdict, row.severity, row.because[0]?.message ?? ''],
          ]);
    }
  }
  return [
    ['class', 'repository', ...table.head, 'verdict', 'severity', 'reason'],
    ...lines.sort((a, b) => byText(a.join('\n'), b.join('\n'))),
    ...open.map(({ repository, because }) => notRead('-', repository, because)),
  ];
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
