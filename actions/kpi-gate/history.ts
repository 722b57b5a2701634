import type { Because } from '../../shared/core/errors.ts';
import type { KpiSet } from '../../shared/domain/kpi/config.ts';
import { rowsScan } from '../../shared/domain/kpi/rows-scan.ts';
import type { KpiRun } from '../../shared/domain/kpi/run.ts';
import { inTimeOrder } from '../../shared/domain/kpi-gate/ratchet.ts';
import type { Reference } from '../../shared/domain/kpi-gate/run.ts';
import type { Ctx } from './definition.ts';
import { readRun, rowEndings } from './found.ts';
import { branchRuns } from './harness.ts';

/** An earlier report, and what it says it measured. */
export interface Earlier extends Reference {
  run: KpiRun;
}

export type Known<T> = { ok: true; data: T } | { ok: false; because: Because };

const reportMaxBytes = 16 * 1024 * 1024;

/** Earlier reports on the set, in time order; none asked for is none. What they say is believed: they are policy, or of the branch. */
export async function historyOf(ctx: Ctx): Promise<Known<Earlier[]> & { unread: string[] }> {
  const { history } = ctx.inputs;
  if (history === undefined) return { ok: true, data: [], unread: [] };
  const listed: Known<File[]> & { unread?: string[] } =
    history.reports === undefined
      ? await fromBranch(ctx, history.branch ?? '', history.runs)
      : await fromBase(ctx, history.reports);
  if (!listed.ok) return { ...listed, unread: [] };
  const unread: string[] = [...(listed.unread ?? [])];
  const earlier = listed.data.flatMap(({ name, content }): Earlier[] => {
    const read = readRun(content, ctx.inputs.set);
    if (read.kind === 'run') return [{ name, report: read.run.report, run: read.run }];
    if (read.kind !== 'other') unread.push(`${name} ${read.kind === 'wrong' ? read.problem : 'has the shape v1'}`);
    return [];
  });
  return { ok: true, data: inTimeOrder(earlier).slice(-history.runs), unread };
}

type File = { name: string; content: Uint8Array };

async function fromBase(ctx: Ctx, globs: readonly string[]): Promise<Known<File[]>> {
  const { tree } = ctx.policy;
  const listed = await tree.list();
  if (!listed.ok) return listed;
  const matches = await ctx.matcher(globs);
  const files: File[] = [];
  for (const path of listed.paths.filter(matches)) {
    const file = await tree.read(path, reportMaxBytes);
    if (file.found) files.push({ name: path, content: file.content });
    else if (file.because !== undefined) return { ok: false, because: file.because };
  }
  return { ok: true, data: files };
}

async function fromBranch(ctx: Ctx, branch: string, most: number): Promise<Known<File[]> & { unread?: string[] }> {
  const runs = await branchRuns(ctx, branch, most);
  if (!runs.ok) return { ok: false, because: runs.because };
  const { files, problems, unlistedRuns = [] } = await ctx.reports({ artifacts: [], runs: runs.data });
  const unread = [
    ...unlistedRuns.map(({ runId, because }) => `the artifacts of run ${runId}: ${because.message}`),
    ...problems.flatMap(({ origin, path, message }) =>
      origin.kind === 'artifact' && runs.data.includes(origin.runId)
        ? [`${[origin.name, path].filter((part) => part !== undefined).join('/')} of run ${origin.runId} ${message}`]
        : [],
    ),
  ];
  return {
    ok: true,
    unread,
    data: files.flatMap(({ origin, path, content }) =>
      origin.kind === 'artifact' &&
      runs.data.includes(origin.runId) &&
      /(^|\/)kpi-report[^/]*\.report\.json$/.test(path)
        ? [{ name: `${origin.name}/${path} of run ${origin.runId}`, content }]
        : [],
    ),
  };
}

/** The report that the runs are compared with, with its rows where they lie beside it; undefined when none is asked for. */
export async function baselineOf(ctx: Ctx, set: KpiSet): Promise<Known<Reference> | undefined> {
  const { baseline } = ctx.inputs;
  if (baseline === undefined) return undefined;
  const { tree } = ctx.policy;
  const { path } = baseline;
  const file = await tree.read(path, reportMaxBytes);
  const lacking = (message: string): Known<Reference> => ({
    ok: false,
    because: {
      code: 'NO_DATA',
      message: `the baseline ${path} ${message}`,
      needs: 'a report of kpi-report in the base',
    },
  });
  if (!file.found) return file.because === undefined ? lacking(file.message) : { ok: false, because: file.because };
  const read = readRun(file.content);
  if (read.kind !== 'run') return lacking(read.kind === 'wrong' ? read.problem : 'is no report of kpi-report');
  const { report } = read.run;
  const [source, ...more] = report.sources;
  if (source === undefined || more.length > 0) return { ok: true, data: { name: path, report } };
  const stem = path.replace(/\.report\.json$/, '');
  for (const ending of rowEndings) {
    const beside = await tree.read(`${stem}${ending}`, ctx.inputs['maximum-mib'] * 1024 * 1024);
    // Rows of something else than the report would make another baseline of it.
    if (!beside.found || beside.sha256 !== source.sha256) continue;
    const parameters = { set, now: ctx.time.latest, maxRowBytes: ctx.inputs['maximum-row-kib'] * 1024 };
    const limits = { maxBytes: ctx.inputs['maximum-mib'] * 1024 * 1024 };
    const scanned = await ctx.scan(rowsScan, parameters, { path: beside.path, content: beside.content }, limits);
    if (scanned.found) return { ok: true, data: { name: path, report, rows: scanned.value } };
  }
  return { ok: true, data: { name: path, report } };
}
