import type { Collected, CollectedFile, Origin } from '../../core/collected.ts';
import type { Because } from '../../core/errors.ts';
import { decodeText } from '../../parse/text.ts';
import { needs, unread } from '../github-rules/needs.ts';
import { observationIn, readSnapshot, refKey, type Snapshot, snapshotEnding, type Wanted } from './snapshot.ts';
import { maxSnapshotDays, type PublishingRun } from './snapshot-worth.ts';

/*
 * The snapshots that a run left in its artifacts. Files of folders and of other runs never count, whatever they say of themselves.
 */

/**
 * Why the snapshots of a run cannot be relied on.
 *
 * - `none`: the run left no snapshot
 * - `several`: two different ones of one attempt have the same ref
 * - `broken`: a file is no snapshot that can be read
 * - `another-run`: a file, or its artifact, is of another run or commit
 * - `unread`: artifacts could not be listed, or one of them not be read
 */
export interface SnapshotProblem {
  kind: 'none' | 'several' | 'broken' | 'another-run' | 'unread';
  because: Because;
  /** `artifact/path`, where it is known. */
  path?: string | undefined;
  line?: number | undefined;
}

/** One snapshot of the run; the same bytes in several artifacts are one. */
export interface PublishedFile {
  /** `artifact/path` */
  path: string;
  sha256: string;
  snapshot: Snapshot;
}

export interface PublishedSnapshots {
  /** The latest attempt first. */
  files: PublishedFile[];
  problems: SnapshotProblem[];
}

const wholeRun = `a run of the scheduled audit that published one whole snapshot in the last ${maxSnapshotDays} days`;

/**
 * The snapshots in the artifacts of exactly this run, and everything that is wrong with them. `collected` is what
 * `ctx.reports({ runs: [run.id], artifacts: [], endings: [snapshotEnding] })` gives.
 */
export function publishedSnapshots(collected: Collected, run: PublishingRun): PublishedSnapshots {
  const problems = unreadOf(collected, run);
  const files = new Map<string, PublishedFile>();
  let elsewhere = 0;
  let met = 0;
  for (const file of collected.files) {
    if (!isSnapshotFile(file.path)) continue;
    if (!isOfRun(file.origin, run)) {
      elsewhere += 1;
      continue;
    }
    met += 1;
    const read = readPublished(file, run);
    if ('problems' in read) problems.push(...read.problems);
    else if (!files.has(file.sha256)) files.set(file.sha256, read.file);
  }
  if (met === 0 && problems.length === 0) {
    const beside = elsewhere === 0 ? '' : `; ${elsewhere} in folders and of other runs do not count`;
    problems.push(problem('none', `run ${run.id} left no file with a name in *${snapshotEnding}${beside}`));
  }
  const sorted = [...files.values()].sort((a, b) => attemptOf(b) - attemptOf(a));
  return { files: sorted, problems: [...problems, ...twice(sorted)] };
}

/**
 * The snapshot that tells of a ref: that of the latest attempt which has it. As long as anything of the run is wrong nothing is: what
 * could not be read may say something else.
 */
export function snapshotFor(
  { files, problems }: PublishedSnapshots,
  wanted: Wanted,
): { state: 'read'; file: PublishedFile } | { state: 'unknown'; because: Because[] } {
  if (problems.length > 0) return { state: 'unknown', because: problems.map(({ because }) => because) };
  const file = files.find(({ snapshot }) => observationIn(snapshot, wanted) !== undefined);
  if (file !== undefined) return { state: 'read', file };
  const message = 'the scheduled audit published nothing of this ref';
  return { state: 'unknown', because: [{ code: 'NO_DATA', message, needs: 'a scheduled audit that looks at it' }] };
}

function problem(kind: SnapshotProblem['kind'], message: string, at: { path?: string; line?: number } = {}) {
  return { kind, because: { code: 'NO_DATA' as const, message, needs: wholeRun }, ...at };
}

function isSnapshotFile(path: string): boolean {
  return path.toLowerCase().endsWith(snapshotEnding);
}

function isOfRun(origin: Origin, { id }: PublishingRun): boolean {
  return origin.kind === 'artifact' && origin.runId === id;
}

/** What could not be looked at, of this run alone. Other files than snapshots are nobody's business here. */
function unreadOf({ problems, unlistedRuns = [] }: Collected, run: PublishingRun): SnapshotProblem[] {
  const listed = unlistedRuns
    .filter(({ runId }) => runId === run.id)
    .map(({ because }): SnapshotProblem => ({ kind: 'unread', because: unread(because, needs.actions) }));
  const files = problems
    .filter(({ origin, path }) => isOfRun(origin, run) && (path === undefined || isSnapshotFile(path)))
    .map(({ origin, path, message, because }): SnapshotProblem => {
      const at = path === undefined ? origin.name : `${origin.name}/${path}`;
      const what = `${path === undefined ? 'the artifact' : 'the file'} ${at} of run ${run.id} ${message}`;
      return {
        kind: 'unread',
        path: at,
        because:
          because === undefined ? { code: 'NO_DATA', message: what, needs: wholeRun } : unread(because, needs.actions),
      };
    });
  return [...listed, ...files];
}

type Artifact = Extract<Origin, { kind: 'artifact' }>;

function readPublished(
  { origin, path: name, content, sha256 }: CollectedFile,
  run: PublishingRun,
): { file: PublishedFile } | { problems: SnapshotProblem[] } {
  const path = `${origin.name}/${name}`;
  const { headSha } = origin as Artifact;
  if (headSha !== run.headSha) {
    const message = `the artifact ${origin.name} is of the commit ${headSha}, and run ${run.id} of ${run.headSha}`;
    return { problems: [problem('another-run', message, { path })] };
  }
  const decoded = decodeText(content);
  if (!decoded.ok) {
    return { problems: [problem('broken', `the file ${path} ${decoded.message}`, { path, line: decoded.line })] };
  }
  const read = readSnapshot(path, decoded.text);
  if (!read.ok) {
    return {
      problems: read.problems.map(({ message, line }) =>
        problem('broken', `the file ${path} ${message}`, { path, ...(line === undefined ? {} : { line }) }),
      ),
    };
  }
  const { snapshot } = read;
  if (snapshot.run !== undefined && snapshot.run.id === run.id && snapshot.run.attempt <= run.attempt)
    return { file: { path, sha256, snapshot } };
  const said = snapshot.run === undefined ? 'no run' : `run ${snapshot.run.id} (attempt ${snapshot.run.attempt})`;
  const message = `the file ${path} says that ${said} took it, and run ${run.id} (attempt ${run.attempt}) published it`;
  return { problems: [problem('another-run', message, { path })] };
}

function attemptOf({ snapshot }: PublishedFile): number {
  return snapshot.run?.attempt ?? 0;
}

/** Shards of one audit have different refs, and a later attempt replaces an earlier one. */
function twice(files: readonly PublishedFile[]): SnapshotProblem[] {
  const first = new Map<string, PublishedFile>();
  const problems = new Map<string, SnapshotProblem>();
  for (const file of files) {
    for (const one of file.snapshot.observations) {
      const key = `${attemptOf(file)} ${refKey(one)}`;
      const other = first.get(key);
      if (other === undefined) first.set(key, file);
      else {
        const message = `the files ${other.path} and ${file.path} of one attempt have the same ref, and are not the same`;
        problems.set(message, problem('several', message, { path: file.path }));
      }
    }
  }
  return [...problems.values()];
}
