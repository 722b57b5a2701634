import type { Exhibit, ExhibitRow, Mark } from '../../shared/core/exhibit.ts';
import { closure, closureItems } from '../../shared/domain/protection/closure.ts';
import { settingText, sourcesText, verdictText } from '../../shared/domain/protection/row-text.ts';
import { expectedText, type Finding, findingActual } from './findings.ts';
import type { JudgedGroup } from './judged.ts';

/** Every setting that is asked, worst first. */
export function settingsExhibit(repository: string, findings: readonly Finding[]): Exhibit {
  return {
    title: `Protection of ${repository}`,
    columns: [
      { name: 'Where' },
      { name: 'Setting' },
      { name: 'Asked' },
      { name: 'In force' },
      { name: 'From' },
      { name: 'Verdict' },
    ],
    rows: findings.map((finding): ExhibitRow => {
      const { name, of, setting, holds, rows } = finding;
      const [first] = rows;
      const some = rows.length === of ? '' : ` (${rows.length} of ${of})`;
      return {
        cells: [
          `${name}${some}`,
          settingText(setting),
          expectedText(finding),
          findingActual(finding),
          sourcesText(rows.flatMap(({ sources }) => sources)),
          first === undefined ? '' : verdictText(first),
        ],
        mark: markOf(holds),
      };
    }),
    remark: 'Worst first; the strictest of all places holds, and what a token does not show is not verified',
  };
}

/** The checklist for what lies outside of the code, for each group that begins with its preset. */
export function closureExhibits(judged: readonly JudgedGroup[]): Exhibit[] {
  return judged
    .filter(({ group }) => group.entries.some(({ preset }) => preset === 'external-closure'))
    .map(({ group, refs }): Exhibit => {
      const lists = refs.map(({ comparison }) => closure(comparison.rows, undefined));
      return {
        title: `External closure of ${group.name}`,
        columns: [{ name: 'Item' }, { name: 'Rests on' }, { name: 'Verdict' }],
        rows: closureItems.map(({ text, settings }, index): ExhibitRow => {
          const answers = lists.map((items) => items[index]?.holds);
          const holds = answers.includes(false) ? false : answers.every((one) => one === true) ? true : undefined;
          const rests = settings.length === 0 ? 'the release, which this control does not see' : settings.join(', ');
          const words = holds === undefined ? 'not verified' : holds ? 'closed' : 'open';
          return { cells: [text, rests, words], mark: markOf(holds) };
        }),
        remark: 'The last item is for whoever releases: no setting of a repository shows it',
      };
    });
}

function markOf(holds: boolean | undefined): Mark {
  return holds === undefined ? 'open' : holds ? 'good' : 'bad';
}
