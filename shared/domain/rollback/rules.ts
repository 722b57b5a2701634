import { rule } from '../../core/rule.ts';

/** Something about the files that shall be restored. */
export interface RestoreFact {
  contract: string;
  /** What it is about, in words or as a path; no values. */
  what: string;
  problem?: string;
  expected?: unknown;
  actual?: unknown;
  fix?: string;
  /** It was so before, so that the restore has no part in it, or the policy agrees to it. */
  unrelated?: true;
}

/** What all rules about a restore have in common. */
export const parts = {
  // What is refused is not restored: there is nothing that a waiver could let live.
  waivable: false as const,
  about: ({ contract, what }: RestoreFact): string[] => [contract, what],
  says: ({ what, problem }: RestoreFact): string => `${what} ${problem ?? ''}`,
  expected: ({ expected }: RestoreFact): unknown => expected,
  actual: ({ actual }: RestoreFact): unknown => actual,
  fix: ({ fix }: RestoreFact): string | undefined => fix,
};

export const planRules = {
  'baseline-found': rule<RestoreFact>({
    ...parts,
    severity: 'critical',
    asserts:
      'An earlier state of pin, mirror and matrix passes manifest-sync, is not denied, and is as old and as green as the policy asks.',
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

export const rules = {
  ...planRules,
  'note-complete': rule<RestoreFact>({
    ...parts,
    severity: 'high',
    asserts: 'The incident note has every part, and none of them is left as the template has it.',
    why: 'What nobody wrote down during the incident nobody knows a week later.',
  }),
  'note-agrees': rule<RestoreFact>({
    ...parts,
    severity: 'critical',
    asserts: 'The incident note names the baseline, the files and the posture as they are.',
    why: 'People act on the note: one wrong commit in it, and they restore something else.',
  }),
  'note-milestone': rule<RestoreFact>({
    ...parts,
    severity: 'medium',
    asserts: 'The incident note says by which day, still to come, what is validated next.',
    why: 'A retreat without a next date becomes the normal state.',
  }),
};
