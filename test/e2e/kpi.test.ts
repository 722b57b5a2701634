import { beforeAll, describe, expect, test } from '@jest/globals';
import type { ExecutiveSummary } from '../../shared/core/executive-summary.ts';
import type { Routes } from '../support/github-server.ts';
import { ordersSet } from '../support/kpi-files.ts';
import { expectScenario, type Scenario } from './scenario.ts';
import { findTools, type Tools } from './tools.ts';
import { after, checkout, control, forEach, type Job, workflowText } from './workflows.ts';

/* Runs of a harness in a matrix, each with its report; a gate over their artifacts; one decision at the end. */

let tools: Tools;
beforeAll(() => {
  tools = findTools();
}, 600_000);

/** A harness: each leg measures the checked-out commit, an hour after the one before. */
function harness(change = ''): string {
  return `import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
const [part] = process.argv.slice(2);
const commit = execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
let start = Date.now() - (part === 'a' ? 3 : 2) * 3600_000;
let seed = part;
${change}
const noise = (index) => Number.parseInt(createHash('sha256').update(seed + index).digest('hex').slice(0, 8), 16) / 2 ** 32;
const rows = Array.from({ length: 200 }, (_, index) => ({
  id: part + '-' + index,
  at: new Date(start + index * 1000 + Math.floor(noise(index) * 400)).toISOString(),
  case: index % 2 === 0 ? 'buy' : 'return',
  ok: true,
  ms: 100 + Math.floor(noise(index) * 60_000) / 1000,
  commit,
  model: 'harbour-1',
}));
mkdirSync('kpi', { recursive: true });
writeFileSync('kpi/rows.ndjson', rows.map((row) => JSON.stringify(row) + '\\n').join(''));
`;
}

const measured = control('kpi-report', { 'artifact-key': '${{ matrix.part }}' });
const measure: Job = forEach(['a', 'b'], {
  ...measured,
  steps: [checkout, { run: 'node measure.mjs ${{ matrix.part }}' }, ...measured.steps.slice(1)],
});
const gate: Job = { ...control('kpi-gate'), needs: ['kpi'], if: 'always()' };
const jobs: Record<string, Job> = { kpi: measure, gate };
const workflow = workflowText({ ...jobs, decision: after(jobs, control('executive-summary')) });
const config = {
  'kpi-sets': [ordersSet],
  'kpi-report': { set: 'orders', rows: ['kpi/*.ndjson'], evaluate: 'point' },
  'kpi-gate': { set: 'orders', harness: { workflow: 'governance.yml' } },
  'executive-summary': { legs: { 'kpi-report': ['a', 'b'] } },
};
const base = (change?: string): Record<string, string> => ({
  '.github/release-governance.yml': JSON.stringify({ version: 1, ...config }),
  'measure.mjs': harness(change),
});

/** The platform's list of the runs of the workflow: this one, and others that the test adds. */
function runsOf(others: readonly object[] = []): Routes {
  return {
    'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs': ({ query }) => {
      const head_sha = query['head_sha'] ?? '';
      const own = { id: 101, run_attempt: 1, status: 'in_progress', created_at: '2026-11-20T09:00:00Z', head_sha };
      const runs = [own, ...others.map((run) => ({ ...own, status: 'completed', ...run }))];
      return { body: { total_count: runs.length, workflow_runs: runs } };
    },
  };
}

const names = {
  a: 'governance-kpi-report-kpi-a-1',
  b: 'governance-kpi-report-kpi-b-1',
  gate: 'governance-kpi-gate-gate-1',
  decision: 'governance-executive-summary-decision-1',
};
const measuredBoth = { 'kpi (a)': { conclusion: 'success' }, 'kpi (b)': { conclusion: 'success' } } as const;

function decisionIn(reports: Readonly<Record<string, { data?: unknown }>>): ExecutiveSummary {
  return reports[names.decision]?.data as ExecutiveSummary;
}

const scenarios: Record<string, Scenario> = {
  'two runs, a gate that computes them again, and a decision: go': {
    workflow,
    base: base(),
    api: runsOf(),
    expect: {
      jobs: {
        ...measuredBoth,
        gate: { conclusion: 'success', outputs: { status: 'passed', runs: '2' } },
        decision: { conclusion: 'success', outputs: { decision: 'go' } },
      },
      artifacts: { [names.a]: 'passed', [names.b]: 'passed', [names.gate]: 'passed', [names.decision]: 'passed' },
    },
    also({ artifacts }) {
      expect(artifacts.map(({ name }) => name)).toContain(names.gate);
    },
  },
  'one run is a copy of the other with other ids and times: no-go': {
    workflow,
    base: base("seed = 'a';"),
    api: runsOf(),
    expect: {
      jobs: {
        ...measuredBoth,
        gate: { conclusion: 'failure', exits: [1], outputs: { status: 'failed' } },
        decision: { conclusion: 'failure', outputs: { decision: 'no-go' } },
      },
      artifacts: { [names.a]: 'passed', [names.b]: 'passed', [names.gate]: 'failed', [names.decision]: 'failed' },
    },
    also: (_run, reports) =>
      expect(reports[names.gate]?.results).toContainEqual(
        expect.objectContaining({ rule: 'kpi-gate/distinct', status: 'failed' }),
      ),
  },
  'a target that is missed in one run: no-go': {
    workflow,
    base: base(),
    head: { 'measure.mjs': harness().replace('ok: true', "ok: part === 'a' || index % 4 > 0") },
    api: runsOf(),
    expect: {
      jobs: {
        'kpi (a)': { conclusion: 'success' },
        'kpi (b)': { conclusion: 'failure', exits: [1] },
        gate: { conclusion: 'failure', exits: [1] },
        decision: { conclusion: 'failure', outputs: { decision: 'no-go' } },
      },
      artifacts: { [names.a]: 'passed', [names.b]: 'failed', [names.gate]: 'failed', [names.decision]: 'failed' },
    },
    also: (_run, reports) => expect(decisionIn(reports).firstFailing?.control).toBe('kpi-gate'),
  },
  'the artifact of one leg is gone: not verified, no-go': {
    workflow,
    base: base(),
    api: runsOf(),
    artifacts: (all) => all.filter(({ name }) => name !== names.b),
    expect: {
      jobs: {
        ...measuredBoth,
        gate: { conclusion: 'failure', exits: [3], outputs: { status: 'unverified' } },
        decision: { conclusion: 'failure', outputs: { decision: 'no-go' } },
      },
      artifacts: { [names.a]: 'passed', [names.b]: 'passed', [names.gate]: 'unverified', [names.decision]: 'failed' },
    },
    also: (_run, reports) =>
      expect(
        reports[names.gate]?.results.filter(({ status }) => status === 'unverified').map(({ rule }) => rule),
      ).toEqual(expect.arrayContaining(['kpi-gate/enough-runs', 'kpi-gate/complete'])),
  },
  'rows that are committed do not pass for measured ones': {
    workflow: workflowText({
      kpi: { ...measure, steps: [checkout, ...measured.steps.slice(1)] },
      gate,
      decision: after(jobs, control('executive-summary')),
    }),
    baseWorkflow: workflow,
    base: base(),
    head: { 'kpi/rows.ndjson': '{"id":"a"}\n' },
    api: runsOf(),
    expect: {
      jobs: {
        'kpi (a)': { conclusion: 'failure' },
        'kpi (b)': { conclusion: 'failure' },
        gate: { conclusion: 'failure' },
        decision: { conclusion: 'failure', outputs: { decision: 'no-go' } },
      },
      artifacts: {
        [names.a]: 'unverified',
        [names.b]: 'unverified',
        [names.gate]: 'failed',
        [names.decision]: 'failed',
      },
    },
  },
};

describe('kpi-report and kpi-gate under a real runner', () => {
  test.each(Object.entries(scenarios))('%s', async (_name, scenario) => {
    await expectScenario(tools, scenario);
  });
});
