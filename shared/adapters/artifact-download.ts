import type { CollectedProblem, Origin } from '../core/collected.ts';
import type { Because } from '../core/errors.ts';
import { sha256 } from '../core/fingerprint.ts';
import { pathProblem } from '../core/path.ts';
import type { Answer, GitHub } from '../core/ports.ts';
import { ownerAndRepo } from '../core/repository.ts';
import { z } from '../core/zod.ts';
import { tooLarge } from './missing.ts';
import type { Gathered } from './report-folder.ts';
import { type Budget, isWanted, maxArchiveBytes, maxArtifacts, maxReportBytes } from './report-limits.ts';
import { beginsAsZip, readArchive } from './zip.ts';

const Artifact = z.object({
  id: z.number().int(),
  name: z.string(),
  size_in_bytes: z.number(),
  expired: z.boolean(),
  digest: z.string().nullish(),
  created_at: z.string().nullish(),
  workflow_run: z.object({ id: z.number().int(), head_sha: z.string() }).partial().nullish(),
});
type Artifact = z.infer<typeof Artifact>;

/** The suite's own artifacts begin with this. */
const ownPrefix = 'governance-';
const atOnce = 4;

export interface ArtifactRequest {
  /** `owner/name`. */
  repository: string;
  runId: number;
  /** Names of artifacts besides the suite's own. */
  names: readonly string[];
  /** What the names of wanted files end in besides `.json`. */
  endings?: readonly string[] | undefined;
}

/**
 * The `*.json` files, and those with further endings, in the wanted artifacts of one run, oldest artifact first. Re-runs leave several artifacts of one
 * name; all are read, and their ids tell them apart. Not ok: the artifacts could not be listed, so that nothing is known.
 */
export async function readArtifacts(
  github: GitHub,
  request: ArtifactRequest,
  budget: Budget,
): Promise<Answer<Gathered>> {
  const { repository, runId, names } = request;
  const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts';
  const listed = await github.all(route, { ...ownerAndRepo(repository), run_id: runId }, Artifact);
  if (!listed.ok) return listed;
  const wanted = listed.data
    .filter(({ name }) => name.startsWith(ownPrefix) || names.includes(name))
    .sort((a, b) => a.id - b.id);
  if (wanted.length > maxArtifacts) {
    const message = `run ${runId} has ${wanted.length} artifacts that may hold reports, more than the ${maxArtifacts} that are read`;
    return { ok: false, because: { code: 'TRUNCATED', message, needs: 'fewer artifacts in one run' } };
  }
  const gathered = await inLanes(wanted, atOnce, (artifact) => readArtifact(github, request, artifact, budget));
  return {
    ok: true,
    data: { files: gathered.flatMap(({ files }) => files), problems: gathered.flatMap(({ problems }) => problems) },
  };
}

async function readArtifact(
  github: GitHub,
  { repository, runId, endings = [] }: ArtifactRequest,
  artifact: Artifact,
  budget: Budget,
): Promise<Gathered> {
  const { id, name, workflow_run: run } = artifact;
  const digest = /^sha256:([0-9a-f]{64})$/i.exec(artifact.digest ?? '')?.[1]?.toLowerCase();
  const origin: Origin = {
    kind: 'artifact',
    name,
    id,
    runId: run?.id ?? runId,
    headSha: run?.head_sha ?? '',
    digest,
    createdAt: artifact.created_at ?? '',
  };
  const refused = (message: string, because?: Because): Gathered => ({
    files: [],
    problems: [{ origin, message, ...(because === undefined ? {} : { because }) }],
  });
  if (run?.id === undefined || run.head_sha === undefined) {
    return refused('is not said to be of any run: GitHub names neither its run nor its commit');
  }
  if (run.id !== runId) return refused(`is of run ${run.id}, not of run ${runId}`);
  if (artifact.expired) return refused('has expired, so that its content is gone');
  if (artifact.digest && digest === undefined)
    return refused('has a digest that is no sha256, so that it proves nothing');
  if (artifact.size_in_bytes > maxArchiveBytes) return refused(tooLarge(name, maxArchiveBytes).message);
  if (budget.spent()) return refused(budget.message);

  const route = 'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/zip';
  const answer = await github.bytes(route, { ...ownerAndRepo(repository), artifact_id: id }, maxArchiveBytes);
  if (!answer.ok) return refused(`could not be downloaded: ${answer.because.message}`, answer.because);
  const found = sha256(answer.data);
  if (digest !== undefined && digest !== found) {
    return refused(`is not what was uploaded: its sha256 is ${found}, expected ${digest}`);
  }
  const unpacked = await filesOf(name, answer.data, endings);
  if ('message' in unpacked) return refused(unpacked.message);
  const problems: CollectedProblem[] = unpacked.problems.map((problem) => ({ origin, ...problem }));
  const files = unpacked.files.flatMap(({ path, content }) => {
    if (budget.take(content.length)) return [{ origin, path, content, sha256: sha256(content) }];
    problems.push({ origin, path, message: budget.message });
    return [];
  });
  return { files, problems };
}

type Files = {
  files: readonly { path: string; content: Uint8Array }[];
  problems: readonly { path: string; message: string }[];
};

/** An artifact is an archive, or with `archive: false` the one file by whose name it is called. */
async function filesOf(
  name: string,
  bytes: Uint8Array,
  endings: readonly string[],
): Promise<Files | { message: string }> {
  if (beginsAsZip(bytes)) return readArchive(bytes, endings);
  if (!isWanted(name, endings)) {
    const named = ['.json', ...endings].map((ending) => `*${ending}`).join(' or ');
    return { message: `is neither a zip archive nor a file called ${named}` };
  }
  const wrong = pathProblem(name);
  if (wrong !== undefined || name.includes('/')) return { message: `has a name that ${wrong ?? 'is a path'}` };
  if (bytes.length > maxReportBytes) return { message: tooLarge(name, maxReportBytes).message };
  return { files: [{ path: name, content: bytes }], problems: [] };
}

/** Results in the order of the items; so many at once. */
async function inLanes<T, R>(items: readonly T[], lanes: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results = new Map<number, R>();
  const queue = items.entries();
  const lane = async (): Promise<void> => {
    for (const [index, item] of queue) results.set(index, await work(item));
  };
  await Promise.all(Array.from({ length: Math.min(lanes, items.length) }, lane));
  return [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
}
