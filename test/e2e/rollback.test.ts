import { beforeAll, expect, test } from '@jest/globals';
import { configText, paths } from '../support/contract-files.ts';
import { brokenFiles, landedSingly, releaseFiles } from '../support/rollback.ts';
import { expectScenario, type Scenario } from './scenario.ts';
import { findTools, type Tools } from './tools.ts';
import { control, workflowText } from './workflows.ts';

/* A push that moved the pin, and the retreat from it, planned by a workflow under act. */

let tools: Tools;
beforeAll(() => {
  tools = findTools();
}, 600_000);

const workflow = workflowText({ retreat: control('rollback-plan') });
const config = { [paths.config]: configText({ 'rollback-plan': landedSingly }) };
const artifact = 'governance-rollback-plan-retreat-1';
const summary = (words: string): string => `## ${words} · Rollback plan`;

const scenarios: Record<string, Scenario> = {
  'the state before the push is the baseline': {
    event: 'push',
    workflow,
    history: 'all',
    base: { ...config, ...releaseFiles(2) },
    head: releaseFiles(3),
    expect: {
      jobs: { retreat: { conclusion: 'success', summary: summary('✅ PASSED'), errors: [] } },
      artifacts: { [artifact]: 'passed' },
    },
    also({ consumer }, reports) {
      expect(reports[artifact]?.data).toMatchObject({ baseline: { commit: consumer.baseSha, tag: 'v2.2.0' } });
    },
  },
  'a branch that never was good has none': {
    event: 'push',
    workflow,
    history: 'all',
    base: { ...config, ...brokenFiles(2) },
    head: releaseFiles(3),
    expect: {
      jobs: { retreat: { conclusion: 'failure', summary: summary('❌ FAILED') } },
      artifacts: { [artifact]: 'failed' },
    },
  },
  'a checkout without history is not verified': {
    event: 'push',
    workflow,
    base: { ...config, ...releaseFiles(2) },
    head: releaseFiles(3),
    expect: {
      jobs: { retreat: { conclusion: 'failure', summary: summary('❓ NOT VERIFIED') } },
      artifacts: { [artifact]: 'unverified' },
    },
  },
};

test.each(Object.entries(scenarios))('%s', (_name, scenario) => expectScenario(tools, scenario));
