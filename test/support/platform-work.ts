import { refusals } from './github-routes.ts';
import type { RecordedRequest, RouteAnswer } from './github-server.ts';
import { actionRoutes } from './platform-actions.ts';
import { counted, listed, named, type PlaceRoute, root } from './platform-route.ts';
import { branchesOf, type Place, type PullData, type RepositoryData, shaOf } from './platform-state.ts';

/*
 * Commits with their checks, pull requests and releases.
 */

/** The commit of a sha, branch or tag; undefined when there is none. */
function commitOf(repository: RepositoryData, ref: string): string | undefined {
  const branch = branchesOf(repository).find(({ name }) => name === ref || `refs/heads/${name}` === ref);
  if (branch !== undefined) return shaOf(repository, branch);
  const tag = repository.tags?.find(({ name }) => name === ref);
  if (tag !== undefined) return tag.object.sha;
  const known = repository.commits !== undefined && Object.hasOwn(repository.commits, ref);
  return known || branchesOf(repository).some((one) => shaOf(repository, one) === ref) ? ref : undefined;
}

const ofCommit =
  (answer: (place: Place, sha: string, request: RecordedRequest) => RouteAnswer) =>
  (place: Place, request: RecordedRequest): RouteAnswer => {
    const sha = commitOf(place.repository, named(request, 'ref'));
    return sha === undefined
      ? { status: 422, body: { message: `No commit found for SHA: ${named(request, 'ref')}` } }
      : answer(place, sha, request);
  };

/** A commit and those before it, along first parents. */
function history(repository: RepositoryData, sha: string): string[] {
  const found: string[] = [];
  for (
    let next: string | undefined = sha;
    next !== undefined && !found.includes(next);
    next = repository.commits?.[next]?.parents?.[0]
  )
    found.push(next);
  return found;
}

const checks: readonly PlaceRoute[] = [
  [
    `GET ${root}/commits`,
    'contents',
    ({ repository }, request) => {
      const sha = commitOf(repository, request.query['sha'] ?? repository.defaultBranch ?? 'main');
      if (sha === undefined) {
        return repository.empty === true
          ? { status: 409, body: { message: 'Git Repository is empty.' } }
          : refusals.notFound;
      }
      return listed(
        history(repository, sha).map((one) => ({
          sha: one,
          parents: (repository.commits?.[one]?.parents ?? []).map((parent) => ({ sha: parent })),
        })),
        request,
      );
    },
  ],
  [
    `GET ${root}/commits/{ref}/check-runs`,
    'checks',
    ofCommit(({ repository }, sha, request) => {
      const runs = (repository.commits?.[sha]?.checkRuns ?? []).map(
        ({ status = 'completed', conclusion = 'success', ...run }) => ({
          ...run,
          head_sha: sha,
          status,
          conclusion: status === 'completed' ? conclusion : null,
        }),
      );
      return counted('check_runs', runs, request);
    }),
  ],
  [
    `GET ${root}/commits/{ref}/statuses`,
    'statuses',
    ofCommit(({ repository }, sha, request) => {
      const statuses = repository.commits?.[sha]?.statuses ?? [];
      return listed(
        statuses.map(({ context, state, creator }) => ({ context, state, creator: { login: creator } })),
        request,
      );
    }),
  ],
];

const ofPull =
  (answer: (pull: PullData, request: RecordedRequest) => RouteAnswer) =>
  ({ repository }: Place, request: RecordedRequest): RouteAnswer => {
    const pull = repository.pulls?.find(({ number }) => String(number) === named(request, 'pull_number'));
    return pull === undefined ? refusals.notFound : answer(pull, request);
  };

function pullOf({
  number,
  base,
  head,
  author,
  state = 'open',
  draft = false,
  mergedAt,
  files = [],
}: PullData): Record<string, unknown> {
  return {
    number,
    base,
    head,
    user: { login: author },
    state: mergedAt === undefined ? state : 'closed',
    draft,
    merged: mergedAt !== undefined,
    merged_at: mergedAt ?? null,
    changed_files: files.length,
  };
}

const pulls: readonly PlaceRoute[] = [
  [
    `GET ${root}/pulls`,
    'pull_requests',
    ({ repository }, request) => {
      const state = request.query['state'] ?? 'open';
      return listed(
        (repository.pulls ?? []).map(pullOf).filter((pull) => state === 'all' || pull['state'] === state),
        request,
      );
    },
  ],
  [`GET ${root}/pulls/{pull_number}`, 'pull_requests', ofPull((pull) => ({ body: pullOf(pull) }))],
  [
    `GET ${root}/pulls/{pull_number}/files`,
    'pull_requests',
    ofPull(({ files = [] }, request) => listed(files, request)),
  ],
  [
    `GET ${root}/pulls/{pull_number}/reviews`,
    'pull_requests',
    ofPull(({ reviews = [] }, request) =>
      listed(
        reviews.map(({ id, user, state, commit }) => ({ id, user: { login: user }, state, commit_id: commit })),
        request,
      ),
    ),
  ],
];

const releases: readonly PlaceRoute[] = [
  [
    `GET ${root}/releases`,
    'metadata',
    ({ repository }, request) =>
      listed(
        (repository.releases ?? []).map(({ id, tag, immutable = false, draft = false }) => ({
          id,
          tag_name: tag,
          immutable,
          draft,
        })),
        request,
      ),
  ],
  [
    `GET ${root}/immutable-releases`,
    'administration',
    // GitHub answers 404 where they are not enabled.
    ({ repository }) =>
      repository.immutableReleases === true ? { body: { enabled: true, enforced_by_owner: false } } : refusals.notFound,
  ],
];

export const workRoutes: readonly PlaceRoute[] = [...checks, ...pulls, ...actionRoutes, ...releases];
