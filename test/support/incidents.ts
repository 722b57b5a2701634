import type { Collected } from '../../shared/core/collected.ts';
import type { ExecutiveSummary } from '../../shared/core/executive-summary.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import { marked } from '../../shared/core/issue-marks.ts';
import type { GitHub, GitHubWrite } from '../../shared/core/ports.ts';
import type { Report } from '../../shared/core/report.ts';
import { executiveSummary } from './any-executive-summary.ts';
import { type GitHubAnswer, type GitHubAnswers, memoryGitHub } from './memory-github.ts';
import { report, result } from './results.ts';
import { baseSha, headSha, type Setup } from './world.ts';

/*
 * A repository (acme/desk) whose run 101 on main has ended in a decision, and its issues. A test says what is different.
 */

export const repository = 'acme/desk';
export const bot = { login: 'github-actions[bot]', type: 'Bot' };
export const mallory = { login: 'mallory', type: 'User' };

export interface PlayedIssue {
  number: number;
  title: string;
  body: string;
  user: { login: string; type: string } | null;
  state: 'open' | 'closed';
  labels: string[];
  comments: { body: string; user: { login: string; type: string } | null }[];
  pull_request?: unknown;
}

export function playedIssue(changes: Partial<PlayedIssue> = {}): PlayedIssue {
  return { number: 5, title: 'Incident', body: '', user: bot, state: 'open', labels: [], comments: [], ...changes };
}

const workflow = '.github/workflows/governance.yml';

/** The text of an incident of run 100, with what people wrote under its headings. */
export function incidentText(
  { cause = 'TBD', action = 'TBD' }: { cause?: string; action?: string } = {},
  remembered: Record<string, string | number> = {},
): string {
  const state = {
    run: 100,
    attempt: 1,
    commit: 'd'.repeat(40),
    first: sha256('manifest-sync').slice(0, 16),
    workflow: sha256(workflow).slice(0, 16),
    ...remembered,
  };
  const part = marked('incident', state, 'The default branch fails.');
  return `${part}\n\n## Immediate actions\n\n- [x] Freeze\n\n## Cause\n\n${cause}\n\n## Corrective action\n\n${action}\n`;
}

export const said = { cause: 'The mirror was edited by hand.', action: 'The mirror is written by the repin alone.' };

const at = `/repos/${repository}`;
export const requests = {
  repository: `GET ${at}`,
  run: `GET ${at}/actions/runs/101`,
  jobs: `GET ${at}/actions/runs/101/jobs`,
  issues: `GET ${at}/issues`,
  comments: `GET ${at}/issues/5/comments`,
  tip: `GET ${at}/git/ref/heads/main`,
  runs: `GET ${at}/actions/workflows/governance.yml/runs`,
  contained: `GET ${at}/compare/${headSha}...${headSha}`,
} as const;

export function run(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 101,
    run_attempt: 1,
    event: 'push',
    head_branch: 'main',
    head_sha: headSha,
    status: 'in_progress',
    conclusion: null,
    path: workflow,
    html_url: `https://github.com/${repository}/actions/runs/101`,
    head_repository: { full_name: repository },
    ...changes,
  };
}

export function job(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 11,
    name: 'decision',
    run_attempt: 1,
    status: 'completed',
    conclusion: 'success',
    started_at: '2026-03-10T11:50:00Z',
    ...changes,
  };
}

/** That the default branch ends in this commit. */
export function tipAnswers(sha: string): GitHubAnswers {
  return {
    [requests.tip]: { json: { object: { type: 'commit', sha } } },
    [`GET ${at}/compare/${sha}...${sha}`]: { json: { status: 'identical' } },
  };
}

/** What the platform answers about the run and the issues. */
export function answersOf(issues: readonly PlayedIssue[], more: GitHubAnswers = {}): GitHubAnswers {
  return {
    [requests.repository]: { json: { full_name: repository, default_branch: 'main' } },
    [requests.run]: { json: run() },
    [requests.jobs]: { json: [job()] },
    [requests.runs]: { json: { workflow_runs: [] } },
    ...tipAnswers(headSha),
    [requests.issues]: { json: issues.filter(({ state }) => state === 'open').map(shown) },
    ...Object.fromEntries(
      issues.map(({ number, comments }): [string, GitHubAnswer] => [
        `GET ${at}/issues/${number}/comments`,
        { json: comments },
      ]),
    ),
    ...more,
  };
}

export function shown(issue: PlayedIssue): object {
  const { comments: _comments, ...rest } = issue;
  return { ...rest, html_url: `https://github.com/${repository}/issues/${issue.number}` };
}

/** A report of the run, as a job of it left it. */
export function reportOf(control: string, changes: Partial<Report> = {}): Report {
  return report({
    control,
    results: [result({ rule: `${control}/rule` })],
    subject: { event: 'push', repository, headSha, runId: 101, attempt: 1, job: 'decision' },
    policySource: { kind: 'base', path: '.github/release-governance.yml', ref: baseSha, sha256: 'c'.repeat(64) },
    ...changes,
  });
}

const failing = {
  control: 'manifest-sync',
  message: 'the mirror does not say what the pin says',
  owner: '@acme/contracts',
};

/** The executive summary of the run: no-go because of manifest-sync, or go. */
export function summary(
  word: 'go' | 'conditional-go' | 'no-go',
  changes: Partial<ExecutiveSummary> = {},
  more: Partial<Report> = {},
): Report {
  const status = { go: 'passed', 'conditional-go': 'unverified', 'no-go': 'failed' } as const;
  const data = executiveSummary({
    decision: word,
    accepted: word === 'go',
    ...(word === 'no-go' ? { firstFailing: failing } : {}),
    ...changes,
  });
  const results = [
    result({
      rule: 'executive-summary/report-accepted',
      status: status[word],
      ...(word === 'conditional-go' ? { because: { code: 'CONDITIONAL', message: 'a waiver' } } : {}),
    }),
  ];
  return reportOf('executive-summary', { status: status[word], results, data, ...more });
}

/** Reports as they are collected of this run, or of the artifacts of another one. */
export function collectedOf(reports: readonly Report[], ofRun?: number): () => Collected {
  const files = reports.map((each) => {
    const content = new TextEncoder().encode(JSON.stringify(each));
    const path = `${each.control}.report.json`;
    const artifact = {
      kind: 'artifact' as const,
      name: `governance-${each.control}`,
      id: 1,
      headSha,
      digest: undefined,
      createdAt: '',
    };
    const origin = ofRun === undefined ? ({ kind: 'run', name: 'reports' } as const) : { ...artifact, runId: ofRun };
    return { origin, path, content, sha256: sha256(content) };
  });
  return () => ({ files, problems: [] });
}

export interface PlayedIncident {
  issues?: readonly PlayedIssue[];
  reports?: readonly Report[];
  answers?: GitHubAnswers;
  section?: Record<string, unknown>;
  given?: Record<string, string>;
  subject?: Setup['subject'];
  collected?: () => Collected;
  roles?: Setup['roles'];
}

export function atIncident(played: PlayedIncident): Setup {
  const { issues = [], reports = [summary('no-go')], answers, section = {}, given, subject, collected } = played;
  return {
    section,
    subject: { event: 'push', repository, runId: 101, attempt: 1, ...subject },
    github: answersOf(issues, answers),
    reports: collected ?? collectedOf(reports),
    roles: played.roles ?? { 'release-owner': ['alice'] },
    ...(given === undefined ? {} : { given }),
  };
}

/** Issues that can be written; `sent` are the requests that changed something. */
export interface Board {
  issues: PlayedIssue[];
  sent: string[];
  github(more?: GitHubAnswers): GitHub;
  write(as?: PlayedIssue['user'], refuse?: (request: string) => GitHubAnswer | undefined): GitHubWrite;
}

export function board(issues: PlayedIssue[] = []): Board {
  const sent: string[] = [];
  const now = (more: GitHubAnswers): GitHub => memoryGitHub(answersOf(issues, more));
  return {
    issues,
    sent,
    github: (more = {}) => ({
      host: 'github.com',
      get: (...asked) => now(more).get(...asked),
      all: (...asked) => now(more).all(...asked),
      bytes: (...asked) => now(more).bytes(...asked),
      graphql: (...asked) => now(more).graphql(...asked),
    }),
    write: (as = bot, refuse = () => undefined) => ({
      async send(route, parameters, body, schema) {
        const request = `${route.split(' ')[0] ?? ''} ${String(parameters['issue_number'] ?? 'new')}${route.endsWith('/comments') ? ' comment' : ''}`;
        const refused = refuse(request);
        if (refused !== undefined && 'because' in refused)
          return { ok: false, because: refused.because, status: refused.status };
        sent.push(request);
        const answer = written(issues, as, route, parameters['issue_number'], body as Record<string, unknown>);
        return { ok: true, data: schema.parse(answer) };
      },
    }),
  };
}

/** Changes the board as GitHub would, and gives what it answers. */
export function written(
  issues: PlayedIssue[],
  as: PlayedIssue['user'],
  route: string,
  number: unknown,
  body: Record<string, unknown>,
): object {
  const issue = issues.find((each) => String(each.number) === String(number));
  if (route.endsWith('/comments')) {
    const comment = { body: String(body['body']), user: as };
    issue?.comments.push(comment);
    return comment;
  }
  if (route.startsWith('PATCH')) {
    for (const key of ['title', 'body', 'state'] as const)
      if (issue !== undefined && typeof body[key] === 'string') Object.assign(issue, { [key]: body[key] });
    return shown(issue ?? playedIssue());
  }
  const made = playedIssue({
    number: Math.max(4, ...issues.map((each) => each.number)) + 1,
    title: String(body['title']),
    body: String(body['body']),
    labels: (body['labels'] as string[] | undefined) ?? [],
    user: as,
  });
  issues.push(made);
  return shown(made);
}
