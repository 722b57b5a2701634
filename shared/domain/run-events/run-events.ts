import type { Stage } from '../decision/deferral.ts';

/*
 * What a run of each event can look at. One table: doctor, the guide of events and the tests that hold it against the code read it.
 */

/** The events on which workflows run controls; `fork` is a pull request from a fork, `branch` a push to a branch that is not the default one. */
export const runEventNames = [
  'pull_request',
  'fork',
  'pull_request_target',
  'merge_group',
  'push',
  'branch',
  'schedule',
  'workflow_dispatch',
  'workflow_run',
  'release',
] as const;
export type RunEventName = (typeof runEventNames)[number];

/** What a run of an event is about, and what it may do. */
export interface RunEventFacts {
  /** As a workflow writes it under `on:`. */
  on: string;
  /** The commit that is judged. `not-judged`: what is checked out is another one than the event is about. */
  judged: 'test-merge' | 'group' | 'pushed' | 'tip' | 'tag' | 'not-judged';
  /** Where the configuration is read: at the base of the change, at the commit before the push, or at the tip of the default branch. */
  policy: 'base' | 'before' | 'tip';
  /** What is judged as a change: one, each pull request or commit by itself, all of the branch, or none without the input `range`. */
  change: 'one' | 'each' | 'branch' | 'none';
  /** Whether secrets of the repository reach the job. Source: GitHub's documentation. */
  secrets: boolean;
  /** Whether a command of the configuration is run. */
  commands: boolean;
  /** Whether a control may change something. `inside`: where a trusted run of the default branch started this one. */
  acts: 'yes' | 'no' | 'inside';
  /** The stage that a deferral can name. */
  stage: Stage;
}

/** The table. */
export const runEvents: Readonly<Record<RunEventName, RunEventFacts>> = {
  pull_request: {
    on: 'pull_request',
    ...{ judged: 'test-merge', policy: 'base', change: 'one', stage: 'pull-request' },
    ...{ secrets: true, commands: true, acts: 'no' },
  },
  fork: {
    on: 'pull_request',
    ...{ judged: 'test-merge', policy: 'base', change: 'one', stage: 'pull-request' },
    ...{ secrets: false, commands: false, acts: 'no' },
  },
  pull_request_target: {
    on: 'pull_request_target',
    ...{ judged: 'not-judged', policy: 'base', change: 'one', stage: 'pull-request' },
    ...{ secrets: true, commands: false, acts: 'no' },
  },
  merge_group: {
    on: 'merge_group',
    ...{ judged: 'group', policy: 'tip', change: 'each', stage: 'merge_group' },
    ...{ secrets: true, commands: true, acts: 'no' },
  },
  push: {
    on: 'push',
    ...{ judged: 'pushed', policy: 'before', change: 'each', stage: 'default-branch' },
    ...{ secrets: true, commands: true, acts: 'yes' },
  },
  branch: {
    on: 'push',
    ...{ judged: 'pushed', policy: 'tip', change: 'branch', stage: 'pull-request' },
    ...{ secrets: true, commands: true, acts: 'no' },
  },
  schedule: {
    on: 'schedule',
    ...{ judged: 'tip', policy: 'tip', change: 'none', stage: 'default-branch' },
    ...{ secrets: true, commands: true, acts: 'yes' },
  },
  workflow_dispatch: {
    on: 'workflow_dispatch',
    ...{ judged: 'tip', policy: 'tip', change: 'none', stage: 'default-branch' },
    ...{ secrets: true, commands: true, acts: 'yes' },
  },
  workflow_run: {
    on: 'workflow_run',
    ...{ judged: 'tip', policy: 'tip', change: 'none', stage: 'default-branch' },
    ...{ secrets: true, commands: false, acts: 'inside' },
  },
  release: {
    on: 'release',
    ...{ judged: 'tag', policy: 'tip', change: 'none', stage: 'release' },
    ...{ secrets: true, commands: true, acts: 'no' },
  },
};
