import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/readiness/control.ts';
import type { ReadinessData } from '../../actions/readiness/data.ts';
import type { CollectedFile } from '../../shared/core/collected.ts';
import type { Evaluation } from '../../shared/core/evaluation.ts';
import { presetNames } from '../../shared/domain/readiness/preset-config.ts';
import { answers, collected, inArtifact, onMain, played } from '../support/readiness.ts';
import { evaluateWith, type Setup } from '../support/world.ts';
import { realFile, realNames } from './data.ts';

/* The playbook over the reports of the scripts that it was written for, and their own verdict beside it. */

const folder = ['synthetic', 'reports'] as const;
const textOf = (name: string): string => realFile(...folder, name).toString('utf8');

/** In which artifact each job uploads a report. */
const artifacts: Record<string, string[]> = {
  'policy-bundle-governance-report': [
    'policy_bundle_lifecycle_report.json',
    'policy_gate_freshness_report.json',
    'branch_protection_policy_report.json',
    'required_status_checks_consistency_report.json',
    'workflow_embedded_python_report.json',
    'governance_executive_summary.json',
  ],
  'runtime-canary-report': [
    'policy_promotion_readiness_report.json',
    'policy_promotion_readiness_verify_report.json',
    'replay_determinism_report.json',
    'workflow_version_compatibility_report.json',
    'checkpoint_schema_provenance_report.json',
    'provenance_coverage_report.json',
  ],
  'critical-ci-trend-report': ['critical_ci_trend_report.json', 'critical_ci_trend_slo_report.json'],
};

function uploaded(
  protection: 'passed' | 'unverified',
  edit: (name: string, text: string) => string = (_name, text) => text,
): CollectedFile[] {
  const of = (artifact: string, name: string, text: string, id: number): CollectedFile =>
    inArtifact(artifact, `artifacts/${name}`, edit(name, text), { id });
  const files = Object.entries(artifacts).flatMap(([artifact, names], index) =>
    names.map((name) => of(artifact, name, textOf(name), 3000 + index)),
  );
  return [
    ...files,
    of(
      'policy-bundle-governance-report',
      'github_branch_protection_report.json',
      textOf(`github_branch_protection_report.${protection}.json`),
      3000,
    ),
    of(
      'runtime-canary-report',
      'runtime_governance_executive_summary.json',
      textOf('governance_executive_summary.json'),
      3001,
    ),
    of(
      'release-readiness-gate-report',
      'release_readiness_gate_report.json',
      textOf('release_readiness_gate_report.json'),
      3009,
    ),
  ];
}

const jobs = ['policy-bundle-governance', 'runtime_canary', 'dx_metrics', 'ci_stability_trend'].map((job) =>
  played(job),
);
const section = {
  presets: [...presetNames],
  shadow: [
    {
      id: 'old-gate',
      artifact: 'release-readiness-gate-report',
      path: 'artifacts/release_readiness_gate_report.json',
      checks: { trend_slo_status: 'critical-ci-trend-slo' },
    },
  ],
};

async function judge(files: CollectedFile[], more: Partial<Setup> = {}): Promise<Evaluation> {
  const setup: Setup = {
    section,
    subject: onMain,
    now: '2026-11-20T12:00:00Z',
    reports: collected(files),
    github: answers(jobs),
    ...more,
  };
  const evaluation = await evaluateWith(control, setup);
  expect(evaluation.error).toBeUndefined();
  return evaluation;
}

const open = ({ results }: Evaluation): string[] =>
  results.flatMap(({ rule, about, status, message, because }) =>
    status === 'passed' || status === 'not-applicable'
      ? []
      : [
          `${status} ${rule.replace('readiness/', '')} ${about.join(' ')}: ${status === 'failed' ? message : because?.message}`,
        ],
  );

describe('the playbook over the reports of the readiness scripts', () => {
  test('every report that it asks for is one of them, or made of one', () => {
    const known = new Set([
      ...realNames(...folder),
      'github_branch_protection_report.json',
      'runtime_governance_executive_summary.json',
    ]);
    expect(
      Object.values(artifacts)
        .flat()
        .filter((name) => !known.has(name)),
    ).toEqual([]);
  });

  test('finds what the old gate let pass: protection that nobody saw, and summaries that say so', async () => {
    const evaluation = await judge(uploaded('unverified'));
    const text = open(evaluation);
    // Three of the reports could not look at GitHub; the promotion script counts its checks where no list is.
    expect(text.filter((line) => !line.includes('shadow-agrees'))).toEqual([
      expect.stringMatching(
        /^unverified report-passed github-branch-protection: .*could not look: .*branch_rules_api_call:master/,
      ),
      expect.stringMatching(
        /^unverified report-passed governance-executive-summary: .*could not look: .*github_branch_protection_report.json/,
      ),
      expect.stringMatching(
        /^unverified report-passed runtime-governance-executive-summary: .*could not look: .*github_branch_protection_report.json/,
      ),
    ]);
    expect(Object.keys(evaluation.facts)).toEqual(['rulesets']);
    const { shadows } = evaluation.data as ReadinessData;
    expect(shadows).toEqual([
      {
        id: 'old-gate',
        said: 'conditional-go',
        compared: 4,
        unmatched: [],
        disagreements: [
          { check: 'decision', ours: 'stop', theirs: 'go' },
          {
            check: 'github_branch_protection_status_passed',
            id: 'github-branch-protection',
            ours: 'stop',
            theirs: 'go',
          },
          { check: 'trend_slo_status', id: 'critical-ci-trend-slo', ours: 'go', theirs: 'stop' },
        ],
      },
    ]);
  });

  const edits: [string, string, (text: string) => string, RegExp][] = [
    [
      'no failures among no tests',
      'provenance_coverage_report.json',
      (text) => text.replace('"total_tests": 8', '"total_tests": 0'),
      /report-(passed|condition) provenance-coverage/,
    ],
    [
      'a test that failed',
      'replay_determinism_report.json',
      (text) => text.replace('"returncode": 0', '"returncode": 1'),
      /failed report-passed replay-determinism/,
    ],
    [
      'an execution that is not complete',
      'replay_determinism_report.json',
      (text) => text.replace('"execution_complete": true', '"execution_complete": false'),
      /failed report-condition replay-determinism \/summary\/execution_complete/,
    ],
    [
      'another contract',
      'policy_bundle_lifecycle_report.json',
      (text) => text.replace('opa_policy_bundle_lifecycle_v2', 'opa_policy_bundle_lifecycle_v1'),
      /failed report-passed policy-bundle-lifecycle/,
    ],
    [
      'an edited word',
      'policy_gate_freshness_report.json',
      (text) => text.replace('"passed": true', '"passed": false'),
      /failed report-passed policy-gate-freshness/,
    ],
    [
      'a summary that forgets a report',
      'governance_executive_summary.json',
      (text) => text.replace('"total_reports": 6', '"total_reports": 7'),
      /report-passed governance-executive-summary/,
    ],
    [
      'a trend without jobs',
      'critical_ci_trend_report.json',
      (text) => JSON.stringify({ ...(JSON.parse(text) as object), critical_jobs: {} }),
      /failed report-condition critical-ci-trend \/critical_jobs/,
    ],
  ];
  test.each(edits)('%s in %s is found', async (_name, of, edit, words) => {
    const sound = textOf(of);
    expect(edit(sound)).not.toBe(sound);
    const lines = open(await judge(uploaded('passed', (name, text) => (name === of ? edit(text) : text))));
    expect(lines.join('\n')).toMatch(words);
  });

  test.each(Object.entries(artifacts))(
    'without the artifact %s each of its reports is missing',
    async (artifact, names) => {
      const files = uploaded('passed').filter(({ origin }) => origin.name !== artifact);
      const lines = open(await judge(files)).filter((line) => line.startsWith('failed report-present'));
      expect(lines.length).toBeGreaterThanOrEqual(names.length);
    },
  );
});
