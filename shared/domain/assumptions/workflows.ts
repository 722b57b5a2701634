import type { Assumption } from './protection.ts';

/** What the reusable workflows and composites take for true of GitHub Actions and could not be proved without a real run. */
export const workflowAssumptions: readonly Assumption[] = [
  {
    id: 'own-actions-of-a-called-workflow',
    says: '`$/` in a workflow that another repository calls, and in the composites that it uses, means the repository and the commit of that file',
    risk: 'false-green',
    probe:
      'call governance.yml from a repository that has files of its own under actions/executive-summary, and look at the log of the set up of its jobs',
  },
  {
    id: 'reviews-of-a-run-are-of-its-environments',
    says: 'GET /actions/runs/{run_id}/approvals lists who let the run into an environment, and nothing for an environment without required reviewers',
    risk: 'false-green',
    probe:
      'call release.yml with an environment that has reviewers, with one that has none, and with one that does not exist',
  },
  {
    id: 'outputs-of-a-call-that-failed',
    says: 'the outputs of a called workflow are set from those of its jobs also where one of them failed',
    risk: 'false-red',
    probe: 'call governance.yml for a change that is a no-go, and print its outputs in a job with if: always()',
  },
  {
    id: 'a-secret-that-is-not-passed-is-empty',
    says: 'a secret that a call does not pass is the empty text inside, so that `secrets.token || github.token` is the token of the workflow',
    risk: 'unverified',
    probe: 'call governance.yml without secrets, and look at which account its requests are made by',
  },
  {
    id: 'the-matrix-of-a-skipped-job-is-not-computed',
    says: 'a job that is skipped because what it needs failed does not fail by a matrix that an output of that would have given',
    risk: 'false-red',
    probe: 'call organisation-audit.yml with shards: 0, and look at the jobs of the run',
  },
];
