import { beforeAll, describe, expect, test } from '@jest/globals';
import { files, lockWith, paths, policyWith } from '../support/setup-lock.ts';
import type { Files } from './consumer.ts';
import { expectScenario } from './scenario.ts';
import { findTools, type Tools } from './tools.ts';
import { after, control, type Job, workflowText } from './workflows.ts';

/* A lock of what is set up outside, its smoke test by a job of the same run, and one decision at the end. */

let tools: Tools;
beforeAll(() => {
  tools = findTools();
}, 600_000);

const verify: Record<string, Job> = { verify: control('verification') };
const jobs: Record<string, Job> = { ...verify, setup: after(verify, control('external-setup')) };
const workflow = workflowText({ ...jobs, decision: after(jobs, control('executive-summary')) });
const gateway = { id: 'gateway', title: 'The gateway answers', command: ['node', 'smoke.mjs'], timeout: '1min' };
const base: Files = {
  ...files,
  'smoke.mjs': 'process.exitCode = 0;\n',
  '.github/release-governance.yml': JSON.stringify({
    version: 1,
    'external-setup': policyWith(),
    verification: { verifications: [gateway] },
    'executive-summary': {},
  }),
};
const name = (of: string, job: string): string => `governance-${of}-${job}-1`;
const setup = name('external-setup', 'setup');
const verification = name('verification', 'verify');
const decision = name('executive-summary', 'decision');

describe('external-setup under a real runner', () => {
  test('a lock whose smoke test a verification of the run measures: go', async () => {
    await expectScenario(tools, {
      workflow,
      base,
      history: 'all',
      expect: {
        jobs: {
          verify: { conclusion: 'success' },
          setup: { conclusion: 'success', outputs: { status: 'passed', open: 'gateways/Cloud' } },
          decision: { conclusion: 'success', outputs: { decision: 'go' } },
        },
        artifacts: { [verification]: 'passed', [setup]: 'passed', [decision]: 'passed' },
      },
    });
  });

  test('a digest that becomes a placeholder again, and a smoke test that fails: no-go', async () => {
    const head = lockWith((value) => void Object.assign(value.targets[0] ?? {}, { digest: '<required>' })) as Files;
    await expectScenario(tools, {
      workflow,
      base,
      head: { ...head, 'smoke.mjs': 'process.exitCode = 1;\n' },
      history: 'all',
      expect: {
        jobs: {
          verify: { conclusion: 'failure', exits: [1] },
          setup: { conclusion: 'failure', exits: [1], outputs: { status: 'failed' } },
          decision: { conclusion: 'failure', outputs: { decision: 'no-go' } },
        },
        artifacts: { [verification]: 'failed', [setup]: 'failed', [decision]: 'failed' },
      },
      also(_run, reports) {
        const failed = reports[setup]?.results.filter(({ status }) => status === 'failed').map(({ rule }) => rule);
        expect(new Set(failed)).toEqual(
          new Set(['concrete', 'counts', 'kept', 'smoke-test'].map((rule) => `external-setup/${rule}`)),
        );
        expect(reports[setup]?.inputs.map(({ path }) => path)).toContain(paths.lock);
      },
    });
  });
});
