import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { effective } from '../../shared/domain/protection/effective.ts';
import type { Row } from '../../shared/domain/protection/row.ts';
import type { Observation } from '../../shared/domain/seen-repository/observation.ts';
import { publishedSnapshots, snapshotFor } from '../../shared/domain/seen-repository/published-snapshot.ts';
import { publishingRun } from '../../shared/domain/seen-repository/publishing-run.ts';
import {
  readSnapshot,
  type Snapshot,
  snapshotEnding,
  writeSnapshot,
} from '../../shared/domain/seen-repository/snapshot.ts';
import { type Audit, fileWorth, snapshotWorth } from '../../shared/domain/seen-repository/snapshot-worth.ts';
import { collect } from '../../shared/shell/collect.ts';
import { asking, judged, look } from '../shared/domain/protection/world.ts';
import { temporaryFolder, writeFiles } from '../support/git-repository.ts';
import { client } from '../support/github-asking.ts';
import { type Routes, withGitHub } from '../support/github-server.ts';
import { judgeSnapshot, type SnapshotJudgement } from '../support/judge-snapshot.ts';
import { moment } from '../support/moments.ts';
import { artifactRoutesOf, type PlayedArtifact, runHead } from '../support/report-artifacts.ts';
import { snapshotOf } from '../support/snapshots.ts';
import { zipFile } from '../support/zip-file.ts';

/* Snapshots by which somebody wants a repository to look protected that is not, or was when another one was meant. */

const now = moment('2026-11-20T12:00:00Z');
const audit: Audit = {
  repository: 'acme/governance',
  workflow: '.github/workflows/audit.yml',
  defaultBranch: 'main',
};
const wanted = { repository: 'acme/app', target: 'branch', ref: 'main' } as const;
const policy = asking({ deletion: true, 'bypass-actors': [] });
const rowsOf = (observation: Observation): Row[] => judged(effective(observation), policy).rows;

// Who may bypass is what a plain token cannot see, so that only the snapshot tells of it.
const rules = { id: 1, include: ['~DEFAULT_BRANCH'], rules: [{ type: 'deletion' }] };
const team = { actor_id: 1, actor_type: 'Team', bypass_mode: 'always' };
const green = await look({ rulesets: [{ ...rules, bypass: [] }] }, 'administration: write');
const red = await look({ rulesets: [{ ...rules, bypass: [team] }] }, 'administration: write');
const plain = await look({ rulesets: [rules] }, 'GITHUB_TOKEN');
const weak = await look({}, 'GITHUB_TOKEN');

const auditRun = 77;
const pullRequestRun = 101;
const other = 'b'.repeat(40);
const own = { full_name: 'acme/governance' };
const run = (changed: Record<string, unknown> = {}) => ({
  id: auditRun,
  run_attempt: 1,
  event: 'schedule',
  status: 'completed',
  conclusion: 'success',
  head_branch: 'main',
  head_sha: runHead,
  path: '.github/workflows/audit.yml',
  created_at: '2026-11-19T03:00:00Z',
  repository: own,
  head_repository: own,
  ...changed,
});
/** A run that would come before the audit, and calls itself so. */
const newer = (changed: Record<string, unknown>) => run({ id: 78, created_at: '2026-11-20T03:00:00Z', ...changed });

let ids = 0;
function uploaded(texts: readonly string[], rest: Partial<PlayedArtifact> = {}): PlayedArtifact {
  ids += 1;
  const entries = texts.map((content, index) => ({ name: `${index}${snapshotEnding}`, content }));
  return { id: ids, name: `governance-branch-protection-audit-${ids}`, bytes: zipFile(entries), ...rest };
}
const text = (observation: Observation, changed: Partial<Snapshot> = {}): string =>
  writeSnapshot(snapshotOf(observation, changed));
const by78 = { run: { id: 78, attempt: 1 }, 'taken-at': '2026-11-20T03:05:00Z' };

interface Setup {
  runs?: object[];
  artifacts?: Record<number, PlayedArtifact[]>;
  folder?: Record<string, string>;
  seen?: Observation;
  /** Whether the commit `other` is on the default branch. */
  compared?: string;
}

let place: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  place = temporaryFolder();
});
afterEach(() => place.remove());

/** What a control does with `snapshot: published` in the run of a pull request. */
async function judgePublished({ runs = [run()], artifacts = {}, folder = {}, seen = plain, compared }: Setup) {
  writeFiles(place.folder, folder);
  const table = new Map(Object.entries(artifacts).map(([id, list]) => [Number(id), list]));
  for (const id of [auditRun, 78, pullRequestRun]) if (!table.has(id)) table.set(id, []);
  const routes: Routes = {
    'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs': {
      body: { total_count: runs.length, workflow_runs: runs },
    },
    'GET /repos/{owner}/{repo}/git/ref/{+ref}': { body: { object: { type: 'commit', sha: runHead } } },
    'GET /repos/{owner}/{repo}/compare/{basehead}': { body: { status: compared ?? 'diverged' } },
    ...artifactRoutesOf(table),
  };
  const optional = Object.fromEntries(
    Object.entries(routes).map(([key, route]) => [
      key,
      'optional' in route ? route : { optional: true as const, answer: route },
    ]),
  );
  return withGitHub(optional, async (server): Promise<SnapshotJudgement> => {
    const github = client(server);
    const publisher = await publishingRun(github, audit, now);
    if (publisher.state === 'unknown') return { state: 'unknown', because: [publisher.because] };
    if (publisher.state === 'none') throw new Error(publisher.message);
    const collected = await collect(
      { folders: [{ path: place.folder, name: 'reports' }], made: [], github: () => github },
      { artifacts: [], runs: [publisher.data.id], endings: [snapshotEnding] },
      { event: 'pull_request', repository: 'acme/governance', runId: pullRequestRun },
    );
    const found = snapshotFor(publishedSnapshots(collected, publisher.data), wanted);
    if (found.state === 'unknown') return found;
    const { path, snapshot } = found.file;
    const worth = snapshotWorth(snapshot, {
      wanted,
      published: { by: publisher, audit },
      seen: { rulesets: seen.rulesets, branch: seen.branch },
      moment: now,
    });
    return judgeSnapshot(worth, path, rowsOf);
  });
}

function outcome(judgement: SnapshotJudgement): string {
  if (judgement.state !== 'judged') return judgement.state === 'foreign' ? 'bad input' : 'unverified';
  const asked = judgement.rows.filter(({ verdict }) => verdict !== 'not-asked');
  if (asked.some(({ holds }) => holds === false)) return 'failed';
  return asked.length > 0 && asked.every(({ holds }) => holds === true) ? 'passed' : 'unverified';
}

describe('what the audit published is believed', () => {
  test.each<[string, Setup, string]>([
    ['a repository that is protected', { artifacts: { [auditRun]: [uploaded([text(green)])] } }, 'passed'],
    ['one that is not', { artifacts: { [auditRun]: [uploaded([text(red)])] } }, 'failed'],
    [
      'the same snapshot in two artifacts',
      { artifacts: { [auditRun]: [uploaded([text(green)]), uploaded([text(green)])] } },
      'passed',
    ],
    [
      'for an earlier commit of the branch',
      {
        runs: [run({ head_sha: other })],
        compared: 'ahead',
        artifacts: { [auditRun]: [uploaded([text(green)], { run: { id: auditRun, head_sha: other } })] },
      },
      'passed',
    ],
  ])('%s', async (_name, setup, expected) => {
    expect(outcome(await judgePublished(setup))).toBe(expected);
  });
});

/** The audit of the night saw that the repository is not protected. */
const night = { [auditRun]: [uploaded([text(red)])] };
const forged = uploaded([text(green, by78)]);

describe('a forged snapshot does not count, and the honest one does', () => {
  test.each<[string, Setup]>([
    ['a file in the folder of reports, with the id of the run', { folder: { 'a.snapshot.json': text(green) } }],
    [
      'an artifact of the pull request, with the id of the run',
      { artifacts: { ...night, [pullRequestRun]: [uploaded([text(green)])] } },
    ],
    ['a run of the same workflow for the pull request', { runs: [newer({ event: 'pull_request' }), run()] }],
    ['a run of the same workflow that the author started', { runs: [newer({ event: 'workflow_dispatch' }), run()] }],
    ['a run of another branch', { runs: [newer({ head_branch: 'topic' }), run()] }],
    [
      'a run of a fork from a branch of the same name',
      { runs: [newer({ head_repository: { full_name: 'mallory/governance' } }), run()] },
    ],
    ['a run of a fork that is gone', { runs: [newer({ head_repository: null }), run()] }],
    ['a run of another workflow', { runs: [newer({ path: '.github/workflows/mine.yml' }), run()] }],
    ['a run that goes on', { runs: [newer({ status: 'in_progress', conclusion: null }), run()] }],
    [
      'an audit of last week, when it was protected',
      { runs: [run({ id: 78, created_at: '2026-11-14T03:00:00Z' }), run()] },
    ],
  ])('%s', async (_name, setup) => {
    const artifacts = { ...night, 78: [forged], ...setup.artifacts };
    expect(outcome(await judgePublished({ ...setup, artifacts }))).toBe('failed');
  });
});

describe('nothing is passed, and why is said', () => {
  const only = (...artifacts: PlayedArtifact[]): Setup => ({ artifacts: { [auditRun]: artifacts } });
  const changed = (at: string): Observation => ({
    ...green,
    rulesets: {
      state: 'read',
      data: green.rulesets.state === 'read' ? green.rulesets.data.map((one) => ({ ...one, updated_at: at })) : [],
    },
  });
  test.each<[string, Setup, RegExp]>([
    [
      'a file in the folder alone',
      { folder: { 'a.snapshot.json': text(green) } },
      /1 in folders and of other runs do not count/,
    ],
    [
      'a run for a commit that is not on the branch',
      { ...only(uploaded([text(green)])), runs: [run({ head_sha: other })] },
      /is not on main/,
    ],
    [
      'an artifact of another commit in the run',
      only(uploaded([text(green)], { run: { id: auditRun, head_sha: other } })),
      /is of the commit b+, and run 77 of a+/,
    ],
    [
      'an artifact that is of another run',
      only(uploaded([text(green)], { run: { id: 78, head_sha: runHead } })),
      /left no file/,
    ],
    [
      'an audit that is run again, so that an older one would be the newest',
      {
        ...only(uploaded([text(green)])),
        runs: [newer({ status: 'queued', conclusion: null, run_attempt: 2 }), run()],
      },
      /goes on again/,
    ],
    [
      'an audit of eight days ago',
      { ...only(uploaded([text(green)])), runs: [run({ created_at: '2026-11-12T03:00:00Z' })] },
      /in the last 7 days/,
    ],
    [
      'an old snapshot handed in again',
      only(uploaded([text(green, { run: { id: 70, attempt: 1 }, 'taken-at': '2026-11-10T03:05:00Z' })])),
      /says that run 70/,
    ],
    [
      'an old snapshot under the id of the run',
      only(uploaded([text(green, { 'taken-at': '2026-11-18T03:05:00Z' })])),
      /is older than the run that published it/,
    ],
    [
      'a snapshot of a run to come',
      only(uploaded([text(green, { 'taken-at': '2026-11-21T03:05:00Z' })])),
      /from the future/,
    ],
    [
      'one of an attempt that was not made',
      only(uploaded([text(green, { run: { id: auditRun, attempt: 2 } })])),
      /\(attempt 2\) took it/,
    ],
    ['one that names no run', only(uploaded([text(green, { run: undefined })])), /no run took it/],
    [
      'a green one beside the honest one',
      only(uploaded([text(red)]), uploaded([text(green)])),
      /of one attempt have the same ref/,
    ],
    [
      'a green one beside the honest one in one artifact',
      only(uploaded([text(red), text(green)])),
      /of one attempt have the same ref/,
    ],
    [
      'a green one beside one that is broken',
      only(uploaded([text(red).slice(0, -20)]), uploaded([text(green)])),
      /is no snapshot/,
    ],
    [
      'a green one beside one that has expired',
      only(uploaded([text(red)], { expired: true }), uploaded([text(green)])),
      /has expired/,
    ],
    [
      'one that is not what was uploaded',
      only(uploaded([text(green)], { digest: `sha256:${'0'.repeat(64)}` })),
      /is not what was uploaded/,
    ],
    ['one that is cut off', only(uploaded([text(green).slice(0, -20)])), /is no snapshot/],
    [
      'both observations of one ref',
      only(uploaded([text(green, { observations: [green, red] })])),
      /about the same ref/,
    ],
    [
      'both observations in two letters',
      only(uploaded([text(green, { observations: [green, { ...red, repository: 'ACME/App' }] })])),
      /about the same ref/,
    ],
    [
      'observations written twice',
      only(uploaded([text(red).replace('"observations"', `"observations":${JSON.stringify([green])},"observations"`)])),
      /is given twice/,
    ],
    ['another branch', only(uploaded([text({ ...green, ref: 'develop' })])), /nothing of this ref/],
    [
      'the full name of the branch',
      only(uploaded([text({ ...green, ref: 'refs/heads/main' })])),
      /nothing of this ref/,
    ],
    ['a tag of the same name', only(uploaded([text({ ...green, target: 'tag' })])), /nothing of this ref/],
    ['another repository', only(uploaded([text({ ...green, repository: 'acme/other' })])), /nothing of this ref/],
    [
      'a list and a ruleset of different times',
      only(uploaded([text(changed('2026-11-18T00:00:00Z'))])),
      /when the ruleset 1 was changed cannot be told/,
    ],
    [
      'a ruleset that was changed since',
      { ...only(uploaded([text(green)])), seen: { ...plain, rulesets: changed('2026-11-20T00:00:00Z').rulesets } },
      /was changed at 2026-11-20T00:00:00Z, after the snapshot/,
    ],
    ['a ruleset that was deleted since', { ...only(uploaded([text(green)])), seen: weak }, /is no longer there/],
    [
      'a ruleset that was left out',
      {
        ...only(
          uploaded([
            text({ ...green, rulesets: { state: 'read', data: [] }, details: [], rules: { state: 'read', data: [] } }),
          ]),
        ),
      },
      /the ruleset 1 is not in the snapshot/,
    ],
    [
      'a branch that is no longer protected',
      { ...only(uploaded([text(green)])), seen: { ...plain, branch: weak.branch } },
      /is not as in the snapshot/,
    ],
    [
      'a list of now that GitHub refuses',
      {
        ...only(uploaded([text(green)])),
        seen: {
          ...plain,
          rulesets: { state: 'unknown', because: { code: 'RATE_LIMITED', message: 'the limit is reached' } },
        },
      },
      /the limit is reached/,
    ],
  ])('%s', async (_name, setup, message) => {
    const judgement = await judgePublished(setup);
    expect(outcome(judgement)).not.toBe('passed');
    if (judgement.state === 'foreign') throw new Error(JSON.stringify(judgement.problems));
    expect(judgement.because.map((one) => one.message).join('\n')).toMatch(message);
    const rows = judgement.state === 'judged' ? judgement.rows : [];
    expect(rows.filter(({ holds, verdict }) => holds === true && verdict !== 'not-asked')).toEqual([]);
  });
});

describe('a file that the configuration names', () => {
  test.each<[string, Partial<Snapshot>, string]>([
    ['with the id of the run that counts', {}, 'unverified'],
    ['with the highest credential', { credential: 'administration-write' }, 'unverified'],
    ['of another repository', { observations: [{ ...green, repository: 'acme/other' }] }, 'bad input'],
    ['of another branch', { observations: [{ ...green, ref: 'develop' }] }, 'unverified'],
    ['that shows what is wrong', { observations: [red] }, 'failed'],
  ])('%s', (_name, changed, expected) => {
    const read = readSnapshot('a.snapshot.json', text(green, changed));
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    expect(outcome(judgeSnapshot(fileWorth(read.snapshot, wanted, now), 'a.snapshot.json', rowsOf))).toBe(expected);
  });
});
