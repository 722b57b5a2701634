import { readArtifacts } from '../adapters/artifact-download.ts';
import { type Gathered, type ReportFolder, readReportFolder } from '../adapters/report-folder.ts';
import { type Budget, createBudget, isWanted, maxReportBytes, maxRuns } from '../adapters/report-limits.ts';
import type { Collected, CollectRequest } from '../core/collected.ts';
import type { Because } from '../core/errors.ts';
import { sha256 } from '../core/fingerprint.ts';
import type { Answer, GitHub } from '../core/ports.ts';
import type { Subject } from '../core/report.ts';

/** Where reports may lie. */
export interface CollectPlaces {
  folders: readonly ReportFolder[];
  /** Reports and further documents that this process made before, by file name. */
  made: readonly MadeFile[];
  /** The API with the workflow's token; absent on a laptop, where there are no artifacts. */
  github?: (() => GitHub) | undefined;
}

export interface MadeFile {
  name: string;
  content: string | Uint8Array;
}

/**
 * Collects every wanted file from all places: what this process made first, then folders, then the artifacts of this run, then those of
 * the further runs in the order in which they were asked for, each run once. What could not be taken is a problem, never left out
 * silently. Without a repository and a run there are no artifacts of this run; without the API those of further runs are unlisted.
 */
export async function collect(places: CollectPlaces, request: CollectRequest, subject: Subject): Promise<Collected> {
  const budget = createBudget();
  const { endings = [] } = request;
  const all: Gathered[] = [];
  all.push(
    madeFiles(
      places.made.filter(({ name }) => isWanted(name, endings)),
      budget,
    ),
  );
  for (const folder of places.folders) all.push(await readReportFolder(folder, budget, endings));
  const artifacts = await ofThisRun(places, request, subject, budget);
  if (artifacts?.ok === true) all.push(artifacts.data);
  const unlistedRuns: { runId: number; because: Because }[] = [];
  const further = [...new Set(request.runs)].filter((runId) => artifacts === undefined || runId !== subject.runId);
  for (const [index, runId] of further.entries()) {
    const answer = index < maxRuns ? await ofRun(places, request, subject, runId, budget) : tooMany(further.length);
    if (answer.ok) all.push(answer.data);
    else unlistedRuns.push({ runId, because: answer.because });
  }
  return {
    files: all.flatMap(({ files }) => files),
    problems: all.flatMap(({ problems }) => problems),
    ...(artifacts?.ok === false ? { unlisted: artifacts.because } : {}),
    ...(unlistedRuns.length === 0 ? {} : { unlistedRuns }),
  };
}

function madeFiles(made: CollectPlaces['made'], budget: Budget): Gathered {
  const gathered: Gathered = { files: [], problems: [] };
  for (const { name, content: given } of made) {
    const origin = { kind: 'run' as const, name };
    const content = typeof given === 'string' ? new TextEncoder().encode(given) : given;
    const large = content.length > maxReportBytes;
    if (!large && budget.take(content.length)) {
      gathered.files.push({ origin, path: name, content, sha256: sha256(content) });
    } else {
      const message = large ? `has more than the ${maxReportBytes} bytes that are read` : budget.message;
      gathered.problems.push({ origin, path: name, message });
    }
  }
  return gathered;
}

async function ofThisRun(
  places: CollectPlaces,
  request: CollectRequest,
  subject: Subject,
  budget: Budget,
): Promise<Answer<Gathered> | undefined> {
  const { repository, runId } = subject;
  if (places.github === undefined || repository === undefined || runId === undefined) return undefined;
  return ofRun(places, request, subject, runId, budget);
}

async function ofRun(
  { github }: CollectPlaces,
  { artifacts, endings }: CollectRequest,
  { repository }: Subject,
  runId: number,
  budget: Budget,
): Promise<Answer<Gathered>> {
  if (github !== undefined && repository !== undefined) {
    return readArtifacts(github(), { repository, runId, names: artifacts, endings }, budget);
  }
  const message = `the artifacts of run ${runId} can only be read in a workflow`;
  return { ok: false, because: { code: 'NO_DATA', message, needs: 'a run in Actions, or the files in a folder' } };
}

function tooMany(count: number): Answer<never> {
  const message = `${count} further runs were asked for, more than the ${maxRuns} that are read`;
  return { ok: false, because: { code: 'TRUNCATED', message, needs: 'fewer runs' } };
}
