import { type Rule, rule } from '../../shared/core/rule.ts';
import type { Severity } from '../../shared/core/severity.ts';
import type { Failing } from '../../shared/domain/verdict/tell.ts';

/** Something about one job or report. */
export interface Told extends Failing {
  /** The id of the job or report, or the name of a fact. */
  id: string;
  /** What of it, where a rule asks several things. */
  part?: string | undefined;
  severity?: Severity | undefined;
  /** The facts that an attestation must be bound to. */
  restsOn?: readonly string[] | undefined;
}

const ofRequirement: Omit<Rule<Told>, 'asserts' | 'why'> = {
  severity: 'critical',
  grade: ({ severity = 'critical' }) => severity,
  about: ({ id, part }) => (part === undefined ? [id] : [id, part]),
  says: ({ id, problem = '' }) => `${id}: ${problem}`,
  expected: ({ expected }) => expected,
  actual: ({ actual }) => actual,
  fix: ({ fix }) => fix,
  restsOn: ({ restsOn = [nothing] }) => restsOn,
};

/** A fact that nobody reports: what rests on it cannot be attested. */
const nothing = 'nothing-outside-of-the-repository';

export const rules = {
  'job-ended': rule<Told>({
    ...ofRequirement,
    asserts: 'The required job ran for the judged commit, with all of its legs, and ended as the policy allows.',
    why: 'A job that was left out, or skipped because another one failed, shows no failure.',
  }),
  'job-recorded': rule<Told>({
    ...ofRequirement,
    waivable: false,
    asserts: 'The check run of the job says the same as the job.',
    why: 'A job that may fail (continue-on-error) looks green where only its result is read.',
  }),
  'needs-agree': rule<Told>({
    ...ofRequirement,
    waivable: false,
    asserts: 'What needs says of the job is what the platform recorded.',
    why: 'The workflow of the change hands it on, and it calls a failure that is allowed a success.',
  }),
  'report-present': rule<Told>({
    ...ofRequirement,
    waivable: false,
    asserts: 'The report is there, and can be read.',
    why: 'A report that is missing or cut off is lost together with the failures that it holds.',
  }),
  'report-bound': rule<Told>({
    ...ofRequirement,
    waivable: false,
    asserts: 'The report is of the judged commit, and of the last attempt of the run that must make it.',
    why: 'A green report of yesterday’s commit says nothing about the one that is released.',
  }),
  'report-fresh': rule<Told>({
    ...ofRequirement,
    waivable: false,
    asserts: 'The report was made neither too long ago, nor at a time that cannot be.',
    why: 'What was true a week ago need not be so now.',
  }),
  'report-passed': rule<Told>({
    ...ofRequirement,
    asserts: 'The report was measured, and passed by its own words and numbers alike.',
    why: 'A word that was typed over failing numbers is no result.',
  }),
  'report-condition': rule<Told>({
    ...ofRequirement,
    asserts: 'The fields of the report are what the policy asks for.',
    why: 'A report can pass by its own rules and still not show what this release needs.',
  }),
  'reports-agree': rule<Told>({
    ...ofRequirement,
    waivable: false,
    asserts: 'All reports are about one commit, one set of flags, one definition and one baseline.',
    why: 'Reports that were each right for something else prove nothing together.',
  }),
  exception: rule<Told>({
    ...ofRequirement,
    waivable: false,
    asserts: 'What is attested in place of a measurement has its evidence in the notes of the change.',
    why: 'Who reads the release must see what was looked at by hand, and by whom.',
  }),
  'shadow-agrees': rule<Told>({
    ...ofRequirement,
    severity: 'info',
    grade: () => 'info',
    asserts: 'The other gate sees it as this one does.',
    why: 'Where two gates disagree one of them is wrong, and it is better known before the old one goes.',
  }),
};

export type RuleId = keyof typeof rules;

/** The rules that judge each report as a whole. */
export type ReportRule = Extract<RuleId, 'report-present' | 'report-bound' | 'report-fresh' | 'report-passed'>;
