import { describe, expect, test } from '@jest/globals';
import { judgeClaimedRun } from '../../../../shared/domain/drill-run/claimed-run.ts';
import { judgeLastRun } from '../../../../shared/domain/drill-run/last-run.ts';
import { drilled, product, run, runs } from '../../../support/drills.ts';
import { type GitHubAnswer, memoryGitHub, notFound } from '../../../support/memory-github.ts';

const last = `GET /repos/${product}/actions/workflows/rollback.yml/runs`;
const listed = (...all: Record<string, unknown>[]): GitHubAnswer => ({ json: { workflow_runs: all } });
const latest = Date.parse('2026-12-02T12:00:00Z');

describe('the last run of a rehearsal', () => {
  test.each<[name: string, answer: GitHubAnswer, status: string, words: string]>([
    ['succeeded', listed(run()), 'passed', ''],
    ['failed', listed(run({ conclusion: 'failure' })), 'failed', 'run 4711'],
    [
      'failed after one that succeeded',
      listed(run(), run({ id: 4712, created_at: '2026-11-25T08:00:00Z', conclusion: 'failure' })),
      'failed',
      'run 4712',
    ],
    ['is too old', listed(run({ created_at: '2026-10-01T00:00:00Z' })), 'failed', 'is older than 30d'],
    ['is as old as it may be', listed(run({ created_at: '2026-11-02T12:00:00Z' })), 'passed', ''],
    ['is of a fork', listed(run({ head_repository: { full_name: 'evil/desk' } })), 'failed', 'no finished run'],
    ['is of a pull request', listed(run({ event: 'pull_request' })), 'failed', 'no finished run'],
    ['is not there', listed(), 'failed', 'no finished run'],
    ['cannot be asked for', notFound, 'unverified', ''],
  ])('%s', async (_name, answer, status, words) => {
    const asked = { workflow: 'rollback.yml', 'maximum-age': '30d' };
    const moment = { earliest: latest, latest, replay: false };
    const verdict = await judgeLastRun(memoryGitHub({ [last]: answer }), product, 'main', asked, moment);
    expect(verdict.status).toBe(status);
    expect(verdict.status === 'failed' ? verdict.problem : '').toContain(words);
  });
});

describe('the run that a record names', () => {
  const claim = {
    id: 4711,
    commit: drilled,
    start: Date.parse('2026-11-24T08:00:00Z'),
    end: Date.parse('2026-11-24T08:12:30Z'),
  };

  test.each<
    [name: string, change: Partial<typeof claim>, answer: GitHubAnswer, status: string, took: number | undefined]
  >([
    [
      'is that of the drill; it took at most a second longer than the platform says',
      {},
      { json: run() },
      'passed',
      891_000,
    ],
    [
      'ended within the last second of the run',
      { end: Date.parse('2026-11-24T08:14:00.900Z') },
      { json: run() },
      'passed',
      891_000,
    ],
    ['ended after the run', { end: Date.parse('2026-11-24T08:14:01.001Z') }, { json: run() }, 'failed', undefined],
    ['began before the run', { start: Date.parse('2026-11-24T07:59:09Z') }, { json: run() }, 'failed', undefined],
    ['is of another commit', { commit: 'f'.repeat(40) }, { json: run() }, 'failed', undefined],
    ['is of another workflow', {}, { json: run({ path: '.github/workflows/lint.yml' }) }, 'failed', undefined],
    ['has a time that is none', {}, { json: run({ updated_at: 'soon' }) }, 'failed', undefined],
    ['is not there', {}, notFound, 'unverified', undefined],
  ])('%s', async (_name, change, answer, status, took) => {
    const github = memoryGitHub({ [runs]: answer });
    const seen = await judgeClaimedRun(github, product, 'main', 'rollback.yml', { ...claim, ...change });
    expect([seen.verdict.status, seen.took]).toEqual([status, took]);
  });
});
