import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Report } from '../../shared/core/report.ts';
import { root } from '../support/dist.ts';
import { platformRoutes } from '../support/platform.ts';
import { accessOf, type RepositoryData, type RulesetData } from '../support/platform-state.ts';
import { consumerName, workflowPath } from './consumer.ts';
import { workflowToken } from './run-workflow.ts';
import { expectScenario, type Scenario } from './scenario.ts';
import { calledWorkflow, suiteName } from './suite.ts';
import { findTools, type Tools } from './tools.ts';
import { workflowText } from './workflows.ts';

/* scheduled-audit.yml as another repository calls it: one repository by the token of an administrator, and what that saw is left. */

let tools: Tools;
beforeAll(() => {
  tools = findTools();
}, 600_000);

const adminToken = 'token-of-the-administrator-0123456789';
const workflow = (on: object = { schedule: [{ cron: '17 5 * * *' }] }): string =>
  workflowText(
    {
      audit: {
        uses: calledWorkflow('scheduled-audit'),
        permissions: { actions: 'read', contents: 'read' },
        secrets: { 'admin-token': '${{ secrets.ADMINISTRATION_TOKEN }}' },
      },
    },
    on,
  );
const ruleset: RulesetData = {
  ...{ id: 7, name: 'main', include: ['~DEFAULT_BRANCH'] },
  rules: [
    { type: 'deletion' },
    { type: 'non_fast_forward' },
    {
      type: 'pull_request',
      parameters: {
        required_approving_review_count: 1,
        dismiss_stale_reviews_on_push: true,
        require_code_owner_review: false,
        require_last_push_approval: false,
        required_review_thread_resolution: true,
        allowed_merge_methods: ['squash'],
      },
    },
    {
      type: 'required_status_checks',
      parameters: {
        strict_required_status_checks_policy: false,
        do_not_enforce_on_create: false,
        required_status_checks: [{ context: 'contracts', integration_id: 15368 }],
      },
    },
  ],
};
const nobodyElse = { pattern: '~DEFAULT_BRANCH', preset: 'baseline', 'bypass-actors': { exactly: [] } };
const base = {
  '.github/release-governance.yml': JSON.stringify({
    version: 1,
    'branch-protection': { policy: { repository: { branches: [nobodyElse] } } },
    'required-checks': {},
  }),
  // What the rules require comes from here.
  '.github/workflows/contracts.yml': workflowText({ contracts: { steps: [{ run: 'true' }] } }, ['pull_request']),
};

/** The repository as the administrator and the workflow see it; without the first, only the second. */
function seen(rules: RulesetData, admin: boolean): Partial<Scenario> {
  const repository: RepositoryData = {
    name: consumerName,
    rulesets: [rules],
    workflows: [workflowPath, '.github/workflows/contracts.yml'].map((path, index) => ({
      ...{ id: index + 1, name: path, path, state: 'active' },
    })),
  };
  const [login = ''] = consumerName.split('/');
  return {
    secrets: admin ? { ADMINISTRATION_TOKEN: adminToken } : {},
    readers: [adminToken],
    protection: repository,
    api: {
      ...platformRoutes({
        organisations: [{ login, repositories: [repository] }],
        tokens: {
          [adminToken]: accessOf.administrationWrite(consumerName),
          [workflowToken]: accessOf.workflow(consumerName),
        },
      }),
      // The names of the jobs that come from a called workflow are in its file.
      [`GET /repos/${suiteName}/contents/.github/workflows/scheduled-audit.yml`]: {
        raw: readFileSync(join(root, '.github/workflows/scheduled-audit.yml'), 'utf8'),
      },
    },
  };
}

const names = {
  protection: 'governance-branch-protection-branch-protection-1',
  checks: 'governance-required-checks-required-checks-1',
};
const firstLine = { passed: '## ✅ PASSED', failed: '## ❌ FAILED', unverified: '## ❓ NOT VERIFIED' } as const;
type Verdict = keyof typeof firstLine;
const judged = (protection: Verdict, checks: Verdict): Scenario['expect'] => {
  const job = (status: Verdict, title: string): Scenario['expect']['jobs'][string] => ({
    conclusion: status === 'passed' ? 'success' : 'failure',
    summary: `${firstLine[status]} · ${title}`,
  });
  return {
    jobs: {
      'audit / branch-protection': job(protection, 'Branch, tag and push protection'),
      'audit / required-checks': job(checks, 'Required checks'),
    },
    artifacts: { [names.protection]: protection as Report['status'], [names.checks]: checks as Report['status'] },
  };
};

const scenarios: Record<string, Scenario> = {
  'green: what an administrator sees is what the policy asks': {
    ...{ workflow: workflow(), event: 'schedule', base },
    ...seen(ruleset, true),
    expect: judged('passed', 'passed'),
    also: (_run, reports) =>
      expect(reports[names.protection]?.data).toMatchObject({ credential: 'administration-write' }),
  },
  'red: the ruleset is switched off': {
    ...{ workflow: workflow(), event: 'schedule', base },
    ...seen({ ...ruleset, enforcement: 'disabled' }, true),
    expect: judged('failed', 'failed'),
  },
  'unverified: without the token nobody sees who may go around the ruleset': {
    ...{ workflow: workflow(), event: 'schedule', base },
    ...seen(ruleset, false),
    expect: judged('unverified', 'passed'),
  },
  'a pull request, for which it is not made: the token is not used': {
    ...{ workflow: workflow(['pull_request']), event: 'pull_request', base },
    secrets: { ADMINISTRATION_TOKEN: adminToken },
    expect: {
      jobs: {
        'audit / branch-protection': { conclusion: 'failure', summary: '', exits: [1] },
        'audit / required-checks': { conclusion: 'failure', summary: '', exits: [1] },
      },
      artifacts: {},
    },
    also: ({ requests }) => expect(JSON.stringify(requests)).not.toContain(adminToken),
  },
};

describe('scheduled-audit.yml', () => {
  test.each(Object.entries(scenarios))('%s', async (_name, scenario) => {
    await expectScenario(tools, scenario);
  });
});
