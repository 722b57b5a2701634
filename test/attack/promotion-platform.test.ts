import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/promotion/control.ts';
import type { Evaluation } from '../../shared/core/evaluation.ts';
import { entryHash, entryLine, type PromotionEntry } from '../../shared/domain/promotion/entry.ts';
import * as life from '../support/promotions.ts';
import { evaluateWith } from '../support/world.ts';

/*
 * Whoever can start runs, build again, deploy, or approve wants something in an environment for which it was never meant. Everything is
 * what GitHub really says; only the judgement stands between.
 */

const mine = 'e'.repeat(64);
const myCommit = 'f'.repeat(40);
const root = `GET /repos/${life.repository}`;
const { good, lastOf, verified } = life;

const against = async (
  played: life.Platform,
  name: string,
  runId: number,
  asking: life.Asking = {},
): Promise<{ told: string[]; found: Evaluation }> => {
  const found = await evaluateWith(control, life.recording(played, name, runId, asking));
  const told = life.against(found);
  // Whatever is told, nothing that is not good leaves anything that could be merged.
  expect(life.recordedText(found) === undefined).toBe(told.length > 0);
  return { told, found };
};

describe('bytes', () => {
  /** Run 5 made other bytes of the commit that is promoted. */
  const builtAgain = async (run: Partial<life.PlayedRun>, made?: string): Promise<life.Platform> => {
    const played = await life.ready('dev');
    played.runs[5] = life.ownRun(run);
    const artifact = { name: 'bundle', expired: false, digest: `sha256:${mine}`, sha: life.commit };
    played.artifacts[5] = [made === undefined ? artifact : { ...artifact, made }];
    return played;
  };
  const fromIt = { given: { 'artifact-run': '5' } };

  test.each<[string, Partial<life.PlayedRun>]>([
    ['another workflow', { path: '.github/workflows/comment.yml' }],
    ['a branch', { head_branch: 'mine' }],
    ['a fork', { head_repository: { full_name: 'eve/app' } }],
    ['a comment, which has the head of the default branch', { event: 'issue_comment' }],
    ['a pull request of somebody, with the workflow of the base', { event: 'pull_request_target' }],
  ])('of a run of %s are not promoted', async (_name, run) => {
    expect((await against(await builtAgain(run), 'dev', 10, fromIt)).told).toEqual(['run: failed']);
  });
  test('of a run that nobody may see are not promoted', async () => {
    const played = await builtAgain({});
    played.more[`${root}/actions/runs/5`] = {
      because: { code: 'MISSING_PERMISSION', message: 'no', needs: 'actions: read' },
      status: 403,
    };
    expect((await against(played, 'dev', 10, fromIt)).told).toEqual(['run: unverified']);
  });
  test('of the same commit that were built after the decision are not promoted by it', async () => {
    const late = await builtAgain({}, '2026-03-01T11:00:00Z');
    const { told, found } = await against(late, 'dev', 10, fromIt);
    expect(told).toEqual(['decision: failed']);
    expect(JSON.stringify(found.results)).toMatch(/is older than the bytes/);
    expect((await against(await builtAgain({}, '2026-03-01T10:09:59Z'), 'dev', 10, fromIt)).told).toEqual([]);
  });
  test('that were built again beside those in force do not come instead of them, nor keep them back', async () => {
    const played = await life.ready('staging');
    played.artifacts[1]?.push({ name: 'bundle', expired: false, digest: `sha256:${mine}`, sha: life.commit });
    const { found } = await against(played, 'staging', 20);
    expect(lastOf(life.recordedText(found) ?? '').digest).toBe(life.digest);
  });
});

describe('a decision', () => {
  const decided = async (change: (report: ReturnType<typeof life.decision>) => void): Promise<string[]> => {
    const played = await life.ready('dev');
    const report = life.decision(1);
    change(report);
    played.decisions[1] = [report];
    return (await against(played, 'dev', 10)).told;
  };
  test('that nobody changed is good', async () => {
    expect(await decided(() => undefined)).toEqual([]);
  });
  test('of another folder of the repository, by its own configuration, counts for nothing', async () => {
    const other = { kind: 'base' as const, path: 'tools/.github/release-governance.yml', sha256: 'c'.repeat(64) };
    expect(await decided((report) => void (report.policySource = other))).toEqual(['decision: unverified']);
  });
  test.each<[string, object, string]>([
    ['which there is not', { job: 'decide' }, 'decision: unverified'],
    ['by an id that there is not', { checkRunId: 99 }, 'decision: failed'],
    ['by the id of the one that ran', { checkRunId: 10 }, ''],
  ])('that names a job %s', async (_name, more, expected) => {
    const told = await decided((report) => void (report.subject = { ...report.subject, ...more }));
    expect(told).toEqual(expected === '' ? [] : [expected]);
  });
  test('that names a job which was skipped is made by another one', async () => {
    const played = await life.ready('dev');
    played.more[`${root}/actions/runs/1/jobs`] = {
      json: [{ id: 10, name: 'decision', run_attempt: 1, status: 'completed', conclusion: 'skipped' }],
    };
    expect((await against(played, 'dev', 10)).told).toEqual(['decision: failed']);
  });
});

describe('a run', () => {
  test('of a tag that is called as the default branch, with a workflow of its own, records nothing', async () => {
    const { played, entry } = await good();
    played.runs[30] = { ...life.ownRun({ run_started_at: life.times.prod.begins }), head_sha: myCommit, event: 'push' };
    played.more[`${root}/compare/${myCommit}...${played.tip}`] = { json: { status: 'diverged' } };
    expect(await verified(played, { prod: entryLine(entry) })).toEqual(['run: failed']);
    expect((await against(played, 'prod', 30)).told).toEqual(['run: failed']);
  });
  test('as of another time records nothing', async () => {
    const played = await life.ready('dev');
    const setup = life.recording(played, 'dev', 10);
    const moment = Date.parse('2026-03-02T12:00:00Z');
    const time = { earliest: moment, latest: moment, replay: true };
    const found = await evaluateWith(control, setup, { time });
    expect([found.error?.code, life.recordedText(found)]).toEqual(['BAD_INPUT', undefined]);
  });
});

describe('a rollback', () => {
  const second = 'a'.repeat(64);
  /** Staging had the first release, then a second one, which was then taken back. */
  async function takenBack(): Promise<life.Platform> {
    const played = await life.ready('prod');
    const first = lastOf(played.histories['staging'] ?? '');
    const next: PromotionEntry = {
      ...first,
      digest: second,
      source: { kind: 'artifact', name: 'bundle', runId: 2 },
      at: '2026-03-04T10:00:00Z',
      previous: entryHash(first),
    };
    const { from: _from, ...rest } = first;
    const back: PromotionEntry = { ...rest, event: 'rollback', at: '2026-03-04T12:00:00Z', previous: entryHash(next) };
    life.land(played, 'staging', [first, next, back].map(entryLine).join(''), '2026-03-04T13:00:00Z');
    played.runs[2] = life.ownRun();
    played.artifacts[2] = [{ name: 'bundle', expired: false, digest: `sha256:${second}`, sha: life.commit }];
    life.begin(played, 40, '2026-03-08T10:00:00Z');
    return played;
  }

  test('to what was itself taken back is refused, and nothing would go back to it', async () => {
    const played = await takenBack();
    const { told, found } = await against(played, 'staging', 40, { given: { 'rollback-to': second } });
    expect(told).toEqual(['order: failed']);
    expect(JSON.stringify(found.results)).toMatch(/was itself taken back/);
  });
  test('takes what came after it away from what is gone back to', async () => {
    const played = await takenBack();
    const dev = lastOf(played.histories['dev'] ?? '');
    const third = { ...dev, digest: mine, source: { kind: 'artifact' as const, name: 'bundle', runId: 3 } };
    life.land(played, 'dev', entryLine(third), '2026-03-05T10:00:00Z');
    played.runs[3] = life.ownRun();
    played.artifacts[3] = [{ name: 'bundle', expired: false, digest: `sha256:${mine}`, sha: life.commit }];
    const { told, found } = await against(played, 'staging', 40);
    expect(told).toEqual([]);
    expect(found.data).toMatchObject({ target: { digest: life.digest } });
  });
  test('is not undone by the decision of before it, but by a new one', async () => {
    const played = await takenBack();
    const dev = lastOf(played.histories['dev'] ?? '');
    life.land(
      played,
      'dev',
      entryLine({ ...dev, digest: second, source: { kind: 'artifact', name: 'bundle', runId: 2 } }),
      '2026-03-05T10:00:00Z',
    );
    const { told, found } = await against(played, 'staging', 40);
    expect(told).toEqual(['decision: failed']);
    expect(JSON.stringify(found.results)).toMatch(/is older than the rollback that took them back/);
    played.decidedAt = '2026-03-07T10:00:00Z';
    expect((await against(played, 'staging', 40)).told).toEqual([]);
  });
});

describe('a deployment', () => {
  test.each<[string, life.PlayedDeployment[], string]>([
    [
      'that had to wait, and succeeded after a newer one',
      [
        { id: 5, sha: life.commit, state: 'success', since: '2026-03-03T10:30:00Z' },
        { id: 4, sha: myCommit, state: 'success', since: '2026-03-04T10:30:00Z' },
      ],
      'deployments: failed',
    ],
    [
      'that was taken out again',
      [{ id: 5, sha: life.commit, state: 'success', later: 'inactive' }],
      'deployments: failed',
    ],
    [
      'that broke after it had succeeded',
      [{ id: 5, sha: life.commit, state: 'success', later: 'failure' }],
      'deployments: failed',
    ],
    [
      'that is made anew since',
      [{ id: 5, sha: life.commit, state: 'success', later: 'in_progress' }],
      'deployments: failed',
    ],
    [
      'to the environment written otherwise',
      [
        { id: 5, sha: myCommit, state: 'success', on: 'Stage', since: '2026-03-04T10:30:00Z' },
        { id: 4, sha: life.commit, state: 'success' },
      ],
      'deployments: failed',
    ],
  ])('%s is what is there', async (_name, deployments, first) => {
    const played = await life.ready('staging');
    played.deployments = deployments;
    expect((await against(played, 'staging', 20)).told).toEqual([first]);
  });

  test.each<[string, life.PlayedDeployment[], string[]]>([
    ['nothing', [], ['deployments: failed', 'soak: unverified']],
    ['something else', [{ id: 5, sha: myCommit, state: 'success' }], ['deployments: failed', 'soak: unverified']],
    [
      'it, but not for long',
      [{ id: 5, sha: life.commit, state: 'success', since: '2026-03-05T09:00:00Z' }],
      ['soak: failed'],
    ],
    [
      'it, with something else between',
      [
        { id: 7, sha: life.commit, state: 'success', since: '2026-03-05T09:00:00Z' },
        { id: 6, sha: myCommit, state: 'success', since: '2026-03-04T10:30:00Z' },
        { id: 5, sha: life.commit, state: 'success' },
      ],
      ['soak: failed'],
    ],
    [
      'it, twice',
      [
        { id: 7, sha: life.commit, state: 'success', since: '2026-03-05T09:00:00Z' },
        { id: 5, sha: life.commit, state: 'success' },
      ],
      [],
    ],
  ])('to the environment before counts for what comes from there: %s', async (_name, deployments, expected) => {
    const played = await life.ready('prod');
    played.deployments = deployments;
    expect((await against(played, 'prod', 30)).told).toEqual(expected);
  });
});

describe('approvals in the run', () => {
  const through = {
    ...life.section,
    chain: [
      life.section.chain[0],
      { environment: 'staging', deployment: 'stage', approvals: { by: ['@casey', '@drew'], through: 'deployment' } },
    ],
  };
  const account = (login: string, id: number): object => ({ login, id, type: 'User' });
  const head = '5'.repeat(40);
  /** The commit is a merge of pull request 40, which casey opened with a commit of eve. */
  async function merged(by: string, on = 'stage'): Promise<life.Platform> {
    const played = await life.ready('staging');
    const base = { ref: 'main', repo: { full_name: life.repository, default_branch: 'main' } };
    played.more[`${root}/commits/${life.commit}/pulls`] = {
      json: [
        { number: 40, head: { sha: head }, base, merge_commit_sha: life.commit, merged_at: '2026-02-28T10:00:00Z' },
      ],
    };
    played.more[`${root}/pulls/40`] = { json: { user: account('casey', 1), commits: 1 } };
    const commit = { message: 'x', author: { email: 'd@example.com' }, committer: { email: 'd@example.com' } };
    played.more[`${root}/pulls/40/commits`] = {
      json: [{ sha: head, commit, author: account('drew', 2), committer: account('drew', 2) }],
    };
    played.more[`${root}/actions/runs/20/approvals`] = {
      json: [{ state: 'approved', user: account(by, by === 'casey' ? 1 : 2), environments: [{ name: on }] }],
    };
    return played;
  }
  test.each([
    ['who opened the pull request of the commit', 'casey'],
    ['who made a commit of it', 'drew'],
  ])('of %s do not count, although somebody else merged it', async (_name, by) => {
    expect((await against(await merged(by), 'staging', 20, { section: through })).told).toEqual(['approvals: failed']);
  });
  test('of somebody who has no part in it count, in whatever case the environment is written', async () => {
    const played = await merged('casey', 'Stage');
    played.more[`${root}/pulls/40`] = { json: { user: account('pat', 3), commits: 1 } };
    expect((await against(played, 'staging', 20, { section: through })).told).toEqual([]);
  });
});
