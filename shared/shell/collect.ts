import { readArtifacts } from '../adapters/artifact-download.ts';
import { type Gathered, type ReportFolder, readReportFolder } from '../adapters/report-folder.ts';
import { type Budget, createBudget, maxReportBytes } from '../adapters/report-limits.ts';
import type { Collected, CollectRequest } from '../core/collected.ts';
import { sha256 } from '../core/fingerprint.ts';
import type { Answer, GitHub } from '../core/ports.ts';
import type { Subject } from '../core/report.ts';

/** Where reports may lie. */
export interface CollectPlaces {
  folders: readonly ReportFolder[];
  /** Reports that this process made before, by file name. */
  made: readonly { name: string; text: string }[];
  /** The API with the workflow's token; absent on a laptop, where there are no artifacts. */
  github?: (() => GitHub) | undefined;
}

/**
 * Collects every file that may be a report from all places: folders first, then what this process made, then artifacts.
 * What could not be taken is a problem, never left out silently. Without a repository and a run there are no artifacts.
 */
export async function collect(places: CollectPlaces, request: CollectRequest, subject: Subject): Promise<Collected> {
  const budget = createBudget();
  const all: Gathered[] = [];
  for (const folder of places.folders) all.push(await readReportFolder(folder, budget));
  all.push(madeFiles(places.made, budget));
  const artifacts = await ofThisRun(places, request, subject, budget);
  if (artifacts?.ok === true) all.push(artifacts.data);
  return {
    files: all.flatMap(({ files }) => files),
    problems: all.flatMap(({ problems }) => problems),
    ...(artifacts?.ok === false ? { unlisted: artifacts.because } : {}),
  };
}

function madeFiles(made: CollectPlaces['made'], budget: Budget): Gathered {
  const gathered: Gathered = { files: [], problems: [] };
  for (const { name, text } of made) {
    const origin = { kind: 'run' as const, name };
    const content = new TextEncoder().encode(text);
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
  { github }: CollectPlaces,
  { artifacts }: CollectRequest,
  { repository, runId }: Subject,
  budget: Budget,
): Promise<Answer<Gathered> | undefined> {
  if (github === undefined || repository === undefined || runId === undefined) return undefined;
  return readArtifacts(github(), { repository, runId, names: artifacts }, budget);
}
