import { rule } from '../../core/rule.ts';
import type { Failing } from '../verdict/tell.ts';

/** Something about the files that shall be restored. */
export interface RestoreFact extends Failing {
  contract: string;
  /** What it is about, in words or as a path; no values. */
  what: string;
  /** It was so before, so that the restore has no part in it, or the policy agrees to it. */
  unrelated?: true;
}

/** What all rules about a restore have in common. */
export const parts = {
  // What is refused is not restored: there is nothing that a waiver could let live.
  waivable: false as const,
  about: ({ contract, what }: RestoreFact): string[] => [contract, what],
  says: ({ what, problem = '' }: RestoreFact): string => `${what} ${problem}`,
  expected: ({ expected }: RestoreFact): unknown => expected,
  actual: ({ actual }: RestoreFact): unknown => actual,
  fix: ({ fix }: RestoreFact): string | undefined => fix,
};

export const planRules = {
  'baseline-found': rule<RestoreFact>({
    ...parts,
    severity: 'critical',
    asserts:
      'An earlier state of pin, mirror and matrix passes manifest-sync, was in force, is of another release than the present one, is not denied, and is as old and as green as the policy asks.',
    why: 'Whoever retreats to a state that was never measured swaps one incident for another.',
  }),
  applies: rule<RestoreFact>({
    ...parts,
    severity: 'critical',
    asserts: 'Every file of the baseline can be put in the place of the present one.',
    why: 'A patch that stops half way at night leaves a state that nobody has ever seen.',
  }),
  'bytes-proved': rule<RestoreFact>({
    ...parts,
    severity: 'critical',
    asserts: 'What would be restored is, byte for byte, what the commit of the baseline holds.',
    why: 'Files that are put together by hand from memory are not the ones that were good.',
  }),
  'restored-green': rule<RestoreFact>({
    ...parts,
    severity: 'critical',
    asserts: 'The restored files pass manifest-sync.',
    why: 'Files beside the pin may have moved on, so that the old pin no longer fits to them.',
  }),
  'others-green': rule<RestoreFact>({
    ...parts,
    severity: 'high',
    grade: ({ unrelated }) => (unrelated === true ? 'info' : 'high'),
    asserts: 'The restored files make no other control fail.',
    why: 'What the restore breaks elsewhere is found out at the gate otherwise, when there is no time for it.',
  }),
};
