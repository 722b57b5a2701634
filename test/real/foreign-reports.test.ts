import { describe, expect, test } from '@jest/globals';
import { readForeign } from '../../shared/domain/foreign-report/read.ts';
import { realFile, realNames } from './data.ts';

const folder = ['synthetic', 'reports'] as const;
const passed = 'passed';
const claimed = 'passed (claimed)';
const noShape = 'invalid: is none of the shapes that are read';

/** Each report of the readiness scripts: what it is read as, and the first reason. */
const outcomes: Record<string, string> = {
  'branch_protection_policy_report.json': passed,
  'bundle_manifest.release.json': noShape,
  'checkpoint_schema_provenance_report.json': passed,
  // Its jobs are no checks: it passes with two failed runs of twenty, by its own word only.
  'critical_ci_trend_report.json': claimed,
  'critical_ci_trend_slo_report.json':
    'failed (claimed): "breaches" holds 1 item: "smoke: pass_rate below threshold (0.850 < 0.900)" in line 13',
  'deployment_current.json': noShape,
  'dx_metrics.json': claimed,
  'dx_metrics_slo_report.json': claimed,
  'github_branch_protection_report.passed.json': passed,
  'github_branch_protection_report.unverified.json':
    'failed: check "branch_rules_api_call:master" did not pass: "status=403 {"message":"Resource not accessible by integration"" in line 18',
  'governance_executive_summary.json':
    'unverified (claimed): report "artifacts/github_branch_protection_report.json" is "unverified" in line 43',
  'policy_bundle_lifecycle_report.json': passed,
  'policy_gate_freshness_report.json': passed,
  'policy_promotion_readiness_report.json': passed,
  'policy_promotion_readiness_verify_report.json': passed,
  'provenance_coverage_report.json': passed,
  'release_bundle_promotion_staging.json': passed,
  'release_lineage.json': 'unverified: "total_checks" is 30 and the list holds 4 checks in line 19',
  'release_readiness_gate_report.json':
    'failed: check "trend_slo_status" did not pass: "slo_status=unverified; allowed=[\'pass\', \'passed\'] | exception approved_by=repo-owner expires_at=2026-06-15T00:00:00Z reason=bootstrap period" in line 26',
  'replay_determinism_report.json': passed,
  'required_status_checks_consistency_report.json': passed,
  'workflow_embedded_python_report.json': passed,
  'workflow_version_compatibility_report.json': passed,
};

function outcomeOf(name: string): string {
  const read = readForeign(realFile(...folder, name).toString('utf8'));
  if (read.state === 'invalid') return `invalid: ${read.why}`;
  const first = read.reasons[0];
  const reason = first === undefined ? '' : `: ${first.message} in line ${first.line ?? '?'}`;
  return `${read.status}${read.claimed ? ' (claimed)' : ''}${reason}`;
}

describe('the reports of the readiness scripts', () => {
  test('are all in the table', () => {
    expect(realNames(...folder)).toEqual(Object.keys(outcomes).sort());
  });

  test.each(Object.entries(outcomes))('%s', (name, outcome) => {
    expect(outcomeOf(name)).toBe(outcome);
  });
});
