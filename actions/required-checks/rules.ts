import { type Rule, rule } from '../../shared/core/rule.ts';
import type { FindingRule } from '../../shared/domain/required-checks/finding.ts';

/** A finding, as far as a rule tells of it. Without `about` it is the rule as a whole. */
export interface Told {
  about?: readonly string[];
  message?: string;
  expected?: string;
  actual?: string;
  fix?: string;
}

const parts = {
  about: ({ about }) => [...(about ?? [])],
  says: ({ message }) => message ?? '',
  expected: ({ expected }) => expected,
  actual: ({ actual }) => actual,
  fix: ({ fix }) => fix,
} satisfies Partial<Rule<Told>>;

const told = (severity: Rule<Told>['severity'], asserts: string, why: string): Rule<Told> =>
  rule<Told>({ ...parts, severity, asserts, why });

/** The rules of the findings, by their names. */
const findingRules = {
  'workflow-readable': told(
    'high',
    'Each workflow file is one that GitHub accepts and of which everything is known.',
    'GitHub runs nothing of a file that it refuses, and its checks stay pending or were never there.',
  ),
  'check-produced': told(
    'high',
    'Something makes each check that is required or declared.',
    'A required check that nothing reports blocks every change, until somebody takes the requirement away with all it guarded.',
  ),
  'check-unique': told(
    'critical',
    'Only one job makes each check, and none reports it by being skipped, or in place of what should make it.',
    'GitHub knows checks by name alone: of two jobs with one name the green one stands for the red one.',
  ),
  'check-name-length': told(
    'medium',
    'No name of a required check is cut by GitHub.',
    'Names are cut at 100 characters, and a rule that asks for the whole name waits for ever.',
  ),
  'name-provable': told(
    'info',
    'The name of each job can be told from the files.',
    'A name that only a run knows can be that of a required check; where it can be, other rules are not verified.',
  ),
  'runs-on-pull-request': told(
    'high',
    'The workflow of each required check runs on pull requests.',
    'A check that is made on other events only stays pending in every pull request.',
  ),
  'runs-in-merge-queue': told(
    'high',
    'Where there is a merge queue, the workflow of each required check runs in it.',
    'The queue waits for required checks that no workflow reports there, and throws the change out.',
  ),
  'not-filtered': told(
    'high',
    'No filter of branches, paths or types keeps the workflow of a required check away.',
    'A workflow that a filter keeps away reports nothing, and its required checks stay pending.',
  ),
  'not-skipped': told(
    'critical',
    'No job of a required check succeeds without having succeeded: none is skipped by a condition, on any event that somebody can start for the commit of a change, left out of a cancelled run, or may fail.',
    'A job that is skipped reports success, so that a required check passes without having run; what one reports that may fail is not documented.',
  ),
  'name-when-skipped': told(
    'medium',
    'Each required check keeps its name when its job is skipped.',
    'A skipped job of a matrix, or of a called workflow, reports under another name, and the required one stays pending.',
  ),
  'runs-after-failure': told(
    'critical',
    'Each required job that needs others runs when one of them fails.',
    'A job whose needs failed is skipped, which reports success: the failure before it is not seen.',
  ),
  'workflow-enabled': told(
    'high',
    'The workflow of each required check is not disabled.',
    'A disabled workflow reports nothing.',
  ),
  'app-pinned': told(
    'critical',
    'The rules take each required check from one app only, the one that reports it.',
    'Without an app everybody who may write statuses can set the check to success.',
  ),
  'declared-is-required': told(
    'critical',
    'Each check that a document declares is required by the rules of the branch.',
    'People rely on the document, and what it promises is not enforced.',
  ),
  'required-is-declared': told(
    'medium',
    'Each required check stands in every document that claims to be complete.',
    'A requirement that nobody wrote down is the first to be removed when it is in the way.',
  ),
  'declarations-agree': told(
    'medium',
    'The documents declare the same checks.',
    'Two documents that differ leave each reader with another truth.',
  ),
  'declared-job-exists': told(
    'medium',
    'The job that a document names for a check is there and makes it.',
    'A document that names a job that is gone describes a check that no longer looks at anything.',
  ),
  'produced-is-required': told(
    'medium',
    'Each check that pull requests get is required, needed by a required job, or listed as optional.',
    'A check that nothing waits for can be red while the change is merged.',
  ),
  'decision-is-required': told(
    'critical',
    'The job that makes the decision is a required check, from the app of the workflows.',
    'A no-go that is not required holds nothing up.',
  ),
  'decision-always-runs': told(
    'critical',
    'The job that makes the decision runs on every change, decides in it with nothing around it that could change its word, and is never skipped.',
    'A decision that is skipped counts as success.',
  ),
  'gate-is-complete': told(
    'high',
    'Each gate waits for all other jobs of its workflow, each of which runs on changes, also inside of a called workflow, or names the exception.',
    'A gate that does not wait for a job, or waits for one that is skipped, passes whatever is wrong with it.',
  ),
  'gate-always-runs': told(
    'critical',
    'Each gate runs on changes, also when a job before it fails or the run is cancelled.',
    'A gate that is skipped because a job failed reports success.',
  ),
} satisfies Record<FindingRule, Rule<Told>>;

export const rules = {
  repositories: {
    ...told(
      'high',
      'Every repository that is selected was read; of those that are not shown here, everything holds.',
      'A list that leaves repositories out, or an audit that ends early, looks like an organisation without a problem.',
    ),
    waivable: false as const,
  },
  'document-readable': told(
    'high',
    'Each document that lists required checks is there and can be read without doubt.',
    'A list that cannot be read declares nothing, and whatever it asked for is no longer compared.',
  ),
  ...findingRules,
};
