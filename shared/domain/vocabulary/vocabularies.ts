/*
 * Legends that are in use, apart from the configuration that can name them.
 */

/**
 * - `met`: it is as it has to be
 * - `unmet`: it is not, or may not go on
 * - `open`: it is still to be done or found out
 * - `conditional`: it goes under conditions
 */
export const meanings = ['met', 'unmet', 'open', 'conditional'] as const;
export type Meaning = (typeof meanings)[number];
export type Vocabulary = Readonly<Record<Meaning, readonly string[]>>;

/** Legends that are in use, by what they are for. */
export const vocabularies = {
  gate: {
    met: ['pass', 'passed'],
    unmet: ['fail', 'failed', 'blocked'],
    open: ['pending', 'in progress', 'in-progress', 'not started'],
    conditional: ['conditional', 'waived'],
  },
  tracker: { met: ['on-track'], unmet: ['blocked'], open: ['at-risk'], conditional: [] },
  roadmap: {
    met: ['done', 'merged', 'implemented', 'completed'],
    unmet: ['blocked', 'cancelled'],
    open: ['in progress', 'in review', 'next', 'planned'],
    conditional: [],
  },
  decision: {
    met: ['go', 'approved', 'approve', 'approve-go'],
    unmet: ['no-go', 'blocked', 'rejected', 'reject'],
    open: ['pending', 'undecided'],
    conditional: ['go (restricted)', 'conditional', 'conditional-go', 'approve-go-restricted'],
  },
} as const satisfies Record<string, Vocabulary>;
export const vocabularyNames = ['gate', 'tracker', 'roadmap', 'decision'] as const;
