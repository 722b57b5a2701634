import type { Collected } from '../../shared/core/collected.ts';
import type { Because } from '../../shared/core/errors.ts';
import type { Location } from '../../shared/core/location.ts';
import type { Verification } from '../../shared/domain/verification/config.ts';
import type { Ctx } from './definition.ts';

/** A report on tests as it was found; nothing in it is believed. */
export interface FoundReport {
  name: string;
  content: Uint8Array;
  sha256: string;
  at?: Location;
  /** Of an artifact: the run, the commit and the time of which the platform says that it was uploaded. */
  artifact?: { runId: number; headSha: string; createdAt: string };
}

/** Why a report was not taken: looked at and wrong, or not looked at. */
export type NotFound =
  | { problem: string; at?: Location }
  /** `absent`: it is certain that there is none. */
  | { because: Because; absent?: true };

export interface Found {
  reports: readonly FoundReport[];
  not: readonly NotFound[];
}

/** The largest report that is read, and what all reports of one verification may have together. */
const maxBytes = 64 * 1024 * 1024;
const maxAll = 256 * 1024 * 1024;
const maxFiles = 2000;

/** What names of reports end in, besides `.json`. */
export const reportEndings = ['.xml', '.ndjson', '.jsonl', '.tap', '.txt'] as const;

type Place = NonNullable<Verification['report']>;

function open(message: string, needs: string, code: Because['code'] = 'NO_DATA'): { because: Because } {
  return { because: { code, message, needs } };
}

/** The reports that steps of this job wrote. */
export async function producedReports(ctx: Ctx, { path }: Place): Promise<Found> {
  const paths = await pathsOf(ctx, path);
  if (!Array.isArray(paths)) return { reports: [], not: [paths] };
  const needs = 'a command, or a step before this one in the same job, that writes it';
  if (paths.length === 0) {
    const none = open(`no file that was written here matches ${path}`, needs);
    return { reports: [], not: [{ ...none, absent: true }] };
  }
  if (paths.length > maxFiles) {
    const message = `${paths.length} files match ${path}, more than the ${maxFiles} that are read`;
    return { reports: [], not: [open(message, 'a narrower path', 'TRUNCATED')] };
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
    } else if (file.reason === 'absent') not.push({ ...open(`there is no file ${each}`, needs), absent: true });
    else if (file.reason === 'too-large')
      not.push(open(`the file ${each} ${file.message}`, 'smaller reports', 'TRUNCATED'));
    else if (file.because === undefined) not.push({ problem: `the file ${each} ${file.message}`, at });
    else not.push({ because: file.because });
  }
  return { reports, not };
}

async function pathsOf(ctx: Ctx, path: string): Promise<string[] | NotFound> {
  if (!/[*?[{!(]/.test(path)) return [path];
  const listed = await ctx.produced.list();
  if (!listed.ok) return { because: listed.because };
  return listed.paths.filter(await ctx.matcher([path]));
}

/** The reports in an artifact of this run; of several artifacts of one name those of the newest. */
export async function artifactReports(ctx: Ctx, { path, artifact = '' }: Place, collected: Collected): Promise<Found> {
  const matches = await ctx.matcher([path]);
  const inIt = collected.files.flatMap((file) =>
    file.origin.kind === 'artifact' && file.origin.name === artifact ? [{ ...file, origin: file.origin }] : [],
  );
  const not = collected.problems.flatMap(({ origin, path: of, message, because }): NotFound[] => {
    if (origin.kind !== 'artifact' || origin.name !== artifact || (of !== undefined && !matches(of))) return [];
    const problem = `${[artifact, of].filter((part) => part !== undefined).join('/')} ${message}`;
    return [because === undefined ? { problem } : { because }];
  });
  if (collected.unlisted !== undefined) not.push({ because: collected.unlisted });
  // Attempts leave artifacts of one name behind; the newest has the greatest id.
  const newest = inIt.reduce((last, { origin }) => Math.max(last, origin.id), 0);
  // A job that ran again and left no report must not be spoken for by the one that it left before.
  const files = inIt.filter(({ origin, path: of }) => origin.id === newest && matches(of));
  if (files.length === 0 && not.length === 0) {
    const needs = `a job that this one needs, which uploads ${artifact} in this run`;
    not.push(open(`no artifact ${artifact} of this run holds a report at ${path}`, needs));
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
