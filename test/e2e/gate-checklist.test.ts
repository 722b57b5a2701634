import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Files } from './consumer.ts';
import { expectScenario } from './scenario.ts';
import { findTools, type Tools } from './tools.ts';
import { after, control, type Job, workflowText } from './workflows.ts';

/* Go-live documents of the base, a change of them, and another job of the run that measures what they say. */

let tools: Tools;
beforeAll(() => {
  tools = findTools();
}, 600_000);

const gates = `# Go-live

| Gate | Owner | Status | Evidence |
| --- | --- | --- | --- |
| Client tests | @olive | pass | \`test/client.mjs\` |

## Before the release

- [x] The runbook is there: \`docs/runbook.md\`
`;
const more = '| Load | @olive | pass | `test/client.mjs` |\n';
const base: Files = {
  'docs/go-live.md': gates,
  'docs/runbook.md': '# Runbook\n',
  'test/client.mjs': "import { test } from 'node:test';\ntest('the client', () => {});\n",
  '.github/release-governance.yml': JSON.stringify({
    version: 1,
    verification: { verifications: [{ id: 'client', command: ['node', '--test', 'test/client.mjs'] }] },
    'gate-checklist': {
      sources: [
        {
          id: 'gates',
          path: 'docs/go-live.md',
          table: { heading: 'Go-live', 'first-header': 'Gate' },
          require: ['owner', 'evidence'],
          measured: [{ claim: 'Client tests', verification: 'client' }],
        },
        {
          id: 'before',
          path: 'docs/go-live.md',
          boxes: { heading: 'Before the release' },
          measured: [{ claim: 'The runbook is there: docs/runbook.md', files: ['docs/runbook.md'] }],
        },
      ],
      owners: ['@olive'],
    },
    'executive-summary': {},
  }),
};

const verify: Record<string, Job> = { verify: control('verification') };
const judging: Record<string, Job> = { ...verify, checklist: after(verify, control('gate-checklist')) };
const workflow = workflowText({ ...judging, decision: after(judging, control('executive-summary')) });
const names = {
  verify: 'governance-verification-verify-1',
  checklist: 'governance-gate-checklist-checklist-1',
  decision: 'governance-executive-summary-decision-1',
};

interface Case {
  head?: Files;
  verify?: 'passed' | 'failed';
  status: 'passed' | 'failed' | 'unverified';
  decision: 'go' | 'conditional-go' | 'no-go';
  claimed: string;
  measured: string;
  /** What did not pass, by rule and claim. */
  open: string[];
}

const cases: Record<string, Case> = {
  'documents of which all was measured: go': {
    status: 'passed',
    decision: 'go',
    claimed: '2',
    measured: '2',
    open: [],
  },
  'a gate that the change adds and nothing measures: conditional-go': {
    head: { 'docs/go-live.md': gates.replace('\n## Before', `${more}\n## Before`) },
    status: 'unverified',
    decision: 'conditional-go',
    claimed: '3',
    measured: '2',
    open: ['measured gates Load'],
  },
  'a gate that says pass over tests that fail, and evidence that the change takes away: no-go': {
    head: { 'test/client.mjs': 'process.exit(1);\n', 'docs/runbook.md': null },
    verify: 'failed',
    status: 'failed',
    decision: 'no-go',
    claimed: '2',
    measured: '0',
    open: [
      'evidence before The runbook is there: docs/runbook.md docs/runbook.md',
      'measured before The runbook is there: docs/runbook.md',
      'measured gates Client tests',
    ],
  },
  'a row of the base that the change takes out, with the policy that measures it: no-go': {
    head: {
      'docs/go-live.md': gates.replace(/\| Client tests.*\n/, more),
      '.github/release-governance.yml':
        '{"version": 1, "gate-checklist": {"sources": [{"id": "gates", "path": "docs/go-live.md", "table": {"first-header": "Gate"}}]}}',
    },
    status: 'failed',
    decision: 'no-go',
    claimed: '2',
    measured: '1',
    open: ['kept gates Client tests', 'measured gates Load'],
  },
};

const summaries = { go: 'passed', 'conditional-go': 'unverified', 'no-go': 'failed' } as const;

describe('gate-checklist under act', () => {
  test.each(Object.entries(cases))('%s', async (_name, one) => {
    const { head = {}, verify: verified = 'passed', status, decision, claimed, measured, open } = one;
    const exits = { passed: [], failed: [1], unverified: [3] }[status];
    const go = decision === 'go';
    await expectScenario(tools, {
      workflow,
      base,
      head,
      history: 'all',
      expect: {
        jobs: {
          verify: { conclusion: verified === 'passed' ? 'success' : 'failure', outputs: { status: verified } },
          checklist: {
            conclusion: status === 'passed' ? 'success' : 'failure',
            exits,
            outputs: { status, claimed, measured },
          },
          decision: { conclusion: go ? 'success' : 'failure', outputs: { decision } },
        },
        artifacts: { [names.verify]: verified, [names.checklist]: status, [names.decision]: summaries[decision] },
      },
      also(_run, reports) {
        const results = reports[names.checklist]?.results ?? [];
        const bad = results.filter(
          ({ status: own, rule }) => own !== 'passed' && own !== 'not-applicable' && rule.startsWith('gate-checklist/'),
        );
        expect(bad.map(({ rule, about }) => [rule.replace('gate-checklist/', ''), ...about].join(' ')).sort()).toEqual(
          open,
        );
      },
    });
  });
});
