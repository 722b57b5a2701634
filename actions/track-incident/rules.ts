import { type Rule, rule } from '../../shared/core/rule.ts';
import type { Failing } from '../../shared/domain/verdict/tell.ts';

type About = { about: readonly string[] } & Failing;

const told: Omit<Rule<About>, 'asserts' | 'why'> = {
  severity: 'high',
  waivable: false,
  about: ({ about }) => [...about],
  says: ({ problem = '' }) => problem,
  expected: ({ expected }) => expected,
  actual: ({ actual }) => actual,
  fix: ({ fix }) => fix,
};

export const rules = {
  run: rule<About>({
    ...told,
    severity: 'critical',
    asserts: 'The judged run is about the default branch of this repository, and nobody outside started it.',
    why: 'A fork can have a branch of the same name, and would open and close incidents of others.',
  }),
  outcome: rule<About>({
    ...told,
    asserts: 'It is known what the run came to.',
    why: 'An incident that nobody can see is one all the same.',
  }),
  'control-known': rule<About>({
    ...told,
    asserts: 'It is known whether the control failed, whose failure the policy calls an incident.',
    why: 'A control that was left out of the run cannot raise the alarm.',
  }),
  issues: rule<About>({
    ...told,
    asserts: 'The repository has issues, and they can be read.',
    why: 'Where nothing can be written down, the incident ends in a log that nobody reads.',
  }),
  'one-issue': rule<About>({
    ...told,
    asserts: 'At most one open issue of the account that writes bears the mark.',
    why: 'Of two records of one incident one is always out of date.',
  }),
  marks: rule<About>({
    ...told,
    severity: 'medium',
    asserts: 'The marks in the issue are as they were written.',
    why: 'Without them nobody can tell what people wrote there from what may be replaced.',
  }),
  documented: rule<About>({
    ...told,
    severity: 'info',
    asserts: 'Cause and corrective action of the open incident are filled in, by somebody who may.',
    why: 'An incident of which only the alarm is left happens again.',
  }),
};
