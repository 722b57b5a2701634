import type { Rule } from '../../core/rule.ts';
import type { Failing } from './tell.ts';

/** Something that a verdict is told of. */
export interface Told extends Failing {
  /** What tells it apart, from the widest on; no values. */
  about: string[];
  /** Facts (`ctx.fact`) on which it rests while it is not verified. */
  facts?: readonly string[] | undefined;
}

/** What rules have in common whose results are told by `tellVerdict`. */
export const tellsVerdicts: Omit<Rule<Told>, 'asserts' | 'why'> = {
  severity: 'critical',
  about: ({ about }) => about,
  says: ({ problem = '' }) => problem,
  expected: ({ expected }) => expected,
  actual: ({ actual }) => actual,
  fix: ({ fix }) => fix,
  restsOn: ({ facts = [] }) => facts,
};

/** The same, where the problem does not say by itself what it is about. */
export const tellsNamed: Omit<Rule<Told>, 'asserts' | 'why'> = {
  ...tellsVerdicts,
  says: ({ about, problem = '' }) => `${about.join(' ')}: ${problem}`,
};
