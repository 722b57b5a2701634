import { beforeAll, describe, expect, test } from '@jest/globals';
import { viewRepository } from '../../shared/domain/seen-repository/observe.ts';
import { writeSnapshot } from '../../shared/domain/seen-repository/snapshot.ts';
import { platformGitHub } from '../support/platform.ts';
import { accessOf, type RepositoryData, type RulesetData } from '../support/platform-state.ts';
import { consumerName } from './consumer.ts';
import { expectScenario, type Scenario } from './scenario.ts';
import { findTools, type Tools } from './tools.ts';
import { after, control, type Job, workflowText } from './workflows.ts';

/* The rules of the default branch, with nothing but the token of the workflow, and one decision at the end. */

let tools: Tools;
beforeAll(() => {
  tools = findTools();
}, 600_000);

const jobs: Record<string, Job> = { protection: control('branch-protection'), checks: control('required-checks') };
const workflow = workflowText({ ...jobs, decision: after(jobs, control('executive-summary')) });
const base = {
  '.github/release-governance.yml': JSON.stringify({
    version: 1,
    'branch-protection': {
      policy: {
        repository: {
          branches: [
            {
              pattern: '~DEFAULT_BRANCH',
              preset: 'baseline',
              checks: { required: [{ context: 'decision', app: 15368 }] },
            },
          ],
        },
      },
    },
    'required-checks': {},
    'executive-summary': {},
  }),
};

const pullRequest = {
  required_approving_review_count: 1,
  dismiss_stale_reviews_on_push: true,
  require_code_owner_review: false,
  require_last_push_approval: false,
  required_review_thread_resolution: true,
  allowed_merge_methods: ['squash'],
};
const main: RulesetData = {
  id: 7,
  name: 'main',
  include: ['~DEFAULT_BRANCH'],
  rules: [
    { type: 'deletion' },
    { type: 'non_fast_forward' },
    { type: 'pull_request', parameters: pullRequest },
    {
      type: 'required_status_checks',
      parameters: {
        strict_required_status_checks_policy: false,
        do_not_enforce_on_create: false,
        required_status_checks: [{ context: 'decision', integration_id: 15368 }],
      },
    },
  ],
};
const repository = (...rulesets: RulesetData[]): RepositoryData => ({
  name: consumerName,
  rulesets,
  workflows: [{ id: 1, name: 'governance', path: '.github/workflows/governance.yml', state: 'active' }],
});

const names = {
  protection: 'governance-branch-protection-protection-1',
  checks: 'governance-required-checks-checks-1',
  decision: 'governance-executive-summary-decision-1',
};

const scenarios: Record<string, Scenario> = {
  'an active ruleset asks for what the policy asks, and the decision is required: go': {
    workflow,
    base,
    protection: repository(main),
    expect: {
      jobs: {
        protection: { conclusion: 'success', outputs: { status: 'passed', drift: '0' } },
        checks: { conclusion: 'success', outputs: { status: 'passed' } },
        decision: { conclusion: 'success', outputs: { decision: 'go' } },
      },
      artifacts: { [names.protection]: 'passed', [names.checks]: 'passed', [names.decision]: 'passed' },
    },
  },
  'the same ruleset only evaluates: drift, and nothing is required: no-go': {
    workflow,
    base,
    protection: repository({ ...main, enforcement: 'evaluate' }),
    expect: {
      jobs: {
        protection: { conclusion: 'failure', outputs: { status: 'failed' } },
        checks: { conclusion: 'failure', outputs: { status: 'failed' } },
        decision: { conclusion: 'failure', outputs: { decision: 'no-go' } },
      },
      artifacts: { [names.protection]: 'failed', [names.checks]: 'failed', [names.decision]: 'failed' },
    },
    also: (_run, reports) =>
      expect(reports[names.protection]?.results.filter(({ status }) => status === 'failed')).toContainEqual(
        expect.objectContaining({ rule: 'branch-protection/protected' }),
      ),
  },
  'the change renames the job of the decision, which is required under its old name: no-go': {
    workflow: workflowText({ ...jobs, decision: { ...after(jobs, control('executive-summary')), name: 'all green' } }),
    baseWorkflow: workflow,
    base,
    protection: repository(main),
    expect: {
      jobs: {
        protection: { conclusion: 'success', outputs: { status: 'passed' } },
        checks: { conclusion: 'failure', outputs: { status: 'failed' } },
        'all green': { conclusion: 'failure', outputs: { decision: 'no-go' } },
      },
      artifacts: { [names.protection]: 'passed', [names.checks]: 'failed', [names.decision]: 'failed' },
    },
    also: (_run, reports) => expect(reports[names.decision]?.data).toMatchObject({ decision: 'no-go' }),
  },
};

const onMain = { pattern: '~DEFAULT_BRANCH', preset: 'baseline' };

/** What an administrator's credential saw of the default branch. */
async function snapshotOf(data: RepositoryData): Promise<string> {
  const [login = ''] = data.name.split('/');
  const state = {
    organisations: [{ login, repositories: [data] }],
    tokens: { admin: accessOf.administrationWrite(data.name) },
  };
  const observation = await viewRepository(platformGitHub(state, 'admin').github, data.name).observe('branch', 'main');
  return writeSnapshot({
    kind: 'release-governance/snapshot',
    version: 1,
    'taken-at': '2026-11-19T03:05:00Z',
    credential: 'administration-write',
    observations: [observation],
  });
}

/** Judged by a file of the base, with nothing asked of GitHub. */
async function offline(data: RepositoryData): Promise<Pick<Scenario, 'workflow' | 'base'>> {
  const section = { policy: { repository: { branches: [onMain] } }, snapshot: 'config/main.snapshot.json' };
  return {
    workflow: workflowText({ protection: control('branch-protection') }),
    base: {
      '.github/release-governance.yml': JSON.stringify({ version: 1, 'branch-protection': section }),
      'config/main.snapshot.json': await snapshotOf(data),
    },
  };
}

describe('branch-protection offline, from a snapshot, under a real runner', () => {
  test.each([
    ['what holds there is not verified', repository(main), 'unverified', 3],
    ['what fails there fails', repository({ ...main, enforcement: 'disabled' }), 'failed', 1],
  ] as const)('%s', async (_name, data, status, exit) => {
    await expectScenario(tools, {
      ...(await offline(data)),
      expect: {
        jobs: { protection: { conclusion: 'failure', exits: [exit], outputs: { status } } },
        artifacts: { [names.protection]: status },
      },
      also: ({ requests }) => expect(requests.filter(({ path }) => /rule|protection/.test(path))).toEqual([]),
    });
  });
});

/** The ruleset with other required checks. */
function requiring(context: string): RulesetData {
  const parameters = {
    strict_required_status_checks_policy: false,
    do_not_enforce_on_create: false,
    required_status_checks: [{ context, integration_id: 15368 }],
  };
  return { ...main, rules: [{ type: 'required_status_checks', parameters }] };
}

describe('required-checks offline, from a snapshot, under a real runner', () => {
  test.each([
    ['what is required there and made here is not verified', 'checks', 'unverified', 3],
    ['what is required there and made by nothing fails', 'gone', 'failed', 1],
  ] as const)('%s', async (_name, context, status, exit) => {
    await expectScenario(tools, {
      workflow: workflowText({ checks: control('required-checks') }),
      base: {
        '.github/release-governance.yml': JSON.stringify({
          version: 1,
          'required-checks': { snapshot: 'config/main.snapshot.json' },
        }),
        'config/main.snapshot.json': await snapshotOf(repository(requiring(context))),
      },
      expect: {
        jobs: { checks: { conclusion: 'failure', exits: [exit], outputs: { status, required: '' } } },
        artifacts: { [names.checks]: status },
      },
      also: ({ requests }) =>
        expect(requests.filter(({ path }) => /rule|protection|actions\/workflows/.test(path))).toEqual([]),
    });
  });
});

describe('branch-protection and required-checks under a real runner', () => {
  test.each(Object.entries(scenarios))('%s', async (_name, scenario) => {
    await expectScenario(tools, scenario);
  });
});
