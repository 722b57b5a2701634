import { rule } from '../../shared/core/rule.ts';
import type { Failing } from '../../shared/domain/verdict/tell.ts';
import { listed } from '../../shared/parse/text.ts';

/** One expected report, by the words that tell it apart. */
export interface AboutReport {
  /** Control, job and key, as far as they are known. */
  report: string[];
  problem?: string;
  /** What would turn it into go. */
  fix?: string;
}

const aboutReport = ({ report }: AboutReport): string[] => report;
const says = ({ report, problem = '' }: AboutReport): string => `${report.join(' · ')}: ${problem}`;
const fix = ({ fix: text }: AboutReport): string | undefined => text;

export const rules = {
  'report-readable': rule<AboutReport>({
    severity: 'critical',
    waivable: false,
    asserts: 'Every file that could be a report can be read, and is one.',
    why: 'A report that nobody can read may be the one that says failed.',
    about: aboutReport,
    says,
    fix,
  }),
  'report-present': rule<AboutReport>({
    severity: 'critical',
    waivable: false,
    asserts: 'Every expected report is there, once.',
    why: 'A control that was deleted from the workflow, skipped or cancelled leaves no trace but a missing report.',
    about: aboutReport,
    says,
    fix,
  }),
  'report-bound': rule<AboutReport>({
    severity: 'critical',
    waivable: false,
    asserts:
      'Every report is about this repository and commit, was made by this run in the attempt in which its job last ran, and was judged by the same configuration.',
    why: 'A green report of another commit, run or repository is the easiest one to get.',
    about: aboutReport,
    says,
    fix,
  }),
  'report-accepted': rule<AboutReport>({
    severity: 'critical',
    waivable: false,
    asserts: 'Every expected report was measured and passed.',
    why: 'What was not measured, or was found wrong, must not go on as if it were right.',
    about: aboutReport,
    says,
    fix,
  }),
  'job-succeeded': rule<{ job: string; problem?: string; actual?: string; fix?: string }>({
    severity: 'critical',
    waivable: false,
    asserts:
      'Every job that the configuration names, and every job whose report gave it no reason to fail, succeeded as the platform records it.',
    why: 'The word of a job is not its result: `needs` shows success for a failed job with continue-on-error.',
    about: ({ job }) => [job],
    says: ({ job, problem = '' }) => `the job ${job} ${problem}`,
    expected: () => 'success',
    actual: ({ actual }) => actual,
    fix: ({ fix: text }) => text,
  }),
  apart: rule<{ job: string; reports?: string[] }>({
    severity: 'critical',
    waivable: false,
    asserts: 'No report of a change, nor the decision on it, comes from a job in which commands of that change ran.',
    why: 'Code of the change has every right of its job: it can exchange the actions that run after it, and write what they say.',
    about: ({ job }) => [job],
    says: ({ job, reports = [] }) =>
      `the job ${job} ran commands of the judged change, which could have written what ${listed(reports)} ${reports.length === 1 ? 'says' : 'say'} there`,
    expected: () => 'commands in a job of their own',
    actual: ({ reports = [] }) => reports,
    fix: () => 'run verification in a job of its own; release-gate leaves it out with verification: apart',
  }),
  'gate-unchanged': rule<{ unit: string[]; paths: string[]; ids: string[]; problem?: string; fix?: string }>({
    severity: 'high',
    asserts:
      'No workflow, configuration or other file of the gate is changed by the change that it judges, unless listed people approved that.',
    why: 'Whoever changes the gate and passes through it in one step has passed no gate.',
    about: ({ unit }) => ['gate', ...unit],
    says: ({ paths, problem = '' }) => `the change touches the gate that judges it (${listed(paths, 3)})${problem}`,
    expected: () => 'no change of the gate, or the approvals that the configuration asks for',
    actual: ({ paths }) => paths,
    observed: ({ paths, ids }) => [paths, ids],
    fix: ({ fix: text }) => text,
  }),
  posture: rule<{ path: string } & Failing>({
    severity: 'critical',
    waivable: false,
    asserts: 'The posture record says GO, now and for what the run is about.',
    why: 'After an incident everything stays stopped until it is lifted on the record, whatever the checks say.',
    about: () => ['posture'],
    says: ({ problem = '' }) => problem,
    expected: () => 'GO, now and here',
    actual: ({ actual }) => actual,
    fix: ({ fix: text }) => text,
  }),
};
