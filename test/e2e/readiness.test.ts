import { beforeAll, describe, expect, test } from '@jest/globals';
import type { ReadinessData } from '../../actions/readiness/data.ts';
import type { Report } from '../../shared/core/report.ts';
import { consumerFiles } from '../support/contract-files.ts';
import { checksReport } from '../support/readiness.ts';
import { zipFile } from '../support/zip-file.ts';
import type { Offer } from './artifact-service.ts';
import { expectScenario, type Scenario } from './scenario.ts';
import { findTools, type Tools } from './tools.ts';
import { after, control, type Job, workflowText } from './workflows.ts';

/* A control, a job of somebody else that leaves a report, readiness over both, and one decision at the end. */

let tools: Tools;
beforeAll(() => {
  tools = findTools();
}, 600_000);

const canary: Job = { steps: [{ run: 'echo measured' }] };
const jobs: Record<string, Job> = { contracts: control('manifest-sync'), canary };
const readiness = control('readiness', { needs: '${{ toJson(needs) }}' });

function workflowOf(first: Readonly<Record<string, Job>>): string {
  const gate = after(first, readiness);
  const all = { ...first, readiness: gate };
  return workflowText({ ...all, decision: after(all, control('executive-summary')) });
}

const base = consumerFiles(
  {},
  {
    readiness: {
      jobs: [{ id: 'canary', job: 'canary' }],
      reports: [
        { id: 'pin', control: 'manifest-sync' },
        {
          id: 'canary-report',
          artifact: 'canary-report',
          path: 'canary_report.json',
          contract: 'canary_v1',
          job: 'canary',
        },
      ],
    },
    'executive-summary': {},
  },
);

/** What the platform lists besides what was uploaded: the report of the other job. */
const withReport =
  (report: object): Offer =>
  (uploaded) => [
    ...uploaded,
    {
      id: 900,
      name: 'canary-report',
      digest: null,
      createdAt: new Date().toISOString(),
      zip: zipFile([{ name: 'canary_report.json', content: JSON.stringify(report) }]),
    },
  ];
const { generated_at: _at, ...sound } = checksReport('canary_v1');

const names = {
  contracts: 'governance-manifest-sync-contracts-1',
  readiness: 'governance-readiness-readiness-1',
  decision: 'governance-executive-summary-decision-1',
};
const succeeded = { contracts: { conclusion: 'success' }, canary: { conclusion: 'success' } } as const;
const stopped = {
  readiness: { conclusion: 'failure', exits: [1], outputs: { status: 'failed', ready: 'false' } },
  decision: { conclusion: 'failure', exits: [1], outputs: { decision: 'no-go', 'first-failing': 'readiness' } },
} as const;
const red = { [names.contracts]: 'passed', [names.readiness]: 'failed', [names.decision]: 'failed' } as const;

const failures = (reports: Readonly<Record<string, Report>>): string[] =>
  (reports[names.readiness]?.results ?? [])
    .filter(({ status }) => status === 'failed')
    .map(({ rule, about }) => [rule, ...about].join(' '));

const scenarios: Record<string, Scenario> = {
  'everything happened: go': {
    workflow: workflowOf(jobs),
    base,
    history: 'all',
    artifacts: withReport(sound),
    expect: {
      jobs: {
        ...succeeded,
        readiness: {
          conclusion: 'success',
          errors: [],
          outputs: { status: 'passed', ready: 'true', 'first-missing': '' },
        },
        decision: { conclusion: 'success', outputs: { decision: 'go' } },
      },
      artifacts: { [names.contracts]: 'passed', [names.readiness]: 'passed', [names.decision]: 'passed' },
    },
    also(_run, reports) {
      const data = reports[names.readiness]?.data as ReadinessData;
      expect(data.jobs.map(({ id, attempts }) => [id, attempts.map(({ conclusion }) => conclusion)])).toEqual([
        ['canary', ['success']],
      ]);
    },
  },
  'a job that was left out: no-go, named first': {
    workflow: workflowOf({ contracts: control('manifest-sync') }),
    baseWorkflow: workflowOf(jobs),
    base,
    history: 'all',
    artifacts: withReport(sound),
    expect: {
      jobs: { contracts: { conclusion: 'success' }, ...stopped },
      artifacts: red,
    },
    also: (_run, reports) =>
      expect(failures(reports)).toEqual(['readiness/job-ended canary', 'readiness/report-bound canary-report']),
  },
  'a job that may fail, and needs that calls it a success: no-go': {
    workflow: workflowOf({ ...jobs, canary: { steps: [{ run: 'exit 1' }], 'continue-on-error': true } }),
    base,
    history: 'all',
    artifacts: withReport(sound),
    jobs: (all) => all.map((job) => (job.name === 'canary' ? { ...job, conclusion: 'failure' as const } : job)),
    expect: {
      jobs: { contracts: { conclusion: 'success' }, canary: { conclusion: 'failure' }, ...stopped },
      artifacts: red,
    },
    also: (_run, reports) => expect(failures(reports)).toContain('readiness/job-ended canary'),
  },
  'a report that is missing: no-go, named first': {
    workflow: workflowOf(jobs),
    base,
    history: 'all',
    expect: { jobs: { ...succeeded, ...stopped }, artifacts: red },
    also: (_run, reports) => expect(failures(reports)).toEqual(['readiness/report-present canary-report']),
  },
  'a token that may not read check runs: not verified, with the permission': {
    workflow: workflowOf(jobs),
    base,
    history: 'all',
    grants: ['contents', 'actions', 'pull-requests'],
    artifacts: withReport(sound),
    expect: {
      jobs: {
        ...succeeded,
        readiness: { conclusion: 'failure', exits: [3], outputs: { status: 'unverified' } },
        decision: { conclusion: 'failure', outputs: { decision: 'no-go' } },
      },
      artifacts: { [names.contracts]: 'passed', [names.readiness]: 'unverified', [names.decision]: 'failed' },
    },
    also: (_run, reports) => expect(JSON.stringify(reports[names.readiness])).toContain('checks: read'),
  },
};

describe('readiness under act', () => {
  test.each(Object.entries(scenarios))('%s', async (_name, scenario) => expectScenario(tools, scenario));
});
