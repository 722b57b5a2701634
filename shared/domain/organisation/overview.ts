import type { Because, BecauseCode } from '../../core/errors.ts';
import { type Severity, severities } from '../../core/severity.ts';
import type { Row } from '../protection/row.ts';
import { isPublic, type Listed } from './listed.ts';

/** One audited repository: its rows, or why there are none. */
export interface Audited {
  listed: Pick<Listed, 'repository' | 'visibility'>;
  /** The classes that it is of; none is shown as `-`. */
  classes: readonly string[];
  rows: readonly Row[];
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

function bySetting(rows: readonly Row[]): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    if (row.verdict === 'not-asked') continue;
    const same = found.get(row.setting);
    if (same === undefined) found.set(row.setting, [row]);
    else same.push(row);
  }
  return found;
}

export const tableHead = ['class', 'repository', 'target', 'ref', 'setting', 'verdict', 'severity', 'reason'] as const;

/** One line for each class, repository and asked setting, and one for each repository that was not read; plain cells, not yet CSV. */
export function tableOf(audited: readonly Audited[], host: { hostIsPublic: boolean }): string[][] {
  const lines: string[][] = [];
  const seen = audited.filter(({ listed }) => !host.hostIsPublic || isPublic(listed));
  for (const one of seen) {
    const { repository } = one.listed;
    for (const group of classesOf(one)) {
      if (one.because !== undefined) lines.push([group, repository, '', '', '', 'not-read', '', one.because.message]);
      else
        for (const row of one.rows.filter(({ verdict }) => verdict !== 'not-asked'))
          lines.push([
            group,
            repository,
            row.target,
            row.ref,
            row.setting,
            row.verdict,
            row.severity,
            row.because[0]?.message ?? '',
          ]);
    }
  }
  return lines.sort((a, b) => byText(a.join('\n'), b.join('\n')));
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
