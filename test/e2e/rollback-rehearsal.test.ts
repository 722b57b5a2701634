import { beforeAll, describe, expect, test } from '@jest/globals';
import { by } from '../support/contract-life.ts';
import { gitRepository } from '../support/git-repository.ts';
import { playedRepository } from '../support/played-github.ts';
import { playedRoutes } from '../support/played-routes.ts';
import type { Grant } from '../support/repository-api.ts';
import { type Consumer, consumerName, type Files } from './consumer.ts';
import { workflowToken } from './run-workflow.ts';
import { expectScenario } from './scenario.ts';
import { findTools, type Tools } from './tools.ts';
import { after, control, type Job, workflowText } from './workflows.ts';

/* A drill of two days ago, recorded in the base; its check after the rollback is measured by another job of the run. */

let tools: Tools;
beforeAll(() => {
  tools = findTools();
}, 600_000);

const now = Date.now();
/** So many minutes ago, as the platform writes it. */
const ago = (minutes: number): string => new Date(now - minutes * 60_000).toISOString().replace(/\.\d+/, '');
const days = 24 * 60;

const flags = 'config/flags.json';
const record = 'docs/drill.md';
const earlier: Files = {
  [flags]: '{"newRouter": true, "oldRouter": false}\n',
  '.github/release-governance.yml': JSON.stringify({
    version: 1,
    roles: { witness: ['pat'], operator: ['olive'] },
    verification: { verifications: [{ id: 'smoke', command: ['node', '--version'] }] },
    'rollback-rehearsal': {
      drills: [{ id: 'router', record }],
      active: [{ configuration: flags }],
      approvers: ['witness'],
      operators: ['operator'],
      objective: '15min',
      'maximum-age': '30d',
      environments: { staging: ['live'] },
      unaffected: ['.github/**', 'change.txt'],
      'post-checks': [{ name: 'Smoke', verification: 'smoke' }],
    },
    'executive-summary': {},
  }),
};

/** The commit that was rolled back: commits of the tests have one time, so that the same files are the same commit. */
function drilledCommit(): string {
  const repository = gitRepository();
  try {
    return repository.commit({ ...earlier }, 'earlier');
  } finally {
    repository.remove();
  }
}

const recordText = (commit: string): string => `# Drill

- Commit: ${commit}
- Start: ${ago(2 * days)}
- End: ${ago(2 * days - 12)}
- Operator: @olive
- Mode: live
- Environment: staging

| Flag | From | To | Before | After |
| --- | --- | --- | --- | --- |
| newRouter | true | false | the new router answers | the old router answers |

| Version | Tag | Expected | Result |
| --- | --- | --- | --- |
| N-1 | v1.0.0 | answers | passed |
| N | v1.1.0 | answers | passed |
| N+1 (simulated) | v1.2.0 | answers | passed |

## Steps

1. Freeze deployments.
2. Re-pin the router.
3. Re-check the answers.
4. Reopen deployments.

## Checks

- Smoke: passed
`;

const all: readonly Grant[] = ['contents', 'actions', 'pull-requests', 'checks'];
const verify: Record<string, Job> = { verify: control('verification') };
const judging: Record<string, Job> = { ...verify, drill: after(verify, control('rollback-rehearsal')) };
const workflow = workflowText({ ...judging, decision: after(judging, control('executive-summary')) });
const names = {
  verify: 'governance-verification-verify-1',
  drill: 'governance-rollback-rehearsal-drill-1',
  decision: 'governance-executive-summary-decision-1',
};

interface Case {
  head?: Files;
  grants?: readonly Grant[];
  drill: 'passed' | 'failed' | 'unverified';
  /** What is failed or unverified, by rule. */
  open: string[];
  uncovered?: string;
}

const cases: Record<string, Case> = {
  'a drill that covers what is on: go': { drill: 'passed', open: [] },
  'a change that switches on what nobody rolled back: no-go': {
    head: { [flags]: '{"newRouter": true, "oldRouter": true}\n' },
    drill: 'failed',
    open: ['covered', 'of-commit'],
    uncovered: 'oldRouter',
  },
  'without pull-requests: read nobody knows who approved the record: not verified, and all in it is a claim': {
    grants: ['contents', 'actions', 'checks'],
    drill: 'unverified',
    open: [
      'approved',
      'behaviour',
      'covered',
      'fresh',
      'mode',
      'objective',
      'of-commit',
      'operator',
      'outcome',
      'post-checks',
      'settings',
      'steps',
      'times',
      'versions',
    ],
  },
};

describe('rollback-rehearsal under act', () => {
  test.each(Object.entries(cases))('%s', async (_name, { head = {}, grants = all, drill, open, uncovered = '' }) => {
    const green = drill === 'passed';
    const exits = { passed: [], failed: [1], unverified: [3] }[drill];
    await expectScenario(tools, {
      workflow,
      earlier,
      base: { [record]: recordText(drilledCommit()) },
      head,
      history: 'all',
      grants,
      api: ({ origin, baseSha }: Consumer) => {
        const own = playedRepository(origin, consumerName);
        own.landed(5, baseSha, ago(days), by(ago(days + 60), 'pat'));
        return playedRoutes(consumerName, own, { token: workflowToken, grants, pulls: [5] });
      },
      expect: {
        jobs: {
          verify: { conclusion: 'success', outputs: { status: 'passed' } },
          drill: { conclusion: green ? 'success' : 'failure', exits, outputs: { status: drill, uncovered } },
          decision: {
            conclusion: green ? 'success' : 'failure',
            outputs: { decision: green ? 'go' : 'no-go' },
          },
        },
        artifacts: { [names.verify]: 'passed', [names.drill]: drill, [names.decision]: green ? 'passed' : 'failed' },
      },
      also(_run, reports) {
        const results = reports[names.drill]?.results ?? [];
        const bad = results.filter(({ status }) => status === drill && status !== 'passed');
        expect([...new Set(bad.map(({ rule }) => rule.replace('rollback-rehearsal/', '')))].sort()).toEqual(open);
      },
    });
  });
});
