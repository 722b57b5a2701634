import { beforeAll, describe, expect, test } from '@jest/globals';
import { consumerFiles, contractFiles, paths } from '../support/contract-files.ts';
import { forbidden } from '../support/github-routes.ts';
import type { RouteHandler, Routes } from '../support/github-server.ts';
import { bot, incidentText, type PlayedIssue, playedIssue, said, shown, written } from '../support/incidents.ts';
import { type Consumer, consumerName, type Files, workflowPath } from './consumer.ts';
import { workflowToken } from './run-workflow.ts';
import { expectScenario, type Scenario } from './scenario.ts';
import { findTools, type Tools } from './tools.ts';
import { after, control, type Job, workflowText } from './workflows.ts';

/* A workflow of the default branch that keeps its incident behind the decision. */

let tools: Tools;
beforeAll(() => {
  tools = findTools();
}, 600_000);

const root = `/repos/${consumerName}`;

/** What the platform says of the run, and issues that the workflow's token may write. */
function played(event: string, issues: PlayedIssue[], denied = false): NonNullable<Scenario['api']> {
  return (made: Consumer): Routes => {
    const body = {
      ...{
        id: 101,
        run_attempt: 1,
        event,
        head_branch: 'main',
        head_sha: made.headSha,
        status: 'in_progress',
        conclusion: null,
      },
      ...{ path: workflowPath, html_url: `https://github.com/${consumerName}/actions/runs/101` },
      head_repository: { full_name: consumerName },
    };
    const guarded = (answer: RouteHandler): { optional: true; answer: RouteHandler } => ({
      optional: true,
      answer: (request) =>
        request.token !== workflowToken || denied ? forbidden('integration', 'issues=write') : answer(request),
    });
    const write = (route: string): { optional: true; answer: RouteHandler } =>
      guarded((request) => ({
        status: route.startsWith('POST') ? 201 : 200,
        body: written(
          issues,
          bot,
          route,
          request.parameters['issue_number'],
          JSON.parse(request.body) as Record<string, unknown>,
        ),
      }));
    const issue = `${root}/issues/{issue_number}`;
    return {
      [`GET ${root}/actions/runs/{run_id}`]: { optional: true, answer: () => ({ body }) },
      [`GET ${root}/actions/workflows/{workflow_id}/runs`]: {
        optional: true,
        answer: () => ({ body: { total_count: 1, workflow_runs: [body] } }),
      },
      [`GET ${root}/issues`]: guarded(() => ({ body: issues.filter(({ state }) => state === 'open').map(shown) })),
      [`GET ${issue}/comments`]: guarded(() => ({ body: issues[0]?.comments ?? [] })),
      [`POST ${root}/issues`]: write(`POST ${root}/issues`),
      [`PATCH ${issue}`]: write(`PATCH ${issue}`),
      [`POST ${issue}/comments`]: write(`POST ${issue}/comments`),
    };
  };
}

const judged: Record<string, Job> = { contracts: control('manifest-sync') };
const decided: Record<string, Job> = { ...judged, decision: after(judged, control('executive-summary')) };
const workflow = (given: Record<string, string> = { apply: 'true' }): string =>
  workflowText({ ...decided, incident: after(decided, control('track-incident', given)) });
const base: Files = consumerFiles({}, { 'track-incident': { labels: ['incident'] }, 'executive-summary': {} });
const blocked = { [paths.matrix]: contractFiles({ status: 'Blocked' })[paths.matrix] ?? '' };
const name = (of: string, job: string): string => `governance-${of}-${job}-1`;
const artifacts = (word: 'passed' | 'failed', incident: 'passed' | 'failed' | 'unverified' | 'error') => ({
  [name('manifest-sync', 'contracts')]: word,
  [name('executive-summary', 'decision')]: word,
  [name('track-incident', 'incident')]: incident,
});
const red = {
  contracts: { conclusion: 'failure' },
  decision: { conclusion: 'failure', outputs: { decision: 'no-go' } },
} as const;
const green = {
  contracts: { conclusion: 'success' },
  decision: { conclusion: 'success', outputs: { decision: 'go' } },
} as const;

describe('track-incident under a real runner', () => {
  test('a push to the default branch that fails opens one issue', async () => {
    const issues: PlayedIssue[] = [];
    const outputs = {
      state: 'red',
      'first-failing': 'manifest-sync',
      applied: 'true',
      'issue-url': 'https://github.com/acme/desk/issues/5',
    };
    await expectScenario(tools, {
      workflow: workflow(),
      event: 'push',
      base,
      head: blocked,
      history: 'all',
      api: played('push', issues),
      expect: {
        jobs: { ...red, incident: { conclusion: 'success', outputs } },
        artifacts: artifacts('failed', 'passed'),
      },
      also({ consumer }) {
        expect(issues).toMatchObject([{ labels: ['incident'], state: 'open', user: bot }]);
        expect(issues[0]?.body).toContain('| First failing control | `manifest-sync` |');
        expect(issues[0]?.body).toContain(consumer.headSha);
      },
    });
  });

  test('a run that passes closes what is documented', async () => {
    const issues = [playedIssue({ body: incidentText(said) })];
    await expectScenario(tools, {
      workflow: workflow(),
      event: 'push',
      base,
      history: 'all',
      api: played('push', issues),
      expect: {
        jobs: { ...green, incident: { conclusion: 'success', outputs: { state: 'green', applied: 'true' } } },
        artifacts: artifacts('passed', 'passed'),
      },
      also() {
        expect(issues).toMatchObject([{ state: 'closed', comments: [{ user: bot }] }]);
      },
    });
  });

  test('without the permission it is not verified; on a pull request nothing is written', async () => {
    const issues: PlayedIssue[] = [];
    await expectScenario(tools, {
      workflow: workflow(),
      event: 'push',
      base,
      head: blocked,
      history: 'all',
      api: played('push', issues, true),
      expect: {
        jobs: { ...red, incident: { conclusion: 'failure', exits: [3] } },
        artifacts: artifacts('failed', 'unverified'),
      },
    });
    await expectScenario(tools, {
      workflow: workflow(),
      base,
      head: blocked,
      history: 'all',
      api: played('pull_request', issues),
      expect: {
        jobs: { ...red, incident: { conclusion: 'failure', exits: [1] } },
        artifacts: artifacts('failed', 'failed'),
      },
      also(_run, reports) {
        const rules = reports[name('track-incident', 'incident')]?.results.flatMap(({ rule, status }) =>
          status === 'failed' ? [rule] : [],
        );
        expect(rules).toEqual(['trust/acting-run', 'track-incident/run']);
      },
    });
    expect(issues).toEqual([]);
  });
});
