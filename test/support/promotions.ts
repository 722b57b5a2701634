import { control } from '../../actions/promotion/control.ts';
import { expandRoute } from '../../shared/adapters/github-route.ts';
import type { Collected, CollectRequest } from '../../shared/core/collected.ts';
import type { Evaluation } from '../../shared/core/evaluation.ts';
import type { ExecutiveSummary } from '../../shared/core/executive-summary.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import type { Report } from '../../shared/core/report.ts';
import type { PromotionEntry } from '../../shared/domain/promotion/entry.ts';
import { executiveSummary } from './any-executive-summary.ts';
import type { GitHubAnswer, GitHubAnswers } from './memory-github.ts';
import { notFound } from './memory-github.ts';
import { memoryHistory } from './memory-history.ts';
import { wholeGo } from './postures.ts';
import { report, result } from './results.ts';
import { baseSha, evaluateWith, type Setup } from './world.ts';

/*
 * A repository whose releases come through three environments, played as the platform would tell it. A test changes what the platform
 * says; the histories are those that the control itself records.
 */

export const repository = 'acme/app';
export const commit = 'c'.repeat(40);
export const digest = 'd'.repeat(64);
export const environments = ['dev', 'staging', 'prod'] as const;
export type Name = (typeof environments)[number];
export const pathOf = (name: string): string => `.github/promotions/${name}.jsonl`;
export const postureFile = '.github/posture.yml';
const policySource = {
  kind: 'base' as const,
  path: '.github/release-governance.yml',
  ref: baseSha,
  sha256: 'c'.repeat(64),
};

export interface PlayedRun {
  path: string;
  event: string;
  head_branch: string;
  head_repository: { full_name: string };
  head_sha: string;
  run_started_at: string;
  run_attempt: number;
  actor: string;
}
export interface PlayedArtifact {
  name: string;
  expired: boolean;
  digest: string | null;
  sha: string;
  /** When it was uploaded; left out, before anything was decided. */
  made?: string;
}
export interface PlayedReview {
  by: string;
  state: string;
  commit: string;
}
interface Landed {
  mergedAt: string;
  pull: number;
  merge: string;
}
interface RunApproval {
  by: string;
  state: string;
  on: string;
}

/** `since`: when it came to its state; `later`: a state to which it came later. */
export interface PlayedDeployment {
  id: number;
  sha: string;
  state: string;
  url?: string;
  since?: string;
  later?: string;
  on?: string;
}

/** What the platform says; everything in it may be changed. */
export interface Platform {
  tip: string;
  histories: Record<string, string>;
  landed: Record<string, Landed>;
  runs: Record<number, PlayedRun>;
  artifacts: Record<number, PlayedArtifact[]>;
  /** The decisions of a run, as reports in an artifact of it. */
  decisions: Record<number, Report[]>;
  /** When they were uploaded. */
  decidedAt: string;
  /** The history that a run left. */
  documents: Record<number, string>;
  reviews: PlayedReview[];
  opener: string;
  approvals: RunApproval[];
  deployments: PlayedDeployment[];
  posture: string;
  /** On the default branch. */
  landedCommits: string[];
  /** Answers instead of those that are made of the rest. */
  more: Record<string, GitHubAnswer>;
}

/** What the chain of these tests asks for. */
export const section = {
  tasks: ['record', 'verify'],
  chain: [
    { environment: 'dev', accept: 'conditional-go' },
    {
      environment: 'staging',
      soak: '1h',
      deployment: 'stage',
      approvals: { by: ['@casey'] },
    },
    { environment: 'prod', summary: 'prod', soak: '24h', approvals: { by: ['leads'], needed: 2 } },
  ],
  promotes: { artifact: 'bundle' },
  workflows: ['release.yml'],
  posture: postureFile,
};

export const ownRun = (more: Partial<PlayedRun> = {}): PlayedRun => ({
  path: '.github/workflows/release.yml',
  event: 'workflow_dispatch',
  head_branch: 'main',
  head_repository: { full_name: repository },
  head_sha: commit,
  run_started_at: '2026-03-01T10:00:00Z',
  run_attempt: 1,
  actor: 'pat',
  ...more,
});

/** The report of a decision. */
export function decision(runId: number, more: Partial<ExecutiveSummary> = {}, whole: Partial<Report> = {}): Report {
  const word = more.decision ?? 'go';
  const subject = {
    event: 'workflow_dispatch',
    repository,
    headSha: commit,
    runId,
    attempt: 1,
    job: 'decision',
    ...(more.name === undefined ? {} : { matrixKey: more.name }),
  };
  const of = (status: 'passed' | 'failed' | 'unverified'): Report['results'] => [
    result({
      rule: 'executive-summary/reports',
      status,
      ...(status === 'unverified' ? { because: { code: 'CONDITIONAL' as const, message: 'something is waived' } } : {}),
    }),
  ];
  const status = word === 'go' ? 'passed' : word === 'no-go' ? 'failed' : 'unverified';
  return report({
    control: 'executive-summary',
    // What was recorded once stays as it is when the suite has another version.
    version: '0.1.0',
    subject,
    policySource,
    status,
    results: of(status),
    data: executiveSummary({ version: '0.1.0', subject, decision: word, ...more }),
    ...whole,
  });
}

/** A repository whose build run 1 made the bytes that are promoted, and decided on them; nothing was promoted yet. */
export function platform(): Platform {
  return {
    tip: '7'.repeat(40),
    histories: {},
    landed: {},
    runs: { 1: ownRun() },
    artifacts: { 1: [{ name: 'bundle', expired: false, digest: `sha256:${digest}`, sha: commit }] },
    decisions: { 1: [decision(1), decision(1, { name: 'prod' })] },
    decidedAt: '2026-03-01T10:10:00Z',
    documents: {},
    reviews: [],
    opener: 'pat',
    approvals: [],
    deployments: [],
    posture: wholeGo.replace('2026-11-01', '2026-01-01'),
    landedCommits: [commit],
    more: {},
  };
}

const account = (login: string): { login: string; id: number; type: string } => ({
  login,
  id: sum(login),
  type: login.endsWith('[bot]') ? 'Bot' : 'User',
});
function sum(text: string): number {
  let total = 0;
  for (const character of text) total = total * 31 + (character.codePointAt(0) ?? 0);
  return total % 1_000_003;
}

const pullHead = '9'.repeat(40);

/** The answers of the platform, for the pull request with that number. */
export function answers(played: Platform, pull = 50): GitHubAnswers {
  const root = `/repos/${repository}`;
  const at: Record<string, GitHubAnswer> = {
    [`GET ${root}`]: { json: { full_name: repository, default_branch: 'main' } },
    [`GET ${root}/git/ref/heads/main`]: { json: { object: { type: 'commit', sha: played.tip } } },
    [`GET ${root}/contents/${postureFile}`]: { raw: played.posture },
    [`GET ${root}/pulls/${pull}`]: {
      json: { number: pull, user: account(played.opener), head: { sha: pullHead }, commits: 1 },
    },
    [`GET ${root}/pulls/${pull}/reviews`]: {
      json: played.reviews.map(({ by, state, commit: of }) => ({
        user: account(by),
        state,
        commit_id: of,
        submitted_at: '2026-03-09T10:00:00Z',
      })),
    },
    [`GET ${root}/pulls/${pull}/commits`]: {
      json: [
        {
          sha: pullHead,
          commit: {
            message: 'promote',
            author: { email: 'pat@example.com' },
            committer: { email: 'noreply@github.com' },
          },
          author: account('pat'),
          committer: account('web-flow'),
        },
      ],
    },
    [`GET ${root}/commits/${pullHead}/pulls`]: { json: [pullOf(pull, pullHead, pullHead, null)] },
    [`GET ${root}/commits/${commit}/pulls`]: { json: [] },
    [`GET ${root}/commits/${commit}`]: { json: { author: account('pat'), committer: account('web-flow') } },
    [`GET ${root}/deployments`]: {
      json: played.deployments.map(({ id, sha, on }) => ({ id, sha, environment: on ?? 'stage' })),
    },
  };
  for (const name of environments) {
    const content = played.histories[name];
    at[`GET ${root}/contents/${pathOf(name)}`] = content === undefined ? notFound : { raw: content };
    const landed = played.landed[name];
    const asked = { owner: 'acme', repo: 'app', path: pathOf(name), sha: played.tip, per_page: 1 };
    at[`GET ${expandRoute('GET /repos/{owner}/{repo}/commits', asked)}`] = {
      json: landed === undefined ? [] : [{ sha: landed.merge }],
    };
    if (landed !== undefined)
      at[`GET ${root}/commits/${landed.merge}/pulls`] = {
        json: [pullOf(landed.pull, '8'.repeat(40), landed.merge, landed.mergedAt)],
      };
  }
  for (const each of [commit, ...played.landedCommits])
    at[`GET ${root}/compare/${each}...${played.tip}`] = {
      json: { status: played.landedCommits.includes(each) ? 'ahead' : 'diverged' },
    };
  for (const [id, { actor, ...run }] of Object.entries(played.runs)) {
    const json = {
      ...run,
      id: Number(id),
      status: 'completed',
      conclusion: 'success',
      created_at: run.run_started_at,
      actor: account(actor),
      triggering_actor: account(actor),
    };
    at[`GET ${root}/actions/runs/${id}`] = { json };
    at[`GET ${root}/actions/runs/${id}/attempts/${run.run_attempt}`] = { json };
    at[`GET ${root}/actions/runs/${id}/jobs`] = {
      json: [
        {
          id: Number(id) * 10,
          name: 'decision',
          run_attempt: 1,
          status: 'completed',
          conclusion: 'success',
          started_at: run.run_started_at,
        },
      ],
    };
    at[`GET ${root}/actions/runs/${id}/artifacts`] = {
      json: (played.artifacts[Number(id)] ?? []).map(({ sha, made, ...artifact }) => ({
        ...artifact,
        created_at: made ?? '2026-03-01T10:05:00Z',
        workflow_run: { id: Number(id), head_sha: sha },
      })),
    };
    at[`GET ${root}/actions/runs/${id}/approvals`] = {
      json: played.approvals.map(({ by, state, on }) => ({ state, user: account(by), environments: [{ name: on }] })),
    };
  }
  for (const { id, state, url, since, later } of played.deployments)
    at[`GET ${root}/deployments/${id}/statuses`] = {
      json: [
        ...(later === undefined ? [] : [{ id: 3, state: later, created_at: '2026-03-09T10:00:00Z' }]),
        { id: 2, state, created_at: since ?? '2026-03-03T10:30:00Z', log_url: url ?? null },
        { id: 1, state: 'queued', created_at: '2026-03-03T10:00:00Z' },
      ],
    };
  return { ...at, ...played.more };
}

function pullOf(number: number, head: string, merge: string, mergedAt: string | null): object {
  const base = { ref: 'main', repo: { full_name: repository, default_branch: 'main' } };
  return { number, head: { sha: head }, base, merge_commit_sha: merge, merged_at: mergedAt };
}

/** What is collected of the runs that are asked for: decisions, and histories that were recorded. */
export function collectedOf(played: Platform, { runs = [], endings = [] }: CollectRequest): Collected {
  const files = runs.flatMap((runId) => {
    const origin = {
      kind: 'artifact' as const,
      name: 'governance-x-1',
      id: runId,
      runId,
      headSha: played.runs[runId]?.head_sha ?? '',
      digest: undefined,
      createdAt: played.decidedAt,
    };
    const document = played.documents[runId];
    const texts: [string, string][] = [
      ...(played.decisions[runId] ?? []).map((each, index): [string, string] => [
        `executive-summary-${index}.report.json`,
        JSON.stringify(each),
      ]),
      ...(document === undefined || !endings.includes('.history.jsonl')
        ? []
        : [['promotion-record.history.jsonl', document] as [string, string]]),
    ];
    return texts.map(([path, text]) => {
      const content = new TextEncoder().encode(text);
      return { origin, path, content, sha256: sha256(content) };
    });
  });
  return { files, problems: [] };
}

/** What differs from a good run. */
export interface Asking {
  given?: Record<string, string>;
  setup?: Setup;
  section?: Record<string, unknown>;
  now?: string;
}

/** The setup of a run that records. */
export function recording(played: Platform, name: string, runId: number, asking: Asking = {}): Setup {
  return {
    section: asking.section ?? section,
    given: {
      task: 'record',
      environment: name,
      'decision-run': '1',
      ...(name === 'dev' ? { 'artifact-run': '1' } : {}),
      ...asking.given,
    },
    now: asking.now ?? '2026-03-10T12:00:00Z',
    subject: { event: 'workflow_dispatch', repository, headSha: commit, runId, attempt: 1, matrixKey: 'record' },
    policyFiles: { [postureFile]: played.posture },
    roles: { leads: ['casey', 'drew'] },
    github: answers(played),
    reports: (request) => collectedOf(played, request),
    ...asking.setup,
  };
}

/** The setup of a run that verifies what a pull request makes of the histories. */
export function verifying(played: Platform, after: Record<string, string>, asking: Asking = {}): Setup {
  const files = (histories: Record<string, string>): Record<string, string> =>
    Object.fromEntries(Object.entries(histories).map(([name, text]) => [pathOf(name), text]));
  return {
    section: asking.section ?? section,
    given: { task: 'verify', ...asking.given },
    now: asking.now ?? '2026-03-10T12:00:00Z',
    subject: {
      event: 'pull_request',
      repository,
      headSha: pullHead,
      pullRequest: 50,
      runId: 900,
      attempt: 1,
      matrixKey: 'verify',
    },
    policyFiles: { [postureFile]: played.posture },
    roles: { leads: ['casey', 'drew'] },
    github: answers(played),
    reports: (request) => collectedOf(played, request),
    history: memoryHistory([{ before: files(played.histories), after: files(after), head: pullHead }]),
    ...asking.setup,
  };
}

/** The history that an evaluation recorded; undefined when it recorded nothing. */
export function recordedText({ documents }: Evaluation): string | undefined {
  const content = documents['history.jsonl'];
  return content === undefined ? undefined : new TextDecoder().decode(content as Uint8Array);
}

/** What did not hold, what failed before what is open, each as `<rule>: <status>`. */
export function against({ results, error }: Evaluation): string[] {
  const of = (wanted: string): string[] =>
    results.flatMap(({ rule, status }) => (status === wanted ? [`${rule.replace('promotion/', '')}: ${status}`] : []));
  return [...new Set([...of('failed'), ...of('unverified'), ...(error === undefined ? [] : [error.code])])];
}

/** Begins a run that records, at a time of the platform. */
export function begin(played: Platform, runId: number, at: string): void {
  played.runs[runId] = ownRun({ run_started_at: at });
}

/** What the reviewers say of the pull request. */
export const approvedBy = (...people: string[]): PlayedReview[] =>
  people.map((by) => ({ by, state: 'APPROVED', commit: pullHead }));

/** Brings a history to the default branch. */
export function land(played: Platform, name: string, text: string, mergedAt: string): void {
  played.histories[name] = text;
  played.landed[name] = { mergedAt, pull: 60, merge: sha256(`${name}${mergedAt}`).slice(0, 40) };
}

/** When the entry of each environment is recorded, and when it comes to the default branch. */
export const times: Record<Name, { run: number; begins: string; lands: string }> = {
  dev: { run: 10, begins: '2026-03-02T10:00:00Z', lands: '2026-03-02T11:00:00Z' },
  staging: { run: 20, begins: '2026-03-03T10:00:00Z', lands: '2026-03-03T11:00:00Z' },
  prod: { run: 30, begins: '2026-03-05T10:00:00Z', lands: '2026-03-05T11:00:00Z' },
};

/** Everything before a promotion to an environment is done and landed, and its own run has begun. */
export async function ready(name: Name): Promise<Platform> {
  const played = platform();
  for (const each of environments) {
    const { run, begins, lands } = times[each];
    begin(played, run, begins);
    if (each === name) return played;
    const text = recordedText(await evaluateWith(control, recording(played, each, run)));
    if (text === undefined) throw new Error(`nothing was recorded for ${each}`);
    played.documents[run] = text;
    land(played, each, text, lands);
    if (each === 'staging') played.deployments = [{ id: 1, sha: commit, state: 'success' }];
  }
  return played;
}

/** The histories of a release that came through all environments, as the control recorded them. */
export async function promotedThrough(): Promise<Record<string, string>> {
  const played = await ready('prod');
  const last = recordedText(await evaluateWith(control, recording(played, 'prod', times.prod.run)));
  if (last === undefined) throw new Error('nothing was recorded for prod');
  return { ...played.histories, prod: last };
}

/** The entry in the last line of a history. */
export const lastOf = (text: string): PromotionEntry =>
  JSON.parse(text.trim().split('\n').at(-1) ?? '') as PromotionEntry;

/** Staging has the release, prod nothing; the run 30 recorded a good entry for prod, which both leads approve. */
export async function good(): Promise<{ played: Platform; entry: PromotionEntry }> {
  const played = await ready('prod');
  played.reviews = approvedBy('casey', 'drew');
  const text = recordedText(await evaluateWith(control, recording(played, 'prod', 30))) ?? '';
  played.documents[30] = text;
  return { played, entry: lastOf(text) };
}

/** What speaks against a pull request that makes these of the histories. */
export async function verified(played: Platform, histories: Record<string, string>): Promise<string[]> {
  return against(await evaluateWith(control, verifying(played, { ...played.histories, ...histories })));
}
