import { type Rule, rule } from '../../shared/core/rule.ts';

/** A report, by where it lies; without a name it is about all. */
export interface ReportFact {
  name?: string;
  problem?: string;
}

/** Something that runs have, or have in common; `about` is its name. */
export interface RunsFact {
  about: string[];
  problem?: string;
  expected?: unknown;
  actual?: unknown;
}

/** A KPI over all runs; without an id it is about all of them. */
export interface KpiFact {
  id?: string;
  /** What it is compared with. */
  against?: 'baseline' | 'best-sustained';
  target?: string;
  value?: string;
  problem?: string;
  observed?: unknown;
}

const ofRuns = {
  severity: 'high',
  about: ({ about }) => about,
  says: ({ problem }) => problem ?? 'the runs are no evidence together',
  expected: ({ expected }) => expected,
  actual: ({ actual }) => actual,
} satisfies Partial<Rule<RunsFact>>;

const ofKpi = {
  severity: 'high',
  about: ({ id, against }) => [id, against].filter((part) => part !== undefined),
  says: ({ id = '', problem }) => problem ?? `${id} misses its target`,
  expected: ({ target }) => target,
  actual: ({ value }) => value,
  observed: ({ observed }) => observed,
} satisfies Partial<Rule<KpiFact>>;

export const rules = {
  'reports-read': rule<ReportFact>({
    severity: 'high',
    waivable: false,
    asserts: 'Every report is a report on a run that took place, in a form that is known.',
    why: 'A shell that waits for its run, or a file of another shape, has no values that could miss a target.',
    about: ({ name }) => (name === undefined ? [] : [name]),
    says: ({ name = '', problem }) => `the report ${name} ${problem ?? 'cannot be used'}`,
    actual: ({ problem }) => problem,
    fix: () => 'hand in the report that kpi-report wrote, as it is',
  }),
  'enough-runs': rule<RunsFact>({
    ...ofRuns,
    asserts: 'There are as many runs as the policy asks for.',
    why: 'One good run can be luck.',
    fix: () => 'run the harness again',
  }),
  'run-type': rule<RunsFact>({
    ...ofRuns,
    asserts: 'Every run was made for this gate.',
    why: 'A baseline or a trial may have been made under other rules.',
    fix: () => 'run the harness with the run-type of the gate',
  }),
  distinct: rule<RunsFact>({
    ...ofRuns,
    waivable: false,
    asserts: 'Each run has an id, a report and rows of its own, and none is a near-copy of another.',
    why: 'One run that is handed in twice proves nothing twice.',
    fix: () => 'measure again; each run needs rows that were measured in it',
  }),
  order: rule<RunsFact>({
    ...ofRuns,
    asserts: 'The runs follow one another, not nearer and not further apart than the policy says.',
    why: 'Runs at the same time share what went well, and runs that lie far apart hide what lay between.',
    fix: () => 'measure one run after the other, as far apart as the policy says',
  }),
  complete: rule<{ run: string }>({
    severity: 'high',
    asserts: 'No run or attempt of the harness for this commit, and no leg of one, is left out.',
    why: 'The best two of ten runs meet every target.',
    about: ({ run }) => (run === '' ? [] : [run]),
    says: ({ run }) => `${run === '' ? 'a run' : run} of the harness is left out`,
  }),
  comparable: rule<RunsFact>({
    ...ofRuns,
    asserts: 'The runs measured the same thing in the same way.',
    why: 'Runs of two builds, models, platforms or definitions cannot confirm each other.',
    fix: () => 'measure all runs with the same build, harness and definitions',
  }),
  'of-commit': rule<RunsFact>({
    ...ofRuns,
    waivable: false,
    asserts: 'The runs measured the commit that is judged.',
    why: 'Evidence of another build says nothing about this one.',
    fix: () => 'measure the build of the judged commit',
  }),
  supported: rule<RunsFact>({
    ...ofRuns,
    waivable: false,
    asserts: 'The rows of each run are there, have the digest of its report, and give every value that it tells.',
    why: 'A number in a report can be edited; the rows that it was computed from are the evidence.',
    fix: () => 'hand in the report that was computed from these rows',
  }),
  sound: rule<RunsFact>({
    ...ofRuns,
    waivable: false,
    asserts: 'The rows of each run are sound, and there are enough of each kind.',
    why: 'Rows that repeat each other, or of which a kind is missing, give values that were measured nowhere.',
    fix: () => 'measure again, with a harness that writes each row once',
  }),
  'run-target': rule<KpiFact>({
    ...ofKpi,
    asserts: 'In each run by itself the value of the KPI meets its target.',
    why: 'A bad run that a good one makes up for is a bad run.',
    fix: () => 'improve what is measured; a target is policy, and changes by a reviewed change of the configuration',
  }),
  target: rule<KpiFact>({
    ...ofKpi,
    asserts:
      'Over all runs together the KPI is shown to meet its target, with the confidence that its definition asks for.',
    why: 'A value that meets its target by luck is found out by the next release.',
    fix: () => 'improve what is measured; a target is policy, and changes by a reviewed change of the configuration',
  }),
  'not-worse': rule<KpiFact>({
    ...ofKpi,
    asserts:
      'The KPI is shown to be no worse than the baseline, and than the best value that two consecutive earlier reports reached, but for the tolerance of the policy.',
    why: 'Each release a little worse than the one before meets every fixed target for a long time.',
    fix: () => 'find what made it worse; a baseline is policy, and changes by a reviewed change',
  }),
  informational: rule<KpiFact>({
    ...ofKpi,
    severity: 'info',
    asserts: 'The KPI that is only told meets its target over all runs.',
    why: 'A value that is not yet a promise is worth watching.',
  }),
  'false-alarms': rule<RunsFact>({
    ...ofRuns,
    severity: 'info',
    asserts:
      'Between earlier runs of one commit the comparison alarms at most as often as the error (alpha) that the policy allows.',
    why: 'A gate that cries wolf is soon not listened to.',
  }),
};
