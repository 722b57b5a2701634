import type { Collected } from '../../core/collected.ts';
import type { Context } from '../../core/control.ts';
import type { Because } from '../../core/errors.ts';
import type { Location } from '../../core/location.ts';

/** A report as it was found; nothing in it is believed. */
export interface FoundReport {
  name: string;
  content: Uint8Array;
  sha256: string;
  at?: Location;
  /** Of an artifact: the run, the commit and the time of which the platform says that it was uploaded. */
  artifact?: { runId: number; headSha: string; createdAt: string };
}

/** Why a report was not taken: looked at and wrong, or not looked at; `absent`: it is certain that nothing is there. */
export type NotFound = { problem: string; at?: Location } | { because: Because; absent?: true };

export interface Found {
  reports: readonly FoundReport[];
  not: readonly NotFound[];
}

/** The largest report that is read, and what all reports of one place may have together. */
const maxBytes = 64 * 1024 * 1024;
const maxAll = 256 * 1024 * 1024;
const maxFiles = 2000;

/** What names of reports end in, besides `.json`. */
export const reportEndings = ['.xml', '.ndjson', '.jsonl', '.tap', '.txt'] as const;

/** Where reports lie: the path or glob of their files, and the artifact that holds them. */
export interface ReportPlace {
  path: string;
  artifact?: string | undefined;
}

type Reader = Pick<Context, 'produced' | 'matcher'>;

function tooMuch(message: string, needs: string): NotFound {
  return { because: { code: 'TRUNCATED', message, needs } };
}

function absent(message: string, needs: string): NotFound {
  return { because: { code: 'NO_DATA', message, needs }, absent: true };
}

/** The reports that steps of this job wrote. */
export async function producedReports(ctx: Reader, { path }: ReportPlace): Promise<Found> {
  const paths = await pathsOf(ctx, path);
  if (!Array.isArray(paths)) return { reports: [], not: [paths] };
  const needs = 'a command, or a step before this one in the same job, that writes it';
  if (paths.length === 0) return { reports: [], not: [absent(`no file that was written here matches ${path}`, needs)] };
  if (paths.length > maxFiles) {
    const message = `${paths.length} files match ${path}, more than the ${maxFiles} that are read`;
    return { reports: [], not: [tooMuch(message, 'a narrower path')] };
  }
  const reports: FoundReport[] = [];
  const not: NotFound[] = [];
  let bytes = 0;
  for (const each of paths) {
    const file = await ctx.produced.read(each, Math.min(maxBytes, maxAll - bytes));
    const at = { path: each };
    if (file.found) {
      bytes += file.bytes;
      reports.push({ name: each, content: file.content, sha256: file.sha256, at });
    } else if (file.reason === 'absent') not.push(absent(`there is no file ${each}`, needs));
    else if (file.reason === 'too-large') not.push(tooMuch(`the file ${each} ${file.message}`, 'smaller reports'));
    else if (file.because === undefined) not.push({ problem: `the file ${each} ${file.message}`, at });
    else not.push({ because: file.because });
  }
  return { reports, not };
}

async function pathsOf(ctx: Reader, path: string): Promise<string[] | NotFound> {
  if (!/[*?[{!(]/.test(path)) return [path];
  const listed = await ctx.produced.list();
  if (!listed.ok) return { because: listed.because };
  return listed.paths.filter(await ctx.matcher([path]));
}

/**
 * The reports in an artifact; of several artifacts of one name those of the newest. `isMeant`: which runs the artifact may be of, where those
 * of several were collected.
 */
export async function artifactReports(
  ctx: Pick<Context, 'matcher' | 'recorded'>,
  { path, artifact = '' }: ReportPlace,
  collected: Collected,
  isMeant: (runId: number) => boolean = () => true,
): Promise<Found> {
  const matches = await ctx.matcher([path]);
  const inIt = collected.files.flatMap((file) =>
    file.origin.kind === 'artifact' && file.origin.name === artifact && isMeant(file.origin.runId)
      ? [{ ...file, origin: file.origin }]
      : [],
  );
  const broken = collected.problems.flatMap((problem) =>
    problem.origin.kind === 'artifact' && problem.origin.name === artifact && isMeant(problem.origin.runId)
      ? [{ ...problem, origin: problem.origin }]
      : [],
  );
  // Attempts leave artifacts of one name behind; the newest has the greatest id.
  const newest = [...inIt, ...broken].reduce((last, { origin }) => Math.max(last, origin.id), 0);
  const not = broken.flatMap(({ origin, path: of, message, because }): NotFound[] => {
    if (origin.id !== newest || (of !== undefined && !matches(of))) return [];
    const problem = `${[artifact, of].filter((part) => part !== undefined).join('/')} ${message}`;
    return [because === undefined ? { problem } : { because }];
  });
  if (collected.unlisted !== undefined) not.push({ because: collected.unlisted });
  // A job that ran again and left no report must not be spoken for by the one that it left before.
  const files = inIt.filter(({ origin, path: of }) => origin.id === newest && matches(of));
  if (files.length === 0 && not.length === 0) {
    const needs = `a job that this one needs, which uploads ${artifact} in this run`;
    not.push(absent(`no artifact ${artifact} of this run holds a report at ${path}`, needs));
  }
  return {
    reports: files.map(({ path: of, content, sha256, origin }) => {
      const name = `${artifact}/${of}`;
      ctx.recorded(name, origin.headSha, content);
      const { runId, headSha, createdAt } = origin;
      return { name, content, sha256, artifact: { runId, headSha, createdAt } };
    }),
    not,
  };
}
