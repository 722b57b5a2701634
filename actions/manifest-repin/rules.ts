import { rule } from '../../shared/core/rule.ts';

/** Something about the release to which a contract shall be pinned. */
export interface RepinFact {
  contract: string;
  /** What it is about, in words; no values. */
  what: string;
  problem?: string;
  expected?: unknown;
  actual?: unknown;
  fix?: string;
}

const parts = {
  // What is refused is not proposed: there is nothing that a waiver could let live.
  waivable: false as const,
  about: ({ contract, what }: RepinFact): string[] => [contract, what],
  says: ({ what, problem }: RepinFact): string => `${what} ${problem ?? ''}`,
  expected: ({ expected }: RepinFact): unknown => expected,
  actual: ({ actual }: RepinFact): unknown => actual,
  fix: ({ fix }: RepinFact): string | undefined => fix,
};

export const rules = {
  'present-green': rule<RepinFact>({
    ...parts,
    severity: 'critical',
    asserts: 'Pin, mirror and matrix pass manifest-sync as they are.',
    why: 'A repin on top of files that contradict each other hides which of them was right.',
  }),
  posture: rule<RepinFact>({
    ...parts,
    severity: 'critical',
    // The verdict names the record itself.
    says: ({ problem = '' }) => problem,
    asserts: 'The posture record says GO, so that the pin may move.',
    why: 'While an incident or a rollback stands, a new release of a dependency adds a second unknown to the first.',
  }),
  allowed: rule<RepinFact>({
    ...parts,
    severity: 'high',
    asserts: 'The release is in the range that the policy allows, is no downgrade and no pre-release.',
    why: 'A new major version breaks by definition, an older one takes back what was fixed, a pre-release is replaced without notice.',
  }),
  'tag-proved': rule<RepinFact>({
    ...parts,
    severity: 'critical',
    asserts: 'The tag names a commit that the default branch of the producer contains, and no branch has its name.',
    why: 'A tag beside the default branch was never reviewed there, and where a branch shares its name tools choose differently.',
  }),
  complete: rule<RepinFact>({
    ...parts,
    severity: 'high',
    asserts: 'The manifest at the tag can be read, and every place that must change can be changed where it stands.',
    why: 'A repin that leaves one of its places for later is the drift that it should prevent.',
  }),
  'result-green': rule<RepinFact>({
    ...parts,
    severity: 'critical',
    asserts: 'The changed files pass manifest-sync, with the producer asked.',
    why: 'A proposal that its own gate refuses wastes a review, and one that is applied unseen breaks the build.',
  }),
};
