import { readFileSync } from 'node:fs';
import { openRepository } from '../../shared/adapters/git.ts';
import { controlNames, listNames } from '../../shared/core/catalog.ts';
import type { Collected } from '../../shared/core/collected.ts';
import type { AnyControl } from '../../shared/core/control.ts';
import { type RunnerEnvironment, readEvent } from '../../shared/core/event.ts';
import type { GitHub, GitHubWrite } from '../../shared/core/ports.ts';
import type { Host } from '../../shared/shell/host.ts';
import type { Outcome } from '../../shared/shell/outcome.ts';
import { runControl } from '../../shared/shell/run-control.ts';
import { headOf, type TestRepository, temporaryFolder } from './git-repository.ts';

/** One run in Actions, as plain data. Unsaid parts are those of a pull request without secrets. */
export interface ActionRun {
  control: AnyControl;
  repository: TestRepository;
  given?: Record<string, string>;
  secrets?: Record<string, string>;
  env?: RunnerEnvironment;
  payload: unknown;
  /** ISO time; a fixed day unless given. */
  now?: string;
  /** For every credential, or for each. */
  github?: GitHub | ((token: string | undefined) => GitHub);
  /** What is changed through the API; left out, there is no write access. */
  write?: (token: string) => GitHubWrite;
  /** The other controls; left out, none is at hand. */
  loadControl?: (name: string) => Promise<AnyControl>;
  /** What lies in folders and artifacts. */
  collected?: Collected;
}

/** A port that answers nothing: what a run without API access sees. */
export const deafGitHub: GitHub = {
  host: 'github.com',
  get: async () => ({ ok: false, because: { code: 'NOT_FOUND', message: 'nothing is here or it is hidden' } }),
  all: async () => ({ ok: false, because: { code: 'NOT_FOUND', message: 'nothing is here or it is hidden' } }),
  bytes: async () => ({ ok: false, because: { code: 'NOT_FOUND', message: 'nothing is here or it is hidden' } }),
  graphql: async () => ({ ok: false, because: { code: 'NOT_FOUND', message: 'nothing is here or it is hidden' } }),
};

/** The payload of a pull_request event with these commits. */
export function pullRequest(base: string, head: string): unknown {
  return {
    repository: { default_branch: 'main' },
    pull_request: {
      number: 7,
      head: { sha: head, repo: { full_name: 'harbour-example/desk' } },
      base: { sha: base, ref: 'main' },
      updated_at: '2026-11-19T10:00:00Z',
    },
  };
}

/** Runs a control as the action would, with the report in a temporary folder that is removed again. */
export async function runAsAction(run: ActionRun): Promise<Outcome & { reportText: string }> {
  const { folder, remove } = temporaryFolder();
  const env: RunnerEnvironment = {
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_REPOSITORY: 'harbour-example/desk',
    GITHUB_REF: 'refs/pull/7/merge',
    GITHUB_SHA: run.env?.GITHUB_SHA ?? headOf(run.repository),
    GITHUB_JOB: 'governance',
    GITHUB_RUN_ID: '101',
    GITHUB_RUN_ATTEMPT: '1',
    ...run.env,
  };
  const host: Host = {
    kind: 'action',
    given: run.given ?? {},
    secret: (name) => run.secrets?.[name],
    cwd: run.repository.folder,
    readEvent: async () => readEvent(env, run.payload),
    runSha: env.GITHUB_SHA,
    temporary: folder,
    openRepository,
    clock: () => Date.parse(run.now ?? '2026-11-20T12:00:00Z'),
    log: { info() {}, debug() {} },
    createGitHub: (token) => (typeof run.github === 'function' ? run.github(token) : (run.github ?? deafGitHub)),
    ...(run.loadControl === undefined ? {} : { loadControl: run.loadControl }),
    ...(run.write === undefined ? {} : { createGitHubWrite: run.write }),
    collect: async () => run.collected ?? { files: [], problems: [] },
  };
  try {
    const outcome = await runControl(run.control, { controls: controlNames, lists: listNames }, host);
    const reportText = outcome.files === undefined ? '' : readFileSync(outcome.files.json, 'utf8');
    return { ...outcome, reportText };
  } finally {
    remove();
  }
}
