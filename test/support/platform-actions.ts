import { refusals } from './github-routes.ts';
import type { RecordedRequest, RouteAnswer } from './github-server.ts';
import { counted, named, type PlaceRoute, root } from './platform-route.ts';
import type { ArtifactData, JobData, Place, RunData, WorkflowData } from './platform-state.ts';

/*
 * Workflows with their runs, the jobs of each attempt, and artifacts.
 */

function runOf({
  id,
  attempt = 1,
  event,
  path,
  headSha,
  headBranch,
  status = 'completed',
  conclusion = 'success',
  createdAt,
}: RunData): Record<string, unknown> {
  return {
    id,
    run_attempt: attempt,
    event,
    path,
    head_sha: headSha,
    head_branch: headBranch,
    status,
    conclusion: status === 'completed' ? conclusion : null,
    created_at: createdAt ?? '2026-11-20T06:00:00Z',
  };
}

const ofRun =
  (answer: (run: RunData, place: Place, request: RecordedRequest) => RouteAnswer) =>
  (place: Place, request: RecordedRequest): RouteAnswer => {
    const run = place.repository.runs?.find(({ id }) => String(id) === named(request, 'run_id'));
    return run === undefined ? refusals.notFound : answer(run, place, request);
  };

/** Of the attempt that is named; else the last run of each job, or every one of them with `filter=all`. */
function jobsOf({ jobs = [] }: RunData, { parameters, query }: RecordedRequest): readonly JobData[] {
  const attempt = parameters['attempt_number'];
  if (attempt !== undefined) return jobs.filter((job) => String(job.attempt) === attempt);
  if (query['filter'] === 'all') return jobs;
  return jobs.filter((job) => !jobs.some((other) => other.name === job.name && other.attempt > job.attempt));
}

const jobsAnswer = ofRun((run, { repository }, request) => {
  const jobs = jobsOf(run, request).map((job) => ({
    id: job.id,
    run_id: run.id,
    run_attempt: job.attempt,
    head_sha: run.headSha,
    name: job.name,
    status: job.conclusion === null ? 'in_progress' : 'completed',
    conclusion: job.conclusion,
    check_run_url: `https://api.github.com/repos/${repository.name}/check-runs/${job.id}`,
  }));
  return counted('jobs', jobs, request);
});

function artifactOf(
  { id, name, zip, digest, createdAt, expired = false }: ArtifactData,
  run: RunData,
): Record<string, unknown> {
  return {
    id,
    name,
    size_in_bytes: zip.length,
    expired,
    digest: digest ?? null,
    created_at: createdAt ?? '2026-11-20T06:10:00Z',
    workflow_run: { id: run.id, head_sha: run.headSha, head_branch: run.headBranch },
  };
}

function archive({ repository }: Place, request: RecordedRequest): RouteAnswer {
  const all = (repository.runs ?? []).flatMap(({ artifacts = [] }) => artifacts);
  const artifact = all.find(({ id }) => String(id) === named(request, 'artifact_id'));
  if (artifact === undefined) return refusals.notFound;
  if (artifact.expired === true) return { status: 410, body: { message: 'Artifact has expired' } };
  return { raw: artifact.zip };
}

const workflowOf = ({ repository }: Place, request: RecordedRequest): WorkflowData | undefined => {
  const wanted = named(request, 'workflow_id');
  return repository.workflows?.find(({ id, path }) => String(id) === wanted || path.endsWith(`/${wanted}`));
};

function runsAnswer(runs: readonly RunData[], request: RecordedRequest): RouteAnswer {
  const { event, branch, status, head_sha: sha } = request.query;
  const chosen = runs
    .map(runOf)
    .filter(
      (run) =>
        (event === undefined || run['event'] === event) &&
        (branch === undefined || run['head_branch'] === branch) &&
        (sha === undefined || run['head_sha'] === sha) &&
        (status === undefined || run['status'] === status || run['conclusion'] === status),
    );
  return counted('workflow_runs', chosen, request);
}

export const actionRoutes: readonly PlaceRoute[] = [
  [
    `GET ${root}/actions/workflows`,
    'actions',
    ({ repository }, request) => counted('workflows', repository.workflows ?? [], request),
  ],
  [
    `GET ${root}/actions/workflows/{workflow_id}`,
    'actions',
    (place, request) => {
      const workflow = workflowOf(place, request);
      return workflow === undefined ? refusals.notFound : { body: workflow };
    },
  ],
  [
    `GET ${root}/actions/workflows/{workflow_id}/runs`,
    'actions',
    (place, request) => {
      const workflow = workflowOf(place, request);
      if (workflow === undefined) return refusals.notFound;
      return runsAnswer(
        (place.repository.runs ?? []).filter(({ path }) => path === workflow.path),
        request,
      );
    },
  ],
  [`GET ${root}/actions/runs`, 'actions', ({ repository }, request) => runsAnswer(repository.runs ?? [], request)],
  [`GET ${root}/actions/runs/{run_id}`, 'actions', ofRun((run) => ({ body: runOf(run) }))],
  [`GET ${root}/actions/runs/{run_id}/jobs`, 'actions', jobsAnswer],
  [`GET ${root}/actions/runs/{run_id}/attempts/{attempt_number}/jobs`, 'actions', jobsAnswer],
  [
    `GET ${root}/actions/runs/{run_id}/artifacts`,
    'actions',
    ofRun((run, _place, request) => {
      const wanted = request.query['name'];
      const artifacts = (run.artifacts ?? []).filter(({ name }) => wanted === undefined || name === wanted);
      return counted(
        'artifacts',
        artifacts.map((one) => artifactOf(one, run)),
        request,
      );
    }),
  ],
  [`GET ${root}/actions/artifacts/{artifact_id}/zip`, 'actions', archive],
];
