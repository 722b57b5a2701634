import { beforeAll, describe, expect, test } from '@jest/globals';
import type { ExecutiveSummary } from '../../shared/core/executive-summary.ts';
import { consumerFiles, contractFiles, paths } from '../support/contract-files.ts';
import { workflowUsing } from '../support/documents.ts';
import { expectScenario, type Scenario } from './scenario.ts';
import { findTools, type Tools } from './tools.ts';
import { after, control, forEach, type Job, workflowText } from './workflows.ts';

/* Controls in jobs of their own and in a matrix, their reports up as artifacts and down again, one decision at the end. */

let tools: Tools;
beforeAll(() => {
  tools = findTools();
}, 600_000);

const summary = control('executive-summary');
const controls: Record<string, Job> = {
  contracts: control('manifest-sync'),
  legs: forEach(['linux', 'windows'], control('manifest-sync', { 'artifact-key': '${{ matrix.part }}' })),
  changes: control('atomic-change'),
};
const workflow = workflowText({ ...controls, decision: after(controls, summary) });
const config = {
  'executive-summary': {
    legs: { 'manifest-sync': ['linux', 'windows'] },
    jobs: ['contracts', 'legs', 'changes'],
    owners: { 'manifest-sync': '@harbour-example/contracts' },
  },
  'atomic-change': { groups: [{ id: 'trio', existing: [paths.pin, paths.mirror, paths.matrix] }] },
};
const base = consumerFiles({}, config);
const blocked = { [paths.matrix]: contractFiles({ status: 'Blocked' })[paths.matrix] ?? '' };

const go = '## ✅ GO';
const noGo = '## ❌ NO-GO';
const names = {
  contracts: 'governance-manifest-sync-contracts-1',
  linux: 'governance-manifest-sync-legs-linux-1',
  windows: 'governance-manifest-sync-legs-windows-1',
  changes: 'governance-atomic-change-changes-1',
  decision: 'governance-executive-summary-decision-1',
};
const passed = {
  [names.contracts]: 'passed',
  [names.linux]: 'passed',
  [names.windows]: 'passed',
  [names.changes]: 'passed',
} as const;
const succeeded = {
  contracts: { conclusion: 'success' },
  'legs (linux)': { conclusion: 'success' },
  'legs (windows)': { conclusion: 'success' },
  changes: { conclusion: 'success' },
} as const;

function decisionIn(reports: Readonly<Record<string, { data?: unknown }>>): ExecutiveSummary {
  return reports[names.decision]?.data as ExecutiveSummary;
}

const without = (id: string): Record<string, Job> =>
  Object.fromEntries(Object.entries(controls).filter(([name]) => name !== id));

const scenarios: Record<string, Scenario> = {
  'the workflow of the guide: go': {
    workflow: workflowUsing('executive-summary', '.github/guides/decision.md'),
    base: consumerFiles({}, { 'atomic-change': config['atomic-change'] }),
    history: 'all',
    expect: {
      jobs: {
        contracts: { conclusion: 'success' },
        changes: { conclusion: 'success' },
        decision: { conclusion: 'success', exits: [] },
      },
      artifacts: { [names.contracts]: 'passed', [names.changes]: 'passed', [names.decision]: 'passed' },
    },
  },
  'everything passed: go': {
    workflow,
    base,
    history: 'all',
    expect: {
      jobs: {
        ...succeeded,
        decision: { conclusion: 'success', outputs: { decision: 'go', 'first-failing': '' }, exits: [] },
      },
      artifacts: { ...passed, [names.decision]: 'passed' },
    },
    also({ jobs }, reports) {
      expect(jobs['decision']?.steps.map((step) => step.summary).join('')).toMatch(new RegExp(`^${go}`));
      expect(decisionIn(reports).reports.map(({ control: name, key, verdict }) => [name, key, verdict])).toEqual([
        ['atomic-change', undefined, 'go'],
        ['manifest-sync', undefined, 'go'],
        ['manifest-sync', 'linux', 'go'],
        ['manifest-sync', 'windows', 'go'],
      ]);
    },
  },
  'without a checkout in the last job: go by what the API says': {
    workflow: workflowText({ ...controls, decision: after(controls, { steps: summary.steps.slice(1) }) }),
    base,
    expect: {
      jobs: { ...succeeded, decision: { conclusion: 'success', outputs: { decision: 'go' } } },
      artifacts: { ...passed, [names.decision]: 'passed' },
    },
  },
  'one control failed: no-go, first its name and owner': {
    workflow,
    base,
    head: blocked,
    history: 'all',
    expect: {
      jobs: {
        contracts: { conclusion: 'failure' },
        'legs (linux)': { conclusion: 'failure' },
        'legs (windows)': { conclusion: 'failure' },
        changes: { conclusion: 'failure' },
        decision: { conclusion: 'failure', exits: [1], outputs: { decision: 'no-go' } },
      },
      artifacts: {
        [names.contracts]: 'failed',
        [names.linux]: 'failed',
        [names.windows]: 'failed',
        [names.changes]: 'failed',
        [names.decision]: 'failed',
      },
    },
    also({ jobs }) {
      const lines =
        jobs['decision']?.steps
          .map((step) => step.summary)
          .join('')
          .split('\n') ?? [];
      expect(lines[0]).toMatch(new RegExp(`^${noGo}`));
      expect(lines.slice(1, 4).join(' ')).toContain('First failing');
    },
  },
  'artifacts and jobs that the token may not read: no-go, with the permission': {
    workflow,
    base,
    history: 'all',
    grants: ['contents'],
    expect: {
      jobs: { ...succeeded, decision: { conclusion: 'failure', exits: [1], outputs: { decision: 'no-go' } } },
      artifacts: { ...passed, [names.decision]: 'failed' },
    },
    also: (_run, reports) => expect(JSON.stringify(decisionIn(reports).toGo)).toContain('actions: read'),
  },
  'a job taken out of the workflow: its reports are missing, and the gate was changed': {
    workflow: workflowText({ ...without('legs'), decision: after(without('legs'), summary) }),
    baseWorkflow: workflow,
    base,
    history: 'all',
    expect: {
      jobs: {
        contracts: { conclusion: 'success' },
        changes: { conclusion: 'success' },
        decision: { conclusion: 'failure', outputs: { decision: 'no-go' } },
      },
      artifacts: { [names.contracts]: 'passed', [names.changes]: 'passed', [names.decision]: 'failed' },
    },
    also(_run, reports) {
      const { reports: rows, checks } = decisionIn(reports);
      expect(rows.filter(({ state }) => state === 'missing').map(({ key }) => key)).toEqual(['linux', 'windows']);
      expect(checks.map(({ rule }) => rule)).toContain('executive-summary/gate-unchanged');
    },
  },
  'a job that is skipped by its condition: no-go': {
    workflow: workflowText({
      ...controls,
      contracts: { ...control('manifest-sync'), if: 'false' },
      decision: after(controls, summary),
    }),
    base,
    history: 'all',
    expect: {
      jobs: { ...succeeded, contracts: { conclusion: 'skipped' }, decision: { conclusion: 'failure' } },
      artifacts: Object.fromEntries(
        Object.entries({ ...passed, [names.decision]: 'failed' as const }).filter(([name]) => name !== names.contracts),
      ),
    },
    also: (_run, reports) =>
      expect(decisionIn(reports).checks).toContainEqual(
        expect.objectContaining({ rule: 'executive-summary/job-succeeded', about: ['contracts'], verdict: 'no-go' }),
      ),
  },
  'a summary that waits for nobody: no-go': {
    workflow: workflowText({ ...controls, decision: { ...summary, if: 'always()' } }),
    base,
    history: 'all',
    jobs: (all) => all.map((job) => (job.name === 'decision' ? job : { ...job, conclusion: null })),
    artifacts: () => [],
    expect: {
      jobs: { ...succeeded, decision: { conclusion: 'failure', outputs: { decision: 'no-go' } } },
      artifacts: { ...passed, [names.decision]: 'failed' },
    },
  },
  'an artifact of another commit under the right name: no-go': {
    workflow,
    base,
    history: 'all',
    artifacts: (all) =>
      all.map((each) => (each.name === names.contracts ? { ...each, headSha: 'e'.repeat(40), runId: 100 } : each)),
    expect: {
      jobs: { ...succeeded, decision: { conclusion: 'failure', outputs: { decision: 'no-go' } } },
      artifacts: { ...passed, [names.decision]: 'failed' },
    },
  },
};

describe('executive-summary under a real runner', () => {
  test.each(Object.entries(scenarios))('%s', async (_name, scenario) => {
    await expectScenario(tools, scenario);
  });
});
