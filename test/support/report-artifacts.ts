import { createHash } from 'node:crypto';
import { pages, payload } from './github-routes.ts';
import type { RouteAnswer, Routes } from './github-server.ts';

export const artifactList = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts';
const artifactZip = 'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/zip';
export const runHead = 'a'.repeat(40);
export const thisRun = 101;

/** An artifact as the test says it; what is not said is as the platform gives it for run 101. */
export interface PlayedArtifact {
  id: number;
  name: string;
  /** What is downloaded. Without it a download fails the test. */
  bytes?: Uint8Array;
  answer?: RouteAnswer;
  size?: number;
  expired?: boolean;
  digest?: string | null;
  /** Null: the platform names no run. */
  run?: { id?: number; head_sha?: string } | null;
}

type Body = Parameters<typeof payload<'/repos/{owner}/{repo}/actions/runs/{run_id}/artifacts'>>[0];

/** The routes of GitHub that play the artifacts of a run. */
export function artifactRoutes(artifacts: readonly PlayedArtifact[], perPage = 100): Routes {
  const items = artifacts.map(({ id, name, bytes, size, expired, digest, run }) => ({
    id,
    name,
    size_in_bytes: size ?? bytes?.length ?? 1,
    expired: expired ?? false,
    created_at: '2026-11-20T12:00:00Z',
    digest: digest === undefined && bytes !== undefined ? `sha256:${hex(bytes)}` : (digest ?? null),
    workflow_run: run === undefined ? { id: thisRun, head_sha: runHead, repository_id: 1, head_repository_id: 2 } : run,
  }));
  const parts = Array.from({ length: Math.max(1, Math.ceil(items.length / perPage)) }, (_, page) =>
    items.slice(page * perPage, (page + 1) * perPage),
  );
  const wrap = (part: readonly (typeof items)[number][]): Body =>
    payload<'/repos/{owner}/{repo}/actions/runs/{run_id}/artifacts'>({
      total_count: items.length,
      artifacts: [...part],
    });
  return {
    [artifactList]: pages(parts, wrap),
    [artifactZip]: {
      optional: true,
      answer: ({ parameters }) => {
        const artifact = artifacts.find(({ id }) => String(id) === parameters['artifact_id']);
        if (artifact?.answer !== undefined) return artifact.answer;
        if (artifact?.bytes === undefined) throw new Error(`nobody may download ${artifact?.name}`);
        return { raw: artifact.bytes };
      },
    },
  };
}

/** The same for several runs: each asks for its own list. The ids of all artifacts differ. */
export function artifactRoutesOf(runs: ReadonlyMap<number, readonly PlayedArtifact[]>): Routes {
  const routes = [...runs].map(([runId, artifacts]): Routes => {
    const own = artifacts.map((artifact) => ({ run: { id: runId, head_sha: runHead }, ...artifact }));
    const list = artifactRoutes(own)[artifactList];
    return list === undefined ? {} : { [artifactList.replace('{run_id}', String(runId))]: list };
  });
  const zip = artifactRoutes([...runs.values()].flat())[artifactZip];
  return Object.assign({}, ...routes, zip === undefined ? {} : { [artifactZip]: zip }) as Routes;
}

export function hex(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
