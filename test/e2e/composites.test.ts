import { beforeAll, describe, test } from '@jest/globals';
import type { Report } from '../../shared/core/report.ts';
import { consumerFiles, contractEntry, contractFiles, paths } from '../support/contract-files.ts';
import type { RepositoryData, RulesetData } from '../support/platform-state.ts';
import { consumerName, workflowPath } from './consumer.ts';
import { expectScenario, type Scenario } from './scenario.ts';
import { findTools, type Tools } from './tools.ts';
import { after, control, workflowText } from './workflows.ts';

/* Several controls in one job: each runs whatever became of those before it, and there is one summary. */

let tools: Tools;
beforeAll(() => {
  tools = findTools();
}, 600_000);

const contracts = control('contract-governance');
const workflow = workflowText({ contracts });
const artifact = (name: string): string => `governance-${name}-contracts-1`;
const groups = [{ id: 'together', 'all-of': [paths.pin, paths.matrix] }];
const config = { 'atomic-change': { groups } };
const notAsked = {
  [artifact('contract-change')]: 'not-applicable',
  [artifact('cutover-gate')]: 'not-applicable',
} as const;
const blocked = { [paths.matrix]: contractFiles({ status: 'Blocked' })[paths.matrix] ?? '' };
const unasked = { ...contractEntry, remote: { mode: 'required', path: 'contracts/manifest.json' } };

const scenarios: Record<string, Scenario> = {
  'what the configuration asks for is judged, and the rest is not applicable': {
    workflow,
    base: consumerFiles({}, config),
    expect: {
      jobs: {
        contracts: {
          conclusion: 'success',
          summary: '# ✅ PASSED · Contract governance',
          errors: [],
          outputs: { status: 'passed', 'manifest-sync-status': 'passed' },
        },
      },
      artifacts: { [artifact('manifest-sync')]: 'passed', [artifact('atomic-change')]: 'passed', ...notAsked },
    },
  },
  'a control that fails keeps no other from running': {
    workflow,
    base: consumerFiles({}, config),
    head: blocked,
    expect: {
      jobs: {
        contracts: {
          conclusion: 'failure',
          summary: '# ❌ FAILED · Contract governance',
          errors: ['manifest-sync/matrix-status failed', 'atomic-change/together failed'],
          outputs: { status: 'failed' },
        },
      },
      artifacts: { [artifact('manifest-sync')]: 'failed', [artifact('atomic-change')]: 'failed', ...notAsked },
    },
  },
  'a control that could not look is not verified': {
    workflow,
    base: consumerFiles({}, { ...config, contracts: [unasked] }),
    expect: {
      jobs: {
        contracts: {
          conclusion: 'failure',
          summary: '# ❓ NOT VERIFIED · Contract governance',
          errors: [],
          outputs: { status: 'unverified' },
        },
      },
      artifacts: { [artifact('manifest-sync')]: 'unverified', [artifact('atomic-change')]: 'passed', ...notAsked },
    },
  },
};

const gate = { contracts: control('release-gate') };
const proof = { proof: control('verification') };
const gateApart = { ...proof, contracts: after(proof, control('release-gate', { verification: 'apart' })) };
const passing = ['git', 'diff', '--exit-code', 'HEAD'];
const release = (command: string[], more: Record<string, unknown> = {}): Scenario['base'] => ({
  'docs/gates.md': '# Gates\n\n| Gate | Status | Owner |\n| --- | --- | --- |\n| Unit tests | pass | @lee |\n',
  '.github/release-governance.yml': JSON.stringify({
    version: 1,
    verification: { verifications: [{ id: 'unit', command }] },
    'gate-checklist': {
      sources: [
        {
          ...{ id: 'gates', path: 'docs/gates.md', table: { heading: 'Gates' } },
          measured: [{ claim: 'Unit tests', control: 'verification' }],
        },
      ],
    },
    'executive-summary': {},
    ...more,
  }),
});
const judged = (
  verification: Report['status'],
  checklist: Report['status'],
  decision: Report['status'],
): Scenario['expect']['artifacts'] => ({
  [artifact('verification')]: verification,
  [artifact('gate-checklist')]: checklist,
  [artifact('executive-summary')]: decision,
  ...Object.fromEntries(
    ['kpi-gate', 'readiness', 'sign-off', 'evidence-bundle'].map((name) => [artifact(name), 'not-applicable']),
  ),
});

const { [artifact('verification')]: _here, ...inGate } = judged('passed', 'passed', 'passed');
const judgedApart = { ...inGate, 'governance-verification-proof-1': 'passed' } as const;

const releases: Record<string, Scenario> = {
  'what is proved in a job of its own is decided in another': {
    workflow: workflowText(gateApart),
    base: release(passing),
    expect: {
      jobs: {
        proof: { conclusion: 'success' },
        contracts: {
          conclusion: 'success',
          summary: '# ✅ GO · Release gate',
          errors: [],
          outputs: { status: 'passed', decision: 'go', 'verification-status': '' },
        },
      },
      artifacts: judgedApart,
    },
  },
  'what is proved in the job that decides could have written the decision': {
    workflow: workflowText(gate),
    base: release(passing),
    expect: {
      jobs: {
        contracts: {
          conclusion: 'failure',
          summary: '# ❌ NO-GO · Release gate',
          errors: ['executive-summary/apart failed'],
          outputs: { status: 'failed', decision: 'no-go' },
        },
      },
      artifacts: judged('passed', 'passed', 'failed'),
    },
  },
  'a verification that fails is a no-go, and the claim that rests on it fails too': {
    workflow: workflowText(gate),
    base: release(['git', 'cat-file', '-e', 'HEAD:nothing']),
    expect: {
      jobs: {
        contracts: { conclusion: 'failure', summary: '# ❌ NO-GO · Release gate', outputs: { decision: 'no-go' } },
      },
      artifacts: judged('failed', 'failed', 'failed'),
    },
  },
  'what cannot be asked is a no-go that says what is missing': {
    workflow: workflowText(gate),
    base: release(['no-such-command']),
    expect: {
      jobs: { contracts: { conclusion: 'failure', outputs: { decision: 'no-go' } } },
      artifacts: judged('unverified', 'unverified', 'failed'),
    },
  },
};

const pullRequest = {
  required_approving_review_count: 1,
  dismiss_stale_reviews_on_push: true,
  require_code_owner_review: false,
  require_last_push_approval: false,
  required_review_thread_resolution: true,
  allowed_merge_methods: ['squash'],
};
const checks = {
  strict_required_status_checks_policy: false,
  do_not_enforce_on_create: false,
  required_status_checks: [{ context: 'contracts', integration_id: 15368 }],
};
const ruleset: RulesetData = {
  ...{ id: 7, name: 'main', include: ['~DEFAULT_BRANCH'] },
  rules: [
    { type: 'deletion' },
    { type: 'non_fast_forward' },
    { type: 'pull_request', parameters: pullRequest },
    { type: 'required_status_checks', parameters: checks },
  ],
};
const protectedBy = (...rulesets: RulesetData[]): RepositoryData => ({
  name: consumerName,
  rulesets,
  workflows: [{ id: 1, name: 'governance', path: workflowPath, state: 'active' }],
});
const branch = {
  pattern: '~DEFAULT_BRANCH',
  preset: 'baseline',
  checks: { required: [{ context: 'contracts', app: 15368 }] },
};
const policy = (more: Record<string, unknown> = {}): Scenario['base'] => ({
  '.github/release-governance.yml': JSON.stringify({
    version: 1,
    'branch-protection': { policy: { repository: { branches: [{ ...branch, ...more }] } } },
    'required-checks': {},
  }),
});
const audit = { workflow: workflowText({ contracts: control('repository-audit') }) };
const audited = (protection: Report['status'], required: Report['status']): Scenario['expect']['artifacts'] => ({
  [artifact('branch-protection')]: protection,
  [artifact('required-checks')]: required,
});

const audits: Record<string, Scenario> = {
  'what is in force is what the policy asks': {
    ...audit,
    base: policy(),
    protection: protectedBy(ruleset),
    expect: {
      jobs: {
        contracts: { conclusion: 'success', summary: '# ✅ PASSED · Repository audit', outputs: { status: 'passed' } },
      },
      artifacts: audited('passed', 'passed'),
    },
  },
  'drift, and a check that nothing requires': {
    ...audit,
    base: policy(),
    protection: protectedBy({ ...ruleset, enforcement: 'evaluate' }),
    expect: {
      jobs: {
        contracts: { conclusion: 'failure', summary: '# ❌ FAILED · Repository audit', outputs: { status: 'failed' } },
      },
      artifacts: audited('failed', 'failed'),
    },
  },
  'who may go around it is not for this token to see': {
    ...audit,
    base: policy({ 'bypass-actors': { exactly: [] } }),
    protection: protectedBy(ruleset),
    expect: {
      jobs: {
        contracts: {
          conclusion: 'failure',
          summary: '# ❓ NOT VERIFIED · Repository audit',
          outputs: { status: 'unverified' },
        },
      },
      artifacts: audited('unverified', 'passed'),
    },
  },
};

describe.each(
  Object.entries({ 'contract-governance': scenarios, 'release-gate': releases, 'repository-audit': audits }),
)('%s', (_composite, all) => {
  test.each(Object.entries(all))('%s', async (_name, scenario) => {
    await expectScenario(tools, scenario);
  });
});
