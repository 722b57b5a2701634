import type { Because } from '../../shared/core/errors.ts';
import type { KpiSet } from '../../shared/domain/kpi/config.ts';
import { heldRows, rowEndings } from '../../shared/domain/kpi/rows-file.ts';
import { rowsReading } from '../../shared/domain/kpi/rows-inputs.ts';
import type { KpiRun } from '../../shared/domain/kpi/run.ts';
import { withoutAge } from '../../shared/domain/kpi-gate/age.ts';
import { inTimeOrder } from '../../shared/domain/kpi-gate/ratchet.ts';
import type { Reference, Run } from '../../shared/domain/kpi-gate/run.ts';
import type { Ctx } from './definition.ts';
import { isKpiReportName, readRun, reportMaxBytes } from './found.ts';
import { branchRuns } from './harness.ts';

/** An earlier report, and what it says it measured. */
export interface Earlier extends Reference {
  run: KpiRun;
}

export type Known<T> = { ok: true; data: T } | { ok: false; because: Because };

/** An earlier report that is not among the read ones. */
export interface Unread {
  message: string;
  /** It could not be looked at, as against: was looked at and measured nothing. */
  because?: Because;
}

export type History = Known<Earlier[]> & { unread: Unread[] };

/** Earlier reports on the set, in time order; none asked for is none. What they say is believed: they are policy, or of the branch. */
export async function historyOf(ctx: Ctx, runs: readonly Run[]): Promise<History> {
  const { history } = ctx.inputs;
  if (history === undefined) return { ok: true, data: [], unread: [] };
  const listed: Listed =
    history.reports === undefined
      ? await fromBranch(ctx, history.branch ?? '', history.runs)
      : await fromBase(ctx, history.reports);
  if (!listed.ok) return listed;
  const unread = [...listed.unread];
  const earlier = listed.data.flatMap(({ name, content }): Earlier[] => {
    const read = readRun(content, ctx.inputs.set);
    if (read.kind === 'run') return isJudged(read.run, runs) ? [] : [{ name, report: read.run.report, run: read.run }];
    if (read.kind === 'v1') unread.push({ message: `${name} has the shape v1` });
    if (read.kind === 'wrong') unread.push(notRead(`${name} ${read.problem}`, read.because));
    return [];
  });
  return { ok: true, data: inTimeOrder(earlier).slice(-history.runs), unread };
}

/** A run that is judged is no earlier one. */
function isJudged({ report }: KpiRun, runs: readonly Run[]): boolean {
  const digests = new Set(runs.flatMap((run) => run.report.sources.map(({ sha256 }) => sha256)));
  return report.sources.some(({ sha256 }) => digests.has(sha256));
}

type File = { name: string; content: Uint8Array };
type Listed = Known<File[]> & { unread: Unread[] };

function notRead(message: string, because?: Because): Unread {
  return because === undefined ? { message } : { message, because: { ...because, message } };
}

/** For what is there and cannot be read. */
function gone(message: string): Because {
  return { code: 'NO_DATA', message, needs: 'every earlier report, or fewer of them under history' };
}

async function fromBase(ctx: Ctx, globs: readonly string[]): Promise<Listed> {
  const { tree } = ctx.policy;
  const listed = await tree.list();
  if (!listed.ok) return { ...listed, unread: [] };
  const matches = await ctx.matcher(globs);
  const files: File[] = [];
  const unread: Unread[] = [];
  for (const path of listed.paths.filter(matches)) {
    const file = await tree.read(path, reportMaxBytes);
    if (file.found) files.push({ name: path, content: file.content });
    else if (file.because !== undefined) return { ok: false, because: file.because, unread };
    else unread.push(notRead(`${path} ${file.message}`, gone(path)));
  }
  return { ok: true, data: files, unread };
}

async function fromBranch(ctx: Ctx, branch: string, most: number): Promise<Listed> {
  const runs = await branchRuns(ctx, branch, most);
  if (!runs.ok) return { ok: false, because: runs.because, unread: [] };
  const { files, problems, unlistedRuns = [] } = await ctx.reports({ artifacts: [], runs: runs.data });
  const unread = [
    ...unlistedRuns.map(({ runId, because }) => notRead(`the artifacts of run ${runId}: ${because.message}`, because)),
    ...problems.flatMap(({ origin, path, message, because }) => {
      if (origin.kind !== 'artifact' || !runs.data.includes(origin.runId)) return [];
      const name = [origin.name, path].filter((part) => part !== undefined).join('/');
      return [notRead(`${name} of run ${origin.runId} ${message}`, because ?? gone(name))];
    }),
  ];
  return {
    ok: true,
    unread,
    data: files.flatMap(({ origin, path, content }) =>
      origin.kind === 'artifact' && runs.data.includes(origin.runId) && isKpiReportName(path)
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
  const reading = rowsReading(ctx.inputs);
  for (const ending of rowEndings) {
    const beside = await tree.read(`${path.replace(/\.report\.json$/, '')}${ending}`, reading.maxBytes);
    if (!beside.found) {
      if (beside.reason === 'absent') continue;
      return lacking(`has rows beside it that ${beside.message}`);
    }
    // Rows of something else than the report would make another baseline of it.
    if (beside.sha256 !== source.sha256) return lacking(`has other rows beside it (${beside.path})`);
    const rows = await heldRows(ctx, withoutAge(set), beside.path, beside, reading).rows();
    return rows.found
      ? { ok: true, data: { name: path, report, rows: rows.value } }
      : lacking(`has rows beside it that ${rows.message}`);
  }
  return { ok: true, data: { name: path, report } };
}
