import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Report } from '../../shared/core/report.ts';
import { consumerName } from './consumer.ts';
import { expectScenario, type Scenario } from './scenario.ts';
import { calledWorkflow } from './suite.ts';
import { findTools, type Tools } from './tools.ts';
import { tells, workflowText } from './workflows.ts';

/* release.yml as another repository calls it: what proves the candidate, the decision, and who let it go. */

let tools: Tools;
beforeAll(() => {
  tools = findTools();
}, 600_000);

const permissions = { actions: 'read', checks: 'read', contents: 'read', 'pull-requests': 'read' };
const on = ['pull_request', 'push', 'workflow_dispatch'];
const calling = (given: Readonly<Record<string, string>> = {}): string =>
  workflowText(
    {
      release: { uses: calledWorkflow('release'), permissions, with: given },
      told: tells('release', ['decision', 'status', 'report']),
    },
    on,
  );
const candidate = (command: readonly string[]): Pick<Scenario, 'event' | 'history' | 'base'> => ({
  event: 'push',
  history: 'all',
  base: {
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
    }),
  },
});
const artifact = (name: string): string => `governance-${name}-gate-1`;
const left = (
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
const approvals = `GET /repos/${consumerName}/actions/runs/101/approvals`;
const approved = [
  { state: 'approved', environments: [{ name: 'production' }], user: { login: 'carol', type: 'User' } },
];

const scenarios: Record<string, Scenario> = {
  'green: the candidate is proved, and somebody approved': {
    ...candidate(['git', 'diff', '--exit-code', 'HEAD']),
    workflow: calling({ environment: 'production' }),
    api: { [approvals]: { body: approved } },
    expect: {
      jobs: {
        'release / gate': { conclusion: 'success', summary: '# ✅ GO · Release gate', errors: [] },
        'release / approval': { conclusion: 'success' },
        told: {
          conclusion: 'success',
          outputs: { decision: 'go', status: 'passed', report: artifact('executive-summary') },
        },
      },
      artifacts: left('passed', 'passed', 'passed'),
    },
  },
  'red: a verification that fails is a no-go, and nobody is asked': {
    ...candidate(['git', 'cat-file', '-e', 'HEAD:nothing']),
    workflow: calling({ environment: 'production' }),
    expect: {
      jobs: {
        'release / gate': { conclusion: 'failure', summary: '# ❌ NO-GO · Release gate' },
        'release / approval': { conclusion: 'skipped' },
      },
      artifacts: left('failed', 'failed', 'failed'),
    },
  },
  'unverified: what cannot be run is a no-go, by hand too': {
    ...candidate(['no-such-command']),
    event: 'workflow_dispatch',
    workflow: calling(),
    expect: {
      jobs: {
        'release / gate': { conclusion: 'failure', summary: '# ❌ NO-GO · Release gate' },
        'release / approval': { conclusion: 'skipped' },
      },
      artifacts: left('unverified', 'unverified', 'failed'),
    },
    also: (_run, reports) =>
      expect(reports[artifact('verification')]?.results).toContainEqual(
        expect.objectContaining({ status: 'unverified', because: expect.objectContaining({ code: 'NO_DATA' }) }),
      ),
  },
  'a pull request, for which it is not made: nothing is judged': {
    ...candidate(['git', 'diff', '--exit-code', 'HEAD']),
    event: 'pull_request',
    workflow: calling(),
    expect: {
      jobs: {
        'release / gate': { conclusion: 'failure', summary: '', exits: [1] },
        'release / approval': { conclusion: 'skipped' },
      },
      artifacts: {},
    },
  },
};

describe('release.yml', () => {
  test.each(Object.entries(scenarios))('%s', async (_name, scenario) => {
    await expectScenario(tools, scenario);
  });
});
