import { beforeAll, describe, expect, test } from '@jest/globals';
import { checkRun } from '../support/cutover.ts';
import type { Routes } from '../support/github-server.ts';
import {
  before,
  generated,
  ledgerTip,
  oldManifest,
  paths,
  producer,
  record,
  releaseFiles,
  verified,
  verifySection,
} from '../support/handoffs.ts';
import { producerPaths as p } from '../support/producer-files.ts';
import { headSha } from '../support/world.ts';
import { expectScenario, type Scenario } from './scenario.ts';
import { findTools, type Tools } from './tools.ts';
import { control, workflowText } from './workflows.ts';

/* A consumer verifies what a producer elsewhere handed over; the built files, under a real runner. */

let tools: Tools;
let handed: Awaited<ReturnType<typeof generated>>;
beforeAll(async () => {
  tools = findTools();
  // The results that it hands over must not be old when the runner looks at them.
  const started = `${new Date(Date.now() - 3_600_000).toISOString().slice(0, 19)}Z`;
  handed = await generated({ now: new Date().toISOString(), reports: verified([record({ started })]) });
}, 600_000);

const repo = `/repos/${producer}`;

/** The producer as its token sees it. */
function ledger(): Routes {
  const files = releaseFiles();
  const tags: Readonly<Record<string, string>> = {
    'tags/v3.0.0': headSha,
    'tags/v2.4.0': before,
    'heads/main': ledgerTip,
  };
  const missing = { status: 404, body: { message: 'Not Found' } };
  const releases = ['v3.0.0', 'v2.4.0'].map((tag_name, index) => ({
    tag_name,
    draft: false,
    prerelease: false,
    published_at: `2026-0${9 - index}-01T00:00:00Z`,
  }));
  return {
    [`GET ${repo}`]: { body: { full_name: producer, default_branch: 'main' } },
    [`GET ${repo}/git/ref/{+ref}`]: ({ parameters }) => {
      const sha = tags[parameters['ref'] ?? ''];
      return sha === undefined ? missing : { body: { object: { type: 'commit', sha } } };
    },
    [`GET ${repo}/releases`]: { body: releases },
    [`GET ${repo}/compare/{basehead}`]: { body: { status: 'ahead' } },
    [`GET ${repo}/contents/{+path}`]: ({ parameters, query }) => {
      const path = parameters['path'] ?? '';
      const published = { ...files, [paths.payload]: handed.payload };
      const text = query['ref'] === before && path === p.manifest ? oldManifest : published[path];
      return text === undefined ? missing : { raw: text };
    },
    [`GET ${repo}/commits/{ref}/check-runs`]: {
      body: { total_count: 1, check_runs: [checkRun('handoff', headSha)] },
    },
  };
}

const config = JSON.stringify({
  version: 1,
  'release-handoff': { tasks: ['verify'], producer, verify: verifySection },
});
const workflow = workflowText({
  handoff: control('release-handoff', { 'producer-token': '${{ secrets.PRODUCER_READ_TOKEN }}' }),
});
const artifact = 'governance-release-handoff-handoff-1';
const secrets = { PRODUCER_READ_TOKEN: 'token-of-the-ledger-9876543210' };
const files = (edit: (text: string) => string = (text) => text): Record<string, string> => ({
  '.github/release-governance.yml': config,
  [paths.payload]: edit(handed.payload),
  [paths.packet]: handed.packet,
});

describe('release-handoff under a real runner', () => {
  const scenarios: Record<string, () => Scenario> = {
    'a payload that holds is green': () => ({
      workflow,
      base: files(),
      secrets,
      api: ledger(),
      expect: {
        jobs: { handoff: { conclusion: 'success', outputs: { status: 'passed', ready: 'false' } } },
        artifacts: { [artifact]: 'passed' },
      },
      also: (_run, reports) => expect(reports[artifact]?.data).toMatchObject({ task: 'verify', tag: 'v3.0.0' }),
    }),
    'an impact statement that nobody filled in is red, with its line': () => ({
      workflow,
      base: files((text) => text.replace('"refuses under load"', '"<none|describe>"')),
      secrets,
      api: ledger(),
      expect: {
        jobs: { handoff: { conclusion: 'failure', exits: [1], outputs: { status: 'failed' } } },
        artifacts: { [artifact]: 'failed' },
      },
      also: (_run, reports) => {
        const line = handed.payload.split('\n').findIndex((text) => text.includes('"refuses under load"')) + 1;
        expect(reports[artifact]?.results).toContainEqual(
          expect.objectContaining({
            rule: 'release-handoff/filled',
            status: 'failed',
            location: expect.objectContaining({ path: paths.payload, line }),
          }),
        );
      },
    }),
    'without a token of the producer nothing is verified': () => ({
      workflow,
      base: files(),
      expect: {
        jobs: { handoff: { conclusion: 'failure', exits: [3], outputs: { status: 'unverified' } } },
        artifacts: { [artifact]: 'unverified' },
      },
    }),
  };
  test.each(Object.entries(scenarios))('%s', async (_name, scenario) => {
    await expectScenario(tools, scenario());
  });
});
