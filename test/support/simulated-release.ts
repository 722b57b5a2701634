import { control as executiveSummary } from '../../actions/executive-summary/control.ts';
import { control as manifestSync } from '../../actions/manifest-sync/control.ts';
import { control as readiness } from '../../actions/readiness/control.ts';
import type { CollectedFile } from '../../shared/core/collected.ts';
import type { ExecutiveSummary } from '../../shared/core/executive-summary.ts';
import type { Report } from '../../shared/core/report.ts';
import { rulesetsOf } from '../../shared/domain/readiness/exception.ts';
import { pullRequest, runAsAction } from './action-run.ts';
import { consumerFiles } from './contract-files.ts';
import { artifact, changed, runId } from './decision-run.ts';
import type { FileContent, TestRepository } from './git-repository.ts';
import { type GitHubAnswers, memoryGitHub } from './memory-github.ts';
import { checksOf, checksReport, inArtifact, type PlayedJob, played, rulesets, run } from './readiness.ts';

/*
 * A whole release as one pull request run: a control, jobs of two workflows, reports of other tools, readiness over all of it, and the
 * decision. Everything is in order; a fault changes one thing.
 */

const name = 'harbour-example/desk';
const path = `/repos/${name}`;

/** What a fault can change before readiness looks. */
export interface ReleaseWorld {
  head: string;
  jobs: PlayedJob[];
  /** The jobs of the other workflow, and its runs. */
  otherJobs: PlayedJob[];
  otherRuns: Record<string, unknown>[];
  /** Of all jobs. */
  checks: Record<string, unknown>[];
  files: CollectedFile[];
  /** The report of the control, as it was written. */
  contracts: string;
  rulesets: { id: number; name: string; enforcement: string; updated_at: string }[];
  notes: string;
  author: string;
  needs: Record<string, string> | undefined;
  answers: GitHubAnswers;
  /** Where the run is. */
  attempt: number;
}

/** One way in which a release is not in order, and what must stand first in the way. */
export interface Fault {
  kind: string;
  name: string;
  /** The control and the words of the first thing that stands in the way. */
  first: { control?: string; words: readonly string[] };
  /** What the change brings along. */
  head?: Record<string, FileContent>;
  /** With the attestation of a report that could not look; else that report passed. */
  attested?: boolean;
  change(world: ReleaseWorld): void;
}

const flags = { 'new-engine': true };
const facts = { commit: '/commit', flags: '/flags', definition: '/definition_hash', baseline: '/baseline' };

/** A report of another tool: where it lies, and what it says. */
export const reportNames = ['lifecycle', 'replay', 'parity'] as const;

export function reportOf(head: string, report: string): Record<string, unknown> {
  return checksReport(`${report}_v1`, { commit: head, flags, definition_hash: 'd1', baseline: { run: 'base-1' } });
}

const unseen = {
  ...checksReport('github_branch_protection_v1'),
  status: 'unverified',
  summary: { total: 2, passed: 1, failed: 1, unverified: true },
  checks: [
    { check_id: 'repository_provided', passed: true },
    { check_id: 'branch_rules_api_call:main', passed: false, detail: 'status=403' },
  ],
};

const section = {
  jobs: [
    { id: 'build', job: 'build' },
    { id: 'tests', job: 'tests', legs: ['20', '24'] },
    { id: 'ci', job: 'unit', workflow: '.github/workflows/ci.yml' },
  ],
  reports: [
    { id: 'contracts', control: 'manifest-sync' },
    ...reportNames.map((report) => ({
      id: report,
      artifact: `${report}-report`,
      path: `${report}_report.json`,
      contract: `${report}_v1`,
      job: 'build',
      'maximum-age': '1d',
      conditions: [{ pointer: '/summary/failed', equals: 0 }],
      facts,
    })),
    {
      id: 'protection',
      artifact: 'protection-report',
      path: 'protection_report.json',
      job: 'build',
      external: { 'could-not-look': ['branch_rules_api_call:*'] },
    },
  ],
};

const attestation = {
  id: 'seen-by-bob',
  rule: 'readiness/report-passed',
  by: 'bob',
  role: 'administrator',
  when: '2026-11-10',
  until: '2026-12-01',
  method: 'looked at it under Settings > Rules',
  evidence: { path: 'evidence/ruleset.png', sha256: 'c'.repeat(64) },
  bound: { rulesets: rulesetsOf(rulesets) },
};

/** A repository whose base asks for readiness, with the report that its control left for the change. */
export interface Prepared {
  repository: TestRepository;
  base: string;
  head: string;
  contracts: string;
}

/** The change of a release, and the report of the control about it. */
export async function prepare(
  repository: TestRepository,
  head: Record<string, FileContent> = {},
  more: object = {},
): Promise<Prepared> {
  const config = { readiness: section, 'executive-summary': {}, attestations: [attestation], ...more };
  const base = repository.commit(consumerFiles({}, config));
  const commit = repository.commit({ 'a.txt': 'x', ...head });
  const made = await runAsAction({ control: manifestSync, repository, payload: pullRequest(base, commit) });
  return { repository, base, head: commit, contracts: made.reportText };
}

/** The answer of a release, with one fault or with none. */
export async function decideRelease(
  { repository, base, head, contracts }: Prepared,
  fault?: Pick<Fault, 'change' | 'attested'>,
): Promise<{ summary: ExecutiveSummary; readiness: Report; exit: number }> {
  const world = soundWorld(head, contracts, fault?.attested === true);
  fault?.change(world);
  const { jobs, otherJobs, otherRuns, checks, needs, attempt } = world;
  const readinessJob = played('readiness', { id: 40, status: 'in_progress', conclusion: null });
  const listed = [...jobs, readinessJob];
  const payload = pullRequest(base, head);
  const answers: GitHubAnswers = {
    [`GET ${path}`]: { json: { full_name: name, default_branch: 'main' } },
    [`GET ${path}/git/ref/heads/main`]: { json: { object: { type: 'commit', sha: base } } },
    [`GET ${path}/actions/runs/${runId}/jobs`]: { json: listed },
    [`GET ${path}/actions/workflows/ci.yml/runs`]: { json: otherRuns },
    [`GET ${path}/actions/runs/77/jobs`]: { json: otherJobs },
    [`GET ${path}/commits/${head}/check-runs`]: { json: checks },
    [`GET ${path}/rulesets`]: { json: world.rulesets },
    [`GET ${path}/pulls/7`]: {
      json: {
        number: 7,
        body: world.notes,
        user: { login: world.author },
        head: { ref: 'topic', repo: { full_name: name } },
      },
    },
    ...world.answers,
  };
  const secrets = { token: 'token-of-the-workflow' };
  const own = artifact(world.contracts, { headSha: head });
  const env = { GITHUB_RUN_ATTEMPT: String(attempt) };
  const made = await runAsAction({
    control: readiness,
    repository,
    payload,
    secrets,
    env: { GITHUB_JOB: 'readiness', ...env },
    given:
      needs === undefined
        ? {}
        : {
            needs: JSON.stringify(Object.fromEntries(Object.entries(needs).map(([job, result]) => [job, { result }]))),
          },
    github: memoryGitHub(answers),
    collected: { files: [...(world.contracts === '' ? [] : [own]), ...world.files], problems: [] },
  });
  const done = [...jobs, { ...readinessJob, status: 'completed', conclusion: made.exit === 0 ? 'success' : 'failure' }];
  const decision = played('decision', { status: 'in_progress', conclusion: null });
  const report = artifact(
    made.reportText,
    { headSha: head, id: 1002, name: 'governance-readiness-readiness-1' },
    'readiness.report.json',
  );
  const { report: decided, exit } = await runAsAction({
    control: executiveSummary,
    repository,
    payload,
    secrets,
    env: { GITHUB_JOB: 'decision', ...env },
    github: memoryGitHub({ ...answers, [`GET ${path}/actions/runs/${runId}/jobs`]: { json: [...done, decision] } }),
    collected: { files: [...(world.contracts === '' ? [] : [own]), report], problems: [] },
  });
  return { summary: decided.data as ExecutiveSummary, readiness: made.report, exit };
}

function soundWorld(head: string, contracts: string, open: boolean): ReleaseWorld {
  const jobs = ['build', 'tests (20)', 'tests (24)', 'governance'].map((job) => played(job));
  const otherJobs = [played('unit')];
  return {
    head,
    jobs,
    otherJobs,
    otherRuns: [
      run({
        event: 'pull_request',
        head_branch: 'topic',
        head_sha: head,
        head_repository: { full_name: name },
        pull_requests: [{ number: 7 }],
      }),
    ],
    checks: checksOf([...jobs, ...otherJobs], head),
    files: [
      ...reportNames.map((report, index) => fileOf(head, report, reportOf(head, report), { id: 2000 + index })),
      fileOf(head, 'protection', open ? unseen : checksReport('github_branch_protection_v1'), { id: 2100 }),
    ],
    contracts,
    rulesets: [...rulesets],
    notes: 'The protection was looked at: evidence/ruleset.png',
    author: 'ann',
    needs: undefined,
    answers: {},
    attempt: 1,
  };
}

type Origin = Parameters<typeof inArtifact>[3];

/** The file of a report in its artifact. */
export function fileOf(head: string, report: string, content: unknown, origin: Origin = {}): CollectedFile {
  return inArtifact(`${report}-report`, `${report}_report.json`, content, { headSha: head, ...origin });
}

/** Puts another file in the place of a report's. */
export function exchange(world: ReleaseWorld, report: string, content: unknown, origin: Origin = {}): void {
  const at = world.files.findIndex((file) => file.origin.name === `${report}-report`);
  const id = world.files[at]?.origin;
  world.files[at] = fileOf(world.head, report, content, {
    ...(id?.kind === 'artifact' ? { id: id.id } : {}),
    ...origin,
  });
}

export { changed };
