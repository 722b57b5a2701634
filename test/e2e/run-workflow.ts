import { spawn } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { gitDataApi, type KeptPull } from '../support/git-data-api.ts';
import { temporaryFolder } from '../support/git-repository.ts';
import { type RecordedRequest, type Routes, startGitHub } from '../support/github-server.ts';
import { platformRoutes } from '../support/platform.ts';
import { accessOf, type RepositoryData } from '../support/platform-state.ts';
import { type Grant, type PlayedJob, repositoryApi } from '../support/repository-api.ts';
import { type Offer, type StoredArtifact, startArtifactService } from './artifact-service.ts';
import { type Change, type Consumer, consumer, consumerName, workflowPath } from './consumer.ts';
import { callingJobs, type Dimensions, findJob, type NamedJob, namedJobs } from './job-names.ts';
import { type JobRun, type RunLog, runLog } from './run-log.ts';
import { copyStandIns, copySuite, suiteName, suiteRefs } from './suite.ts';
import type { Tools } from './tools.ts';

/** The token that workflows get; it must appear in no log. */
export const workflowToken = 'token-of-the-workflow-0123456789';
const timeLimitMs = 90_000;

/** A workflow run as plain data. Unsaid parts: a pull request, a shallow checkout, a token that may read everything. */
export interface WorkflowRun
  extends Partial<
    Pick<Change, 'repository' | 'event' | 'from' | 'earlier' | 'head' | 'history' | 'baseWorkflow' | 'path'>
  > {
  workflow: string;
  base: Change['base'];
  /** Values of those dimensions of a matrix that only a run knows. */
  dimensions?: Dimensions;
  grants?: readonly Grant[];
  secrets?: Readonly<Record<string, string>>;
  runId?: number;
  attempt?: number;
  /** What protects the repository; its rules are told by the API. */
  protection?: RepositoryData;
  /** Further routes of the API, e.g. of another repository; each must be asked unless it is optional. */
  api?: Routes | ((made: Consumer) => Routes);
  /** Credentials besides that of the workflow that may read what it may. */
  readers?: readonly string[];
  /** A credential that may write to the repository, and the pull requests that it has opened. */
  writer?: { token: string; pulls: KeptPull[] };
  /** What the API says of the run's jobs instead of what happens in it. */
  jobs?: (happened: readonly PlayedJob[]) => readonly PlayedJob[];
  /** What the API lists and hands out instead of what was uploaded. */
  artifacts?: Offer;
}

export interface FinishedRun {
  /** 0 when no job failed. */
  exit: number | null;
  /** By the name that the platform shows: `contracts`, `contracts (ledger)`. */
  jobs: Readonly<Record<string, JobRun>>;
  /** What was uploaded. */
  artifacts: readonly StoredArtifact[];
  requests: readonly RecordedRequest[];
  consumer: Pick<Consumer, 'baseSha' | 'headSha' | 'runSha' | 'ref'>;
  /** What was put on branches of the suite, by branch: the files that differ from main. */
  pushed: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** All that was logged, as it came. */
  log: string;
  problems: readonly string[];
}

/** Runs a workflow with act on this machine. Throws when act itself broke or the API was not used as told. */
export async function runWorkflow(tools: Tools, run: WorkflowRun): Promise<FinishedRun> {
  const { repository = consumerName, event = 'pull_request', earlier = {}, head = {}, history = 'tip' } = run;
  const { from = repository, runId = 101, attempt = 1, path = workflowPath } = run;
  const named = namedJobs(run.workflow, run.dimensions);
  const began = new Date().toISOString();
  const { folder, remove } = temporaryFolder();
  const at = (name: string): string => join(folder, name);
  const { workflow, baseWorkflow = workflow } = run;
  const made = consumer({
    repository,
    event,
    from,
    earlier,
    base: run.base,
    head,
    workflow,
    baseWorkflow,
    path,
    history,
  });
  const artifacts = await startArtifactService(at('artifacts'), runId, run.artifacts);
  const log = runLog(callingJobs(run.workflow));
  const playedRun = {
    id: runId,
    attempt,
    event,
    headSha: made.headSha,
    headBranch: made.ref.startsWith('refs/heads/') ? made.ref.slice('refs/heads/'.length) : 'change',
    path,
    // Of a later attempt nobody knows, so that what was uploaded before it is of an earlier one.
    ...(attempt === 1 ? { began } : {}),
    async jobs() {
      // What the runner wrote before the request was sent lies ready; it is read before this goes on.
      await new Promise(setImmediate);
      return (run.jobs ?? ((all) => all))(playedJobs(named, log, attempt));
    },
    artifacts: artifacts.offered,
  };
  const api = await startGitHub({
    ...repositoryApi({
      name: repository,
      folder: made.origin.folder,
      defaultBranch: 'main',
      token: workflowToken,
      ...(run.writer === undefined ? {} : { writer: run.writer.token }),
      readers: run.readers ?? [],
      grants: run.grants ?? ['contents', 'actions', 'pull-requests', 'checks'],
      run: playedRun,
      ...(run.protection === undefined ? {} : { protection: run.protection }),
      ...(event.startsWith('pull_request') ? { pull: { number: 7, base: made.baseSha, head: made.headSha } } : {}),
    }),
    ...(run.protection === undefined ? {} : protectionRoutes(run.protection)),
    ...(run.writer === undefined ? {} : gitDataApi({ name: repository, folder: made.origin.folder, ...run.writer })),
    ...(typeof run.api === 'function' ? run.api(made) : run.api),
  });
  try {
    copySuite(at('suite'), named);
    for (const name of ['bin', 'home', 'artifacts']) mkdirSync(at(name));
    symlinkSync(join(tools.nodeFolder, 'node'), at('bin/node'));
    writeFileSync(at('event.json'), JSON.stringify(made.payload));
    // Without a token act would ask the command line of GitHub for the one of this user. In its environment every step
    // would see the secrets.
    const secrets = Object.entries({ ...run.secrets, GITHUB_TOKEN: workflowToken });
    writeFileSync(at('secrets'), secrets.map(([name, value]) => `${name}=${value}\n`).join(''), { mode: 0o600 });
    const options: Record<string, string | number | boolean | readonly string[]> = {
      eventpath: at('event.json'),
      workflows: join(made.workspace.folder, path),
      platform: ['ubuntu-latest=-self-hosted', 'ubuntu-24.04=-self-hosted'],
      'artifact-server-path': at('artifacts'),
      'artifact-server-addr': '127.0.0.1',
      'artifact-server-port': artifacts.runnerPort,
      'action-cache-path': at('cache'),
      'local-repository': [
        ...suiteRefs(run.workflow).map((used) => `${suiteName}@${used}=${at('suite')}`),
        ...copyStandIns(at('others')),
      ],
      'use-gitignore': false,
      'secret-file': at('secrets'),
    };
    const env = {
      GITHUB_API_URL: api.url,
      GITHUB_REPOSITORY: repository,
      GITHUB_REF: made.ref,
      GITHUB_RUN_ID: runId,
      GITHUB_RUN_ATTEMPT: attempt,
      GITHUB_WORKFLOW_REF: `${repository}/${path}@${made.ref}`,
    };
    const finished = await act(tools.act, log, {
      cwd: made.workspace.folder,
      args: [
        event,
        ...['--json', '--verbose', '--no-cache-server', '--rm'],
        ...Object.entries(options).flatMap(([name, value]) => [value].flat().map((each) => `--${name}=${each}`)),
        ...Object.entries(env).map(([name, value]) => `--env=${name}=${value}`),
      ],
      env: {
        PATH: `${at('bin')}:${process.env['PATH'] ?? ''}`,
        HOME: at('home'),
        XDG_CACHE_HOME: at('home'),
        XDG_CONFIG_HOME: at('home'),
        TMPDIR: folder,
        LANG: 'C.UTF-8',
        ACT_DISABLE_VERSION_CHECK: '1',
        ACTIONS_RUNTIME_URL: `${artifacts.url}/`,
      },
    });
    const jobs = log.jobs().map((job) => [findJob(named, job.id, job.matrix).name, job] as const);
    if (jobs.length === 0) throw new Error(`act ran no job (exit ${finished.exit}):\n${log.problems().join('\n')}`);
    api.expectNoUnknown();
    const { baseSha, headSha, runSha, ref } = made;
    return {
      ...finished,
      jobs: Object.fromEntries(jobs),
      artifacts: artifacts.uploaded(),
      requests: api.requests,
      consumer: { baseSha, headSha, runSha, ref },
      pushed: pushedFiles(made.origin),
      problems: log.problems(),
    };
  } finally {
    await Promise.all([api.close({ check: false }), artifacts.close()]);
    made.remove();
    remove();
  }
}

/** The rules and rulesets of the repository, as the workflow's token sees them. */
function protectionRoutes(repository: RepositoryData): Routes {
  const [login = ''] = repository.name.split('/');
  return platformRoutes({
    organisations: [{ login, repositories: [repository] }],
    tokens: { [workflowToken]: accessOf.workflow(repository.name) },
  });
}

function pushedFiles({ git }: Consumer['origin']): FinishedRun['pushed'] {
  const branches = git('for-each-ref', '--format=%(refname:short)', 'refs/heads/release-governance/').split('\n');
  return Object.fromEntries(
    branches
      .filter((branch) => branch !== '')
      .map((branch) => {
        const paths = git('diff', '--name-only', `main...${branch}`).split('\n');
        return [branch, Object.fromEntries(paths.map((path) => [path, `${git('show', `${branch}:${path}`)}\n`]))];
      }),
  );
}

/** What the platform would tell now of the jobs: those that the runner has not come to yet are waiting. */
function playedJobs(named: readonly NamedJob[], log: RunLog, attempt: number): PlayedJob[] {
  const begun = new Map(log.jobs().map((job) => [findJob(named, job.id, job.matrix).id, job]));
  return named.map(({ id, name }) => ({ id, name, attempt, conclusion: begun.get(id)?.conclusion ?? null }));
}

interface Call {
  cwd: string;
  args: readonly string[];
  env: NodeJS.ProcessEnv;
}

/** Runs act and reads its log; ends it when it takes too long. */
async function act(
  binary: string,
  log: RunLog,
  { cwd, args, env }: Call,
): Promise<{ exit: number | null; log: string }> {
  const child = spawn(binary, [...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  const read = (stream: NodeJS.ReadableStream): Promise<void> =>
    new Promise((resolve) => {
      createInterface({ input: stream })
        .on('line', (line) => {
          lines.push(line);
          log.take(line);
        })
        .on('close', resolve);
    });
  const output = [read(child.stdout), read(child.stderr)];
  // At the first signal act ends what it has started.
  const timers = [
    setTimeout(() => child.kill('SIGTERM'), timeLimitMs),
    setTimeout(() => child.kill('SIGKILL'), timeLimitMs + 10_000),
  ];
  try {
    const exit = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', resolve);
    });
    await Promise.all(output);
    if (child.killed) throw new Error(`act did not end within ${timeLimitMs} ms:\n${log.problems().join('\n')}`);
    return { exit, log: lines.join('\n') };
  } finally {
    timers.forEach(clearTimeout);
  }
}
