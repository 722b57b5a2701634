import { execFileSync } from 'node:child_process';
import { forbidden, nextLink, payload, refusals } from './github-routes.ts';
import type { RecordedRequest, RouteAnswer, RouteHandler, Routes } from './github-server.ts';
import { branchAnswer } from './platform-protection.ts';
import type { RepositoryData } from './platform-state.ts';

/** What a workflow's token may read, besides the metadata of the repository. */
export type Grant = 'contents' | 'actions' | 'pull-requests' | 'checks';

/** A job of a run as `GET .../actions/runs/{run_id}/jobs` tells of it. */
export interface PlayedJob {
  /** Also the id of its check run. */
  id: number;
  /** As the platform shows it: `contracts`, `contracts (ledger)`. */
  name: string;
  attempt: number;
  /** Null while it waits or runs. */
  conclusion: 'success' | 'failure' | 'skipped' | 'cancelled' | null;
}

export interface PlayedArtifact {
  id: number;
  name: string;
  /** `sha256:<hex>` of the archive; null as for artifacts of old clients. */
  digest: string | null;
  createdAt: string;
  zip: Uint8Array;
  /** Where the platform sends for the archive: another server, which wants no credential. */
  url: string;
  /** Default: the run that lists it. */
  runId?: number;
  headSha?: string;
}

export interface PlayedRun {
  id: number;
  attempt: number;
  event: string;
  headSha: string;
  headBranch: string;
  /** Path of the workflow file. */
  path: string;
  /** When its jobs started (ISO 8601); that nobody knows where it is left out. */
  began?: string;
  jobs: () => readonly PlayedJob[] | Promise<readonly PlayedJob[]>;
  artifacts: () => readonly PlayedArtifact[];
}

/** A repository on GitHub: its commits are those of a folder. */
export interface PlayedRepository {
  /** `owner/name`. */
  name: string;
  folder: string;
  defaultBranch: string;
  /** The credential that sees it. */
  token: string;
  grants: readonly Grant[];
  /** Another one, which may do everything. */
  writer?: string;
  /** Further credentials that may read what that one may. */
  readers?: readonly string[];
  run?: PlayedRun;
  /** What protects it; the branches of that are told of beside their commits. Without it nothing does. */
  protection?: RepositoryData;
  /** The only pull request: its head is not merged yet. */
  pull?: { number: number; base: string; head: string };
}

/**
 * The routes of one repository. Nobody need ask any of them; a credential that does not see the repository gets 404, one
 * without the permission 403 with its name. More routes go beside these: the one with the fewest placeholders answers.
 */
export function repositoryApi(repository: PlayedRepository): Routes {
  const root = `/repos/${repository.name}`;
  const routes: [key: string, needs: Grant | 'metadata', handler: RouteHandler][] = [
    [`GET ${root}`, 'metadata', () => described(repository)],
    [`GET ${root}/branches/{branch}`, 'contents', ({ parameters }) => branch(repository, parameters['branch'] ?? '')],
    [`GET ${root}/git/ref/{+ref}`, 'contents', ({ parameters }) => reference(repository, parameters['ref'] ?? '')],
    [`GET ${root}/git/commits/{sha}`, 'contents', ({ parameters }) => commit(repository, parameters['sha'] ?? '')],
    [`GET ${root}/git/trees/{sha}`, 'contents', (request) => tree(repository, request)],
    [`GET ${root}/contents/{+path}`, 'contents', (request) => contents(repository, request)],
    [`GET ${root}/compare/{range}`, 'contents', ({ parameters }) => compare(repository, parameters['range'] ?? '')],
    [`GET ${root}/pulls/{pull_number}`, 'pull-requests', (request) => pull(repository, request)],
    [`GET ${root}/pulls/{pull_number}/files`, 'pull-requests', (request) => pullFiles(repository, request)],
    [`GET ${root}/commits/{ref}/check-runs`, 'checks', (request) => checkRuns(repository, request)],
    [`GET ${root}/actions/runs/{run_id}`, 'actions', ofRun(repository, describedRun)],
    [`GET ${root}/actions/runs/{run_id}/jobs`, 'actions', ofRun(repository, jobs)],
    [`GET ${root}/actions/runs/{run_id}/attempts/{attempt}/jobs`, 'actions', ofRun(repository, jobs)],
    [`GET ${root}/actions/runs/{run_id}/artifacts`, 'actions', ofRun(repository, artifacts)],
    [`GET ${root}/actions/artifacts/{artifact_id}/zip`, 'actions', (request) => archive(repository, request)],
  ];
  return Object.fromEntries(
    routes.map(([key, needs, handler]) => [key, { optional: true, answer: guarded(repository, needs, handler) }]),
  );
}

function guarded(
  { token, grants, writer, readers = [] }: PlayedRepository,
  needs: Grant | 'metadata',
  handler: RouteHandler,
): RouteHandler {
  return (request) => {
    if (request.token === undefined) return refusals.notFound;
    if (request.token === writer) return handler(request);
    if (request.token !== token && !readers.includes(request.token)) return refusals.badCredentials;
    if (needs !== 'metadata' && !grants.includes(needs))
      return forbidden('integration', `${needs.replace('-', '_')}=read`);
    return handler(request);
  };
}

function described({ name, defaultBranch }: PlayedRepository): RouteAnswer {
  return {
    body: payload<'/repos/{owner}/{repo}'>({
      full_name: name,
      name: name.split('/')[1] ?? '',
      default_branch: defaultBranch,
      private: true,
      visibility: 'private',
    }),
  };
}

/** What git says; undefined when it knows no such object. */
function git({ folder }: PlayedRepository, ...args: string[]): Buffer | undefined {
  try {
    return execFileSync('git', args, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return undefined;
  }
}

function commitOf(repository: PlayedRepository, name: string): string | undefined {
  return git(repository, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`)?.toString().trim();
}

function branch(repository: PlayedRepository, name: string): RouteAnswer {
  const sha = commitOf(repository, `refs/heads/${name}`);
  if (sha === undefined) return refusals.notFound;
  const { protection } = repository;
  const told =
    protection === undefined
      ? undefined
      : branchAnswer({ organisation: { login: '', repositories: [] }, repository: protection }, name);
  const { protected: isProtected = false, protection: summary } = (told?.body ?? {}) as {
    protected?: boolean;
    protection?: object;
  };
  return {
    body: payload<'/repos/{owner}/{repo}/branches/{branch}'>({
      name,
      commit: { sha },
      protected: isProtected,
      ...(summary === undefined ? {} : { protection: summary }),
    }),
  };
}

function reference(repository: PlayedRepository, name: string): RouteAnswer {
  const sha = commitOf(repository, `refs/${name}`);
  if (sha === undefined) return refusals.notFound;
  return {
    body: payload<'/repos/{owner}/{repo}/git/ref/{ref}'>({ ref: `refs/${name}`, object: { type: 'commit', sha } }),
  };
}

function commit(repository: PlayedRepository, name: string): RouteAnswer {
  const sha = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(name) ? commitOf(repository, name) : undefined;
  if (sha === undefined) return refusals.notFound;
  const [treeSha = '', ...parents] = String(git(repository, 'show', '-s', '--format=%T %P', sha))
    .trim()
    .split(' ');
  return {
    body: payload<'/repos/{owner}/{repo}/git/commits/{commit_sha}'>({
      sha,
      message: String(git(repository, 'show', '-s', '--format=%B', sha)).trimEnd(),
      tree: { sha: treeSha },
      parents: parents.filter((parent) => parent !== '').map((parent) => ({ sha: parent })),
    }),
  };
}

function tree(repository: PlayedRepository, { parameters, query }: RecordedRequest): RouteAnswer {
  const name = parameters['sha'] ?? '';
  const recursive = query['recursive'] === undefined ? [] : ['-r', '-t'];
  const listed = git(repository, 'ls-tree', '-z', '--full-tree', ...recursive, '--end-of-options', name);
  if (listed === undefined) return refusals.notFound;
  const entries = listed
    .toString()
    .split('\0')
    .flatMap((line) => {
      const [, mode = '', type = '', sha = '', path = ''] = /^(\d+) (\w+) (\w+)\t([\s\S]+)$/.exec(line) ?? [];
      return path === '' ? [] : [{ mode, type, sha, path }];
    });
  return {
    body: payload<'/repos/{owner}/{repo}/git/trees/{tree_sha}'>({ sha: name, truncated: false, tree: entries }),
  };
}

function contents(repository: PlayedRepository, { parameters, query, headers }: RecordedRequest): RouteAnswer {
  const path = parameters['path'] ?? '';
  const sha = commitOf(repository, query['ref'] ?? `refs/heads/${repository.defaultBranch}`);
  if (sha === undefined) return { status: 404, body: { message: `No commit found for the ref ${query['ref']}` } };
  const object = `${sha}:${path}`;
  const type = git(repository, 'cat-file', '-t', object)?.toString().trim();
  if (type === undefined) return refusals.notFound;
  if (type !== 'blob') throw new Error(`only files are played, and ${path} is a ${type}`);
  if (headers['accept']?.includes('raw') !== true) throw new Error('only raw contents are played');
  return { raw: git(repository, 'cat-file', 'blob', object) ?? '' };
}

function compare(repository: PlayedRepository, range: string): RouteAnswer {
  const [base = '', head = ''] = range.split('...');
  const left = git(repository, 'merge-base', base, head)?.toString().trim();
  const commits = git(repository, 'rev-list', '--parents', '--reverse', `${base}..${head}`);
  if (left === undefined || commits === undefined) return refusals.notFound;
  const listed = commits
    .toString()
    .split('\n')
    .filter((line) => line !== '');
  return {
    body: payload<'/repos/{owner}/{repo}/compare/{basehead}'>({
      status: listed.length === 0 ? 'identical' : 'ahead',
      total_commits: listed.length,
      merge_base_commit: { sha: left },
      commits: listed.map((line) => {
        const [sha = '', ...parents] = line.split(' ');
        return { sha, parents: parents.map((parent) => ({ sha: parent })) };
      }),
    }),
  };
}

/** The files of the pull request as a list of changes without renames. */
function changedFiles(repository: PlayedRepository): { filename: string; status: 'added' | 'removed' | 'modified' }[] {
  const { base = '', head = '' } = repository.pull ?? {};
  const diff = git(repository, 'diff', '--no-renames', '--name-status', '-z', `${base}...${head}`)?.toString() ?? '';
  const parts = diff.split('\0').filter((part) => part !== '');
  const words = { A: 'added', D: 'removed', M: 'modified' } as const;
  return Array.from({ length: parts.length / 2 }, (_, index) => {
    const status = words[parts[2 * index] as keyof typeof words];
    if (status === undefined) throw new Error(`a change ${parts[2 * index]} is not played`);
    return { filename: parts[2 * index + 1] ?? '', status };
  });
}

function pull(repository: PlayedRepository, { parameters }: RecordedRequest): RouteAnswer {
  const { pull: played, defaultBranch } = repository;
  if (played === undefined || String(played.number) !== parameters['pull_number']) return refusals.notFound;
  const { number, base, head } = played;
  return {
    body: payload<'/repos/{owner}/{repo}/pulls/{pull_number}'>({
      number,
      state: 'open',
      base: { sha: base, ref: defaultBranch },
      head: { sha: head, ref: 'change' },
      changed_files: changedFiles(repository).length,
    }),
  };
}

function pullFiles(repository: PlayedRepository, request: RecordedRequest): RouteAnswer {
  if (String(repository.pull?.number) !== request.parameters['pull_number']) return refusals.notFound;
  return paged(changedFiles(repository), request, (some) => some);
}

function ofRun(
  repository: PlayedRepository,
  answer: (
    run: PlayedRun,
    request: RecordedRequest,
    repository: PlayedRepository,
  ) => RouteAnswer | Promise<RouteAnswer>,
): RouteHandler {
  return (request) => {
    const { run } = repository;
    return run === undefined || request.parameters['run_id'] !== String(run.id)
      ? refusals.notFound
      : answer(run, request, repository);
  };
}

function describedRun(run: PlayedRun): RouteAnswer {
  return {
    body: payload<'/repos/{owner}/{repo}/actions/runs/{run_id}'>({
      id: run.id,
      run_attempt: run.attempt,
      event: run.event,
      head_sha: run.headSha,
      head_branch: run.headBranch,
      path: run.path,
      status: 'in_progress',
      conclusion: null,
      ...(run.began === undefined ? {} : { created_at: run.began }),
    }),
  };
}

/** Of the attempt that is named; else the last run of each job, or every run of it with `filter=all`. */
async function jobs(run: PlayedRun, request: RecordedRequest, { name }: PlayedRepository): Promise<RouteAnswer> {
  const attempt = request.parameters['attempt'];
  const all = await run.jobs();
  const chosen = all.filter((job) => {
    if (attempt !== undefined) return String(job.attempt) === attempt;
    return request.query['filter'] === 'all' || !all.some((o) => o.name === job.name && o.attempt > job.attempt);
  });
  type Jobs = ReturnType<typeof payload<'/repos/{owner}/{repo}/actions/runs/{run_id}/jobs'>>;
  const items: NonNullable<Jobs['jobs']> = chosen.map((job) => ({
    id: job.id,
    run_id: run.id,
    run_attempt: job.attempt,
    head_sha: run.headSha,
    name: job.name,
    status: job.conclusion === null ? 'in_progress' : 'completed',
    conclusion: job.conclusion,
    ...(run.began === undefined ? {} : { started_at: run.began }),
    completed_at: job.conclusion === null ? null : new Date().toISOString(),
    check_run_url: `https://api.github.com/repos/${name}/check-runs/${job.id}`,
  }));
  return paged(items, request, (some) =>
    payload<'/repos/{owner}/{repo}/actions/runs/{run_id}/jobs'>({ total_count: items.length, jobs: [...some] }),
  );
}

/** The check runs of the jobs of the run, for the commit that it is about. */
async function checkRuns({ run }: PlayedRepository, request: RecordedRequest): Promise<RouteAnswer> {
  if (run === undefined || request.parameters['ref'] !== run.headSha) return refusals.notFound;
  const items = (await run.jobs()).map(({ id, name, conclusion }) => ({
    id,
    name,
    head_sha: run.headSha,
    status: conclusion === null ? ('in_progress' as const) : ('completed' as const),
    conclusion,
  }));
  return paged(items, request, (some) =>
    payload<'/repos/{owner}/{repo}/commits/{ref}/check-runs'>({ total_count: items.length, check_runs: [...some] }),
  );
}

function artifacts(run: PlayedRun, request: RecordedRequest, { name }: PlayedRepository): RouteAnswer {
  const wanted = request.query['name'];
  type List = ReturnType<typeof payload<'/repos/{owner}/{repo}/actions/runs/{run_id}/artifacts'>>;
  const items: NonNullable<List['artifacts']> = run
    .artifacts()
    .filter((artifact) => wanted === undefined || artifact.name === wanted)
    .map((artifact) => ({
      id: artifact.id,
      name: artifact.name,
      size_in_bytes: artifact.zip.length,
      expired: false,
      digest: artifact.digest,
      created_at: artifact.createdAt,
      archive_download_url: `https://api.github.com/repos/${name}/actions/artifacts/${artifact.id}/zip`,
      workflow_run: {
        id: artifact.runId ?? run.id,
        head_sha: artifact.headSha ?? run.headSha,
        head_branch: run.headBranch,
      },
    }));
  return paged(items, request, (some) =>
    payload<'/repos/{owner}/{repo}/actions/runs/{run_id}/artifacts'>({
      total_count: items.length,
      artifacts: [...some],
    }),
  );
}

function archive({ run }: PlayedRepository, { parameters }: RecordedRequest): RouteAnswer {
  const found = run?.artifacts().find(({ id }) => String(id) === parameters['artifact_id']);
  return found === undefined ? refusals.notFound : { status: 302, headers: { location: found.url }, raw: '' };
}

/** A list in pages of the size that was asked for: 30 unless given, and at most 100. */
export function paged<Item>(
  items: readonly Item[],
  request: RecordedRequest,
  wrap: (items: readonly Item[]) => unknown,
): RouteAnswer {
  const size = Math.min(Number(request.query['per_page'] ?? '30'), 100);
  const page = Number(request.query['page'] ?? '1');
  const more = page * size < items.length;
  return {
    body: wrap(items.slice((page - 1) * size, page * size)),
    headers: more ? { link: nextLink(request, { page: String(page + 1) }) } : {},
  };
}
