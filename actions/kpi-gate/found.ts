import { posix } from 'node:path';
import type { Collected, CollectedFile, Origin } from '../../shared/core/collected.ts';
import type { Because } from '../../shared/core/errors.ts';
import { isObject } from '../../shared/core/json.ts';
import type { Location } from '../../shared/core/location.ts';
import type { Subject } from '../../shared/core/report.ts';
import { parseReport } from '../../shared/core/report-schema.ts';
import { reportKind, reportSchemaVersion } from '../../shared/core/report-status.ts';
import { namedFiles } from '../../shared/domain/kpi/named-files.ts';
import { readNamed, rowEndings } from '../../shared/domain/kpi/rows-file.ts';
import { type KpiRun, KpiRunSchema } from '../../shared/domain/kpi/run.ts';
import { readV1 } from '../../shared/domain/kpi/v1.ts';
import type { V1Report } from '../../shared/domain/kpi/v1-schema.ts';
import { parseJson } from '../../shared/parse/json.ts';
import { decodeText } from '../../shared/parse/text.ts';
import type { Ctx } from './definition.ts';

/** A report on one run of the harness, as it was found; nothing in it is believed. */
export interface FoundRun {
  /** Where it was found, for people. */
  name: string;
  /** The folder and the name of the file, in whatever holds it. */
  path: string;
  claimed: { kind: 'run'; run: KpiRun } | { kind: 'v1'; report: V1Report };
  /** The file, where an annotation can point to it. */
  at?: Location;
  /** Whether it was collected from an artifact or a report folder; else it is a file of the job or the repository. */
  collected: boolean;
  /** Further files of the artifact or folder, by path. */
  beside: ReadonlyMap<string, CollectedFile>;
  /** What it says that it was made for. Absent for v1. */
  subject?: Subject;
  /** The workflow run that made it, as the platform says, or this one; absent where a file only claims one. */
  ofRun?: number;
}

/** A file that should be a report on a run, and cannot be taken for one. */
export interface Unusable {
  name: string;
  problem: string;
  at?: Location;
  /** Could not be looked at, as against: was looked at and is wrong. */
  because?: Because;
}

export interface Found {
  runs: FoundRun[];
  unusable: Unusable[];
}

/** Larger files are no reports. */
export const reportMaxBytes = 16 * 1024 * 1024;

/** Whether a file is called as kpi-report calls its reports. */
export function isKpiReportName(path: string): boolean {
  return /(^|\/)kpi-report[^/]*\.report\.json$/.test(path);
}

/** The reports on runs of the set: those of the files that the section names, else those of this run and its harness. */
export async function findRuns(ctx: Ctx, harnessRuns: readonly number[]): Promise<Found> {
  return ctx.inputs.reports.length > 0 ? fromFiles(ctx) : fromReports(ctx, harnessRuns);
}

async function fromFiles(ctx: Ctx): Promise<Found> {
  const { reports, origin } = ctx.inputs;
  const found: Found = { runs: [], unusable: [] };
  const named = await namedFiles(ctx, reports, origin);
  if (!named.ok) {
    found.unusable.push(
      ...[...new Set(reports)].map((name) => ({ name, problem: 'is not known', because: named.because })),
    );
    return found;
  }
  for (const { entry, because } of named.unmatched)
    found.unusable.push({ name: entry, problem: 'is missing', because });
  for (const path of named.paths) {
    const file = await readNamed(ctx, path, origin, reportMaxBytes);
    if (file.found) {
      const read = readRun(file.content);
      const place = { name: path, path, at: { path }, collected: false, beside: new Map() };
      take(found, read, { ...place, ...runOfFile(ctx, read) });
    } else
      found.unusable.push({
        name: path,
        problem: file.message,
        at: { path },
        ...(file.reason === 'absent'
          ? { because: absent(path) }
          : file.because === undefined
            ? {}
            : { because: file.because }),
      });
  }
  return found;
}

function absent(path: string): Because {
  return { code: 'NO_DATA', message: `there is no file ${path}`, needs: 'the report of a run' };
}

/** The reports of this run, and of the runs of the harness: everything of the set, so that nobody chooses among them. */
async function fromReports(ctx: Ctx, harnessRuns: readonly number[]): Promise<Found> {
  const collected = await ctx.reports({ artifacts: [], endings: rowEndings, runs: harnessRuns });
  const named = names();
  const found: Found = { runs: [], unusable: problemsOf(ctx, collected, named) };
  const places = new Map<string, Map<string, CollectedFile>>();
  for (const file of collected.files) {
    const key = placeKey(file);
    places.set(key, (places.get(key) ?? new Map()).set(file.path, file));
  }
  for (const file of collected.files) {
    if (!isKpiReportName(file.path)) continue;
    const { origin, path } = file;
    const name = named(`${origin.kind === 'artifact' ? `${origin.name}/` : ''}${path}${ofOtherRun(ctx, origin)}`);
    const read = readRun(file.content, ctx.inputs.set);
    const foreign =
      read.kind === 'run' && origin.kind === 'artifact' ? foreignTo(ctx, read.subject, origin) : undefined;
    const beside = places.get(placeKey(file)) ?? new Map();
    const ofRun =
      origin.kind !== 'artifact' ? runOfFile(ctx, read) : read.kind === 'run' ? { ofRun: origin.runId } : {};
    take(found, foreign === undefined ? read : { kind: 'wrong', problem: foreign }, {
      name,
      path,
      collected: true,
      beside,
      ...ofRun,
    });
  }
  return found;
}

/** A file of this job can be of this run; which other run made it nobody but the file itself says. */
function runOfFile(ctx: Ctx, read: ReadRun): { ofRun?: number } {
  const { runId } = ctx.subject;
  return read.kind === 'run' && runId !== undefined && read.subject.runId === runId ? { ofRun: runId } : {};
}

/** Why a report cannot be of the run whose artifact it lies in. */
function foreignTo(ctx: Ctx, { runId, repository }: Subject, origin: ArtifactOrigin): string | undefined {
  if (runId !== origin.runId) return `says that run ${runId ?? 'none'} made it, and run ${origin.runId} uploaded it`;
  if (repository !== ctx.subject.repository) return `is of the repository ${repository ?? 'none'}`;
  if (origin.headSha !== ctx.subject.headSha) return `was uploaded by a run of commit ${origin.headSha}`;
  return undefined;
}

type ArtifactOrigin = Extract<Origin, { kind: 'artifact' }>;

function placeKey({ origin }: CollectedFile): string {
  return origin.kind === 'artifact' ? `artifact ${origin.id}` : `${origin.kind} ${origin.name}`;
}

function ofOtherRun(ctx: Ctx, origin: Origin): string {
  return origin.kind === 'artifact' && origin.runId !== ctx.subject.runId ? ` of run ${origin.runId}` : '';
}

/** Tells apart what has the same name in several places: artifacts of two attempts, or a folder called as an artifact. */
function names(): (name: string) => string {
  const taken = new Set<string>();
  return (name) => {
    let free = name;
    for (let count = 2; taken.has(free); count += 1) free = `${name} (${count})`;
    taken.add(free);
    return free;
  };
}

function problemsOf(
  ctx: Ctx,
  { problems, unlisted, unlistedRuns = [] }: Collected,
  named: (name: string) => string,
): Unusable[] {
  const unusable: Unusable[] = problems.map(({ origin, path, message, because }) => ({
    name: named(`${[origin.name, path].filter((part) => part !== undefined).join('/')}${ofOtherRun(ctx, origin)}`),
    problem: message,
    ...(because === undefined ? {} : { because }),
  }));
  if (unlisted !== undefined)
    unusable.push({ name: 'the artifacts of this run', problem: 'could not be listed', because: unlisted });
  for (const { runId, because } of unlistedRuns)
    unusable.push({ name: `the artifacts of run ${runId}`, problem: 'could not be listed', because });
  return unusable;
}

/** What a file says of a run of the set; anything else with why it is none. */
export type ReadRun =
  | { kind: 'run'; run: KpiRun; subject: Subject }
  | { kind: 'v1'; report: V1Report }
  | { kind: 'other' }
  | { kind: 'wrong'; problem: string; because?: Because };

function take(found: Found, read: ReadRun, place: Omit<FoundRun, 'claimed'>): void {
  const { name, at } = place;
  if (read.kind === 'wrong') {
    const { problem, because } = read;
    found.unusable.push({
      name,
      problem,
      ...(at === undefined ? {} : { at }),
      ...(because === undefined ? {} : { because }),
    });
  } else if (read.kind === 'run') {
    found.runs.push({ ...place, subject: read.subject, claimed: { kind: 'run', run: read.run } });
  } else if (read.kind === 'v1') found.runs.push({ ...place, claimed: { kind: 'v1', report: read.report } });
}

/** What a file says. With `set` a report on another set is none of these; without, every file is meant to be one. */
export function readRun(content: Uint8Array, set?: string): ReadRun {
  const decoded = decodeText(content);
  if (!decoded.ok) return { kind: 'wrong', problem: `is not text: ${decoded.message}` };
  const parsed = parseJson(decoded.text);
  if (!parsed.ok) return { kind: 'wrong', problem: `is not JSON: ${parsed.message}` };
  const { value } = parsed.document;
  if (!isObject(value)) return { kind: 'wrong', problem: 'is no report: it is no object' };
  if ('reportVersion' in value) {
    const v1 = readV1(value);
    if (v1.ok) return { kind: 'v1', report: v1.report };
    const problem = v1.problems.map(({ pointer, message }) => `${pointer} ${message}`.trim()).join('; ');
    return { kind: 'wrong', problem: `is no v1 report of a run: ${problem}` };
  }
  if (value['kind'] !== reportKind)
    return { kind: 'wrong', problem: `is no report: its kind is ${JSON.stringify(value['kind']) ?? 'missing'}` };
  const version = value['schemaVersion'];
  if (typeof version === 'number' && version > reportSchemaVersion) {
    const message = `it has the schema version ${version}, and this version of the suite reads up to ${reportSchemaVersion}`;
    const because: Because = { code: 'NO_DATA', message, needs: 'the same version of the suite in all jobs' };
    return { kind: 'wrong', problem: 'is newer than this suite', because };
  }
  const report = parseReport(value);
  if (!report.success) return { kind: 'wrong', problem: 'does not have the form of a report' };
  if (report.data.control !== 'kpi-report')
    return { kind: 'wrong', problem: `is a report of ${report.data.control}, and not of kpi-report` };
  const data = KpiRunSchema.safeParse(report.data.data);
  if (!data.success) {
    const why = report.data.error?.message ?? 'it holds no values';
    return { kind: 'wrong', problem: `measured nothing: ${why}` };
  }
  if (set !== undefined && data.data.set !== set) return { kind: 'other' };
  return { kind: 'run', run: data.data, subject: report.data.subject };
}

/** The path of a file that a report names, as it lies beside the report. */
export function besidePath(report: string, named: string): string {
  return posix.normalize(posix.join(posix.dirname(report), named));
}
