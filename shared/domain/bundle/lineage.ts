import type { Exhibit, Mark } from '../../core/exhibit.ts';
import { isObject } from '../../core/json.ts';
import type { Report } from '../../core/report.ts';
import type { Candidate } from '../own-report/candidates.ts';
import { EntrySchema, entryHash, type PromotionEntry } from '../promotion/entry.ts';
import { executions } from '../run-jobs/executions.ts';
import { jobOf } from '../run-jobs/job-of.ts';
import { reporting } from '../run-jobs/report-job.ts';
import type { RunJob } from '../run-jobs/run-job.ts';
import type { Lineage, LineageEdge, LineageNode } from './manifest.ts';

/** An artifact of the run, as the platform lists it. */
export interface ListedArtifact {
  id: number;
  name: string;
  digest: string | undefined;
}

/** What led to a bundle: each part as the platform or a report that is bound to the run says it; undefined where nobody could ask. */
export interface Led {
  commit: string;
  run: { id: number; attempt: number } | undefined;
  jobs: readonly RunJob[] | undefined;
  artifacts: readonly ListedArtifact[] | undefined;
  reports: readonly Candidate[];
  decision: { word: string; sha256: string; from: readonly string[] } | undefined;
}

/** The graph of what led to a bundle. Nothing is joined by its name alone. */
export function lineageOf({ commit, run, jobs, artifacts, reports, decision }: Led): Lineage {
  const nodes: LineageNode[] = [{ id: `source:${commit}`, kind: 'source', label: commit.slice(0, 12), commit }];
  const edges: LineageEdge[] = [];
  const edge = (from: string, to: string, relation: LineageEdge['relation']): void =>
    void edges.push({ from, to, relation });
  const runId = run === undefined ? undefined : `run:${run.id}`;
  if (run !== undefined && runId !== undefined) {
    nodes.push({ id: runId, kind: 'run', label: `run ${run.id}`, commit, runId: run.id, attempt: run.attempt });
    edge(`source:${commit}`, runId, 'started');
  }
  const ran = jobs === undefined ? [] : [...executions(jobs).values()].flatMap((each) => each.at(-1) ?? []);
  for (const { id, name, attempt, conclusion } of ran) {
    const status = conclusion ?? 'not finished';
    nodes.push({
      id: `job:${id}`,
      kind: 'job',
      label: name,
      ...(run === undefined ? {} : { runId: run.id }),
      attempt,
      status,
    });
    if (runId !== undefined) edge(runId, `job:${id}`, 'ran');
  }
  for (const { id, name, digest } of artifacts ?? []) {
    nodes.push({ id: `artifact:${id}`, kind: 'artifact', label: name, ...(digest === undefined ? {} : { digest }) });
    if (runId !== undefined) edge(runId, `artifact:${id}`, 'made');
  }
  const bySum = new Map(reports.map(({ file }) => [file.sha256, `report:${file.sha256}`]));
  const listed = new Set(artifacts?.map(({ id }) => id));
  for (const { report, file } of reports) {
    const id = `report:${file.sha256}`;
    const { headSha, attempt } = report.subject;
    const bound = {
      ...(headSha === undefined ? {} : { commit: headSha }),
      ...(attempt === undefined ? {} : { attempt }),
    };
    nodes.push({
      id,
      kind: 'report',
      label: report.control,
      ...bound,
      digest: `sha256:${file.sha256}`,
      status: report.status,
    });
    const made = jobOf(reporting(report.subject), jobs ?? []);
    if (made.ok && ran.includes(made.job)) edge(`job:${made.job.id}`, id, 'made');
    if (file.origin.kind === 'artifact' && listed.has(file.origin.id)) edge(`artifact:${file.origin.id}`, id, 'made');
    const entry = recordedIn(report);
    if (entry?.commit === commit) {
      const promotion = `promotion:${entryHash(entry)}`;
      const { environment, digest, event } = entry;
      nodes.push({
        id: promotion,
        kind: 'promotion',
        label: environment,
        commit,
        digest: `sha256:${digest}`,
        status: event,
      });
      edge(id, promotion, 'made');
      if (entry.decision.report === decision?.sha256) edge('decision', promotion, 'promoted');
    }
    for (const read of new Set(report.inputs.map(({ sha256 }) => bySum.get(sha256))))
      if (read !== undefined && read !== id) edge(read, id, 'read');
  }
  if (decision !== undefined) {
    nodes.push({
      id: 'decision',
      kind: 'decision',
      label: decision.word,
      digest: `sha256:${decision.sha256}`,
      status: decision.word,
    });
    const from = [...new Set(decision.from.flatMap((sum) => bySum.get(sum) ?? []))];
    for (const each of from) edge(each, 'decision', 'decided');
    const own = bySum.get(decision.sha256);
    if (own !== undefined) edge(own, 'decision', 'decided');
  }
  return { nodes, edges };
}

/** The entry that a report of the control promotion recorded; it counts only where everything about it held. */
function recordedIn({ control, status, data }: Report): PromotionEntry | undefined {
  if (control !== 'promotion' || status !== 'passed' || !isObject(data) || data['recorded'] !== true) return undefined;
  return EntrySchema.safeParse(data['entry']).data;
}

const good = new Set(['success', 'passed', 'go', 'promote']);
const bad = new Set(['failure', 'failed', 'error', 'no-go', 'cancelled', 'timed_out']);

/** The lineage for people, as a table and as a graph. */
export function lineageExhibit({ nodes, edges }: Lineage): Exhibit {
  const named = (id: string): string => nodes.find((node) => node.id === id)?.label ?? id;
  const from = (id: string): string =>
    edges
      .filter(({ to }) => to === id)
      .map((edge) => `${edge.relation} by ${named(edge.from)}`)
      .join(', ');
  return {
    title: 'Lineage',
    columns: [{ name: 'What' }, { name: 'Name' }, { name: 'Status' }, { name: 'Came from' }],
    rows: nodes.map(({ id, kind, label, status = '' }) => ({
      cells: [kind, label, status, from(id)],
      mark: markOf(status),
    })),
    graph: {
      nodes: nodes.map(({ id, kind, label, status = '' }) => ({ id, label: `${kind} ${label}`, mark: markOf(status) })),
      edges: edges.map((edge) => ({ from: edge.from, to: edge.to, label: edge.relation })),
    },
  };
}

function markOf(status: string): Mark | undefined {
  if (good.has(status)) return 'good';
  if (bad.has(status)) return 'bad';
  return status === '' ? undefined : 'open';
}
