import { control as executiveSummary } from '../../actions/executive-summary/control.ts';
import { control as manifestSync } from '../../actions/manifest-sync/control.ts';
import type { Collected, CollectedFile, Origin } from '../../shared/core/collected.ts';
import type { ExecutiveSummary } from '../../shared/core/executive-summary.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import type { Report, Subject } from '../../shared/core/report.ts';
import { type ActionRun, pullRequest, runAsAction } from './action-run.ts';
import { consumerFiles } from './contract-files.ts';
import type { FileContent, TestRepository } from './git-repository.ts';
import { type GitHubAnswers, memoryGitHub } from './memory-github.ts';

export const runId = 101;

/** A job of the run as the API lists it. */
export function job(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 11,
    name: 'governance',
    run_attempt: 1,
    status: 'completed',
    conclusion: 'success',
    started_at: '2026-11-20T11:50:00Z',
    completed_at: '2026-11-20T11:51:00Z',
    head_sha: 'a'.repeat(40),
    ...changes,
  };
}

/** The job in which the summary itself runs. */
export const decisionJob = job({
  id: 12,
  name: 'decision',
  status: 'in_progress',
  conclusion: null,
  completed_at: null,
  started_at: '2026-11-20T11:55:00Z',
});

/** A report as an artifact of the run holds it. */
export function artifact(
  text: string,
  origin: Partial<Extract<Origin, { kind: 'artifact' }>> = {},
  path = 'manifest-sync.report.json',
): CollectedFile {
  const content = new TextEncoder().encode(text);
  return {
    origin: {
      kind: 'artifact',
      name: 'governance-manifest-sync-governance-1',
      id: 1001,
      runId,
      headSha: '',
      digest: `sha256:${sha256(content)}`,
      createdAt: '2026-11-20T11:51:00Z',
      ...origin,
    },
    path,
    content,
    sha256: sha256(content),
  };
}

/** The text of a report with other values in it, written as the suite writes it. */
export function changed(text: string, change: (report: Report) => void): string {
  const report = JSON.parse(text) as Report;
  change(report);
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** The configuration that asks for a verification by a command. */
export const asksVerification = {
  verification: { verifications: [{ id: 'unit', command: ['npm', 'test'] }] },
} as const;

/** The report of verification that goes with a report of the same run, from a job; `started` is when its command was, if it was. */
export function verificationReport(text: string, subject: Partial<Subject>, started: string | undefined): string {
  return changed(text, (report) => {
    report.control = 'verification';
    report.results = report.results
      .filter(({ status }) => status === 'passed')
      .map((each) => ({ ...each, rule: 'verification/verified', about: ['unit'] }))
      .slice(0, 1);
    report.inputs = [];
    report.subject = { ...report.subject, ...subject };
    report.data = {
      verifications: [
        {
          ...{ id: 'unit', required: true, status: 'passed' as const, argv: ['npm', 'test'] },
          ...(started === undefined ? {} : { started, exit: 0 }),
        },
      ],
    };
  });
}

/** What a decision is made of. Left out: one pull request that touches nothing, one green report, jobs that succeeded. */
export interface DecisionSetup {
  /** More of the configuration on the base. */
  config?: Record<string, unknown>;
  /** What the pull request changes. */
  head?: Record<string, FileContent>;
  /** Other files than the report of manifest-sync, given that report's text and the head commit. */
  files?: (report: string, head: string) => CollectedFile[];
  collected?: Partial<Collected>;
  jobs?: readonly Record<string, unknown>[];
  answers?: GitHubAnswers | ((head: string) => GitHubAnswers);
  given?: Record<string, string>;
  env?: ActionRun['env'];
  /** Another event than that of the pull request. */
  payload?: (base: string, head: string) => unknown;
  now?: string;
}

/** Runs manifest-sync and then the summary over its report, both as jobs of one pull request run. */
export async function decideOn(repository: TestRepository, setup: DecisionSetup = {}) {
  const base = repository.commit(consumerFiles({}, { 'executive-summary': {}, ...setup.config }));
  const head = repository.commit(setup.head ?? { 'a.txt': 'x' });
  const payload = (setup.payload ?? pullRequest)(base, head);
  const env = setup.env ?? {};
  const time = setup.now === undefined ? {} : { now: setup.now };
  const answers = typeof setup.answers === 'function' ? setup.answers(head) : (setup.answers ?? {});
  const github = setup.answers === undefined ? {} : { github: memoryGitHub(answers) };
  const control = await runAsAction({ control: manifestSync, repository, payload, env, ...github, ...time });
  const files = setup.files?.(control.reportText, head) ?? [artifact(control.reportText, { headSha: head })];
  const { files: _json, ...outcome } = await runAsAction({
    control: executiveSummary,
    repository,
    payload,
    env: { GITHUB_JOB: 'decision', ...env },
    given: setup.given ?? {},
    secrets: { token: 'token-of-the-workflow' },
    github: memoryGitHub({
      'GET /repos/harbour-example/desk': { json: { full_name: 'harbour-example/desk', default_branch: 'main' } },
      'GET /repos/harbour-example/desk/git/ref/heads/main': { json: { object: { type: 'commit', sha: base } } },
      [`GET /repos/harbour-example/desk/actions/runs/${runId}/jobs`]: { json: setup.jobs ?? [job(), decisionJob] },
      ...answers,
    }),
    collected: { files, problems: [], ...setup.collected },
    ...time,
  });
  return { ...outcome, summary: outcome.report.data as ExecutiveSummary, base, head, control };
}
