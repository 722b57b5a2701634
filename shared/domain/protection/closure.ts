import type { Row } from './row.ts';

/**
 * The checklist for controls that lie outside of a repository's code. The last item is what the caller knows of the release: no answer
 * of the API shows it.
 */
export const closureItems = [
  { id: 'active', text: 'A ruleset or classic protection is active on the release branch', settings: ['active'] },
  {
    id: 'checks',
    text: 'The required checks are exactly those that are declared',
    settings: ['checks.required', 'checks.bound'],
  },
  {
    id: 'reviews',
    text: 'Reviews, the dismissal of stale ones and the resolution of conversations are required',
    settings: ['reviews.pull-request', 'reviews.count', 'reviews.dismiss-stale', 'reviews.threads'],
  },
  { id: 'bypass', text: 'Who may bypass is reviewed', settings: ['bypass-actors', 'bypass-review'] },
  { id: 'evidence', text: 'The evidence is attached to the release', settings: [] },
] as const;

export interface ClosureItem {
  id: (typeof closureItems)[number]['id'];
  text: string;
  /** Undefined when it could not be told, also when no row is about it. */
  holds: boolean | undefined;
  rows: readonly Row[];
}

/** The items for the rows of one ref; `evidence` is whether it was found, undefined when nobody looked. */
export function closure(rows: readonly Row[], evidence: boolean | undefined): ClosureItem[] {
  return closureItems.map(({ id, text, settings }): ClosureItem => {
    if (id === 'evidence') return { id, text, holds: evidence, rows: [] };
    const names: readonly string[] = settings;
    const about = rows.filter(({ setting, verdict }) => names.includes(setting) && verdict !== 'not-asked');
    const needed = id === 'bypass' ? ['bypass-review'] : names;
    const complete = needed.every((name) => about.some(({ setting }) => setting === name));
    const holds = about.some((row) => row.holds === false)
      ? false
      : complete && about.every((row) => row.holds === true)
        ? true
        : undefined;
    return { id, text, holds, rows: about };
  });
}
