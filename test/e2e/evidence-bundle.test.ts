import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ReportSchema } from '../../shared/core/report-schema.ts';
import { gitBlobOf } from '../support/bundles.ts';
import { root, runDist } from '../support/dist.ts';
import { gitRepository, type TestRepository, temporaryFolder } from '../support/git-repository.ts';
import { startGitHub } from '../support/github-server.ts';

/* The built files make a bundle as the runner starts them, are killed while they do, and verify what is left. */

const name = 'acme/consumer';
const runId = 99;
const workflow = '.github/workflows/release.yml';
let repository: TestRepository;
let temporary: ReturnType<typeof temporaryFolder>;
let api: Awaited<ReturnType<typeof startGitHub>>;
let head: string;
let environment: Record<string, string>;
let folder: string;

const section = {
  create: {
    workflows: [`${workflow}@refs/heads/main`],
    items: [
      { id: 'notes', file: 'notes.md' },
      { id: 'rows', produced: ['out/*'] },
    ],
  },
  verify: { bundle: 'evidence.zip', commit: 'judged' },
};

beforeEach(async () => {
  repository = gitRepository();
  temporary = temporaryFolder();
  const at = (file: string): string => join(temporary.folder, file);
  const config = JSON.stringify({ version: 1, 'evidence-bundle': section });
  const base = repository.commit({ '.github/release-governance.yml': config });
  head = repository.commit({ 'notes.md': 'Entries are smaller.\n' });
  const repo = `/repos/${name}`;
  api = await startGitHub({
    [`GET ${repo}`]: { body: { full_name: name, default_branch: 'main' } },
    [`GET ${repo}/compare/{basehead}`]: { body: { status: 'identical' } },
    [`GET ${repo}/actions/runs/{run_id}`]: {
      body: {
        ...{ id: runId, path: workflow, head_sha: head, run_attempt: 1, created_at: '2026-03-10T11:00:00Z' },
        ...{ event: 'push', head_branch: 'main' },
      },
    },
    [`GET ${repo}/git/ref/heads/main`]: { body: { object: { type: 'commit', sha: head } } },
    [`GET ${repo}/git/trees/{sha}`]: {
      body: {
        truncated: false,
        tree: [{ path: 'notes.md', mode: '100644', sha: gitBlobOf('Entries are smaller.\n') }],
      },
    },
    [`GET ${repo}/actions/runs/{run_id}/jobs`]: {
      body: {
        total_count: 1,
        jobs: [
          {
            id: 5,
            name: 'bundle',
            run_attempt: 1,
            status: 'in_progress',
            conclusion: null,
            started_at: '2026-03-10T11:00:00Z',
          },
        ],
      },
    },
    [`GET ${repo}/actions/runs/{run_id}/artifacts`]: { body: { total_count: 0, artifacts: [] } },
  });
  writeFileSync(
    at('event.json'),
    JSON.stringify({ ref: 'refs/heads/main', before: base, after: head, repository: { default_branch: 'main' } }),
  );
  for (const file of ['output', 'summary']) writeFileSync(at(file), '');
  environment = {
    ...{ CI: 'true', GITHUB_ACTIONS: 'true', GITHUB_API_URL: api.url, GITHUB_EVENT_NAME: 'push' },
    ...{ GITHUB_EVENT_PATH: at('event.json'), GITHUB_JOB: 'bundle', GITHUB_OUTPUT: at('output') },
    ...{
      GITHUB_REF: 'refs/heads/main',
      GITHUB_REPOSITORY: name,
      GITHUB_RUN_ATTEMPT: '1',
      GITHUB_RUN_ID: String(runId),
    },
    ...{ GITHUB_SHA: head, GITHUB_STEP_SUMMARY: at('summary'), GITHUB_WORKSPACE: repository.folder },
    ...{ GITHUB_WORKFLOW_REF: `${name}/${workflow}@refs/heads/main`, RUNNER_TEMP: temporary.folder },
    ...{ INPUT_TOKEN: 'token-of-the-workflow', 'INPUT_UPLOAD-ARTIFACT': 'false' },
  };
  folder = join(temporary.folder, 'release-governance');
});
afterEach(async () => {
  await api.close({ check: false });
  repository.remove();
  temporary.remove();
});

function given(task: string): Record<string, string> {
  return { ...environment, INPUT_TASK: task, 'INPUT_ARTIFACT-KEY': task };
}

function produce(bytes: number): void {
  mkdirSync(join(repository.folder, 'out'), { recursive: true });
  writeFileSync(join(repository.folder, 'out', 'rows.ndjson'), '{"ok":true}\n'.repeat(bytes / 12));
}

async function run(task: string) {
  const { code, stderr, stdout } = await runDist('evidence-bundle.js', { cwd: repository.folder, env: given(task) });
  const path = join(folder, `evidence-bundle-${task}.report.json`);
  const report = existsSync(path) ? ReportSchema.parse(JSON.parse(readFileSync(path, 'utf8'))) : undefined;
  return { code, stderr, stdout, report };
}

const archive = (): string => join(folder, 'evidence-bundle-create.bundle.zip');

function bring(): void {
  writeFileSync(join(repository.folder, 'evidence.zip'), readFileSync(archive()));
}

test('a bundle that was created is verified; other tools open it, and what they pack is read', async () => {
  produce(12_000);
  const created = await run('create');
  expect([
    created.code,
    created.report?.results.filter(({ status }) => status === 'failed' || status === 'unverified'),
  ]).toEqual([0, []]);
  const first = readFileSync(archive());
  const summary = readFileSync(join(temporary.folder, 'summary'), 'utf8');
  expect(summary).toContain('flowchart LR');
  await run('create');
  expect(readFileSync(archive()).equals(first)).toBe(true);

  bring();
  expect((await run('verify')).code).toBe(0);

  const exec = promisify(execFile);
  const apart = join(temporary.folder, 'apart');
  await exec('unzip', ['-q', archive(), '-d', apart]);
  expect(readFileSync(join(apart, 'notes/notes.md'), 'utf8')).toBe('Entries are smaller.\n');
  const python = 'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.testzip(), len(z.namelist()))';
  expect((await exec('python3', ['-c', python, archive()])).stdout).toBe('None 3\n');
  rmSync(join(repository.folder, 'evidence.zip'));
  await exec('zip', ['-q', '-r', '-D', join(repository.folder, 'evidence.zip'), '.'], { cwd: apart });
  expect((await run('verify')).code).toBe(0);

  writeFileSync(join(apart, 'notes/notes.md'), 'Entries are larger.\n');
  rmSync(join(repository.folder, 'evidence.zip'));
  await exec('zip', ['-q', '-r', '-D', join(repository.folder, 'evidence.zip'), '.'], { cwd: apart });
  const edited = await run('verify');
  expect(edited.code).toBe(1);
  expect(edited.report?.results).toContainEqual(
    expect.objectContaining({ rule: 'evidence-bundle/digests', status: 'failed', about: ['notes/notes.md'] }),
  );
});

test('killed at any moment, create leaves a bundle that verify accepts, or none', async () => {
  produce(12 * 2 ** 20);
  const states = new Set<string>();
  const started = Date.now();
  expect((await run('create')).code).toBe(0);
  const whole = Date.now() - started;
  const steps = 16;
  for (let step = 1; step <= steps; step += 1) {
    const child = spawn(process.execPath, [join(root, 'dist/evidence-bundle.js')], {
      cwd: repository.folder,
      env: { PATH: process.env['PATH'] ?? '', ...given('create') },
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => child.once('close', resolve));
    await new Promise((resolve) => setTimeout(resolve, (whole * step) / steps));
    child.kill('SIGKILL');
    await ended;
    const left = existsSync(folder) ? readdirSync(folder) : [];
    // What is half written never bears the name of a bundle.
    if (!left.includes('evidence-bundle-create.bundle.zip')) states.add('none');
    else {
      bring();
      states.add((await run('verify')).code === 0 ? 'accepted' : 'refused');
    }
  }
  expect(states).toContain('none');
  expect(states).not.toContain('refused');
  expect((await run('create')).code).toBe(0);
  bring();
  expect((await run('verify')).code).toBe(0);
}, 300_000);
