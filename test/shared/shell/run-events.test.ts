import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { control as atomicChange } from '../../../actions/atomic-change/control.ts';
import { control as contractChange } from '../../../actions/contract-change/control.ts';
import { control as manifestRepin } from '../../../actions/manifest-repin/control.ts';
import { control as manifestSync } from '../../../actions/manifest-sync/control.ts';
import { control as verification } from '../../../actions/verification/control.ts';
import type { AnyControl } from '../../../shared/core/control.ts';
import { type RunEvent, type RunnerEnvironment, readEvent } from '../../../shared/core/event.ts';
import { stageOf } from '../../../shared/domain/decision/live-with.ts';
import {
  type RunEventFacts,
  type RunEventName,
  runEventNames,
  runEvents,
} from '../../../shared/domain/run-events/run-events.ts';
import { reachOn } from '../../../shared/domain/setup/abilities.ts';
import { mayAct } from '../../../shared/shell/act.ts';
import { commandsRefused } from '../../../shared/shell/commands.ts';
import { judgedCommit } from '../../../shared/shell/trust.ts';
import { type Plan, planOf } from '../../../shared/shell/unit-plan.ts';
import { runAsAction } from '../../support/action-run.ts';
import { consumerFiles, contractEntry, paths } from '../../support/contract-files.ts';
import { gitRepository, type TestRepository } from '../../support/git-repository.ts';
import { type GitHubAnswers, memoryGitHub } from '../../support/memory-github.ts';

/* Every cell of the table of events, held against the code that decides it. */

const own = 'harbour-example/desk';
const surface = 'api/openapi.json';
const service = { openapi: '3.1.0', info: { title: 'Desk', version: '1.0.0' }, paths: {} };
const config = {
  surfaces: [
    {
      ...{ id: 'desk', openapi: [surface] },
      versions: [{ id: 'service', breaking: 'major', places: [{ path: surface, pointer: '/info/version' }] }],
    },
  ],
  'atomic-change': { groups: [{ id: 'together', 'all-of': [paths.pin, paths.matrix] }] },
  verification: { verifications: [{ id: 'clean', command: ['git', 'diff', '--exit-code', 'HEAD'] }] },
};

let repository: TestRepository;
/** The commit before the change, the tip of the default branch after it moved on, and the change. */
let base: string;
let tip: string;
let head: string;

beforeAll(() => {
  repository = gitRepository();
  base = repository.commit({ ...consumerFiles({}, config), [surface]: JSON.stringify(service) });
  tip = repository.commit({ 'moved-on.txt': 'x\n' });
  repository.git('checkout', '-q', '-b', 'change', base);
  head = repository.commit({ 'change.txt': 'x\n' });
});
afterAll(() => repository.remove());

interface Told {
  payload: object;
  ref: string;
  /** The commit that the runner checks out. */
  sha: string;
}

const pull = (from: string): object => ({
  number: 7,
  head: { sha: head, repo: { full_name: from } },
  base: { sha: base, ref: 'main' },
});

/** What the platform tells a run of each event. */
const told: Readonly<Record<RunEventName, () => Told>> = {
  pull_request: () => ({ payload: { pull_request: pull(own) }, ref: 'refs/pull/7/merge', sha: head }),
  fork: () => ({ payload: { pull_request: pull('mallory/desk') }, ref: 'refs/pull/7/merge', sha: head }),
  pull_request_target: () => ({ payload: { pull_request: pull('mallory/desk') }, ref: 'refs/heads/main', sha: base }),
  merge_group: () => ({
    payload: { merge_group: { head_sha: head, base_sha: base, base_ref: 'refs/heads/main' } },
    ...{ ref: 'refs/heads/gh-readonly-queue/main/pr-7-0000000', sha: head },
  }),
  push: () => ({ payload: { before: base }, ref: 'refs/heads/main', sha: head }),
  branch: () => ({ payload: { before: '0'.repeat(40) }, ref: 'refs/heads/change', sha: head }),
  schedule: () => ({ payload: {}, ref: 'refs/heads/main', sha: head }),
  workflow_dispatch: () => ({ payload: {}, ref: 'refs/heads/main', sha: head }),
  workflow_run: () => ({
    payload: { workflow_run: { event: 'push', head_branch: 'main', head_repository: { full_name: own } } },
    ...{ ref: 'refs/heads/main', sha: head },
  }),
  release: () => ({ payload: { release: { published_at: '2026-11-19T10:00:00Z' } }, ref: 'refs/tags/v1', sha: head }),
};

function environment(name: RunEventName): { env: RunnerEnvironment; payload: object } {
  const { payload, ref, sha } = told[name]();
  const env = { GITHUB_EVENT_NAME: runEvents[name].on, GITHUB_REPOSITORY: own, GITHUB_REF: ref, GITHUB_SHA: sha };
  return { env, payload: { repository: { default_branch: 'main' }, ...payload } };
}

function eventOf(name: RunEventName): RunEvent {
  const { env, payload } = environment(name);
  return readEvent(env, payload);
}

const planned: Readonly<Record<Plan['kind'], RunEventFacts['change'] | undefined>> = {
  'pull-request': 'one',
  'merge-group': 'each',
  push: 'each',
  branch: 'branch',
  none: 'none',
  range: undefined,
  'work-tree': undefined,
};

describe.each(runEventNames)('%s', (name) => {
  const facts = runEvents[name];

  test('where the policy is read, which change is judged, and the stage', () => {
    const event = eventOf(name);
    const { policy } = event;
    const policies: Record<RunEventFacts['policy'], RunEvent['policy']> = {
      base: { kind: 'commit', sha: base },
      before: { kind: 'commit', sha: base },
      tip: { kind: 'branch', name: 'main' },
    };
    expect(policy).toEqual(policies[facts.policy]);
    expect(planned[planOf(event, {}).kind]).toBe(facts.change);
    expect(stageOf(event)).toBe(facts.stage);
  });

  test('whether a command is run, and whether anything may be changed', () => {
    const event = eventOf(name);
    expect(commandsRefused(event, { kind: 'base', path: paths.config }) === undefined).toBe(facts.commands);
    const may = (about: RunEvent): boolean => mayAct(manifestRepin as AnyControl, { apply: true }, about).length === 0;
    expect(may(event)).toBe(facts.acts !== 'no');
  });

  test('which commit is judged', () => {
    const { subject } = eventOf(name);
    const { sha } = told[name]();
    const problems = judgedCommit({ ...subject, checkedOutSha: sha }, sha);
    expect(problems.map(({ status }) => status)).toEqual(facts.judged === 'not-judged' ? ['failed'] : []);
    expect(subject.headSha).toBe(head);
  });
});

const answers = (): GitHubAnswers => ({
  [`GET /repos/${own}/git/ref/heads/main`]: { json: { object: { sha: tip } } },
  [`GET /repos/${own}/compare/${tip}...${head}`]: comparison('diverged'),
  [`GET /repos/${own}/compare/${base}...${head}`]: comparison('ahead'),
  [`GET /repos/${own}/commits/${head}/pulls`]: { json: [] },
  [`GET /repos/${own}/commits/${head}`]: { json: { sha: head, files: [{ filename: 'change.txt', status: 'added' }] } },
});
const comparison = (status: string): GitHubAnswers[string] => {
  const commits = [{ sha: head, parents: [{ sha: base }] }];
  return { json: { status, total_commits: commits.length, merge_base_commit: { sha: base }, commits } };
};
/** No commit came by a pull request. */
const unmerged = (_query: string, variables: Record<string, unknown>) => ({
  json: { data: {}, variables },
});

async function statusOf(control: AnyControl, name: RunEventName) {
  const { env, payload } = environment(name);
  repository.git('checkout', '-q', '--detach', env.GITHUB_SHA ?? '');
  const outcome = await runAsAction({ control, repository, payload, env, github: memoryGitHub(answers(), unmerged) });
  return outcome.report;
}

test('a run that somebody outside started makes no trusted one out of the run that follows', () => {
  const startedBy = { event: 'pull_request', branch: 'main', repository: 'mallory/desk' };
  const event = { ...eventOf('workflow_run'), startedBy };
  expect(mayAct(manifestRepin as AnyControl, { apply: true }, event).map(({ status }) => status)).toEqual(['failed']);
});

describe('what a control says is what the table promises', () => {
  const controls = [manifestSync, atomicChange, contractChange, verification] as AnyControl[];
  // Nothing here asks for what their secrets are for.
  const without: readonly AnyControl[] = [manifestSync, contractChange] as AnyControl[];
  const cells = runEventNames.flatMap((name) => controls.map((control) => [control.name, name, control] as const));
  // A branch is compared through the API, whose trees of all files are in remote-units.test.ts.
  test.each(cells.filter(([control, name]) => control !== contractChange.name || name !== 'branch'))(
    '%s on %s',
    async (_control, name, control) => {
      const report = await statusOf(control, name);
      const { policy } = runEvents[name];
      expect(report.policySource).toMatchObject({ kind: 'base', ref: policy === 'tip' ? tip : base });
      const { reach } = reachOn({ ...control, inputs: without.includes(control) ? {} : control.inputs }, name);
      // What is there to look at is in order: where it can look, it passes, and nowhere else.
      expect({ status: report.status, error: report.error?.message }).toEqual({
        error: undefined,
        status: reach === 'yes' ? 'passed' : runEvents[name].judged === 'not-judged' ? 'failed' : 'unverified',
      });
    },
  );

  test('a fork has no secrets: what needs one is not verified', async () => {
    const remote = { mode: 'required', path: 'contracts/manifest.json' };
    repository.git('checkout', '-q', '--detach', base);
    base = repository.commit(consumerFiles({}, { ...config, contracts: [{ ...contractEntry, remote }] }));
    head = repository.commit({ 'change.txt': 'y\n' });
    expect(reachOn(manifestSync as AnyControl, 'fork').reach).toBe('part');
    const report = await statusOf(manifestSync as AnyControl, 'fork');
    expect(report.status).toBe('unverified');
    expect(report.results.filter(({ status }) => status === 'passed').length).toBeGreaterThan(0);
  });
});
