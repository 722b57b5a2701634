import { beforeAll, describe, expect, test } from '@jest/globals';
import { by } from '../support/contract-life.ts';
import { gitRepository } from '../support/git-repository.ts';
import { playedRepository } from '../support/played-github.ts';
import { playedRoutes } from '../support/played-routes.ts';
import type { review } from '../support/pull-request.ts';
import type { Grant } from '../support/repository-api.ts';
import { type Consumer, consumerName, type Files } from './consumer.ts';
import { workflowToken } from './run-workflow.ts';
import { expectScenario } from './scenario.ts';
import { findTools, type Tools } from './tools.ts';
import { after, control, type Job, workflowText } from './workflows.ts';

/* A pull request that brings the note of approval; its gate is measured by another job of the run. */

let tools: Tools;
beforeAll(() => {
  tools = findTools();
}, 600_000);

const path = 'docs/sign-off/note.md';
const checklist = 'docs/sign-off/checklist.md';
const earlier: Files = {
  'src/index.ts': 'export {};\n',
  [checklist]: '# Checklist\n\n- [x] The evidence was read\n',
  '.github/release-governance.yml': JSON.stringify({
    version: 1,
    roles: { 'release-owner': ['pat'], operations: ['olive'] },
    verification: { verifications: [{ id: 'smoke', command: ['node', '--version'] }] },
    'sign-off': {
      tasks: ['render', 'verify'],
      documents: [{ id: 'note', path }],
      gates: [{ id: 'smoke', verification: 'smoke' }],
      checklists: [{ path: checklist }],
      approvals: { roles: [{ role: 'release-owner' }, { role: 'operations' }] },
      'allowed-paths': ['docs/**', '.github/**', 'change.txt'],
      package: { title: 'Release 1', intent: ['Everything'], rollback: ['Freeze', 'Re-pin'] },
    },
    'executive-summary': { legs: { 'sign-off': ['render', 'verify'] } },
  }),
};

/** The commit that is signed off: commits of the tests have one time, so that the same files are the same commit. */
function signedOff(): string {
  const repository = gitRepository();
  try {
    return repository.commit({ ...earlier }, 'earlier');
  } finally {
    repository.remove();
  }
}

const note = (commit: string, decision: string): string =>
  `# Release 1\n\n- Commit: \`${commit}\`\n- Checklist: \`${checklist}\`\n\n- Decision: \`${decision}\`\n- Reason: it was measured\n`;

const all: readonly Grant[] = ['contents', 'actions', 'pull-requests', 'checks'];
const task = (name: string): Job => control('sign-off', { task: name, 'artifact-key': name });
const measuring: Record<string, Job> = { verify: control('verification') };
const judging: Record<string, Job> = {
  ...measuring,
  package: after(measuring, task('render')),
  note: after(measuring, task('verify')),
};
const workflow = workflowText({ ...judging, decision: after(judging, control('executive-summary')) });
const names = {
  verify: 'governance-verification-verify-1',
  package: 'governance-sign-off-package-render-1',
  note: 'governance-sign-off-note-verify-1',
  decision: 'governance-executive-summary-decision-1',
};

interface Case {
  decision?: string;
  head?: Files;
  reviews?: ReturnType<typeof review>[];
  grants?: readonly Grant[];
  note: 'passed' | 'failed' | 'unverified';
  /** The decision that the note says. */
  says?: string;
  /** What is failed or unverified, by rule. */
  open: string[];
  /** The package does not read reviews, but boxes. */
  package?: 'passed' | 'failed';
}

const cases: Record<string, Case> = {
  'a note that people of both roles approved: go': { note: 'passed', open: [] },
  'a note that is blocked: no-go': { decision: 'BLOCKED', says: 'no-go', note: 'failed', open: ['decision'] },
  'an open box under an approved note: no-go': {
    head: { [checklist]: '# Checklist\n\n- [ ] The evidence was read\n' },
    note: 'failed',
    open: ['boxes', 'decision'],
    package: 'failed',
  },
  'code in the pull request of the note: no-go': {
    head: { 'src/index.ts': 'export const paid = true;\n' },
    note: 'failed',
    open: ['of-commit'],
  },
  'a note that only one role approved: no-go': {
    reviews: by(new Date().toISOString(), 'pat'),
    note: 'failed',
    open: ['approved'],
  },
  'without pull-requests: read nobody knows who approved it: not verified': {
    grants: ['contents', 'actions', 'checks'],
    note: 'unverified',
    open: ['approved', 'unedited'],
  },
};

describe('sign-off under act', () => {
  test.each(Object.entries(cases))('%s', async (_name, played) => {
    const { decision = 'APPROVED', head = {}, grants = all, note: status, says = 'go', open } = played;
    const { reviews = by(new Date().toISOString(), 'pat', 'olive'), package: drawn = 'passed' } = played;
    const green = status === 'passed' && drawn === 'passed';
    const exits = { passed: [], failed: [1], unverified: [3] };
    await expectScenario(tools, {
      workflow,
      earlier,
      base: {},
      head: { [path]: note(signedOff(), decision), ...head },
      history: 'all',
      grants,
      api: ({ origin, headSha }: Consumer) => {
        const own = playedRepository(origin, consumerName);
        own.adopt(7, headSha, reviews);
        return playedRoutes(consumerName, own, { token: workflowToken, grants, pulls: [7] });
      },
      expect: {
        jobs: {
          verify: { conclusion: 'success', outputs: { status: 'passed' } },
          package: {
            conclusion: drawn === 'passed' ? 'success' : 'failure',
            exits: exits[drawn],
            outputs: { status: drawn, decision: drawn === 'passed' ? 'go' : 'no-go' },
          },
          note: {
            conclusion: status === 'passed' ? 'success' : 'failure',
            exits: exits[status],
            outputs: { status, decision: says, commit: signedOff() },
          },
          decision: { conclusion: green ? 'success' : 'failure', outputs: { decision: green ? 'go' : 'no-go' } },
        },
        artifacts: {
          [names.verify]: 'passed',
          [names.package]: drawn,
          [names.note]: status,
          [names.decision]: green ? 'passed' : 'failed',
        },
      },
      also(_run, reports) {
        const results = reports[names.note]?.results ?? [];
        const bad = results.filter((one) => one.status === status && status !== 'passed');
        expect([...new Set(bad.map(({ rule }) => rule.replace('sign-off/', '')))].sort()).toEqual(open);
      },
    });
  });
});
