import { type Rule, rule } from '../../shared/core/rule.ts';

/** One condition of a checkpoint. */
export interface Condition {
  /** The checkpoint, and what else tells the condition apart. */
  about: string[];
  problem?: string;
  expected?: unknown;
  actual?: unknown;
  fix?: string;
}

const ofCheckpoint: Omit<Rule<Condition>, 'asserts' | 'why'> = {
  severity: 'critical',
  about: ({ about }) => about,
  says: ({ problem = '' }) => problem,
  expected: ({ expected }) => expected,
  actual: ({ actual }) => actual,
  fix: ({ fix }) => fix,
};

export const rules = {
  'one-commit': rule<Condition>({
    ...ofCheckpoint,
    waivable: false,
    asserts: 'The commit that is judged is the one that the checkpoint is about.',
    why: 'A go for one build says nothing about the next.',
  }),
  artifact: rule<Condition>({
    ...ofCheckpoint,
    asserts: 'Every artifact that the checkpoint asks for is there at the commit of its side.',
    why: 'What is promised for later is missing when it is needed.',
  }),
  verified: rule<Condition>({
    ...ofCheckpoint,
    waivable: false,
    asserts: 'Every verification that the checkpoint asks for was measured and passed for the commit of its side.',
    why: 'Green results of another commit, or ticked boxes, let a cutover go that nobody tested.',
  }),
  prerequisite: rule<Condition>({
    ...ofCheckpoint,
    asserts: 'Every checkpoint that must come before was passed, by a record that both sides approved.',
    why: 'A step that was left out is found after the cutover.',
  }),
  repin: rule<Condition>({
    ...ofCheckpoint,
    waivable: false,
    asserts: 'The consumer is pinned to what the checkpoint is about.',
    why: 'A consumer that was tested against the former release breaks with the new one.',
  }),
  'hash-gate': rule<Condition>({
    ...ofCheckpoint,
    asserts: 'The consumer requires the check that holds the manifest against its hash, and it succeeded.',
    why: 'Without it the consumer can follow a contract that nobody published.',
  }),
  'joint-go': rule<Condition>({
    ...ofCheckpoint,
    waivable: false,
    asserts: 'People of both sides approved the pull request of the judged commit at its head.',
    why: 'A go of one side alone is a surprise for the other.',
  }),
  window: rule<Condition>({
    ...ofCheckpoint,
    asserts: 'It is neither too early nor too late.',
    why: 'A date that was agreed on is what the other side plans with.',
  }),
  stability: rule<Condition>({
    ...ofCheckpoint,
    asserts: 'The release before was out long enough, and nothing was stopped in that time.',
    why: 'Faults of a release show after days, not after minutes.',
  }),
  rehearsal: rule<Condition>({
    ...ofCheckpoint,
    asserts: 'The last rehearsal of the rollback succeeded, and is fresh.',
    why: 'A way back that was never tried is none.',
  }),
  posture: rule<Condition>({
    ...ofCheckpoint,
    waivable: false,
    asserts: 'Every posture record says GO, now and for this environment, and its conditions are met.',
    why: 'After an incident everything stays stopped until it is lifted on the record, whatever the checks say.',
  }),
  'posture-agrees': rule<Condition>({
    ...ofCheckpoint,
    waivable: false,
    asserts: 'All posture records say the same.',
    why: 'Two records that contradict each other mean that somebody does not know of a stop.',
  }),
  'posture-lift': rule<Condition>({
    ...ofCheckpoint,
    waivable: false,
    asserts: 'A record that had stopped says GO again by a pull request that both sides approved later than the stop.',
    why: 'Who caused an incident is in a hurry to declare it over.',
  }),
  'decision-table': rule<Condition>({
    ...ofCheckpoint,
    asserts: 'Every row of the decision tables says go, and is measured by a verification that passed.',
    why: 'A status that somebody typed is a claim, and nobody corrects it when it is no longer true.',
  }),
};
