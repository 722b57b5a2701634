import { type Rule, rule } from '../../shared/core/rule.ts';
import { type Told, tellsVerdicts } from '../../shared/domain/verdict/told.ts';

/** Of names that are texts of documents, so that they are kept apart. */
const told: Omit<Rule<Told>, 'asserts' | 'why'> = {
  ...tellsVerdicts,
  severity: 'high',
  says: ({ about, problem = '' }) => `${about.join(' · ')}: ${problem}`,
};

export const rules = {
  readable: rule<Told>({
    ...told,
    severity: 'critical',
    waivable: false,
    asserts: 'The table or the boxes can be read as a reader sees them, row by row.',
    why: 'A row that a program drops, or that only a program sees, was never judged.',
  }),
  kept: rule<Told>({
    ...told,
    severity: 'critical',
    asserts: 'Every claim that must be there is there.',
    why: 'A gate that is taken out of its table is never red.',
  }),
  status: rule<Told>({
    ...told,
    severity: 'critical',
    asserts: 'The word is one of the legend, and says that the gate is met.',
    why: 'A gate that is not met, or whose word means nothing, stops nobody unless something reads it.',
  }),
  measured: rule<Told>({
    ...told,
    severity: 'critical',
    asserts: 'What the document claims was measured, for this commit.',
    why: 'A status cell is what somebody typed: it proves nothing.',
  }),
  condition: rule<Told>({
    ...told,
    severity: 'critical',
    asserts: 'What is only conditional has an owner, a mitigation and a day on which it ends, which is still to come.',
    why: 'A condition without an end is a gate that nobody will close.',
  }),
  filled: rule<Told>({
    ...told,
    severity: 'medium',
    asserts: 'Every cell that is asked for is filled in.',
    why: 'What a template left open nobody has thought about.',
  }),
  owner: rule<Told>({
    ...told,
    severity: 'medium',
    asserts: 'The owner is somebody whom the configuration knows.',
    why: 'A gate that belongs to an alias belongs to nobody.',
  }),
  evidence: rule<Told>({
    ...told,
    asserts: 'What is named as evidence is a file of the judged commit.',
    why: 'Evidence that is missing, ignored by git or only on somebody’s disk cannot be looked at.',
  }),
  'evidence-current': rule<Told>({
    ...told,
    severity: 'medium',
    asserts: 'The evidence is not older than it may be, by the days that it states.',
    why: 'Evidence of last year says nothing of this release.',
  }),
  'evidence-verdict': rule<Told>({
    ...told,
    asserts: 'Nothing in the evidence says that it failed, was blocked or is still to be done.',
    why: 'A green cell over a red report is worse than no report.',
  }),
  'evidence-circle': rule<Told>({
    ...told,
    asserts: 'The evidence does not rest on the document that it is evidence for.',
    why: 'Two documents that prove each other prove nothing.',
  }),
  target: rule<Told>({
    ...told,
    asserts: 'What the row says was observed keeps its target.',
    why: 'Nobody compares the figures of a row whose status says pass.',
  }),
  current: rule<Told>({
    ...told,
    severity: 'medium',
    asserts: 'The document is not older than it may be, by the days that it states.',
    why: 'A tracker that nobody has touched for weeks tracks nothing.',
  }),
  copy: rule<Told>({
    ...told,
    asserts: 'The copy says what its source says.',
    why: 'Who reads the copy decides on what the source no longer says.',
  }),
  matrix: rule<Told>({
    ...told,
    asserts: 'Every environment says of every dimension what it may say.',
    why: 'A setting that is missing for production is found in production.',
  }),
};

export type RuleId = keyof typeof rules;
