import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../../shared/core/report.ts';
import { ReportSchema } from '../../shared/core/report-schema.ts';
import { gitBlobOf } from '../support/bundles.ts';
import { type Finished, runDist } from '../support/dist.ts';
import { gitRepository, temporaryFolder } from '../support/git-repository.ts';
import { startGitHub } from '../support/github-server.ts';

/* A push to main whose run makes a bundle and verifies it, with the built action as the runner starts it. */

const name = 'acme/consumer';
const runId = 99;
const workflow = '.github/workflows/release.yml';

/** Notes that are tracked, and whatever steps put into `out/`. */
const create = {
  workflows: [`${workflow}@refs/heads/main`],
  items: [
    { id: 'notes', file: 'notes.md' },
    { id: 'rows', produced: ['out/*'] },
  ],
};

export type BundleTask = 'create' | 'verify';

export interface BundleRun {
  /** The work tree. */
  workspace: string;
  /** What the runner throws away with the job. */
  temporary: string;
  /** Where `create` writes. */
  reports: string;
  /** Where the archive lies that `create` makes. */
  archive: string;
  /** What the runner gives to the action. */
  environment(task: BundleTask): Record<string, string>;
  run(task: BundleTask, env?: Readonly<Record<string, string>>): Promise<Finished & { report: Report | undefined }>;
  /** The report that lies there of a task; undefined when there is none. */
  reportOf(task: BundleTask): Report | undefined;
  /** Has a step make rows of about so many bytes. */
  produce(bytes: number): void;
  /** Puts the archive, or another file, where `verify` looks for it. */
  bring(file?: string): void;
  close(): Promise<void>;
}

/** A repository with a first commit that asks for the bundle, and a second one that is judged. */
export async function bundleRun(): Promise<BundleRun> {
  const repository = gitRepository();
  const { folder: temporary, remove } = temporaryFolder();
  const at = (file: string): string => join(temporary, file);
  const section = { create, verify: { bundle: 'evidence.zip', commit: 'judged' } };
  const config = JSON.stringify({ version: 1, 'evidence-bundle': section });
  const before = repository.commit({ '.github/release-governance.yml': config });
  const head = repository.commit({ 'notes.md': 'Entries are smaller.\n' });
  const repo = `/repos/${name}`;
  const began = '2026-03-10T11:00:00Z';
  const job = { id: 5, name: 'bundle', run_attempt: 1, status: 'in_progress', conclusion: null, started_at: began };
  const api = await startGitHub({
    [`GET ${repo}`]: { body: { full_name: name, default_branch: 'main' } },
    [`GET ${repo}/compare/{basehead}`]: { body: { status: 'identical' } },
    [`GET ${repo}/actions/runs/{run_id}`]: {
      body: {
        id: runId,
        path: workflow,
        head_sha: head,
        run_attempt: 1,
        created_at: began,
        event: 'push',
        head_branch: 'main',
      },
    },
    [`GET ${repo}/git/ref/heads/main`]: { body: { object: { type: 'commit', sha: head } } },
    [`GET ${repo}/git/trees/{sha}`]: {
      body: {
        truncated: false,
        tree: [{ path: 'notes.md', mode: '100644', sha: gitBlobOf('Entries are smaller.\n') }],
      },
    },
    [`GET ${repo}/actions/runs/{run_id}/jobs`]: { body: { total_count: 1, jobs: [job] } },
    [`GET ${repo}/actions/runs/{run_id}/artifacts`]: { body: { total_count: 0, artifacts: [] } },
  });
  writeFileSync(
    at('event.json'),
    JSON.stringify({ ref: 'refs/heads/main', before, after: head, repository: { default_branch: 'main' } }),
  );
  for (const file of ['output', 'summary']) writeFileSync(at(file), '');
  // Each in a folder of its own, as in jobs of their own: what create finds beside it becomes part of the lineage.
  const folders = { create: at('release-governance'), verify: at('verified') };
  const archive = join(folders.create, 'evidence-bundle-create.bundle.zip');
  const environment = (task: BundleTask): Record<string, string> => ({
    ...{ CI: 'true', GITHUB_ACTIONS: 'true', GITHUB_API_URL: api.url, GITHUB_EVENT_NAME: 'push' },
    ...{ GITHUB_EVENT_PATH: at('event.json'), GITHUB_JOB: 'bundle', GITHUB_OUTPUT: at('output') },
    ...{ GITHUB_REF: 'refs/heads/main', GITHUB_REPOSITORY: name, GITHUB_RUN_ATTEMPT: '1' },
    ...{ GITHUB_RUN_ID: String(runId), GITHUB_SHA: head, GITHUB_STEP_SUMMARY: at('summary') },
    ...{ GITHUB_WORKFLOW_REF: `${name}/${workflow}@refs/heads/main`, GITHUB_WORKSPACE: repository.folder },
    ...{ INPUT_TOKEN: 'token-of-the-workflow', 'INPUT_UPLOAD-ARTIFACT': 'false', RUNNER_TEMP: temporary },
    ...{ INPUT_TASK: task, 'INPUT_ARTIFACT-KEY': task, 'INPUT_REPORT-DIR': folders[task] },
  });
  const reportOf = (task: BundleTask): Report | undefined => {
    const path = join(folders[task], `evidence-bundle-${task}.report.json`);
    return existsSync(path) ? ReportSchema.parse(JSON.parse(readFileSync(path, 'utf8'))) : undefined;
  };
  return {
    workspace: repository.folder,
    temporary,
    reports: folders.create,
    archive,
    environment,
    async run(task, env = {}) {
      const options = { cwd: repository.folder, env: { ...environment(task), ...env } };
      return { ...(await runDist('evidence-bundle.js', options)), report: reportOf(task) };
    },
    reportOf,
    produce(bytes) {
      mkdirSync(join(repository.folder, 'out'), { recursive: true });
      writeFileSync(join(repository.folder, 'out', 'rows.ndjson'), '{"ok":true}\n'.repeat(bytes / 12));
    },
    bring(file = archive) {
      writeFileSync(join(repository.folder, 'evidence.zip'), readFileSync(file));
    },
    async close() {
      await api.close({ check: false });
      repository.remove();
      remove();
    },
  };
}
