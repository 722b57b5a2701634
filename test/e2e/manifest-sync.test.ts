import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { configText, consumerFiles, contractEntry, contractFiles, facts, paths } from '../support/contract-files.ts';
import { root } from '../support/dist.ts';
import { workflowUsing } from '../support/documents.ts';
import type { Routes } from '../support/github-server.ts';
import { expectScenario, type Scenario } from './scenario.ts';
import { findTools, type Tools } from './tools.ts';
import { control, forEach, workflowText } from './workflows.ts';

/* Workflow files run by act: the action as a consumer names it, the built files, artifacts that are really uploaded. */

let tools: Tools;
beforeAll(() => {
  tools = findTools();
}, 600_000);

const contracts = control('manifest-sync');
const workflow = workflowText({ contracts });

const passed = '## ✅ PASSED · Contract pin, mirror and matrix';
const failed = '## ❌ FAILED · Contract pin, mirror and matrix';
const unverified = '## ❓ NOT VERIFIED · Contract pin, mirror and matrix';

const artifact = 'governance-manifest-sync-contracts-1';
const blocked = { [paths.matrix]: contractFiles({ status: 'Blocked' })[paths.matrix] ?? '' };
const remote = { ...contractEntry, remote: { mode: 'required', path: 'contracts/manifest.json' } };
const producerToken = 'token-of-the-ledger-9876543210';

/** The producer's repository as its token sees it. */
function ledger(): Routes {
  const repo = '/repos/harbour-example/ledger';
  return {
    [`GET ${repo}`]: { body: { full_name: 'harbour-example/ledger', default_branch: 'main' } },
    [`GET ${repo}/git/ref/{+ref}`]: ({ parameters }) =>
      parameters['ref']?.startsWith('heads/') === true
        ? { status: 404, body: { message: 'Not Found' } }
        : { body: { object: { type: 'commit', sha: facts.commit } } },
    [`GET ${repo}/contents/{+path}`]: { raw: contractFiles()[paths.mirror] ?? '' },
    [`GET ${repo}/releases/tags/{tag}`]: { body: { tag_name: facts.tag, draft: false, prerelease: false } },
    [`GET ${repo}/releases/latest`]: { body: { tag_name: facts.tag, draft: false, prerelease: false } },
  };
}

function exampleFiles(): Record<string, Buffer> {
  const folder = join(root, 'examples/consumer');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  );
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(folder, path))]));
}

const scenarios: Record<string, Scenario> = {
  'the workflow of the README is green over the example': {
    workflow: workflowUsing('manifest-sync', 'README.md'),
    base: exampleFiles(),
    expect: { jobs: { contracts: { conclusion: 'success', summary: passed } }, artifacts: { [artifact]: 'passed' } },
  },
  'a pull request that keeps the contract is green, by the policy that the API gives of the base': {
    workflow,
    base: consumerFiles(),
    expect: {
      jobs: {
        contracts: {
          conclusion: 'success',
          summary: passed,
          exits: [],
          errors: [],
          outputs: { status: 'passed', failed: '0', unverified: '0' },
        },
      },
      artifacts: { [artifact]: 'passed' },
    },
    also({ consumer, requests }, reports) {
      expect(reports[artifact]).toMatchObject({
        subject: {
          repository: 'harbour-example/desk',
          event: 'pull_request',
          ref: 'refs/pull/7/merge',
          headSha: consumer.headSha,
          baseSha: consumer.baseSha,
          mergeSha: consumer.runSha,
          checkedOutSha: consumer.runSha,
          pullRequest: 7,
          job: 'contracts',
          runId: 101,
          attempt: 1,
          checkRunId: 5001,
        },
        policySource: { kind: 'base', ref: consumer.baseSha },
      });
      expect(requests.map(({ path, query }) => `${path}?ref=${query['ref']}`)).toContain(
        `/repos/harbour-example/desk/contents/${paths.config}?ref=${consumer.baseSha}`,
      );
    },
  },
  'the whole history needs no API': {
    workflow,
    base: consumerFiles(),
    history: 'all',
    grants: [],
    expect: { jobs: { contracts: { conclusion: 'success', summary: passed } }, artifacts: { [artifact]: 'passed' } },
    also: ({ requests }) => expect(requests).toEqual([]),
  },
  'a pull request that breaks it is red, with the line': {
    workflow,
    base: consumerFiles(),
    head: blocked,
    expect: {
      jobs: {
        contracts: {
          conclusion: 'failure',
          summary: failed,
          exits: [1],
          errors: ['manifest-sync/matrix-status failed'],
          outputs: { status: 'failed', failed: '1' },
        },
      },
      artifacts: { [artifact]: 'failed' },
    },
    also({ jobs }) {
      const [annotation] = jobs['contracts']?.steps.find(({ id }) => id === 'gate')?.annotations ?? [];
      expect(annotation?.properties).toMatchObject({ file: paths.matrix, line: '17' });
    },
  },
  'a push that breaks it is red': {
    workflow,
    event: 'push',
    base: consumerFiles(),
    head: blocked,
    expect: {
      jobs: { contracts: { conclusion: 'failure', summary: failed, exits: [1] } },
      artifacts: { [artifact]: 'failed' },
    },
    also: ({ consumer }, reports) =>
      expect(reports[artifact]?.subject).toMatchObject({ event: 'push', headSha: consumer.headSha }),
  },
  'a merge group that breaks it is red': {
    workflow,
    event: 'merge_group',
    base: consumerFiles(),
    head: blocked,
    expect: {
      jobs: { contracts: { conclusion: 'failure', summary: failed, exits: [1] } },
      artifacts: { [artifact]: 'failed' },
    },
    also: ({ consumer }, reports) =>
      expect(reports[artifact]?.subject).toMatchObject({ event: 'merge_group', headSha: consumer.headSha }),
  },
  'a change that turns off what fails the job stays red': {
    workflow: workflowText({ contracts: control('manifest-sync', { 'fail-on': 'never' }) }),
    baseWorkflow: workflow,
    base: consumerFiles(),
    head: { ...blocked, [paths.config]: configText({ 'fail-on': 'never' }) },
    expect: {
      jobs: {
        contracts: {
          conclusion: 'failure',
          summary: failed,
          exits: [1],
          errors: ['trust/policy-input failed', 'manifest-sync/matrix-status failed'],
        },
      },
      artifacts: { [artifact]: 'failed' },
    },
  },
  'a base that the token may not read is unverified, and red': {
    workflow,
    base: consumerFiles(),
    grants: ['actions'],
    expect: {
      jobs: {
        contracts: {
          conclusion: 'failure',
          summary: unverified,
          exits: [3],
          outputs: { status: 'unverified', passed: '0' },
        },
      },
      artifacts: { [artifact]: 'unverified' },
    },
    also: (_run, reports) =>
      expect(new Set(reports[artifact]?.results.map(({ because }) => because?.needs))).toEqual(
        new Set(['a checkout with fetch-depth: 0, or permissions: { contents: read }']),
      ),
  },
  'a producer that must be asked, without a token for it, is unverified, and red': {
    workflow,
    base: consumerFiles({}, { contracts: [remote] }),
    expect: {
      jobs: { contracts: { conclusion: 'failure', summary: unverified, exits: [3] } },
      artifacts: { [artifact]: 'unverified' },
    },
    also: (_run, reports) =>
      expect(reports[artifact]?.results.find(({ rule }) => rule === 'manifest-sync/remote-tag')).toMatchObject({
        status: 'unverified',
        because: { code: 'NO_CREDENTIAL' },
      }),
  },
  'with a token for it the producer is asked, and the token appears nowhere': {
    workflow: workflowText({
      contracts: control('manifest-sync', { 'producer-token': '${{ secrets.LEDGER_TOKEN }}' }),
    }),
    base: consumerFiles({}, { contracts: [remote] }),
    secrets: { LEDGER_TOKEN: producerToken },
    api: ledger(),
    expect: { jobs: { contracts: { conclusion: 'success', summary: passed } }, artifacts: { [artifact]: 'passed' } },
    also({ requests, jobs }, reports) {
      const asked = requests.filter(({ path }) => path.includes('/harbour-example/ledger'));
      expect(new Set(asked.map(({ token }) => token))).toEqual(new Set([producerToken]));
      const steps = jobs['contracts']?.steps ?? [];
      const shown = steps.flatMap(({ log, summary, outputs }) => [...log, summary, ...Object.values(outputs)]);
      expect([...shown, JSON.stringify(reports)].join('\n')).not.toContain(producerToken);
    },
  },
  'the legs of a matrix are told apart by their key': {
    workflow: workflowText({
      contracts: forEach(['ledger', 'quay'], control('manifest-sync', { 'artifact-key': '${{ matrix.part }}' })),
    }),
    base: consumerFiles(),
    attempt: 2,
    expect: {
      jobs: {
        'contracts (ledger)': { conclusion: 'success', summary: passed },
        'contracts (quay)': { conclusion: 'success', summary: passed },
      },
      artifacts: {
        'governance-manifest-sync-contracts-ledger-2': 'passed',
        'governance-manifest-sync-contracts-quay-2': 'passed',
      },
    },
    also: (_run, reports) =>
      expect(
        Object.values(reports).map(({ subject: { matrixKey, checkRunId, attempt } }) => [
          matrixKey,
          checkRunId,
          attempt,
        ]),
      ).toEqual([
        ['ledger', 5001, 2],
        ['quay', 5002, 2],
      ]),
  },
  'legs without a key cannot deliver two reports under one name: the second is red': {
    workflow: workflowText({ contracts: forEach(['ledger', 'quay'], contracts) }),
    base: consumerFiles(),
    expect: {
      jobs: {
        'contracts (ledger)': { conclusion: 'success', errors: [] },
        'contracts (quay)': { conclusion: 'failure', exits: [4], errors: ['manifest-sync: report not delivered'] },
      },
      artifacts: { [artifact]: 'passed' },
    },
    also({ jobs }) {
      const annotations = jobs['contracts (quay)']?.steps.flatMap((step) => step.annotations) ?? [];
      expect(annotations.map(({ message }) => message).join('')).toMatch(
        /already exists.*artifact-key must tell the legs apart/s,
      );
    },
  },
};

describe('manifest-sync under act', () => {
  test.each(Object.entries(scenarios))('%s', async (_name, scenario) => {
    await expectScenario(tools, scenario);
  });
});
