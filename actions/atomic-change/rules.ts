import { type Rule, rule } from '../../shared/core/rule.ts';

/** A group in a unit, as far as a rule looked at it. Without a group it is the rule as a whole. */
export interface GroupFact {
  group?: string;
  /** The fact of a semantic group. */
  fact?: string;
  /** What tells the unit apart from the others of the run; empty when it is the only one. */
  unit?: string;
  problem?: string;
  expected?: unknown;
  actual?: unknown;
  /** Whatever makes this failure another one. */
  observed?: unknown;
  fix?: string;
}

const parts = {
  severity: 'high',
  about: ({ group, fact, unit }) => [group, fact, unit].filter((part) => part !== undefined && part !== '') as string[],
  says: ({ problem }) => problem ?? '',
  expected: ({ expected }) => expected,
  actual: ({ actual }) => actual,
  observed: ({ observed }) => observed,
  fix: ({ fix }) => fix,
} satisfies Partial<Rule<GroupFact>>;

export const rules = {
  together: rule<GroupFact>({
    ...parts,
    asserts: 'When one file of the group changes, each of them has a change of content.',
    why: 'Files that say the same in several places drift apart when one of them is changed alone, and every later reader picks another truth.',
  }),
  'facts-together': rule<GroupFact>({
    ...parts,
    asserts: 'When a fact changes in one place, it changes in every place that is there.',
    why: 'A pin, its manifest and its record that name different releases send people and machines to different code.',
  }),
  follows: rule<GroupFact>({
    ...parts,
    asserts: 'When the condition of the group holds, what must follow has a change of content.',
    why: 'A change without what it calls for (a migration, a changelog, a test) leaves the rest for a later that does not come.',
  }),
  apart: rule<GroupFact>({
    ...parts,
    asserts: 'No change touches both sides of the group.',
    why: 'Changes that must be released or rolled back by themselves cannot be once they are one.',
  }),
  'member-deleted': rule<GroupFact>({
    ...parts,
    asserts: 'No file that the group names was deleted, or made a link or a submodule.',
    why: 'Deleting every file of a group changes all of them together, and what was guarded is gone.',
  }),
};

export type RuleId = keyof typeof rules;
