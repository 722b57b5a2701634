import { rule } from '../../shared/core/rule.ts';
import { type Told, tellsVerdicts } from '../../shared/domain/verdict/told.ts';

export const rules = {
  'one-commit': rule<Told>({
    ...tellsVerdicts,
    waivable: false,
    asserts: 'The commit that is judged is the one that the checkpoint is about.',
    why: 'A go for one build says nothing about the next.',
  }),
  artifact: rule<Told>({
    ...tellsVerdicts,
    asserts: 'Every artifact that the checkpoint asks for is there at the commit of its side.',
    why: 'What is promised for later is missing when it is needed.',
  }),
  verified: rule<Told>({
    ...tellsVerdicts,
    waivable: false,
    asserts: 'Every verification that the checkpoint asks for was measured and passed for the commit of its side.',
    why: 'Green results of another commit, or ticked boxes, let a cutover go that nobody tested.',
  }),
  prerequisite: rule<Told>({
    ...tellsVerdicts,
    asserts: 'Every checkpoint that must come before was passed, by a record that both sides approved.',
    why: 'A step that was left out is found after the cutover.',
  }),
  repin: rule<Told>({
    ...tellsVerdicts,
    waivable: false,
    asserts: 'The consumer is pinned to what the checkpoint is about.',
    why: 'A consumer that was tested against the former release breaks with the new one.',
  }),
  'hash-gate': rule<Told>({
    ...tellsVerdicts,
    asserts: 'The consumer requires the check that holds the manifest against its hash, and it succeeded.',
    why: 'Without it the consumer can follow a contract that nobody published.',
  }),
  'joint-go': rule<Told>({
    ...tellsVerdicts,
    waivable: false,
    asserts: 'People of both sides approved the pull request of the judged commit at its head.',
    why: 'A go of one side alone is a surprise for the other.',
  }),
  window: rule<Told>({
    ...tellsVerdicts,
    asserts: 'It is neither too early nor too late.',
    why: 'A date that was agreed on is what the other side plans with.',
  }),
  stability: rule<Told>({
    ...tellsVerdicts,
    asserts: 'The release before was out long enough, and nothing was stopped in that time.',
    why: 'Faults of a release show after days, not after minutes.',
  }),
  rehearsal: rule<Told>({
    ...tellsVerdicts,
    asserts: 'The last rehearsal of the rollback succeeded, and is fresh.',
    why: 'A way back that was never tried is none.',
  }),
  posture: rule<Told>({
    ...tellsVerdicts,
    waivable: false,
    asserts: 'Every posture record says GO, now and for this environment, and its conditions are met.',
    why: 'After an incident everything stays stopped until it is lifted on the record, whatever the checks say.',
  }),
  'posture-agrees': rule<Told>({
    ...tellsVerdicts,
    waivable: false,
    asserts: 'All posture records say the same.',
    why: 'Two records that contradict each other mean that somebody does not know of a stop.',
  }),
  'posture-lift': rule<Told>({
    ...tellsVerdicts,
    waivable: false,
    asserts: 'A record that had stopped says GO again by a pull request that both sides approved later than the stop.',
    why: 'Who caused an incident is in a hurry to declare it over.',
  }),
  'decision-table': rule<Told>({
    ...tellsVerdicts,
    asserts: 'Every row of the decision tables says go, and is measured by a verification that passed.',
    why: 'A status that somebody typed is a claim, and nobody corrects it when it is no longer true.',
  }),
};
