import type { Collected } from '../../shared/core/collected.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import type { Report } from '../../shared/core/report.ts';
import { landingAnswers } from './landings.ts';
import { type GitHubAnswer, type GitHubAnswers, notFound } from './memory-github.ts';
import { memoryHistory } from './memory-history.ts';
import { type PostureVersion, postureHistory } from './postures.ts';
import { pullAnswers, review } from './pull-request.ts';
import { report, result } from './results.ts';
import { baseSha, type Files, headSha, type Setup } from './world.ts';

/*
 * A producer (acme/ledger) and a consumer (acme/desk) at the checkpoint v3-cutover, where everything is in order. A test says what is
 * not.
 */

export const producer = 'acme/ledger';
export const consumer = 'acme/desk';
export const now = '2026-12-02T12:00:00Z';
/** The tip of the other repository. */
export const tip = 'f'.repeat(40);
export const landedHead = '8'.repeat(40);

export const go = 'posture: GO\nsince: 2026-11-20T00:00:00Z\nby: alice\nreason: release 3\nscope: [production]\n';
export const table = '# RFC\n\n## Go or no-go\n\n| Check | Status |\n| --- | --- |\n| Consumer CI | GO |\n';
export const record = `checkpoint: v3-review\ndecision: GO\ncommit: ${'ab'.repeat(20)}\n`;
export const pin = (commit: string, tag = 'v3.0.0'): string => JSON.stringify({ commit, tag });

export const paths = {
  posture: '.github/posture.yml',
  record: '.github/checkpoints/v3-review.yml',
  table: 'docs/rfc-v3.md',
  pin: 'config/ledger-pin.json',
};

export const cutover = {
  id: 'v3-cutover',
  after: ['v3-review'],
  environment: 'production',
  'producer-artifacts': ['api/v3.yaml'],
  'consumer-artifacts': ['config/ledger-manifest.json'],
  verify: ['contract', 'producer-suite', 'consumer-ci'],
  'not-before': '2026-12-01T08:00:00Z',
  'not-after': '2026-12-10T08:00:00Z',
  stability: { release: 'v2.4.0', for: '14d' },
  'decision-tables': [
    {
      path: paths.table,
      heading: 'Go or no-go',
      check: 'Check',
      status: 'Status',
      measured: { 'Consumer CI': 'consumer-ci' },
    },
  ],
};

export const section = {
  checkpoint: 'v3-cutover',
  side: 'producer',
  other: { repository: consumer },
  'joint-go': { producer: ['ledger-owner'], consumer: ['desk-owner'] },
  repin: { path: paths.pin, commit: '/commit' },
  'hash-gate': { check: 'contracts' },
  rehearsal: { side: 'consumer', workflow: 'rollback.yml', 'maximum-age': '30d' },
  posture: [
    { side: 'producer', path: paths.posture },
    { side: 'consumer', path: paths.posture },
  ],
  verifications: [
    { id: 'contract', side: 'producer', control: 'manifest-sync' },
    { id: 'producer-suite', side: 'producer', check: 'suite' },
    { id: 'consumer-ci', side: 'consumer', check: 'ci' },
  ],
  checkpoints: [{ id: 'v3-review', verify: ['producer-suite'], requires: ['joint-go'], record: paths.record }, cutover],
};

/** The section with another checkpoint v3-cutover, or with other fields. */
export function sectionWith(
  checkpoint: Record<string, unknown>,
  fields: Record<string, unknown> = {},
): Record<string, unknown> {
  return { ...section, checkpoints: [section.checkpoints[0], { ...cutover, ...checkpoint }], ...fields };
}

export const actionsApp = 15368;

/** A check run of GitHub Actions. */
export function checkRun(name: string, commit: string, changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    name,
    head_sha: commit,
    status: 'completed',
    conclusion: 'success',
    app: { id: actionsApp, slug: 'github-actions' },
    ...changes,
  };
}

export function checks(
  repository: string,
  name: string,
  commit: string,
  runs: readonly unknown[] = [checkRun(name, commit)],
): GitHubAnswers {
  return { [`GET /repos/${repository}/commits/${commit}/check-runs?check_name=${name}&filter=latest`]: { json: runs } };
}

/** A finished run of the rehearsal in the consumer. */
export function rehearsal(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 900,
    event: 'schedule',
    status: 'completed',
    conclusion: 'success',
    created_at: '2026-11-25T00:00:00Z',
    head_branch: 'main',
    head_repository: { full_name: consumer },
    ...changes,
  };
}

export const rehearsals = `GET /repos/${consumer}/actions/workflows/rollback.yml/runs`;
export const file = (repository: string, path: string, ref: string): string =>
  `GET /repos/${repository}/contents/${path}?ref=${ref}`;

/** The report of a control of this run, as a job of it left it. */
export function collected(
  change: (made: Report) => void = () => undefined,
  control = 'manifest-sync',
): () => Collected {
  const made = report({
    control,
    results: [result({ rule: `${control}/fields-agree` })],
    subject: {
      event: 'pull_request',
      repository: producer,
      headSha,
      baseSha,
      runId: 101,
      attempt: 1,
      pullRequest: 7,
      job: 'governance',
    },
    policySource: { kind: 'base', path: '.github/release-governance.yml', ref: baseSha, sha256: 'c'.repeat(64) },
  });
  change(made);
  const content = new TextEncoder().encode(JSON.stringify(made));
  const origin = { kind: 'run' as const, name: 'reports' };
  return () => ({
    files: [{ origin, path: `${control}.report.json`, content, sha256: sha256(content) }],
    problems: [],
  });
}

export const job = {
  id: 11,
  name: 'governance',
  run_attempt: 1,
  status: 'completed',
  conclusion: 'success',
  started_at: '2026-12-02T11:50:00Z',
};
export const jobs = `GET /repos/${producer}/actions/runs/101/jobs`;

/** Both sides, after a moment at which nothing had been stopped yet. */
export const bothApprove = [review('pat'), review('casey', 1)].map((each) => ({ ...each, commit_id: headSha }));

export interface Played {
  /** What GitHub answers instead. */
  answers?: GitHubAnswers;
  files?: Files;
  section?: Record<string, unknown>;
  reports?: Setup['reports'];
  /** The versions of the records, the newest first. */
  postures?: { producer?: readonly PostureVersion[]; consumer?: readonly PostureVersion[] };
  now?: string;
  eventTime?: string;
  subject?: Setup['subject'];
  credentials?: readonly string[];
  policyFiles?: Files;
  /** The first-parent line of the base, or why it is not known; left out, nothing on it touched a record. */
  line?: Parameters<typeof memoryHistory>[0];
}

const never: readonly PostureVersion[] = [{ text: go, pull: 5, mergedAt: '2026-10-01T00:00:00Z' }];

/** What the platform knows when everything is in order. */
export function cutoverAnswers(postures: Played['postures'] = {}): GitHubAnswers {
  const { producer: ours = never, consumer: theirs = never } = postures;
  const named = (name: string): GitHubAnswer => ({ json: { full_name: name, default_branch: 'main' } });
  const held: GitHubAnswer = theirs[0]?.text === null ? notFound : { raw: theirs[0]?.text ?? go };
  return {
    [`GET /repos/${producer}`]: named(producer),
    [`GET /repos/${consumer}`]: named(consumer),
    [`GET /repos/${consumer}/git/ref/heads/main`]: { json: { object: { type: 'commit', sha: tip } } },
    [`GET /repos/${producer}/git/ref/heads/main`]: { json: { object: { type: 'commit', sha: baseSha } } },
    ...checks(producer, 'suite', headSha),
    ...checks(consumer, 'ci', tip),
    ...checks(consumer, 'contracts', tip),
    [file(consumer, paths.pin, tip)]: { raw: pin(headSha) },
    [file(consumer, 'config/ledger-manifest.json', tip)]: { raw: '{}' },
    [`GET /repos/${consumer}/rules/branches/main`]: {
      json: [
        {
          type: 'required_status_checks',
          ruleset_id: 1,
          parameters: { required_status_checks: [{ context: 'contracts' }] },
        },
      ],
    },
    [`GET /repos/${consumer}/branches/main`]: { json: { name: 'main', protected: false } },
    [rehearsals]: { json: { workflow_runs: [rehearsal()] } },
    [`GET /repos/${producer}/releases/tags/v2.4.0`]: {
      json: { tag_name: 'v2.4.0', draft: false, prerelease: false, published_at: '2026-11-01T00:00:00Z' },
    },
    [`GET /repos/${producer}/compare/${'ab'.repeat(20)}...${headSha}`]: { json: { status: 'ahead' } },
    [jobs]: { json: [job] },
    ...pullAnswers(`GET /repos/${producer}/pulls/7`, { head: headSha, reviews: bothApprove }),
    ...landingAnswers({
      repository: producer,
      path: paths.record,
      ref: baseSha,
      content: record,
      pull: 6,
      head: landedHead,
    }),
    ...pullAnswers(`GET /repos/${producer}/pulls/6`, {
      head: landedHead,
      reviews: bothApprove.map((each) => ({ ...each, commit_id: landedHead })),
    }),
    ...postureHistory({ repository: producer, path: paths.posture, ref: baseSha, versions: ours }),
    ...postureHistory({ repository: consumer, path: paths.posture, ref: tip, versions: theirs }),
    [file(consumer, paths.posture, tip)]: held,
  };
}

/** The gate at v3-cutover, with what the test plays otherwise. */
export function atCutover(played: Played = {}): Setup {
  const { answers = {}, files = {}, postures, reports = collected(), subject = {} } = played;
  const posture = postures?.producer?.[0]?.text;
  const all: Files = {
    'api/v3.yaml': 'openapi: 3.1.0\n',
    [paths.record]: record,
    [paths.table]: table,
    ...(posture === null ? {} : { [paths.posture]: posture ?? go }),
    ...files,
  };
  return {
    now: played.now ?? now,
    ...(played.eventTime === undefined ? {} : { eventTime: played.eventTime }),
    ...(played.credentials === undefined ? {} : { credentials: played.credentials }),
    ...(played.policyFiles === undefined ? {} : { policyFiles: { ...all, ...played.policyFiles } }),
    files: all,
    policyHistory: memoryHistory(played.line ?? []),
    section: played.section ?? section,
    lists: {},
    reports,
    subject: { repository: producer, runId: 101, attempt: 1, pullRequest: 7, ...subject },
    github: { ...cutoverAnswers(postures), ...answers },
    roles,
  };
}

export const roles = { 'ledger-owner': ['pat', 'quinn'], 'desk-owner': ['casey'] };
