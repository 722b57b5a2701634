import { beforeAll, describe, expect, test } from '@jest/globals';
import { sha256 } from '../../shared/core/fingerprint.ts';
import type { VerificationRecords } from '../../shared/domain/verification-record/record.ts';
import { unzip } from '../support/unzip.ts';
import { expectScenario, type Scenario } from './scenario.ts';
import { findTools, type Tools } from './tools.ts';
import { after, checkout, control, type Job, workflowText } from './workflows.ts';

/* Commands and the report of a test runner, in a job of their own; one decision at the end. */

let tools: Tools;
beforeAll(() => {
  tools = findTools();
}, 600_000);

const suite = (sum: number): string => `import assert from 'node:assert';
import { test } from 'node:test';
test('adds', () => {
  console.log('::error::this is said by a test');
  assert.equal(1 + 1, ${sum});
});
test('knows no credential', () => {
  assert.deepEqual(Object.keys(process.env).filter((name) => /TOKEN|^INPUT_|^ACTIONS_|^GITHUB_(?!ACTIONS$)/.test(name)), []);
});
`;
const verifications = [
  {
    id: 'unit',
    command: [
      'node',
      '--test',
      '--test-reporter=junit',
      '--test-reporter-destination=out/unit.xml',
      '--test-reporter=tap',
      '--test-reporter-destination=stdout',
      'test/unit.test.mjs',
    ],
    timeout: '1min',
    report: { path: 'out/unit.xml', format: 'junit' },
    expected: 2,
  },
  { id: 'clean', command: ['git', 'diff', '--exit-code', 'HEAD'] },
];
const base = {
  '.gitignore': 'out\n',
  'out.keep': 'x\n',
  'test/unit.test.mjs': suite(2),
  '.github/release-governance.yml': JSON.stringify({
    version: 1,
    verification: { verifications },
    'executive-summary': {},
  }),
};

const gate = control('verification');
const jobsOf = (...before: readonly string[]): Record<string, Job> => ({
  verify: { ...gate, steps: [checkout, { run: ['mkdir out', ...before].join(' && ') }, ...gate.steps.slice(1)] },
});
const workflowOf = (jobs: Record<string, Job>): string =>
  workflowText({ ...jobs, decision: after(jobs, control('executive-summary')) });

const names = { verify: 'governance-verification-verify-1', decision: 'governance-executive-summary-decision-1' };
const recordsIn = (reports: Readonly<Record<string, { data?: unknown }>>): VerificationRecords['verifications'] =>
  (reports[names.verify]?.data as VerificationRecords | undefined)?.verifications ?? [];

const scenarios: Record<string, Scenario> = {
  'commands and tests that pass: go, with their logs in the artifact of the report': {
    workflow: workflowOf(jobsOf()),
    base,
    expect: {
      jobs: {
        verify: { conclusion: 'success', errors: [], outputs: { status: 'passed' } },
        decision: { conclusion: 'success', outputs: { decision: 'go' } },
      },
      artifacts: { [names.verify]: 'passed', [names.decision]: 'passed' },
    },
    also({ consumer: { headSha }, artifacts, log }, reports) {
      const [unit, clean] = recordsIn(reports);
      expect(unit).toMatchObject({ status: 'passed', sha: headSha, exit: 0, counts: { expected: 2, executed: 2 } });
      expect(clean).toMatchObject({ status: 'passed', sha: headSha, exit: 0 });
      expect(log).not.toContain('this is said by a test');
      expect(artifacts.map(({ name }) => name)).toContain(names.verify);
    },
  },
  'a test that the change breaks: no-go, and what it prints is no command for the runner': {
    workflow: workflowOf(jobsOf()),
    base,
    head: { 'test/unit.test.mjs': suite(3) },
    expect: {
      jobs: {
        verify: { conclusion: 'failure', exits: [1], outputs: { status: 'failed' } },
        decision: { conclusion: 'failure', outputs: { decision: 'no-go' } },
      },
      artifacts: { [names.verify]: 'failed', [names.decision]: 'failed' },
    },
    also({ log }, reports) {
      expect(recordsIn(reports).map(({ id, status, exit }) => [id, status, exit])).toEqual([
        ['unit', 'failed', 1],
        ['clean', 'passed', 0],
      ]);
      expect(
        reports[names.verify]?.results.filter(({ status }) => status === 'failed').map(({ rule }) => rule),
      ).toEqual(['verification/exit', 'verification/no-failures']);
      expect(log).not.toContain('this is said by a test');
    },
  },
  'a step that changes a tracked file before: nothing is run, not verified': {
    workflow: workflowOf(jobsOf('echo y > out.keep')),
    base,
    expect: {
      jobs: {
        verify: { conclusion: 'failure', exits: [3], outputs: { status: 'unverified' } },
        decision: { conclusion: 'failure', outputs: { decision: 'no-go' } },
      },
      artifacts: { [names.verify]: 'unverified', [names.decision]: 'failed' },
    },
    also: (_run, reports) =>
      expect(recordsIn(reports).map(({ status, problems }) => [status, problems?.length])).toEqual([
        ['unverified', 1],
        ['unverified', 1],
      ]),
  },
};

describe('verification under act', () => {
  test.each(Object.entries(scenarios))('%s', async (_name, scenario) => expectScenario(tools, scenario));

  test('the log in the artifact is the one that the report names', async () => {
    const green = Object.values(scenarios)[0];
    if (green === undefined) throw new Error('there is no scenario');
    let found: Promise<Record<string, string>> | undefined;
    let records: VerificationRecords['verifications'] = [];
    await expectScenario(tools, {
      ...green,
      also({ artifacts }, reports) {
        const artifact = artifacts.find(({ name }) => name === names.verify);
        if (artifact !== undefined) found = unzip(artifact.zip);
        records = recordsIn(reports);
      },
    });
    const files = (await found) ?? {};
    const { log } = records[0] ?? {};
    expect(sha256(files[log?.path ?? ''] ?? '')).toBe(log?.sha256);
    expect(files[log?.path ?? '']).toContain('ok 1 - adds');
  });
});
