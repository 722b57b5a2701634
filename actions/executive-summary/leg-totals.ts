import type { Exhibit } from '../../shared/core/exhibit.ts';
import { totalsOf } from '../../shared/core/totals.ts';
import type { Judged } from './rows.ts';

/** What the legs of each control count, added up; of controls with one report there is nothing to add. */
export function legTotals(judged: readonly Judged[]): Exhibit[] {
  const controls = [...new Set(judged.map(({ entry }) => entry.control))];
  return controls.flatMap((control) => {
    const legs = judged.filter(({ entry }) => entry.control === control);
    if (legs.length < 2) return [];
    const present = legs.flatMap(({ entry }) =>
      entry.state === 'present' && entry.candidate !== undefined ? [entry.candidate.report.exhibits ?? []] : [],
    );
    return totalsOf(control, present, legs.length);
  });
}
