import type { Condition } from './condition.ts';
import type { RequiredJob, RequiredReport } from './config.ts';

/*
 * The go criteria of a production readiness playbook for policy bundles, a runtime canary and CI trends, as requirements. The
 * sections are those of the playbook.
 */

/** What the preset leaves to whoever chooses it. */
export interface PlaybookPlaces {
  workflow?: string | undefined;
  event?: string | undefined;
  'maximum-age'?: string | undefined;
}

const policyJob = 'policy-bundle-governance';
const canaryJob = 'runtime_canary';
const trendJob = 'ci_stability_trend';

/** A requirement with nothing but what differs from one to the next. */
type Brief = Pick<RequiredReport, 'id' | 'contract' | 'shape' | 'conditions'> &
  Partial<Pick<RequiredReport, 'external' | 'severity' | 'title'>> & { file: string };

const status: Condition = { pointer: '/status', equals: 'passed' };
const none = (pointer: string, of: string): Condition => ({ pointer, equals: 0, of });
const yes = (pointer: string): Condition => ({ pointer, equals: true });

const passedReport = (id: string, contract: string, conditions: Condition[] = []): Brief => ({
  id,
  file: `${id.replaceAll('-', '_')}_report.json`,
  contract,
  shape: 'status',
  conditions: [status, ...conditions],
});
const tests = [yes('/summary/test_execution_complete'), none('/summary/failed_tests', '/summary/total_tests')];

/** 2.2, reports of the policy job; the last one is that of 2.5. */
const policyReports: readonly Brief[] = [
  passedReport('policy-bundle-lifecycle', 'opa_policy_bundle_lifecycle_v2'),
  passedReport('policy-gate-freshness', 'policy_gate_freshness_v1'),
  passedReport('branch-protection-policy', 'branch_protection_policy_v1'),
  passedReport('required-status-checks-consistency', 'required_status_checks_consistency_v1'),
  passedReport('workflow-embedded-python', 'workflow_embedded_python_v1'),
  {
    id: 'github-branch-protection',
    file: 'github_branch_protection_report.json',
    contract: 'github_branch_protection_v1',
    shape: 'status',
    conditions: [],
    external: {
      'could-not-look': ['branch_rules_api_call:*', 'repository_rulesets_api_call:*', 'branch_metadata_api_call:*'],
      reports: [],
    },
  },
];

/** 2.2 and 2.3, reports of the canary. */
const canaryReports: readonly Brief[] = [
  passedReport('policy-promotion-readiness', 'policy_promotion_readiness_v1'),
  passedReport('policy-promotion-readiness-verify', 'policy_promotion_readiness_verify_v1'),
  passedReport('replay-determinism', 'replay_determinism_v1', [
    yes('/summary/execution_complete'),
    none('/summary/failed_executions', '/summary/completed_executions'),
  ]),
  passedReport('workflow-version-compatibility', 'workflow_version_compatibility_v1', tests),
  passedReport('checkpoint-schema-provenance', 'checkpoint_schema_provenance_v1', tests),
  passedReport('provenance-coverage', 'provenance_coverage_v1', tests),
];

/** 2.4: what says `unverified` may do so for what lies outside of the repository only. */
const summaryOf = (id: string): Brief => ({
  id,
  file: `${id.replaceAll('-', '_')}.json`,
  contract: 'governance_executive_summary_v1',
  shape: 'summary',
  conditions: ['failed', 'missing', 'invalid', 'unknown'].map((word) =>
    none(`/summary/${word}`, '/summary/total_reports'),
  ),
  external: { 'could-not-look': [], reports: ['github_branch_protection_report.json'] },
});

/** 2.1: the trend is completed and published, with both of its reports; what it says is not part of go. */
const trendReports: readonly Brief[] = [
  {
    id: 'critical-ci-trend',
    file: 'critical_ci_trend_report.json',
    contract: 'critical_ci_trend_v1',
    shape: 'data',
    conditions: [
      { pointer: '/status', in: ['passed', 'unverified'] },
      { pointer: '/critical_jobs', length: { 'at-least': 1 } },
    ],
    severity: 'medium',
  },
  {
    id: 'critical-ci-trend-slo',
    file: 'critical_ci_trend_slo_report.json',
    contract: 'critical_ci_trend_slo_v1',
    shape: 'data',
    conditions: [{ pointer: '/slo_status', in: ['pass', 'breach', 'unverified'] }],
    severity: 'medium',
  },
];

/** The jobs and reports that the playbook requires. */
export function playbook002(places: PlaybookPlaces): { jobs: RequiredJob[]; reports: RequiredReport[] } {
  const elsewhere = {
    ...(places.workflow === undefined ? {} : { workflow: places.workflow }),
    ...(places.event === undefined ? {} : { event: places.event }),
  };
  const age = places['maximum-age'] === undefined ? {} : { 'maximum-age': places['maximum-age'] };
  const job = (name: string, more: Partial<RequiredJob> = {}): RequiredJob => ({
    id: `job-${name.replaceAll('_', '-')}`,
    job: name,
    allow: ['success'],
    severity: 'critical',
    ...more,
  });
  const reports = (briefs: readonly Brief[], artifact: string, of: string, more: object = {}): RequiredReport[] =>
    briefs.map(({ file, ...brief }) => ({
      minimum: 1,
      facts: {},
      severity: 'critical',
      ...brief,
      path: `**/${file}`,
      artifact,
      job: of,
      ...age,
      ...more,
    }));
  const inPolicy = [...policyReports, summaryOf('governance-executive-summary')];
  const inCanary = [...canaryReports, summaryOf('runtime-governance-executive-summary')];
  return {
    jobs: [job(policyJob, elsewhere), job(canaryJob), job('dx_metrics'), job(trendJob)],
    reports: [
      ...reports(inPolicy, 'policy-bundle-governance-report', policyJob, elsewhere),
      ...reports(inCanary, 'runtime-canary-report', canaryJob),
      ...reports(trendReports, 'critical-ci-trend-report', trendJob),
    ],
  };
}
