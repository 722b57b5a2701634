import { beforeAll, describe, test } from '@jest/globals';
import type { Report } from '../../shared/core/report.ts';
import { consumerFiles, contractEntry, contractFiles, paths } from '../support/contract-files.ts';
import { expectScenario, type Scenario } from './scenario.ts';
import { calledWorkflow } from './suite.ts';
import { findTools, type Tools } from './tools.ts';
import { tells, workflowText } from './workflows.ts';

/* governance.yml as another repository calls it: the controls of a change, and the decision whatever became of them. */

let tools: Tools;
beforeAll(() => {
  tools = findTools();
}, 600_000);

const permissions = { actions: 'read', checks: 'read', contents: 'read', 'pull-requests': 'read' };
const told = tells('governance', ['decision', 'status', 'report']);
const on = ['pull_request', 'pull_request_target', 'merge_group', 'push', 'schedule'];
const called = {
  workflow: workflowText({ governance: { uses: calledWorkflow('governance'), permissions }, told }, on),
  // As it checks out.
  history: 'all',
} as const;
const groups = [{ id: 'together', 'all-of': [paths.pin, paths.matrix] }];
const config = { 'atomic-change': { groups }, 'executive-summary': {} };
const blocked = { [paths.matrix]: contractFiles({ status: 'Blocked' })[paths.matrix] ?? '' };
const unasked = { ...contractEntry, remote: { mode: 'required', path: 'contracts/manifest.json' } };

const artifact = (name: string): string => `governance-${name}-contracts-1`;
const decided = 'governance-executive-summary-decision-1';
const left = (
  pin: Report['status'],
  together: Report['status'],
  decision: Report['status'],
): Scenario['expect']['artifacts'] => ({
  [artifact('manifest-sync')]: pin,
  [artifact('atomic-change')]: together,
  [artifact('contract-change')]: 'not-applicable',
  [artifact('cutover-gate')]: 'not-applicable',
  [decided]: decision,
});
const jobs = (
  contracts: Scenario['expect']['jobs'][string],
  decision: Scenario['expect']['jobs'][string],
  outputs?: Readonly<Record<string, string>>,
): Scenario['expect']['jobs'] => ({
  'governance / contracts': contracts,
  'governance / decision': decision,
  // This runner starts nothing after a call that failed.
  ...(outputs === undefined ? {} : { told: { conclusion: 'success', outputs } }),
});

const scenarios: Record<string, Scenario> = {
  'green: what is asked for was measured, and the caller is told the decision and where it lies': {
    ...called,
    base: consumerFiles({}, config),
    expect: {
      jobs: jobs(
        { conclusion: 'success', summary: '# ✅ PASSED · Contract governance', errors: [] },
        { conclusion: 'success', errors: [] },
        { decision: 'go', status: 'passed', report: decided },
      ),
      artifacts: left('passed', 'passed', 'passed'),
    },
  },
  'red: a control that fails is a no-go': {
    ...called,
    base: consumerFiles({}, config),
    head: blocked,
    expect: {
      jobs: jobs({ conclusion: 'failure', summary: '# ❌ FAILED · Contract governance' }, { conclusion: 'failure' }),
      artifacts: left('failed', 'failed', 'failed'),
    },
  },
  'unverified: a control that could not look is a no-go, in the merge queue too': {
    ...called,
    event: 'merge_group',
    base: consumerFiles({}, { ...config, contracts: [unasked] }),
    expect: {
      jobs: jobs(
        { conclusion: 'failure', summary: '# ❓ NOT VERIFIED · Contract governance' },
        { conclusion: 'failure' },
      ),
      artifacts: left('unverified', 'passed', 'failed'),
    },
  },
  'an event for which it is not made: nothing is judged, and it is no-go': {
    ...called,
    event: 'pull_request_target',
    base: consumerFiles({}, config),
    expect: {
      jobs: jobs(
        { conclusion: 'failure', summary: '', exits: [1] },
        { conclusion: 'failure', summary: '', exits: [1] },
      ),
      artifacts: {},
    },
  },
};

describe('governance.yml', () => {
  test.each(Object.entries(scenarios))('%s', async (_name, scenario) => {
    await expectScenario(tools, scenario);
  });
});
