import type { Because } from '../../core/errors.ts';
import type { Exhibit, ExhibitRow } from '../../core/exhibit.ts';
import { type Audited, overviewOf } from './overview.ts';

const host = { hostIsPublic: false };

/** Everything that is asked, by class, worst first. */
export function overviewExhibit(
  audited: readonly Audited[],
  { title, what, text }: { title: string; what: string; text(setting: string): string },
): Exhibit {
  return {
    title,
    columns: [
      { name: 'Class' },
      { name: what },
      { name: 'Not as asked', numeric: true },
      { name: 'Not verified', numeric: true },
      { name: 'As asked', numeric: true },
    ],
    rows: overviewOf(audited, host).rows.map(
      ({ class: name, setting, failed, unverified, held }): ExhibitRow => ({
        cells: [name, text(setting), failed.length, unverified.length, held].map(String),
        mark: failed.length > 0 ? 'bad' : unverified.length > 0 ? 'open' : 'good',
      }),
    ),
    remark: 'How many repositories, worst first; one of several classes stands in each of them, one of none under -',
    totals: true,
  };
}

const mostShown = 10;

/** The repositories with the most that is not as asked; undefined when there is none. */
export function worstExhibit(audited: readonly Audited[]): Exhibit | undefined {
  const counted = audited
    .map(({ listed, classes, rows }) => {
      const settings = (holds: boolean | undefined): string[] => [
        ...new Set(rows.filter((row) => row.holds === holds).map(({ setting }) => setting)),
      ];
      return { repository: listed.repository, classes, failed: settings(false), open: settings(undefined).length };
    })
    .filter(({ failed, open }) => failed.length + open > 0)
    .sort((a, b) => b.failed.length - a.failed.length || b.open - a.open || (a.repository < b.repository ? -1 : 1));
  if (counted.length === 0) return undefined;
  const more = counted.length - mostShown;
  return {
    title: 'Repositories with the most to do',
    columns: [
      { name: 'Repository' },
      { name: 'Class' },
      { name: 'Not as asked', numeric: true },
      { name: 'Not verified', numeric: true },
      { name: 'What' },
    ],
    rows: counted.slice(0, mostShown).map(({ repository, classes, failed, open }) => ({
      cells: [repository, classes.join(', ') || '-', String(failed.length), String(open), namesOf(failed)],
      mark: failed.length > 0 ? 'bad' : 'open',
    })),
    remark: more > 0 ? `${more} more are in audit.csv beside the report` : 'Every other repository is as asked',
  };
}

function namesOf(settings: readonly string[]): string {
  const more = settings.length - 4;
  return [...settings.slice(0, 4), ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
}

/** How many were not read for which reason; undefined when all were. */
export function notReadExhibit(reasons: readonly Because[]): Exhibit | undefined {
  if (reasons.length === 0) return undefined;
  const counts = new Map<string, { because: Because; count: number }>();
  for (const because of reasons) {
    const key = JSON.stringify([because.code, because.needs]);
    counts.set(key, { because, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return {
    title: 'Repositories that were not read',
    columns: [{ name: 'Reason' }, { name: 'Needed' }, { name: 'Repositories', numeric: true }],
    rows: [...counts.values()]
      .sort((a, b) => b.count - a.count || (a.because.code < b.because.code ? -1 : 1))
      .map(({ because, count }) => ({
        cells: [because.code, because.needs ?? '', String(count)],
        mark: 'open' as const,
      })),
    remark: 'Nothing is known of them: each is a result of its own, with its reason',
    totals: true,
  };
}
